"""Clauses: each with a stable key, and every wording it has had, by the version of the agreement that brought it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from events.message import message
from events.values import Name, Passage, Text, TextDigest, Whole, digest_of


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
"""The clause's own number in its agreement: it stays when clauses are numbered anew (Kennung des Paragraphen)."""
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
class ClauseHead:
    """Under what a clause is printed, and what it is about (Kopf eines Paragraphen)."""

    number: ClauseNumber
    """The number under which it is printed (Nummer)."""
    heading: Name
    """Its heading (Überschrift)."""
    kind: ClauseKind
    """What it is about (Art)."""


@dataclass(frozen=True)
class ClauseWording(ClauseHead):
    """A clause as it is to read (Wortlaut)."""

    text: Passage
    """Its text (Text)."""


@dataclass(frozen=True)
class KeptWording(ClauseHead):
    """A clause as a version has it (Wortlaut)."""

    text: TextDigest
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
    drafts: tuple[TextDigest, ...] = ()


def kept(wording: ClauseWording) -> KeptWording:
    """A wording as states hold it: its text by the digest."""
    return KeptWording(wording.number, wording.heading, wording.kind, digest_of(wording.text))
