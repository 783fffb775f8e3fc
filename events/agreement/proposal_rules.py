"""Amendments and accessions: what follows from proposing, consenting, adopting, dismissing and withdrawing them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from events.agreement.carrying_out import carry_out, proposal_of, refuse, settle, with_proposal
from events.agreement.clause_rules import kept
from events.agreement.conflicts import conflict, is_outdated, touched
from events.agreement.consents import check_consent, rule_of
from events.agreement.headcount import is_party, mergers_in, party_of
from events.agreement.lifecycle import check_in_force
from events.agreement.proposals import (
    AccessionAdopted,
    AccessionProposed,
    Admission,
    AdoptAccession,
    AdoptAmendment,
    AmendmentAdopted,
    AmendmentChanges,
    AmendmentProposed,
    ConsentToProposal,
    DismissProposal,
    KeptChanges,
    KeptClauseChange,
    ObjectToProposal,
    Proposal,
    ProposalConsented,
    ProposalDismissed,
    ProposalKind,
    ProposalObjected,
    ProposalStatus,
    ProposalWithdrawn,
    ProposeAccession,
    ProposeAmendment,
    TermsChange,
    Voice,
    WithdrawProposal,
)
from events.agreement.signing_rules import check_admissible, speaking
from events.agreement.state import Agreement
from events.agreement.terms_rules import check_resources, check_review, check_rule, check_term
from events.agreement.versions import newest, revision_at
from events.decider import Rejected, World, require
from events.rules import check_in_order, check_known
from events.values import digest_of
from events.when import Certainty, When, by, check_not_ahead, check_when

__all__ = ["DECIDES", "EVOLVES", "carry_out", "is_outdated", "refuse", "rule_of"]

ACCESSION = "Beitritt"
"""What an accession is called."""


# --- Proposing -------------------------------------------------------------------------------------------------


def _propose(command: ProposeAmendment, state: Agreement, world: World) -> list[Any]:
    check_not_ahead(When(command.on), world.today, "on")
    check_in_force(state, command.on, "on")
    require(
        command.base_version <= newest(state),
        "UNKNOWN_VERSION",
        "base_version",
        f"There is no version {command.base_version}; the newest is {newest(state)}.",
        f"Eine Fassung {command.base_version} gibt es nicht; die neueste ist {newest(state)}.",
    )
    _check_changes(command.changes, state, command.base_version, command.on, world)
    against = conflict(state, command.changes, command.base_version, "changes")
    if against is not None:
        raise against
    if any(_same(proposal, command) for proposal in state.proposals):
        return []
    return [
        AmendmentProposed(
            proposal=state.last_proposal + 1,
            title=command.title,
            trigger=command.trigger,
            rationale=command.rationale,
            base_version=command.base_version,
            changes=command.changes,
            on=command.on,
        )
    ]


def _same(proposal: Proposal, command: ProposeAmendment) -> bool:
    """Whether the very same amendment is proposed already."""
    told = (command.title, command.base_version, _kept(command.changes), digest_of(command.rationale))
    return (proposal.title, proposal.base_version, proposal.changes, proposal.rationale) == told


def _check_changes(changes: AmendmentChanges, state: Agreement, base: int, on: date, world: World) -> None:
    require(
        changes != AmendmentChanges(terms=changes.terms) or (changes.terms not in (None, TermsChange())),
        "EMPTY",
        "changes",
        "The amendment changes nothing; say what it changes.",
        "Die Änderung ändert nichts; bitte angeben, was sie ändert.",
    )
    _check_clauses(changes, state, base)
    if changes.terms is not None:
        _check_terms(changes.terms, on)
    for admission in changes.admitted:
        _check_admission(admission, When(on), state, "changes.admitted", world)
    for ref in changes.released:
        party = party_of(state, ref, mergers_in(world.states))
        require(
            party is not None and is_party(state, party, on) is not Certainty.NO,
            "NOT_A_PARTY",
            "changes.released",
            "One that is to leave is not a party; look up the parties.",
            "Wer ausscheiden soll, ist nicht Vertragspartner; bitte die Vertragspartner nachsehen.",
        )


def _check_clauses(changes: AmendmentChanges, state: Agreement, base: int) -> None:
    named = [*(change.clause for change in changes.revised), *changes.removed]
    require(
        len(set(named)) == len(named),
        "TWICE",
        "changes",
        "A clause is named twice; change it or strike it, once.",
        "Eine Klausel ist zweimal genannt; bitte sie einmal ändern oder streichen.",
    )
    there = set()
    for clause in state.clauses:
        revision = revision_at(clause, base)
        if revision is not None and revision.wording is not None:
            there.add(clause.key)
    for key in sorted(touched(changes)):
        require(
            key in there,
            "NOT_FOUND",
            "changes",
            f"Version {base} has no clause with the key {key}; clauses are named by their keys, not by their numbers.",
            f"Die Fassung {base} hat keine Klausel mit der Kennung {key}; gemeint ist die Kennung, nicht die Nummer.",
        )


def _check_terms(terms: TermsChange, since: date) -> None:
    field = "changes.terms"
    if terms.term is not None:
        check_term(terms.term, since, f"{field}.term")
    if terms.review is not None:
        check_review(terms.review, since, f"{field}.review")
    for name in ("amendment_rule", "accession_rule"):
        rule = getattr(terms, name)
        if rule is not None:
            check_rule(rule, f"{field}.{name}")
    if terms.resources is not None:
        check_resources(terms.resources, f"{field}.resources")


def _propose_accession(command: ProposeAccession, state: Agreement, world: World) -> list[Any]:
    check_not_ahead(When(command.on), world.today, "on")
    check_when(command.joins, "joins")
    check_in_force(state, command.on, "on")
    check_in_force(state, command.joins.last, "joins")
    open_ones = [proposal for proposal in state.proposals if proposal.admission is not None]
    if any((each.admission, each.joins) == (command.admission, command.joins) for each in open_ones):
        return []
    require(
        all(each.admission is None or each.admission.party != command.admission.party for each in open_ones),
        "ALREADY_PROPOSED",
        "admission.party",
        "Its accession is proposed already; settle or withdraw that proposal first.",
        "Ihr Beitritt ist schon vorgeschlagen; jener Antrag ist zuerst zu erledigen oder zurückzuziehen.",
    )
    _check_admission(command.admission, command.joins, state, "admission.party", world)
    return [AccessionProposed(state.last_proposal + 1, command.admission, command.joins, command.on)]


def _check_admission(admission: Admission, joins: When, state: Agreement, field: str, world: World) -> None:
    check_known(admission.party, field, world)
    check_admissible(state.form, admission.party, joins.last, field, world)
    check_no_party(state, admission.party, joins, field)


def check_no_party(state: Agreement, ref: str, joins: When, field: str) -> None:
    """Raise `Rejected` (ALREADY_A_PARTY) unless one that is to join has surely left before, if it ever was a party."""
    require(
        all(
            party.party != ref or (party.left is not None and by(party.left, joins.earliest) is Certainty.YES)
            for party in state.parties
        ),
        "ALREADY_A_PARTY",
        field,
        "It is a party already, or may be one on that day; look up when it joined and left.",
        "Sie ist schon Vertragspartner oder kann es an diesem Tag sein; bitte nachsehen, wann sie beigetreten und "
        "ausgeschieden ist.",
    )


# --- Voices ----------------------------------------------------------------------------------------------------


def _consent(command: ConsentToProposal, state: Agreement, world: World) -> list[Any]:
    return _speak(command, state, world, consents=True)


def _object(command: ObjectToProposal, state: Agreement, world: World) -> list[Any]:
    return _speak(command, state, world, consents=False)


def _speak(
    command: ConsentToProposal | ObjectToProposal, state: Agreement, world: World, *, consents: bool
) -> list[Any]:
    proposal = _open(state, command.proposal)
    check_not_ahead(When(command.on), world.today, "on")
    check_in_order(proposal.proposed, command.on, "on")
    party = speaking(state, command.party, world)
    require(
        is_party(state, party, command.on) is Certainty.YES,
        "NOT_A_PARTY",
        "party",
        f"It is not surely a party on {command.on}, so it has no say then; look up when it joined and left.",
        f"Sie ist am {command.on:%d.%m.%Y} nicht sicher Vertragspartner und hat dann keine Stimme; bitte nachsehen, "
        "wann sie beigetreten und ausgeschieden ist.",
    )
    _check_current(state, proposal)
    said = [voice for voice in proposal.voices if voice.number == party.number]
    if said and said[-1].consents is consents:
        return []
    if said:
        check_in_order(said[-1].on, command.on, "on")
    happened = ProposalConsented if consents else ProposalObjected
    return [happened(command.proposal, party.party, command.on)]


def _open(state: Agreement, number: int, kind: ProposalKind | None = None) -> Proposal:
    """A proposal that can still be settled. Raises `Rejected` (NOT_FOUND, SETTLED, ADOPTED, OTHER_KIND)."""
    proposal = proposal_of(state, number)
    if proposal is None and number > state.last_proposal:
        raise Rejected(
            "NOT_FOUND",
            "proposal",
            f"There is no proposal {number} of this agreement.",
            f"Einen Antrag {number} gibt es bei dieser Vereinbarung nicht.",
        )
    if proposal is None:
        raise Rejected(
            "SETTLED",
            "proposal",
            f"Proposal {number} is settled already; make a new one if it is still wanted.",
            f"Der Antrag {number} ist schon erledigt; wird er noch gebraucht, ist er neu zu stellen.",
        )
    require(
        proposal.adopted is None,
        "ADOPTED",
        "proposal",
        f"Proposal {number} is adopted and waits for approval or publication.",
        f"Der Antrag {number} ist angenommen und wartet auf Genehmigung oder Bekanntmachung.",
    )
    require(
        kind is None or proposal.kind is kind,
        "OTHER_KIND",
        "proposal",
        f"Proposal {number} is no {str(kind).lower()}; look up its kind.",
        f"Der Antrag {number} ist von anderer Art; bitte nachsehen, ob er eine Änderung oder ein Beitritt ist.",
    )
    return proposal


def _check_current(state: Agreement, proposal: Proposal) -> None:
    if proposal.changes is not None and proposal.base_version is not None:
        against = conflict(state, proposal.changes, proposal.base_version, "proposal", proposal.number)
        if against is not None:
            raise against


# --- Settling --------------------------------------------------------------------------------------------------


def _adopt(command: AdoptAmendment, state: Agreement, world: World) -> list[Any]:
    proposal = _open(state, command.proposal, ProposalKind.AMENDMENT)
    _check_settling(command.on, proposal, state, world)
    check_in_order(command.on, command.effective_from, "effective_from")
    check_in_force(state, command.effective_from, "effective_from")
    _check_current(state, proposal)
    check_consent(state, proposal, command.on, mergers_in(world.states), world)
    return [AmendmentAdopted(command.proposal, command.on, command.effective_from)]


def _admit(command: AdoptAccession, state: Agreement, world: World) -> list[Any]:
    proposal = _open(state, command.proposal, ProposalKind.ACCESSION)
    _check_settling(command.on, proposal, state, world)
    assert proposal.joins is not None
    check_in_force(state, proposal.joins.last, "proposal")
    check_consent(state, proposal, command.on, mergers_in(world.states), world)
    return [AccessionAdopted(command.proposal, command.on)]


def _check_settling(on: date, proposal: Proposal, state: Agreement, world: World) -> None:
    check_not_ahead(When(on), world.today, "on")
    check_in_order(proposal.proposed, on, "on")
    check_in_force(state, on, "on")


def _dismiss(command: DismissProposal, state: Agreement, world: World) -> list[Any]:
    proposal = _open(state, command.proposal)
    check_not_ahead(When(command.on), world.today, "on")
    check_in_order(proposal.proposed, command.on, "on")
    return [ProposalDismissed(command.proposal, command.on)]


def _withdraw(command: WithdrawProposal, state: Agreement, world: World) -> list[Any]:
    proposal = _open(state, command.proposal)
    check_not_ahead(When(command.on), world.today, "on")
    check_in_order(proposal.proposed, command.on, "on")
    return [ProposalWithdrawn(command.proposal, command.on)]


# --- What is recorded ------------------------------------------------------------------------------------------


def _kept(changes: AmendmentChanges) -> KeptChanges:
    return KeptChanges(
        added=tuple(kept(wording) for wording in changes.added),
        revised=tuple(
            KeptClauseChange(
                change.clause,
                change.number,
                change.heading,
                change.kind,
                None if change.text is None else digest_of(change.text),
            )
            for change in changes.revised
        ),
        removed=changes.removed,
        terms=changes.terms,
        admitted=changes.admitted,
        released=changes.released,
    )


def _proposed(state: Agreement, event: AmendmentProposed) -> Agreement:
    proposal = Proposal(
        number=event.proposal,
        kind=ProposalKind.AMENDMENT,
        title=event.title,
        proposed=event.on,
        rationale=digest_of(event.rationale),
        trigger=event.trigger,
        base_version=event.base_version,
        changes=_kept(event.changes),
    )
    return replace(state, proposals=(*state.proposals, proposal), last_proposal=event.proposal)


def _accession_proposed(state: Agreement, event: AccessionProposed) -> Agreement:
    proposal = Proposal(
        number=event.proposal,
        kind=ProposalKind.ACCESSION,
        title=ACCESSION,
        proposed=event.on,
        admission=event.admission,
        joins=event.joins,
    )
    return replace(state, proposals=(*state.proposals, proposal), last_proposal=event.proposal)


def _spoken(state: Agreement, event: ProposalConsented | ProposalObjected) -> Agreement:
    proposal, party = proposal_of(state, event.proposal), party_of(state, event.party, {})
    assert proposal is not None
    assert party is not None
    voice = Voice(party.number, event.on, isinstance(event, ProposalConsented))
    others = tuple(each for each in proposal.voices if each.number != party.number)
    return with_proposal(state, replace(proposal, voices=(*others, voice)))


def _adopted(state: Agreement, event: AmendmentAdopted | AccessionAdopted) -> Agreement:
    proposal = proposal_of(state, event.proposal)
    assert proposal is not None
    effective = event.effective_from if isinstance(event, AmendmentAdopted) else None
    state = with_proposal(state, replace(proposal, adopted=event.on, effective_from=effective))
    if state.formalities.approval or state.formalities.publication:
        return state
    return carry_out(state, event.proposal, event.on)


def _dismissed(state: Agreement, event: ProposalDismissed) -> Agreement:
    proposal = proposal_of(state, event.proposal)
    assert proposal is not None
    return settle(state, proposal, ProposalStatus.DISMISSED, event.on)


def _withdrawn(state: Agreement, event: ProposalWithdrawn) -> Agreement:
    proposal = proposal_of(state, event.proposal)
    assert proposal is not None
    return settle(state, proposal, ProposalStatus.WITHDRAWN, event.on)


DECIDES: dict[type[Any], Callable[[Any, Agreement, World], list[Any]]] = {
    ProposeAmendment: _propose,
    ProposeAccession: _propose_accession,
    ConsentToProposal: _consent,
    ObjectToProposal: _object,
    AdoptAmendment: _adopt,
    AdoptAccession: _admit,
    DismissProposal: _dismiss,
    WithdrawProposal: _withdraw,
}
"""What follows from the commands about proposals."""
EVOLVES: dict[type[Any], Callable[[Agreement, Any], Agreement]] = {
    AmendmentProposed: _proposed,
    AccessionProposed: _accession_proposed,
    ProposalConsented: _spoken,
    ProposalObjected: _spoken,
    AmendmentAdopted: _adopted,
    AccessionAdopted: _adopted,
    ProposalDismissed: _dismissed,
    ProposalWithdrawn: _withdrawn,
}
"""The agreement after what happened to proposals."""
