"""Signing: an agreement is opened for signature, signed by party after party, or declined and drafted anew.

A signature is recorded here, not made here: a public-law contract needs written form (VwVfG § 57). Whoever signed is a
person of the record, whose name and function are sealed; the paper can be attached as a document; the decision that
allows the signature is the event's authority.
"""

from dataclasses import dataclass

from events.agreement.parties import PartyNumber
from events.refs import AgreementRef, DocumentRef, PartyRef, PersonRef
from events.when import When


@dataclass(frozen=True)
class PartySignature:
    """A party's signature."""

    number: PartyNumber
    when: When
    signatory: PersonRef | None = None
    document: DocumentRef | None = None


@dataclass(frozen=True)
class Signing:
    """The signing of an agreement: when it was opened, and who has signed so far."""

    opened: When
    signatures: tuple[PartySignature, ...] = ()


# --- Events ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class AgreementOpenedForSignature:
    """The draft was settled and can be signed (zur Unterzeichnung freigegeben)."""

    when: When
    """When (Tag)."""


@dataclass(frozen=True)
class AgreementSigned:
    """A party signed; the decision that allows it is the event's authority (unterzeichnet)."""

    party: PartyRef
    """The party (Vertragspartner)."""
    when: When
    """When (Tag)."""
    signatory: PersonRef | None = None
    """Who signed for it, with the function that entitles to it (unterzeichnet durch)."""
    document: DocumentRef | None = None
    """The signed paper (unterzeichnete Urkunde)."""


@dataclass(frozen=True)
class SignatureDeclined:
    """A party declined to sign: the agreement is a draft again, signatures given so far lapse (abgelehnt)."""

    party: PartyRef
    """The party (Vertragspartner)."""
    when: When
    """When (Tag)."""


@dataclass(frozen=True)
class AgreementReopened:
    """The agreement is a draft again, signatures given so far lapse (wieder Entwurf)."""

    when: When
    """When (Tag)."""


@dataclass(frozen=True)
class AgreementAbandoned:
    """The agreement was given up before it was concluded (aufgegeben)."""

    when: When
    """When (Tag)."""


# --- Commands --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class OpenForSignature:
    """Settle the draft so that it can be signed: it has a clause and two parties, and an unlimited term has a notice
    period (zur Unterzeichnung freigeben)."""

    id: AgreementRef
    """The agreement (Vereinbarung)."""
    when: When
    """When (Tag)."""


@dataclass(frozen=True)
class RecordSignature:
    """Record that a party has signed; the decision that allows it is given as authority (Unterschrift eintragen)."""

    id: AgreementRef
    """The agreement (Vereinbarung)."""
    party: PartyRef
    """The party (Vertragspartner)."""
    when: When
    """When (Tag)."""
    signatory: PersonRef | None = None
    """Who signed for it, with the function that entitles to it (unterzeichnet durch)."""
    document: DocumentRef | None = None
    """The signed paper (unterzeichnete Urkunde)."""


@dataclass(frozen=True)
class DeclineSignature:
    """Record that a party declines to sign; say why as reason. The agreement is a draft again (Ablehnung)."""

    id: AgreementRef
    """The agreement (Vereinbarung)."""
    party: PartyRef
    """The party (Vertragspartner)."""
    when: When
    """When (Tag)."""


@dataclass(frozen=True)
class ReopenDraft:
    """Make the agreement a draft again; signatures given so far lapse; say why as reason (wieder öffnen)."""

    id: AgreementRef
    """The agreement (Vereinbarung)."""
    when: When
    """When (Tag)."""


@dataclass(frozen=True)
class AbandonAgreement:
    """Give the agreement up before it is concluded; say why as reason (aufgeben)."""

    id: AgreementRef
    """The agreement (Vereinbarung)."""
    when: When
    """When (Tag)."""
