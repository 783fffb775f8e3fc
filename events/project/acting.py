"""Who may record what of a project besides the office: its lead everything, who takes part some of it, and who has
left nothing any more."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from events.acting import acting
from events.decider import Act, World, require
from events.policy import OFFICE, Grants, Relation, Role
from events.project.carrying import carries, is_same, named_parties
from events.project.lifecycle import lead_on
from events.project.state import Project
from events.successors import become, mergers_in

CARRYING: Grants = {**OFFICE, Role.MUNICIPALITY: Relation.OWN, Role.PARTNER: Relation.OWN}
"""The office, and whoever carries the project."""


def by_lead(*acts: Act) -> tuple[Act, ...]:
    """The acts, which the lead of the project may do besides the office."""
    return tuple(replace(act, may=CARRYING, theirs=_check_leads) for act in acts)


def by_all(*acts: Act) -> tuple[Act, ...]:
    """The acts, which the lead and the participants may do besides the office."""
    return tuple(replace(act, may=CARRYING, theirs=check_carries_today) for act in acts)


def _check_leads(state: Project, world: World) -> None:
    """Raise `Rejected` (NOT_YOURS) where the actor acts for one that does not lead the project today."""
    check_carries_today(state, world)
    ref = acting(world)
    require(
        ref is None or is_same(lead_on(state, world.today), ref, world.today, mergers_in(world.states)),
        "NOT_YOURS",
        "id",
        "The municipality or partner that you act for does not lead the project; ask whoever leads it, or the "
        "coordination office, to record this.",
    )


def check_carries_today(state: Project, world: World) -> None:
    """Raise `Rejected` (NOT_YOURS) where the actor acts for one that neither leads the project today nor takes part."""
    ref = acting(world)
    require(
        ref is None or carries(state, ref, world.today, mergers_in(world.states)),
        "NOT_YOURS",
        "id",
        "The municipality or partner that you act for neither leads the project today nor takes part in it; ask "
        "whoever leads it, or the coordination office, to record this.",
    )


# --- What is looked at -----------------------------------------------------------------------------------------


def reads_acting(state: Project | None, command: Any, world: World) -> Iterable[str]:
    """Whoever acts for one alone, and who has become whom; nobody where the office acts."""
    ref = acting(world)
    return () if ref is None else (ref, *reads_successors(state, command, world))


def reads_successors(state: Project | None, command: Any, world: World) -> Iterable[str]:
    """All who carry the project, with the line of those that they and all that is loaded become."""
    named = () if state is None else named_parties(state)
    # Asked again with the next successor loaded, until there is none.
    mergers = mergers_in(world.states)
    return (*named, *(become(each, date.max, mergers) for each in (*named, *world.states)))
