"""Corrections of an agreement: what follows from them, and that the agreement is still sound after them."""

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

from events.agreement.clause_rules import kept
from events.agreement.clauses import Clause, ClauseRevision, KeptWording
from events.agreement.correction import (
    AgreementCorrected,
    CorrectAgreement,
    CorrectedClause,
    CorrectedCompletion,
    CorrectedParty,
    CorrectedSignature,
    CorrectedVersion,
)
from events.agreement.headcount import leaves_on, party_of
from events.agreement.lifecycle import effective_from, is_draft
from events.agreement.signing import PartySignature
from events.agreement.state import Agreement
from events.agreement.versions import newest, wording_at
from events.decider import World, require
from events.rules import check_correction, check_in_order
from events.terms import check_choosable
from events.values import digest_of
from events.when import check_when


def _correct(command: CorrectAgreement, state: Agreement, world: World) -> list[Any]:
    check_correction(world)
    for code in command.themes or ():
        check_choosable(world.states[world.county].themes, code, world.today, "themes")
    for party in command.parties or ():
        _check_party(party, state)
    for signature in command.signatures or ():
        _check_signature(signature, state)
    for clause in command.clauses or ():
        _check_clause(clause, state)
    for version in command.versions or ():
        _check_version(version, state)
    if command.completion is not None:
        _check_completion(command.completion, state)
    told = {each.name: getattr(command, each.name) for each in fields(AgreementCorrected)}
    event = AgreementCorrected(**told)
    after = corrected(state, event)
    _check_sound(after)
    return [] if after == state else [event]


# --- What a correction may say ---------------------------------------------------------------------------------


def _check_party(party: CorrectedParty, state: Agreement) -> None:
    _check_named(party.party, "parties", state)
    for when in (party.joined, party.left):
        if when is not None:
            check_when(when, "parties")
    if party.joined is not None and party.left is not None:
        check_in_order(party.joined.earliest, party.left.last, "parties")
    if party.notice is not None:
        check_in_order(party.notice.given, party.notice.leaves, "parties")


def _check_signature(signature: CorrectedSignature, state: Agreement) -> None:
    _check_named(signature.party, "signatures", state)
    check_when(signature.when, "signatures")
    number = _number(signature.party, state)
    signed = state.signing.signatures if state.signing else ()
    require(
        any(each.number == number for each in signed),
        "NOT_SIGNED",
        "signatures",
        "No signature of this party is recorded; record it instead.",
        "Von diesem Vertragspartner ist keine Unterschrift verzeichnet; bitte sie stattdessen eintragen.",
    )


def _check_named(ref: str, field: str, state: Agreement) -> None:
    require(
        party_of(state, ref, {}) is not None,
        "NOT_A_PARTY",
        field,
        "The agreement does not name it as a party; look up its parties.",
        "Die Vereinbarung nennt sie nicht als Vertragspartner; bitte die Vertragspartner nachsehen.",
    )


def _number(ref: str, state: Agreement) -> int:
    party = party_of(state, ref, {})
    assert party is not None
    return party.number


def _check_clause(clause: CorrectedClause, state: Agreement) -> None:
    require(
        not is_draft(state),
        "STILL_A_DRAFT",
        "clauses",
        "The agreement is a draft; revise the clause.",
        "Die Vereinbarung ist ein Entwurf; bitte die Klausel ändern.",
    )
    require(
        any(
            each.key == clause.clause
            and any(made.version == clause.version and made.wording is not None for made in each.revisions)
            for each in state.clauses
        ),
        "NOT_FOUND",
        "clauses",
        f"Version {clause.version} brought no wording of a clause with the key {clause.clause}; name the version that "
        "brought it.",
        f"Die Fassung {clause.version} hat keinen Wortlaut der Klausel mit der Kennung {clause.clause} gebracht; bitte "
        "die Fassung nennen, die ihn gebracht hat.",
    )


def _check_version(version: CorrectedVersion, state: Agreement) -> None:
    known = version.version <= newest(state) if version.version > 1 else effective_from(state) is not None
    require(
        known,
        "UNKNOWN_VERSION",
        "versions",
        f"Version {version.version} is not there yet, or not in force.",
        f"Die Fassung {version.version} gibt es noch nicht, oder sie ist nicht in Kraft.",
    )


def _check_completion(completion: CorrectedCompletion, state: Agreement) -> None:
    numbers = {each.number for each in state.proposals} | {each.number for each in state.settled}
    require(
        completion.proposal is None or completion.proposal in numbers,
        "NOT_FOUND",
        "completion.proposal",
        f"There is no proposal {completion.proposal} of this agreement.",
        f"Einen Antrag {completion.proposal} gibt es bei dieser Vereinbarung nicht.",
    )
    approval, publication = completion.approval, completion.publication
    days = (*((approval.filed, approval.decided) if approval else ()), publication.when if publication else None)
    for when in days:
        if when is not None:
            check_when(when, "completion")
    require(
        approval is None or (approval.outcome is None) == (approval.decided is None),
        "CONTRADICTION",
        "completion",
        "An approval with an outcome has a day, and one without has none.",
        "Eine Genehmigung mit Ergebnis hat einen Tag, eine ohne Ergebnis keinen.",
    )


def _check_sound(state: Agreement) -> None:
    begun = effective_from(state)
    days = ([begun] if begun else []) + [version.effective_from for version in state.versions]
    for version in days[1:]:
        check_in_order(days[0], version, "versions")
    for number in range(1, newest(state) + 1):
        numbers = [clause.number for clause in wording_at(state, number)]
        require(
            len(set(numbers)) == len(numbers),
            "NUMBER_TAKEN",
            "clauses",
            f"Two clauses of version {number} would bear the same number.",
            f"Zwei Klauseln der Fassung {number} würden dieselbe Nummer tragen.",
        )
    for party in state.parties:
        left = leaves_on(party)
        if begun is not None and left is not None:
            check_in_order(party.joined.earliest if party.joined else begun, left.last, "parties")


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
    revisions = [
        replace(made, wording=right)
        if made.version == correction.version
        else ClauseRevision(made.version, _carried(made.wording, wrong, right))
        if made.version > correction.version and made.wording is not None
        else made
        for made in clause.revisions
    ]
    return replace(clause, revisions=tuple(revisions))


def _carried(wording: KeptWording, wrong: KeptWording, right: KeptWording) -> KeptWording:
    """A later wording, with whatever it had kept of the wrong one put right."""
    parts = {
        each.name: getattr(right, each.name)
        for each in fields(KeptWording)
        if getattr(wording, each.name) == getattr(wrong, each.name)
    }
    return replace(wording, **parts)


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


def _with_completion(state: Agreement, completion: CorrectedCompletion) -> Agreement:
    def right(before: Any) -> Any:
        return replace(
            before,
            approval=completion.approval or before.approval,
            publication=completion.publication or before.publication,
        )

    if completion.proposal is None:
        return replace(state, completion=right(state.completion))
    return replace(
        state,
        proposals=tuple(_completed(each, completion.proposal, right) for each in state.proposals),
        settled=tuple(_completed(each, completion.proposal, right) for each in state.settled),
    )


def _completed(each: Any, number: int, right: Callable[[Any], Any]) -> Any:
    if each.number != number or each.completion is None:
        return each
    return replace(each, completion=right(each.completion))


DECIDES: dict[type[Any], Callable[[Any, Agreement, World], list[Any]]] = {CorrectAgreement: _correct}
"""What follows from a correction."""
EVOLVES: dict[type[Any], Callable[[Agreement, Any], Agreement]] = {AgreementCorrected: corrected}
"""The agreement after a correction."""
