"""The agenda of a meeting: its items in their order, public and non-public ones."""

from dataclasses import dataclass
from typing import Annotated

from events.refs import DecisionRef, MeetingRef, ProjectRef
from events.values import Kept, Many, Passage, Title, Whole

ItemNumber = Annotated[int, Whole(1, 10_000)]
ItemNumbers = Annotated[tuple[ItemNumber, ...], Many(500)]


@dataclass(frozen=True)
class AgendaItem:
    """Something that is on a meeting's agenda (Tagesordnungspunkt)."""

    number: ItemNumber
    """Its number, which is never used again; its place in the agenda is another (Nummer)."""
    title: Title
    """What it is about (Betreff)."""
    public: bool = True
    """Whether it is dealt with in public (öffentlich)."""
    decision: DecisionRef | None = None
    """The decision that is to be taken or told of (Beschluss)."""
    project: ProjectRef | None = None
    """The project that is talked about (Vorhaben)."""
    notes: Kept | None = None
    """What there is to know about it (Erläuterung)."""


# --- Events ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class AgendaItemAdded:
    """An item was put last on a meeting's agenda (Tagesordnungspunkt aufgenommen)."""

    number: ItemNumber
    """Its number (Nummer)."""
    title: Title
    """What it is about (Betreff)."""
    public: bool
    """Whether it is dealt with in public (öffentlich)."""
    decision: DecisionRef | None
    """The decision that is to be taken or told of (Beschluss)."""
    project: ProjectRef | None
    """The project that is talked about (Vorhaben)."""
    notes: Passage | None
    """What there is to know about it (Erläuterung)."""


@dataclass(frozen=True)
class AgendaItemRevised:
    """An item of a meeting's agenda is told otherwise (Tagesordnungspunkt geändert)."""

    number: ItemNumber
    """Its number (Nummer)."""
    title: Title
    """What it is about (Betreff)."""
    public: bool
    """Whether it is dealt with in public (öffentlich)."""
    decision: DecisionRef | None
    """The decision that is to be taken or told of (Beschluss)."""
    project: ProjectRef | None
    """The project that is talked about (Vorhaben)."""
    notes: Passage | None
    """What there is to know about it (Erläuterung)."""


@dataclass(frozen=True)
class AgendaItemRemoved:
    """An item was taken off a meeting's agenda (Tagesordnungspunkt abgesetzt)."""

    number: ItemNumber
    """Its number (Nummer)."""
    public: bool
    """Whether it was to be dealt with in public (öffentlich)."""
    decision: DecisionRef | None = None
    """The decision that was to be taken or told of (Beschluss)."""


@dataclass(frozen=True)
class AgendaReordered:
    """The items of a meeting's agenda come in another order (Tagesordnung umgestellt)."""

    numbers: ItemNumbers
    """The numbers of all items in their new order (Nummern)."""


# --- Commands --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class AddAgendaItem:
    """Put an item last on a meeting's agenda; needs a reason once its members are invited (Tagesordnungspunkt
    aufnehmen)."""

    id: MeetingRef
    """The meeting (Sitzung)."""
    title: Title
    """What it is about; that of a non-public item is seen only by those whom it concerns (Betreff)."""
    public: bool = True
    """Whether it is dealt with in public; of a meeting that is not public, nothing is (öffentlich)."""
    decision: DecisionRef | None = None
    """The decision that is to be taken or told of (Beschluss)."""
    project: ProjectRef | None = None
    """The project that is talked about (Vorhaben)."""
    notes: Passage | None = None
    """What there is to know about it; it names no persons (Erläuterung)."""


@dataclass(frozen=True)
class ReviseAgendaItem:
    """Tell an item of a meeting's agenda otherwise, all of it anew; needs a reason once its members are invited. What
    was said in public stays in the public history (Tagesordnungspunkt ändern)."""

    id: MeetingRef
    """The meeting (Sitzung)."""
    number: ItemNumber
    """The number of the item (Nummer)."""
    title: Title
    """What it is about (Betreff)."""
    public: bool = True
    """Whether it is dealt with in public (öffentlich)."""
    decision: DecisionRef | None = None
    """The decision that is to be taken or told of (Beschluss)."""
    project: ProjectRef | None = None
    """The project that is talked about (Vorhaben)."""
    notes: Passage | None = None
    """What there is to know about it; it names no persons (Erläuterung)."""


@dataclass(frozen=True)
class RemoveAgendaItem:
    """Take an item off a meeting's agenda; needs a reason once its members are invited (Tagesordnungspunkt
    absetzen)."""

    id: MeetingRef
    """The meeting (Sitzung)."""
    number: ItemNumber
    """The number of the item (Nummer)."""


@dataclass(frozen=True)
class ReorderAgenda:
    """Put the items of a meeting's agenda in another order (Tagesordnung umstellen)."""

    id: MeetingRef
    """The meeting (Sitzung)."""
    numbers: ItemNumbers
    """The numbers of all items, in their new order (Nummern)."""
