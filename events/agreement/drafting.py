"""Drafting: title, purpose, legal form and themes of an agreement, for as long as it is a draft."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Annotated, Any

from events.agreement.lifecycle import check_draft, check_not_abandoned
from events.agreement.looked_up import the_county
from events.agreement.state import Agreement, OfAgreement
from events.assigned import assigned
from events.county.state import County, key_on
from events.decider import Act, Part, World, recorded
from events.formalities import Formalities, LegalForm, check_formalities, formalities_of
from events.terms import Code, check_choosable
from events.values import Many, Passage, Title, digest_of
from events.when import When, check_not_ahead, check_when

AgreementThemes = Annotated[tuple[Code, ...], Many(100)]


# --- Beginning -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _AgreementDraft:
    title: Title
    """Its title (Titel)."""
    purpose: Passage
    """Its purpose (Zweck)."""
    form: LegalForm
    """Its legal form (Rechtsform)."""
    when: When
    """When drafting began (Entwurf begonnen)."""
    themes: AgreementThemes = ()
    """The codes of its themes in the county's list (Themen)."""
    deviating: Formalities | None = None
    """What it needs besides signatures, if this deviates from the county's rules for its legal form; null if it does
    not (abweichende Förmlichkeiten)."""


@dataclass(frozen=True)
class AgreementDrafted(_AgreementDraft):
    """The drafting of a cooperation agreement began (Entwurf begonnen)."""

    formalities: Formalities = field(kw_only=True)
    """What it needs besides signatures (Förmlichkeiten)."""


@dataclass(frozen=True)
class DraftAgreement(_AgreementDraft):
    """Start drafting a cooperation agreement (Entwurf beginnen)."""


def _draft(command: DraftAgreement, state: None, world: World) -> list[Any]:
    check_when(command.when, "when")
    check_not_ahead(command.when, world.latest, "when")
    county: County = world.states[world.county]
    for code in command.themes:
        check_choosable(county.themes, code, command.when.earliest, "themes")
    formalities = _formalities(command, command.when, world)
    return [recorded(AgreementDrafted, command, themes=_in_code_order(command.themes), formalities=formalities)]


def _drafted(state: None, event: AgreementDrafted) -> Agreement:
    return Agreement(
        drafted=event.when,
        title=event.title,
        purpose=digest_of(event.purpose),
        form=event.form,
        formalities=event.formalities,
        themes=event.themes,
    )


def _formalities(told: "_AgreementDraft | _LegalForm", when: When, world: World) -> Formalities:
    """What is needed: as is told, or else by the legal form and the county's rules when drafting began."""
    if told.deviating is not None:
        check_formalities(told.deviating, "deviating")
        return told.deviating
    county: County = world.states[world.county]
    return formalities_of(county.formalities, key_on(county, when.last), told.form, when.last)


# --- Title and purpose -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class AgreementRetitled:
    """The title of the draft was changed (Titel geändert)."""

    title: Title
    """The title (Titel)."""


@dataclass(frozen=True)
class RetitleAgreement(AgreementRetitled, OfAgreement):
    """Change the title of the draft (Titel ändern)."""


@dataclass(frozen=True)
class PurposeRestated:
    """The purpose of the draft was changed (Zweck geändert)."""

    purpose: Passage
    """Its purpose (Zweck)."""


@dataclass(frozen=True)
class RestatePurpose(PurposeRestated, OfAgreement):
    """Change the purpose of the draft (Zweck ändern)."""


def _restate_purpose(command: RestatePurpose, state: Agreement, world: World) -> list[Any]:
    check_draft(state)
    return [] if digest_of(command.purpose) == state.purpose else [PurposeRestated(command.purpose)]


# --- Legal form and formalities --------------------------------------------------------------------------------


@dataclass(frozen=True)
class _LegalForm:
    form: LegalForm
    """Its legal form (Rechtsform)."""
    deviating: Formalities | None = None
    """What it needs besides signatures, if this deviates from the county's rules for its legal form; null if it does
    not (abweichende Förmlichkeiten)."""


@dataclass(frozen=True)
class LegalFormChanged(_LegalForm):
    """The legal form of the draft was changed (Rechtsform geändert)."""

    formalities: Formalities = field(kw_only=True)
    """What it needs besides signatures (Förmlichkeiten)."""


@dataclass(frozen=True)
class ChangeLegalForm(_LegalForm, OfAgreement):
    """Change the legal form of the draft, and with it the formalities (Rechtsform ändern)."""


def _change_form(command: ChangeLegalForm, state: Agreement, world: World) -> list[Any]:
    check_draft(state)
    if command.form is state.form and command.deviating in (None, state.formalities):
        return []
    return [recorded(LegalFormChanged, command, formalities=_formalities(command, state.drafted, world))]


@dataclass(frozen=True)
class FormalitiesAgreed:
    """Formalities were set for the draft in place of those that its legal form requires (Förmlichkeiten festgelegt)."""

    formalities: Formalities
    """What it needs (Förmlichkeiten)."""


@dataclass(frozen=True)
class AgreeFormalities(FormalitiesAgreed, OfAgreement):
    """Set the formalities of the draft if they deviate from those that its legal form requires (Förmlichkeiten
    festlegen)."""


def _check_formalities(told: AgreeFormalities, state: Agreement, world: World) -> None:
    check_formalities(told.formalities, "formalities")


# --- Themes ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class AgreementThemesAssigned:
    """The agreement was assigned to other themes (Themen zugeordnet)."""

    themes: AgreementThemes
    """The codes of all its themes; empty if it has none (Themen)."""


@dataclass(frozen=True)
class AssignAgreementThemes(AgreementThemesAssigned, OfAgreement):
    """Assign the agreement to themes of the county's list, even after it is concluded (Themen zuordnen)."""


def _assign_themes(command: AssignAgreementThemes, state: Agreement, world: World) -> list[Any]:
    check_not_abandoned(state)
    county: County = world.states[world.county]
    for code in sorted(set(command.themes) - set(state.themes)):
        check_choosable(county.themes, code, world.today, "themes")
    themes = _in_code_order(command.themes)
    return [] if themes == state.themes else [AgreementThemesAssigned(themes)]


def _in_code_order(themes: Iterable[str]) -> tuple[str, ...]:
    """Themes in the order of their codes, so that the same themes are always told alike."""
    return tuple(sorted(themes))


DRAFTING = Part(
    (
        Act(DraftAgreement, _draft, {AgreementDrafted: _drafted}, reads=the_county, begins=True),
        assigned(RetitleAgreement, AgreementRetitled, "title", check_draft),
        Act(
            RestatePurpose,
            _restate_purpose,
            {PurposeRestated: lambda state, event: replace(state, purpose=digest_of(event.purpose))},
        ),
        Act(
            ChangeLegalForm,
            _change_form,
            {LegalFormChanged: lambda state, event: replace(state, form=event.form, formalities=event.formalities)},
            reads=the_county,
        ),
        assigned(AgreeFormalities, FormalitiesAgreed, "formalities", check_draft, _check_formalities),
        Act(
            AssignAgreementThemes,
            _assign_themes,
            {AgreementThemesAssigned: lambda state, event: replace(state, themes=event.themes)},
            reads=the_county,
        ),
    )
)
