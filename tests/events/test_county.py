"""The county: its key and names on their days, its lists, and what it shows to everyone."""

from typing import Any

import pytest
from hypothesis import given as drawn

from events.authority import AuthorisedAct
from events.correction import ActCorrection
from events.county import COUNTY, view
from events.county.demands import AuthorityDemanded, AuthorityWaived, DemandAuthority, WaiveAuthority, is_demanded
from events.county.entry import (
    CloseToPublic,
    CountyClosed,
    CountyEstablished,
    CountyOpened,
    CountyRekeyed,
    CountyRenamed,
    EstablishCounty,
    OpenToPublic,
    RekeyCounty,
    RenameCounty,
)
from events.county.formalities import ChangeFormalities, FormalitiesChanged
from events.county.lists import (
    AddMatter,
    AddTheme,
    MatterAdded,
    MatterRenamed,
    MatterRetired,
    RenameMatter,
    RenameTheme,
    RetireMatter,
    RetireTheme,
    ThemeAdded,
    ThemeRenamed,
    ThemeRetired,
)
from events.county.procedures import NameSilentProcedure, SilentProcedureNamed, silent_procedure
from events.county.state import AuthorityDemand, CountyDesignation, SilentProcedureName, key_on
from events.decider import fold
from events.formalities import Formalities, FormalitiesRule, LegalForm
from events.policy import Audience, Role, Visibility
from events.retelling import CannotFollow
from service.language import Language, say
from tests.corrections import begun, corrections
from tests.spec import HOME, Expected, at, day, every, given, outcome_is, state_of

VERSCHWEIGUNG, OFFENLEGUNG = SilentProcedureName
RURAL, URBAN = CountyDesignation.RURAL_DISTRICT, CountyDesignation.URBAN_DISTRICT
SINCE, LATER, LAST = day("1974-03-24"), day("2000-01-01"), day("2020-01-01")
established = CountyEstablished("01059", "Schleswig-Flensburg", RURAL, SINCE)
themed = ThemeAdded("heat", "Wärme", "Heat")
mattered = MatterAdded("budget", "Haushalt", "Budget")
FULL = (established, themed, mattered, CountyOpened())
DELEGATING, APPROVED = LegalForm.DELEGATING, Formalities(approval=True, publication=False)

EXISTING: dict[Any, tuple[Any, ...]] = {
    RenameCounty(HOME, "Nordkreis", LATER): (CountyRenamed("Nordkreis", LATER),),
    RekeyCounty(HOME, "01060", LATER): (CountyRekeyed("01060", LATER),),
    AddTheme(HOME, "mobility", "Mobilität", "Mobility"): (ThemeAdded("mobility", "Mobilität", "Mobility"),),
    RenameTheme(HOME, "heat", "Heizen", "Heating"): (ThemeRenamed("heat", "Heizen", "Heating"),),
    RetireTheme(HOME, "heat", LAST): (ThemeRetired("heat", LAST),),
    AddMatter(HOME, "staff", "Personal", "Staff"): (MatterAdded("staff", "Personal", "Staff"),),
    RenameMatter(HOME, "budget", "Etat", "Funds"): (MatterRenamed("budget", "Etat", "Funds"),),
    RetireMatter(HOME, "budget", LAST): (MatterRetired("budget", LAST),),
    ChangeFormalities(HOME, DELEGATING, APPROVED, LATER): (FormalitiesChanged(DELEGATING, APPROVED, LATER),),
    DemandAuthority(HOME, AuthorisedAct.ADOPT_GOAL, LATER): (AuthorityDemanded(AuthorisedAct.ADOPT_GOAL, LATER),),
    WaiveAuthority(HOME, AuthorisedAct.ADOPT_GOAL, LATER): (),
    CloseToPublic(HOME): (CountyClosed(),),
    NameSilentProcedure(HOME, OFFENLEGUNG): (SilentProcedureNamed(OFFENLEGUNG),),
    NameSilentProcedure(HOME, VERSCHWEIGUNG): (),
}
TABLE: dict[Any, dict[str, Expected]] = {
    EstablishCounty("01059", "Schleswig-Flensburg", RURAL, SINCE): {
        "absent": (established,),
        "established": "EXISTS",
        "in full": "EXISTS",
    },
    OpenToPublic(HOME): {"absent": "NOT_FOUND", "established": (CountyOpened(),), "in full": ()},
    **{command: {"absent": "NOT_FOUND", "established": told, "in full": told} for command, told in EXISTING.items()},
}
TABLE[CloseToPublic(HOME)]["established"] = ()
for listing in (RenameTheme, RetireTheme, RenameMatter, RetireMatter):
    (command,) = (each for each in TABLE if isinstance(each, listing))
    TABLE[command]["established"] = "NOT_LISTED"
