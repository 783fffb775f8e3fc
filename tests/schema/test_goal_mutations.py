"""Every mutation of a goal, and what is read of it: below its agreement, those that answer for it, and as it was."""

from typing import Any

import pytest

from events.policy import Role
from schema.moments import encode_id
from service.ids import new_id
from tests.schema.edge import Edge
from tests.schema.test_mutations import Story, municipality, names

PROPOSED: dict[str, Any] = {
    "title": "Weniger Emissionen",
    "description": "Bis 2050 auf null.",
    "theme": "heat",
    "indicator": {"name": "Emissionen", "unit": "t CO2e", "direction": "DECREASE", "decimals": 1},
    "method": "BISKO",
    "plan": {"since": "2016-07-01", "cadenceMonths": 12, "lagMonths": 24, "tolerancePercent": "5"},
    "on": "2016-07-01",
    "baseline": {"year": 2010, "value": "1000"},
    "targets": [{"year": 2030, "value": "500.50"}, {"year": 2050, "value": 0}],
}
YEAR = {"since": "2020-01-01", "until": "2020-12-31"}
MEASURED: dict[str, Any] = {"period": YEAR, "value": "700.25", "quality": "B", "source": "Bilanz 2022"}


@pytest.fixture
async def story(edge: Edge) -> Story:
    """A county with a theme, two municipalities and an agreement; nothing of it counts as told."""
    told = Story(edge.coordinator)
    told.ids["county"] = encode_id(edge.county.ref)
    await municipality(told, "a", 1)
    await municipality(told, "b", 2)
    await told.tell("county", "addTheme", code="heat", de="Wärme", en="Heat")
    await told.tell("county", "addTheme", code="energy", de="Energie", en="Energy")
    await told.tell(
        "agreement", "draftAgreement", title="Vertrag", purpose="Z.", form="INFORMAL", when={"earliest": "2015-01-01"}
    )
    told.called.clear()
    return told


async def adopted(story: Story, of: str = "goal", **more: Any) -> None:
    await story.tell(of, "proposeGoal", **{**PROPOSED, "responsible": story.ids["a"], **more})
    await story.tell(of, "adoptGoal", on="2017-01-01")


async def test_every_mutation_of_a_goal(story: Story) -> None:
    tell = story.tell
    await story.refused("NOT_LISTED", "proposeGoal", **{**PROPOSED, "theme": "x", "responsible": story.ids["a"]})
    await tell("goal", "proposeGoal", **{**PROPOSED, "responsible": story.ids["a"], "baseline": None})
    await tell("goal", "restateGoal", title="Viel weniger Emissionen", description="Anders gesagt.")
    await tell("goal", "assignGoalTheme", theme="energy")
    await tell("goal", "assignGoalToAgreement", agreement=story.ids["agreement"])
    await tell("goal", "setGoalBaseline", baseline={"year": 2010, "value": "1000.0"})
    authority = {"external": {"body": "Kreistag", "on": "2016-12-12", "paper": "KT 9"}}
    await tell("goal", "adoptGoal", on="2017-01-01", authority=authority)
    await tell("goal", "entrustGoal", party=story.ids["b"], on="2019-01-01")
    plan = {"since": "2020-01-01", "cadenceMonths": 24, "lagMonths": 24, "tolerancePercent": "2.5"}
    await story.refused("REASON_REQUIRED", "agreeGoalMeasuring", id=story.ids["goal"], plan=plan)
    await tell("goal", "agreeGoalMeasuring", plan=plan, reason="Alle zwei Jahre")
    await tell("goal", "recordGoalValue", **MEASURED)
    measured = story.events["goal"]
    await story.refused("RECORDED_OTHERWISE", "recordGoalValue", id=story.ids["goal"], **{**MEASURED, "value": "1"})
    right = {"id": story.ids["goal"], **MEASURED, "value": "699.75"}
    acts = [{"event": measured, "instead": {"recordGoalValue": right}}]
    await story.refused("REASON_REQUIRED", "correctGoal", id=story.ids["goal"], acts=acts)
    await tell("goal", "correctGoal", acts=acts, reason="Verzählt")
    targets = [{"year": 2040, "value": "100"}]
    await story.refused("REASON_REQUIRED", "adjustGoalTargets", id=story.ids["goal"], targets=targets, on="2021-01-01")
    await tell("goal", "adjustGoalTargets", targets=targets, on="2021-01-01", reason="Neues Gesetz")
    await tell("goal", "changeGoalMethod", name="BISKO plus", on="2022-01-01", reason="Neue Daten")
    await tell("goal", "correctGoal", acts=[{"event": measured, "withdrawn": True}], reason="Falsche Gemeinde")
    await tell("goal", "achieveGoal", on="2024-01-01")
    await adopted(story, "other")
    await story.refused("REASON_REQUIRED", "abandonGoal", id=story.ids["other"], on="2018-01-01")
    await tell("other", "abandonGoal", on="2018-01-01", reason="Überholt")
    assert story.called == names("goal")


