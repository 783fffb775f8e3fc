"""Soundness: what must still hold of an agreement after something recorded of it was put right."""

from datetime import date

from events.agreement.approval_rules import worked_with
from events.agreement.headcount import joined_on, leaves_on
from events.agreement.lifecycle import DAY, effective_from, is_concluded, ready
from events.agreement.state import Agreement
from events.agreement.versions import newest, wording_at
from events.decider import require
from events.rules import check_in_order
from events.when import Certainty, When, by


def check_sound(before: Agreement, after: Agreement) -> None:
    """Raise `Rejected` unless an agreement is still sound after a correction: concluded and in force if it was, its
    days in order, its clauses' numbers unique in every version, each party a party once at a time."""
    require(
        after.signing is None or is_concluded(after) or not is_concluded(before),
        "NOT_SIGNED",
        "parties",
        "One that has not signed can only have joined later; say when it joined.",
    )
    begun, since = effective_from(after), ready(after)
    require(
        (begun is not None and since is not None) or (after.entered is None and not worked_with(after)),
        "IN_FORCE",
        "",
        "The agreement is recorded as in force, so all that it needs must be there, and the day must follow from it; "
        "correct the first day of version 1 too, or the other way round.",
    )
    if begun is not None and since is not None:
        check_in_order(since.earliest, begun, "versions")
        _check_days(after, begun)
        _check_parties(after, begun)
    for number in range(1, newest(after) + 1):
        numbers = [clause.number for clause in wording_at(after, number)]
        require(
            len(set(numbers)) == len(numbers),
            "NUMBER_TAKEN",
            "clauses",
            "Two clauses of version {number} would bear the same number; give one of them another.",
            number=number,
        )


def _check_days(state: Agreement, begun: date) -> None:
    for version in state.versions:
        check_in_order(begun, version.effective_from, "versions")
    for review in state.reviews:
        check_in_order(begun, review.on, "versions")
    check_in_order(begun + DAY, state.termination.on if state.termination else None, "versions")


def _check_parties(state: Agreement, begun: date) -> None:
    before: dict[str, When | None] = {}
    for party in state.parties:
        joined, left = joined_on(party, begun), leaves_on(party)
        assert joined is not None
        if left is not None:
            check_in_order(joined.earliest + DAY, left.last, "parties")
        if party.party in before:
            require(
                by(before[party.party], joined.last) is not Certainty.NO,
                "ALREADY_A_PARTY",
                "parties",
                "It joined again before it had left; correct the day on which it joined.",
            )
        before[party.party] = left
