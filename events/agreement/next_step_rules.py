"""What is to be done about an agreement on a day: all of it follows from what is recorded."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from events.agreement.conditions import ConsentKind
from events.agreement.conflicts import is_outdated
from events.agreement.consents import consents, needed, rule_of
from events.agreement.headcount import counted, is_party, leaves_on
from events.agreement.lifecycle import (
    AgreementStatus,
    approved,
    concluded,
    deemed_day,
    effective_from,
    ends_on,
    ready,
    status_on,
)
from events.agreement.next_steps import NextStep, NextStepKind
from events.agreement.party_names import party_name
from events.agreement.reviews import review_due
from events.agreement.silence import after_silence
from events.agreement.state import Agreement, AgreementReview, Completion, Proposal, ReviewOutcome
from events.agreement.versions import newest
from events.message import Message, Value, message
from events.successors import Mergers, become, mergers_in
from events.when import Certainty, When, by


def next_steps(state: Agreement, on: date, states: Mapping[str, Any]) -> tuple[NextStep, ...]:
    """What is to be done on a day: about the agreement itself, its proposals, its review, its end; none where a step
    lies in a span in which nobody knows the day, nor before the drafting.

    `states` are those of the parties and of those that ask to join, by ref, as far as the reader may see them.
    """
    if on < state.drafted.earliest:
        return ()
    state, mergers = after_silence(state, on), mergers_in(states)
    match status_on(state, on):
        case AgreementStatus.DRAFT:
            steps = _drafting(state, on)
        case AgreementStatus.SIGNING:
            steps = _signing(state, on, mergers)
        case (
            AgreementStatus.SIGNED
            | AgreementStatus.APPROVAL_PENDING
            | AgreementStatus.APPROVED
            | AgreementStatus.PUBLISHED
        ):
            steps = _concluding(state, on)
        case AgreementStatus.IN_FORCE:
            steps = _in_force(state, on, states)
        case _:
            steps = iter(())
    return tuple(dict.fromkeys(steps))


def _next_step(
    kind: NextStepKind,
    since: date,
    on: date,
    text: str | Message,
    /,
    *,
    party: str | None = None,
    until: date | None = None,
    proposal: int | None = None,
    authority: str | None = None,
    **values: Value,
) -> NextStep:
    overdue = until is not None and on > until
    return NextStep(kind, party, since, until, overdue, message(text, **values), proposal, authority)


@dataclass(frozen=True)
class _Proposed:
    """A proposal as its steps speak of it."""

    number: int
    what: Message


# --- Until it is in force --------------------------------------------------------------------------------------


def _drafting(state: Agreement, on: date) -> Iterator[NextStep]:
    lacking = tuple(_lacking(state))
    if lacking:
        kind = NextStepKind.COMPLETE_DRAFT
        step = message("Complete the draft; it still lacks: {lacking}.", lacking=lacking)
    else:
        kind = NextStepKind.OPEN_FOR_SIGNATURE
        step = message("Finish the draft and open it for signature.")
    yield _next_step(kind, state.drafted.last, on, _by_entry(step, state), until=state.entry_agreed)


def _lacking(state: Agreement) -> Iterator[Message]:
    """What a draft does not have yet and needs before it is opened for signature."""
    term = state.terms[-1].terms.term
    if len(state.parties) < 2:
        yield message("parties (at least two)")
    if all(clause.revisions[-1].wording is None for clause in state.clauses):
        yield message("a clause")
    if term.until is None and term.notice is None:
        yield message("a notice period or a last day")


def _by_entry(step: Message, state: Agreement) -> Message:
    """The step, with the day for which entry into force is agreed, where it is."""
    agreed = state.entry_agreed
    if agreed is None:
        return step
    return message("{step} Entry into force is agreed for {agreed}.", step=step, agreed=agreed)


def _signing(state: Agreement, on: date, mergers: Mergers) -> Iterator[NextStep]:
    assert state.signing is not None
    signed = {each.number for each in state.signing.signatures if by(each.when, on) is not Certainty.NO}
    opened = state.signing.opened.last
    step = _by_entry(
        message("Sign the agreement; it has been open for signature since {opened}.", opened=opened), state
    )
    for party in state.parties:
        if party.joined is None and party.number not in signed:
            yield _next_step(
                NextStepKind.SIGN,
                opened,
                on,
                step,
                party=become(party.party, on, mergers),
                until=state.entry_agreed,
            )


def _concluding(state: Agreement, on: date) -> Iterator[NextStep]:
    signed, begun = concluded(state), effective_from(state)
    assert signed is not None
    step = _formality(state, state.completion, signed, on, None)
    if step is not None:
        yield step
    elif begun is None:
        there = ready(state)
        assert there is not None
        yield _next_step(
            NextStepKind.STATE_ENTRY_INTO_FORCE,
            there.last,
            on,
            "Record the first day on which the agreement is in force: it does not follow exactly from the recorded "
            "days.",
        )


def _formality(
    state: Agreement, completion: Completion, since: When, on: date, proposed: _Proposed | None
) -> NextStep | None:
    """What approval and publication still need by the day, of the agreement or of an adopted proposal."""
    number = None if proposed is None else proposed.number
    approval, publication = completion.approval, completion.publication
    if state.formalities.approval:
        if approval is None or by(approval.filed, on) is Certainty.NO:
            return _next_step(NextStepKind.FILE_FOR_APPROVAL, since.last, on, _to_file(proposed), proposal=number)
        granted = approved(completion, state.formalities)
        if by(granted, on) is Certainty.NO:
            deemed = deemed_day(approval, state.formalities)
            filed, whom = approval.filed.last, approval.supervisory_authority
            return _next_step(
                NextStepKind.AWAIT_APPROVAL,
                filed,
                on,
                _to_await(filed, whom, proposed)
                if deemed is None
                else message(
                    "{step} Unless it is refused before then, it counts as granted from {deemed} on.",
                    step=_to_await(filed, whom, proposed),
                    deemed=deemed,
                ),
                until=deemed,
                proposal=number,
                authority=whom,
            )
        since = granted or since
    if state.formalities.publication and (publication is None or by(publication.when, on) is Certainty.NO):
        return _next_step(NextStepKind.PUBLISH, since.last, on, _to_publish(proposed), proposal=number)
    return None


def _to_file(proposed: _Proposed | None) -> Message:
    if proposed is None:
        return message("Apply to the supervisory authority for approval of the agreement.")
    return message(
        "Apply to the supervisory authority for approval of {what} (proposal {number}).",
        what=proposed.what,
        number=proposed.number,
    )


def _to_await(filed: date, whom: str, proposed: _Proposed | None) -> Message:
    if proposed is None:
        return message(
            "Await the supervisory authority's approval of the agreement, applied for on {filed} with: {whom}.",
            filed=filed,
            whom=whom,
        )
    return message(
        "Await the supervisory authority's approval of {what} (proposal {number}), applied for on {filed} with: "
        "{whom}.",
        filed=filed,
        whom=whom,
        what=proposed.what,
        number=proposed.number,
    )


def _to_publish(proposed: _Proposed | None) -> Message:
    if proposed is None:
        return message("Publish the agreement and record where it was published.")
    return message(
        "Publish {what} (proposal {number}) and record where it was published.",
        what=proposed.what,
        number=proposed.number,
    )


def _inner(title: str) -> str:
    """A title as it stands between quotation marks: its own become single ones."""
    return title.translate({ord("„"): "‚", ord("“"): "‘"})


# --- While it is in force --------------------------------------------------------------------------------------


def _in_force(state: Agreement, on: date, states: Mapping[str, Any]) -> Iterator[NextStep]:
    mergers = mergers_in(states)
    for proposal in state.proposals:
        if proposal.proposed <= on:
            yield from _proposal(state, proposal, on, states)
    yield from _review(state, on)
    yield from _follow_up(state, on)
    yield from _too_few(state, on, mergers)
    yield from _leaving(state, on, mergers)


def _what(proposal: Proposal, on: date, states: Mapping[str, Any]) -> Message:
    """What is proposed; an accession without the name of a party that the reader may not see."""
    if proposal.admission is None:
        assert proposal.title is not None
        return message("the amendment “{title}”", title=_inner(proposal.title))
    name = party_name(proposal.admission.party, on, states)
    return message("the accession") if name is None else message("the accession of {party}", party=name)


def _proposal(state: Agreement, proposal: Proposal, on: date, states: Mapping[str, Any]) -> Iterator[NextStep]:
    proposed = _Proposed(proposal.number, _what(proposal, on, states))
    if proposal.adopted is not None and proposal.adopted <= on:
        step = _formality(state, proposal.completion, When(proposal.adopted), on, proposed)
        if step is not None:
            yield step
    elif is_outdated(state, proposal):
        yield _renewing(state, proposal, on, proposed)
    else:
        yield from _deciding(state, proposal, on, proposed, mergers_in(states))


def _renewing(state: Agreement, proposal: Proposal, on: date, proposed: _Proposed) -> NextStep:
    return _next_step(
        NextStepKind.RENEW_PROPOSAL,
        proposal.proposed,
        on,
        "Withdraw {what} (proposal {number}) and propose it again on the basis of version {version}: what it changes "
        "has changed since.",
        proposal=proposal.number,
        version=newest(state),
        what=proposed.what,
        number=proposed.number,
    )


def _deciding(
    state: Agreement, proposal: Proposal, on: date, proposed: _Proposed, mergers: Mergers
) -> Iterator[NextStep]:
    made, rule = proposal.proposed, rule_of(state, proposal, on)
    told = consents(state, proposal, on, mergers)
    enough = needed(rule, len(told.entitled))
    if rule.kind is ConsentKind.BODY:
        yield _next_step(
            NextStepKind.ADOPT,
            made,
            on,
            "Have {what} (proposal {number}) decided and record the decision; the competent body is: {body}.",
            proposal=proposal.number,
            body=rule.body,
            what=proposed.what,
            number=proposed.number,
        )
    elif len(told.consenting) >= enough:
        yield _next_step(
            NextStepKind.ADOPT,
            made,
            on,
            "Adopt {what} (proposal {number}): it needs nobody’s consent."
            if rule.kind is ConsentKind.NOBODY
            else "Adopt {what} (proposal {number}): it has all the consent that it needs.",
            proposal=proposal.number,
            what=proposed.what,
            number=proposed.number,
        )
    elif len(told.entitled) - len(told.objecting) < enough:
        yield _next_step(
            NextStepKind.DISMISS,
            made,
            on,
            "Dismiss or withdraw {what} (proposal {number}): after the objections it can no longer get the consent "
            "that it needs.",
            proposal=proposal.number,
            what=proposed.what,
            number=proposed.number,
        )
    else:
        for each in told.silent:
            yield _next_step(
                NextStepKind.CONSENT,
                made,
                on,
                "Consent or object to {what} (proposal {number}), proposed on {made}.",
                party=each.now,
                proposal=proposal.number,
                made=made,
                what=proposed.what,
                number=proposed.number,
            )


def _review(state: Agreement, on: date) -> Iterator[NextStep]:
    due = review_due(state, on)
    if due is None:
        return
    begun = effective_from(state)
    assert begun is not None
    since = max((begun, *(review.on for review in state.reviews if review.on <= on)))
    yield _next_step(
        NextStepKind.REVIEW,
        since,
        on,
        "Review the agreement: the review was due by {due}." if on > due else "Review the agreement by {due}.",
        until=due,
        due=due,
    )


def _follow_up(state: Agreement, on: date) -> Iterator[NextStep]:
    """What the last review came to, until it is done."""
    review = max((each for each in state.reviews if each.on <= on), key=lambda each: each.on, default=None)
    if review is None:
        return
    if review.outcome is ReviewOutcome.ADAPT and not _proposed_since(state, review):
        yield _next_step(
            NextStepKind.ADAPT,
            review.on,
            on,
            "Propose an amendment: the review of {reviewed} found that the agreement is to be changed.",
            reviewed=review.on,
        )
    if review.outcome is ReviewOutcome.TERMINATE and ends_on(state) is None:
        yield _next_step(
            NextStepKind.END,
            review.on,
            on,
            "End the agreement: the review of {reviewed} found that it is to be ended.",
            reviewed=review.on,
        )


def _proposed_since(state: Agreement, review: AgreementReview) -> bool:
    days = [*(each.proposed for each in state.proposals), *(each.proposed for each in state.settled)]
    return any(day >= review.on for day in days)


def _too_few(state: Agreement, on: date, mergers: Mergers) -> Iterator[NextStep]:
    if len(counted(state, on, mergers)) >= 2 or state.termination is not None:
        return
    yield _next_step(
        NextStepKind.END,
        _fewer_since(state, on, mergers),
        on,
        "End the agreement, or admit a party: fewer than two parties are left.",
    )


def _fewer_since(state: Agreement, on: date, mergers: Mergers) -> date:
    """The newest day on which the parties became fewer."""
    begun = effective_from(state)
    assert begun is not None
    left = (each.last for party in state.parties if (each := leaves_on(party)) is not None)
    return max(day for day in (begun, *left, *(merger.on for merger in mergers.values())) if begun <= day <= on)


def _leaving(state: Agreement, on: date, mergers: Mergers) -> Iterator[NextStep]:
    for party in state.parties:
        notice = party.notice
        if notice is None or notice.given > on or is_party(state, party, on) is Certainty.NO:
            continue
        last = notice.leaves - timedelta(days=1)
        yield _next_step(
            NextStepKind.LEAVE,
            notice.given,
            on,
            "The party leaves at the end of {last}, following its notice of {given}; until then it can withdraw the "
            "notice.",
            party=become(party.party, on, mergers),
            until=notice.leaves,
            last=last,
            given=notice.given,
        )
