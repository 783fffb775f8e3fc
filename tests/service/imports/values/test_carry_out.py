"""Values written into a real record: once, gone on with, overtaken, by several at once, and without a database."""

import asyncio
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest

from events.goal.course import EntrustGoal, RestateGoal
from events.goal.measured import RecordGoalValue
from events.goal.state import DataQuality, ValuePeriod
from events.municipality.merger import MergeMunicipality
from events.policy import Role
from service.imports.values import Outcome, Preview, carry_out, preview
from service.imports.values.written import Written
from service.problems import InvalidInput, Refused, Unavailable
from service.viewer import Viewer
from tests.conftest import Database
from tests.said import english
from tests.service.climate import goal_of
from tests.service.county import County, establish, opened
from tests.service.imports.values.files import goal, goal_for, line, months, put_right, table

YEARS = range(2000, 2010)


async def shown(county: County, content: bytes, viewer: Viewer | None = None, reason: str | None = None) -> Preview:
    return await preview(county.record, viewer or county.coordinator, BytesIO(content), "values.csv", reason)


async def imported(county: County, content: bytes, viewer: Viewer | None = None, reason: str | None = None) -> Written:
    """What comes of an import, as of one who looked at it."""
    found = await shown(county, content, viewer, reason)
    return await carry_out(found, county.record, viewer or county.coordinator, reason)


def outcomes(written: Written) -> list[str]:
    return [finding.outcome.value for finding in written.findings]


def period(year: int) -> ValuePeriod:
    return ValuePeriod(date(year, 1, 1), date(year, 12, 31))


async def test_a_file_is_written_once(county: County) -> None:
    ref = await goal_of(county)
    content = table(*(line(ref, year) for year in YEARS))
    steps: list[None] = []

    found = await shown(county, content)
    first = await carry_out(found, county.record, county.coordinator, advance=lambda: steps.append(None))
    head = await county.head()
    repeated = await carry_out(found, county.record, county.coordinator)
    again = await imported(county, content)

    assert (first.events, len(steps), first.position) == (10, 10, head)
    assert (repeated.events, again.events) == (0, 0)
    assert set(outcomes(again)) == {"SAME"}
    assert await county.head() == head
    assert [value.period.until.year for value in (await goal(county, ref)).values] == list(YEARS)
    assert len({event.correlation_id for event in (await county.events())[-10:]}) == 1
    assert await county.findings() == []


async def test_a_correction_says_why_and_a_new_value_needs_not(county: County) -> None:
    ref = await goal_of(county)
    await imported(county, table(line(ref, 2000), line(ref, 2001)))

    written = await imported(
        county, table(line(ref, 2000, "2"), line(ref, 2001), line(ref, 2002)), reason="Zahlendreher"
    )

    assert outcomes(written) == ["CHANGED", "SAME", "NEW"]
    events = (await county.events())[-2:]
    assert [event.type for event in events] == ["GoalCorrected", "GoalValueRecorded"]
    assert [event.reason is None for event in events] == [False, True]
    assert (await goal(county, ref)).values[0].value == 2


async def test_what_was_withdrawn_since_can_be_imported_again(county: County) -> None:
    ref = await goal_of(county)
    content = table(line(ref, 2000))
    await imported(county, content)
    await put_right(county, ref, period(2000), None)

    assert (await imported(county, content)).events == 1
    # It is known again by the event that recorded it anew.
    changed = await imported(county, table(line(ref, 2000, "3")), reason="Zahlendreher")
    assert (outcomes(changed), changed.events) == (["CHANGED"], 1)
    assert [value.value for value in (await goal(county, ref)).values] == [3]
    assert await county.findings() == []


async def test_many_values_are_corrected_at_once_and_again(county: County) -> None:
    ref = await goal_of(county)
    first = table(*months(ref, 120))
    await imported(county, first)
    changed = first.replace(b".5,B,", b".25,B,")

    written = await imported(county, changed, reason="Neu gerechnet")
    again = await imported(county, changed, reason="Neu gerechnet")
    back = await imported(county, first, reason="Doch nicht")

    assert (set(outcomes(written)), set(outcomes(again)), set(outcomes(back))) == ({"CHANGED"}, {"SAME"}, {"CHANGED"})
    assert (written.events, again.events, back.events) == (3, 0, 3), "fifty acts a correction"
    assert [f"{value.value:f}" for value in (await goal(county, ref)).values] == [f"{n}.5" for n in range(120)]
    assert await county.findings() == []


