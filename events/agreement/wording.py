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
"""The key of the clause in its agreement, which stays the same when clauses are renumbered (Kennung des
Paragraphen)."""
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
"""The number of a version of the agreement: 1 for the version that was concluded, then 2, 3 and so on (Fassung)."""


@dataclass(frozen=True)
class ClauseHead:
    """The number, heading and kind of a clause (Kopf eines Paragraphen)."""

    number: ClauseNumber
    """The number under which it is printed (Nummer)."""
    heading: Name
    """Its heading (Überschrift)."""
    kind: ClauseKind
    """What it is about (Art)."""


@dataclass(frozen=True)
class ClauseWording(ClauseHead):
    """The wording that a clause is to have (Wortlaut)."""

    text: Passage
    """Its text (Text)."""


@dataclass(frozen=True)
class KeptWording(ClauseHead):
    """The wording of a clause in a version (Wortlaut)."""

    text: TextDigest
    """Its text (Text)."""


@dataclass(frozen=True)
class ClauseRevision:
    """A change to a clause by a version of the agreement (Änderung eines Paragraphen)."""

    version: VersionNumber
    """The first version in which it applies (Fassung)."""
    wording: KeptWording | None
    """Its wording from then on; null if it was struck (Wortlaut)."""


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
