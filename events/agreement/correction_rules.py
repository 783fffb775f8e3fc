"""Corrections of an agreement: what they may say, and what follows from them."""

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

from events.agreement.approval import Approval, ApprovalOutcome, Completion
from events.agreement.approval_rules import worked_with
from events.agreement.carrying_out import proposal_of, refuse
from events.agreement.clause_rules import kept
from events.agreement.clauses import Clause, ClauseRevision
from events.agreement.correction import (
    AgreementCorrected,
    CorrectAgreement,
    CorrectedClause,
    CorrectedCompletion,
    CorrectedParty,
    CorrectedSignature,
    CorrectedVersion,
)
from events.agreement.correction_facts import (
    check_counts,
    check_reviews,
    check_terms,
    put_right,
    with_counts,
    with_reviews,
    with_terms,
)
from events.agreement.drafting_rules import in_code_order
from events.agreement.headcount import party_of
from events.agreement.lifecycle import deemed_day, effective_from, is_concluded, is_draft
from events.agreement.proposals import ProposalStatus
from events.agreement.signing import PartySignature
from events.agreement.signing_rules import draft_again
from events.agreement.soundness import check_sound
from events.agreement.state import Agreement
from events.agreement.versions import newest
from events.decider import Rejected, World, require
from events.person import check_contact
from events.rules import check_correction, check_in_order, check_known
from events.terms import check_choosable
from events.values import digest_of
from events.when import When, check_follows, check_not_ahead, check_when


def _correct(command: CorrectAgreement, state: Agreement, world: World) -> list[Any]:
    check_correction(world)
    for code in sorted(set(command.themes or ()) - set(state.themes)):
        check_choosable(world.states[world.county].themes, code, world.today, "themes")
    for party in command.parties or ():
        _check_party(party, state, world)
    for signature in command.signatures or ():
        _check_signature(signature, state, world)
    for clause in command.clauses or ():
        _check_clause(clause, state)
    for version in command.versions or ():
        _check_version(version, state)
    for terms in command.terms or ():
        check_terms(terms, state, world)
    check_reviews(command.reviews or (), state, world)
    check_counts(command.counts or (), world)
    if command.completion is not None:
        _check_completion(command.completion, state, world)
    told = {each.name: getattr(command, each.name) for each in fields(AgreementCorrected)}
    if command.themes is not None:
        told["themes"] = in_code_order(command.themes)
    event = AgreementCorrected(**told)
    after = corrected(state, event)
    if after == state:
        return []
    check_sound(state, after)
    return [event]


# --- What a correction may say ---------------------------------------------------------------------------------


def _check_party(party: CorrectedParty, state: Agreement, world: World) -> None:
    _check_named(party.party, "parties", state)
    require(
        is_concluded(state) or (party.joined, party.left, party.notice) == (None, None, None),
        "NOT_CONCLUDED",
        "parties",
        "The agreement is not concluded, so nobody can have joined or left it yet; leave those days out.",
    )
    for when in (party.joined, party.left):
        if when is not None:
            check_when(when, "parties")
    if party.notice is not None:
        check_not_ahead(When(party.notice.given), world.today, "parties")
        check_in_order(party.notice.given, party.notice.leaves, "parties")


def _check_signature(signature: CorrectedSignature, state: Agreement, world: World) -> None:
    _check_named(signature.party, "signatures", state)
    number = _number(signature.party, state)
    signing = state.signing
    if signing is None or all(each.number != number for each in signing.signatures):
        raise Rejected(
            "NOT_SIGNED",
            "signatures",
            "No signature of this party is recorded; record it instead.",
        )
    check_when(signature.when, "signatures")
    check_not_ahead(signature.when, world.today, "signatures")
    check_follows(signature.when, signing.opened, "signatures")
    check_contact(signature.signatory, "signatures", world)
    check_known(signature.document, "signatures", world)


def _check_named(ref: str, field: str, state: Agreement) -> None:
    require(
        party_of(state, ref, {}) is not None,
        "NOT_A_PARTY",
        field,
        "The agreement does not name it as a party; look up its parties.",
    )


