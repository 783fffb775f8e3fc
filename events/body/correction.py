"""Correction of a body: facts recorded wrongly are given anew."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from events.body.members import BodyMember
from events.body.rule_terms import BodyRule
from events.body.statutes import BodyKind, BodyStatutes
from events.dated import DatedName
from events.refs import BodyRef, HolderRef
from events.values import EventId, Many


@dataclass(frozen=True)
class BodyCorrected:
    """Something recorded wrongly of a body was put right; what is none stays (Berichtigung)."""

    corrects: EventId
    """The event that recorded it wrongly (berichtigtes Ereignis)."""
    of: HolderRef | None = None
    """Whose body it is (Träger)."""
    form: BodyKind | None = None
    """What sort of body it is (Art)."""
    established: date | None = None
    """Its first day; what began with it begins then (besteht seit)."""
    names: tuple[DatedName, ...] | None = None
    """All its names, oldest first (alle Namen)."""
    statutes: tuple[BodyStatutes, ...] | None = None
    """All its statutes, oldest first (alle Satzungen)."""
    members: tuple[BodyMember, ...] | None = None
    """All memberships, by number (alle Mitgliedschaften)."""
    rules: tuple[BodyRule, ...] | None = None
    """All rules of decision, oldest first (alle Abstimmungsregeln)."""
    dissolved: date | None = None
    """The first day on which it is no more (aufgelöst zum)."""
    dissolution_withdrawn: bool = False
    """Whether it was never dissolved (Auflösung zurückgenommen)."""


@dataclass(frozen=True)
class CorrectBody:
    """Put right what was recorded wrongly of a body; needs a reason. What is left out stays; votings that were opened
    keep who could vote in them by which rule (Berichtigung)."""

    id: BodyRef
    """The body (Gremium)."""
    corrects: EventId
    """The event that recorded it wrongly (berichtigtes Ereignis)."""
    of: HolderRef | None = None
    """Whose body it is (Träger)."""
    kind: BodyKind | None = None
    """What sort of body it is (Art)."""
    established: date | None = None
    """Its first day; the first name and statutes begin then too, unless they are given (besteht seit)."""
    names: Annotated[tuple[DatedName, ...], Many(100)] | None = None
    """All its names, oldest first, the first from its first day on (alle Namen)."""
    statutes: Annotated[tuple[BodyStatutes, ...], Many(100)] | None = None
    """All its statutes, oldest first, the first from its first day on (alle Satzungen)."""
    members: Annotated[tuple[BodyMember, ...], Many(1_000)] | None = None
    """All memberships with the numbers they have; one that is left out never was. Others are appointed, not added here
    (alle Mitgliedschaften)."""
    rules: Annotated[tuple[BodyRule, ...], Many(500)] | None = None
    """All rules of decision (alle Abstimmungsregeln)."""
    dissolved: date | None = None
    """The first day on which it is no more (aufgelöst zum)."""
    dissolution_withdrawn: bool = False
    """True: it was never dissolved (Auflösung zurückgenommen)."""
