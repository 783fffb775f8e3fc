"""What is said of an agreement on its pages, in German and in English."""

from collections.abc import Iterator

from events.agreement.comparison import ClauseFate, TermsPart
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
from events.agreement.lifecycle import AgreementStatus
from events.agreement.state import Approval, ApprovalOutcome, PartyCount
from events.formalities import LegalForm
from service.language import Language
from service.pages.typography import told_day, told_money, told_number, told_since, told_when

Said = dict[Language, str]


def _both(de: str, en: str) -> Said:
    return {Language.DE: de, Language.EN: en}


FORMS: dict[LegalForm, Said] = {
    LegalForm.INFORMAL: _both("Formlose Zusammenarbeit", "Informal cooperation"),
    LegalForm.WORKING_GROUP: _both("Arbeitsgemeinschaft", "Working group (Arbeitsgemeinschaft)"),
    LegalForm.MANDATING: _both("Öffentlich-rechtliche Vereinbarung (mandatierend)", "Public-law agreement (mandating)"),
    LegalForm.DELEGATING: _both(
        "Öffentlich-rechtliche Vereinbarung (delegierend)", "Public-law agreement (delegating)"
    ),
    LegalForm.SPECIAL_PURPOSE_ASSOCIATION: _both("Zweckverband", "Special-purpose association (Zweckverband)"),
}
STATUSES: dict[AgreementStatus, Said] = {
    AgreementStatus.DRAFT: _both("Entwurf", "Draft"),
    AgreementStatus.SIGNING: _both("in Unterzeichnung", "being signed"),
    AgreementStatus.SIGNED: _both("unterzeichnet", "signed"),
    AgreementStatus.APPROVAL_PENDING: _both("Genehmigung beantragt", "filed for approval"),
    AgreementStatus.APPROVED: _both("genehmigt", "approved"),
    AgreementStatus.PUBLISHED: _both("bekannt gemacht", "published"),
    AgreementStatus.IN_FORCE: _both("in Kraft", "in force"),
    AgreementStatus.TERMINATED: _both("beendet", "ended"),
    AgreementStatus.EXPIRED: _both("ausgelaufen", "expired"),
    AgreementStatus.ABANDONED: _both("aufgegeben", "abandoned"),
    AgreementStatus.UNCERTAIN: _both("ungewiss", "uncertain"),
}
FATES: dict[ClauseFate, Said] = {
    ClauseFate.ADDED: _both("neu", "new"),
    ClauseFate.REMOVED: _both("gestrichen", "struck"),
    ClauseFate.CHANGED: _both("geändert", "changed"),
    ClauseFate.RENUMBERED: _both("neu nummeriert", "renumbered"),
    ClauseFate.SAME: _both("unverändert", "unchanged"),
}
PARTS: dict[TermsPart, Said] = {
    TermsPart.TERM: _both("Laufzeit", "Term"),
    TermsPart.REVIEW: _both("Überprüfung", "Review"),
    TermsPart.AMENDMENT_RULE: _both("Änderungen", "Amendments"),
    TermsPart.ACCESSION_RULE: _both("Beitritte", "Accessions"),
    TermsPart.RESOURCES: _both("Ausstattung", "Resources"),
}
_NOTICE_ENDS: dict[NoticeEnd, Said] = {
    NoticeEnd.ANY_DAY: _both("zu jedem Tag", "on any day"),
    NoticeEnd.MONTH: _both("zum Monatsende", "to the end of a month"),
    NoticeEnd.QUARTER: _both("zum Quartalsende", "to the end of a quarter"),
    NoticeEnd.YEAR: _both("zum Jahresende", "to the end of a year"),
}


def told_terms(terms: AgreementTerms, language: Language) -> dict[TermsPart, list[str]]:
    """The terms in sentences, part by part; an empty part has none."""
    return {
        TermsPart.TERM: [_term(terms.term, language)],
        TermsPart.REVIEW: [_review(terms.review, language)],
        TermsPart.AMENDMENT_RULE: [_consent(terms.amendment_rule, language)],
        TermsPart.ACCESSION_RULE: [_consent(terms.accession_rule, language)],
        TermsPart.RESOURCES: list(_resources(terms, language)),
    }


