"""Signing: what follows from opening an agreement for signature, signing and declining it, reopening and abandoning."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from events.agreement.approval import Completion
from events.agreement.clause_rules import settled
from events.agreement.headcount import party_of
from events.agreement.lifecycle import check_not_abandoned, is_concluded
from events.agreement.parties import Party
from events.agreement.signing import (
    AbandonAgreement,
    AgreementAbandoned,
    AgreementOpenedForSignature,
    AgreementReopened,
    AgreementSigned,
    DeclineSignature,
    OpenForSignature,
    PartySignature,
    RecordSignature,
    ReopenDraft,
    SignatureDeclined,
    Signing,
)
from events.agreement.state import Agreement
from events.dated import first_or_holding
from events.decider import Rejected, World, require
from events.formalities import LegalForm
from events.partner import Partner, Sector
from events.person import check_contact
from events.rules import check_known
from events.successors import become, mergers_in
from events.when import When, check_follows, check_not_ahead, check_when

OPEN_TO_PRIVATE = (LegalForm.INFORMAL, LegalForm.WORKING_GROUP)
"""Legal forms that private partners may be party to: they transfer nothing and bind nobody."""


def check_happened(when: When, before: When | None, world: World) -> None:
    """Raise `Rejected` for a step whose span runs backwards, lies ahead, or is surely earlier than the one before."""
    check_when(when, "when")
    check_not_ahead(when, world.today, "when")
    check_follows(when, before, "when")


def check_admissible(form: LegalForm, ref: str, on: date, field: str, world: World) -> None:
    """Raise `Rejected` (PRIVATE_PARTNER) for a private partner in an agreement that is open to public bodies only."""
    partner = world.states.get(ref)
    if form in OPEN_TO_PRIVATE or not isinstance(partner, Partner):
        return
    require(
        first_or_holding(partner.sectors, on).sector is Sector.PUBLIC,
        "PRIVATE_PARTNER",
        field,
        "The partner {partner} is private; only an informal cooperation or a working group is open to it: choose "
        "another legal form, or leave the partner out.",
        partner=first_or_holding(partner.names, on).name,
    )


def speaking(state: Agreement, ref: str, world: World) -> Party:
    """The party that a command speaks for. Raises `Rejected` where it is none (NOT_A_PARTY), or where the actor acts
    for another (NOT_YOURS)."""
    mergers = mergers_in(world.states)
    party = party_of(state, ref, mergers)
    if party is None:
        raise Rejected(
            "NOT_A_PARTY",
            "party",
            "It is not a party to this agreement, and no party has become part of it; look up its parties.",
        )
    require(
        world.acts_for is None or world.acts_for in (party.party, become(party.party, date.max, mergers)),
        "NOT_YOURS",
        "party",
        "You act for another party; ask that party, or the county's coordination, to record it.",
    )
    return party


# --- What follows ----------------------------------------------------------------------------------------------


def _open(command: OpenForSignature, state: Agreement, world: World) -> list[Any]:
    check_not_abandoned(state)
    if state.signing is not None:
        require(
            not is_concluded(state),
            "CONCLUDED",
            "id",
            "All parties have signed already; what is to be changed is changed by amendment once it is in force.",
        )
        if command.when == state.signing.opened:
            return []
        raise Rejected(
            "SIGNING",
            "when",
            "It is open for signature since {opened}; reopen it as a draft to change that.",
            opened=state.signing.opened.earliest,
        )
    check_happened(command.when, state.drafted, world)
    _check_settled(state, command.when, world)
    return [AgreementOpenedForSignature(command.when)]


def _check_settled(state: Agreement, when: When, world: World) -> None:
    """Raise `Rejected` unless the draft says all that an agreement needs."""
    named = {become(party.party, when.last, mergers_in(world.states)) for party in state.parties}
    require(
        len(named) >= 2,
        "TOO_FEW_PARTIES",
        "id",
        "An agreement needs at least two parties, and those that have become one count once; add parties first.",
    )
    require(
        len(state.clauses) > 0,
        "NO_CLAUSE",
        "id",
        "An agreement needs at least one clause; add it first.",
    )
    term = state.terms[0].terms.term
    require(
        term.until is not None or term.notice is not None,
        "NOTICE_PERIOD_REQUIRED",
        "id",
        "The term is unlimited, so the parties must be able to leave: agree on a notice period or on a last day.",
    )
    require(
        term.until is None or term.until >= max(when.earliest, state.entry_agreed or when.earliest),
        "TERM_OVER",
        "id",
        "The term ends on {until}, before the agreement could be in force; agree on another term.",
        until=term.until,
    )
    for party in state.parties:
        check_admissible(state.form, party.party, when.last, "id", world)


def _sign(command: RecordSignature, state: Agreement, world: World) -> list[Any]:
    signing = _opened(state)
    party = speaking(state, command.party, world)
    signature = PartySignature(party.number, command.when, command.signatory, command.document)
    before = next((each for each in signing.signatures if each.number == party.number), None)
    if before == signature:
        return []
    if before is not None:
        raise Rejected(
            "RECORDED_OTHERWISE",
            "party",
            "It has signed on {day} already; if that is wrong, correct it.",
            day=before.when.earliest,
        )
    require(
        party.joined is None and not is_concluded(state),
        "CONCLUDED",
        "party",
        "The agreement is concluded; who joined it later does not sign it, but attaches its declaration as a document.",
    )
    check_happened(command.when, signing.opened, world)
    check_contact(command.signatory, "signatory", world)
    check_known(command.document, "document", world)
    return [AgreementSigned(party.party, command.when, command.signatory, command.document)]


def _decline(command: DeclineSignature, state: Agreement, world: World) -> list[Any]:
    signing = _opened(state)
    _check_not_concluded(state)
    party = speaking(state, command.party, world)
    require(
        party.number not in {each.number for each in signing.signatures},
        "SIGNED",
        "party",
        "It has signed already; where all agree to change the draft, reopen it.",
    )
    check_happened(command.when, signing.opened, world)
    return [SignatureDeclined(party.party, command.when)]


def _reopen(command: ReopenDraft, state: Agreement, world: World) -> list[Any]:
    check_not_abandoned(state)
    if state.signing is None:
        return []
    _check_not_concluded(state)
    check_happened(command.when, state.signing.opened, world)
    return [AgreementReopened(command.when)]


def _abandon(command: AbandonAgreement, state: Agreement, world: World) -> list[Any]:
    if command.when == state.abandoned:
        return []
    check_not_abandoned(state)
    _check_not_concluded(state)
    check_happened(command.when, state.signing.opened if state.signing else state.drafted, world)
    return [AgreementAbandoned(command.when)]


def _opened(state: Agreement) -> Signing:
    check_not_abandoned(state)
    if state.signing is None:
        raise Rejected(
            "NOT_OPEN",
            "id",
            "The agreement is a draft; open it for signature first.",
        )
    return state.signing


def _check_not_concluded(state: Agreement) -> None:
    require(
        not is_concluded(state),
        "CONCLUDED",
        "id",
        "All parties have signed; from now on it is changed by amendment and ended by notice or termination.",
    )


# --- What is then recorded -------------------------------------------------------------------------------------


def draft_again(state: Agreement) -> Agreement:
    """The agreement as a draft again: signatures lapse, approval and publication begin anew."""
    return replace(state, signing=None, completion=Completion())


def _opened_for_signature(state: Agreement, event: AgreementOpenedForSignature) -> Agreement:
    return replace(state, signing=Signing(event.when), clauses=settled(state.clauses))


def _signed(state: Agreement, event: AgreementSigned) -> Agreement:
    assert state.signing is not None
    number = next(party.number for party in state.parties if party.party == event.party)
    signature = PartySignature(number, event.when, event.signatory, event.document)
    return replace(state, signing=replace(state.signing, signatures=(*state.signing.signatures, signature)))


DECIDES: dict[type[Any], Callable[[Any, Agreement, World], list[Any]]] = {
    OpenForSignature: _open,
    RecordSignature: _sign,
    DeclineSignature: _decline,
    ReopenDraft: _reopen,
    AbandonAgreement: _abandon,
}
EVOLVES: dict[type[Any], Callable[[Agreement, Any], Agreement]] = {
    AgreementOpenedForSignature: _opened_for_signature,
    AgreementSigned: _signed,
    SignatureDeclined: lambda state, event: draft_again(state),
    AgreementReopened: lambda state, event: draft_again(state),
    AgreementAbandoned: lambda state, event: replace(state, abandoned=event.when),
}
