"""Terms: how long an agreement holds, how it is left, reviewed and changed, and what means it has."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Annotated

from events.agreement.clauses import VersionNumber
from events.formalities import Formalities
from events.refs import AgreementRef, BodyRef
from events.values import Many, Money, Name, Whole

Months = Annotated[int, Whole(1, 600)]
NoticeMonths = Annotated[int, Whole(0, 120)]


class NoticeEnd(StrEnum):
    """To the end of what a notice takes effect (Kündigungstermin)."""

    ANY_DAY = "ANY_DAY"
    """Any day (jederzeit)."""
    MONTH = "MONTH"
    """The end of a month (Monatsende)."""
    QUARTER = "QUARTER"
    """The end of a quarter (Quartalsende)."""
    YEAR = "YEAR"
    """The end of a calendar year (Jahresende)."""


@dataclass(frozen=True)
class NoticePeriod:
    """How long before it leaves a party must say so (Kündigungsfrist)."""

    months: NoticeMonths
    """So many months before (Monate)."""
    to: NoticeEnd
    """To the end of this (zum)."""


@dataclass(frozen=True)
class AgreementDuration:
    """How long the agreement holds (Laufzeit)."""

    until: date | None = None
    """Its last day; none: it is unlimited (letzter Tag)."""
    notice: NoticePeriod | None = None
    """How a party may leave before; an unlimited agreement needs one (Kündigungsfrist)."""


@dataclass(frozen=True)
class ReviewClause:
    """That the agreement is looked at every so many months (Überprüfungsklausel)."""

    months: Months
    """Every so many months (alle … Monate)."""
    first: date | None = None
    """The day by which it is first due; none: so many months after it came into force (erstmals bis)."""


class ConsentKind(StrEnum):
    """Whose consent is needed (wer zustimmen muss)."""

    NOBODY = "NOBODY"
    """Nobody's: it is enough that it is declared (niemand)."""
    ALL_PARTIES = "ALL_PARTIES"
    """All parties' (alle Vertragspartner)."""
    SHARE = "SHARE"
    """That of a share of the parties (ein Anteil der Vertragspartner)."""
    BODY = "BODY"
    """A body's: its decision is named as authority (ein Gremium)."""


@dataclass(frozen=True)
class ConsentRule:
    """Whose consent it takes to change the agreement, or to join it (Zustimmungsregel)."""

    kind: ConsentKind
    """Whose consent (wer)."""
    share: Fraction | None = None
    """The share of the parties, for SHARE: more than 0, at most 1 (Anteil)."""
    strict: bool = False
    """Whether more than the share is needed, not just as much (mehr als)."""
    body: Name | None = None
    """The body, for BODY (Gremium)."""
    decided_by: BodyRef | None = None
    """That body, for BODY, where it is kept in this record: then a decision of this record must be its own (Gremium im
    Verzeichnis)."""


@dataclass(frozen=True)
class AgreementFunding:
    """A grant for what is agreed (Förderung)."""

    programme: Name
    """The funding programme (Förderprogramm)."""
    since: date
    """The first day that it covers (Beginn)."""
    until: date | None = None
    """The last day that it covers (Ende)."""
    granted: Money | None = None
    """What was granted in all (Fördersumme)."""
    reference: Name | None = None
    """The funding body's reference (Förderkennzeichen)."""
    recipient: Name | None = None
    """Who received it (Zuwendungsempfänger)."""


@dataclass(frozen=True)
class AgreementResources:
    """What the parties provide for what is agreed (Ausstattung)."""

    weekly_hours: Fraction | None = None
    """Weekly working hours of all its people (Wochenstunden)."""
    yearly_budget: Money | None = None
    """Its budget a year (Jahresbudget)."""
    fundings: Annotated[tuple[AgreementFunding, ...], Many(100)] = ()
    """Grants (Förderungen)."""


@dataclass(frozen=True)
class AgreementTerms:
    """How long the agreement holds, how it is left, reviewed and changed, and what means it has (Bedingungen)."""

    term: AgreementDuration = AgreementDuration()
    """How long it holds (Laufzeit)."""
    review: ReviewClause | None = None
    """How often it is looked at (Überprüfungsklausel)."""
    amendment_rule: ConsentRule = ConsentRule(ConsentKind.ALL_PARTIES)
    """Whose consent a change takes (Änderungsregel)."""
    accession_rule: ConsentRule = ConsentRule(ConsentKind.ALL_PARTIES)
    """Whose consent joining takes (Beitrittsregel)."""
    resources: AgreementResources = AgreementResources()
    """What the parties provide (Ausstattung)."""


