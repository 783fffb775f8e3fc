"""Goal (Ziel): what the cooperation aims for, measured by an indicator along a path of targets.

A folder of its own: what can be done stands in its parts `course`, `path` and `measured`, what is recorded in `state`,
how it reads on a day in `view`, what follows from that by a day in `lifecycle` and `calculation`.
"""

from typing import Any

from events.aggregate import aggregate
from events.goal.course import COURSE
from events.goal.lifecycle import adopted_on
from events.goal.measured import MEASURED
from events.goal.path import PATH
from events.goal.responsibility import ANSWERING
from events.goal.state import Goal
from events.goal.view import GoalOnDay, view
from events.policy import Audience, Disclosure, Visibility


def audience(ref: str, state: Goal, event: Any) -> Audience:
    """A goal concerns all who have answered for it. It is public once it was adopted."""
    parties = frozenset({ref, *(each.party for each in state.responsibilities)})
    return Audience(Visibility.INTERNAL if adopted_on(state) is None else Visibility.PUBLIC, parties)


GOAL = aggregate(
    "goal",
    Goal,
    (COURSE, PATH, MEASURED),
    shown=GoalOnDay,
    view=view,
    disclosure=Disclosure(audience),
    may_correct=ANSWERING,
)
