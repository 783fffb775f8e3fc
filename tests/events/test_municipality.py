"""The municipality: keys and names on their days, its people counted, its associations, and what became of it."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from events.correction import ActCorrection
from events.decider import Rejected
from events.municipal_association import AssociationForm, MunicipalAssociationDissolved, MunicipalAssociationRegistered
from events.municipality import MUNICIPALITY
from events.municipality.climate_management import (
    ClimateManagementEnded,
    ClimateManagementStarted,
    EndClimateManagement,
    StartClimateManagement,
)
from events.municipality.entry import (
    AppointMunicipalityContact,
    MunicipalityContactAppointed,
    MunicipalityRegistered,
    MunicipalityRenamed,
    RegisterMunicipality,
    RenameMunicipality,
)
from events.municipality.keys import (
    MunicipalityRekeyed,
    MunicipalityTransferred,
    RekeyMunicipality,
    TransferMunicipality,
)
from events.municipality.membership import AssignMunicipality, MunicipalityAssigned
from events.municipality.merger import MergeMunicipality, MunicipalityMerged, line
from events.municipality.population import PopulationRecorded, RecordPopulation
from events.municipality.state import Designation, Origin
from events.municipality.view import view
from events.person import PersonErased, PersonRegistered
from events.policy import Relation, Role
from events.retelling import CannotFollow
from tests.corrections import begun, corrections
from tests.spec import TODAY, Expected, Given, at, day, every, given, outcome_is, sealed, state_of

HERE, THERE, BEYOND = "municipality:1", "municipality:2", "municipality:3"
AMT, GONE = "municipal_association:1", "municipal_association:2"
SINCE, DAY, LATER, REFORM = day("1974-03-24"), day("2010-01-01"), day("2015-01-01"), day("2023-03-01")
TAARSTEDT, HUERUP = ("01059087", "010595987087"), ("01059126", "010595952126")
FLENSBURG = ("01001000", "010010000000")


def registered(keys: tuple[str, str] = TAARSTEDT, name: str = "Taarstedt", **others: Any) -> MunicipalityRegistered:
    return MunicipalityRegistered(
        others.get("origin", Origin.OWN), *keys, name, Designation.MUNICIPALITY, SINCE, others.get("association")
    )


def beside(these: Given) -> Given:
    """With everything in the record that the commands below name."""
    amt = MunicipalAssociationRegistered("Südangeln", AssociationForm.AMT, SINCE, "010595987")
    return these.beside(
        municipality_2=(registered(HUERUP, "Hürup"),),
        municipality_3=(registered(("01059002", "010595990002"), "Alt"), MunicipalityMerged(HERE, DAY)),
        municipal_association_1=(amt,),
        municipal_association_2=(amt, MunicipalAssociationDissolved(DAY)),
        person_1=(PersonRegistered(sealed("Anna Muster")),),
        person_2=(PersonRegistered(sealed("Bert Beispiel")), PersonErased()),
    )


merged = MunicipalityMerged(THERE, REFORM)
FULL = (
    registered(association=AMT),
    PopulationRecorded(800, DAY),
    ClimateManagementStarted(DAY),
    MunicipalityContactAppointed("person:1"),
)
EXISTING: dict[Any, tuple[Any, ...]] = {
    RenameMunicipality(HERE, "Neu", LATER): (MunicipalityRenamed("Neu", LATER),),
    RekeyMunicipality(HERE, "01059200", "010595952200", LATER): (
        MunicipalityRekeyed("01059200", "010595952200", LATER),
    ),
    TransferMunicipality(HERE, *FLENSBURG, LATER): (MunicipalityTransferred(Origin.EXTERNAL, *FLENSBURG, LATER),),
    RecordPopulation(HERE, 812, LATER): (PopulationRecorded(812, LATER),),
    MergeMunicipality(HERE, THERE, REFORM): (merged,),
}
TABLE: dict[Any, dict[str, Expected]] = {
    RegisterMunicipality(*TAARSTEDT, "Taarstedt", Designation.MUNICIPALITY, SINCE): {
        "absent": (registered(),),
        "registered": "EXISTS",
        "in full": "EXISTS",
        "merged": "EXISTS",
    },
    **{
        command: {"absent": "NOT_FOUND", "registered": told, "in full": told, "merged": told}
        for command, told in EXISTING.items()
    },
    AssignMunicipality(HERE, AMT, LATER): {
        "absent": "NOT_FOUND",
        "registered": (MunicipalityAssigned(AMT, LATER),),
        "in full": (),
        "merged": (MunicipalityAssigned(AMT, LATER),),
    },
    AppointMunicipalityContact(HERE, "person:1"): {
        "absent": "NOT_FOUND",
        "registered": (MunicipalityContactAppointed("person:1"),),
        "in full": (),
        "merged": (MunicipalityContactAppointed("person:1"),),
    },
    StartClimateManagement(HERE, LATER): {
        "absent": "NOT_FOUND",
        "registered": (ClimateManagementStarted(LATER),),
        "in full": (),
        "merged": (ClimateManagementStarted(LATER),),
    },
    EndClimateManagement(HERE, LATER): {
        "absent": "NOT_FOUND",
        "registered": (),
        "in full": (ClimateManagementEnded(LATER),),
        "merged": (),
    },
}
TABLE[MergeMunicipality(HERE, THERE, REFORM)]["merged"] = ()
SITUATIONS: dict[str, tuple[Any, ...]] = {
    "absent": (),
    "registered": (registered(),),
    "in full": FULL,
    "merged": (registered(), merged),
}


@pytest.mark.parametrize(("situation", "command", "expected"), every("municipality", SITUATIONS, TABLE))
def test_every_command_in_every_situation(situation: str, command: Any, expected: Expected) -> None:
    outcome_is(beside(given(*SITUATIONS[situation])).when(command), expected)


AFTER = day("2023-03-02")


@pytest.mark.parametrize(
    "command",
    [
        RenameMunicipality(HERE, "Neu", AFTER),
        RekeyMunicipality(HERE, *TAARSTEDT, AFTER),
        TransferMunicipality(HERE, *FLENSBURG, AFTER),
        AssignMunicipality(HERE, AMT, AFTER),
        RecordPopulation(HERE, 800, AFTER),
        StartClimateManagement(HERE, AFTER),
        EndClimateManagement(HERE, AFTER),
        MergeMunicipality(HERE, THERE, AFTER),
    ],
)
def test_nothing_happens_to_a_municipality_that_is_part_of_another(command: Any) -> None:
    beside(given(registered(), merged)).when(command).rejects("MERGED", "on")


@pytest.mark.parametrize(
    "command",
    [
        RenameMunicipality(HERE, "Neu", day("1970-01-01")),
        RekeyMunicipality(HERE, *TAARSTEDT, day("1970-01-01")),
        TransferMunicipality(HERE, *FLENSBURG, day("1970-01-01")),
        AssignMunicipality(HERE, AMT, day("1970-01-01")),
        RecordPopulation(HERE, 800, day("1970-01-01")),
        StartClimateManagement(HERE, day("1970-01-01")),
        EndClimateManagement(HERE, day("1970-01-01")),
        MergeMunicipality(HERE, THERE, day("1970-01-01")),
    ],
)
def test_nothing_happens_before_its_first_day(command: Any) -> None:
    beside(given(*FULL)).when(command).rejects("BEFORE_BEGINNING", "on")


@pytest.mark.parametrize(
    ("command", "code", "field"),
    [
        (RenameMunicipality(HERE, "Zugleich", SINCE), "RECORDED_OTHERWISE", "on"),
        (RekeyMunicipality(HERE, "01059200", "010595952201", LATER), "KEYS_DISAGREE", "ars"),
        (RekeyMunicipality(HERE, *FLENSBURG, LATER), "OTHER_COUNTY", "ags"),
        (RekeyMunicipality(HERE, *HUERUP, SINCE), "RECORDED_OTHERWISE", "on"),
        (TransferMunicipality(HERE, "01001000", "010010000001", LATER), "KEYS_DISAGREE", "ars"),
        (TransferMunicipality(HERE, *HUERUP, LATER), "SAME_COUNTY", "ags"),
        (AssignMunicipality(HERE, "municipal_association:9", LATER), "NOT_FOUND", "association"),
        (AssignMunicipality(HERE, GONE, LATER), "DISSOLVED", "association"),
        (RecordPopulation(HERE, 801, DAY), "RECORDED_OTHERWISE", "on"),
        (RecordPopulation(HERE, 801, day("2024-06-02")), "IN_THE_FUTURE", "on"),
        (EndClimateManagement(HERE, DAY), "RECORDED_OTHERWISE", "on"),
        (AppointMunicipalityContact(HERE, "person:9"), "NOT_FOUND", "contact"),
        (AppointMunicipalityContact(HERE, "person:2"), "ERASED", "contact"),
        (MergeMunicipality(HERE, THERE, SINCE), "DATES_REVERSED", "on"),
        (MergeMunicipality(HERE, "municipality:9", REFORM), "NOT_FOUND", "into"),
        (MergeMunicipality(HERE, HERE, REFORM), "OWN_SUCCESSOR", "into"),
        (MergeMunicipality(HERE, BEYOND, REFORM), "MERGED", "into"),
        (MergeMunicipality(HERE, BEYOND, day("2005-01-01")), "CIRCLE", "into"),
    ],
)
def test_rejects(command: Any, code: str, field: str) -> None:
    beside(given(*FULL)).when(command).rejects(code, field)


@pytest.mark.parametrize(
    "command",
    [
        RenameMunicipality(HERE, "Taarstedt", LATER),
        RekeyMunicipality(HERE, *TAARSTEDT, LATER),
        TransferMunicipality(HERE, *TAARSTEDT, LATER),
        AssignMunicipality(HERE, AMT, SINCE),
        RecordPopulation(HERE, 800, DAY),
    ],
)
def test_what_changes_nothing_is_no_event(command: Any) -> None:
    beside(given(*FULL)).when(command).then_nothing()


@pytest.mark.parametrize(
    ("command", "code", "field"),
    [
        (RegisterMunicipality("01059087", "010595987088", "X", Designation.TOWN, SINCE), "KEYS_DISAGREE", "ars"),
        (
            RegisterMunicipality(*TAARSTEDT, "X", Designation.TOWN, SINCE, "municipal_association:9"),
            "NOT_FOUND",
            "association",
        ),
        (RegisterMunicipality(*TAARSTEDT, "X", Designation.TOWN, LATER, GONE), "DISSOLVED", "association"),
    ],
)
def test_it_is_not_registered(command: Any, code: str, field: str) -> None:
    beside(given()).when(command).rejects(code, field)


def test_a_municipality_of_another_county_is_external() -> None:
    given().when(RegisterMunicipality(*FLENSBURG, "Flensburg", Designation.URBAN_DISTRICT, SINCE)).then(
        MunicipalityRegistered(Origin.EXTERNAL, *FLENSBURG, "Flensburg", Designation.URBAN_DISTRICT, SINCE)
    )


def test_a_municipality_joins_the_county() -> None:
    given(registered(FLENSBURG, "Flensburg", origin=Origin.EXTERNAL)).when(
        TransferMunicipality(HERE, *TAARSTEDT, DAY)
    ).then(MunicipalityTransferred(Origin.OWN, *TAARSTEDT, DAY))


def test_it_belongs_to_no_association_any_more() -> None:
    beside(given(*FULL)).when(AssignMunicipality(HERE, None, LATER)).then(MunicipalityAssigned(None, LATER))
    beside(given(registered())).when(AssignMunicipality(HERE, None, LATER)).then_nothing()


def test_the_same_number_counted_later_is_a_newer_count() -> None:
    given(*FULL).when(RecordPopulation(HERE, 800, LATER)).then(PopulationRecorded(800, LATER))


def test_it_has_no_contact_any_more() -> None:
    beside(given(*FULL)).when(AppointMunicipalityContact(HERE, None)).then(MunicipalityContactAppointed(None))


def test_its_entry_is_told_again_with_what_followed() -> None:
    renamed = MunicipalityRenamed("Neu", LATER)
    these = beside(given(*FULL, renamed))
    town = RegisterMunicipality(*HUERUP, "Hürup", Designation.TOWN, day("1970-01-01"))
    corrected = MunicipalityRegistered(Origin.OWN, *HUERUP, "Hürup", Designation.TOWN, day("1970-01-01"))
    these.corrected(ActCorrection(at(0), town)).stands(corrected, *FULL[1:], renamed)
    late = RegisterMunicipality(*TAARSTEDT, "Taarstedt", Designation.MUNICIPALITY, day("2012-01-01"), AMT)
    refused = these.corrected(ActCorrection(at(0), late)).rejects("CANNOT_FOLLOW", "acts")
    assert isinstance(refused, CannotFollow)
    assert (refused.event, refused.what) == (at(1), PopulationRecorded)
    these.corrected(
        ActCorrection(at(0), late),
        ActCorrection(at(1), RecordPopulation(HERE, 800, LATER)),
        ActCorrection(at(2)),
    ).stands(
        MunicipalityRegistered(
            Origin.OWN, *TAARSTEDT, "Taarstedt", Designation.MUNICIPALITY, day("2012-01-01"), AMT
        ),
        PopulationRecorded(800, LATER),
        FULL[3],
        renamed,
    )  # fmt: skip


def test_a_merger_never_happened_or_was_another() -> None:
    these = beside(given(*FULL, merged))
    these.corrected(ActCorrection(at(4))).stands(*FULL)
    these.corrected(ActCorrection(at(4), MergeMunicipality(HERE, THERE, LATER))).stands(
        *FULL, MunicipalityMerged(THERE, LATER)
    )
    at_field = "acts.0.instead.mergeMunicipality"
    for wrong, code, field in (
        (MergeMunicipality(HERE, HERE, REFORM), "OWN_SUCCESSOR", "into"),
        (MergeMunicipality(HERE, BEYOND, day("2005-01-01")), "CIRCLE", "into"),
        (MergeMunicipality(HERE, THERE, SINCE), "DATES_REVERSED", "on"),
    ):
        these.corrected(ActCorrection(at(4), wrong)).rejects(code, f"{at_field}.{field}")


def test_what_was_recorded_before_a_merger_stays_within_its_life() -> None:
    counted = PopulationRecorded(700, LATER)
    these = beside(given(*FULL, counted, merged, MunicipalityRenamed("Alt", LATER)))
    early = ActCorrection(at(5), MergeMunicipality(HERE, THERE, day("2014-01-01")))
    refused = these.corrected(early).rejects("CANNOT_FOLLOW", "acts")
    assert isinstance(refused, CannotFollow)
    assert refused.what is MunicipalityRenamed
    these.corrected(early, ActCorrection(at(6))).stands(*FULL, counted, MunicipalityMerged(THERE, day("2014-01-01")))


def test_keys_told_otherwise_are_of_the_county_that_they_name() -> None:
    transferred = MunicipalityTransferred(Origin.EXTERNAL, *FLENSBURG, LATER)
    these = beside(given(registered(), transferred))
    these.corrected(ActCorrection(at(1), RekeyMunicipality(HERE, *HUERUP, LATER))).stands(
        registered(), MunicipalityRekeyed(*HUERUP, LATER)
    )
    there = RegisterMunicipality(*FLENSBURG, "Flensburg", Designation.URBAN_DISTRICT, SINCE)
    these.corrected(ActCorrection(at(0), there)).rejects("CANNOT_FOLLOW", "acts")
    these.corrected(
        ActCorrection(at(0), there), ActCorrection(at(1), TransferMunicipality(HERE, *TAARSTEDT, LATER))
    ).stands(
        MunicipalityRegistered(Origin.EXTERNAL, *FLENSBURG, "Flensburg", Designation.URBAN_DISTRICT, SINCE),
        MunicipalityTransferred(Origin.OWN, *TAARSTEDT, LATER),
    )


def test_every_key_it_ever_had_stays_its_own() -> None:
    state = state_of(registered(), MunicipalityRekeyed("01059200", "010595952200", DAY))
    assert MUNICIPALITY.claims(HERE, state) == {"ags:01059087", "ags:01059200"}


def test_it_reads_as_it_stood_on_the_day() -> None:
    state = state_of(
        *FULL,
        MunicipalityRenamed("Neu", LATER),
        MunicipalityAssigned(None, LATER),
        ClimateManagementEnded(LATER),
        PopulationRecorded(900, LATER),
        MunicipalityTransferred(Origin.EXTERNAL, *FLENSBURG, LATER),
        merged,
    )
    before, begun, later, after = (view(state, on) for on in (day("1950-01-01"), DAY, LATER, REFORM))
    assert (before.name, before.exists, before.population, before.association) == ("Taarstedt", False, None, None)
    assert (begun.name, begun.exists, begun.population, begun.association) == ("Taarstedt", True, 800, AMT)
    assert (later.name, later.origin, later.population, later.population_on) == ("Neu", Origin.EXTERNAL, 900, LATER)
    assert (begun.climate_management, later.climate_management, later.association) == (True, False, None)
    assert (after.exists, after.merged_on, after.successor) == (False, REFORM, THERE)


def test_a_municipality_may_tell_its_own_contact_and_climate_management() -> None:
    own = {command for command, grants in MUNICIPALITY.may.items() if Role.MUNICIPALITY in grants}
    assert own == {StartClimateManagement, EndClimateManagement, AppointMunicipalityContact}
    assert {MUNICIPALITY.may[command][Role.MUNICIPALITY] for command in own} == {Relation.OWN}


@drawn(
    st.lists(
        st.tuples(st.integers(1, 5), st.integers(1, 5), st.dates(min_value=SINCE, max_value=TODAY), st.booleans()),
        max_size=20,
    )
)
def test_mergers_never_run_in_a_circle(mergers: list[tuple[int, int, date, bool]]) -> None:
    lives: dict[str, tuple[Any, ...]] = {f"municipality:{n}": (registered(),) for n in range(1, 6)}
    for old, new, on, by_correction in mergers:
        ref, into = f"municipality:{old}", f"municipality:{new}"
        command = MergeMunicipality(ref, into, on)
        these = Given(lives[ref], {each: state_of(*events) for each, events in lives.items()})
        try:
            if by_correction and len(these.events) > 1:
                event = these.corrected(ActCorrection(at(1), command), ref=ref).decided().event
                lives[ref] = lives[ref] if event is None else (registered(), event.acts[0].stands[0].event)
            else:
                lives[ref] = (*lives[ref], *these.when(command).decided(state_of(*lives[ref])))
        except Rejected:
            continue
    record = {ref: state_of(*events) for ref, events in lives.items()}
    for ref in record:
        successors = line(ref, record)
        assert ref not in successors
        assert not successors or record[successors[-1]].merger is None


OTHERS = (
    RegisterMunicipality(*HUERUP, "Hürup", Designation.TOWN, DAY, AMT),
    RegisterMunicipality(*FLENSBURG, "Flensburg", Designation.URBAN_DISTRICT, SINCE),
    MergeMunicipality(HERE, THERE, LATER),
    RecordPopulation(HERE, 812, DAY),
    TransferMunicipality(HERE, *TAARSTEDT, REFORM),
)


@drawn(corrections(begun("municipality", beside(given()), next(iter(TABLE))), (*TABLE, *OTHERS)))
def test_a_correction_reads_as_if_it_had_been_recorded_right(checked: None) -> None:
    """What holds is checked while the life is drawn."""
