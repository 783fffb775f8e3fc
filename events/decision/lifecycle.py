"""The course of a decision by its days: what has come of it, also by silence that is not recorded yet."""

from dataclasses import replace
from datetime import date, timedelta

from events.body.rule_terms import rule_of
from events.decider import Rejected, require
from events.decision.state import Decision, DecisionStatus, DecisionStep, Voting
from events.decision.subjects import DecisionSubject
from events.voting.cast import Cast, Electorate
from events.voting.outcome import VotingOutcome, VotingResult
from events.voting.reckoning import outcome
from events.voting.rule import VotingMode

DAY = timedelta(days=1)
STATUS_OF = {
    VotingResult.ADOPTED: DecisionStatus.ADOPTED,
    VotingResult.REJECTED: DecisionStatus.REJECTED,
    VotingResult.NO_QUORUM: DecisionStatus.DEFERRED,
    VotingResult.NO_CONSENT: DecisionStatus.DEFERRED,
}
"""How far a decision comes by the result of a voting."""
STANDING = (DecisionStatus.ADOPTED, DecisionStatus.IMPLEMENTED)
"""A decision that was adopted and holds."""


# --- Votings ---------------------------------------------------------------------------------------------------


def cast_of(voting: Voting) -> Cast:
    """All of a voting that its outcome is reckoned from."""
    return Cast(
        mode=voting.mode,
        rule=rule_of(voting.rule),
        electorate=voting.electorate,
        second=voting.second_of is not None,
        attendance=voting.attendance,
        conflicts=voting.conflicts,
        proxies=voting.proxies,
        ballots=voting.ballots,
        count=voting.count,
        objections=voting.objections,
        agreeing=tuple(each.member for each in voting.agreeing),
    )


def running(state: Decision) -> Voting | None:
    """The voting that is open, if one is by what is recorded."""
    return state.votings[-1] if state.votings and state.votings[-1].closed is None else None


def result_of(voting: Voting, on: date = date.max) -> VotingResult | None:
    """What holds of a voting on a day: its outcome, or what took its place by then; None: it has none."""
    if voting.override is not None and voting.override.on <= on:
        return voting.override.result
    return None if voting.outcome is None else voting.outcome.result


def with_step(state: Decision, status: DecisionStatus, on: date) -> Decision:
    """The decision after one more step."""
    return replace(state, steps=(*state.steps, DecisionStep(status, on)))


def with_voting(state: Decision, voting: Voting) -> Decision:
    """The decision with its last voting as it is now."""
    return replace(state, votings=(*state.votings[:-1], voting))


def parties_of(electorate: Electorate) -> tuple[str, ...]:
    """Those whom the members with voting right represent, each once."""
    return tuple(sorted({seat.party for seat in electorate.seats if seat.party is not None}))


def ended(state: Decision, on: date, reckoned: VotingOutcome) -> Decision:
    """The decision after its open voting was closed with an outcome."""
    after = with_voting(state, replace(state.votings[-1], closed=on, outcome=reckoned))
    return with_step(after, STATUS_OF[reckoned.result], on)


# --- Silence ---------------------------------------------------------------------------------------------------


def silence_over(state: Decision, on: date) -> tuple[date, VotingOutcome] | None:
    """What silence has brought about by a day and is not recorded: the outcome of a silent procedure, and the first day
    after its deadline."""
    voting = running(state)
    if voting is None or voting.mode is not VotingMode.SILENT or voting.deadline is None or on <= voting.deadline:
        return None
    return voting.deadline + DAY, outcome(cast_of(voting))


def after_silence(state: Decision, on: date) -> Decision:
    """The decision with what silence has brought about by a day, whether or not it is recorded."""
    over = silence_over(state, on)
    return state if over is None else ended(state, *over)


# --- Status ----------------------------------------------------------------------------------------------------


def status_on(state: Decision, on: date) -> DecisionStatus:
    """How far a decision has come by a day; before it was drafted, as it began."""
    return step_on(after_silence(state, on), on).status


def step_on(state: Decision, on: date) -> DecisionStep:
    """The last step of a course by a day; before the first, the first."""
    begun = [step for step in state.steps if step.on <= on]
    return begun[-1] if begun else state.steps[0]


def adopted_on(state: Decision, on: date) -> date | None:
    """The day on which a decision that holds on a day was adopted; None: it is not by then, or holds no more."""
    state = after_silence(state, on)
    if step_on(state, on).status not in STANDING:
        return None
    return max(step.on for step in state.steps if step.status is DecisionStatus.ADOPTED and step.on <= on)


# --- What rests on it ------------------------------------------------------------------------------------------


def check_authorises(
    state: Decision, subject: DecisionSubject, on: date, today: date | None = None, field: str = "authority"
) -> None:
    """Raise `Rejected` unless an act of a day can rest on a decision: it is about that very subject (OTHER_SUBJECT),
    and on the day it is adopted (NOT_ADOPTED) and neither revoked nor superseded (REVOKED).

    For an act of a future day give `today` too: what silence may bring about until then has not happened.
    """
    on = on if today is None else min(on, today)
    require(
        subject in state.subjects,
        "OTHER_SUBJECT",
        field,
        "That decision is about something else; name the decision that is about this.",
    )
    check_holds(state, on, field)


def check_holds(state: Decision, on: date, field: str) -> None:
    """Raise `Rejected` unless a decision is adopted by a day (NOT_ADOPTED) and neither revoked nor superseded
    (REVOKED)."""
    status = status_on(state, on)
    if status in (DecisionStatus.REVOKED, DecisionStatus.SUPERSEDED):
        raise Rejected(
            "REVOKED",
            field,
            "That decision had been revoked or superseded by {on}; name the decision that is in effect.",
            on=on,
        )
    require(
        status in STANDING,
        "NOT_ADOPTED",
        field,
        "That decision had not been adopted by {on}; name one that had, or choose the day of its adoption or a later "
        "one.",
        on=on,
    )
