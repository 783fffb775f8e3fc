"""What a project is: title, description, themes, the agreement it belongs to, and its contact persons."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from events.acting import acting
from events.agreement.headcount import leaves_on, party_of
from events.agreement.state import Agreement
from events.assigned import assigned
from events.decider import Act, Part, World, recorded, require
from events.goal.course import check_agreement, check_assigned
from events.person import check_contact
from events.project.acting import CARRYING, by_lead
from events.project.carrying import is_same
from events.project.lifecycle import check_open
from events.project.state import (
    OfProject,
    Project,
    ProjectContacts,
    ProjectLead,
    ProjectStatus,
    ProjectStep,
    ProjectThemes,
)
from events.refs import AgreementRef, PartyRef
from events.rules import check_known
from events.successors import Mergers, mergers_in
from events.terms import check_choosable
from events.values import Passage, Title, digest_of
from events.when import When, check_not_ahead

# --- The proposal ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ProjectProposed:
    """A project was proposed; so far it is an idea (Vorhaben vorgeschlagen)."""

    title: Title
    """Its title (Titel)."""
    description: Passage
    """What it is about (Beschreibung)."""
    lead: PartyRef
    """Who leads it; a municipality or partner can propose only projects that it leads itself (Federführung)."""
    on: date
    """The day of the proposal (Tag)."""
    themes: ProjectThemes = ()
    """The codes of its themes in the county's list (Themen)."""
    agreement: AgreementRef | None = None
    """The agreement that it belongs to; a municipality or partner can name only one to which it is a party. Null if the
    project belongs to none (Vereinbarung)."""


@dataclass(frozen=True)
class ProposeProject(ProjectProposed):
    """Propose a project; so far it is an idea (Vorhaben vorschlagen)."""


def _propose(command: ProposeProject, state: None, world: World) -> list[Any]:
    ref, mergers = acting(world), mergers_in(world.states)
    require(
        ref is None or is_same(ref, command.lead, world.today, mergers),
        "NOT_YOURS",
        "lead",
        "You can propose only projects that the municipality or partner you act for leads; ask the coordination "
        "office to propose others.",
    )
    check_not_ahead(When(command.on), world.latest, "on")
    check_known(command.lead, "lead", world)
    check_agreement(command.agreement, world)
    if ref is not None and command.agreement is not None:
        _check_party(world.states[command.agreement], ref, command.on, mergers)
    themes = tuple(sorted(command.themes))
    for code in themes:
        check_choosable(world.states[world.county].themes, code, command.on, "themes")
    return [recorded(ProjectProposed, command, themes=themes)]


def _check_party(agreement: Agreement, ref: str, on: date, mergers: Mergers) -> None:
    party = party_of(agreement, ref, mergers)
    left = None if party is None else leaves_on(party)
    require(
        party is not None and (left is None or on < left.last),
        "NOT_A_PARTY",
        "agreement",
        "The municipality or partner that you act for is not a party to this agreement; leave the agreement out, or "
        "ask the coordination office.",
    )


def _proposed(state: None, event: ProjectProposed) -> Project:
    return Project(
        title=event.title,
        description=digest_of(event.description),
        steps=(ProjectStep(ProjectStatus.IDEA, event.on),),
        leads=(ProjectLead(event.on, event.lead),),
        themes=event.themes,
        agreement=event.agreement,
    )


# --- What it says ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ProjectRestated:
    """The title or the description of a project was changed (anders gefasst)."""

    title: Title
    """The title (Titel)."""
    description: Passage
    """What it is about (Beschreibung)."""


@dataclass(frozen=True)
class RestateProject(ProjectRestated, OfProject):
    """Change the title or the description of a project (anders fassen)."""


def _restate(command: RestateProject, state: Project, world: World) -> list[Any]:
    check_open(state)
    if (state.title, state.description) == (command.title, digest_of(command.description)):
        return []
    return [recorded(ProjectRestated, command)]


def _restated(state: Project, event: ProjectRestated) -> Project:
    return replace(state, title=event.title, description=digest_of(event.description))


@dataclass(frozen=True)
class ProjectContactsAppointed:
    """The contact persons of a project were changed (Ansprechpersonen benannt)."""

    contacts: ProjectContacts
    """All contact persons; empty if there are none (Ansprechpersonen)."""


@dataclass(frozen=True)
class AppointProjectContacts(ProjectContactsAppointed, OfProject):
    """Name all contact persons of a project; they replace those named before (Ansprechpersonen benennen)."""


def _check_contacts(told: AppointProjectContacts, state: Project, world: World) -> None:
    for contact in told.contacts:
        check_contact(contact, "contacts", world)


# --- What it belongs to ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ProjectThemesAssigned:
    """A project was assigned to other themes (Themen zugeordnet)."""

    themes: ProjectThemes
    """The codes of all its themes; empty if it has none (Themen)."""


@dataclass(frozen=True)
class AssignProjectThemes(ProjectThemesAssigned, OfProject):
    """Assign a project to themes of the county's list (Themen zuordnen)."""


def _assign_themes(command: AssignProjectThemes, state: Project, world: World) -> list[Any]:
    check_open(state)
    themes = tuple(sorted(command.themes))
    for code in set(themes) - set(state.themes):
        check_choosable(world.states[world.county].themes, code, world.today, "themes")
    return [] if themes == state.themes else [ProjectThemesAssigned(themes)]


def _themes_assigned(state: Project, event: ProjectThemesAssigned) -> Project:
    return replace(state, themes=event.themes)


@dataclass(frozen=True)
class ProjectAgreementAssigned:
    """A project was assigned to another agreement, or to none (Vereinbarung zugeordnet)."""

    agreement: AgreementRef | None
    """The agreement; null if the project belongs to none (Vereinbarung)."""


@dataclass(frozen=True)
class AssignProjectToAgreement(ProjectAgreementAssigned, OfProject):
    """Assign a project to an agreement, or to none (Vereinbarung zuordnen)."""


# --- The part --------------------------------------------------------------------------------------------------


def _reads_county(state: Project | None, command: Any, world: World) -> Iterable[str]:
    """The county, with its list of themes."""
    return (world.county,)


def _reads_parties(state: None, command: ProposeProject, world: World) -> Iterable[str]:
    """The county, with its list of themes; where one acts for a party alone, the parties to the agreement."""
    agreement: Agreement | None = world.states.get(command.agreement or "")
    if agreement is None or acting(world) is None:
        return (world.county,)
    return (world.county, *(each.party for each in agreement.parties))


OUTLINE = Part(
    (
        Act(ProposeProject, _propose, {ProjectProposed: _proposed}, CARRYING, _reads_parties, begins=True),
        *by_lead(
            Act(RestateProject, _restate, {ProjectRestated: _restated}),
            Act(AssignProjectThemes, _assign_themes, {ProjectThemesAssigned: _themes_assigned}, reads=_reads_county),
        ),
        assigned(AssignProjectToAgreement, ProjectAgreementAssigned, "agreement", check_open, check_assigned),
        *by_lead(assigned(AppointProjectContacts, ProjectContactsAppointed, "contacts", check_open, _check_contacts)),
    )
)
