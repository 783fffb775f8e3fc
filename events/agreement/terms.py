"""Agreeing on terms in the draft, and what terms must keep to wherever they are given."""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from events.agreement.conditions import (
    AgreementDuration,
    AgreementResources,
    ConsentKind,
    ConsentRule,
    ReviewClause,
    TermsRevision,
)
from events.agreement.lifecycle import check_draft
from events.agreement.state import Agreement, OfAgreement
from events.assigned import assigned
from events.decider import Act, Part, World, require
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
        "The term is unlimited, so the parties must be able to leave; give a notice period or a last day.",
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
        "A rule by a share of the parties needs a share, and no other rule has one; give a share, or choose another "
        "kind of rule.",
    )
    require(
        by_body == (rule.body is not None) and (by_body or rule.decided_by is None),
        "BODY_REQUIRED",
        field,
        "A rule by decision of a body needs a body, and no other rule has one; name the body, or choose another kind "
        "of rule.",
    )
    check_known(rule.decided_by, f"{field}.decided_by", world)
    # More than all of them can never consent.
    most_is_open = rule.share is None or (0 < rule.share <= 1 and not (rule.strict and rule.share == 1))
    require(
        most_is_open,
        "NOT_A_SHARE",
        f"{field}.share",
        "The share must be more than 0 and at most 1; if more than the share is needed, it must be less than 1.",
    )


def check_resources(resources: AgreementResources, field: str) -> None:
    """Raise `Rejected` for weekly hours that are none (NOT_HOURS) or a grant that ends before it begins."""
    check_hours(resources.weekly_hours, f"{field}.weekly_hours")
    for funding in resources.fundings:
        check_period(funding, f"{field}.fundings")


# --- In the draft ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class TermAgreed:
    """The draft now sets how long the agreement lasts (Laufzeit vereinbart)."""

    term: AgreementDuration
    """How long it lasts (Laufzeit)."""


@dataclass(frozen=True)
class AgreeTerm(TermAgreed, OfAgreement):
    """Set in the draft how long the agreement lasts (Laufzeit vereinbaren)."""


@dataclass(frozen=True)
class ReviewAgreed:
    """The draft now sets how often the agreement is reviewed (Überprüfung vereinbart)."""

    review: ReviewClause | None
    """How often; null for never (Überprüfungsklausel)."""


@dataclass(frozen=True)
class AgreeReview(ReviewAgreed, OfAgreement):
    """Set in the draft how often the agreement is reviewed (Überprüfung vereinbaren)."""


@dataclass(frozen=True)
class AmendmentRuleAgreed:
    """The draft now sets whose consent an amendment needs (Änderungsregel vereinbart)."""

    rule: ConsentRule
    """Whose consent (Änderungsregel)."""


@dataclass(frozen=True)
class AgreeAmendmentRule(AmendmentRuleAgreed, OfAgreement):
    """Set in the draft whose consent an amendment needs (Änderungsregel vereinbaren)."""


@dataclass(frozen=True)
class AccessionRuleAgreed:
    """The draft now sets whose consent an accession needs (Beitrittsregel vereinbart)."""

    rule: ConsentRule
    """Whose consent (Beitrittsregel)."""


@dataclass(frozen=True)
class AgreeAccessionRule(AccessionRuleAgreed, OfAgreement):
    """Set in the draft whose consent an accession needs (Beitrittsregel vereinbaren)."""


@dataclass(frozen=True)
class ResourcesAgreed:
    """The draft now sets what the parties provide (Ausstattung vereinbart)."""

    resources: AgreementResources
    """What they provide (Ausstattung)."""


@dataclass(frozen=True)
class AgreeResources(ResourcesAgreed, OfAgreement):
    """Set in the draft what the parties provide (Ausstattung vereinbaren)."""


def _agreed(command: type[Any], event: type[Any], part: str, check: Callable[[Any, Agreement, World], None]) -> Act:
    """The act of agreeing in the draft on a part of the terms, which command and event tell in their only other field;
    before the agreement is concluded, there is no other version."""
    (told,) = (each.name for each in fields(event))

    def decide(given: Any, state: Agreement, world: World) -> list[Any]:
        check_draft(state)
        value = getattr(given, told)
        check(value, state, world)
        return [] if value == getattr(state.terms[0].terms, part) else [event(value)]

    def evolve(state: Agreement, happened: Any) -> Agreement:
        terms = replace(state.terms[0].terms, **{part: getattr(happened, told)})
        return replace(state, terms=(TermsRevision(1, terms),))

    return Act(command, decide, {event: evolve})


def _check_rule(rule: ConsentRule, state: Agreement, world: World) -> None:
    check_rule(rule, "rule", world)


@dataclass(frozen=True)
class EntryIntoForceAgreed:
    """The draft now sets the first day on which the agreement is to be in force (Inkrafttreten vereinbart)."""

    on: date | None
    """The day; null for as soon as all requirements are met (Tag)."""


@dataclass(frozen=True)
class AgreeEntryIntoForce(EntryIntoForceAgreed, OfAgreement):
    """Set in the draft the first day on which the agreement is to be in force (Inkrafttreten vereinbaren)."""


def _check_entry(told: AgreeEntryIntoForce, state: Agreement, world: World) -> None:
    check_in_order(state.drafted.earliest, told.on, "on")


TERMS = Part(
    (
        _agreed(AgreeTerm, TermAgreed, "term", lambda term, state, _: check_term(term, state.drafted.earliest, "term")),
        _agreed(
            AgreeReview,
            ReviewAgreed,
            "review",
            lambda review, state, _: check_review(review, state.drafted.earliest, "review"),
        ),
        _agreed(AgreeAmendmentRule, AmendmentRuleAgreed, "amendment_rule", _check_rule),
        _agreed(AgreeAccessionRule, AccessionRuleAgreed, "accession_rule", _check_rule),
        _agreed(AgreeResources, ResourcesAgreed, "resources", lambda told, *_: check_resources(told, "resources")),
        assigned(AgreeEntryIntoForce, EntryIntoForceAgreed, "entry_agreed", check_draft, _check_entry),
    )
)
