"""Whatever is tried with a project, in whatever order: nothing but a clear refusal is raised, what is recorded is sound
and reads on any day."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import given as drawn
from hypothesis import strategies as st

from events.project import PROJECT
from events.project.effects import DropEffect
from events.project.funding import DrawFunding, GrantFunding
from events.project.milestones import ReachMilestone, ReorderMilestone
from events.project.outline import ProposeProject
from events.project.state import FundingStatus, Milestone, Project, ProjectStatus
from events.project.view import view
from service.codec import decode_event, decode_state, encode, type_name
from tests.events.project.lives import BEGINNINGS, FULL, IDEA, MOVES, Life, begun, drawn_by
from tests.events.project.moves import Move
from tests.events.project.story import A, C
from tests.spec import day

N, P, R, Q, F, X = ProjectStatus
DAY, FAR, MERGED = timedelta(days=1), day("2150-01-01"), day("2023-03-01")
LAWFUL = {(N, P), (P, R), (R, Q), (Q, R), (R, F), (N, X), (P, X), (R, X), (Q, X)}


@drawn(BEGINNINGS, st.lists(MOVES, min_size=30, max_size=60))
def test_whatever_is_tried_a_project_stays_sound_and_reads_on_any_day(life: Life, moves: list[Move]) -> None:
    for move in moves:
        before = life.state
        for event in life.play(move):
            assert decode_event(type_name(event), encode(event)) == event
        if life.state != before:
            assert decode_state("project", encode(life.state)) == life.state
            check(life.state, before, life.today)


def test_every_command_succeeds_in_such_lives_and_some_often() -> None:
    done: Counter[type[Any]] = Counter()
    for seed in range(80):
        life = begun(FULL if seed % 4 else IDEA)
        for move in drawn_by(seed, 50):
            before = life.state
            life.play(move)
            if life.state != before:
                check(life.state, before, life.today)
        done.update(life.done)
    assert set(PROJECT.acts) - set(done) == {ProposeProject}, "it has happened already"
    often = {each: done[each] for each in (ReorderMilestone, DrawFunding, GrantFunding, ReachMilestone, DropEffect)}
    assert min(often.values()) >= 40, often


# --- What holds of every project -------------------------------------------------------------------------------


def now(ref: str, on: date) -> str:
    """Who somebody has become by a day."""
    return A if ref == C and on >= MERGED else ref


def carrying(state: Project, on: date) -> set[str]:
    return {now(party, on) for party in view(state, on).parties}


def check(state: Project, before: Project, today: date) -> None:
    """What holds of a project after an act."""
    check_sound(state, today)
    for kept in ("responsibilities", "fundings"):
        numbers = [each.number for each in getattr(state, kept)]
        assert numbers == [*range(1, len(numbers) + 1)]
        assert len(numbers) >= len(getattr(before, kept))
    assert state.last_milestone >= before.last_milestone


def check_sound(state: Project, today: date) -> None:
    """What holds of every project, said otherwise than its rules say it: day by day, as it reads."""
    check_course(state, today)
    check_milestones(state, today)
    check_money(state, today)
    for on in days_of(state):
        shown = view(state, on)
        assert [each.party for each in state.participants if runs(each, on)].count(shown.lead) == 0
        assert len({each.party for each in state.participants if runs(each, on)}) == len(shown.parties) - 1
        assert shown.blocked_since is None or shown.status in (P, R, Q)
        for each in state.responsibilities:
            assert not runs(each, on) or now(each.party, on) in carrying(state, on), (each, on)
    for kept in ("responsibilities", "fundings", "milestones"):
        numbers = [each.number for each in getattr(state, kept)]
        assert numbers == sorted(set(numbers)), kept


def runs(fact: Any, on: date) -> bool:
    return bool(fact.since <= on and (fact.until is None or on <= fact.until))


def check_course(state: Project, today: date) -> None:
    assert state.steps[0].status is N
    for earlier, later in pairwise(state.steps):
        assert (earlier.status, later.status) in LAWFUL
        assert earlier.on <= later.on <= today
    assert (state.steps[-1].status is F) == (state.result is not None)
    begun = state.steps[0].on
    dated: tuple[Any, ...] = (*state.leads, *state.participants, *state.responsibilities, *state.reporting)
    assert all(each.since >= begun for each in dated)
    lasting: tuple[Any, ...] = (*state.participants, *state.responsibilities, *state.blocks)
    assert all(each.until is None or each.until >= each.since for each in lasting)
    for report in state.reports:
        assert at_some_time(state, report.on) & {R, Q}
        assert report.on <= today
    for block in state.blocks:
        assert at_some_time(state, block.since) & {P, R, Q}
        assert (block.until or block.since) <= today
    assert all(one.until is not None and one.until <= other.since for one, other in pairwise(state.blocks))


def at_some_time(state: Project, on: date) -> set[ProjectStatus]:
    """How far it had come at the end of the day before, and by each step of the day."""
    return {view(state, on - DAY).status, *(step.status for step in state.steps if step.on == on)}


def check_milestones(state: Project, today: date) -> None:
    by_number = {each.number: each for each in state.milestones}
    assert len(by_number) == len(state.milestones)
    assert max(by_number, default=0) <= state.last_milestone
    approved = next((step.on for step in state.steps if step.status is P), FAR)
    ended = state.steps[-1].on if state.steps[-1].status in (F, X) else today
    for each in state.milestones:
        assert depth(each, by_number) <= len(by_number)
        if each.reached is not None:
            assert approved <= each.reached <= ended
            before = [by_number[number].reached for number in each.after]
            assert all(reached is not None and reached <= each.reached for reached in before)
        elif each.party is not None and state.steps[-1].status not in (F, X):
            assert now(each.party, FAR) in carrying(state, FAR)


def depth(milestone: Milestone, by_number: dict[int, Milestone], above: int = 0) -> int:
    """How many others it comes after in a row; more than there are where it comes after itself."""
    if above > len(by_number):
        return above
    return max((depth(by_number[number], by_number, above + 1) for number in milestone.after), default=above)


def check_money(state: Project, today: date) -> None:
    assert all(each.spent.cents == 0 or each.year <= today.year for each in state.budget)
    for each in state.fundings:
        decided = each.status is not FundingStatus.APPLIED
        assert decided == (each.decided_on is not None)
        assert (each.status is FundingStatus.GRANTED) == (each.granted is not None)
        days = [each.applied_on, *([each.decided_on] if each.decided_on else []), *(it.on for it in each.drawdowns)]
        assert days == sorted(days)
        assert days[-1] <= today
        granted = each.granted.cents if each.granted else 0
        assert sum(it.amount.cents for it in each.drawdowns) <= granted <= each.costs.cents
        assert all(it.amount.cents > 0 for it in each.drawdowns)
    for on in (date(1900, 1, 1), today, FAR):
        shown = view(state, on)
        assert shown.drawn.cents <= shown.granted.cents
        assert shown.own_contribution.cents >= shown.planned.cents - shown.granted.cents
        decided_by = [each for each in shown.fundings if each.status is not FundingStatus.APPLIED]
        assert all(each.own_contribution is not None for each in decided_by)


def days_of(value: Any) -> list[date]:
    """Every day that anything is said of, the one before and the one after, and days far off."""
    told = {each + by for each in (*_days(value), MERGED) for by in (-DAY, 0 * DAY, DAY)}
    return sorted({date(1900, 1, 1), *told, FAR})


def _days(value: Any) -> Iterator[date]:
    if isinstance(value, date):
        yield value
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _days(each)
    elif is_dataclass(value):
        for each in fields(value):
            yield from _days(getattr(value, each.name))
