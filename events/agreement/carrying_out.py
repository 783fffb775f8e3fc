"""Carrying a proposal out: the version or the party that comes of it, and what is kept of it afterwards."""

from dataclasses import replace
from datetime import date

from events.agreement.changes import Admission, KeptChanges, KeptClauseChange, TermsChange
from events.agreement.clauses import Clause, ClauseRevision, KeptWording
from events.agreement.consents import newest_voices
from events.agreement.parties import Party
from events.agreement.proposals import AgreementVersion, Proposal, ProposalStatus, Settled
from events.agreement.state import Agreement
from events.agreement.terms import AgreementTerms, TermsRevision
from events.agreement.versions import newest
from events.when import When


def proposal_of(state: Agreement, number: int) -> Proposal | None:
    """An open proposal, or an adopted one that waits for formalities."""
    return next((proposal for proposal in state.proposals if proposal.number == number), None)


def with_proposal(state: Agreement, proposal: Proposal) -> Agreement:
    """The agreement with one of its proposals replaced."""
    return replace(
        state,
        proposals=tuple(proposal if each.number == proposal.number else each for each in state.proposals),
    )


def reworded(wording: KeptWording, change: KeptClauseChange) -> KeptWording:
    """A clause after a change; what the change leaves out stays."""
    return KeptWording(
        change.number or wording.number,
        change.heading or wording.heading,
        change.kind or wording.kind,
        change.text or wording.text,
    )


def changed_terms(terms: AgreementTerms, change: TermsChange) -> AgreementTerms:
    """The terms after a change; what the change leaves out stays."""
    return replace(terms, **{name: part for name, part in vars(change).items() if part is not None})


def settle(
    state: Agreement, proposal: Proposal, status: ProposalStatus, on: date, version: int | None = None
) -> Agreement:
    """The agreement with a proposal settled: what became of it is kept in brief."""
    voices = newest_voices(proposal).values()
    settled = Settled(
        number=proposal.number,
        kind=proposal.kind,
        title=proposal.title,
        status=status,
        proposed=proposal.proposed,
        settled=on,
        rationale=proposal.rationale,
        trigger=proposal.trigger,
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
    return settle(state, _adopted(state, number), ProposalStatus.REFUSED, on)


def carry_out(state: Agreement, number: int, day: date) -> Agreement:
    """The agreement with an adopted proposal in it, which may take effect from a day on at the earliest."""
    proposal = _adopted(state, number)
    if proposal.changes is None:
        return _admitted(settle(state, proposal, ProposalStatus.CARRIED_OUT, day), proposal, day)
    return _amended(state, proposal, proposal.changes, day)


def _adopted(state: Agreement, number: int) -> Proposal:
    return next(proposal for proposal in state.proposals if proposal.number == number)


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
    after = _reworded(state, changes, version.number)
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


def _reworded(state: Agreement, changes: KeptChanges, version: int) -> Agreement:
    revised = {change.clause: change for change in changes.revised}
    clauses = tuple(
        _revised(clause, revised.get(clause.key), clause.key in changes.removed, version) for clause in state.clauses
    )
    added = tuple(
        Clause(state.last_clause + n, (ClauseRevision(version, wording),)) for n, wording in enumerate(changes.added, 1)
    )
    return replace(state, clauses=(*clauses, *added), last_clause=state.last_clause + len(added))


def _revised(clause: Clause, change: KeptClauseChange | None, removed: bool, version: int) -> Clause:
    if removed:
        return replace(clause, revisions=(*clause.revisions, ClauseRevision(version, None)))
    if change is None:
        return clause
    before = clause.revisions[-1].wording
    assert before is not None
    return replace(clause, revisions=(*clause.revisions, ClauseRevision(version, reworded(before, change))))
