"""How an agreement reads on a day: what is recorded, resolved for that day, with what silence has granted by then."""

from dataclasses import dataclass
from datetime import date

from events.agreement.conditions import AgreementTerms
from events.agreement.headcount import certainties
from events.agreement.lifecycle import AgreementStatus, concluded, effective_from, ends_on, shown_approval, status_on
from events.agreement.reviews import review_due
from events.agreement.silence import after_silence
from events.agreement.state import (
    Agreement,
    AgreementReview,
    AgreementVersion,
    Approval,
    Completion,
    OfParty,
    PartyCount,
    Publication,
    Termination,
)
from events.agreement.versions import AgreementClause, number_in_force, terms_at, wording_at
from events.agreement.wording import VersionNumber
from events.decider import recorded
from events.formalities import Formalities, LegalForm
from events.refs import DocumentRef, PartyRef, PersonRef
from events.terms import Code
from events.values import TextDigest, Title
from events.when import Certainty, When


@dataclass(frozen=True)
class Signature(OfParty):
    """A party's signature (Unterschrift)."""

    when: When
    """When it signed (Tag)."""
    signatory: PersonRef | None
    """Who signed for it; null if it is not recorded (unterzeichnet durch)."""
    document: DocumentRef | None
    """The signed document; null if it is not recorded (unterzeichnete Urkunde)."""


@dataclass(frozen=True)
class AgreementOnDay:
    """A cooperation agreement of several parties, as it stands on a day (Kooperationsvereinbarung)."""

    title: Title
    """Its title (Titel)."""
    status: AgreementStatus
    """How far it has come by the day (Stand)."""
    purpose: TextDigest
    """Its purpose (Zweck)."""
    form: LegalForm
    """Its legal form (Rechtsform)."""
    formalities: Formalities
    """What it needs besides signatures (Förmlichkeiten)."""
    themes: tuple[Code, ...]
    """The codes of its themes in the county's list (Themen)."""
    parties: tuple[PartyRef, ...]
    """The named parties that are or may be parties on the day; before it is in force, those that the draft names
    (Vertragspartner)."""
    current_version: VersionNumber
    """The number of the version that applies on the day; 1 before it is in force (Fassung)."""
    clauses: tuple[AgreementClause, ...]
    """The clauses of that version, in order (Paragraphen)."""
    terms: AgreementTerms
    """The terms of that version (Bedingungen)."""
    drafted: When
    """When drafting began (Entwurf vom)."""
    opened_for_signature: When | None
    """When it was opened for signature; null if it is a draft (zur Unterzeichnung freigegeben)."""
    concluded: When | None
    """When the last party signed; null if not all have signed (unterzeichnet)."""
    signatures: tuple[Signature, ...]
    """The signatures (Unterschriften)."""
    approval: Approval | None
    """Approval by the supervisory authority; null until it is applied for (Genehmigung)."""
    publication: Publication | None
    """The publication; null if none is recorded (Bekanntmachung)."""
    effective_from: date | None
    """The first day on which it is in force; null if no such day is known (Inkrafttreten)."""
    ends_on: date | None
    """The first day on which it is no longer in force; null if no end is known (Ende)."""
    termination: Termination | None
    """How it was ended other than by the end of its term; null if it was not (Beendigung)."""
    versions: tuple[AgreementVersion, ...]
    """The versions after the first, by number, including adopted ones that take effect later (Fassungen)."""
    review_due: date | None
    """The day by which the next review is due while it is in force; null if none is due (nächste Überprüfung bis)."""
    review_overdue: bool
    """Whether that day is past (Überprüfung überfällig)."""
    reviews: tuple[AgreementReview, ...]
    """Its reviews, oldest first (Überprüfungen)."""
    party_counts: tuple[PartyCount, ...]
    """Numbers of parties that were published without names (veröffentlichte Anzahlen)."""


def view(state: Agreement, on: date) -> AgreementOnDay:
    """The agreement as it stands on a day."""
    state = after_silence(state, on)
    number, due = number_in_force(state, on), review_due(state, on)
    return recorded(
        AgreementOnDay,
        state,
        status=status_on(state, on),
        parties=_parties(state, on),
        current_version=number,
        clauses=wording_at(state, number),
        terms=terms_at(state, number),
        opened_for_signature=state.signing.opened if state.signing else None,
        concluded=concluded(state),
        signatures=signatures(state),
        approval=shown_approval(state.completion.approval, state.formalities, on),
        publication=state.completion.publication,
        effective_from=effective_from(state),
        ends_on=ends_on(state),
        versions=_versions(state, on),
        review_due=due,
        review_overdue=due is not None and on > due,
        party_counts=state.counts,
    )


def signatures(state: Agreement) -> tuple[Signature, ...]:
    """The signatures, by the parties that gave them."""
    named = {party.number: party.party for party in state.parties}
    return tuple(
        Signature(named[each.number], each.when, each.signatory, each.document)
        for each in (state.signing.signatures if state.signing else ())
    )


def _parties(state: Agreement, on: date) -> tuple[str, ...]:
    begun = effective_from(state)
    if begun is None or on < begun:
        return tuple(party.party for party in state.parties if party.joined is None)
    is_party = certainties(state, on)
    found = (party.party for party in state.parties if is_party[party.number] is not Certainty.NO)
    return tuple(dict.fromkeys(found))


def _versions(state: Agreement, on: date) -> tuple[AgreementVersion, ...]:
    """The versions that were adopted, but not those that silence alone has granted, and after the day: whether or not
    that is recorded, the day reads the same."""
    completions = {each.number: each.completion for each in state.settled}

    def granted_later(completion: Completion | None) -> bool:
        if completion is None or completion.publication is not None:
            return False
        return shown_approval(completion.approval, state.formalities, on) != completion.approval

    return tuple(version for version in state.versions if not granted_later(completions.get(version.proposal)))
