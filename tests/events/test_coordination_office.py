"""The coordination office: set up in steps, with a form, a scope and resources that change."""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given as drawn

from events.coordination_office import COORDINATION_OFFICE
from events.coordination_office.means import (
    AllotOfficeResources,
    AppointOfficeContact,
    CoordinationOfficeRenamed,
    CoordinationOfficeReorganised,
    CoordinationOfficeRescoped,
    GrantOfficeFunding,
    OfficeContactAppointed,
    OfficeFundingGranted,
    OfficeResourcesAllotted,
    RenameCoordinationOffice,
    ReorganiseCoordinationOffice,
    RescopeCoordinationOffice,
)
from events.coordination_office.services import (
    CommitteeSeatLeft,
    CommitteeSeatTaken,
    EndMunicipalityService,
    LeaveCommitteeSeat,
    MunicipalityServiceEnded,
    MunicipalityServiceStarted,
    ServeMunicipalities,
    TakeCommitteeSeat,
)
from events.coordination_office.setting_up import (
    CoordinationOfficeEnded,
    CoordinationOfficeFunded,
    CoordinationOfficeProposed,
    CoordinationOfficeResolved,
    CoordinationOfficeStaffed,
    CoordinationOfficeStarted,
    EndCoordinationOffice,
    FundCoordinationOffice,
    ProposeCoordinationOffice,
    ResolveCoordinationOffice,
    StaffCoordinationOffice,
    StartCoordinationOffice,
)
from events.coordination_office.state import CommitteeSeat, OfficeForm, OfficeFunding, OfficeStatus, ScopeKind
from events.coordination_office.view import view
from events.correction import ActCorrection
from events.municipality.entry import MunicipalityRegistered
from events.municipality.merger import MunicipalityMerged
from events.municipality.state import Designation, Origin
from events.person import PersonRegistered
from events.retelling import CannotFollow
from events.values import Money
from tests.corrections import begun, corrections
from tests.spec import DECISION, Expected, Given, at, day, every, given, outcome_is, sealed, state_of

HERE, TAARSTEDT, HUERUP, GONE = "coordination_office:1", "municipality:1", "municipality:2", "municipality:3"
PROPOSED, RESOLVED, FUNDED, STAFFED, OPERATING, ENDED = (day(f"20{year}-01-01") for year in (20, 21, 22, 23, 24, 30))
BEFORE, DAY, LATER = day("2019-12-31"), day("2020-02-01"), day("2020-03-01")
STAFF_UNIT, CENTRAL = OfficeForm.STAFF_UNIT, OfficeForm.CENTRAL_DEPARTMENT
ALL, SOME = ScopeKind.ALL_TOPICS, ScopeKind.THEMES
HOURS = Fraction(117, 2)
GRANT = OfficeFunding("Kommunalrichtlinie 4.1.7", Fraction(7, 10), Money(1_000_00), FUNDED, ENDED, "03K0001")

proposed = CoordinationOfficeProposed("Klimaschutzkoordination", STAFF_UNIT, ALL, PROPOSED)
COURSE = (
    proposed,
    CoordinationOfficeResolved(RESOLVED),
    CoordinationOfficeFunded(FUNDED),
    CoordinationOfficeStaffed(STAFFED),
    CoordinationOfficeStarted(OPERATING),
)
ended = CoordinationOfficeEnded(ENDED)
SITUATIONS: dict[str, tuple[Any, ...]] = {
    "absent": (),
    "proposed": COURSE[:1],
    "resolved": COURSE[:2],
    "funded": COURSE[:3],
    "staffed": COURSE[:4],
    "operating": COURSE,
    "ended": (*COURSE, ended),
    "given up": (proposed, CoordinationOfficeEnded(RESOLVED)),
}
RUNNING = ("proposed", "resolved", "funded", "staffed", "operating")


def beside(these: Given) -> Given:
    def municipality(key: str) -> MunicipalityRegistered:
        return MunicipalityRegistered(
            Origin.OWN, f"01059{key}", f"010590000{key}", "Ort", Designation.MUNICIPALITY, day("1970-01-01")
        )

    return these.beside(
        municipality_1=(municipality("087"),),
        municipality_2=(municipality("126"),),
        municipality_3=(municipality("101"), MunicipalityMerged(HUERUP, day("2010-01-01"))),
        person_1=(PersonRegistered(sealed("Anna Muster")),),
    )


def alike(told: Expected, **others: Expected) -> dict[str, Expected]:
    """The same in every situation in which there is an office, but for those named."""
    named = {name.replace("_", " "): each for name, each in others.items()}
    return {name: "NOT_FOUND" if name == "absent" else named.get(name, told) for name in SITUATIONS}


