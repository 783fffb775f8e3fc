"""Transfers: a matter goes over to a body of another holder, under an agreement by which right and duty pass over."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from typing import Any

from events import authority
from events.acting import with_successors
from events.agreement.state import Agreement
from events.competence.assignments import HOLDER_TOO
from events.competence.names import CompetenceNumber, competence_of, meet
from events.competence.soundness import check_any, check_chosen, check_lasts, existing_body, looked_up
from events.competence.standing import TransferStanding, is_dissolved, under
from events.competence.state import AgreedTransfer, Competences, OfHolder, Transfer, TransferFacts, agreements_of
from events.dated import tells_day
from events.decider import Act, Part, Rejected, World, recorded, require
from events.formalities import LegalForm
from events.numbered import existing_part
from events.rules import check_known, check_not_before
from events.successors import mergers_in
from events.when import When, check_not_ahead

# --- Agreed ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class CompetenceTransferred(AgreedTransfer, OfHolder):
    """A matter is to go over to a body of another holder, once that accepts it (Übertragung vereinbart)."""


@dataclass(frozen=True)
class TransferCompetence(TransferFacts, OfHolder):
    """Record that a matter is to go over to a body of another holder, under a delegating agreement or the statutes of a
    special-purpose association; it holds once it is accepted (Zuständigkeit übertragen)."""


def _transfer(command: TransferCompetence, state: Competences, world: World) -> list[Any]:
    check_lasts(command.holder, command.since, world)
    agreed = recorded(
        Transfer,
        command,
        number=state.last_number + 1,
        receiver=_receiver(command, world),
        themes=tuple(sorted(command.themes)),
        accepted=None,
        revoked=None,
    )
    if any(replace(each, accepted=None) == replace(agreed, number=each.number) for each in state.transfers):
        return []
    check_known(command.agreement, "agreement", world)
    check_chosen(agreed, world)
    _check_passes(command.holder, agreed, agreed.since, "agreement", world)
    check_transferred_apart((*state.transfers, agreed), "matter")
    return [recorded(CompetenceTransferred, agreed, holder=command.holder)]


def _receiver(command: TransferCompetence, world: World) -> str:
    """Whose body a matter is to go to. Raises `Rejected` unless it exists on the day and is another's (OWN_BODY)."""
    body = existing_body(command.to, command.since, "to", world)
    require(
        body.of != command.holder,
        "OWN_BODY",
        "to",
        "This body belongs to the holder itself; assign the matter to it instead.",
    )
    receiver: str = body.of
    return receiver


def _check_passes(holder: str, transfer: Transfer, on: date, field: str, world: World) -> None:
    """Raise `Rejected` unless something surely passes over under the agreement on the day (NOT_DELEGATING,
    NOT_AN_ASSOCIATION, NOT_IN_FORCE, NOT_A_PARTY, UNCERTAIN), to one that exists (RECEIVER_DISSOLVED)."""
    require(
        not is_dissolved(transfer.receiver, on, world.states),
        "RECEIVER_DISSOLVED",
        field,
        "The association that would receive the matter is dissolved by {on}; choose another body or an earlier day.",
        on=on,
    )
    agreement: Agreement = world.states[transfer.agreement]
    stands = under(agreement, holder, transfer.receiver, on, mergers_in(world.states))
    match stands:
        case TransferStanding.NOT_DELEGATING:
            raise Rejected(
                "NOT_DELEGATING",
                field,
                "This agreement transfers no competence; name a delegating agreement, or the statutes of a "
                "special-purpose association.",
            )
        case TransferStanding.NOT_IN_FORCE | TransferStanding.AGREEMENT_ENDED:
            raise Rejected(
                "NOT_IN_FORCE",
                field,
                "The agreement is not in force on {on}; choose a day on which it is.",
                on=on,
            )
        case TransferStanding.NOT_A_PARTY:
            raise Rejected(
                "NOT_A_PARTY",
                field,
                "On {on} the holder, or the owner of the receiving body, is not a party to the agreement; name an "
                "agreement to which both are parties.",
                on=on,
            )
        case TransferStanding.UNCERTAIN:
            raise Rejected(
                "UNCERTAIN",
                field,
                "It is not known whether the agreement is in force for both on {on}; first record when it entered "
                "into force, and when each joined or left.",
                on=on,
            )
    require(
        agreement.form is not LegalForm.SPECIAL_PURPOSE_ASSOCIATION
        or transfer.receiver.startswith("municipal_association:"),
        "NOT_AN_ASSOCIATION",
        field,
        "Under the statutes of a special-purpose association a matter goes to a body of that association.",
    )


def check_transferred_apart(transfers: Iterable[Transfer], field: str) -> None:
    """Raise `Rejected` (OVERLAP) if two transfers, none of them revoked before the other begins, are of one matter and
    theme: an agreement that has ended may be prolonged, so it is not enough that one has."""
    for one, other in combinations(transfers, 2):
        require(
            one.matter != other.matter or not meet(one.themes, other.themes) or not _meet(one, other),
            "OVERLAP",
            field,
            "Transfer {number} is of the same matter and theme and is not revoked by then; revoke it first, even if "
            "its agreement has ended.",
            number=one.number,
        )