SITUATIONS: dict[str, tuple[Any, ...]] = {"absent": (), "established": (established,), "in full": FULL}


@pytest.mark.parametrize(("situation", "command", "expected"), every("county", SITUATIONS, TABLE))
def test_every_command_in_every_situation(situation: str, command: Any, expected: Expected) -> None:
    outcome_is(given(*SITUATIONS[situation]).when(command), expected)


@pytest.mark.parametrize(
    ("command", "code", "field"),
    [
        (RenameCounty(HOME, "Früher", day("1970-01-01")), "BEFORE_BEGINNING", "on"),
        (RenameCounty(HOME, "Zugleich", SINCE), "RECORDED_OTHERWISE", "on"),
        (RekeyCounty(HOME, "01060", day("1970-01-01")), "BEFORE_BEGINNING", "on"),
        (RekeyCounty(HOME, "01060", SINCE), "RECORDED_OTHERWISE", "on"),
        (AddTheme(HOME, "heat", "Hitze", "Heat"), "CODE_TAKEN", "code"),
        (AddMatter(HOME, "budget", "Budget", "Budget"), "CODE_TAKEN", "code"),
        (RenameTheme(HOME, "sea", "Meer", "Sea"), "NOT_LISTED", "code"),
        (RetireTheme(HOME, "heat", day("1970-01-01")), "BEFORE_BEGINNING", "on"),
        (RetireMatter(HOME, "sea", LAST), "NOT_LISTED", "code"),
        (ChangeFormalities(HOME, DELEGATING, APPROVED, day("1970-01-01")), "BEFORE_BEGINNING", "on"),
        (DemandAuthority(HOME, AuthorisedAct.ADOPT_GOAL, day("1970-01-01")), "BEFORE_BEGINNING", "on"),
        (ChangeFormalities(HOME, DELEGATING, Formalities(False, True, 4), LATER), "NO_APPROVAL", "formalities"),
    ],
)
def test_rejects(command: Any, code: str, field: str) -> None:
    given(*FULL).when(command).rejects(code, field)


@pytest.mark.parametrize(
    "command",
    [
        RenameCounty(HOME, "Schleswig-Flensburg", LATER),
        RekeyCounty(HOME, "01059", LATER),
        AddTheme(HOME, "heat", "Wärme", "Heat"),
        RenameTheme(HOME, "heat", "Wärme", "Heat"),
        AddMatter(HOME, "budget", "Haushalt", "Budget"),
        RenameMatter(HOME, "budget", "Haushalt", "Budget"),
        ChangeFormalities(HOME, DELEGATING, Formalities(True, True), LATER),
    ],
)
def test_what_changes_nothing_is_no_event(command: Any) -> None:
    given(*FULL).when(command).then_nothing()


def test_a_county_chooses_what_the_silent_procedure_is_called() -> None:
    assert say(silent_procedure(state_of(established)), Language.DE) == "Verschweigungsverfahren"
    renamed = state_of(established, SilentProcedureNamed(OFFENLEGUNG))
    assert say(silent_procedure(renamed), Language.DE) == "Offenlegung"
    assert say(silent_procedure(renamed), Language.EN) == "silent procedure (Offenlegung)"
    assert view(renamed, LAST).silent_procedure is OFFENLEGUNG


def test_a_retired_theme_is_retired_once() -> None:
    given(*FULL, ThemeRetired("heat", LAST)).when(RetireTheme(HOME, "heat", LAST)).then_nothing()
    given(*FULL, ThemeRetired("heat", LAST)).when(RetireTheme(HOME, "heat", LATER)).rejects("RETIRED", "code")
    given(*FULL, ThemeRetired("heat", LAST)).when(AddTheme(HOME, "heat", "Wärme", "Heat")).rejects("CODE_TAKEN", "code")


