"""Agreeing on terms in the draft, and what terms must keep to wherever they are given."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from events.agreement.lifecycle import check_draft
from events.agreement.state import Agreement
from events.agreement.terms import (
    AccessionRuleAgreed,
    AgreeAccessionRule,
    AgreeAmendmentRule,
    AgreeEntryIntoForce,
    AgreeFormalities,
    AgreementDuration,
    AgreementResources,
    AgreementTerms,
    AgreeResources,
    AgreeReview,
    AgreeTerm,
    AmendmentRuleAgreed,
    ConsentKind,
    ConsentRule,
    EntryIntoForceAgreed,
    FormalitiesAgreed,
    ResourcesAgreed,
    ReviewAgreed,
    ReviewClause,
    TermAgreed,
    TermsRevision,
)
from events.decider import World, require
from events.formalities import check_formalities
from events.period import check_period
from events.rules import check_hours, check_in_order, check_known

# --- What terms must keep to -----------------------------------------------------------------------------------


def check_term(term: AgreementDuration, since: date, field: str) -> None:
    """Raise `Rejected` (DATES_REVERSED) for a term that is over before it can begin."""
    check_in_order(since, term.until, f"{field}.until")


def check_leaving(term: AgreementDuration, field: str) -> None:
    """Raise `Rejected` (NOTICE_PERIOD_REQUIRED) for an unlimited term that nobody could leave."""
    require(
        term.until is not None or term.notice is not None,
        "NOTICE_PERIOD_REQUIRED",
        field,
        "The term is unlimited, so the parties must be able to leave: name a notice period or a last day.",
    )


def check_review(review: ReviewClause | None, since: date, field: str) -> None:
    """Raise `Rejected` (DATES_REVERSED) for a first review before the agreement."""
    check_in_order(since, review.first if review else None, f"{field}.first")


def check_rule(rule: ConsentRule, field: str, world: World) -> None:
    """Raise `Rejected` unless a rule of consent says all that it needs and nothing else (SHARE_REQUIRED,
    BODY_REQUIRED, NOT_A_SHARE), or names a body that is not recorded (NOT_FOUND)."""
    by_share, by_body = rule.kind is ConsentKind.SHARE, rule.kind is ConsentKind.BODY
    require(
        by_share == (rule.share is not None) and (by_share or not rule.strict),
        "SHARE_REQUIRED",
        field,
        "A share of the parties belongs to the rule SHARE, and to no other: give a share, or choose another kind.",
    )
    require(
        by_body == (rule.body is not None) and (by_body or rule.decided_by is None),
        "BODY_REQUIRED",
        field,
        "A body belongs to the rule BODY, and to no other: name the body, or choose another kind.",
    )
    check_known(rule.decided_by, f"{field}.decided_by", world)
    # More than all of them can never consent.
    most_is_open = rule.share is None or (0 < rule.share <= 1 and not (rule.strict and rule.share == 1))
    require(
        most_is_open,
        "NOT_A_SHARE",
        f"{field}.share",
        "The share is more than 0 and at most 1; where more than the share is needed, it is less than 1.",
    )


def check_resources(resources: AgreementResources, field: str) -> None:
    """Raise `Rejected` for weekly hours that are none (NOT_HOURS) or a grant that ends before it begins."""
    check_hours(resources.weekly_hours, f"{field}.weekly_hours")
    for funding in resources.fundings:
        check_period(funding, f"{field}.fundings")


# --- What follows ----------------------------------------------------------------------------------------------


def _agree_term(command: AgreeTerm, state: Agreement, world: World) -> list[Any]:
    check_draft(state)
    check_term(command.term, state.drafted.earliest, "term")
    return [] if command.term == _terms(state).term else [TermAgreed(command.term)]


def _agree_review(command: AgreeReview, state: Agreement, world: World) -> list[Any]:
    check_draft(state)
    check_review(command.review, state.drafted.earliest, "review")
    return [] if command.review == _terms(state).review else [ReviewAgreed(command.review)]


def _agree_amendment_rule(command: AgreeAmendmentRule, state: Agreement, world: World) -> list[Any]:
    check_draft(state)
    check_rule(command.rule, "rule", world)
    return [] if command.rule == _terms(state).amendment_rule else [AmendmentRuleAgreed(command.rule)]


def _agree_accession_rule(command: AgreeAccessionRule, state: Agreement, world: World) -> list[Any]:
    check_draft(state)
    check_rule(command.rule, "rule", world)
    return [] if command.rule == _terms(state).accession_rule else [AccessionRuleAgreed(command.rule)]


def _agree_resources(command: AgreeResources, state: Agreement, world: World) -> list[Any]:
    check_draft(state)
    check_resources(command.resources, "resources")
    return [] if command.resources == _terms(state).resources else [ResourcesAgreed(command.resources)]


def _agree_entry(command: AgreeEntryIntoForce, state: Agreement, world: World) -> list[Any]:
    check_draft(state)
    check_in_order(state.drafted.earliest, command.on, "on")
    return [] if command.on == state.entry_agreed else [EntryIntoForceAgreed(command.on)]


def _agree_formalities(command: AgreeFormalities, state: Agreement, world: World) -> list[Any]:
    check_draft(state)
    check_formalities(command.formalities, "formalities")
    return [] if command.formalities == state.formalities else [FormalitiesAgreed(command.formalities)]


def _terms(state: Agreement) -> AgreementTerms:
    """The terms of the draft: before it is concluded, there is no other version."""
    return state.terms[0].terms


# --- What is then recorded -------------------------------------------------------------------------------------


def _agreed(state: Agreement, **parts: Any) -> Agreement:
    return replace(state, terms=(TermsRevision(1, replace(_terms(state), **parts)),))


DECIDES: dict[type[Any], Callable[[Any, Agreement, World], list[Any]]] = {
    AgreeTerm: _agree_term,
    AgreeReview: _agree_review,
    AgreeAmendmentRule: _agree_amendment_rule,
    AgreeAccessionRule: _agree_accession_rule,
    AgreeResources: _agree_resources,
    AgreeEntryIntoForce: _agree_entry,
    AgreeFormalities: _agree_formalities,
}
EVOLVES: dict[type[Any], Callable[[Agreement, Any], Agreement]] = {
    TermAgreed: lambda state, event: _agreed(state, term=event.term),
    ReviewAgreed: lambda state, event: _agreed(state, review=event.review),
    AmendmentRuleAgreed: lambda state, event: _agreed(state, amendment_rule=event.rule),
    AccessionRuleAgreed: lambda state, event: _agreed(state, accession_rule=event.rule),
    ResourcesAgreed: lambda state, event: _agreed(state, resources=event.resources),
    EntryIntoForceAgreed: lambda state, event: replace(state, entry_agreed=event.on),
    FormalitiesAgreed: lambda state, event: replace(state, formalities=event.formalities),
}
