"""Soundness: what holds of every decision, whatever was recorded of it and put right."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

from events.decider import World, require
from events.decision.counting import all_answered, check_count
from events.decision.course import DecisionStatus
from events.decision.course_rules import FOLLOWING
from events.decision.state import Decision
from events.decision.voting import Voting
from events.decision.voting_rules import check_entitled, check_setting, proxy_of, seat_of, setting_of
from events.rules import check_in_order
from events.voting.cast import Vote
from events.voting.rule import VotingMode
from events.when import When, check_not_ahead

# --- The course ------------------------------------------------------------------------------------------------


def check_course(state: Decision, today: date, field: str) -> None:
    """Raise `Rejected` unless the days of a course rise up to today, and each step follows on the one before it."""
    for earlier, later in pairwise(state.steps):
        check_in_order(earlier.on, later.on, field)
    check_not_ahead(When(state.steps[-1].on), today, field)
    overridden = _overriding(state)
    for before, (earlier, later) in enumerate(pairwise(state.steps)):
        lawful = later.status in FOLLOWING[earlier.status]
        if before + 1 in overridden:
            lawful = later.status is not earlier.status
        require(
            lawful,
            "NOT_IN_ORDER",
            field,
            "It would be {status} from {on} on, after {before}, and that cannot be; give the steps too, without "
            "those that then did not happen.",
            status=later.status,
            on=later.on,
            before=earlier.status,
        )


def _overriding(state: Decision) -> set[int]:
    """Which of the steps, counted from 0, are overrides of an outcome: each two after the opening of its voting."""
    opened = [n for n, step in enumerate(state.steps) if step.status is DecisionStatus.VOTING]
    return {n + 2 for n, voting in zip(opened, state.votings, strict=True) if voting.override is not None}


# --- Votings ---------------------------------------------------------------------------------------------------


def check_voting(voting: Voting, state: Decision, world: World, field: str) -> None:
    """Raise `Rejected` unless a voting is such as could have been recorded one thing after another."""
    earlier = replace(state, votings=state.votings[: voting.number - 1])
    check_setting(setting_of(voting), earlier, world, field)
    _check_way(voting, field)
    for member in (*voting.attendance, *voting.conflicts):
        seat_of(voting, member, field)
    voters = [each.member for each in voting.ballots]
    principals = [each.principal for each in voting.proxies]
    for member in (
        *voters, *principals, *(each.proxy for each in voting.proxies), *voting.objections, *voting.agreeing
    ):  # fmt: skip
        check_entitled(voting, member, field)
    require(
        len(set(voters)) == len(voters) and len(set(principals)) == len(principals),
        "TWICE",
        field,
        "Each member votes once, and gives its vote to one proxy only.",
    )
    _check_proxies(voting, field)
    _check_ballots(voting, field)
    check_count(voting, field)
    _check_in_time(voting, field)


def _check_way(voting: Voting, field: str) -> None:
    """Raise `Rejected` (OTHER_MODE) if something is said that does not belong to the way of deciding."""
    meets, silent = voting.mode is VotingMode.MEETING, voting.mode is VotingMode.SILENT
    asked = voting.mode is VotingMode.CIRCULAR and voting.rule.circular_consent is not None
    require(
        (meets or not voting.attendance)
        and (silent or not voting.objections)
        and (asked or not voting.agreeing)
        and not (silent and (voting.ballots or voting.proxies or voting.count)),
        "OTHER_MODE",
        field,
        "Who is there belongs to a meeting, an objection to a silent procedure, an agreement to a circulation that "
        "asks for one, and votes to none that is silent; leave out what does not belong to this voting.",
    )


def _check_in_time(voting: Voting, field: str) -> None:
    """Raise `Rejected` if a voting ends before its last answer (DATES_REVERSED), an answer came after its deadline
    (DEADLINE_OVER), or a circulation was closed while members could still answer (BEFORE_DEADLINE)."""
    check_in_order(voting.answered or voting.opened, voting.closed, field)
    require(
        voting.answered is None or voting.deadline is None or voting.answered <= voting.deadline,
        "DEADLINE_OVER",
        field,
        "Answers that came on {answered} are recorded, after that deadline; give the votes that came in time, or "
        "another deadline.",
        answered=voting.answered,
    )
    over = voting.outcome is not None and voting.closed is not None
    require(
        not over
        or voting.mode is not VotingMode.CIRCULAR
        or voting.deadline is None
        or (voting.closed or voting.deadline) >= voting.deadline
        or all_answered(voting),
        "BEFORE_DEADLINE",
        field,
        "Members could answer until {deadline}, and not all have; give that day as its end or a later one, or an "
        "earlier deadline.",
        deadline=voting.deadline,
    )


def _check_proxies(voting: Voting, field: str) -> None:
    require(
        voting.rule.proxies or not voting.proxies,
        "NO_PROXIES",
        field,
        "The body's rule does not allow to vote for another; leave the proxies out.",
    )
    principals = {each.principal for each in voting.proxies}
    require(
        principals.isdisjoint(each.proxy for each in voting.proxies) and principals.isdisjoint(voting.attendance),
        "PASSED_ON",
        field,
        "Who gives its vote to a proxy is not there and holds no vote of another.",
    )


def _check_ballots(voting: Voting, field: str) -> None:
    require(
        not voting.ballots or (not voting.secret and voting.count is None),
        "CONTRADICTION",
        field,
        "Votes are recorded by name or counted without names, and those of a secret ballot counted only.",
    )
    require(
        voting.rule.abstention or all(each.vote is not Vote.ABSTAIN for each in voting.ballots),
        "NO_ABSTENTION",
        field,
        "The body's rule does not allow to abstain.",
    )
    require(
        voting.mode is not VotingMode.MEETING
        or all((proxy_of(voting, each.member) or each.member) in voting.attendance for each in voting.ballots),
        "NOT_PRESENT",
        field,
        "Who votes in a meeting is there; name everyone who voted among those present.",
    )


# --- What follows a decision -----------------------------------------------------------------------------------


def check_follow_ups(state: Decision, today: date, field: str) -> None:
    """Raise `Rejected` unless follow-up tasks were done when the decision was adopted, by today, and by the day on
    which it is carried out."""
    adopted = [step.on for step in state.steps if step.status is DecisionStatus.ADOPTED]
    implemented = state.steps[-1].on if state.steps[-1].status is DecisionStatus.IMPLEMENTED else None
    for task in state.follow_ups:
        if task.completed is not None:
            require(
                len(adopted) > 0,
                "NOT_ADOPTED",
                field,
                "The decision was never adopted, so nothing is done after it; leave out when tasks were done.",
            )
            check_in_order(adopted[0], task.completed, field)
            check_not_ahead(When(task.completed), today, field)
        require(
            implemented is None or (task.completed is not None and task.completed <= implemented),
            "FOLLOW_UPS_OPEN",
            field,
            "Follow-up task {number} is not done by the day on which the decision is carried out; give an earlier "
            "day, or leave out that step.",
            number=task.number,
        )