def _number(ref: str, state: Agreement) -> int:
    """The number of the entry that signed: the first, if it joined again later."""
    return next(party.number for party in state.parties if party.party == ref)


def _check_clause(clause: CorrectedClause, state: Agreement) -> None:
    require(
        not is_draft(state),
        "STILL_A_DRAFT",
        "clauses",
        "The agreement is a draft; revise the clause.",
    )
    require(
        any(
            each.key == clause.clause
            and any(made.version == clause.version and made.wording is not None for made in each.revisions)
            for each in state.clauses
        ),
        "NOT_FOUND",
        "clauses",
        "Version {version} brought no wording of a clause with the key {clause}; name the version that brought it.",
        version=clause.version,
        clause=clause.clause,
    )


def _check_version(version: CorrectedVersion, state: Agreement) -> None:
    known = version.version <= newest(state) if version.version > 1 else effective_from(state) is not None
    require(
        known,
        "UNKNOWN_VERSION",
        "versions",
        "Version {version} is not there yet, or not in force.",
        version=version.version,
    )


def _check_completion(completion: CorrectedCompletion, state: Agreement, world: World) -> None:
    before = _completion(completion.proposal, state)
    if completion.publication is not None:
        require(
            before.publication is not None,
            "NOT_PUBLISHED",
            "completion.publication",
            "No publication is recorded; record it instead.",
        )
        check_when(completion.publication.when, "completion.publication")
        check_not_ahead(completion.publication.when, world.today, "completion.publication")
    if completion.approval is not None:
        if before.approval is None:
            raise Rejected(
                "NOT_FILED",
                "completion.approval",
                "No filing for approval is recorded; record it instead.",
            )
        _check_approval(completion.approval, before.approval, state, world)
        _check_outcome(completion.approval.outcome, completion.proposal, state)


def _completion(number: int | None, state: Agreement) -> Completion:
    """How far approval and publication have come, of the agreement itself or of a proposal."""
    if number is None:
        return state.completion
    found: list[Completion | None] = [each.completion for each in state.proposals if each.number == number]
    found += [each.completion for each in state.settled if each.number == number]
    if not found:
        raise Rejected(
            "NOT_FOUND",
            "completion.proposal",
            "There is no proposal {number} of this agreement.",
            number=number,
        )
    return found[0] or Completion()


def _check_approval(approval: Approval, before: Approval, state: Agreement, world: World) -> None:
    field = "completion.approval"
    require(
        before.outcome is not None or approval.outcome is None,
        "NOT_DECIDED",
        field,
        "No decision of the supervisory authority is recorded; record it instead.",
    )
    require(
        (approval.outcome is None) == (approval.decided is None),
        "CONTRADICTION",
        field,
        "An approval with an outcome has a day, and one without has none.",
    )
    for when in (approval.filed, *(() if approval.decided is None else (approval.decided,))):
        check_when(when, field)
        check_not_ahead(when, world.today, field)
        check_follows(when, approval.filed, field)
    check_in_order(approval.filed.earliest, approval.discussion, field)
    deemed = deemed_day(approval, state.formalities)
    require(
        approval.outcome is not ApprovalOutcome.DEEMED_GRANTED or (deemed and When(deemed)) == approval.decided,
        "CONTRADICTION",
        field,
        "Silence grants on the day after the last of the weeks only; name that day, or another outcome.",
    )


def _check_outcome(outcome: ApprovalOutcome | None, number: int | None, state: Agreement) -> None:
    refused = outcome is ApprovalOutcome.REFUSED
    require(
        number is not None or not refused or not worked_with(state),
        "IN_FORCE",
        "completion.approval",
        "The agreement has been worked with since, so its approval cannot have been refused; end it instead.",
    )
    settled = next((each for each in state.settled if each.number == number), None)
    require(
        settled is None or (outcome is not None and refused == (settled.status is ProposalStatus.REFUSED)),
        "SETTLED",
        "completion.approval",
        "What came of this proposal cannot be undone by a correction; propose it, or the way back, anew.",
    )