def step(status: str, event: Any, reached: tuple[str, ...]) -> dict[str, Expected]:
    """A step that can be taken in one status only, and has been taken in those reached."""
    return alike("WRONG_STATUS", **{status: (event,)}, **dict.fromkeys(reached, ()))


def until_the_end(event: Any) -> dict[str, Expected]:
    """What can be recorded for a day in 2026 of an office that was not given up."""
    return alike((event,), given_up="ENDED")


THEN = day("2026-01-01")
TABLE: dict[Any, dict[str, Expected]] = {
    ProposeCoordinationOffice("Klimaschutzkoordination", STAFF_UNIT, ALL, PROPOSED): {
        **alike("EXISTS"),
        "absent": (proposed,),
    },
    ResolveCoordinationOffice(HERE, RESOLVED): step(
        "proposed", COURSE[1], ("resolved", "funded", "staffed", "operating", "ended")
    ),
    FundCoordinationOffice(HERE, FUNDED): step("resolved", COURSE[2], ("funded", "staffed", "operating", "ended")),
    StaffCoordinationOffice(HERE, STAFFED): step("funded", COURSE[3], ("staffed", "operating", "ended")),
    StartCoordinationOffice(HERE, OPERATING): step("staffed", COURSE[4], ("operating", "ended")),
    EndCoordinationOffice(HERE, ENDED): alike((ended,), ended=(), given_up="WRONG_STATUS"),
    RenameCoordinationOffice(HERE, "Neu", THEN): until_the_end(CoordinationOfficeRenamed("Neu", THEN)),
    ReorganiseCoordinationOffice(HERE, CENTRAL, THEN): until_the_end(CoordinationOfficeReorganised(CENTRAL, THEN)),
    RescopeCoordinationOffice(HERE, SOME, THEN, ("mobility", "heat")): until_the_end(
        CoordinationOfficeRescoped(SOME, THEN, ("heat", "mobility"))
    ),
    AllotOfficeResources(HERE, HOURS, THEN, Money(1)): until_the_end(OfficeResourcesAllotted(HOURS, THEN, Money(1))),
    GrantOfficeFunding(HERE, GRANT): until_the_end(OfficeFundingGranted(GRANT)),
    ServeMunicipalities(HERE, (TAARSTEDT,), THEN): until_the_end(MunicipalityServiceStarted((TAARSTEDT,), THEN)),
    EndMunicipalityService(HERE, (TAARSTEDT,), THEN): alike("NOT_RUNNING"),
    TakeCommitteeSeat(HERE, "Umweltausschuss", THEN): until_the_end(CommitteeSeatTaken("Umweltausschuss", THEN)),
    LeaveCommitteeSeat(HERE, "Umweltausschuss", THEN): alike("NOT_RUNNING"),
    AppointOfficeContact(HERE, "person:1"): alike((OfficeContactAppointed("person:1"),)),
}


@pytest.mark.parametrize(("situation", "command", "expected"), every("coordination_office", SITUATIONS, TABLE))
def test_every_command_in_every_situation(situation: str, command: Any, expected: Expected) -> None:
    outcome_is(beside(given(*SITUATIONS[situation])).when(command), expected)


AT = OfficeStatus


@pytest.mark.parametrize("situation", RUNNING)
def test_the_steps_never_run_backwards(situation: str) -> None:
    last = state_of(*SITUATIONS[situation]).steps[-1]
    given(*SITUATIONS[situation]).when(EndCoordinationOffice(HERE, BEFORE)).rejects("DATES_REVERSED", "on")
    given(*SITUATIONS[situation]).when(EndCoordinationOffice(HERE, last.since)).then(
        CoordinationOfficeEnded(last.since)
    )


def test_it_is_set_up_on_the_authority_of_the_council_only() -> None:
    given(proposed).when(ResolveCoordinationOffice(HERE, RESOLVED), authority=None).rejects(
        "AUTHORITY_REQUIRED", "authority"
    )
    these, instead = given(proposed, CoordinationOfficeEnded(RESOLVED)), ResolveCoordinationOffice(HERE, RESOLVED)
    these.corrected(ActCorrection(at(1), instead), authority=DECISION).stands(*COURSE[:2])
    # The act that is told again rested on a decision already.
    later = ResolveCoordinationOffice(HERE, FUNDED)
    given(*COURSE[:2]).corrected(ActCorrection(at(1), later), authority=None).stands(
        proposed, CoordinationOfficeResolved(FUNDED)
    )


