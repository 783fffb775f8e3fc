"""The terms of an agreement: how long it holds, how it is left, reviewed and changed, and what means it has."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Annotated

from events.agreement.wording import VersionNumber
from events.refs import BodyRef
from events.values import Many, Money, Name, Whole

Months = Annotated[int, Whole(1, 600)]
NoticeMonths = Annotated[int, Whole(0, 120)]


class NoticeEnd(StrEnum):
    """When a notice can take effect (Kündigungstermin)."""

    ANY_DAY = "ANY_DAY"
    """On any day (jederzeit)."""
    MONTH = "MONTH"
    """At the end of a month (Monatsende)."""
    QUARTER = "QUARTER"
    """At the end of a quarter (Quartalsende)."""
    YEAR = "YEAR"
    """At the end of a calendar year (Jahresende)."""


@dataclass(frozen=True)
class NoticePeriod:
    """How long before leaving a party must give notice (Kündigungsfrist)."""

    months: NoticeMonths
    """The length of the notice period in months (Monate)."""
    to: NoticeEnd
    """When the notice can take effect (zum)."""


@dataclass(frozen=True)
class AgreementDuration:
    """How long the agreement lasts (Laufzeit)."""

    until: date | None = None
    """Its last day; null if it is unlimited (letzter Tag)."""
    notice: NoticePeriod | None = None
    """The notice period for leaving early; null if parties cannot leave by notice; an unlimited agreement needs one
    (Kündigungsfrist)."""


@dataclass(frozen=True)
class ReviewClause:
    """How often the agreement is reviewed (Überprüfungsklausel)."""

    months: Months
    """The interval between reviews in months (alle … Monate)."""
    first: date | None = None
    """The day by which the first review is due; null for one interval after entry into force (erstmals bis)."""


class ConsentKind(StrEnum):
    """Whose consent is needed (wer zustimmen muss)."""

    NOBODY = "NOBODY"
    """Nobody's: a declaration is enough (niemand)."""
    ALL_PARTIES = "ALL_PARTIES"
    """All parties' (alle Vertragspartner)."""
    SHARE = "SHARE"
    """A share of the parties' (ein Anteil der Vertragspartner)."""
    BODY = "BODY"
    """A body's: its decision is named as the authority (ein Gremium)."""


@dataclass(frozen=True)
class ConsentRule:
    """Whose consent an amendment or an accession needs (Zustimmungsregel)."""

    kind: ConsentKind
    """Whose consent (wer)."""
    share: Fraction | None = None
    """The share of the parties, above 0 and at most 1; null unless the kind is SHARE (Anteil)."""
    strict: bool = False
    """Whether more than the share is needed; otherwise the share is enough (mehr als)."""
    body: Name | None = None
    """The name of the body; null unless the kind is BODY (Gremium)."""
    decided_by: BodyRef | None = None
    """The body, if it is in this record; a decision of this record must then be a decision of that body. Null otherwise
    (Gremium im Verzeichnis)."""


@dataclass(frozen=True)
class AgreementFunding:
    """A grant for the purpose of the agreement (Förderung)."""

    programme: Name
    """The funding programme (Förderprogramm)."""
    since: date
    """The first day that it covers (Beginn)."""
    until: date | None = None
    """The last day that it covers; null if no end is known (Ende)."""
    granted: Money | None = None
    """The total granted (Fördersumme)."""
    reference: Name | None = None
    """The funding body's reference (Förderkennzeichen)."""
    recipient: Name | None = None
    """Who received it (Zuwendungsempfänger)."""


@dataclass(frozen=True)
class AgreementResources:
    """What the parties provide to carry out the agreement (Ausstattung)."""

    weekly_hours: Fraction | None = None
    """The weekly working hours of all staff together (Wochenstunden)."""
    yearly_budget: Money | None = None
    """The budget per year (Jahresbudget)."""
    fundings: Annotated[tuple[AgreementFunding, ...], Many(100)] = ()
    """Grants (Förderungen)."""


@dataclass(frozen=True)
class AgreementTerms:
    """The terms of the agreement: duration, notice, review, amendment, accession and resources (Bedingungen)."""

    term: AgreementDuration = AgreementDuration()
    """How long it lasts (Laufzeit)."""
    review: ReviewClause | None = None
    """How often it is reviewed (Überprüfungsklausel)."""
    amendment_rule: ConsentRule = ConsentRule(ConsentKind.ALL_PARTIES)
    """Whose consent an amendment needs (Änderungsregel)."""
    accession_rule: ConsentRule = ConsentRule(ConsentKind.ALL_PARTIES)
    """Whose consent an accession needs (Beitrittsregel)."""
    resources: AgreementResources = AgreementResources()
    """What the parties provide (Ausstattung)."""


@dataclass(frozen=True)
class TermsRevision:
    """The terms that apply from a version on (Bedingungen einer Fassung)."""

    version: VersionNumber
    """The first version in which they apply (Fassung)."""
    terms: AgreementTerms
    """The terms (Bedingungen)."""
