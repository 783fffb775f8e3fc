"""What a report looks at: a county up to the end of a year, or as much of it as belongs to one agreement."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from events.agreement.headcount import parties_on
from events.agreement.lifecycle import DAY, ends_on
from events.agreement.silence import after_silence
from events.agreement.state import Agreement
from events.agreement.view import view
from events.monitoring.monitored import MonitoredStates
from events.municipality.state import Municipality
from events.project.state import Project
from events.successors import become, mergers_in
from events.values import Money


def until_year(material: MonitoredStates, year: int) -> MonitoredStates:
    """The material without what was spent in later years, which has no day of its own."""
    return replace(material, projects={ref: _spent_until(state, year) for ref, state in material.projects.items()})


def _spent_until(project: Project, year: int) -> Project:
    budget = tuple(each if each.year <= year else replace(each, spent=Money(0)) for each in project.budget)
    return replace(project, budget=budget)


def of_agreement(material: MonitoredStates, agreement: str, on: date) -> MonitoredStates:
    """What belongs to an agreement that the material has: its goals, the projects that belong to it or are expected to
    do something for its goals, and of municipalities those that are parties on the day."""
    goals = {ref: goal for ref, goal in material.goals.items() if goal.agreement == agreement}
    projects = {
        ref: project
        for ref, project in material.projects.items()
        if project.agreement == agreement or any(effect.goal in goals for effect in project.effects)
    }
    state = material.agreements[agreement]
    parties = parties_of(state, material, on)
    return replace(
        material,
        goals=goals,
        projects=projects,
        agreements={agreement: state},
        municipalities={
            ref: each for ref, each in material.municipalities.items() if ref in parties or _is_gone(each, on)
        },
    )


def day_of_parties(state: Agreement, on: date) -> date:
    """The day whose parties count: of an agreement that has ended, its last."""
    end = ends_on(state)
    return min(on, end - DAY) if end else on


def parties_of(state: Agreement, material: MonitoredStates, on: date) -> Collection[str]:
    """Who is, or may be, party to an agreement on a day, as what they have become; of a draft, those it names."""
    state, mergers = after_silence(state, on), mergers_in(material.municipalities)
    there = set(view(state, day_of_parties(state, on)).parties)
    return {
        become(each.party, on, mergers)
        for each in parties_on(state, day_of_parties(state, on), mergers)
        if each.party in there
    }


def _is_gone(municipality: Municipality, on: date) -> bool:
    """Whether it is no more, so that only who it has become counts."""
    return municipality.merger is not None and municipality.merger.on <= on
