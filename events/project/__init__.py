"""Project (Vorhaben, Maßnahme) of municipalities and partners: from the idea to its result and what was learned.

Its parts are `outline`, `participants`, `milestones`, `budget`, `funding`, `effects`, `course` and `progress`. What is
recorded stands in `state`, how it reads on a day in `view`; what follows from it by a day in `lifecycle`, `carrying`
and `own_contribution`; who may record what in `acting`.
"""

from typing import Any

from events.aggregate import aggregate
from events.policy import Audience, Disclosure, Visibility
from events.project.acting import reads_acting
from events.project.budget import BUDGET
from events.project.course import COURSE
from events.project.effects import EFFECTS
from events.project.funding import FUNDING
from events.project.lifecycle import is_approved
from events.project.milestones import MILESTONES
from events.project.outline import OUTLINE
from events.project.participants import PARTICIPANTS
from events.project.progress import PROGRESS
from events.project.state import Project
from events.project.view import ProjectOnDay, view


def audience(ref: str, state: Project, event: Any) -> Audience:
    """A project concerns all who have ever carried it. It is public once it was more than an idea."""
    parties = frozenset({ref, *(each.party for each in state.leads), *(each.party for each in state.participants)})
    return Audience(Visibility.PUBLIC if is_approved(state) else Visibility.INTERNAL, parties)


PROJECT = aggregate(
    "project",
    Project,
    (OUTLINE, PARTICIPANTS, MILESTONES, BUDGET, FUNDING, EFFECTS, COURSE, PROGRESS),
    shown=ProjectOnDay,
    view=view,
    reads=reads_acting,
    disclosure=Disclosure(audience),
)