def _meet(one: Transfer, other: Transfer) -> bool:
    earlier, later = sorted((one, other), key=lambda each: each.since)
    return later.revoked != later.since and (earlier.revoked is None or later.since < earlier.revoked)


def _transferred(state: Competences, event: CompetenceTransferred) -> Competences:
    return _with(state, recorded(Transfer, event, accepted=None, revoked=None))


def _with(state: Competences, transfer: Transfer) -> Competences:
    others = (each for each in state.transfers if each.number != transfer.number)
    transfers = sorted((*others, transfer), key=lambda each: each.number)
    return replace(state, transfers=tuple(transfers), last_number=max(state.last_number, transfer.number))


def _rests(command: TransferCompetence, state: Competences | None, world: World) -> authority.Resting:
    """A decision for the holder about its competences: as a whole, for a transfer has no number before it is
    recorded."""
    about = competence_of(command.holder)
    return authority.Resting(authority.AuthorisedAct.TRANSFER_COMPETENCE, about, None, command.since, command.holder)


# --- Accepted --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class CompetenceTransferAccepted:
    """The receiver accepted a transfer (Übertragung angenommen)."""

    number: CompetenceNumber
    """The number of the transfer (laufende Nummer)."""
    on: date
    """The day, not a future one (angenommen am)."""


@dataclass(frozen=True)
class AcceptTransfer(CompetenceTransferAccepted, OfHolder):
    """Record that the receiver accepted a transfer; from then on, and from the day agreed on, it holds (Übertragung
    annehmen)."""


def _accept(command: AcceptTransfer, state: Competences, world: World) -> list[Any]:
    agreed = _existing(state, command.number)
    if not tells_day(agreed.accepted, command.on):
        return []
    accepted = replace(agreed, accepted=command.on)
    if agreed.revoked is not None and agreed.revoked <= _first_day(accepted):
        raise Rejected(
            "REVOKED",
            "on",
            "The transfer is no longer in effect from {revoked} on; choose an earlier day, or record a new transfer.",
            revoked=agreed.revoked,
        )
    _check_days(accepted, world.latest, "on")
    _check_passes(state.holder, accepted, _first_day(accepted), "on", world)
    return [recorded(CompetenceTransferAccepted, command)]


def _first_day(transfer: Transfer) -> date:
    """The first day on which a transfer that is accepted holds by its own days, or is agreed to."""
    return max(transfer.since, transfer.accepted or transfer.since)


def _existing(state: Competences, number: int) -> Transfer:
    check_any(state)
    return existing_part(
        state.transfers,
        number,
        "This holder has no transfer {number}; name one that its competences list.",
    )


def _check_days(transfer: Transfer, today: date, field: str) -> None:
    """Raise `Rejected` unless the days go together: accepted by now (IN_FUTURE), revoked not before it was agreed to
    hold, and after it was accepted (DATES_REVERSED)."""
    if transfer.accepted is not None:
        check_not_ahead(When(transfer.accepted), today, field)
    revoked = transfer.revoked
    if revoked is None:
        return
    check_not_before(revoked, transfer.since, field)
    require(
        transfer.accepted is None or transfer.accepted < revoked,
        "DATES_REVERSED",
        field,
        "The transfer is no longer in effect from {revoked} on; choose an earlier day for its acceptance.",
        revoked=revoked,
    )


def _accepted(state: Competences, event: CompetenceTransferAccepted) -> Competences:
    return _with(state, replace(_existing(state, event.number), accepted=event.on))


def _transferred_to(state: Competences | None, command: AcceptTransfer, world: World) -> Iterable[str]:
    """The agreements, and those to which something was transferred."""
    receivers = () if state is None else (each.receiver for each in state.transfers)
    return with_successors((*agreements_of(state), *receivers), world)


# --- Revoked ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class CompetenceTransferRevoked:
    """A transfer holds no more from a day on (Übertragung widerrufen)."""

    number: CompetenceNumber
    """The number of the transfer (laufende Nummer)."""
    on: date
    """The first day on which it holds no more (widerrufen zum)."""


@dataclass(frozen=True)
class RevokeTransfer(CompetenceTransferRevoked, OfHolder):
    """Record from which day on a transfer holds no more; before it is accepted it is withdrawn by that (Übertragung
    widerrufen)."""


def _revoke(command: RevokeTransfer, state: Competences, world: World) -> list[Any]:
    agreed = _existing(state, command.number)
    if not tells_day(agreed.revoked, command.on):
        return []
    _check_days(replace(agreed, revoked=command.on), world.latest, "on")
    return [recorded(CompetenceTransferRevoked, command)]


def _revoked(state: Competences, event: CompetenceTransferRevoked) -> Competences:
    return _with(state, replace(_existing(state, event.number), revoked=event.on))


TRANSFERS = Part(
    (
        Act(
            TransferCompetence,
            _transfer,
            {CompetenceTransferred: _transferred},
            HOLDER_TOO,
            reads=looked_up,
            rests=_rests,
        ),
        Act(AcceptTransfer, _accept, {CompetenceTransferAccepted: _accepted}, reads=_transferred_to),
        Act(RevokeTransfer, _revoke, {CompetenceTransferRevoked: _revoked}, HOLDER_TOO),
    )
)
