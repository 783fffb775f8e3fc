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
