"""What is read of an agreement besides its view: a version in full, two of them compared, its proposals with their
voices."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from events.agreement.changes import Admission, KeptChanges
from events.agreement.comparison import AgreementComparison, compare, compare_terms, printed
from events.agreement.conditions import AgreementTerms, ConsentRule
from events.agreement.conflicts import is_outdated
from events.agreement.consents import consents, needed, newest_voices, rule_of
from events.agreement.lifecycle import approved, effective_from, ends_on, shown_approval
from events.agreement.state import (
    Agreement,
    AmendmentTrigger,
    Approval,
    Proposal,
    ProposalKind,
    ProposalNumber,
    ProposalStatus,
    Publication,
    Settled,
)
from events.agreement.versions import AgreementClause, terms_at, wording_at
from events.agreement.wording import VersionNumber
from events.decider import recorded
from events.refs import PartyRef
from events.successors import Mergers, become
from events.values import TextDigest, Title, Whole
from events.when import Certainty, When, by

Number = Annotated[int, Whole(0, 10_000)]


@dataclass(frozen=True)
class AgreementWording:
    """A version of an agreement in full (Fassung im Wortlaut)."""

    number: VersionNumber
    """Its number (Nummer)."""
    effective_from: date | None
    """The first day on which it applies; null if it is not known (gilt ab)."""
    until: date | None
    """The first day on which it no longer applies; null if no end is known (gilt nicht mehr ab)."""
    adopted: date | None
    """The day on which it was adopted; null for the version that was concluded (angenommen am)."""
    clauses: tuple[AgreementClause, ...]
    """Its clauses, in order (Paragraphen)."""
    terms: AgreementTerms
    """Its terms (Bedingungen)."""


@dataclass(frozen=True)
class PartyVoice:
    """A party's consent or objection to a proposal (Stimme eines Vertragspartners)."""

    party: PartyRef
    """The party as the agreement names it (Vertragspartner)."""
    on: date
    """The day (Tag)."""
    consents: bool
    """Whether it consents; otherwise it objects (zugestimmt)."""


@dataclass(frozen=True)
class ConsentCount:
    """The count of consents and objections to a proposal on a day; merged parties count once (Stand der Zustimmung)."""

    rule: ConsentRule
    """The rule of the agreement (Zustimmungsregel)."""
    entitled: Number
    """How many parties have a say (stimmberechtigt)."""
    needed: Number
    """How many of them must consent (nötig)."""
    consenting: Number
    """How many consent (zugestimmt)."""
    objecting: Number
    """How many object (abgelehnt)."""
    silent: tuple[PartyRef, ...]
    """The parties that have neither consented nor objected; after a merger, the successor (noch ohne Stimme)."""


@dataclass(frozen=True)
class AgreementProposal:
    """A proposed amendment or accession, open or settled (Antrag)."""

    number: ProposalNumber
    """Its number (Nummer)."""
    kind: ProposalKind
    """What is proposed (Art)."""
    title: Title | None
    """The title of an amendment; null for an accession (Titel)."""
    status: ProposalStatus
    """How far it has come (Stand)."""
    proposed: date
    """The day of the proposal (vorgeschlagen am)."""
    trigger: AmendmentTrigger | None
    """What gave rise to an amendment; null for an accession (Anlass)."""
    rationale: TextDigest | None
    """The reason for an amendment; null for an accession (Begründung)."""
    base_version: VersionNumber | None
    """The version that an open amendment amends; null otherwise (Ausgangsfassung)."""
    changes: KeptChanges | None
    """What an open amendment changes; null otherwise. To see what a settled amendment changed, compare versions
    (Inhalt)."""
    admission: Admission | None
    """The party that is to join, or joined; null for an amendment (Beitritt)."""
    joins: When | None
    """The first day on which the party of an open accession is to be a party; null otherwise (beigetreten zum)."""
    voices: tuple[PartyVoice, ...]
    """The latest consent or objection of each party to an open proposal, in the order in which they first spoke
    (Stimmen)."""
    count: ConsentCount | None
    """The count while the proposal is open and not adopted; null otherwise (Stand der Zustimmung)."""
    consents: Number
    """How many parties have consented; merged parties count separately (Zustimmungen)."""
    objections: Number
    """How many parties have objected; merged parties count separately (Ablehnungen)."""
    adopted: date | None
    """The day of its adoption, while approval or publication is still needed; null otherwise (angenommen am)."""
    effective_from: date | None
    """The first day on which an adopted amendment is to apply, while approval or publication is still needed; null
    otherwise (gilt ab)."""
    approval: Approval | None
    """Approval by the supervisory authority; null until it is applied for (Genehmigung)."""
    publication: Publication | None
    """The publication; null if none is recorded (Bekanntmachung)."""
    settled: date | None
    """The day on which it was settled; null while it is open (erledigt am)."""
    version: VersionNumber | None
    """The version that it made; null if it made none (Fassung)."""