@pytest.mark.parametrize(
    ("command", "code", "field"),
    [
        (RenameCoordinationOffice(HERE, "Neu", BEFORE), "BEFORE_BEGINNING", "on"),
        (RenameCoordinationOffice(HERE, "Neu", ENDED), "ENDED", "on"),
        (RenameCoordinationOffice(HERE, "Neu", PROPOSED), "RECORDED_OTHERWISE", "on"),
        (ReorganiseCoordinationOffice(HERE, CENTRAL, BEFORE), "BEFORE_BEGINNING", "on"),
        (ReorganiseCoordinationOffice(HERE, CENTRAL, PROPOSED), "RECORDED_OTHERWISE", "on"),
        (RescopeCoordinationOffice(HERE, SOME, BEFORE, ("heat",)), "BEFORE_BEGINNING", "on"),
        (RescopeCoordinationOffice(HERE, SOME, PROPOSED, ("heat",)), "RECORDED_OTHERWISE", "on"),
        (RescopeCoordinationOffice(HERE, SOME, DAY), "SCOPE_UNCLEAR", "themes"),
        (RescopeCoordinationOffice(HERE, ALL, DAY, ("heat",)), "SCOPE_UNCLEAR", "themes"),
        (RescopeCoordinationOffice(HERE, SOME, DAY, ("sea",)), "NOT_LISTED", "themes"),
        (RescopeCoordinationOffice(HERE, SOME, DAY, ("peat",)), "RETIRED", "themes"),
        (AllotOfficeResources(HERE, HOURS, BEFORE), "BEFORE_BEGINNING", "on"),
        (AllotOfficeResources(HERE, Fraction(1, 3), LATER), "NOT_HOURS", "weekly_hours"),
        (AllotOfficeResources(HERE, Fraction(-1), LATER), "NOT_HOURS", "weekly_hours"),
        (AllotOfficeResources(HERE, Fraction(10_001), LATER), "NOT_HOURS", "weekly_hours"),
        (AllotOfficeResources(HERE, Fraction(1), DAY), "RECORDED_OTHERWISE", "on"),
        (
            GrantOfficeFunding(HERE, OfficeFunding("P", Fraction(1), Money(1), BEFORE)),
            "BEFORE_BEGINNING",
            "funding.since",
        ),
        (
            GrantOfficeFunding(HERE, OfficeFunding("P", Fraction(1), Money(1), DAY, BEFORE)),
            "DATES_REVERSED",
            "funding.until",
        ),
        (GrantOfficeFunding(HERE, OfficeFunding("P", Fraction(3, 2), Money(1), DAY)), "NOT_A_SHARE", "funding.rate"),
        (GrantOfficeFunding(HERE, OfficeFunding("P", Fraction(-1, 2), Money(1), DAY)), "NOT_A_SHARE", "funding.rate"),
        (
            GrantOfficeFunding(HERE, OfficeFunding("P", Fraction(1, 10_001), Money(1), DAY)),
            "NOT_A_SHARE",
            "funding.rate",
        ),
        (
            GrantOfficeFunding(
                HERE, OfficeFunding(GRANT.programme, GRANT.rate, Money(2), FUNDED, None, GRANT.reference)
            ),
            "RECORDED_OTHERWISE",
            "funding",
        ),
        (ServeMunicipalities(HERE, (HUERUP,), BEFORE), "BEFORE_BEGINNING", "since"),
        (ServeMunicipalities(HERE, (HUERUP,), ENDED), "ENDED", "since"),
        (ServeMunicipalities(HERE, (HUERUP,), LATER, DAY), "DATES_REVERSED", "until"),
        (ServeMunicipalities(HERE, ("municipality:9",), LATER), "NOT_FOUND", "municipalities"),
        (ServeMunicipalities(HERE, (HUERUP, GONE), LATER), "MERGED", "municipalities"),
        (ServeMunicipalities(HERE, (HUERUP, TAARSTEDT), LATER), "OVERLAP", "since"),
        (EndMunicipalityService(HERE, (TAARSTEDT,), PROPOSED), "NOT_RUNNING", "municipalities"),
        (TakeCommitteeSeat(HERE, "Bauausschuss", BEFORE), "BEFORE_BEGINNING", "since"),
        (TakeCommitteeSeat(HERE, "Umweltausschuss", LATER), "OVERLAP", "since"),
        (TakeCommitteeSeat(HERE, "Rat", LATER, DAY, TAARSTEDT), "DATES_REVERSED", "until"),
        (TakeCommitteeSeat(HERE, "Rat", LATER, None, GONE), "MERGED", "municipality"),
        (TakeCommitteeSeat(HERE, "Rat", LATER, None, "municipality:9"), "NOT_FOUND", "municipality"),
        (LeaveCommitteeSeat(HERE, "Umweltausschuss", LATER, TAARSTEDT), "NOT_RUNNING", "committee"),
        (AppointOfficeContact(HERE, "person:9"), "NOT_FOUND", "contact"),
    ],
)
def test_rejects(command: Any, code: str, field: str) -> None:
    beside(given(*FULL)).when(command).rejects(code, field)


