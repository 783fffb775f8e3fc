"""Clauses: each with a stable key, and every wording it has had, by the version of the agreement that brought it.

Several people draft at once: an edit names the edit of its clause that it was made from, so that edits of different
clauses never conflict.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from events.message import message
from events.refs import AgreementRef
from events.values import Kept, Many, Name, Passage, Text, Whole


class ClauseKind(StrEnum):
    """What a clause is about (Art des Paragraphen)."""

    PURPOSE = "PURPOSE"
    """Purpose (Zweck)."""
    TASKS = "TASKS"
    """Tasks (Aufgaben)."""
    GOALS = "GOALS"
    """Goals (Ziele)."""
    FINANCE = "FINANCE"
    """Finance (Finanzierung)."""
    STAFF = "STAFF"
    """Staff (Personal)."""
    BODIES = "BODIES"
    """Bodies (Gremien)."""
    AREA = "AREA"
    """Area (Gebiet)."""
    TERM = "TERM"
    """Term (Laufzeit)."""
    REVIEW = "REVIEW"
    """Review (Überprüfung)."""
    TERMINATION = "TERMINATION"
    """Termination (Kündigung)."""
    OTHER = "OTHER"
    """Anything else (Sonstiges)."""


ClauseKey = Annotated[int, Whole(1, 100_000)]
"""The clause's own number in its agreement, for ever, also when clauses are numbered anew (Kennung des Paragraphen)."""
ClauseEdit = Annotated[int, Whole(1, 1_000_000)]
ClauseNumber = Annotated[
    str,
    Text(
        12,
        pattern=r"[1-9][0-9]{0,2}[a-z]?(\.[1-9][0-9]{0,2}[a-z]?){0,2}",
        form=message("a number such as 3, 3a or 3.2"),
    ),
]
"""The number under which the clause is printed, such as 3 or 3a (Nummer, Paragraph)."""
VersionNumber = Annotated[int, Whole(1, 100_000)]
"""The number of a version of the agreement: 1 as concluded, then counted on (Fassung)."""


@dataclass(frozen=True)
class ClauseWording:
    """A clause as it is to read (Wortlaut)."""

    number: ClauseNumber
    """The number under which it is printed (Nummer)."""
    heading: Name
    """Its heading (Überschrift)."""
    kind: ClauseKind
    """What it is about (Art)."""
    text: Passage
    """Its text (Text)."""


@dataclass(frozen=True)
class KeptWording:
    """A clause as a version has it (Wortlaut)."""

    number: ClauseNumber
    """The number under which it is printed (Nummer)."""
    heading: Name
    """Its heading (Überschrift)."""
    kind: ClauseKind
    """What it is about (Art)."""
    text: Kept
    """Its text (Text)."""


@dataclass(frozen=True)
class ClauseRevision:
    """What a version of the agreement made of a clause (Änderung eines Paragraphen)."""

    version: VersionNumber
    """The version from which it holds (Fassung)."""
    wording: KeptWording | None
    """How it reads from then on; none: it is gone (Wortlaut)."""


@dataclass(frozen=True)
class Clause:
    """A clause with all it has been. `edits` counts how often it was edited, `drafts` holds the digests of its texts
    after the last so many edits: what an edit made from an older one is compared with."""

    key: ClauseKey
    revisions: tuple[ClauseRevision, ...]
    edits: ClauseEdit = 1
    drafts: tuple[Kept, ...] = ()


@dataclass(frozen=True)
class ClauseNumbering:
    """The number that a clause gets (neue Nummer)."""

    clause: ClauseKey
    """The clause (Paragraph)."""
    number: ClauseNumber
    """Its number (Nummer)."""


# --- Events ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ClauseAdded:
    """A clause entered the draft (Paragraph aufgenommen)."""

    clause: ClauseKey
    """The clause's key (Kennung)."""
    wording: ClauseWording
    """How it reads (Wortlaut)."""


@dataclass(frozen=True)
class ClauseRevised:
    """A clause of the draft reads otherwise; what is none stays (Paragraph geändert)."""

    clause: ClauseKey
    """The clause (Paragraph)."""
    heading: Name | None = None
    """Its heading (Überschrift)."""
    clause_kind: ClauseKind | None = None
    """What it is about (Art)."""
    text: Passage | None = None
    """Its text (Text)."""


@dataclass(frozen=True)
class ClauseRemoved:
    """A clause left the draft (Paragraph gestrichen)."""

    clause: ClauseKey
    """The clause (Paragraph)."""


@dataclass(frozen=True)
class ClausesRenumbered:
    """Clauses of the draft have other numbers (Paragraphen neu nummeriert)."""

    numbers: tuple[ClauseNumbering, ...]
    """The clauses and their numbers (neue Nummern)."""


# --- Commands --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class AddClause:
    """Enter a clause into the draft (Paragraphen aufnehmen)."""

    id: AgreementRef
    """The agreement (Vereinbarung)."""
    number: ClauseNumber
    """The number under which it is printed (Nummer)."""
    heading: Name
    """Its heading (Überschrift)."""
    kind: ClauseKind
    """What it is about (Art)."""
    text: Passage
    """Its text (Text)."""


@dataclass(frozen=True)
class ReviseClause:
    """Let a clause of the draft read otherwise; what is left out stays. Edits of other clauses meanwhile do not
    matter; one of this clause is answered with both texts and the one they started from (Paragraphen ändern)."""

    id: AgreementRef
    """The agreement (Vereinbarung)."""
    clause: ClauseKey
    """The clause (Paragraph)."""
    expected_clause_version: ClauseEdit
    """The clause's own version that the edit was made from (erwarteter Stand des Paragraphen)."""
    heading: Name | None = None
    """Its heading (Überschrift)."""
    kind: ClauseKind | None = None
    """What it is about (Art)."""
    text: Passage | None = None
    """Its text (Text)."""


@dataclass(frozen=True)
class RemoveClause:
    """Strike a clause from the draft (Paragraphen streichen)."""

    id: AgreementRef
    """The agreement (Vereinbarung)."""
    clause: ClauseKey
    """The clause (Paragraph)."""
    expected_clause_version: ClauseEdit
    """The clause's own version that was looked at (erwarteter Stand des Paragraphen)."""


@dataclass(frozen=True)
class RenumberClauses:
    """Give clauses of the draft other numbers, all at once (Paragraphen neu nummerieren)."""

    id: AgreementRef
    """The agreement (Vereinbarung)."""
    numbers: Annotated[tuple[ClauseNumbering, ...], Many(1_000)]
    """The clauses and their numbers (neue Nummern)."""
