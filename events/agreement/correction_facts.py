"""Corrections of terms, of reviews and of published numbers of parties: what they may say, and what follows."""

from collections.abc import Iterable, Sequence
from dataclasses import Field, fields, replace
from datetime import date
from itertools import pairwise
from typing import Any, ClassVar, Protocol, TypeVar

from events.agreement.correction import CorrectedReview, CorrectedTerms
from events.agreement.lifecycle import check_in_force, effective_from, is_draft
from events.agreement.parties import PartyCount
from events.agreement.review_rules import check_next_due, in_day_order
from events.agreement.reviews import AgreementReview
from events.agreement.state import Agreement
from events.agreement.terms import AgreementTerms
from events.agreement.terms_rules import check_leaving, check_resources, check_review, check_rule, check_term
from events.decider import Rejected, World, require
from events.values import digest_of
from events.when import When, check_not_ahead, check_when


class _Facts(Protocol):
    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]


D = TypeVar("D", bound=_Facts)

# --- What a correction may say ---------------------------------------------------------------------------------


def check_terms(corrected: CorrectedTerms, state: Agreement, world: World) -> None:
    """Raise `Rejected` unless a version of a settled agreement brought terms (STILL_A_DRAFT, NOT_FOUND), and these are
    terms that could have been agreed."""
    require(
        not is_draft(state),
        "STILL_A_DRAFT",
        "terms",
        "The agreement is a draft; agree on other terms.",
    )
    require(
        any(revision.version == corrected.version for revision in state.terms),
        "NOT_FOUND",
        "terms",
        "Version {version} brought no other terms; name the version that brought them.",
        version=corrected.version,
    )
    try:
        _check_agreeable(corrected.terms, effective_from(state) or state.drafted.earliest, world)
    except Rejected as rejected:
        # Which of the terms given is at fault is said in words: a field cannot name a member of a list.
        raise Rejected(rejected.code, "terms", rejected.message) from None


def _check_agreeable(terms: AgreementTerms, since: date, world: World) -> None:
    check_term(terms.term, since, "term")
    check_leaving(terms.term, "term")
    check_review(terms.review, since, "review")
    check_rule(terms.amendment_rule, "amendment_rule", world)
    check_rule(terms.accession_rule, "accession_rule", world)
    check_resources(terms.resources, "resources")


def check_reviews(reviews: Sequence[CorrectedReview], state: Agreement, world: World) -> None:
    """Raise `Rejected` unless reviews are of days on which the agreement was in force, one after another."""
    for review in reviews:
        check_in_force(state, review.on, "reviews")
        check_not_ahead(When(review.on), world.today, "reviews")
        check_next_due(_kept(review), "reviews")
    for one, other in pairwise(reviews):
        require(
            one.on < other.on,
            "NOT_IN_ORDER",
            "reviews",
            "The days must rise: {second} follows {first}.",
            second=other.on,
            first=one.on,
        )


def check_counts(counts: Iterable[PartyCount], world: World) -> None:
    """Raise `Rejected` for a number of parties of a day that is still to come, or of a span that runs backwards."""
    for count in counts:
        check_when(count.when, "counts")
        check_not_ahead(count.when, world.today, "counts")


# --- What is recorded ------------------------------------------------------------------------------------------


def with_terms(state: Agreement, corrected: CorrectedTerms) -> Agreement:
    """The agreement with the terms of one version put right, also where later ones have kept parts of them."""
    wrong = next(revision.terms for revision in state.terms if revision.version == corrected.version)
    terms = (
        revision
        if revision.version < corrected.version
        else replace(revision, terms=put_right(revision.terms, wrong, corrected.terms))
        for revision in state.terms
    )
    return replace(state, terms=tuple(terms))


def put_right(later: D, wrong: D, right: D) -> D:
    """What a later version has made of something, with whatever it had kept of the wrong one put right."""
    kept = [each.name for each in fields(later) if getattr(later, each.name) == getattr(wrong, each.name)]
    return replace(later, **{name: getattr(right, name) for name in kept})


def with_reviews(state: Agreement, reviews: Iterable[CorrectedReview]) -> Agreement:
    """The agreement with these reviews and no others."""
    return replace(state, reviews=in_day_order(tuple(_kept(review) for review in reviews)))


def _kept(review: CorrectedReview) -> AgreementReview:
    return AgreementReview(review.on, digest_of(review.findings), review.outcome, review.next_due)


def with_counts(state: Agreement, counts: Iterable[PartyCount]) -> Agreement:
    """The agreement with these published numbers of parties and no others."""
    return replace(state, counts=tuple(sorted(counts, key=lambda count: count.when.earliest)))
