"""How a transfer stands on a day: by its own days, by whether its receiver is there, by its agreement, and by who is
party to that.

Nothing is assumed: a transfer holds only where all of it surely does.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from events.agreement.headcount import certainties, entries_of, leaves_on
from events.agreement.lifecycle import DAY, effective_from, ends_on, ready
from events.agreement.silence import after_silence
from events.agreement.state import Agreement
from events.competence.names import CompetenceNumber
from events.competence.state import Transfer
from events.formalities import LegalForm
from events.municipal_association import MunicipalAssociation
from events.refs import AgreementRef, BodyRef, HolderRef
from events.successors import Mergers
from events.when import Certainty, When, between, by, latest

Agreements = Mapping[str, Agreement | None]
"""Agreements by their refs."""
DELEGATING = (LegalForm.DELEGATING, LegalForm.SPECIAL_PURPOSE_ASSOCIATION)
"""The legal forms under which right and duty pass over."""


class TransferStanding(StrEnum):
    """How a transfer stands on a day, and why it does not hold (Stand einer Übertragung)."""

    HOLDS = "HOLDS"
    """It holds: the body it went to is competent (gilt)."""
    NOT_ACCEPTED = "NOT_ACCEPTED"
    """The receiver has not accepted it (nicht angenommen)."""
    REVOKED = "REVOKED"
    """It was revoked (widerrufen)."""
    RECEIVER_DISSOLVED = "RECEIVER_DISSOLVED"
    """The association whose body it went to is dissolved by the day (Empfänger aufgelöst)."""
    NOT_DELEGATING = "NOT_DELEGATING"
    """Right and duty do not pass over under its agreement, as that is recorded by now (nicht delegierend)."""
    NOT_IN_FORCE = "NOT_IN_FORCE"
    """Its agreement is not in force yet (Vereinbarung noch nicht in Kraft)."""
    AGREEMENT_ENDED = "AGREEMENT_ENDED"
    """Its agreement has ended (Vereinbarung beendet)."""
    NOT_A_PARTY = "NOT_A_PARTY"
    """The holder is not party to its agreement, or the receiver of a delegating one is not (kein Vertragspartner)."""
    UNCERTAIN = "UNCERTAIN"
    """Nobody has recorded the day on which its agreement came into force, or on which one joined or left it: it may
    hold, and counts as not holding (ungewiss)."""
    AGREEMENT_UNSEEN = "AGREEMENT_UNSEEN"
    """Its agreement may not be seen: it may hold, and counts as not holding (Vereinbarung nicht einsehbar)."""


UNSURE = (TransferStanding.UNCERTAIN, TransferStanding.AGREEMENT_UNSEEN)
"""Where it may hold."""


@dataclass(frozen=True)
class TransferOnDay:
    """A transfer of the matter, and how it stands on a day (Übertragung am Tag)."""

    number: CompetenceNumber
    """Its number among all of the holder (laufende Nummer)."""
    to: BodyRef
    """The body that it goes to (empfangendes Gremium)."""
    receiver: HolderRef
    """Whose body that is (Empfänger)."""
    agreement: AgreementRef
    """The agreement under which it is transferred (Vereinbarung)."""
    standing: TransferStanding
    """Whether it holds, and why not (Stand)."""


def in_force(agreement: Agreement, on: date) -> Certainty:
    """Whether an agreement is in force on a day; UNCERTAIN where all that it needs is there, but the day on which it
    came into force is neither recorded nor follows exactly."""
    begun, end = effective_from(agreement), ends_on(agreement)
    since = When(begun) if begun else ready(agreement)
    if since is not None and agreement.entry_agreed is not None and begun is None:
        since = latest((since, When(agreement.entry_agreed)))
    told = between(since, When(end) if end else None, on)
    return Certainty.UNCERTAIN if told is Certainty.YES and begun is None else told


def is_party(agreement: Agreement, ref: str, on: date, mergers: Mergers) -> Certainty:
    """Whether one is party to an agreement that is in force on a day, itself or by one that has become part of it."""
    known = certainties(agreement, on)
    found = [known[party.number] for party in entries_of(agreement, ref, on, mergers)]
    if not found:
        return Certainty.NO
    return Certainty.YES if Certainty.YES in found else Certainty.UNCERTAIN


def who_must_be_party(form: LegalForm, holder: str, receiver: str) -> tuple[str, ...]:
    """Those without whom nothing passes over: a special-purpose association is founded by its statutes, not party to
    them."""
    return (holder,) if form is LegalForm.SPECIAL_PURPOSE_ASSOCIATION else (holder, receiver)


def under(agreement: Agreement, holder: str, receiver: str, on: date, mergers: Mergers) -> TransferStanding:
    """Whether something passes over from one to another on a day, by their agreement alone."""
    agreement = after_silence(agreement, on)
    if agreement.form not in DELEGATING:
        return TransferStanding.NOT_DELEGATING
    end = ends_on(agreement)
    if end is not None and by(When(end), on) is Certainty.YES:
        return TransferStanding.AGREEMENT_ENDED
    forced = in_force(agreement, on)
    if forced is not Certainty.YES:
        return TransferStanding.NOT_IN_FORCE if forced is Certainty.NO else TransferStanding.UNCERTAIN
    parties = {is_party(agreement, ref, on, mergers) for ref in who_must_be_party(agreement.form, holder, receiver)}
    if Certainty.NO in parties:
        return TransferStanding.NOT_A_PARTY
    return TransferStanding.UNCERTAIN if Certainty.UNCERTAIN in parties else TransferStanding.HOLDS


def dissolved_from(ref: str, known: Mapping[str, Any]) -> date | None:
    """The first day on which a municipal association exists no more; none: it is none, or no such day is known."""
    state = known.get(ref)
    return state.dissolved if isinstance(state, MunicipalAssociation) else None


def is_dissolved(ref: str, on: date, known: Mapping[str, Any]) -> bool:
    """Whether one is a municipal association that is dissolved by a day."""
    dissolved = dissolved_from(ref, known)
    return dissolved is not None and dissolved <= on


def standing(
    transfer: Transfer, holder: str, on: date, agreements: Agreements, mergers: Mergers, known: Mapping[str, Any]
) -> TransferStanding:
    """How a transfer that was agreed by a day stands on it; `known` holds the receiver, if that may be dissolved."""
    if transfer.revoked is not None and transfer.revoked <= on:
        return TransferStanding.REVOKED
    if transfer.accepted is None or on < transfer.accepted:
        return TransferStanding.NOT_ACCEPTED
    if is_dissolved(transfer.receiver, on, known):
        return TransferStanding.RECEIVER_DISSOLVED
    agreement = agreements.get(transfer.agreement)
    if agreement is None:
        return TransferStanding.AGREEMENT_UNSEEN
    return under(agreement, holder, transfer.receiver, on, mergers)


def holds_until(
    transfer: Transfer, holder: str, agreement: Agreement, on: date, mergers: Mergers, known: Mapping[str, Any]
) -> date | None:
    """The last day on which a transfer that holds on a day surely does, as far as that is known: before it is revoked,
    its receiver is dissolved, its agreement ends, or one leaves that. None: no end is known."""
    agreement = after_silence(agreement, on)
    days = [transfer.revoked, dissolved_from(transfer.receiver, known), ends_on(agreement)]
    for ref in who_must_be_party(agreement.form, holder, transfer.receiver):
        leaving = [leaves_on(party) for party in entries_of(agreement, ref, on, mergers)]
        if None not in leaving:
            days.append(max(when.earliest for when in leaving if when is not None))
    return min((day - DAY for day in days if day is not None), default=None)