FULL = (
    *COURSE,
    OfficeResourcesAllotted(HOURS, DAY, Money(5)),
    OfficeFundingGranted(GRANT),
    MunicipalityServiceStarted((TAARSTEDT,), DAY),
    CommitteeSeatTaken("Umweltausschuss", DAY),
    OfficeContactAppointed("person:1"),
    ended,
)


@pytest.mark.parametrize(
    "command",
    [
        RenameCoordinationOffice(HERE, "Klimaschutzkoordination", LATER),
        ReorganiseCoordinationOffice(HERE, STAFF_UNIT, LATER),
        RescopeCoordinationOffice(HERE, ALL, LATER),
        AllotOfficeResources(HERE, HOURS, LATER, Money(5)),
        GrantOfficeFunding(HERE, GRANT),
        ServeMunicipalities(HERE, (TAARSTEDT,), DAY),
        ServeMunicipalities(HERE, (), DAY),
        TakeCommitteeSeat(HERE, "Umweltausschuss", DAY),
        AppointOfficeContact(HERE, "person:1"),
    ],
)
def test_what_changes_nothing_is_no_event(command: Any) -> None:
    beside(given(*FULL)).when(command).then_nothing()


def test_it_serves_many_municipalities_at_once_and_those_it_serves_already_are_no_news() -> None:
    beside(given(*FULL)).when(ServeMunicipalities(HERE, (HUERUP, TAARSTEDT), DAY)).then(
        MunicipalityServiceStarted((HUERUP,), DAY)
    )


def test_it_serves_a_municipality_no_more_and_then_again() -> None:
    over = MunicipalityServiceEnded((TAARSTEDT,), LATER)
    beside(given(*FULL)).when(EndMunicipalityService(HERE, (TAARSTEDT,), LATER)).then(over)
    beside(given(*FULL, over)).when(EndMunicipalityService(HERE, (TAARSTEDT,), LATER)).then_nothing()
    beside(given(*FULL, over)).when(ServeMunicipalities(HERE, (TAARSTEDT,), RESOLVED)).then(
        MunicipalityServiceStarted((TAARSTEDT,), RESOLVED)
    )


def test_it_leaves_a_committee() -> None:
    left = CommitteeSeatLeft("Umweltausschuss", LATER)
    beside(given(*FULL)).when(LeaveCommitteeSeat(HERE, "Umweltausschuss", LATER)).then(left)
    beside(given(*FULL, left)).when(LeaveCommitteeSeat(HERE, "Umweltausschuss", LATER)).then_nothing()
    assert state_of(*FULL, left).seats == (CommitteeSeat("Umweltausschuss", DAY, LATER),)


def test_a_theme_that_is_retired_later_stays_in_the_scope() -> None:
    given().when(ProposeCoordinationOffice("K", STAFF_UNIT, SOME, day("2009-01-01"), ("peat", "heat"))).then(
        CoordinationOfficeProposed("K", STAFF_UNIT, SOME, day("2009-01-01"), ("heat", "peat"))
    )
    given().when(ProposeCoordinationOffice("K", STAFF_UNIT, SOME, PROPOSED, ("peat",))).rejects("RETIRED", "themes")


def test_acts_are_told_again_as_they_should_have_been() -> None:
    other = replace(GRANT, granted=Money(2_000_00))
    beside(given(*FULL)).corrected(
        ActCorrection(at(0), ProposeCoordinationOffice("K", CENTRAL, SOME, PROPOSED, ("mobility", "heat"))),
        ActCorrection(at(5), AllotOfficeResources(HERE, Fraction(39), LATER)),
        ActCorrection(at(6), GrantOfficeFunding(HERE, other)),
        ActCorrection(at(7), ServeMunicipalities(HERE, (HUERUP, TAARSTEDT), DAY)),
        ActCorrection(at(8)),
    ).stands(
        CoordinationOfficeProposed("K", CENTRAL, SOME, PROPOSED, ("heat", "mobility")),
        *COURSE[1:],
        OfficeResourcesAllotted(Fraction(39), LATER),
        OfficeFundingGranted(other),
        MunicipalityServiceStarted((HUERUP, TAARSTEDT), DAY),
        *FULL[-2:],
    )


