"""Reviews and the end: what follows from reviewing an agreement and from ending it; by when the next review is due."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from events.agreement.headcount import tally
from events.agreement.lifecycle import DAY, check_in_force, effective_from, status_on
from events.agreement.reviews import (
    AgreementReview,
    AgreementReviewed,
    AgreementTerminated,
    EndGround,
    RecordReview,
    TerminateAgreement,
    Termination,
)
from events.agreement.state import Agreement
from events.agreement.versions import number_in_force, terms_at
from events.agreement.view import AgreementStatus
from events.decider import Rejected, World, require
from events.months import after_months
from events.rules import check_in_order
from events.successors import mergers_in
from events.values import digest_of
from events.when import When, check_not_ahead


def review_due(state: Agreement, on: date) -> date | None:
    """The day by which the next review is due, as it stands on a day; None: the agreement is not in force then, or
    nothing asks for a review. Days are counted from the last review, so that they do not drift at the ends of months.
    """
    if status_on(state, on) is not AgreementStatus.IN_FORCE:
        return None
    last = next((review for review in reversed(state.reviews) if review.on <= on), None)
    if last is not None and last.next_due is not None:
        return last.next_due
    clause, since = terms_at(state, number_in_force(state, on)).review, _reviewed_since(state, on)
    if clause is None or since is None:
        return None
    if last is not None and last.on >= since:
        return after_months(last.on, clause.months)
    return clause.first or after_months(since, clause.months)


def _reviewed_since(state: Agreement, on: date) -> date | None:
    """The day from which, up to this one, every version has had a review clause: an amendment may bring the first."""
    begun = effective_from(state)
    starts = {begun, *(version.effective_from for version in state.versions)}
    since = None
    for start in sorted(day for day in starts if day is not None and begun is not None and begun <= day <= on):
        if terms_at(state, number_in_force(state, start)).review is None:
            since = None
        elif since is None:
            since = start
    return since


# --- What follows ----------------------------------------------------------------------------------------------


def _review(command: RecordReview, state: Agreement, world: World) -> list[Any]:
    check_in_force(state, command.on, "on")
    check_not_ahead(When(command.on), world.today, "on")
    review = AgreementReview(command.on, digest_of(command.findings), command.outcome, command.next_due)
    if review in state.reviews:
        return []
    require(
        all(each.on != command.on for each in state.reviews),
        "RECORDED_OTHERWISE",
        "on",
        "Another review of that very day is recorded; if it is wrong, correct it.",
    )
    check_next_due(review, "next_due")
    return [AgreementReviewed(command.on, command.findings, command.outcome, command.next_due)]


def check_next_due(review: AgreementReview, field: str) -> None:
    """Raise `Rejected` (DATES_REVERSED) unless the next review is due after this one."""
    check_in_order(review.on + DAY, review.next_due, field)


def _terminate(command: TerminateAgreement, state: Agreement, world: World) -> list[Any]:
    termination = Termination(command.on, command.ground)
    if state.termination == termination:
        return []
    if state.termination is not None:
        end = state.termination.on
        raise Rejected(
            "RECORDED_OTHERWISE",
            "on",
            "Another end is recorded, on {end}; if that is wrong, correct the agreement by withdrawing the end.",
            end=end,
        )
    check_in_force(state, command.on, "on")
    # The day is the first without it: it was in force on the one before.
    check_in_force(state, command.on - DAY, "on")
    if command.ground is EndGround.TOO_FEW_PARTIES:
        left = tally(state, command.on, mergers_in(world.states))
        require(
            left.most < 2,
            "STILL_PARTIES",
            "ground",
            "On {on} it has up to {most} parties; record who has left first, or name another ground.",
            on=command.on,
            most=left.most,
        )
    return [AgreementTerminated(command.on, command.ground)]


# --- What is then recorded -------------------------------------------------------------------------------------


def in_day_order(reviews: tuple[AgreementReview, ...]) -> tuple[AgreementReview, ...]:
    """Reviews in the order of their days."""
    return tuple(sorted(reviews, key=lambda review: review.on))


def _reviewed(state: Agreement, event: AgreementReviewed) -> Agreement:
    review = AgreementReview(event.on, digest_of(event.findings), event.outcome, event.next_due)
    return replace(state, reviews=in_day_order((*state.reviews, review)))


DECIDES: dict[type[Any], Callable[[Any, Agreement, World], list[Any]]] = {
    RecordReview: _review,
    TerminateAgreement: _terminate,
}
EVOLVES: dict[type[Any], Callable[[Agreement, Any], Agreement]] = {
    AgreementReviewed: _reviewed,
    AgreementTerminated: lambda state, event: replace(state, termination=Termination(event.on, event.ground)),
}
