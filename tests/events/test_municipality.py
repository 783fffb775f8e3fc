"""The municipality: keys and names on their days, its people counted, its associations, and what became of it."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from events.climate_management import (
    ClimateManagement,
    ClimateManagementEnded,
    ClimateManagementStarted,
    EndClimateManagement,
    StartClimateManagement,
)
from events.county import COUNTY
from events.dated import DatedName
from events.decider import Rejected, World, fold
from events.membership import AssignMunicipality, Membership, MunicipalityAssigned
from events.merger import MergeMunicipality, Merger, MunicipalityMerged, line
from events.municipal_association import (
    AssociationForm,
    MunicipalAssociationDissolved,
    MunicipalAssociationRegistered,
)
from events.municipality import (
    MUNICIPALITY,
    AppointMunicipalityContact,
    CorrectMunicipality,
    Designation,
    Municipality,
    MunicipalityContactAppointed,
    MunicipalityCorrected,
    MunicipalityRegistered,
    MunicipalityRenamed,
    RegisterMunicipality,
    RenameMunicipality,
    view,
)
from events.person import PersonErased, PersonRegistered
from events.policy import Relation, Role
from events.population import Population, PopulationRecorded, RecordPopulation
from events.seat import (
    MunicipalityKeys,
    MunicipalityRekeyed,
    MunicipalityTransferred,
    Origin,
    RekeyMunicipality,
    Seat,
    TransferMunicipality,
)
from tests.spec import EVENT, HOME, LANDKREIS, TODAY, Expected, Given, day, every, given, outcome_is, sealed, state_of

NOW = datetime(2024, 6, 1, tzinfo=UTC)
HERE, THERE, BEYOND = "municipality:1", "municipality:2", "municipality:3"
AMT, GONE = "municipal_association:1", "municipal_association:2"
SINCE, DAY, LATER, REFORM = day("1974-03-24"), day("2010-01-01"), day("2015-01-01"), day("2023-03-01")
TAARSTEDT, HUERUP = ("01059087", "010595987087"), ("01059126", "010595952126")
FLENSBURG = ("01001000", "010010000000")


def registered(keys: tuple[str, str] = TAARSTEDT, name: str = "Taarstedt", **others: Any) -> MunicipalityRegistered:
    return MunicipalityRegistered(
        *keys, name, Designation.MUNICIPALITY, others.get("origin", Origin.OWN), SINCE, others.get("association")
    )


def beside(these: Given) -> Given:
    """With everything in the record that the commands below name."""
    amt = MunicipalAssociationRegistered("010595987", "Südangeln", AssociationForm.AMT, SINCE)
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
    TransferMunicipality(HERE, *FLENSBURG, LATER): (MunicipalityTransferred(*FLENSBURG, Origin.EXTERNAL, LATER),),
    RecordPopulation(HERE, 812, LATER): (PopulationRecorded(812, LATER),),
    MergeMunicipality(HERE, THERE, REFORM): (merged,),
    CorrectMunicipality(HERE, EVENT, designation=Designation.TOWN): (MunicipalityCorrected(EVENT, Designation.TOWN),),
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


def correct(**facts: Any) -> CorrectMunicipality:
    return CorrectMunicipality(HERE, EVENT, **facts)


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
        (correct(names=()), "EMPTY", "names"),
        (correct(keys=()), "EMPTY", "keys"),
        (correct(keys=(MunicipalityKeys(SINCE, "01059087", "010595987088"),)), "KEYS_DISAGREE", "keys"),
        (correct(memberships=(Membership(SINCE, "municipal_association:9"),)), "NOT_FOUND", "memberships"),
        (correct(memberships=(Membership(LATER, GONE),)), "DISSOLVED", "memberships"),
        (correct(populations=(Population(day("2024-06-02"), 1),)), "IN_THE_FUTURE", "populations"),
        (correct(populations=(Population(DAY, 1), Population(DAY, 2))), "NOT_IN_ORDER", "populations"),
        (correct(merger=Merger(REFORM, THERE), merger_withdrawn=True), "CONTRADICTION", "merger_withdrawn"),
        (correct(merger=Merger(REFORM, HERE)), "OWN_SUCCESSOR", "merger"),
        (correct(merger=Merger(SINCE, THERE)), "DATES_REVERSED", "merger"),
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
        correct(),
        correct(merger_withdrawn=True),
        correct(since=SINCE, populations=(Population(DAY, 800),), management=(ClimateManagement(DAY, True),)),
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
        MunicipalityRegistered(*FLENSBURG, "Flensburg", Designation.URBAN_DISTRICT, Origin.EXTERNAL, SINCE)
    )


def test_a_municipality_joins_the_county() -> None:
    given(registered(FLENSBURG, "Flensburg", origin=Origin.EXTERNAL)).when(
        TransferMunicipality(HERE, *TAARSTEDT, DAY)
    ).then(MunicipalityTransferred(*TAARSTEDT, Origin.OWN, DAY))


def test_it_belongs_to_no_association_any_more() -> None:
    beside(given(*FULL)).when(AssignMunicipality(HERE, None, LATER)).then(MunicipalityAssigned(None, LATER))
    beside(given(registered())).when(AssignMunicipality(HERE, None, LATER)).then_nothing()


def test_the_same_number_counted_later_is_a_newer_count() -> None:
    given(*FULL).when(RecordPopulation(HERE, 800, LATER)).then(PopulationRecorded(800, LATER))


def test_it_has_no_contact_any_more() -> None:
    beside(given(*FULL)).when(AppointMunicipalityContact(HERE, None)).then(MunicipalityContactAppointed(None))


def test_a_correction_needs_a_reason_and_an_event_of_the_municipality() -> None:
    given(registered()).when(correct(since=DAY), reason=False).rejects("REASON_REQUIRED", "reason")
    given(registered()).when(correct(since=DAY), of_this=False).rejects("NOT_FOUND", "corrects")


def test_a_merger_never_happened() -> None:
    withdrawn = MunicipalityCorrected(EVENT, merger_withdrawn=True)
    beside(given(registered(), merged)).when(correct(merger_withdrawn=True)).then(withdrawn)


def test_a_merger_was_another_one() -> None:
    other = Merger(LATER, THERE)
    beside(given(registered(), merged)).when(correct(merger=other)).then(MunicipalityCorrected(EVENT, merger=other))


def test_a_correction_replaces_what_it_names_and_leaves_the_rest() -> None:
    names, populations = (DatedName(SINCE, "Alt"), DatedName(DAY, "Taarstedt")), (Population(LATER, 5),)
    keys = (MunicipalityKeys(SINCE, *FLENSBURG), MunicipalityKeys(DAY, *TAARSTEDT))
    seats = (Seat(SINCE, *FLENSBURG, Origin.EXTERNAL), Seat(DAY, *TAARSTEDT, Origin.OWN))
    memberships, management = (Membership(SINCE, AMT), Membership(DAY, None)), (ClimateManagement(LATER, True),)
    corrected = MunicipalityCorrected(EVENT, None, LATER, names, seats, populations, memberships, management)
    beside(given(*FULL)).when(
        correct(
            since=LATER,
            names=names,
            keys=keys,
            populations=populations,
            memberships=memberships,
            management=management,
        )
    ).then(corrected)
    assert state_of(*FULL, corrected) == Municipality(
        Designation.MUNICIPALITY, LATER, names, seats, populations, memberships, management, "person:1"
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
        MunicipalityTransferred(*FLENSBURG, Origin.EXTERNAL, LATER),
        merged,
    )
    before, begun, later, after = (view(state, on) for on in (day("1950-01-01"), DAY, LATER, REFORM))
    assert (before.name, before.exists, before.population, before.association) == ("Taarstedt", False, None, None)
    assert (begun.name, begun.exists, begun.population, begun.association) == ("Taarstedt", True, 800, AMT)
    assert (later.name, later.origin, later.population, later.population_on) == ("Neu", Origin.EXTERNAL, 900, LATER)
    assert (begun.climate_management, later.climate_management, later.association) == (True, False, None)
    assert (after.exists, after.merged_on, after.successor) == (False, REFORM, THERE)


def test_a_municipality_may_tell_its_own_contact_and_climate_management() -> None:
    own = {command for command, grants in MUNICIPALITY.policy.may.items() if Role.MUNICIPALITY in grants}
    assert own == {StartClimateManagement, EndClimateManagement, AppointMunicipalityContact}
    assert {MUNICIPALITY.policy.may[command][Role.MUNICIPALITY] for command in own} == {Relation.OWN}


@drawn(
    st.lists(
        st.tuples(st.integers(1, 5), st.integers(1, 5), st.dates(min_value=SINCE, max_value=TODAY), st.booleans()),
        max_size=20,
    )
)
def test_mergers_never_run_in_a_circle(mergers: list[tuple[int, int, date, bool]]) -> None:
    record: dict[str, Any] = {f"municipality:{n}": state_of(registered()) for n in range(1, 6)}
    record[HOME] = fold(COUNTY, LANDKREIS)
    for old, new, on, by_correction in mergers:
        ref, into = f"municipality:{old}", f"municipality:{new}"
        command: Any = (
            CorrectMunicipality(ref, EVENT, merger=Merger(on, into))
            if by_correction
            else MergeMunicipality(ref, into, on)
        )
        world = World(ref, HOME, TODAY, NOW, "tester", record, corrected=record[ref], reasoned=True)
        try:
            events = MUNICIPALITY.decide(command, record[ref], world)
        except Rejected:
            continue
        record[ref] = fold(MUNICIPALITY, events, record[ref])
    for ref in record.keys() - {HOME}:
        successors = line(ref, record)
        assert ref not in successors
        assert not successors or record[successors[-1]].merger is None