# --- Versions --------------------------------------------------------------------------------------------------


def span_of(state: Agreement, number: int) -> tuple[date | None, date | None]:
    """The first day on which a version holds, and the first on which it does no more, as far as they are known."""
    starts = {version.number: version.effective_from for version in state.versions}
    since = starts[number] if number > 1 else effective_from(state)
    # On a day the highest number effective by then holds.
    overs = [day for later, day in starts.items() if later > number]
    end = ends_on(state)
    return since, min([*overs, *([end] if end else [])], default=None)


def version_in_full(state: Agreement, number: int) -> AgreementWording:
    """A version that there is."""
    since, until = span_of(state, number)
    adopted = next((version.adopted for version in state.versions if version.number == number), None)
    return AgreementWording(number, since, until, adopted, wording_at(state, number), terms_at(state, number))


def comparison(state: Agreement, texts: Mapping[str, str], first: int, second: int) -> AgreementComparison:
    """Two versions that there are, compared; texts are given by their digests."""
    return AgreementComparison(
        first,
        second,
        compare(printed(wording_at(state, first), texts), printed(wording_at(state, second), texts)),
        compare_terms(terms_at(state, first), terms_at(state, second)),
    )


# --- Proposals -------------------------------------------------------------------------------------------------


def status_of(state: Agreement, proposal: Proposal, on: date) -> ProposalStatus:
    """How far a proposal that is not settled has come by a day."""
    if proposal.adopted is None:
        return ProposalStatus.OUTDATED if is_outdated(state, proposal) else ProposalStatus.PROPOSED
    filed = proposal.completion.approval
    if not state.formalities.approval or filed is None or by(filed.filed, on) is Certainty.NO:
        return ProposalStatus.ADOPTED
    granted = by(approved(proposal.completion, state.formalities), on)
    return ProposalStatus.APPROVAL_PENDING if granted is Certainty.NO else ProposalStatus.APPROVED


def proposals_on(
    state: Agreement, kind: ProposalKind, on: date, mergers: Mergers, internal: bool
) -> tuple[AgreementProposal, ...]:
    """The amendments or accessions proposed by a day, by number; who may not know of what is internal is told of those
    that were carried out."""
    found = [_settled(each, state) for each in state.settled if each.kind is kind and each.proposed <= on]
    found = [each for each in found if internal or each.status is ProposalStatus.CARRIED_OUT]
    if internal:
        found += [
            _open(state, each, on, mergers) for each in state.proposals if each.kind is kind and each.proposed <= on
        ]
    return tuple(sorted(found, key=lambda each: each.number))


def _open(state: Agreement, proposal: Proposal, on: date, mergers: Mergers) -> AgreementProposal:
    named = {party.number: party.party for party in state.parties}
    voices = tuple(PartyVoice(named[each.number], each.on, each.consents) for each in newest_voices(proposal).values())
    return recorded(
        AgreementProposal,
        proposal,
        status=status_of(state, proposal, on),
        voices=voices,
        count=None if proposal.adopted else _count(state, proposal, on, mergers),
        consents=sum(voice.consents for voice in voices),
        objections=sum(not voice.consents for voice in voices),
        approval=shown_approval(proposal.completion.approval, state.formalities, on),
        publication=proposal.completion.publication,
        settled=None,
        version=None,
    )


def _count(state: Agreement, proposal: Proposal, on: date, mergers: Mergers) -> ConsentCount:
    rule, told = rule_of(state, proposal, on), consents(state, proposal, on, mergers)
    return ConsentCount(
        rule=rule,
        entitled=len(told.entitled),
        needed=needed(rule, len(told.entitled)),
        consenting=len(told.consenting),
        objecting=len(told.objecting),
        silent=tuple(each.now for each in told.silent),
    )


def _settled(settled: Settled, state: Agreement) -> AgreementProposal:
    completion = settled.completion
    return recorded(
        AgreementProposal,
        settled,
        base_version=None,
        changes=None,
        admission=Admission(settled.party) if settled.party else None,
        joins=None,
        voices=(),
        count=None,
        adopted=None,
        effective_from=None,
        approval=completion.approval if completion else None,
        publication=completion.publication if completion else None,
    )


def was_party(state: Agreement, ref: str, on: date, mergers: Mergers) -> bool:
    """Whether an entity, or one that has become it by the day, is or was named as a party."""
    return any(ref in (party.party, become(party.party, on, mergers)) for party in state.parties)
