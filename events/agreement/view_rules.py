"""How an agreement reads on a day: what is recorded, resolved for that day, with what silence has granted by then."""

from datetime import date

from events.agreement.approval import Completion
from events.agreement.approval_rules import after_silence
from events.agreement.headcount import certainties
from events.agreement.lifecycle import concluded, effective_from, ends_on, shown_approval, status_on
from events.agreement.proposals import AgreementVersion
from events.agreement.review_rules import review_due
from events.agreement.state import Agreement
from events.agreement.versions import number_in_force, terms_at, wording_at
from events.agreement.view import AgreementOnDay, Signature
from events.when import Certainty


def view(state: Agreement, on: date) -> AgreementOnDay:
    """The agreement as it stands on a day."""
    state = after_silence(state, on)
    number, due = number_in_force(state, on), review_due(state, on)
    return AgreementOnDay(
        title=state.title,
        status=status_on(state, on),
        purpose=state.purpose,
        form=state.form,
        formalities=state.formalities,
        themes=state.themes,
        parties=_parties(state, on),
        current_version=number,
        clauses=wording_at(state, number),
        terms=terms_at(state, number),
        drafted=state.drafted,
        opened_for_signature=state.signing.opened if state.signing else None,
        concluded=concluded(state),
        signatures=signatures(state),
        approval=shown_approval(state.completion.approval, state.formalities, on),
        publication=state.completion.publication,
        effective_from=effective_from(state),
        ends_on=ends_on(state),
        termination=state.termination,
        versions=_versions(state, on),
        review_due=due,
        review_overdue=due is not None and on > due,
        reviews=state.reviews,
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
