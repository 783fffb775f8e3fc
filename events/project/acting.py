"""Who may record what of a project, besides the office: its lead everything, who takes part some of it, and who has
left nothing any more."""

from typing import Any

from events.decider import World, require
from events.project.carrying import carries, is_same
from events.project.course import ReportProgress
from events.project.lifecycle import lead_on
from events.project.milestones import ReachMilestone
from events.project.state import Project
from events.successors import mergers_in

_OFFICES = ("county", "coordination_office")
_BY_ALL = (ReachMilestone, ReportProgress)
"""What not only the lead may record, but everyone who carries the project."""


def acting(world: World) -> str | None:
    """The one for which alone the actor acts; none: the county's office, which acts for everyone."""
    ref = world.acts_for
    return None if ref is None or ref.partition(":")[0] in _OFFICES else ref


def check_acts(command: Any, state: Project, world: World) -> None:
    """Raise `Rejected` (NOT_YOURS) where the actor acts for one that does not carry the project today, or that does
    not lead it and records what only its lead may. Who sees to a milestone may always reach it."""
    ref, mergers = acting(world), mergers_in(world.states)
    if ref is None:
        return
    if isinstance(command, ReachMilestone):
        parties = [each.party for each in state.milestones if each.number == command.number and each.party is not None]
        if any(is_same(party, ref, world.today, mergers) for party in parties):
            return
    require(
        carries(state, ref, world.today, mergers),
        "NOT_YOURS",
        "id",
        "You act for one that does not carry the project today; ask whoever leads it, or the county's coordination, "
        "to record it.",
    )
    require(
        isinstance(command, _BY_ALL) or is_same(lead_on(state, world.today), ref, world.today, mergers),
        "NOT_YOURS",
        "id",
        "You act for one that takes part; ask whoever leads the project, or the county's coordination, to record it.",
    )