async def test_a_municipality_corrects_what_another_recorded_that_answered_before_it(county: County) -> None:
    gone, heir = await county.municipality(), await county.municipality()
    await goal_of(county)
    ref = await goal_for(county, gone, "Geerbtes")
    await imported(county, table(line(ref, 2000)), await county.viewer(Role.MUNICIPALITY, gone))
    await county.order(EntrustGoal(ref, heir, date(2021, 1, 1)))
    changed = table(line(ref, 2000, "2"))

    for party, told in ((gone, ["WRONG"]), (heir, ["CHANGED"])):
        written = await imported(county, changed, await county.viewer(Role.MUNICIPALITY, party), "Zahlendreher")
        assert outcomes(written) == told
    assert (await goal(county, ref)).values[0].value == 2


async def test_an_import_that_was_interrupted_is_gone_on_with(county: County) -> None:
    ref, other = await goal_of(county), await goal_for(county, await county.municipality(), "Weniger Öl")
    content = table(*(line(each, year) for year in YEARS for each in (ref, other)))
    found = await shown(county, content)
    part = replace(found.comparison, findings=found.comparison.findings[:7])
    await carry_out(replace(found, comparison=part), county.record, county.coordinator)

    rest = await imported(county, content)

    assert outcomes(rest) == ["SAME"] * 7 + ["NEW"] * 13
    assert rest.events == 13
    assert await county.findings() == []


async def test_what_others_changed_meanwhile_is_looked_at_again(county: County) -> None:
    ref = await goal_of(county)
    await imported(county, table(line(ref, 2003)))
    rows = [line(ref, year) for year in (2000, 2001, 2002)]
    found = await shown(county, table(*rows, line(ref, 2003, "9"), line(ref, 2004)), reason="Neu gelesen")
    # The first as the file says, the second otherwise, the fourth corrected to yet another; the goal has a new title.
    await county.order(RecordGoalValue(ref, period(2000), Decimal(1), DataQuality.A, "Zähler"))
    await county.order(RecordGoalValue(ref, period(2001), Decimal(5), DataQuality.A, "Zähler"))
    await put_right(county, ref, period(2003), RecordGoalValue(ref, period(2003), Decimal(7), DataQuality.A, "Zähler"))
    await county.order(RestateGoal(ref, "Viel weniger Emissionen", "Bis 2050 auf null."), reason="Neuer Titel")

    written = await carry_out(found, county.record, county.coordinator, "Neu gelesen")

    assert outcomes(written) == ["SAME", "WRONG", "NEW", "WRONG", "NEW"]
    codes = [finding.problem.code for finding in written.refused(found.findings) if finding.problem]
    assert codes == ["STALE_VERSION", "STALE_VERSION"]
    assert written.events == 2
    assert [(value.period.until.year, int(value.value)) for value in (await goal(county, ref)).values] == [
        (2000, 1),
        (2001, 5),
        (2002, 1),
        (2003, 7),
        (2004, 1),
    ]


async def test_what_is_not_possible_any_more_is_told(county: County) -> None:
    ref = await goal_of(county)
    found = await shown(county, table(line(ref, 2000)))
    half = ValuePeriod(date(2000, 7, 1), date(2000, 12, 31))
    await county.order(RecordGoalValue(ref, half, Decimal(1), DataQuality.A, "Zähler"))

    written = await carry_out(found, county.record, county.coordinator)

    (refused,) = written.refused(found.findings)
    assert refused.problem is not None
    assert refused.problem.code == "OVERLAP"
    assert written.events == 0


@pytest.mark.parametrize("same", [True, False], ids=["one", "two"])
async def test_imports_of_one_file_at_once_write_each_value_once(
    county: County, database: Database, same: bool
) -> None:
    """By one and the same actor, or by two, in two processes."""
    refs = [await goal_for(county, await _party(county), f"Ziel {n}") for n in range(4)]
    content = table(*(line(ref, year) for year in YEARS for ref in refs))
    async with opened(database.service_url) as record:
        other = county.through(record)
        viewer = county.coordinator if same else await county.viewer(Role.COORDINATOR)

        one, two = await asyncio.gather(imported(county, content), imported(other, content, viewer))

    assert one.events + two.events == 40
    assert {*outcomes(one), *outcomes(two)} <= {"NEW", "SAME"}
    for ref in refs:
        assert [value.period.until.year for value in (await goal(county, ref)).values] == list(YEARS)
    assert await county.findings() == []


