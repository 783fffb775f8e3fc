"""Drafting: what follows from beginning a draft, and from giving it another title, purpose, legal form or themes."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from events.agreement.drafting import (
    AgreementDrafted,
    AgreementRetitled,
    AgreementThemesAssigned,
    AssignAgreementThemes,
    ChangeLegalForm,
    DraftAgreement,
    LegalFormChanged,
    PurposeRestated,
    RestatePurpose,
    RetitleAgreement,
)
from events.agreement.lifecycle import check_draft, check_not_abandoned
from events.agreement.state import Agreement
from events.county.state import County, key_on
from events.decider import World
from events.formalities import Formalities, LegalForm, formalities_of
from events.terms import check_choosable
from events.values import digest_of
from events.when import When, check_not_ahead, check_when


def draft(command: DraftAgreement, world: World) -> list[Any]:
    """What follows from beginning to draft an agreement."""
    check_when(command.when, "when")
    check_not_ahead(command.when, world.today, "when")
    county: County = world.states[world.county]
    for code in command.themes:
        check_choosable(county.themes, code, command.when.earliest, "themes")
    return [
        AgreementDrafted(
            title=command.title,
            purpose=command.purpose,
            form=command.form,
            formalities=_formalities(command.form, command.when, world),
            themes=in_code_order(command.themes),
            when=command.when,
        )
    ]


def drafted(event: AgreementDrafted) -> Agreement:
    """The agreement as its draft begins."""
    return Agreement(
        drafted=event.when,
        title=event.title,
        purpose=digest_of(event.purpose),
        form=event.form,
        formalities=event.formalities,
        themes=event.themes,
    )


def in_code_order(themes: Iterable[str]) -> tuple[str, ...]:
    """Themes in the order of their codes, so that the same themes are always told alike."""
    return tuple(sorted(themes))


def _formalities(form: LegalForm, when: When, world: World) -> Formalities:
    county: County = world.states[world.county]
    return formalities_of(county.formalities, key_on(county, when.last), form, when.last)


def _retitle(command: RetitleAgreement, state: Agreement, world: World) -> list[Any]:
    check_draft(state)
    return [] if command.title == state.title else [AgreementRetitled(command.title)]


def _restate_purpose(command: RestatePurpose, state: Agreement, world: World) -> list[Any]:
    check_draft(state)
    return [] if digest_of(command.purpose) == state.purpose else [PurposeRestated(command.purpose)]


def _change_form(command: ChangeLegalForm, state: Agreement, world: World) -> list[Any]:
    check_draft(state)
    if command.form is state.form:
        return []
    return [LegalFormChanged(command.form, _formalities(command.form, state.drafted, world))]


def _assign_themes(command: AssignAgreementThemes, state: Agreement, world: World) -> list[Any]:
    check_not_abandoned(state)
    county: County = world.states[world.county]
    for code in sorted(set(command.themes) - set(state.themes)):
        check_choosable(county.themes, code, world.today, "themes")
    themes = in_code_order(command.themes)
    return [] if themes == state.themes else [AgreementThemesAssigned(themes)]


DECIDES: dict[type[Any], Callable[[Any, Agreement, World], list[Any]]] = {
    RetitleAgreement: _retitle,
    RestatePurpose: _restate_purpose,
    ChangeLegalForm: _change_form,
    AssignAgreementThemes: _assign_themes,
}
EVOLVES: dict[type[Any], Callable[[Agreement, Any], Agreement]] = {
    AgreementRetitled: lambda state, event: replace(state, title=event.title),
    PurposeRestated: lambda state, event: replace(state, purpose=digest_of(event.purpose)),
    LegalFormChanged: lambda state, event: replace(state, form=event.form, formalities=event.formalities),
    AgreementThemesAssigned: lambda state, event: replace(state, themes=event.themes),
}
