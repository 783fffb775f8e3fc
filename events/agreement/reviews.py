"""Reviews of an agreement and its end; by when the next review is due."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from events.agreement.headcount import tally
from events.agreement.lifecycle import DAY, AgreementStatus, check_in_force, effective_from, status_on
from events.agreement.looked_up import every_party
from events.agreement.state import Agreement, AgreementReview, OfAgreement, ReviewOutcome, Termination, TerminationCause
from events.agreement.versions import number_in_force, terms_at
from events.decider import Act, Part, Rejected, World, recorded, require
from events.months import after_months
from events.rules import check_in_order
from events.successors import mergers_in
from events.values import Passage, digest_of
from events.when import HappenedOn, When, check_not_ahead

# --- Reviews ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class AgreementReviewed(HappenedOn):
    """The agreement was reviewed (überprüft)."""

    findings: Passage
    """What was found (Feststellungen)."""
    outcome: ReviewOutcome
    """What follows from it (Ergebnis)."""
    next_due: date | None = None
    """The day by which the next review is due; null if the review clause sets it (nächste Überprüfung bis)."""


@dataclass(frozen=True)
class RecordReview(AgreementReviewed, OfAgreement):
    """Record a review of the agreement (Überprüfung eintragen)."""


def _review(command: RecordReview, state: Agreement, world: World) -> list[Any]:
    check_in_force(state, command.on, "on")
    check_not_ahead(When(command.on), world.latest, "on")
    if _kept(command) in state.reviews:
        return []
    require(
        all(each.on != command.on for each in state.reviews),
        "RECORDED_OTHERWISE",
        "on",
        "Another review on the same day is already recorded; if it is wrong, correct it.",
    )
    check_in_order(command.on + DAY, command.next_due, "next_due")
    return [recorded(AgreementReviewed, command)]


def _reviewed(state: Agreement, event: AgreementReviewed) -> Agreement:
    reviews = (*state.reviews, _kept(event))
    return replace(state, reviews=tuple(sorted(reviews, key=lambda review: review.on)))


def _kept(told: AgreementReviewed) -> AgreementReview:
    return AgreementReview(told.on, digest_of(told.findings), told.outcome, told.next_due)


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


# --- The end ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class AgreementTerminated(Termination):
    """The end of the agreement was recorded (beendet)."""


@dataclass(frozen=True)
class TerminateAgreement(Termination, OfAgreement):
    """Record that the agreement ends (Vereinbarung beenden)."""


def _terminate(command: TerminateAgreement, state: Agreement, world: World) -> list[Any]:
    if state.termination == recorded(Termination, command):
        return []
    if state.termination is not None:
        end = state.termination.on
        raise Rejected(
            "RECORDED_OTHERWISE",
            "on",
            "Another end of the agreement is already recorded, on {end}; if it is wrong, correct it.",
            end=end,
        )
    check_in_force(state, command.on, "on")
    # The day is the first without it: it was in force on the one before.
    check_in_force(state, command.on - DAY, "on")
    if command.cause is TerminationCause.TOO_FEW_PARTIES:
        left = tally(state, command.on, mergers_in(world.states))
        require(
            left.most < 2,
            "STILL_PARTIES",
            "cause",
            "On {on} the agreement has up to {most} parties; first record which parties have left, or give another "
            "reason for its end.",
            on=command.on,
            most=left.most,
        )
    return [recorded(AgreementTerminated, command)]


REVIEWS = Part(
    (
        Act(RecordReview, _review, {AgreementReviewed: _reviewed}),
        Act(
            TerminateAgreement,
            _terminate,
            {AgreementTerminated: lambda state, event: replace(state, termination=recorded(Termination, event))},
            reads=every_party,
        ),
    )
)