# --- What is recorded ------------------------------------------------------------------------------------------


def corrected(state: Agreement, event: AgreementCorrected) -> Agreement:
    """The agreement after a correction."""
    state = replace(
        state,
        title=event.title or state.title,
        purpose=state.purpose if event.purpose is None else digest_of(event.purpose),
        themes=state.themes if event.themes is None else event.themes,
        termination=None if event.termination_withdrawn else state.termination,
    )
    for party in event.parties or ():
        state = _with_party(state, party)
    for signature in event.signatures or ():
        state = _with_signature(state, signature)
    for clause in event.clauses or ():
        state = replace(state, clauses=tuple(_reworded(each, clause) for each in state.clauses))
    for version in event.versions or ():
        state = _with_version(state, version)
    for terms in event.terms or ():
        state = with_terms(state, terms)
    state = state if event.reviews is None else with_reviews(state, event.reviews)
    state = state if event.counts is None else with_counts(state, event.counts)
    return state if event.completion is None else _with_completion(state, event.completion)


def _with_party(state: Agreement, party: CorrectedParty) -> Agreement:
    before = party_of(state, party.party, {})
    return replace(
        state,
        parties=tuple(
            replace(each, role=party.role, joined=party.joined, left=party.left, notice=party.notice)
            if each is before
            else each
            for each in state.parties
        ),
    )


def _with_signature(state: Agreement, signature: CorrectedSignature) -> Agreement:
    assert state.signing is not None
    right = PartySignature(_number(signature.party, state), signature.when, signature.signatory, signature.document)
    signatures = tuple(right if each.number == right.number else each for each in state.signing.signatures)
    return replace(state, signing=replace(state.signing, signatures=signatures))


def _reworded(clause: Clause, correction: CorrectedClause) -> Clause:
    """The clause with one wording put right, also where later versions have kept parts of it."""
    if clause.key != correction.clause:
        return clause
    wrong = next(made.wording for made in clause.revisions if made.version == correction.version)
    assert wrong is not None
    right = kept(correction.wording)
    revisions = (
        made
        if made.wording is None or made.version < correction.version
        else ClauseRevision(made.version, put_right(made.wording, wrong, right))
        for made in clause.revisions
    )
    drafts = tuple(right.text if text == wrong.text else text for text in clause.drafts)
    return replace(clause, revisions=tuple(revisions), drafts=drafts)


def _with_version(state: Agreement, version: CorrectedVersion) -> Agreement:
    if version.version == 1:
        return replace(state, entered=version.effective_from)
    return replace(
        state,
        versions=tuple(
            replace(each, effective_from=version.effective_from) if each.number == version.version else each
            for each in state.versions
        ),
    )


def _with_completion(state: Agreement, corrected: CorrectedCompletion) -> Agreement:
    """The agreement with approval and publication put right; a refusal has the effect that it has otherwise."""
    number, approval = corrected.proposal, corrected.approval
    right = _right(_completion(number, state), corrected)
    refused = approval is not None and approval.outcome is ApprovalOutcome.REFUSED
    if number is None:
        return replace(draft_again(state), entered=None) if refused else replace(state, completion=right)
    settled = tuple(replace(each, completion=right) if each.number == number else each for each in state.settled)
    proposals = tuple(replace(each, completion=right) if each.number == number else each for each in state.proposals)
    state = replace(state, settled=settled, proposals=proposals)
    if not refused or proposal_of(state, number) is None:
        return state
    assert approval is not None
    assert approval.decided is not None
    return refuse(state, number, approval.decided.last)


def _right(before: Completion, corrected: CorrectedCompletion) -> Completion:
    return Completion(corrected.approval or before.approval, corrected.publication or before.publication)


DECIDES: dict[type[Any], Callable[[Any, Agreement, World], list[Any]]] = {CorrectAgreement: _correct}
"""What follows from a correction."""
EVOLVES: dict[type[Any], Callable[[Agreement, Any], Agreement]] = {AgreementCorrected: corrected}
"""The agreement after a correction."""
