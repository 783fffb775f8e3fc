"""A second reckoning of an agreement, from its events alone: who is party to it, which versions it has, who consents.

It shares no rule with the agreement itself, so that each can be told wrong by the other.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from events.agreement.accessions import AccessionAdopted, AccessionProposed
from events.agreement.amendments import AmendmentAdopted, AmendmentProposed
from events.agreement.approval import AgreementEnteredIntoForce, AgreementPublished, ApprovalGranted, ApprovalRefused
from events.agreement.clauses import ClauseAdded
from events.agreement.conditions import ConsentKind, ConsentRule, ReviewClause
from events.agreement.drafting import AgreementDrafted
from events.agreement.membership import NoticeGiven, NoticeWithdrawn, PartyJoined, PartyLeft
from events.agreement.parties import PartyAdded
from events.agreement.proposals import ProposalConsented, ProposalObjected
from events.agreement.reviews import AgreementTerminated
from events.agreement.signing import AgreementSigned
from events.agreement.silence import ApprovalDeemedGranted
from events.agreement.terms import AccessionRuleAgreed, AmendmentRuleAgreed, ReviewAgreed
from events.formalities import Formalities
from events.municipality.state import Merger
from events.when import When

DAY = timedelta(days=1)
PLAIN = Formalities(approval=False, publication=False)
ALL_PARTIES = ConsentRule(ConsentKind.ALL_PARTIES)
Wording = tuple[str, str, str, str]
"""Number, heading, kind and text of a clause."""
Rules = tuple[ConsentRule, ConsentRule]
"""Whose consent a change takes, and whose joining takes."""


@dataclass
class Membership:
    """That somebody is party: the first and the last day on which that can have begun, and likewise its end."""

    ref: str
    joined: When | None = None
    left: When | None = None
    notice: date | None = None

    def surely(self, on: date) -> bool:
        """Whether it is a party on the day, whatever is not known."""
        return (self.joined is None or self.joined.last <= on) and (self.over is None or on < self.over.earliest)

    def possibly(self, on: date) -> bool:
        """Whether it can be a party on the day."""
        return (self.joined is None or self.joined.earliest <= on) and (self.over is None or on < self.over.last)

    @property
    def over(self) -> When | None:
        """The first day without it."""
        return self.left or (When(self.notice) if self.notice else None)


@dataclass
class Asked:
    """A proposal, what was said of it, and what it still lacks."""

    event: Any
    voices: list[tuple[Membership, date, bool]] = field(default_factory=list)
    adopted: Any = None
    granted: date | None = None


@dataclass
class Book:
    """What the events say, reckoned one after another."""

    formalities: Formalities = PLAIN
    begun: date = date.min
    end: date = date.max
    members: list[Membership] = field(default_factory=list)
    asked: dict[int, Asked] = field(default_factory=dict)
    versions: dict[int, date] = field(default_factory=dict)
    wordings: dict[int, dict[int, Wording]] = field(default_factory=lambda: {1: {}})
    rules: dict[int, Rules] = field(default_factory=lambda: {1: (ALL_PARTIES, ALL_PARTIES)})
    reviewed: dict[int, ReviewClause | None] = field(default_factory=lambda: {1: None})

    def write(self, event: Any) -> None:
        """Reckon one more event."""
        match event:
            case AgreementDrafted():
                self.formalities = event.formalities
            case PartyAdded():
                self.members.append(Membership(event.party))
            case ClauseAdded():
                self.wordings[1][event.clause] = _told(event.wording)
            case ReviewAgreed():
                self.reviewed[1] = event.review
            case AmendmentRuleAgreed():
                self.rules[1] = (event.rule, self.rules[1][1])
            case AccessionRuleAgreed():
                self.rules[1] = (self.rules[1][0], event.rule)
            case AgreementSigned():
                self.begun = max(self.begun, event.when.last)
            case AgreementEnteredIntoForce():
                self.begun = event.on
            case AgreementTerminated():
                self.end = event.on
            case AmendmentProposed() | AccessionProposed():
                self.asked[event.proposal] = Asked(event)
            case ProposalConsented() | ProposalObjected():
                consents = isinstance(event, ProposalConsented)
                self.asked[event.proposal].voices.append((self.member(event.party), event.on, consents))
            case PartyJoined():
                self.members.append(Membership(event.party, event.when))
            case NoticeGiven():
                for ref in event.entries:
                    self.member(ref).notice = event.leaves
            case NoticeWithdrawn():
                for ref in event.entries:
                    self.member(ref).notice = None
            case PartyLeft():
                for ref in event.entries:
                    self.member(ref).left = event.when
            case AmendmentAdopted() | AccessionAdopted():
                self.asked[event.proposal].adopted = event
                if not (self.formalities.approval or self.formalities.publication):
                    self._carry_out(event.proposal, date.min)
            case ApprovalGranted() | ApprovalDeemedGranted():
                granted = event.on if isinstance(event, ApprovalDeemedGranted) else event.when.last
                self._completed(event.proposal, granted, last=not self.formalities.publication)
            case ApprovalRefused(proposal=int(number)):
                del self.asked[number]
            case AgreementPublished():
                self._completed(event.proposal, event.when.last + DAY, last=True)

    def member(self, ref: str) -> Membership:
        """The newest membership under a name."""
        return [each for each in self.members if each.ref == ref][-1]

    def _completed(self, proposal: int | None, since: date, *, last: bool) -> None:
        if proposal is None:
            self.begun = max(self.begun, since)
        elif last:
            self._carry_out(proposal, since)

    def _carry_out(self, number: int, since: date) -> None:
        asked = self.asked[number]
        if isinstance(asked.event, AccessionProposed):
            joins = asked.event.joins
            last = joins.latest and max(joins.latest, since)
            joins = replace(joins, earliest=max(joins.earliest, since), latest=last)
            self.members.append(Membership(asked.event.admission.party, joins))
            return
        effective = max(asked.adopted.effective_from, since)
        changes = asked.event.changes
        for ref in changes.released:
            self.member(ref).left = When(effective)
        for admission in changes.admitted:
            self.members.append(Membership(admission.party, When(effective)))
        newest = max(self.wordings)
        self.versions[newest + 1] = effective
        self.wordings[newest + 1] = _reworded(dict(self.wordings[newest]), asked.event)
        amending, joining = self.rules[newest]
        review = self.reviewed[newest]
        if changes.terms is not None:
            amending = changes.terms.amendment_rule or amending
            joining = changes.terms.accession_rule or joining
            review = None if changes.terms.review_struck else changes.terms.review or review
        self.rules[newest + 1] = (amending, joining)
        self.reviewed[newest + 1] = review

    def surely(self, on: date) -> list[Membership]:
        """Those that surely are parties on a day."""
        return [each for each in self.members if self.begun <= on < self.end and each.surely(on)]

    def possibly(self, on: date) -> list[Membership]:
        """Those that are, or may be, parties on a day."""
        return [each for each in self.members if self.begun <= on < self.end and each.possibly(on)]

    def number_on(self, on: date) -> int:
        """The version that holds on a day."""
        return max((number for number, since in self.versions.items() if since <= on), default=1)

    def consenting(self, number: int, on: date, mergers: Mapping[str, Merger]) -> set[str]:
        """Who consents to a proposal on a day, of those that are parties: one that has become of several has its own
        voice, or that of all that it has become of."""
        said: dict[str, dict[str, bool]] = {}
        parties = self.surely(on)
        for party, day, consents in self.asked[number].voices:
            if day <= on and any(party is each for each in parties):
                said.setdefault(now(party.ref, on, mergers), {})[party.ref] = consents
        return {ref for ref, voices in said.items() if voices.get(ref, all(voices.values()))}

    def enough(self, number: int, on: date, mergers: Mapping[str, Merger]) -> bool:
        """Whether that is enough by the agreement's rule."""
        amending, joining = self.rules[self.number_on(on)]
        rule = joining if isinstance(self.asked[number].event, AccessionProposed) else amending
        entitled = {now(each.ref, on, mergers) for each in self.surely(on)}
        consenting = self.consenting(number, on, mergers)
        if rule.kind is ConsentKind.ALL_PARTIES:
            return consenting == entitled
        if rule.share is None:
            return True
        counted = rule.share * len(entitled)
        return len(consenting) > counted if rule.strict else len(consenting) >= counted


def book_of(events: Iterable[Any]) -> Book:
    """The reckoning of these events."""
    book = Book()
    for event in events:
        book.write(event)
    return book


def now(ref: str, on: date, mergers: Mapping[str, Merger]) -> str:
    """Who somebody has become by a day."""
    while ref in mergers and mergers[ref].on <= on:
        ref = mergers[ref].into
    return ref


def _told(wording: Any) -> Wording:
    return wording.number, wording.heading, wording.kind, wording.text


def _reworded(clauses: dict[int, Wording], event: AmendmentProposed) -> dict[int, Wording]:
    for change in event.changes.revised:
        parts = (change.number, change.heading, change.kind, change.text)
        before = clauses[change.clause]
        clauses[change.clause] = (
            parts[0] or before[0],
            parts[1] or before[1],
            parts[2] or before[2],
            parts[3] or before[3],
        )
    for key in event.changes.removed:
        del clauses[key]
    for key, wording in zip(event.clauses, event.changes.added, strict=True):
        assert key not in clauses
        clauses[key] = _told(wording)
    return clauses