def test_what_was_built_on_an_act_stands_against_its_correction_unless_it_is_put_right_too() -> None:
    these, left = beside(given(*FULL, CommitteeSeatLeft("Umweltausschuss", LATER))), at(len(FULL))
    for act, event, what in (
        (ActCorrection(at(1)), at(2), CoordinationOfficeFunded),
        (ActCorrection(at(1), ResolveCoordinationOffice(HERE, STAFFED)), at(2), CoordinationOfficeFunded),
        (ActCorrection(at(0), ProposeCoordinationOffice("K", STAFF_UNIT, ALL, LATER)), at(5), OfficeResourcesAllotted),
        (ActCorrection(at(8), TakeCommitteeSeat(HERE, "Bauausschuss", DAY)), left, CommitteeSeatLeft),
    ):
        refused = these.corrected(act).rejects("CANNOT_FOLLOW", "acts")
        assert isinstance(refused, CannotFollow)
        assert (refused.event, refused.what) == (event, what)
    taken, given_up = TakeCommitteeSeat(HERE, "Bauausschuss", DAY), LeaveCommitteeSeat(HERE, "Bauausschuss", LATER)
    these.corrected(ActCorrection(at(8), taken), ActCorrection(left, given_up)).stands(
        *FULL[:8],
        CommitteeSeatTaken("Bauausschuss", DAY),
        *FULL[9:],
        CommitteeSeatLeft("Bauausschuss", LATER),
    )
    given(*COURSE[:4]).corrected(
        ActCorrection(at(3), EndCoordinationOffice(HERE, STAFFED)),
    ).stands(*COURSE[:3], CoordinationOfficeEnded(STAFFED))


def test_an_office_ended_by_mistake_is_the_county_s_again() -> None:
    corrected = given(*COURSE, ended).corrected(ActCorrection(at(5))).decided()
    assert COORDINATION_OFFICE.claims(HERE, corrected.before) == frozenset()
    assert COORDINATION_OFFICE.claims(HERE, corrected.after) == {"coordination_office"}


POOL = (
    *TABLE,
    RenameCoordinationOffice(HERE, "Neu", DAY),
    ServeMunicipalities(HERE, (HUERUP, TAARSTEDT), DAY),
    EndMunicipalityService(HERE, (TAARSTEDT,), LATER),
    TakeCommitteeSeat(HERE, "Umweltausschuss", DAY),
    LeaveCommitteeSeat(HERE, "Umweltausschuss", LATER),
    EndCoordinationOffice(HERE, LATER),
)


@drawn(corrections(begun("coordination_office", beside(given()), *tuple(TABLE)[:3]), POOL))
def test_a_correction_reads_as_if_it_had_been_recorded_right(checked: None) -> None:
    """What holds is checked while the life is drawn."""


def test_a_county_has_one_office_that_has_not_ended() -> None:
    assert COORDINATION_OFFICE.claims(HERE, state_of(*COURSE)) == {"coordination_office"}
    assert COORDINATION_OFFICE.claims(HERE, state_of(*COURSE, ended)) == frozenset()


def test_what_it_does_for_a_municipality_concerns_that_municipality() -> None:
    state = state_of(*FULL)
    assert COORDINATION_OFFICE.disclosure.audience(HERE, state, FULL[-4]).concerns == {HERE, TAARSTEDT}
    assert COORDINATION_OFFICE.disclosure.audience(HERE, state, FULL[-3]).concerns == {HERE}


def test_it_reads_as_it_stood_on_the_day() -> None:
    state = state_of(*FULL, CoordinationOfficeRescoped(SOME, STAFFED, ("heat",)))
    before, begun, funded, after = (view(state, on) for on in (BEFORE, DAY, STAFFED, ENDED))
    assert (before.status, before.weekly_hours, before.municipalities) == (AT.PROPOSED, None, ())
    assert (begun.status, begun.weekly_hours, begun.yearly_budget) == (AT.PROPOSED, HOURS, Money(5))
    assert (begun.funded, begun.municipalities, begun.scope) == (False, (TAARSTEDT,), ALL)
    assert (funded.status, funded.funded, funded.themes) == (AT.STAFFED, True, ("heat",))
    assert (after.status, after.weekly_hours, after.funded, after.municipalities) == (AT.ENDED, None, False, ())
