"""Who may record what of a project besides the office: its lead everything, who takes part some of it, and who has
left nothing any more."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from events.decider import Act, World, require
from events.policy import OFFICE, Grants, Relation, Role
from events.project.carrying import carries, is_same, named_parties
from events.project.lifecycle import lead_on
from events.project.state import Project
from events.successors import become, mergers_in

CARRYING: Grants = {**OFFICE, Role.MUNICIPALITY: Relation.OWN, Role.PARTNER: Relation.OWN}
"""The office, and whoever carries the project."""
_OFFICES = ("county", "coordination_office")
Check = Callable[[Any, Project, str, World], None]
"""(command, state, who acts, world) -> raises `Rejected` where they may not."""


def acting(world: World) -> str | None:
    """The one for which alone the actor acts; none: the county's office, which acts for everyone."""
    ref = world.acts_for
    return None if ref is None or ref.partition(":")[0] in _OFFICES else ref


def by_lead(*acts: Act) -> tuple[Act, ...]:
    """The acts, which the lead of the project may do besides the office."""
    return tuple(allowed(act, _check_leads) for act in acts)


def by_all(*acts: Act) -> tuple[Act, ...]:
    """The acts, which everyone who carries the project may do besides the office."""
    return tuple(allowed(act, check_carries) for act in acts)


def allowed(act: Act, check: Check) -> Act:
    """The act, which those who carry the project may do besides the office, as far as the check lets them."""

    def decide(command: Any, state: Project, world: World) -> list[Any]:
        if (ref := acting(world)) is not None:
            check(command, state, ref, world)
        return act.decide(command, state, world)

    return replace(act, decide=decide, may=CARRYING)


def _check_leads(command: Any, state: Project, ref: str, world: World) -> None:
    """Raise `Rejected` (NOT_YOURS) where somebody does not lead the project today."""
    check_carries(command, state, ref, world)
    require(
        is_same(lead_on(state, world.today), ref, world.today, mergers_in(world.states)),
        "NOT_YOURS",
        "id",
        "You act for one that takes part; ask whoever leads the project, or the county's coordination, to record it.",
    )


def check_carries(command: Any, state: Project, ref: str, world: World) -> None:
    """Raise `Rejected` (NOT_YOURS) where somebody does not carry the project today."""
    require(
        carries(state, ref, world.today, mergers_in(world.states)),
        "NOT_YOURS",
        "id",
        "You act for one that does not carry the project today; ask whoever leads it, or the county's coordination, "
        "to record it.",
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
