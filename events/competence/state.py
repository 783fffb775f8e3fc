"""What is recorded of a holder's competences, with the days from which it holds, and how it reads on a day."""

from dataclasses import dataclass

from events.competence.assignments import Assignment
from events.competence.transfers import Transfer
from events.refs import AgreementRef, BodyRef, HolderRef


@dataclass(frozen=True)
class Competences:
    """All that is recorded of the competences of one holder, by number. `last_number` is the highest number given out,
    to assignments and transfers alike."""

    holder: HolderRef
    assigned: tuple[Assignment, ...] = ()
    transfers: tuple[Transfer, ...] = ()
    last_number: int = 0


@dataclass(frozen=True)
class CompetencesOnDay:
    """The competences of a holder: which of its bodies exercises what, and what it has transferred (Zuständigkeiten).

    Who is competent for a matter on a day, and why, is told by `competence` of the holder: that follows agreements too.
    """

    holder: HolderRef
    """Whose competences these are (Träger)."""
    assigned: tuple[Assignment, ...]
    """What its bodies exercise on the day, by number (Zuständigkeiten am Tag)."""
    transferred: tuple[Transfer, ...]
    """The transfers that are accepted and not revoked on the day, by number, whether or not their agreements are in
    force then (Übertragungen am Tag)."""
    bodies: tuple[BodyRef, ...]
    """The bodies that exercise a matter on the day, its own and those that one was transferred to (Gremien)."""
    agreements: tuple[AgreementRef, ...]
    """The agreements under which it has ever transferred a matter (Vereinbarungen)."""
    assignments: tuple[Assignment, ...]
    """All that its bodies have ever exercised, by number (alle Zuständigkeiten)."""
    transfers: tuple[Transfer, ...]
    """All that it has ever transferred, by number (alle Übertragungen)."""
