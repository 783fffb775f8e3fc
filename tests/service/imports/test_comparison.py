"""What a list would change: new, changed, gone, and what only a person can settle."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import pytest

from events.decider import fold
from events.municipal_association import (
    MUNICIPAL_ASSOCIATION,
    AssociationForm,
    MunicipalAssociationDissolved,
    MunicipalAssociationRegistered,
    MunicipalAssociationRekeyed,
    RegisterMunicipalAssociation,
    RenameMunicipalAssociation,
)
from events.municipality import MUNICIPALITY
from events.municipality.entry import MunicipalityRegistered, RegisterMunicipality, RenameMunicipality
from events.municipality.keys import MunicipalityRekeyed, MunicipalityTransferred, RekeyMunicipality
from events.municipality.membership import AssignMunicipality
from events.municipality.merger import MunicipalityMerged
from events.municipality.population import PopulationRecorded, RecordPopulation
from events.municipality.state import Designation, Origin
from service.imports.comparison import FORMS, compare
from service.imports.listing import Listing
from service.imports.plan import PENDING, Plan, RecordedEntity, resolved
from service.imports.table import KINDS, read
from service.language import Language, say

BEFORE, DAY, LATER = date(2023, 1, 1), date(2023, 11, 30), date(2024, 5, 1)
AMT, TOWN, VILLAGE, OTHER = (
    "municipal_association:00000000-0000-7000-8000-00000000000a",
    "municipality:00000000-0000-7000-8000-000000000001",
    "municipality:00000000-0000-7000-8000-000000000002",
    "municipality:00000000-0000-7000-8000-000000000003",
)
HEADER = "ags,ars,name,designation,population,population_on,association,association_kind"
TOWN_LINE = '01098001,010980001001,"Musterstadt, Stadt",TOWN,12345,2023-11-30,,'
VILLAGE_LINE = "01098011,010985010011,Größmuster,MUNICIPALITY,321,2023-11-30,Nordbeispiel,51"


def listed(*lines: str, on: date = DAY) -> Listing:
    listing = read(BytesIO("\n".join([HEADER, *lines]).encode()), "01098", on)
    assert listing.flaws == []
    return listing


def association(*more: Any, since: date = BEFORE) -> RecordedEntity:
    events = [MunicipalAssociationRegistered("Nordbeispiel", AssociationForm.AMT, since, "010985010"), *more]
    return RecordedEntity(AMT, len(events), fold(MUNICIPAL_ASSOCIATION, events))


def municipality(
    ref: str, ags: str, ars: str, name: str, designation: Designation, joined: str | None, *more: Any
) -> RecordedEntity:
    registered = MunicipalityRegistered(Origin.OWN, ags, ars, name, designation, BEFORE, joined)
    return RecordedEntity(ref, 1 + len(more), fold(MUNICIPALITY, [registered, *more]))


def town(*more: Any) -> RecordedEntity:
    return municipality(TOWN, "01098001", "010980001001", "Musterstadt, Stadt", Designation.TOWN, None, *more)


def village(*more: Any) -> RecordedEntity:
    return municipality(VILLAGE, "01098011", "010985010011", "Größmuster", Designation.MUNICIPALITY, AMT, *more)


COUNTED = [town(PopulationRecorded(12345, DAY)), village(PopulationRecorded(321, DAY))]


def commands(plan: Plan) -> list[Any]:
    return [command for item in plan.items for command in item.commands]


def test_everything_is_new_to_an_empty_record() -> None:
    plan = compare(listed(TOWN_LINE, VILLAGE_LINE), [], [])

    assert commands(plan) == [
        RegisterMunicipalAssociation(name="Nordbeispiel", form=AssociationForm.AMT, since=DAY, prefix="010985010"),
        RegisterMunicipality(
            ags="01098001",
            ars="010980001001",
            name="Musterstadt, Stadt",
            designation=Designation.TOWN,
            since=DAY,
            association=None,
        ),
        RecordPopulation(id=PENDING + "01098001", count=12345, on=DAY),
        RegisterMunicipality(
            ags="01098011",
            ars="010985010011",
            name="Größmuster",
            designation=Designation.MUNICIPALITY,
            since=DAY,
            association=PENDING + "010985010",
        ),
        RecordPopulation(id=PENDING + "01098011", count=321, on=DAY),
    ]
    assert [item.key for item in plan.new] == ["010985010", "01098001", "01098011"]
    assert (plan.changed, plan.unchanged, plan.gone, plan.unsettled) == ((), 0, (), ())


def test_a_list_that_says_the_same_changes_nothing() -> None:
    plan = compare(listed(TOWN_LINE, VILLAGE_LINE), [association()], COUNTED)

    assert plan.items == ()
    assert plan.unchanged == 3


def test_a_later_list_with_the_same_count_changes_nothing() -> None:
    later = [line.replace("2023-11-30", "2024-05-01") for line in (TOWN_LINE, VILLAGE_LINE)]

    assert compare(listed(*later, on=LATER), [association()], COUNTED).items == ()


def test_renamed_and_grown_are_changed_and_vanished_is_gone() -> None:
    third = municipality(OTHER, "01098012", "010985010012", "Altmuster", Designation.MUNICIPALITY, AMT)
    renamed = VILLAGE_LINE.replace("Größmuster", "Neumuster").replace("2023-11-30", "2024-05-01")
    grown = TOWN_LINE.replace("12345,2023-11-30", "12400,2024-05-01")

    plan = compare(listed(grown, renamed, on=LATER), [association()], [*COUNTED, third])

    assert commands(plan) == [
        RecordPopulation(id=TOWN, count=12400, on=LATER),
        RenameMunicipality(id=VILLAGE, name="Neumuster", on=LATER),
    ]
    assert [(item.key, item.name, item.version) for item in plan.changed] == [
        ("01098001", "Musterstadt, Stadt", 2),
        ("01098011", "Größmuster", 2),
    ]
    assert [(gone.kind, gone.key, gone.name) for gone in plan.gone] == [("municipality", "01098012", "Altmuster")]


def test_other_keys_and_another_association() -> None:
    moved = VILLAGE_LINE.replace("010985010011", "010985020011").replace("Nordbeispiel", "Südbeispiel")

    plan = compare(listed(TOWN_LINE, moved), [association()], COUNTED)

    assert commands(plan) == [
        RegisterMunicipalAssociation(name="Südbeispiel", form=AssociationForm.AMT, since=DAY, prefix="010985020"),
        RekeyMunicipality(id=VILLAGE, ags="01098011", ars="010985020011", on=DAY),
        AssignMunicipality(id=VILLAGE, association=PENDING + "010985020", on=DAY),
    ]
    assert [(change.field, change.before, change.after) for change in plan.changed[0].differences] == [
        ("ars", "010985010011", "010985020011"),
        ("association", "Nordbeispiel", "Südbeispiel"),
    ]
    assert [gone.key for gone in plan.gone] == ["010985010"]


def test_a_municipality_that_leaves_its_association() -> None:
    free = "01098011,010980011011,Größmuster,MUNICIPALITY,321,2023-11-30,,"

    plan = compare(listed(TOWN_LINE, free), [association()], COUNTED)

    assert commands(plan)[1] == AssignMunicipality(id=VILLAGE, association=None, on=DAY)
    assert plan.changed[0].differences[1].after is None


def test_an_association_is_renamed() -> None:
    plan = compare(listed(TOWN_LINE, VILLAGE_LINE.replace("Nordbeispiel", "Nordamt")), [association()], COUNTED)

    assert commands(plan) == [RenameMunicipalAssociation(id=AMT, name="Nordamt", on=DAY)]


def test_a_count_of_an_earlier_day_begins_a_new_municipality_then() -> None:
    plan = compare(listed(TOWN_LINE.replace("2023-11-30", "2022-12-31")), [], [])

    registered, counted = commands(plan)
    assert registered.since == counted.on == date(2022, 12, 31)


def test_without_a_count_nothing_is_said_of_inhabitants() -> None:
    plan = compare(listed("01098001,010980001001,Musterstadt,,,,,"), [], [])

    assert [type(command) for command in commands(plan)] == [RegisterMunicipality]


@pytest.mark.parametrize(
    ("lines", "associations", "municipalities", "key"),
    [
        pytest.param(
            [VILLAGE_LINE],
            [association()],
            [village(MunicipalityMerged(TOWN, BEFORE.replace(month=3)))],
            "01098011",
            id="merged",
        ),
        pytest.param([TOWN_LINE.replace("2023-11-30", "2022-11-30")], [], [town()], "01098001", id="counted too early"),
        pytest.param([TOWN_LINE.replace("TOWN", "MARKET")], [], [COUNTED[0]], "01098001", id="designation"),
        pytest.param([TOWN_LINE.replace("12345", "12346")], [], [COUNTED[0]], "01098001", id="counted otherwise"),
        pytest.param(
            [TOWN_LINE],
            [],
            [town(MunicipalityRekeyed("01098009", "010980009009", BEFORE.replace(month=2)))],
            "01098001",
            id="key of another time",
        ),
        pytest.param(
            [VILLAGE_LINE], [association(MunicipalAssociationDissolved(DAY))], [], "010985010", id="dissolved"
        ),
        pytest.param(
            [VILLAGE_LINE],
            [association(MunicipalAssociationRekeyed("010985011", DAY))],
            [],
            "010985010",
            id="association's key of another time",
        ),
        pytest.param([VILLAGE_LINE.replace(",51", ",53")], [association()], [COUNTED[1]], "010985010", id="form"),
        pytest.param(
            [VILLAGE_LINE.replace("Nordbeispiel", "Nordamt")],
            [association(since=DAY)],
            [COUNTED[1]],
            "010985010",
            id="association named otherwise",
        ),
    ],
)
def test_contradictions_are_left_to_a_person(
    lines: list[str], associations: list[RecordedEntity], municipalities: list[RecordedEntity], key: str
) -> None:
    plan = compare(listed(*lines), associations, municipalities)

    assert plan.items == ()
    assert plan.unsettled[0].key == key
    assert say(plan.unsettled[0].message, Language.EN) != say(plan.unsettled[0].message, Language.DE)


def test_an_older_list_does_not_reach_behind_the_first_day() -> None:
    plan = compare(listed(TOWN_LINE.replace("2023-11-30", ""), on=date(2022, 1, 1)), [], [town()])

    assert plan.items == ()
    assert plan.gone == ()
    assert "1 January 2023" in say(plan.unsettled[0].message, Language.EN)


def test_municipalities_of_other_counties_are_not_missed() -> None:
    left = town(MunicipalityTransferred(Origin.EXTERNAL, "01099001", "010990001001", BEFORE.replace(month=2)))

    plan = compare(listed(VILLAGE_LINE), [association()], [left, COUNTED[1]])

    assert plan.gone == ()


def test_the_same_plan_has_the_same_command_ids_and_another_state_has_others() -> None:
    first, again = (compare(listed(TOWN_LINE), [], []) for _ in range(2))
    later = compare(listed(TOWN_LINE.replace("12345", "12346")), [], [])
    ids = [
        [plan.command_id(item, command) for item in plan.items for command in item.commands]
        for plan in (first, again, later)
    ]

    assert ids[0] == ids[1]
    assert ids[0][0] == ids[2][0]
    assert ids[0][1] != ids[2][1]
    item = first.items[0]
    assert first.command_id(replace(item, version=3), item.commands[0]) != ids[0][0]


def test_what_is_pending_is_filled_in() -> None:
    command = RecordPopulation(id=PENDING + "01098001", count=1, on=DAY)

    assert resolved(command, {"01098001": TOWN}).id == TOWN
    assert resolved(RecordPopulation(id=TOWN, count=1, on=DAY), {}).id == TOWN


def test_every_kind_of_association_has_a_form() -> None:
    assert set(FORMS) == set(KINDS)


def test_a_list_without_a_day_cannot_be_compared() -> None:
    with pytest.raises(ValueError, match="no day"):
        compare(Listing("01098"), [], [])
