"""Milestones depend on each other without a circle."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.decider import Rejected
from events.project.course import ProjectStarted
from events.project.milestones import (
    AddMilestone,
    MilestoneAdded,
    MilestoneReached,
    MilestoneRemoved,
    ReachMilestone,
    RemoveMilestone,
    ReopenMilestone,
    ReorderMilestone,
    RescheduleMilestone,
    RestateMilestone,
    check_dependencies,
)
from events.project.state import Milestone
from tests.events.project.story import AHEAD, DAY, HERE, LATER, PROPOSED, STARTED, milestone, project, proposed, running
from tests.spec import state_of

CHAIN = (*running, milestone(1), milestone(2, 1), milestone(3, 2))


@pytest.mark.parametrize(
    ("number", "after", "told"),
    [(1, (1,), "1"), (1, (2,), "1, 2"), (1, (3,), "1, 2, 3"), (2, (1, 3), "2, 3")],
)
def test_a_circle_is_refused_and_told(number: int, after: tuple[int, ...], told: str) -> None:
    outcome = project(*CHAIN).when(ReorderMilestone(HERE, number, after))
    outcome.rejects("CIRCLE", "after")
    with pytest.raises(Rejected, match=f"in a circle: {told}\\."):
        outcome.decided(state_of(*CHAIN))


def test_what_hangs_on_a_circle_is_not_part_of_it() -> None:
    hanging = (Milestone(1, "a", DAY, (3,)), Milestone(2, "b", DAY, (1, 3)), Milestone(3, "c", DAY, (1,)))
    with pytest.raises(Rejected, match="in a circle: 1, 3\\."):
        check_dependencies(hanging, "after")


@pytest.mark.parametrize(
    ("command", "code", "field"),
    [
        (AddMilestone(HERE, "Neu", DAY, (9,)), "NOT_FOUND", "after"),
        (AddMilestone(HERE, "Neu", DAY, (), "partner:9"), "NOT_FOUND", "party"),
        (RestateMilestone(HERE, 1, "Neu", "partner:9"), "NOT_FOUND", "party"),
        (ReorderMilestone(HERE, 1, (9,)), "NOT_FOUND", "after"),
        (ReorderMilestone(HERE, 9, ()), "NOT_FOUND", "number"),
        (RescheduleMilestone(HERE, 9, DAY), "NOT_FOUND", "number"),
        (ReachMilestone(HERE, 1, AHEAD), "IN_FUTURE", "on"),
        (ReachMilestone(HERE, 1, PROPOSED), "NOT_PLANNED", "on"),
        (ReachMilestone(HERE, 3, DAY), "DEPENDS_ON_OPEN", "number"),
        (RemoveMilestone(HERE, 1), "DEPENDED_UPON", "number"),
    ],
)
def test_rejects(command: Any, code: str, field: str) -> None:
    project(*CHAIN).when(command).rejects(code, field)


@pytest.mark.parametrize(
    "command",
    [
        AddMilestone(HERE, "Schritt 2", DAY, (1,)),
        RescheduleMilestone(HERE, 1, DAY),
        ReorderMilestone(HERE, 2, (1,)),
        RestateMilestone(HERE, 1, "Schritt 1"),
        ReopenMilestone(HERE, 1),
    ],
)
def test_what_is_so_already_changes_nothing(command: Any) -> None:
    project(*CHAIN).when(command).then_nothing()


def test_what_was_reached_stays_so_until_it_is_reopened() -> None:
    reached = (*CHAIN, MilestoneReached(1, STARTED), MilestoneReached(2, DAY))
    project(*reached).when(ReachMilestone(HERE, 1, STARTED)).then_nothing()
    project(*reached).when(ReachMilestone(HERE, 1, DAY)).rejects("RECORDED_OTHERWISE", "on")
    project(*reached).when(ReopenMilestone(HERE, 1)).rejects("DEPENDED_UPON", "number")
    project(*reached).when(ReopenMilestone(HERE, 2), reason=False).rejects("REASON_REQUIRED", "reason")
    # Reached before what it depends on was: not by that day.
    project(*reached).when(ReachMilestone(HERE, 3, STARTED)).rejects("DEPENDS_ON_OPEN", "number")
    project(*reached).when(ReachMilestone(HERE, 3, DAY)).then(MilestoneReached(3, DAY))


def test_milestones_of_an_idea_move_without_a_reason() -> None:
    idea = (proposed, milestone(1))
    move, strike = RescheduleMilestone(HERE, 1, LATER), RemoveMilestone(HERE, 1)
    for command in (move, strike):
        assert len(project(*idea).when(command, reason=False).decided(state_of(*idea))) == 1
        planned = (*running, milestone(1))
        project(*planned).when(command, reason=False).rejects("REASON_REQUIRED", "reason")


def test_a_number_is_never_given_twice() -> None:
    struck = (*running, milestone(1), MilestoneRemoved(1))
    project(*struck).when(AddMilestone(HERE, "Neu", DAY)).then(MilestoneAdded(2, "Neu", DAY, (), None))
    assert isinstance(running[-1], ProjectStarted)


@given(st.dictionaries(st.integers(1, 8), st.sets(st.integers(1, 8), max_size=4), max_size=8))
def test_what_is_accepted_can_be_done_in_some_order(wanted: dict[int, set[int]]) -> None:
    milestones = [Milestone(number, "x", DAY, tuple(sorted(after))) for number, after in sorted(wanted.items())]
    try:
        check_dependencies(milestones, "after")
    except Rejected as rejected:
        if rejected.code == "CIRCLE":
            assert not ordered(wanted)
        else:
            assert any(not after <= wanted.keys() for after in wanted.values())
    else:
        assert ordered(wanted)


def ordered(wanted: dict[int, set[int]]) -> bool:
    """Whether everything can be done one after another: looked for depth first, another way than the rule's."""
    done: set[int] = set()

    def visit(number: int, above: frozenset[int]) -> bool:
        if number in above or number not in wanted:
            return False
        if number not in done and all(visit(each, above | {number}) for each in wanted[number]):
            done.add(number)
        return number in done

    return all(visit(number, frozenset()) for number in wanted)
