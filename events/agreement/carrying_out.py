"""Carrying a proposal out: the version or the party that comes of it, and what is kept of it afterwards."""

from dataclasses import replace
from datetime import date

from events.agreement.changes import Admission, KeptChanges, KeptClauseChange, changed_terms, reworded
from events.agreement.conditions import TermsRevision
from events.agreement.consents import newest_voices
from events.agreement.state import Agreement, AgreementVersion, Party, Proposal, ProposalStatus, Settled
from events.agreement.versions import newest
from events.agreement.wording import Clause, ClauseRevision
from events.decider import recorded
from events.numbered import exchanged, numbered
from events.when import When


def proposal_of(state: Agreement, number: int) -> Proposal | None:
    """An open proposal, or an adopted one that waits for formalities."""
    return numbered(state.proposals, number)


def the_proposal(state: Agreement, number: int) -> Proposal:
    """A proposal that is open or waits for formalities."""
    return next(proposal for proposal in state.proposals if proposal.number == number)


def with_proposal(state: Agreement, proposal: Proposal) -> Agreement:
    """The agreement with one of its proposals replaced."""
    return replace(state, proposals=exchanged(state.proposals, proposal))


def settle(
    state: Agreement, proposal: Proposal, status: ProposalStatus, on: date, version: int | None = None
) -> Agreement:
    """The agreement with a proposal settled: what became of it is kept in brief."""
    voices = newest_voices(proposal).values()
    settled = recorded(
        Settled,
        proposal,
        status=status,
        settled=on,
        version=version,
        party=proposal.admission.party if proposal.admission else None,
        consents=sum(voice.consents for voice in voices),
        objections=sum(not voice.consents for voice in voices),
        completion=proposal.completion if proposal.completion.approval or proposal.completion.publication else None,
    )
    return replace(
        state,
        proposals=tuple(each for each in state.proposals if each.number != proposal.number),
        settled=(*state.settled, settled),
    )


def refuse(state: Agreement, number: int, on: date) -> Agreement:
    """The agreement after the supervisory authority refused an adopted proposal."""
    return settle(state, the_proposal(state, number), ProposalStatus.REFUSED, on)


def carry_out(state: Agreement, number: int, day: date) -> Agreement:
    """The agreement with an adopted proposal in it, which may take effect from a day on at the earliest."""
    proposal = the_proposal(state, number)
    if proposal.changes is None:
        return _admitted(settle(state, proposal, ProposalStatus.CARRIED_OUT, day), proposal, day)
    return _amended(state, proposal, proposal.changes, day)


def _admitted(state: Agreement, proposal: Proposal, day: date) -> Agreement:
    """The party that joins: when it was to, but not before all that is needed was there."""
    assert proposal.admission is not None
    joins = proposal.joins
    assert joins is not None
    if state.formalities.approval or state.formalities.publication:
        joins = When(max(joins.earliest, day), None if joins.latest is None else max(joins.latest, day))
    return _joined(state, proposal.admission, joins)


def _joined(state: Agreement, admission: Admission, joined: When) -> Agreement:
    party = Party(state.last_party + 1, admission.party, admission.role, joined)
    return replace(state, parties=(*state.parties, party), last_party=party.number)


def _amended(state: Agreement, proposal: Proposal, changes: KeptChanges, day: date) -> Agreement:
    """The version that comes of an amendment: from the day it gave, but not before all that is needed was there."""
    assert proposal.adopted is not None
    assert proposal.effective_from is not None
    effective = max(proposal.effective_from, day)
    version = AgreementVersion(newest(state) + 1, effective, proposal.adopted, proposal.number)
    after = _reworded(state, changes, proposal.clauses, version.number)
    if changes.terms is not None:
        terms = changed_terms(state.terms[-1].terms, changes.terms)
        after = replace(after, terms=(*after.terms, TermsRevision(version.number, terms)))
    for ref in changes.released:
        after = _released(after, ref, effective)
    for admission in changes.admitted:
        after = _joined(after, admission, When(effective))
    after = replace(after, versions=(*after.versions, version))
    return settle(after, proposal, ProposalStatus.CARRIED_OUT, max(proposal.adopted, day), version.number)


def _released(state: Agreement, ref: str, day: date) -> Agreement:
    """A party leaves, unless it has left by then for another cause."""

    def stays(party: Party) -> bool:
        return party.party == ref and party.left is None and (party.notice is None or party.notice.leaves > day)

    parties = tuple(replace(each, left=When(day)) if stays(each) else each for each in state.parties)
    return replace(state, parties=parties)


def _reworded(state: Agreement, changes: KeptChanges, keys: tuple[int, ...], version: int) -> Agreement:
    revised = {change.clause: change for change in changes.revised}
    clauses = tuple(
        _revised(clause, revised.get(clause.key), clause.key in changes.removed, version) for clause in state.clauses
    )
    added = tuple(
        Clause(key, (ClauseRevision(version, wording),)) for key, wording in zip(keys, changes.added, strict=True)
    )
    return replace(state, clauses=(*clauses, *added))


def _revised(clause: Clause, change: KeptClauseChange | None, removed: bool, version: int) -> Clause:
    if removed:
        return replace(clause, revisions=(*clause.revisions, ClauseRevision(version, None)))
    if change is None:
        return clause
    before = clause.revisions[-1].wording
    assert before is not None
    return replace(clause, revisions=(*clause.revisions, ClauseRevision(version, reworded(before, change))))
