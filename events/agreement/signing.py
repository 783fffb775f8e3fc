"""Signing: an agreement is opened for signature, signed by party after party, or declined and drafted anew.

A signature is recorded here, not made here: a public-law contract needs written form (VwVfG § 57). Whoever signed is a
person of the record, whose name and function are sealed; the paper can be attached as a document; the decision that
allows the signature is the event's authority.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from events.agreement.clauses import settled
from events.agreement.headcount import party_of
from events.agreement.lifecycle import PARTIES_TOO, check_not_abandoned, is_concluded
from events.agreement.looked_up import every_party, party_named
from events.agreement.state import Agreement, Completion, OfAgreement, OfParty, OnADay, Party, PartySignature, Signing
from events.authority import AuthorisedAct, Resting
from events.dated import first_or_holding
from events.decider import Act, Part, Rejected, World, recorded, require
from events.formalities import LegalForm
from events.partner import Partner, Sector
from events.person import check_contact
from events.refs import DocumentRef, PersonRef
from events.rules import check_known
from events.successors import become, mergers_in
from events.when import When, check_happened

OPEN_TO_PRIVATE = (LegalForm.INFORMAL, LegalForm.WORKING_GROUP)
"""Legal forms that private partners may be party to: they transfer nothing and bind nobody."""


def check_admissible(form: LegalForm, ref: str, on: date, field: str, world: World) -> None:
    """Raise `Rejected` (PRIVATE_PARTNER) for a private partner in an agreement that is open to public bodies only."""
    partner = world.states.get(ref)
    if form in OPEN_TO_PRIVATE or not isinstance(partner, Partner):
        return
    require(
        first_or_holding(partner.sectors, on).sector is Sector.PUBLIC,
        "PRIVATE_PARTNER",
        field,
        "The partner {partner} is private and can join only an informal cooperation or a working group; choose one of "
        "these legal forms, or leave the partner out.",
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
            "The organisation named is not a party to this agreement, and no party has become part of it; check the "
            "agreement's parties.",
        )
    require(
        world.acts_for is None or world.acts_for in (party.party, become(party.party, date.max, mergers)),
        "NOT_YOURS",
        "party",
        "You act for another party; ask that party, or the coordination office, to record it.",
    )
    return party


# --- Opening ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class AgreementOpenedForSignature(OnADay):
    """The draft was settled and can be signed (zur Unterzeichnung freigegeben)."""


@dataclass(frozen=True)
class OpenForSignature(OnADay, OfAgreement):
    """Settle the draft so that it can be signed. It needs at least one clause and two parties and, if its term is
    unlimited, a notice period (zur Unterzeichnung freigeben)."""


def _open(command: OpenForSignature, state: Agreement, world: World) -> list[Any]:
    check_not_abandoned(state)
    if state.signing is not None:
        require(
            not is_concluded(state),
            "CONCLUDED",
            "id",
            "All parties have already signed; once the agreement is in force, change it by amendment.",
        )
        if command.when == state.signing.opened:
            return []
        raise Rejected(
            "SIGNING",
            "when",
            "The agreement has been open for signature since {opened}; to change that, reopen it as a draft.",
            opened=state.signing.opened.earliest,
        )
    check_happened(command.when, state.drafted, world.latest, "when")
    _check_settled(state, command.when, world)
    return [AgreementOpenedForSignature(command.when)]


def _check_settled(state: Agreement, when: When, world: World) -> None:
    """Raise `Rejected` unless the draft says all that an agreement needs."""
    named = {become(party.party, when.last, mergers_in(world.states)) for party in state.parties}
    require(
        len(named) >= 2,
        "TOO_FEW_PARTIES",
        "id",
        "An agreement needs at least two parties, and parties that have merged count once; add parties first.",
    )
    require(len(state.clauses) > 0, "NO_CLAUSE", "id", "An agreement needs at least one clause; add it first.")
    term = state.terms[0].terms.term
    require(
        term.until is not None or term.notice is not None,
        "NOTICE_PERIOD_REQUIRED",
        "id",
        "The term is unlimited, so the parties must be able to leave; agree on a notice period or a last day.",
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


def _opened_for_signature(state: Agreement, event: AgreementOpenedForSignature) -> Agreement:
    return replace(state, signing=Signing(event.when), clauses=settled(state.clauses))


# --- Signatures ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class AgreementSigned(OfParty):
    """A party signed; the decision that allows it is the event's authority (unterzeichnet)."""

    when: When
    """When it signed (Tag)."""
    signatory: PersonRef | None = None
    """Who signed for the party, in a function that entitles them to sign; null if it is not recorded (unterzeichnet
    durch)."""
    document: DocumentRef | None = None
    """The signed document; null if it is not recorded (unterzeichnete Urkunde)."""