READ = """query($id: ID!, $on: Date) { county(on: $on) { goal(id: $id) {
    status attainment valueDue overdueSince responsible { ... on Municipality { name } }
    arithmetic { reason year expected behind tolerance gap value { value period { until } } before { year value }
        after { year value } last { year } }
    values { value quality method } targets { year value } paths { since } methods { number baseline { value } }
} } }"""


async def test_a_goal_on_a_day_with_its_arithmetic(story: Story) -> None:
    await adopted(story)
    await story.tell("goal", "recordGoalValue", **MEASURED)
    targets = [{"year": 2050, "value": "800"}]
    await story.tell("goal", "adjustGoalTargets", targets=targets, on="2022-01-01", reason="Neu")

    goal = (await story.client.data(READ, id=story.ids["goal"], on="2021-06-01"))["county"]["goal"]
    later = (await story.client.data(READ, id=story.ids["goal"], on="2022-06-01"))["county"]["goal"]

    # 1000 in 2010, 500.5 in 2030: half of the way is 750.25 in 2020.
    assert (goal["status"], goal["attainment"], goal["responsible"]) == ("ADOPTED", "ON_TRACK", {"name": "Gemeinde 1"})
    assert goal["arithmetic"] == {
        "reason": None,
        "year": 2020,
        "expected": "750.3",
        "behind": "-50.0",
        "tolerance": "50.0",
        "gap": "1000",
        "value": {"value": "700.25", "period": {"until": "2020-12-31"}},
        "before": {"year": 2010, "value": "1000"},
        "after": {"year": 2030, "value": "500.5"},
        "last": {"year": 2050},
    }
    assert (goal["valueDue"], goal["overdueSince"]) == ("2023-12-31", None)
    assert [each["since"] for each in goal["paths"]] == ["2016-07-01", "2022-01-01"]
    # 1000 in 2010, 800 in 2050: 950 in 2020.
    assert (later["arithmetic"]["expected"], later["attainment"]) == ("950.0", "ON_TRACK")


async def test_goals_are_found_below_those_that_answer_for_them_and_their_agreement(edge: Edge, story: Story) -> None:
    await adopted(story, agreement=story.ids["agreement"])
    await story.tell("goal", "entrustGoal", party=story.ids["b"], on="2020-01-01")
    before = (await edge.coordinator.data("{ position }"))["position"]
    merged = {"id": story.ids["b"], "into": story.ids["a"], "on": "2023-03-01"}
    await edge.coordinator.done("mergeMunicipality", **merged)
    query = """query($a: ID!, $b: ID!, $agreement: ID!, $on: Date, $at: MomentInput) { county(on: $on, at: $at) {
        a: municipality(id: $a) { goals { nodes { title } } } b: municipality(id: $b) { goals { nodes { title } } }
        agreement(id: $agreement) { goals(filter: { attainment: { equals: NO_DATA } }) { totalCount } }
        goals(orderBy: [{ field: TITLE, direction: ASC }]) { totalCount }
    } }"""

    async def found(on: str | None, at: Any = None) -> tuple[int, int]:
        data = await edge.coordinator.data(
            query, a=story.ids["a"], b=story.ids["b"], agreement=story.ids["agreement"], on=on, at=at
        )
        assert data["county"]["agreement"]["goals"]["totalCount"] == data["county"]["goals"]["totalCount"] == 1
        return len(data["county"]["a"]["goals"]["nodes"]), len(data["county"]["b"]["goals"]["nodes"])

    assert await found("2019-01-01") == (1, 0)
    assert await found("2021-01-01") == (0, 1)
    assert await found("2023-03-01") == (1, 1), "the successor answers for it too"
    assert await found("2023-03-01", {"position": before}) == (0, 1), "that was not recorded yet"


async def test_who_answers_for_a_goal_records_its_values(edge: Edge, story: Story) -> None:
    await adopted(story)
    own = await edge.client(Role.MUNICIPALITY, await ref_of(edge, story.ids["a"]))
    other = await edge.client(Role.MUNICIPALITY, await ref_of(edge, story.ids["b"]))

    assert (await other.problem("recordGoalValue", id=story.ids["goal"], **MEASURED))["code"] == "FORBIDDEN"
    problem = await own.problem("adjustGoalTargets", id=story.ids["goal"], targets=[], on="2020-01-01")
    assert problem["code"] == "FORBIDDEN"
    await own.done("recordGoalValue", id=story.ids["goal"], **MEASURED)


