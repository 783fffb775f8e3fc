"""How a holder's competences read on a day."""

from datetime import date

from events.competence.reckoning import agreements_of
from events.competence.state import Competences, CompetencesOnDay
from events.competence.transfers import Transfer
from events.period import during


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
