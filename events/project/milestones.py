"""The milestones of a project: what is to be reached by when, and after what."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from events.refs import PartyRef, ProjectRef
from events.values import Many, Name, Whole

MilestoneNumber = Annotated[int, Whole(1, 10_000)]
After = Annotated[tuple[MilestoneNumber, ...], Many(50)]


@dataclass(frozen=True)
class Milestone:
    """What a project is to reach by a day (Meilenstein)."""

    number: MilestoneNumber
    """Its number in the project (Nummer)."""
    title: Name
    """What is to be reached (Bezeichnung)."""
    due: date
    """The day by which it is due (fällig am)."""
    after: After = ()
    """The numbers of the milestones that must be reached before it (Abhängigkeiten)."""
    party: PartyRef | None = None
    """Who sees to it; none: the lead (zuständige Stelle)."""
    reached: date | None = None
    """The day on which it was reached; none: not yet (erreicht am)."""


# --- Events ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class MilestoneAdded:
    """A milestone was set for a project (Meilenstein gesetzt)."""

    number: MilestoneNumber
    """Its number in the project (Nummer)."""
    title: Name
    """What is to be reached (Bezeichnung)."""
    due: date
    """The day by which it is due (fällig am)."""
    after: After
    """The milestones that must be reached before it (Abhängigkeiten)."""
    party: PartyRef | None
    """Who sees to it; none: the lead (zuständige Stelle)."""


@dataclass(frozen=True)
class MilestoneRescheduled:
    """A milestone is due on another day (Meilenstein verschoben)."""

    number: MilestoneNumber
    """Its number (Nummer)."""
    due: date
    """The day by which it is due (fällig am)."""


@dataclass(frozen=True)
class MilestoneReordered:
    """A milestone depends on others than before (Abhängigkeiten geändert)."""

    number: MilestoneNumber
    """Its number (Nummer)."""
    after: After
    """The milestones that must be reached before it (Abhängigkeiten)."""


@dataclass(frozen=True)
class MilestoneRestated:
    """A milestone is told in other words, or another sees to it (Meilenstein anders gefasst)."""

    number: MilestoneNumber
    """Its number (Nummer)."""
    title: Name
    """What is to be reached (Bezeichnung)."""
    party: PartyRef | None
    """Who sees to it; none: the lead (zuständige Stelle)."""


@dataclass(frozen=True)
class MilestoneReached:
    """A milestone was reached (Meilenstein erreicht)."""

    number: MilestoneNumber
    """Its number (Nummer)."""
    on: date
    """The day (Tag)."""


@dataclass(frozen=True)
class MilestoneReopened:
    """A milestone that counted as reached is open again (Meilenstein wieder offen)."""

    number: MilestoneNumber
    """Its number (Nummer)."""


@dataclass(frozen=True)
class MilestoneRemoved:
    """A milestone is no part of the project any more (Meilenstein gestrichen)."""

    number: MilestoneNumber
    """Its number (Nummer)."""


# --- Commands --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class AddMilestone:
    """Set a milestone for a project (Meilenstein setzen)."""

    id: ProjectRef
    """The project (Vorhaben)."""
    title: Name
    """What is to be reached (Bezeichnung)."""
    due: date
    """The day by which it is due (fällig am)."""
    after: After = ()
    """The numbers of the milestones that must be reached before it (Abhängigkeiten)."""
    party: PartyRef | None = None
    """Who sees to it, one that carries the project with no end known; none: the lead (zuständige Stelle)."""


@dataclass(frozen=True)
class RescheduleMilestone:
    """Record that a milestone is due on another day; needs a reason once the project is planned (verschieben)."""

    id: ProjectRef
    """The project (Vorhaben)."""
    number: MilestoneNumber
    """The number of the milestone (Nummer)."""
    due: date
    """The day by which it is due (fällig am)."""


@dataclass(frozen=True)
class ReorderMilestone:
    """Say after which others a milestone comes; a circle is refused (Abhängigkeiten ändern)."""

    id: ProjectRef
    """The project (Vorhaben)."""
    number: MilestoneNumber
    """The number of the milestone (Nummer)."""
    after: After
    """All milestones that must be reached before it (Abhängigkeiten)."""


@dataclass(frozen=True)
class RestateMilestone:
    """Tell a milestone in other words, or say who sees to it (anders fassen)."""

    id: ProjectRef
    """The project (Vorhaben)."""
    number: MilestoneNumber
    """The number of the milestone (Nummer)."""
    title: Name
    """What is to be reached (Bezeichnung)."""
    party: PartyRef | None = None
    """Who sees to it, one that carries the project with no end known; none: the lead (zuständige Stelle)."""


@dataclass(frozen=True)
class ReachMilestone:
    """Record that a milestone was reached: after the approval, after all that it depends on; also whoever sees to it
    and whoever takes part may (Meilenstein erreichen)."""

    id: ProjectRef
    """The project (Vorhaben)."""
    number: MilestoneNumber
    """The number of the milestone (Nummer)."""
    on: date
    """The day (Tag)."""


@dataclass(frozen=True)
class ReopenMilestone:
    """Record that a milestone is not reached after all; needs a reason (Meilenstein wieder öffnen)."""

    id: ProjectRef
    """The project (Vorhaben)."""
    number: MilestoneNumber
    """The number of the milestone (Nummer)."""


@dataclass(frozen=True)
class RemoveMilestone:
    """Strike a milestone that nothing depends on; needs a reason once the project is planned (streichen)."""

    id: ProjectRef
    """The project (Vorhaben)."""
    number: MilestoneNumber
    """The number of the milestone (Nummer)."""
