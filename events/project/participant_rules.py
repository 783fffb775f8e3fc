"""Who carries a project: what follows from leading, joining, leaving and seeing to something."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from events.dated import added, tells_news
from events.decider import Rejected, World, require
from events.period import check_period, overlap
from events.project.lifecycle import check_open, lead_on, parties_on
from events.project.participants import (
    AssignProjectResponsibility,
    ChangeProjectLead,
    EndProjectResponsibility,
    JoinProject,
    LeaveProject,
    ProjectJoined,
    ProjectLead,
    ProjectLeadChanged,
    ProjectLeft,
    ProjectParticipant,
    ProjectResponsibility,
    ProjectResponsibilityAssigned,
    ProjectResponsibilityEnded,
)
from events.project.state import Project
from events.rules import check_known, check_not_before

# --- What follows ----------------------------------------------------------------------------------------------


def _change_lead(command: ChangeProjectLead, state: Project, world: World) -> list[Any]:
    """Another leads it; what it took part with before ends the day before."""
    check_open(state)
    check_known(command.party, "party", world)
    check_not_before(command.on, state.steps[0].on, "on")
    if not tells_news(state.leads, ProjectLead(command.on, command.party)):
        return []
    taking = _open(state.participants, command.party)
    ends = command.on - timedelta(days=1)
    leaves = [ProjectLeft(command.party, ends)] if taking is not None and taking.since <= ends else []
    return [*leaves, ProjectLeadChanged(command.party, command.on)]


def _join(command: JoinProject, state: Project, world: World) -> list[Any]:
    check_open(state)
    check_known(command.party, "party", world)
    check_not_before(command.since, state.steps[0].on, "since")
    joined = ProjectParticipant(command.party, command.since, None, command.part)
    if joined in state.participants:
        return []
    require(
        lead_on(state, command.since) != command.party,
        "ALREADY_PART",
        "party",
        "It leads the project on that day; those that take part are others.",
        "Sie führt das Vorhaben an diesem Tag; Beteiligte sind andere.",
    )
    check_once([*state.participants, joined], "party")
    return [ProjectJoined(command.party, command.since, command.part)]


def check_once(participants: Iterable[ProjectParticipant], field: str) -> None:
    """Raise `Rejected` (ALREADY_PART) if one takes part twice on the same day."""
    seen: dict[str, list[ProjectParticipant]] = {}
    for each in participants:
        for other in seen.setdefault(each.party, []):
            require(
                not overlap(each, other),
                "ALREADY_PART",
                field,
                f"It takes part since {other.since} already; record first until when it did.",
                f"Sie ist seit dem {other.since:%d.%m.%Y} schon beteiligt; bitte zuerst eintragen, bis wann.",
            )
        seen[each.party].append(each)


def _open(participants: tuple[ProjectParticipant, ...], party: str) -> ProjectParticipant | None:
    return next((each for each in participants if each.party == party and each.until is None), None)


def _leave(command: LeaveProject, state: Project, world: World) -> list[Any]:
    check_open(state)
    if any((each.party, each.until) == (command.party, command.until) for each in state.participants):
        return []
    taking = _open(state.participants, command.party)
    if taking is None:
        raise Rejected(
            "NOT_A_PARTICIPANT",
            "party",
            "It takes no part in this project, or its end is recorded already; look up who takes part.",
            "Sie ist an diesem Vorhaben nicht beteiligt, oder ihr Ende ist schon verzeichnet; bitte die Beteiligten "
            "nachsehen.",
        )
    check_period(replace(taking, until=command.until), "until")
    return [ProjectLeft(command.party, command.until)]


def _assign(command: AssignProjectResponsibility, state: Project, world: World) -> list[Any]:
    check_open(state)
    told = (command.what, command.party, command.since)
    if any((each.what, each.party, each.since) == told for each in state.responsibilities):
        return []
    check_carries(state, command.party, command.since, "party")
    number = max((each.number for each in state.responsibilities), default=0) + 1
    return [ProjectResponsibilityAssigned(number, *told)]


def check_carries(state: Project, party: str, on: date, field: str) -> None:
    """Raise `Rejected` (NOT_A_PARTICIPANT) unless a party leads the project on the day or takes part in it."""
    require(
        party in parties_on(state, on),
        "NOT_A_PARTICIPANT",
        field,
        f"It neither leads the project on {on} nor takes part in it; let it join first.",
        f"Sie führt das Vorhaben am {on:%d.%m.%Y} nicht und ist nicht beteiligt; bitte sie zuerst aufnehmen.",
    )


def _end(command: EndProjectResponsibility, state: Project, world: World) -> list[Any]:
    check_open(state)
    found = next((each for each in state.responsibilities if each.number == command.number), None)
    if found is None:
        raise Rejected(
            "NOT_FOUND",
            "number",
            f"The project has no responsibility {command.number}.",
            f"Das Vorhaben hat keine Zuständigkeit {command.number}.",
        )
    if found.until == command.until:
        return []
    require(
        found.until is None,
        "RECORDED_OTHERWISE",
        "until",
        f"It ended on {found.until}; if that is wrong, correct the project.",
        "Ihr Ende ist schon zu einem anderen Tag verzeichnet; falls er falsch ist, bitte das Vorhaben berichtigen.",
    )
    check_period(replace(found, until=command.until), "until")
    return [ProjectResponsibilityEnded(command.number, command.until)]


# --- What is then recorded -------------------------------------------------------------------------------------


def _left(state: Project, event: ProjectLeft) -> Project:
    participants = (
        replace(each, until=event.until) if each.party == event.party and each.until is None else each
        for each in state.participants
    )
    return replace(state, participants=tuple(participants))


def _joined(state: Project, event: ProjectJoined) -> Project:
    joined = ProjectParticipant(event.party, event.since, None, event.part)
    return replace(state, participants=in_day_order((*state.participants, joined)))


def in_day_order(participants: Iterable[ProjectParticipant]) -> tuple[ProjectParticipant, ...]:
    """Those that take part in order of their first days."""
    return tuple(sorted(participants, key=lambda each: (each.since, each.party)))


def _assigned(state: Project, event: ProjectResponsibilityAssigned) -> Project:
    made = ProjectResponsibility(event.number, event.what, event.party, event.since)
    return replace(state, responsibilities=(*state.responsibilities, made))


def _ended(state: Project, event: ProjectResponsibilityEnded) -> Project:
    kept = (
        replace(each, until=event.until) if each.number == event.number else each for each in state.responsibilities
    )
    return replace(state, responsibilities=tuple(kept))


DECIDES: dict[type[Any], Callable[[Any, Project, World], list[Any]]] = {
    ChangeProjectLead: _change_lead,
    JoinProject: _join,
    LeaveProject: _leave,
    AssignProjectResponsibility: _assign,
    EndProjectResponsibility: _end,
}
EVOLVES: dict[type[Any], Callable[[Project, Any], Project]] = {
    ProjectLeadChanged: lambda state, event: replace(
        state, leads=added(state.leads, ProjectLead(event.on, event.party))
    ),
    ProjectJoined: _joined,
    ProjectLeft: _left,
    ProjectResponsibilityAssigned: _assigned,
    ProjectResponsibilityEnded: _ended,
}
