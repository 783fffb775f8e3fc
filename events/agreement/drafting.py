"""Drafting: title, purpose, legal form and themes of an agreement, for as long as it is a draft."""

from dataclasses import dataclass
from typing import Annotated

from events.formalities import Formalities, LegalForm
from events.refs import AgreementRef
from events.terms import Code
from events.values import Many, Passage, Title
from events.when import When

AgreementThemes = Annotated[tuple[Code, ...], Many(100)]


# --- Events ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class AgreementDrafted:
    """A cooperation agreement is being drafted (Entwurf begonnen)."""

    title: Title
    """Its title (Titel)."""
    purpose: Passage
    """What it is for (Zweck)."""
    form: LegalForm
    """Its legal form (Rechtsform)."""
    formalities: Formalities
    """What it needs besides signatures, by its form and the county's rules (Förmlichkeiten)."""
    themes: AgreementThemes
    """The codes of the county's themes that it is about (Themen)."""
    when: When
    """When drafting began (Entwurf begonnen)."""


@dataclass(frozen=True)
class AgreementRetitled:
    """The draft has another title (Titel geändert)."""

    title: Title
    """The title (Titel)."""


@dataclass(frozen=True)
class PurposeRestated:
    """The draft has another purpose (Zweck geändert)."""

    purpose: Passage
    """What it is for (Zweck)."""


@dataclass(frozen=True)
class LegalFormChanged:
    """The draft has another legal form (Rechtsform geändert)."""

    form: LegalForm
    """Its legal form (Rechtsform)."""
    formalities: Formalities
    """What it needs besides signatures, by its form and the county's rules (Förmlichkeiten)."""


@dataclass(frozen=True)
class AgreementThemesAssigned:
    """The agreement is about other themes of the county's list (Themen zugeordnet)."""

    themes: AgreementThemes
    """The codes of the themes (Themen)."""


# --- Commands --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class DraftAgreement:
    """Begin to draft a cooperation agreement (Entwurf beginnen)."""

    title: Title
    """Its title (Titel)."""
    purpose: Passage
    """What it is for (Zweck)."""
    form: LegalForm
    """Its legal form; with the county's rules it says which formalities are needed (Rechtsform)."""
    when: When
    """When drafting began (Entwurf begonnen)."""
    themes: AgreementThemes = ()
    """The codes of the county's themes that it is about (Themen)."""


@dataclass(frozen=True)
class RetitleAgreement:
    """Give the draft another title (Titel ändern)."""

    id: AgreementRef
    """The agreement (Vereinbarung)."""
    title: Title
    """The title (Titel)."""


@dataclass(frozen=True)
class RestatePurpose:
    """Give the draft another purpose (Zweck ändern)."""

    id: AgreementRef
    """The agreement (Vereinbarung)."""
    purpose: Passage
    """What it is for (Zweck)."""


@dataclass(frozen=True)
class ChangeLegalForm:
    """Give the draft another legal form, with the formalities that go with it (Rechtsform ändern)."""

    id: AgreementRef
    """The agreement (Vereinbarung)."""
    form: LegalForm
    """Its legal form (Rechtsform)."""


@dataclass(frozen=True)
class AssignAgreementThemes:
    """Say which themes of the county's list the agreement is about; also when it is concluded (Themen zuordnen)."""

    id: AgreementRef
    """The agreement (Vereinbarung)."""
    themes: AgreementThemes
    """The codes of the themes (Themen)."""
