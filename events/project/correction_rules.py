"""Correction: what may be said anew of a project, and what follows."""

from collections.abc import Callable, Iterable
from dataclasses import fields, replace
from itertools import pairwise
from typing import Any

from events.dated import in_order
from events.decider import World, require
from events.period import check_period
from events.project.budget_rules import by_year
from events.project.correction import CorrectProject, ProjectCorrected
from events.project.course import ProjectStatus, ProjectStep
from events.project.course_rules import FOLLOWS
from events.project.funding_rules import check_funding
from events.project.milestone_rules import check_dependencies
from events.project.participant_rules import check_once, in_day_order
from events.project.state import Project
from events.rules import check_correction, check_in_order, check_known, check_not_empty
from events.when import When, check_not_ahead


def _correct(command: CorrectProject, state: Project, world: World) -> list[Any]:
    check_correction(world)
    told = {each.name: getattr(command, each.name) for each in fields(ProjectCorrected)}
    check_not_empty(command.steps, "steps")
    check_not_empty(command.leads, "leads")
    for name in ("leads", "reporting"):
        if told[name] is not None:
            told[name] = in_order(told[name], name)
    if command.steps is not None:
        _check_steps(command.steps, world)
    _check_carried(command, world)
    _check_numbered(command)
    if command.participants is not None:
        told["participants"] = in_day_order(command.participants)
    if command.budget is not None:
        told["budget"] = by_year(command.budget)
    event = ProjectCorrected(**told)
    return [] if _corrected(state, event) == state else [event]


def _check_steps(steps: tuple[ProjectStep, ...], world: World) -> None:
    require(
        steps[0].status is ProjectStatus.IDEA
        and all(earlier.status in FOLLOWS.get(later.status, ()) for earlier, later in pairwise(steps)),
        "NOT_IN_ORDER",
        "steps",
        "A project is an idea, planned, running, perhaps paused, then completed; or cancelled before it is completed.",
        "Ein Vorhaben ist Idee, geplant, läuft, ruht vielleicht und wird abgeschlossen oder vorher abgebrochen.",
    )
    for earlier, later in pairwise(steps):
        check_in_order(earlier.on, later.on, "steps")
    check_not_ahead(When(steps[-1].on), world.today, "steps")


def _check_carried(command: CorrectProject, world: World) -> None:
    """Those that carry it are in the record, each for times that do not overlap."""
    for lead in command.leads or ():
        check_known(lead.party, "leads", world)
    for name in ("participants", "responsibilities"):
        for each in getattr(command, name) or ():
            check_known(each.party, name, world)
            check_period(each, name)
    check_once(command.participants or (), "participants")


def _check_numbered(command: CorrectProject) -> None:
    """What has numbers has each once and in order, and is what could have been recorded."""
    for name in ("responsibilities", "milestones", "fundings"):
        _check_numbers(getattr(command, name) or (), name)
    years = [each.year for each in command.budget or ()]
    require(
        len(set(years)) == len(years),
        "TWICE",
        "budget",
        "Each year of the budget may stand once.",
        "Jedes Haushaltsjahr darf einmal vorkommen.",
    )
    check_dependencies(command.milestones or (), "milestones")
    for funding in command.fundings or ():
        check_funding(funding, "fundings")


def _check_numbers(numbered: Iterable[Any], field: str) -> None:
    numbers = [each.number for each in numbered]
    require(
        all(earlier < later for earlier, later in pairwise(numbers)),
        "NOT_IN_ORDER",
        field,
        "The numbers must rise, each once.",
        "Die Nummern müssen aufsteigen, jede einmal.",
    )


def _corrected(state: Project, event: ProjectCorrected) -> Project:
    told = {
        each.name: getattr(event, each.name)
        for each in fields(ProjectCorrected)
        if each.name != "corrects" and getattr(event, each.name) is not None
    }
    highest = max((each.number for each in event.milestones or ()), default=0)
    return replace(state, **told, last_milestone=max(state.last_milestone, highest))


DECIDES: dict[type[Any], Callable[[Any, Project, World], list[Any]]] = {CorrectProject: _correct}
EVOLVES: dict[type[Any], Callable[[Project, Any], Project]] = {ProjectCorrected: _corrected}
