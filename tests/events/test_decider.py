"""What every decision shares: for whom one acts, and that a part was edited since the version that was seen."""

from datetime import UTC, datetime

from events.decider import World, fold
from tests.service.leaflet import (
    LEAFLET,
    EndorseLeaflet,
    LeafletEndorsed,
    LeafletPrinted,
    ReviseSection,
    SectionRevised,
)
from tests.spec import HOME, TODAY, Outcome

HERE = "leaflet:1"
HUERUP = "municipality:2"
PRINTED = LeafletPrinted("Merkblatt", ("Eins", "Zwei"))


def when(command: object, *events: object, acts_for: str | None = None) -> Outcome:
    """A command on a leaflet, after these events."""
    now = datetime(TODAY.year, TODAY.month, TODAY.day, tzinfo=UTC)
    world = World(HERE, HOME, TODAY, now, "tester", acts_for=acts_for)
    return Outcome(LEAFLET, command, fold(LEAFLET, (PRINTED, *events)), world, {}, (PRINTED, *events))


def test_an_edit_of_the_newest_version_stands() -> None:
    when(ReviseSection(HERE, 2, 1, "Zwo")).then(SectionRevised(2, 1, "Zwo"))
    when(ReviseSection(HERE, 2, 1, "Zwo"), SectionRevised(1, 1, "Ein Anfang")).then(SectionRevised(2, 1, "Zwo"))


def test_an_edit_of_an_older_version_is_told_of_both_texts() -> None:
    edit = ReviseSection(HERE, 1, 1, "Eins A")
    field = "expected_section_version"

    when(edit, SectionRevised(1, 1, "Neu")).is_superseded(field, base="Eins", current="Neu")
    when(edit, SectionRevised(1, 1, "Neu"), SectionRevised(1, 2, "Neuer")).is_superseded(
        field, base=None, current="Neuer"
    )


def test_one_acts_for_oneself_or_for_the_office() -> None:
    endorse = EndorseLeaflet(HERE, HUERUP)

    when(endorse).then(LeafletEndorsed(HUERUP))
    when(endorse, acts_for=HUERUP).then(LeafletEndorsed(HUERUP))
    when(endorse, acts_for="municipality:3").rejects("NOT_YOURS", "by")
