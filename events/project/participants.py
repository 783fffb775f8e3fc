"""Who carries a project: its lead, those that take part, and what each of them is to see to."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from events.refs import PartyRef, ProjectRef
from events.values import Name, Whole

ResponsibilityNumber = Annotated[int, Whole(1, 10_000)]


@dataclass(frozen=True)
class ProjectLead:
    """Who leads a project from a day on (Federführung)."""

    since: date
    """The first day (gilt ab)."""
    party: PartyRef
    """Who (Federführung)."""


@dataclass(frozen=True)
class ProjectParticipant:
    """One that takes part in a project for a time, besides its lead (Beteiligte)."""

    party: PartyRef
    """Who (Beteiligte)."""
    since: date
    """The first day (dabei seit)."""
    until: date | None = None
    """The last day; none: no end is known (dabei bis)."""
    part: Name | None = None
    """What it brings in, in a few words (Beitrag)."""


@dataclass(frozen=True)
class ProjectResponsibility:
    """What one of those that carry a project is to see to, for a time (Zuständigkeit)."""

    number: ResponsibilityNumber
    """Its number in the project (Nummer)."""
    what: Name
    """What is to be seen to (Aufgabe)."""
    party: PartyRef
    """By whom (zuständige Stelle)."""
    since: date
    """The first day (gilt ab)."""
    until: date | None = None
    """The last day; none: no end is known (gilt bis)."""


# --- Events ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ProjectLeadChanged:
    """Another leads a project from a day on; what the one before was to see to ends with it, unless it takes part
    (Federführung übertragen)."""

    party: PartyRef
    """Who (Federführung)."""
    on: date
    """The first day (gilt ab)."""


@dataclass(frozen=True)
class ProjectJoined:
    """A municipality or partner takes part in a project from a day on (beigetreten)."""

    party: PartyRef
    """Who (Beteiligte)."""
    since: date
    """The first day (dabei seit)."""
    part: Name | None
    """What it brings in (Beitrag)."""


@dataclass(frozen=True)
class ProjectLeft:
    """A municipality or partner takes part no more after a day; what it was to see to ends with it (ausgeschieden)."""

    party: PartyRef
    """Who (Beteiligte)."""
    until: date
    """The last day (dabei bis)."""


@dataclass(frozen=True)
class ProjectResponsibilityAssigned:
    """One of those that carry a project is to see to something from a day on (Zuständigkeit übertragen)."""

    number: ResponsibilityNumber
    """Its number in the project (Nummer)."""
    what: Name
    """What is to be seen to (Aufgabe)."""
    party: PartyRef
    """By whom (zuständige Stelle)."""
    since: date
    """The first day (gilt ab)."""
    until: date | None = None
    """The last day; none: no end is known (gilt bis)."""


@dataclass(frozen=True)
class ProjectResponsibilityEnded:
    """What somebody was to see to ended with a day (Zuständigkeit beendet)."""

    number: ResponsibilityNumber
    """Its number in the project (Nummer)."""
    until: date
    """The last day (gilt bis)."""


# --- Commands --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ChangeProjectLead:
    """Record that another leads a project from a day on. What the one before is to see to ends the day before, unless
    it takes part; open milestones that it sees to by name are given to another first (Federführung übertragen)."""

    id: ProjectRef
    """The project (Vorhaben)."""
    party: PartyRef
    """Who (Federführung)."""
    on: date
    """The first day (gilt ab)."""


@dataclass(frozen=True)
class JoinProject:
    """Record that a municipality or partner takes part in a project from a day on (Beteiligte aufnehmen)."""

    id: ProjectRef
    """The project (Vorhaben)."""
    party: PartyRef
    """Who (Beteiligte)."""
    since: date
    """The first day (dabei seit)."""
    part: Name | None = None
    """What it brings in, in a few words (Beitrag)."""


@dataclass(frozen=True)
class LeaveProject:
    """Record that a municipality or partner takes part no more after a day. What it is to see to ends with that day;
    open milestones are given to another first (ausscheiden)."""

    id: ProjectRef
    """The project (Vorhaben)."""
    party: PartyRef
    """Who (Beteiligte)."""
    until: date
    """The last day (dabei bis)."""


@dataclass(frozen=True)
class AssignProjectResponsibility:
    """Record what one of those that carry a project is to see to from a day on (Zuständigkeit übertragen)."""

    id: ProjectRef
    """The project (Vorhaben)."""
    what: Name
    """What is to be seen to (Aufgabe)."""
    party: PartyRef
    """By whom: the lead or one that takes part (zuständige Stelle)."""
    since: date
    """The first day (gilt ab)."""
    until: date | None = None
    """The last day, not after the last on which it carries the project; none: no end is known (gilt bis)."""


@dataclass(frozen=True)
class EndProjectResponsibility:
    """Record that somebody is to see to something no more after a day (Zuständigkeit beenden)."""

    id: ProjectRef
    """The project (Vorhaben)."""
    number: ResponsibilityNumber
    """The number of the responsibility (Nummer)."""
    until: date
    """The last day (gilt bis)."""
