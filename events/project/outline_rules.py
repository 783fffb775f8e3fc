"""What a project is: what follows from proposing, restating and assigning it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from events.agreement.headcount import leaves_on, party_of
from events.agreement.state import Agreement
from events.decider import World, require
from events.goal.course import check_agreement
from events.person import check_contact
from events.project.acting import acting
from events.project.carrying import is_same
from events.project.course import ProjectStatus, ProjectStep
from events.project.lifecycle import check_open
from events.project.outline import (
    AppointProjectContacts,
    AssignProjectThemes,
    AssignProjectToAgreement,
    ProjectAgreementAssigned,
    ProjectContactsAppointed,
    ProjectProposed,
    ProjectRestated,
    ProjectThemesAssigned,
    ProposeProject,
    RestateProject,
)
from events.project.participants import ProjectLead
from events.project.state import Project
from events.rules import check_known
from events.successors import Mergers, mergers_in
from events.terms import check_choosable
from events.values import digest_of
from events.when import When, check_not_ahead

# --- What follows ----------------------------------------------------------------------------------------------


def propose(command: ProposeProject, world: World) -> list[Any]:
    """What follows from proposing a project. Raises `Rejected` where the actor acts for another than its lead
    (NOT_YOURS), or for one that is not party to its agreement (NOT_A_PARTY)."""
    ref, mergers = acting(world), mergers_in(world.states)
    require(
        ref is None or is_same(ref, command.lead, world.today, mergers),
        "NOT_YOURS",
        "lead",
        "You propose what your own municipality or organisation leads; ask the county's coordination for others.",
    )
    check_not_ahead(When(command.on), world.today, "on")
    check_known(command.lead, "lead", world)
    check_agreement(command.agreement, world)
    if ref is not None and command.agreement is not None:
        _check_party(world.states[command.agreement], ref, command.on, mergers)
    themes = tuple(sorted(command.themes))
    for code in themes:
        check_choosable(world.states[world.county].themes, code, command.on, "themes")
    return [ProjectProposed(command.title, command.description, command.lead, command.on, themes, command.agreement)]


def _check_party(agreement: Agreement, ref: str, on: date, mergers: Mergers) -> None:
    party = party_of(agreement, ref, mergers)
    left = None if party is None else leaves_on(party)
    require(
        party is not None and (left is None or on < left.last),
        "NOT_A_PARTY",
        "agreement",
        "You act for one that is not party to this agreement; leave it out, or ask the county's coordination.",
    )


def _restate(command: RestateProject, state: Project, world: World) -> list[Any]:
    check_open(state)
    if (state.title, state.description) == (command.title, digest_of(command.description)):
        return []
    return [ProjectRestated(command.title, command.description)]


def _assign_themes(command: AssignProjectThemes, state: Project, world: World) -> list[Any]:
    check_open(state)
    themes = tuple(sorted(command.themes))
    for code in set(themes) - set(state.themes):
        check_choosable(world.states[world.county].themes, code, world.today, "themes")
    return [] if themes == state.themes else [ProjectThemesAssigned(themes)]


def _assign_agreement(command: AssignProjectToAgreement, state: Project, world: World) -> list[Any]:
    check_open(state)
    if state.agreement == command.agreement:
        return []
    check_agreement(command.agreement, world)
    return [ProjectAgreementAssigned(command.agreement)]


def _appoint(command: AppointProjectContacts, state: Project, world: World) -> list[Any]:
    check_open(state)
    for contact in command.contacts:
        check_contact(contact, "contacts", world)
    return [] if command.contacts == state.contacts else [ProjectContactsAppointed(command.contacts)]


# --- What is then recorded -------------------------------------------------------------------------------------


def proposed(event: ProjectProposed) -> Project:
    """The project as it was proposed."""
    return Project(
        title=event.title,
        description=digest_of(event.description),
        steps=(ProjectStep(ProjectStatus.IDEA, event.on),),
        leads=(ProjectLead(event.on, event.lead),),
        themes=event.themes,
        agreement=event.agreement,
    )


DECIDES: dict[type[Any], Callable[[Any, Project, World], list[Any]]] = {
    RestateProject: _restate,
    AssignProjectThemes: _assign_themes,
    AssignProjectToAgreement: _assign_agreement,
    AppointProjectContacts: _appoint,
}
EVOLVES: dict[type[Any], Callable[[Project, Any], Project]] = {
    ProjectRestated: lambda state, event: replace(state, title=event.title, description=digest_of(event.description)),
    ProjectThemesAssigned: lambda state, event: replace(state, themes=event.themes),
    ProjectAgreementAssigned: lambda state, event: replace(state, agreement=event.agreement),
    ProjectContactsAppointed: lambda state, event: replace(state, contacts=event.contacts),
}