@dataclass(frozen=True)
class RecordSignature(AgreementSigned, OfAgreement):
    """Record that a party has signed; the decision that allows it is given as authority (Unterschrift eintragen)."""


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
            "The signature of {day} is already recorded; if that is wrong, correct it.",
            day=before.when.earliest,
        )
    require(
        party.joined is None and not is_concluded(state),
        "CONCLUDED",
        "party",
        "The agreement is concluded; a party that joins later does not sign it but attaches its declaration of "
        "accession as a document.",
    )
    check_happened(command.when, signing.opened, world.latest, "when")
    check_contact(command.signatory, "signatory", world)
    check_known(command.document, "document", world)
    return [recorded(AgreementSigned, command, party=party.party)]


def _signed(state: Agreement, event: AgreementSigned) -> Agreement:
    assert state.signing is not None
    number = next(party.number for party in state.parties if party.party == event.party)
    signature = PartySignature(number, event.when, event.signatory, event.document)
    return replace(state, signing=replace(state.signing, signatures=(*state.signing.signatures, signature)))


def _signing_rests(command: RecordSignature, state: Agreement | None, world: World) -> Resting | None:
    """Signing for a municipality rests on a decision about the agreement that was taken for it."""
    if not command.party.startswith("municipality:"):
        return None
    return Resting(AuthorisedAct.SIGN_AGREEMENT, command.id, None, command.when.last, command.party)


@dataclass(frozen=True)
class SignatureDeclined(OfParty):
    """A party declined to sign: the agreement becomes a draft again, and signatures given so far lapse (abgelehnt)."""

    when: When
    """When it declined (Tag)."""


@dataclass(frozen=True)
class DeclineSignature(SignatureDeclined, OfAgreement):
    """Record that a party declines to sign; give the reason. The agreement becomes a draft again, and signatures given
    so far lapse (Ablehnung)."""


def _decline(command: DeclineSignature, state: Agreement, world: World) -> list[Any]:
    signing = _opened(state)
    _check_not_concluded(state)
    party = speaking(state, command.party, world)
    require(
        party.number not in {each.number for each in signing.signatures},
        "SIGNED",
        "party",
        "The party's signature is already recorded; if all parties agree to change the draft, reopen it.",
    )
    check_happened(command.when, signing.opened, world.latest, "when")
    return [SignatureDeclined(party.party, command.when)]


def _opened(state: Agreement) -> Signing:
    check_not_abandoned(state)
    if state.signing is None:
        raise Rejected("NOT_OPEN", "id", "The agreement is a draft; open it for signature first.")
    return state.signing


# --- Back to the draft, or none at all -------------------------------------------------------------------------


@dataclass(frozen=True)
class AgreementReopened(OnADay):
    """The agreement became a draft again; signatures given so far have lapsed (wieder Entwurf)."""


@dataclass(frozen=True)
class ReopenDraft(OnADay, OfAgreement):
    """Make the agreement a draft again; give the reason. Signatures given so far lapse (wieder öffnen)."""


def _reopen(command: ReopenDraft, state: Agreement, world: World) -> list[Any]:
    check_not_abandoned(state)
    if state.signing is None:
        return []
    _check_not_concluded(state)
    check_happened(command.when, state.signing.opened, world.latest, "when")
    return [AgreementReopened(command.when)]


def draft_again(state: Agreement) -> Agreement:
    """The agreement as a draft again: signatures lapse, approval and publication begin anew."""
    return replace(state, signing=None, completion=Completion())


@dataclass(frozen=True)
class AgreementAbandoned(OnADay):
    """The agreement was given up before it was concluded (aufgegeben)."""


@dataclass(frozen=True)
class AbandonAgreement(OnADay, OfAgreement):
    """Give up the agreement before it is concluded; give the reason (aufgeben)."""


def _abandon(command: AbandonAgreement, state: Agreement, world: World) -> list[Any]:
    if command.when == state.abandoned:
        return []
    check_not_abandoned(state)
    _check_not_concluded(state)
    begun = state.signing.opened if state.signing else state.drafted
    check_happened(command.when, begun, world.latest, "when")
    return [AgreementAbandoned(command.when)]


def _check_not_concluded(state: Agreement) -> None:
    require(
        not is_concluded(state),
        "CONCLUDED",
        "id",
        "All parties have signed; from now on, change it by amendment and end it by notice or termination.",
    )


def _draft_again(state: Agreement, event: Any) -> Agreement:
    return draft_again(state)


SIGNING = Part(
    (
        Act(OpenForSignature, _open, {AgreementOpenedForSignature: _opened_for_signature}, reads=every_party),
        Act(RecordSignature, _sign, {AgreementSigned: _signed}, reads=party_named, rests=_signing_rests),
        Act(DeclineSignature, _decline, {SignatureDeclined: _draft_again}, PARTIES_TOO, reads=party_named),
        Act(ReopenDraft, _reopen, {AgreementReopened: _draft_again}),
        Act(
            AbandonAgreement,
            _abandon,
            {AgreementAbandoned: lambda state, event: replace(state, abandoned=event.when)},
        ),
    )
)
