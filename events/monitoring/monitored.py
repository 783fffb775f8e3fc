"""What monitoring is calculated from: the states of a county, of as much of it as somebody sees."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from events.agreement.state import Agreement
from events.goal.lifecycle import responsible_on
from events.goal.lifecycle import status_on as goal_status
from events.goal.state import Goal, GoalStatus
from events.municipality.state import Municipality, Origin
from events.municipality.view import MunicipalityOnDay
from events.municipality.view import view as municipality_on
from events.outreach import Outreach
from events.project.lifecycle import lead_on, parties_on
from events.project.lifecycle import status_on as project_status
from events.project.state import ExpectedEffect, Project, ProjectStatus
from events.relief import Relief
from events.successors import become, mergers_in
from events.values import sort_key

COUNTING = frozenset({ProjectStatus.PLANNED, ProjectStatus.RUNNING, ProjectStatus.PAUSED, ProjectStatus.COMPLETED})
"""The projects whose effects count: approved, and not cancelled."""


@dataclass(frozen=True)
class MonitoredStates:
    """States by their refs: what a reader sees of a county."""

    goals: Mapping[str, Goal] = field(default_factory=dict)
    projects: Mapping[str, Project] = field(default_factory=dict)
    agreements: Mapping[str, Agreement] = field(default_factory=dict)
    municipalities: Mapping[str, Municipality] = field(default_factory=dict)
    outreach: Mapping[str, Outreach] = field(default_factory=dict)
    relief: Mapping[str, Relief] = field(default_factory=dict)


@dataclass(frozen=True)
class MonitoredGoal:
    """A goal with how far it has come by a day, and who answers for it then."""

    ref: str
    state: Goal
    status: GoalStatus
    party: str


@dataclass(frozen=True)
class MonitoredProject:
    """A project with how far it has come by a day, and its lead and its parties then."""

    ref: str
    state: Project
    status: ProjectStatus
    lead: str
    parties: frozenset[str]


class MonitoredDay:
    """The states as they read on a day, once for all that is calculated from them: of everyone, or of what concerns one
    party. Who is named is followed to what has become of it by the day."""

    def __init__(self, states: MonitoredStates, on: date, of: str | None = None) -> None:
        self.states = states
        self.on = on
        self.of = of
        self._mergers = mergers_in(states.municipalities)

    def followed(self, ref: str) -> str:
        """Who somebody has become by the day."""
        return become(ref, self.on, self._mergers)

    @cached_property
    def goals(self) -> tuple[MonitoredGoal, ...]:
        """The goals, or those that the party answers for, by title."""
        found = (
            MonitoredGoal(ref, goal, goal_status(goal, self.on), self.followed(responsible_on(goal, self.on)))
            for ref, goal in self.states.goals.items()
            if goal.steps[0].on <= self.on
        )
        mine = (each for each in found if self.of in (None, each.party))
        return tuple(sorted(mine, key=lambda each: (sort_key(each.state.title), each.ref)))

    @cached_property
    def all_projects(self) -> tuple[MonitoredProject, ...]:
        """All projects that were proposed by the day."""
        return tuple(
            MonitoredProject(
                ref,
                project,
                project_status(project, self.on),
                self.followed(lead_on(project, self.on)),
                frozenset(map(self.followed, parties_on(project, self.on))),
            )
            for ref, project in self.states.projects.items()
            if project.steps[0].on <= self.on
        )

    @cached_property
    def projects(self) -> tuple[MonitoredProject, ...]:
        """The projects, or those that the party carries."""
        return tuple(each for each in self.all_projects if self.of is None or self.of in each.parties)

    @cached_property
    def expected(self) -> Mapping[str, Sequence[tuple[str, ExpectedEffect]]]:
        """By goal, what the projects that count are expected to do for it, each with the project."""
        found: dict[str, list[tuple[str, ExpectedEffect]]] = {}
        for project in self.all_projects:
            if project.status in COUNTING:
                for effect in project.state.effects:
                    found.setdefault(effect.goal, []).append((project.ref, effect))
        return found

    @cached_property
    def municipalities(self) -> tuple[tuple[str, MunicipalityOnDay], ...]:
        """The county's own municipalities that exist on the day, by name; of a party, itself if it is one of them."""
        found = ((ref, municipality_on(state, self.on)) for ref, state in self.states.municipalities.items())
        own = (
            (ref, told) for ref, told in found if told.exists and told.origin is Origin.OWN and self.of in (None, ref)
        )
        return tuple(sorted(own, key=lambda each: (sort_key(each[1].name), each[0])))