def test_a_retired_matter_is_retired_once() -> None:
    given(*FULL, MatterRetired("budget", LAST)).when(RetireMatter(HOME, "budget", LAST)).then_nothing()


def test_its_entry_is_told_again_with_what_followed() -> None:
    rekeyed = CountyRekeyed("01060", LATER)
    these = given(*FULL, rekeyed)
    corrected = CountyEstablished("01058", "Schleswig", URBAN, SINCE)
    these.corrected(ActCorrection(at(0), EstablishCounty("01058", "Schleswig", URBAN, SINCE))).stands(
        corrected, *FULL[1:], rekeyed
    )
    late = EstablishCounty("01058", "Schleswig", URBAN, LAST)
    refused = these.corrected(ActCorrection(at(0), late)).rejects("CANNOT_FOLLOW", "acts")
    assert isinstance(refused, CannotFollow)
    assert (refused.event, refused.what) == (at(4), CountyRekeyed)
    these.corrected(ActCorrection(at(0), late), ActCorrection(at(4))).stands(
        CountyEstablished("01058", "Schleswig", URBAN, LAST), *FULL[1:]
    )
    these.corrected(ActCorrection(at(3))).stands(*FULL[:3], rekeyed)


def test_a_word_of_a_list_is_told_otherwise_but_its_code_stays() -> None:
    renamed, retired = ThemeRenamed("heat", "Heizen", "Heating"), MatterRetired("budget", LAST)
    these = given(*FULL, renamed, retired)
    these.corrected(ActCorrection(at(1), AddTheme(HOME, "heat", "Hitze", "Heat"))).stands(
        established, ThemeAdded("heat", "Hitze", "Heat"), *FULL[2:], renamed, retired
    )
    these.corrected(ActCorrection(at(5), RetireMatter(HOME, "budget", LATER))).stands(
        *FULL, renamed, MatterRetired("budget", LATER)
    )
    these.corrected(ActCorrection(at(5))).stands(*FULL, renamed)
    these.corrected(ActCorrection(at(1))).rejects("CANNOT_FOLLOW", "acts")
    these.corrected(ActCorrection(at(1)), ActCorrection(at(4))).rejects("DROPPED", "acts")
    given(*FULL).corrected(ActCorrection(at(2), AddMatter(HOME, "staff", "Personal", "Staff"))).rejects(
        "DROPPED", "acts"
    )


def test_formalities_change_from_their_day_on_and_are_corrected_not_overwritten() -> None:
    changed = FormalitiesChanged(DELEGATING, APPROVED, LATER)
    both = Formalities(approval=True, publication=True, deemed_after_weeks=6)
    given(*FULL, changed).when(ChangeFormalities(HOME, DELEGATING, both, LATER)).rejects("RECORDED_OTHERWISE", "on")
    given(*FULL, changed).when(ChangeFormalities(HOME, DELEGATING, both, LAST)).then(
        FormalitiesChanged(DELEGATING, both, LAST)
    )
    state = state_of(*FULL, FormalitiesChanged(DELEGATING, both, LAST), changed)
    assert view(state, LAST).formalities == (
        FormalitiesRule(LATER, DELEGATING, APPROVED),
        FormalitiesRule(LAST, DELEGATING, both),
    )


def test_formalities_are_told_again_with_those_that_follow_them() -> None:
    changed, both = FormalitiesChanged(DELEGATING, APPROVED, LATER), Formalities(True, True, 6)
    later = FormalitiesChanged(DELEGATING, both, LAST)
    these = given(*FULL, changed, later)
    silent = ActCorrection(at(4), ChangeFormalities(HOME, DELEGATING, Formalities(False, True, 4), LATER))
    these.corrected(silent).rejects("NO_APPROVAL", "acts.0.instead.changeFormalities.formalities")
    same_day = ActCorrection(at(4), ChangeFormalities(HOME, DELEGATING, APPROVED, LAST))
    these.corrected(same_day).rejects("CANNOT_FOLLOW", "acts")
    these.corrected(same_day, ActCorrection(at(5))).stands(*FULL, FormalitiesChanged(DELEGATING, APPROVED, LAST))