def told_approval(approval: Approval, language: Language) -> str:
    """How far approval has come."""
    german = language is Language.DE
    filed = told_when(approval.filed, language)
    begun = (
        f"{filed} eingereicht bei: {approval.supervisory_authority}"
        if german
        else f"filed {filed} with: {approval.supervisory_authority}"
    )
    if approval.outcome is None or approval.decided is None:
        return begun
    decided, since = told_when(approval.decided, language), told_since(approval.decided, language)
    told = {
        ApprovalOutcome.GRANTED: _both(f"{decided} erteilt", f"granted {decided}"),
        ApprovalOutcome.REFUSED: _both(f"{decided} versagt", f"refused {decided}"),
        ApprovalOutcome.DEEMED_GRANTED: _both(f"gilt {since} als erteilt", f"counts as granted {since}"),
    }
    return f"{begun}; {told[approval.outcome][language]}"


def told_count(counted: PartyCount, language: Language) -> str:
    """A published number of parties."""
    when = told_when(counted.when, language)
    if language is Language.DE:
        return f"{counted.count} Vertragspartner, {when} (Quelle: {counted.source})"
    return f"{counted.count} parties, {when} (source: {counted.source})"


def _term(term: AgreementDuration, language: Language) -> str:
    german = language is Language.DE
    if term.until is None:
        held = "Sie gilt unbefristet." if german else "It holds without limit."
    else:
        day = told_day(term.until, language)
        held = f"Sie gilt bis zum {day}." if german else f"It holds until {day}."
    return f"{held} {_notice(term.notice, language)}" if term.notice else held


def _notice(notice: NoticePeriod, language: Language) -> str:
    months = f"{notice.months}\u00a0"
    if language is Language.DE:
        months += "Monat" if notice.months == 1 else "Monaten"
        period = f"mit einer Frist von {months}" if notice.months else "ohne Frist"
        return f"Sie kann {period} {_NOTICE_ENDS[notice.to][language]} gekündigt werden."
    months += "month’s" if notice.months == 1 else "months’"
    period = f"on {months} notice" if notice.months else "without notice"
    return f"A party may leave {period} {_NOTICE_ENDS[notice.to][language]}."


def _review(review: ReviewClause | None, language: Language) -> str:
    german = language is Language.DE
    if review is None:
        return "Keine Überprüfung vereinbart." if german else "No review is agreed."
    every = f"Alle {review.months}\u00a0Monate" if german else f"Every {review.months}\u00a0months"
    if review.months == 1:
        every = "Jeden Monat" if german else "Every month"
    if review.first is None:
        return f"{every}."
    day = told_day(review.first, language)
    return f"{every}, erstmals bis zum {day}." if german else f"{every}, first by {day}."


def _consent(rule: ConsentRule, language: Language) -> str:
    share = "" if rule.share is None else str(rule.share)
    said = {
        ConsentKind.NOBODY: _both("Es bedarf keiner Zustimmung.", "Nobody’s consent is needed."),
        ConsentKind.ALL_PARTIES: _both("Alle Vertragspartner müssen zustimmen.", "All parties must consent."),
        ConsentKind.SHARE: _both(
            f"{'Mehr als' if rule.strict else 'Mindestens'} {share} der Vertragspartner müssen zustimmen.",
            f"{'More than' if rule.strict else 'At least'} {share} of the parties must consent.",
        ),
        ConsentKind.BODY: _both(
            f"Es entscheidet: {rule.body or 'ein Gremium'}.", f"Decided by: {rule.body or 'a body'}."
        ),
    }
    return said[rule.kind][language]


def _resources(terms: AgreementTerms, language: Language) -> Iterator[str]:
    german = language is Language.DE
    resources = terms.resources
    if resources.weekly_hours is not None:
        hours = told_number(resources.weekly_hours, language)
        yield f"{hours} Wochenstunden Personal." if german else f"{hours} weekly hours of staff."
    if resources.yearly_budget is not None:
        budget = told_money(resources.yearly_budget, language)
        yield f"{budget} im Jahr." if german else f"{budget} a year."
    for funding in resources.fundings:
        yield _funding(funding, language)


def _funding(funding: AgreementFunding, language: Language) -> str:
    german = language is Language.DE
    since = told_day(funding.since, language)
    if funding.until is None:
        span = f"ab {since}" if german else f"from {since}"
    else:
        until = told_day(funding.until, language)
        span = f"{since} bis {until}" if german else f"{since} to {until}"
    told = [span]
    if funding.granted is not None:
        told.append(told_money(funding.granted, language))
    if funding.recipient is not None:
        told.append(("an " if german else "to ") + funding.recipient)
    if funding.reference is not None:
        told.append(("Kennzeichen " if german else "reference ") + funding.reference)
    return f"{'Förderung' if german else 'Grant'}: {funding.programme} ({', '.join(told)})."
