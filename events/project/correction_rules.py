"""Correction: what may be said anew of a project, and what follows."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from itertools import pairwise
from typing import Any

from events.authority import Act, newly_told
from events.dated import in_order
from events.decider import World, require
from events.goal.course import check_agreement
from events.project.budget_rules import by_year
from events.project.correction import CorrectedReport, CorrectProject, ProjectCorrected
from events.project.course import ProgressReport, ProjectBlock, ProjectStatus
from events.project.effect_rules import by_goal, check_effect
from events.project.funding_rules import by_day
from events.project.participant_rules import in_day_order
from events.project.soundness import check_sound
from events.project.state import Project
from events.rules import check_correction, check_not_empty
from events.terms import check_choosable
from events.values import digest_of

_ONCE: Mapping[str, Callable[[Any], Any]] = {
    "budget": lambda each: each.year,
    "effects": lambda each: (each.goal, each.from_year),
    "reports": lambda each: each.on,
}
"""Of what there may be one only."""
_IN_ORDER: Mapping[str, Callable[[Any], tuple[Any, ...]]] = {
    "themes": lambda given: tuple(sorted(given)),
    "leads": lambda given: in_order(given, "leads"),
    "participants": lambda given: in_day_order(given),
    "milestones": lambda given: tuple(replace(each, after=tuple(sorted(each.after))) for each in given),
    "budget": lambda given: by_year(given),
    "fundings": lambda given: tuple(replace(each, drawdowns=by_day(each.drawdowns)) for each in given),
    "effects": lambda given: by_goal(given),
    "reporting": lambda given: in_order(given, "reporting"),
    "reports": lambda given: tuple(sorted(given, key=lambda each: each.on)),
}
"""How what is given is put in order, or must be."""


# --- What it rests on ------------------------------------------------------------------------------------------


_ACTS = {ProjectStatus.PLANNED: Act.APPROVE_PROJECT, ProjectStatus.CANCELLED: Act.CANCEL_PROJECT}


def act_of(command: CorrectProject, state: Project) -> tuple[Act, date] | None:
    """The act of which a correction tells for the first time, with its day; None: it tells of none that is new."""
    return newly_told(state.steps, command.steps or (), _ACTS)


# --- What follows ----------------------------------------------------------------------------------------------


def _correct(command: CorrectProject, state: Project, world: World) -> list[Any]:
    check_correction(world)
    check_not_empty(command.steps, "steps")
    check_not_empty(command.leads, "leads")
    _check_once(command)
    _check_numbered(command, state)
    _check_named(command, state, world)
    _check_texts(command, state)
    event = _told(command, state)
    after = _corrected(state, event)
    require(
        after.steps[-1].status is ProjectStatus.COMPLETED or command.result is command.lessons is None,
        "NOT_COMPLETED",
        "lessons" if command.result is None else "result",
        "Result and lessons belong to a project that is completed; record its completion.",
    )
    check_sound(after, world)
    return [] if after == state else [event]


def _told(command: CorrectProject, state: Project) -> ProjectCorrected:
    told = {each.name: getattr(command, each.name) for each in fields(ProjectCorrected)}
    for name, ordered in _IN_ORDER.items():
        if told[name] is not None:
            told[name] = ordered(told[name])
    if command.blocks is not None:
        notes = {each.since: each.note for each in state.blocks}
        told["blocks"] = tuple(
            ProjectBlock(each.since, each.cause, each.note or notes.get(each.since), each.until)
            for each in command.blocks
        )
    return ProjectCorrected(**told)


def _check_once(command: CorrectProject) -> None:
    for name, of in _ONCE.items():
        given = [of(each) for each in getattr(command, name) or ()]
        require(
            len(set(given)) == len(given),
            "TWICE",
            name,
            "Each year of the budget, each day's report, each goal's effect from a year may stand once.",
        )
    for name in ("agreement", "lessons"):
        require(
            getattr(command, name) is None or not getattr(command, f"{name}_withdrawn"),
            "CONTRADICTION",
            f"{name}_withdrawn",
            "Either it is given or there is none: leave out one of the two.",
        )


def _check_numbered(command: CorrectProject, state: Project) -> None:
    """What has numbers has each once and in order, and keeps those that were given out."""
    for name in ("responsibilities", "milestones", "fundings"):
        _check_rising(getattr(command, name) or (), name)
    for name in ("responsibilities", "fundings"):
        if (given := getattr(command, name)) is not None:
            _check_kept(getattr(state, name), given, name)
    new = [each.number for each in command.milestones or () if each.number > state.last_milestone]
    require(
        not new,
        "NOT_FOUND",
        "milestones",
        "A correction can bring back a milestone, but sets no new one; set it by its own command.",
    )


def _check_rising(numbered: Iterable[Any], field: str) -> None:
    numbers = [each.number for each in numbered]
    require(
        all(earlier < later for earlier, later in pairwise(numbers)),
        "NOT_IN_ORDER",
        field,
        "The numbers must rise, each once.",
    )


def _check_kept(there: Sequence[Any], given: Sequence[Any], field: str) -> None:
    numbers, kept = ({each.number for each in those} for those in (there, given))
    require(
        kept <= numbers,
        "NOT_FOUND",
        field,
        "A correction adds none of these: record a new one by its own command.",
    )
    require(
        numbers <= kept,
        "DROPPED",
        field,
        "What has a number here stays; give all of them, and end or refuse what is over.",
    )


def _check_named(command: CorrectProject, state: Project, world: World) -> None:
    """What is newly named is in the record and can be chosen; what was named before may stay."""
    for code in sorted(set(command.themes or ()) - set(state.themes)):
        check_choosable(world.states[world.county].themes, code, world.today, "themes")
    if command.agreement != state.agreement:
        check_agreement(command.agreement, world)
    for effect in command.effects or ():
        if effect not in state.effects:
            check_effect(effect, world, "effects", "effects", "effects")


def _check_texts(command: CorrectProject, state: Project) -> None:
    days = {each.on for each in state.reports}
    require(
        all(each.summary is not None or each.on in days for each in command.reports or ()),
        "SUMMARY_MISSING",
        "reports",
        "A report of a day of which none is recorded needs its text; give it.",
    )


# --- What is then recorded -------------------------------------------------------------------------------------


def _corrected(state: Project, event: ProjectCorrected) -> Project:
    said = {"corrects", "agreement_withdrawn", "lessons_withdrawn"}
    told = {
        each.name: getattr(event, each.name)
        for each in fields(ProjectCorrected)
        if each.name not in said and getattr(event, each.name) is not None
    }
    for name in ("description", "result", "lessons"):
        if name in told:
            told[name] = digest_of(told[name])
    if event.reports is not None:
        told["reports"] = _reports(state, event.reports)
    if event.agreement_withdrawn:
        told["agreement"] = None
    if event.lessons_withdrawn:
        told["lessons"] = None
    after = replace(state, **told)
    completed = after.steps[-1].status is ProjectStatus.COMPLETED
    return after if completed else replace(after, result=None, lessons=None)


def _reports(state: Project, given: tuple[CorrectedReport, ...]) -> tuple[ProgressReport, ...]:
    summaries = {each.on: each.summary for each in state.reports}
    return tuple(
        ProgressReport(each.on, summaries[each.on] if each.summary is None else digest_of(each.summary), each.percent)
        for each in given
    )


DECIDES: dict[type[Any], Callable[[Any, Project, World], list[Any]]] = {CorrectProject: _correct}
EVOLVES: dict[type[Any], Callable[[Project, Any], Project]] = {ProjectCorrected: _corrected}