@dataclass(frozen=True)
class TermsRevision:
    """The terms from a version on (Bedingungen einer Fassung)."""

    version: VersionNumber
    """The version from which they hold (Fassung)."""
    terms: AgreementTerms
    """The terms (Bedingungen)."""


# --- Events ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class TermAgreed:
    """The draft says how long the agreement holds (Laufzeit vereinbart)."""

    term: AgreementDuration
    """How long it holds (Laufzeit)."""


@dataclass(frozen=True)
class ReviewAgreed:
    """The draft says how often the agreement is looked at (Überprüfung vereinbart)."""

    review: ReviewClause | None
    """How often; none: never (Überprüfungsklausel)."""


@dataclass(frozen=True)
class AmendmentRuleAgreed:
    """The draft says whose consent a change takes (Änderungsregel vereinbart)."""

    rule: ConsentRule
    """Whose consent (Änderungsregel)."""


@dataclass(frozen=True)
class AccessionRuleAgreed:
    """The draft says whose consent joining takes (Beitrittsregel vereinbart)."""

    rule: ConsentRule
    """Whose consent (Beitrittsregel)."""


@dataclass(frozen=True)
class ResourcesAgreed:
    """The draft says what the parties provide (Ausstattung vereinbart)."""

    resources: AgreementResources
    """What they provide (Ausstattung)."""


@dataclass(frozen=True)
class EntryIntoForceAgreed:
    """The draft says from which day on the agreement is to be in force (Inkrafttreten vereinbart)."""

    on: date | None
    """The day; none: as soon as all that is needed is there (Tag)."""


@dataclass(frozen=True)
class FormalitiesAgreed:
    """The draft needs other formalities than its legal form lets expect (Förmlichkeiten festgelegt)."""

    formalities: Formalities
    """What it needs (Förmlichkeiten)."""


# --- Commands --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class AgreeTerm:
    """Say in the draft how long the agreement holds (Laufzeit vereinbaren)."""

    id: AgreementRef
    """The agreement (Vereinbarung)."""
    term: AgreementDuration
    """How long it holds (Laufzeit)."""


@dataclass(frozen=True)
class AgreeReview:
    """Say in the draft how often the agreement is looked at (Überprüfung vereinbaren)."""

    id: AgreementRef
    """The agreement (Vereinbarung)."""
    review: ReviewClause | None
    """How often; none: never (Überprüfungsklausel)."""


@dataclass(frozen=True)
class AgreeAmendmentRule:
    """Say in the draft whose consent a change takes (Änderungsregel vereinbaren)."""

    id: AgreementRef
    """The agreement (Vereinbarung)."""
    rule: ConsentRule
    """Whose consent (Änderungsregel)."""


@dataclass(frozen=True)
class AgreeAccessionRule:
    """Say in the draft whose consent joining takes (Beitrittsregel vereinbaren)."""

    id: AgreementRef
    """The agreement (Vereinbarung)."""
    rule: ConsentRule
    """Whose consent (Beitrittsregel)."""


@dataclass(frozen=True)
class AgreeResources:
    """Say in the draft what the parties provide (Ausstattung vereinbaren)."""

    id: AgreementRef
    """The agreement (Vereinbarung)."""
    resources: AgreementResources
    """What they provide (Ausstattung)."""


@dataclass(frozen=True)
class AgreeEntryIntoForce:
    """Say in the draft from which day on the agreement is to be in force (Inkrafttreten vereinbaren)."""

    id: AgreementRef
    """The agreement (Vereinbarung)."""
    on: date | None
    """The day; none: as soon as all that is needed is there (Tag)."""


@dataclass(frozen=True)
class AgreeFormalities:
    """Say in the draft which formalities it needs, where that is otherwise than its legal form lets expect
    (Förmlichkeiten festlegen)."""

    id: AgreementRef
    """The agreement (Vereinbarung)."""
    formalities: Formalities
    """What it needs (Förmlichkeiten)."""
