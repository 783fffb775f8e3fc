"""What a project is: title, description, themes, the agreement it belongs to, and its contact persons."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from events.refs import AgreementRef, PartyRef, PersonRef, ProjectRef
from events.terms import Code
from events.values import Many, Passage, Title

ProjectThemes = Annotated[tuple[Code, ...], Many(100)]
ProjectContacts = Annotated[tuple[PersonRef, ...], Many(20)]

# --- Events ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ProjectProposed:
    """A project was proposed: so far it is an idea (Vorhaben vorgeschlagen)."""

    title: Title
    """Its title (Titel)."""
    description: Passage
    """What it is about (Beschreibung)."""
    lead: PartyRef
    """Who leads it (Federführung)."""
    on: date
    """The day of the proposal (Tag)."""
    themes: ProjectThemes
    """The codes of its themes in the county's list (Themen)."""
    agreement: AgreementRef | None
    """The agreement it belongs to; none: it stands alone (Vereinbarung)."""


@dataclass(frozen=True)
class ProjectRestated:
    """A project is told in other words (anders gefasst)."""

    title: Title
    """The new title (Titel)."""
    description: Passage
    """What it is about (Beschreibung)."""


@dataclass(frozen=True)
class ProjectThemesAssigned:
    """A project belongs to other themes (Themen zugeordnet)."""

    themes: ProjectThemes
    """The codes of its themes (Themen)."""


@dataclass(frozen=True)
class ProjectAgreementAssigned:
    """A project belongs to another agreement, or to none (Vereinbarung zugeordnet)."""

    agreement: AgreementRef | None
    """The agreement; none: it stands alone (Vereinbarung)."""


@dataclass(frozen=True)
class ProjectContactsAppointed:
    """Others are to be talked to about a project (Ansprechpersonen benannt)."""

    contacts: ProjectContacts
    """The persons (Ansprechpersonen)."""


# --- Commands --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ProposeProject:
    """Propose a project; so far it is an idea (Vorhaben vorschlagen)."""

    title: Title
    """Its title (Titel)."""
    description: Passage
    """What it is about (Beschreibung)."""
    lead: PartyRef
    """Who leads it; a municipality or partner proposes what it leads itself (Federführung)."""
    on: date
    """The day of the proposal (Tag)."""
    themes: ProjectThemes = ()
    """The codes of its themes in the county's list (Themen)."""
    agreement: AgreementRef | None = None
    """The agreement it belongs to; a municipality or partner names one that it is party to; none: it stands alone
    (Vereinbarung)."""


@dataclass(frozen=True)
class RestateProject:
    """Tell a project in other words (anders fassen)."""

    id: ProjectRef
    """The project (Vorhaben)."""
    title: Title
    """The new title (Titel)."""
    description: Passage
    """What it is about (Beschreibung)."""


@dataclass(frozen=True)
class AssignProjectThemes:
    """Assign a project to themes of the county's list (Themen zuordnen)."""

    id: ProjectRef
    """The project (Vorhaben)."""
    themes: ProjectThemes
    """The codes of its themes; none: of no theme (Themen)."""


@dataclass(frozen=True)
class AssignProjectToAgreement:
    """Assign a project to an agreement, or to none (Vereinbarung zuordnen)."""

    id: ProjectRef
    """The project (Vorhaben)."""
    agreement: AgreementRef | None
    """The agreement; none: it stands alone (Vereinbarung)."""


@dataclass(frozen=True)
class AppointProjectContacts:
    """Name the persons to talk to about a project, all of them (Ansprechpersonen benennen)."""

    id: ProjectRef
    """The project (Vorhaben)."""
    contacts: ProjectContacts
    """The persons; none: nobody any more (Ansprechpersonen)."""