async def test_who_answered_for_a_goal_and_does_no_more_is_told_whom_to_ask(edge: Edge, story: Story) -> None:
    await adopted(story)
    own = await edge.client(Role.MUNICIPALITY, await ref_of(edge, story.ids["a"]))
    heir = await edge.client(Role.MUNICIPALITY, await ref_of(edge, story.ids["b"]))
    made = await own.done("recordGoalValue", id=story.ids["goal"], **MEASURED)
    event = made["events"][0]["id"]
    later = {**MEASURED, "period": {"since": "2021-01-01", "until": "2021-12-31"}}

    await story.tell("goal", "entrustGoal", party=story.ids["b"], on="2022-01-01")
    right = {"recordGoalValue": {"id": story.ids["goal"], **MEASURED, "value": "699"}}
    for mutation, given, path in (
        ("recordGoalValue", later, ["id"]),
        ("correctGoal", {"acts": [{"event": event, "instead": right}], "reason": "x"}, ["acts", "0"]),
    ):
        problem = await own.problem(mutation, id=story.ids["goal"], **given)
        assert (problem["code"], problem["path"]) == ("NOT_YOURS", path)
        assert "ask whoever is, or the coordination office" in problem["message"]
    acts = [{"event": event, "instead": right}]
    await heir.done("correctGoal", id=story.ids["goal"], acts=acts, reason="Verzählt")
    # What is not theirs to do is not theirs to tell again, nor to withdraw.
    adopting = {"adoptGoal": {"id": story.ids["goal"], "on": "2018-01-01"}}
    for named, instead, code in (
        (event, {"instead": adopting}, "FORBIDDEN"),
        (story.events["goal"], {"instead": right}, "FORBIDDEN"),
        (event, {"withdrawn": True}, "NOT_YOURS"),
    ):
        acts = [{"event": named, **instead}]
        problem = await heir.problem("correctGoal", id=story.ids["goal"], acts=acts, reason="x")
        assert problem["code"] == code

    await municipality(story, "c", 3)
    await edge.coordinator.done("mergeMunicipality", id=story.ids["b"], into=story.ids["c"], on="2023-03-01")
    successor = await edge.client(Role.MUNICIPALITY, await ref_of(edge, story.ids["c"]))
    await successor.done("recordGoalValue", id=story.ids["goal"], **later)
    await story.tell("goal", "correctGoal", acts=[{"event": event, "withdrawn": True}], reason="Doppelt")


async def test_what_has_no_day_is_corrected_of_a_settled_goal_too(story: Story) -> None:
    proposal = {**PROPOSED, "responsible": story.ids["a"], "agreement": story.ids["agreement"]}
    await story.tell("goal", "proposeGoal", **proposal)
    proposed = story.events["goal"]
    await story.tell("goal", "adoptGoal", on="2017-01-01")
    await story.tell("goal", "abandonGoal", on="2018-01-01", reason="Überholt")
    await story.refused("SETTLED", "restateGoal", id=story.ids["goal"], title="Null", description="Anders.")
    query = """query($id: ID!) { county { goal(id: $id) {
        title description theme agreement { title } status targets { year } indicator { unit } } } }"""

    async def told(**changes: Any) -> Any:
        acts = [{"event": proposed, "instead": {"proposeGoal": {**proposal, **changes}}}]
        await story.tell("goal", "correctGoal", acts=acts, reason="Falsch abgeschrieben")
        return (await story.client.data(query, id=story.ids["goal"]))["county"]["goal"]

    indicator = {"name": "Emissionen", "unit": "kt CO2e", "direction": "DECREASE"}
    assert await told(title="Null", description="Anders.", theme="energy", indicator=indicator) == {
        "title": "Null",
        "description": "Anders.",
        "theme": "energy",
        "agreement": {"title": "Vertrag"},
        "status": "ABANDONED",
        "targets": [{"year": 2030}, {"year": 2050}],
        "indicator": {"unit": "kt CO2e"},
    }
    assert (await told(agreement=None))["agreement"] is None


EXPECTED = """query($id: ID!, $on: Date, $at: MomentInput, $year: Int!) { county(on: $on, at: $at) { goal(id: $id) {
    expected(year: $year) { year value method before { year value } after { year value } }
} } }"""


