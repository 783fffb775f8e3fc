"""Transfers: what follows from agreeing, accepting and revoking one."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from events.competence.soundness import (
    check_chosen,
    check_lasts,
    check_passes,
    check_transfer_days,
    check_transferred_apart,
    first_day,
    receiver_of,
)
from events.competence.state import Competences
from events.competence.transfers import (
    AcceptTransfer,
    CompetenceTransferAccepted,
    CompetenceTransferred,
    CompetenceTransferRevoked,
    RevokeTransfer,
    Transfer,
    TransferCompetence,
)
from events.decider import Rejected, World
from events.rules import check_known


def transfer(command: TransferCompetence, state: Competences | None, world: World) -> list[Any]:
    """What follows from agreeing that a matter goes over to a body of another holder."""
    transfers = () if state is None else state.transfers
    check_lasts(command.holder, command.since, "since", world)
    agreed = Transfer(
        number=1 if state is None else state.last_number + 1,
        matter=command.matter,
        to=command.to,
        receiver=receiver_of(command.holder, command.to, command.since, "to", world),
        agreement=command.agreement,
        since=command.since,
        themes=tuple(sorted(command.themes)),
        limit=command.limit,
    )
    if any(replace(each, accepted=None) == replace(agreed, number=each.number) for each in transfers):
        return []
    check_known(command.agreement, "agreement", world)
    check_chosen(agreed, ("matter", "themes"), world)
    check_passes(command.holder, agreed, agreed.since, "agreement", world)
    check_transferred_apart((*transfers, agreed), "matter")
    return [
        CompetenceTransferred(
            holder=command.holder,
            number=agreed.number,
            matter=agreed.matter,
            to=agreed.to,
            receiver=agreed.receiver,
            agreement=agreed.agreement,
            since=agreed.since,
            themes=agreed.themes,
            limit=agreed.limit,
        )
    ]


def accept(command: AcceptTransfer, state: Competences, world: World) -> list[Any]:
    """What follows from accepting a transfer: from then on, and from the day agreed on, it holds."""
    agreed = _numbered(state, command.number)
    if agreed.accepted == command.on:
        return []
    if agreed.accepted is not None:
        raise Rejected(
            "RECORDED_OTHERWISE",
            "on",
            "It was accepted on {accepted}; if that is wrong, correct it.",
            accepted=agreed.accepted,
        )
    accepted = replace(agreed, accepted=command.on)
    if agreed.revoked is not None and agreed.revoked <= first_day(accepted):
        raise Rejected(
            "REVOKED",
            "on",
            "From {revoked} on it holds no more; only a day before can be recorded, or a new transfer.",
            revoked=agreed.revoked,
        )
    check_transfer_days(accepted, world.today, "on")
    check_passes(state.holder, accepted, first_day(accepted), "on", world)
    return [CompetenceTransferAccepted(command.number, command.on)]


def revoke(command: RevokeTransfer, state: Competences, world: World) -> list[Any]:
    """What follows from revoking a transfer, or withdrawing one that was not accepted."""
    agreed = _numbered(state, command.number)
    if agreed.revoked == command.on:
        return []
    if agreed.revoked is not None:
        raise Rejected(
            "RECORDED_OTHERWISE",
            "on",
            "It was revoked from {revoked} on; if that is wrong, correct it.",
            revoked=agreed.revoked,
        )
    check_transfer_days(replace(agreed, revoked=command.on), world.today, "on")
    return [CompetenceTransferRevoked(command.number, command.on)]


def _numbered(state: Competences, number: int) -> Transfer:
    agreed = next((each for each in state.transfers if each.number == number), None)
    if agreed is None:
        raise Rejected(
            "NOT_FOUND",
            "number",
            "There is no transfer {number} of this holder; name one of those that its competences list.",
            number=number,
        )
    return agreed


# --- What is then recorded -------------------------------------------------------------------------------------


def transferred(state: Competences | None, event: CompetenceTransferred) -> Competences:
    """The competences after a transfer was agreed, which may be the first that is recorded of the holder."""
    agreed = Transfer(
        number=event.number,
        matter=event.matter,
        to=event.to,
        receiver=event.receiver,
        agreement=event.agreement,
        since=event.since,
        themes=event.themes,
        limit=event.limit,
    )
    state = state or Competences(event.holder)
    return replace(state, transfers=(*state.transfers, agreed), last_number=event.number)


def accepted(state: Competences, event: CompetenceTransferAccepted) -> Competences:
    """The competences after a transfer was accepted."""
    return _with(state, replace(_numbered(state, event.number), accepted=event.on))


def revoked(state: Competences, event: CompetenceTransferRevoked) -> Competences:
    """The competences after a transfer was revoked."""
    return _with(state, replace(_numbered(state, event.number), revoked=event.on))


def _with(state: Competences, after: Transfer) -> Competences:
    return replace(state, transfers=tuple(after if each.number == after.number else each for each in state.transfers))


DECIDES: dict[type[Any], Callable[[Any, Competences, World], list[Any]]] = {
    AcceptTransfer: accept,
    RevokeTransfer: revoke,
}
EVOLVES: dict[type[Any], Callable[[Competences, Any], Competences]] = {
    CompetenceTransferAccepted: accepted,
    CompetenceTransferRevoked: revoked,
}
