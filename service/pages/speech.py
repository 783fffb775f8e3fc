"""What is said of an agreement on its pages."""

from collections.abc import Iterator

from events.agreement.comparison import TermsPart
from events.agreement.conditions import (
    AgreementDuration,
    AgreementFunding,
    AgreementTerms,
    ConsentKind,
    ConsentRule,
    NoticeEnd,
    NoticePeriod,
    ReviewClause,
)
from events.agreement.state import Approval, ApprovalOutcome, PartyCount
from events.formalities import LegalForm
from events.message import Message, Value, message, plural
from service.pages.typography import in_a_row, since_said, when_said


def form_said(form: LegalForm) -> Value:
    """What kind of cooperation it is by law."""
    if form in (LegalForm.MANDATING, LegalForm.DELEGATING):
        return message("public-law agreement ({form})", form=form)
    return form


def terms_said(terms: AgreementTerms) -> dict[TermsPart, list[Message]]:
    """The terms in sentences, part by part; an empty part has none."""
    return {
        TermsPart.TERM: list(_term(terms.term)),
        TermsPart.REVIEW: [_review(terms.review)],
        TermsPart.AMENDMENT_RULE: [_consent(terms.amendment_rule)],
        TermsPart.ACCESSION_RULE: [_consent(terms.accession_rule)],
        TermsPart.RESOURCES: list(_resources(terms)),
    }


def approval_said(approval: Approval) -> Message:
    """How far approval has come."""
    filed, authority = when_said(approval.filed), approval.supervisory_authority
    if approval.outcome is None or approval.decided is None:
        return message("filed {filed} with: {authority}", filed=filed, authority=authority)
    decided = when_said(approval.decided)
    match approval.outcome:
        case ApprovalOutcome.GRANTED:
            return message(
                "filed {filed} with: {authority}; granted {decided}", filed=filed, authority=authority, decided=decided
            )
        case ApprovalOutcome.REFUSED:
            return message(
                "filed {filed} with: {authority}; refused {decided}", filed=filed, authority=authority, decided=decided
            )
        case ApprovalOutcome.DEEMED_GRANTED:
            return message(
                "filed {filed} with: {authority}; counts as granted {since}",
                filed=filed,
                authority=authority,
                since=since_said(approval.decided),
            )


def count_said(counted: PartyCount) -> Message:
    """A published number of parties."""
    return plural(
        counted.count,
        "{count} party, {when} (source: {source})",
        "{count} parties, {when} (source: {source})",
        when=when_said(counted.when),
        source=counted.source,
    )


def _term(term: AgreementDuration) -> Iterator[Message]:
    if term.until is None:
        yield message("The agreement runs without a time limit.")
    else:
        yield message("The agreement runs until {day}.", day=term.until)
    if term.notice is not None:
        yield _notice(term.notice)


def _notice(notice: NoticePeriod) -> Message:
    if notice.to is NoticeEnd.ANY_DAY:
        if not notice.months:
            return message("A party may leave at any time without notice.")
        return plural(
            notice.months,
            "A party may leave at any time on one month’s notice.",
            "A party may leave at any time on {count} months’ notice.",
        )
    if not notice.months:
        return message("A party may leave at the end of any {end} without notice.", end=notice.to)
    return plural(
        notice.months,
        "A party may leave at the end of any {end} on one month’s notice.",
        "A party may leave at the end of any {end} on {count} months’ notice.",
        end=notice.to,
    )


def _review(review: ReviewClause | None) -> Message:
    if review is None:
        return message("No review is agreed.")
    if review.first is None:
        return plural(review.months, "Every month.", "Every {count} months.")
    return plural(
        review.months, "Every month, first by {day}.", "Every {count} months, first by {day}.", day=review.first
    )


def _consent(rule: ConsentRule) -> Message:
    match rule.kind:
        case ConsentKind.NOBODY:
            return message("Nobody’s consent is needed.")
        case ConsentKind.ALL_PARTIES:
            return message("All parties must consent.")
        case ConsentKind.SHARE if rule.strict:
            return message("More than {share} of the parties must consent.", share=str(rule.share))
        case ConsentKind.SHARE:
            return message("At least {share} of the parties must consent.", share=str(rule.share))
        case ConsentKind.BODY if rule.body is None:
            return message("A body decides.")
        case ConsentKind.BODY:
            return message("Decided by: {body}.", body=rule.body)


def _resources(terms: AgreementTerms) -> Iterator[Message]:
    resources = terms.resources
    if resources.weekly_hours is not None:
        yield message("{hours} staff hours a week.", hours=resources.weekly_hours)
    if resources.yearly_budget is not None:
        yield message("{budget} a year.", budget=resources.yearly_budget)
    for funding in resources.fundings:
        yield message(
            "Grant: {programme} ({details}).", programme=funding.programme, details=in_a_row(_funding(funding))
        )


def _funding(funding: AgreementFunding) -> Iterator[Message]:
    if funding.until is None:
        yield message("from {day}", day=funding.since)
    else:
        yield message("{since} to {until}", since=funding.since, until=funding.until)
    if funding.granted is not None:
        yield message("granted: {sum}", sum=funding.granted)
    if funding.recipient is not None:
        yield message("recipient: {recipient}", recipient=funding.recipient)
    if funding.reference is not None:
        yield message("reference: {reference}", reference=funding.reference)