async def test_what_the_path_expects_at_a_year_on_a_day_and_as_it_was_recorded(story: Story) -> None:
    await adopted(story)
    before = (await story.client.data("{ position }"))["position"]
    targets = [{"year": 2050, "value": "800"}]
    await story.tell("goal", "adjustGoalTargets", targets=targets, on="2022-01-01", reason="Neu")

    async def expected(year: int, on: str | None = None, at: Any = None) -> Any:
        data = await story.client.data(EXPECTED, id=story.ids["goal"], year=year, on=on, at=at)
        return data["county"]["goal"]["expected"]

    # 1000 in 2010, 500.5 in 2030: half of the way is 750.25 in 2020.
    assert await expected(2020, "2021-12-31") == {
        "year": 2020,
        "value": "750.3",
        "method": 1,
        "before": {"year": 2010, "value": "1000"},
        "after": {"year": 2030, "value": "500.5"},
    }
    # From 2022 on 800 in 2050: a quarter of the way is 950 in 2020; level after 2050.
    assert (await expected(2020, "2022-01-01"))["value"] == (await expected(2020))["value"] == "950.0"
    level = await expected(2060, "2022-01-01")
    assert (level["value"], level["before"]["year"], level["after"]) == ("800.0", 2050, None)
    # Before the adjustment was recorded, 2022 read as 2021 does.
    assert (await expected(2020, "2022-01-01", {"position": before}))["value"] == "750.3"
    assert (await expected(2020, None, {"position": before}))["value"] == "750.3"
    assert await expected(2009) is None

    await story.tell("goal", "changeGoalMethod", name="BISKO plus", on="2023-01-01", reason="Neue Daten")
    assert await expected(2020, "2023-01-01") is None
    assert (await expected(2020, "2022-12-31"))["value"] == "950.0"
    await story.tell("goal", "setGoalBaseline", baseline={"year": 2022, "value": "900"})
    # By the new method from 900 in 2022: a seventh of the way to 800 is 14.28...
    told = await expected(2026, "2023-01-01")
    assert (told["value"], told["method"], told["before"]) == ("885.7", 2, {"year": 2022, "value": "900"})


async def test_a_year_that_no_path_can_have_is_told_so(story: Story) -> None:
    await adopted(story)
    for year in (1899, 2200):
        error = await story.client.error(EXPECTED, id=story.ids["goal"], year=year)
        assert error["message"] == "year: must be between 1900 and 2199"
        assert error["extensions"] == {"code": "INVALID_INPUT", "argument": ["year"]}


async def test_a_proposed_goal_is_not_public_and_an_adopted_one_is(edge: Edge, story: Story) -> None:
    admin = await edge.client(Role.ADMIN)
    await admin.done("openToPublic", id=story.ids["county"])
    await story.tell("goal", "proposeGoal", **{**PROPOSED, "responsible": story.ids["a"]})
    listed = "{ county { goals { nodes { title attainment } } } }"

    assert (await edge.public().data(listed))["county"]["goals"]["nodes"] == []
    await story.tell("goal", "adoptGoal", on="2017-01-01")
    shown = (await edge.public().data(listed))["county"]["goals"]["nodes"]
    assert shown == [{"title": "Weniger Emissionen", "attainment": "NO_DATA"}]


async def test_sent_again_a_value_is_recorded_once(story: Story) -> None:
    await adopted(story)
    given = {"id": story.ids["goal"], **MEASURED, "commandId": str(new_id())}
    first = await story.client.done("recordGoalValue", **given)
    again = await story.client.done("recordGoalValue", **given)
    assert (first["repeated"], again["repeated"], again["events"]) == (False, True, first["events"])


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"value": "1.1234567"}, None),
        ({"value": "1234567890123456"}, ["value"]),
        ({"period": {"since": "1020-01-01", "until": "2020-12-31"}}, ["period", "since"]),
        ({"source": ""}, ["source"]),
        ({"method": 0}, ["method"]),
    ],
)
async def test_bad_values_name_their_field(story: Story, change: dict[str, Any], path: list[str] | None) -> None:
    await adopted(story)
    given = {"id": story.ids["goal"], **MEASURED, **change}
    if path is None:  # more decimals than any number has: no Decimal at all
        query = "mutation($input: RecordGoalValueInput!) { recordGoalValue(input: $input) { position } }"
        assert "Decimal" in (await story.client.error(query, input=given))["message"]
        return
    problem = await story.client.problem("recordGoalValue", **given)
    assert (problem["code"], problem["path"]) == ("INVALID_INPUT", path)


async def ref_of(edge: Edge, id_: str) -> str:
    """The ref of a municipality by its id."""
    async with edge.county.record.read(edge.county.coordinator) as reading:
        refs = [stored.ref for stored in await reading.every("municipality")]
    return next(ref for ref in refs if encode_id(ref) == id_)