async def _party(county: County) -> str:
    await goal_of(county)
    return await county.municipality()


async def test_corrections_of_one_value_for_two_reasons_at_once_are_one(county: County) -> None:
    ref = await goal_of(county)
    await imported(county, table(line(ref, 2000)))
    changed = table(line(ref, 2000, "2"))
    previews = [await shown(county, changed, reason="a"), await shown(county, changed, reason="b")]

    one, two = await asyncio.gather(
        *(carry_out(each, county.record, county.coordinator, why) for each, why in zip(previews, "ab", strict=True))
    )

    assert one.events + two.events == 1
    assert sorted([*outcomes(one), *outcomes(two)]) == ["CHANGED", "SAME"]


async def test_a_municipality_writes_its_own_goals_and_those_of_what_it_has_taken_in(county: County) -> None:
    gone, heir = await county.municipality(), await county.municipality()
    await goal_of(county)
    own, former = await goal_for(county, heir, "Eigenes"), await goal_for(county, gone, "Geerbtes")
    strange, hidden = await goal_of(county), await goal_for(county, gone, "Nur vorgeschlagen", adopted=False)
    await county.order(MergeMunicipality(gone, heir, date(2021, 1, 1)), reason="Reform")
    viewer = await county.viewer(Role.MUNICIPALITY, heir)
    content = table(*(line(ref, 2000) for ref in (own, former, strange, hidden)))

    found = await shown(county, content, viewer)
    assert [finding.outcome for finding in found.findings] == [
        Outcome.NEW,
        Outcome.NEW,
        Outcome.WRONG,
        Outcome.NEW,
    ]
    written = await carry_out(found, county.record, viewer)

    assert [finding.problem.code for finding in written.findings if finding.problem] == ["FORBIDDEN"]
    assert written.events == 3


async def test_of_a_goal_that_a_partner_does_not_see_it_is_told_that_there_is_none(county: County) -> None:
    await goal_of(county)
    hidden = await goal_for(county, await county.municipality(), "Nur vorgeschlagen", adopted=False)
    partner = await county.viewer(Role.PARTNER, f"partner:{county.id}")
    other = await establish(county.record, "01060")

    for viewer in (partner, other.coordinator):
        found = await preview(county.record, viewer, BytesIO(table(line(hidden, 2000))), "x.csv")
        (finding,) = found.findings
        assert finding.problem is not None
        assert (finding.problem.code, finding.title) == ("NOT_FOUND", None)


async def test_a_reason_that_the_record_cannot_hold_is_refused_before_all(county: County) -> None:
    for reason in ("x" * 5001, " ", "\x00"):
        with pytest.raises(InvalidInput) as refused:
            await shown(county, table(), reason=reason)
        assert refused.value.path == ("reason",)


async def test_the_rows_of_many_goals_and_months_all_land(county: County) -> None:
    refs = [await goal_for(county, await _party(county), f"Ziel {n}") for n in range(3)]
    content = table(*(each for ref in refs for each in months(ref, 24)))

    written = await imported(county, content)

    assert (written.events, set(outcomes(written))) == (72, {"NEW"})


async def test_without_a_database_it_stops(county: County) -> None:
    ref = await goal_of(county)
    found = await shown(county, table(line(ref, 2000)))
    await county.record.close()

    with pytest.raises(Unavailable):
        await carry_out(found, county.record, county.coordinator)


async def test_a_municipality_that_answers_no_more_is_told_so_as_the_command_tells_it(county: County) -> None:
    town = await county.municipality()
    await goal_of(county)
    ref = await goal_for(county, town, "Abgegebenes")
    await county.order(EntrustGoal(ref, await county.municipality(), date(2021, 1, 1)))
    viewer = await county.viewer(Role.MUNICIPALITY, town)

    (finding,) = (await shown(county, table(line(ref, 2000)), viewer)).findings

    assert finding.problem is not None
    with pytest.raises(Refused) as refused:
        await county.order(RecordGoalValue(ref, period(2000), Decimal(1), DataQuality.A, "Zähler"), viewer)
    assert (finding.problem.code, finding.problem.path) == (refused.value.code, ("Goal id",))
    assert english(refused.value) in english(finding.problem)
