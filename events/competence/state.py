"""What is recorded of a holder's competences, with the days from which it holds, and how it reads on a day."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from events.competence.names import CompetenceNumber, CompetenceThemes
from events.period import during
from events.refs import AgreementRef, BodyRef, HolderRef
from events.terms import Code
from events.values import Allotted, Name


@dataclass(frozen=True)
class OfHolder:
    """A command on competences, or an event with which they can begin."""

    holder: HolderRef
    """Whose competence it is (Träger)."""


@dataclass(frozen=True)
class _NumberedCompetence:
    number: Annotated[CompetenceNumber, Allotted("competence")]
    """Its number among all of the holder (laufende Nummer)."""


# --- Assignments -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class AssignmentFacts:
    """What is said of an assignment."""

    matter: Code
    """The code of the matter in the county's list (Angelegenheit)."""
    body: BodyRef
    """The body, one of the holder's own (Gremium)."""
    since: date
    """The first day (von)."""
    until: date | None = None
    """The last day; null if no end is known (bis einschließlich)."""
    themes: CompetenceThemes = ()
    """The codes of the themes to which it is limited; empty: it holds for all (Themen)."""
    limit: Name | None = None
    """Its scope in words, such as "bis 50.000 EUR" (Umfang)."""


@dataclass(frozen=True)
class Assignment(AssignmentFacts, _NumberedCompetence):
    """A body of the holder exercises a matter for it (Zuständigkeit eines Gremiums)."""


# --- Transfers -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class TransferFacts:
    """What is said of a transfer."""

    matter: Code
    """The code of the matter in the county's list (Angelegenheit)."""
    to: BodyRef
    """The body that it goes to, of another holder (empfangendes Gremium)."""
    agreement: AgreementRef
    """The agreement under which it is transferred, in force on the first day; the holder is party to it
    (Vereinbarung)."""
    since: date
    """The first day on which it is agreed to hold (vereinbart ab)."""
    themes: CompetenceThemes = ()
    """The codes of the themes to which it is limited; empty: it holds for all (Themen)."""
    limit: Name | None = None
    """Its scope in words, such as "bis 50.000 EUR" (Umfang)."""


@dataclass(frozen=True)
class _Received:
    receiver: HolderRef
    """Whose body that is (Empfänger)."""


@dataclass(frozen=True)
class AgreedTransfer(TransferFacts, _Received, _NumberedCompetence):
    """A transfer as it was agreed."""


@dataclass(frozen=True)
class Transfer(AgreedTransfer):
    """A matter goes over to a body of another holder (Übertragung einer Zuständigkeit).

    Whether it holds on a day follows from its own days and from its agreement: it ends with the agreement, when the
    holder is party to it no more, and when the receiver is dissolved.
    """

    accepted: date | None = None
    """The day on which the receiver accepted it; null if it has not (angenommen am)."""
    revoked: date | None = None
    """The first day on which it is no longer in effect; null if it was not revoked (widerrufen zum)."""


# --- All of a holder -------------------------------------------------------------------------------------------


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


def view(state: Competences, on: date) -> CompetencesOnDay:
    """The competences of a holder as they stand on a day, by their own days alone."""
    assigned = during(state.assigned, on)
    transferred = tuple(each for each in state.transfers if _is_transferred(each, on))
    return CompetencesOnDay(
        holder=state.holder,
        assigned=assigned,
        transferred=transferred,
        bodies=tuple(dict.fromkeys((*(each.body for each in assigned), *(each.to for each in transferred)))),
        agreements=agreements_of(state),
        assignments=state.assigned,
        transfers=state.transfers,
    )


def _is_transferred(transfer: Transfer, on: date) -> bool:
    begun = transfer.accepted is not None and max(transfer.accepted, transfer.since) <= on
    return begun and (transfer.revoked is None or on < transfer.revoked)


def agreements_of(state: Competences | None) -> tuple[str, ...]:
    """The agreements under which a holder has transferred something: they are needed to tell who is competent."""
    return () if state is None else tuple(dict.fromkeys(each.agreement for each in state.transfers))


def named_by(state: Competences) -> tuple[str, ...]:
    """The bodies that competences name, and whose they are."""
    own = [each.body for each in state.assigned]
    to = [ref for each in state.transfers for ref in (each.to, each.receiver)]
    return tuple(dict.fromkeys((state.holder, *own, *to)))