def test_it_reads_as_it_stood_on_the_day() -> None:
    state = fold(COUNTY, (*FULL, CountyRenamed("Nordkreis", LATER), CountyRekeyed("01060", LAST)))
    assert (view(state, SINCE).name, view(state, LATER).name) == ("Schleswig-Flensburg", "Nordkreis")
    assert (key_on(state, day("1900-01-01")), key_on(state, LATER), key_on(state, LAST)) == ("01059", "01059", "01060")
    assert view(state, LAST).public


def test_only_the_command_line_establishes_a_county_and_only_an_administrator_opens_it() -> None:
    assert set(COUNTY.may[EstablishCounty]) == {Role.SYSTEM}
    assert set(COUNTY.may[OpenToPublic]) == set(COUNTY.may[CloseToPublic]) == {Role.ADMIN}


def test_every_key_it_ever_had_stays_its_own() -> None:
    state = state_of(established, CountyRekeyed("01060", LATER))
    assert COUNTY.claims(HOME, state) == {"county-key:01059", "county-key:01060"}


def test_everyone_sees_it_only_where_it_is_open() -> None:
    assert COUNTY.disclosure.audience(HOME, state_of(established), None) == Audience(
        Visibility.INTERNAL, frozenset({HOME})
    )
    assert COUNTY.disclosure.audience(HOME, state_of(*FULL), None).visibility is Visibility.PUBLIC


def test_what_is_demanded_holds_from_its_day_until_it_is_waived() -> None:
    demanded, waived = (
        AuthorityDemanded(AuthorisedAct.ADOPT_GOAL, LATER),
        AuthorityWaived(AuthorisedAct.ADOPT_GOAL, LAST),
    )
    given(*FULL, demanded).when(WaiveAuthority(HOME, AuthorisedAct.ADOPT_GOAL, LAST)).then(waived)
    given(*FULL, demanded).when(DemandAuthority(HOME, AuthorisedAct.ADOPT_GOAL, LAST)).then_nothing()
    given(*FULL, demanded).when(WaiveAuthority(HOME, AuthorisedAct.ADOPT_GOAL, LATER)).rejects(
        "RECORDED_OTHERWISE", "on"
    )

    demands = state_of(*FULL, waived, demanded).demands
    assert demands == (
        AuthorityDemand(LATER, AuthorisedAct.ADOPT_GOAL, True),
        AuthorityDemand(LAST, AuthorisedAct.ADOPT_GOAL, False),
    )
    assert [is_demanded(demands, AuthorisedAct.ADOPT_GOAL, on) for on in (SINCE, LATER, LAST)] == [False, True, False]
    assert not is_demanded(demands, AuthorisedAct.APPROVE_PROJECT, LATER)
    assert view(state_of(*FULL, demanded), LATER).demands == demands[:1]


def test_demands_are_told_again_with_those_that_follow_them() -> None:
    demanded, waived = (
        AuthorityDemanded(AuthorisedAct.CANCEL_PROJECT, LATER),
        AuthorityWaived(AuthorisedAct.CANCEL_PROJECT, LAST),
    )
    these = given(*FULL, demanded, waived)
    these.corrected(ActCorrection(at(4))).rejects("CANNOT_FOLLOW", "acts")
    these.corrected(ActCorrection(at(4)), ActCorrection(at(5))).stands(*FULL)
    late = ActCorrection(at(4), DemandAuthority(HOME, AuthorisedAct.CANCEL_PROJECT, LAST))
    these.corrected(late).rejects("CANNOT_FOLLOW", "acts")
    these.corrected(late, ActCorrection(at(5))).stands(*FULL, AuthorityDemanded(AuthorisedAct.CANCEL_PROJECT, LAST))


OTHERS = (
    EstablishCounty("01058", "Schleswig", URBAN, LATER),
    AddTheme(HOME, "heat", "Heizen", "Heating"),
    RetireTheme(HOME, "heat", LATER),
    ChangeFormalities(HOME, DELEGATING, Formalities(True, True), LAST),
    DemandAuthority(HOME, AuthorisedAct.ADOPT_GOAL, LAST),
)


@drawn(corrections(begun("county", given(), next(iter(TABLE))), (*TABLE, *OTHERS)))
def test_a_correction_reads_as_if_it_had_been_recorded_right(checked: None) -> None:
    """What holds is checked while the life is drawn."""
