"""What is to be done about an agreement on a day: all of it follows from what is recorded."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from events.agreement.approval import Completion
from events.agreement.approval_rules import after_silence
from events.agreement.conflicts import is_outdated
from events.agreement.consents import consents, needed, rule_of
from events.agreement.headcount import counted, is_party, leaves_on
from events.agreement.lifecycle import (
    approved,
    concluded,
    deemed_day,
    effective_from,
    ends_on,
    ready,
    status_on,
)
from events.agreement.next_steps import NextStep, NextStepKind
from events.agreement.proposals import Proposal, ProposalKind
from events.agreement.review_rules import review_due
from events.agreement.reviews import AgreementReview, ReviewOutcome
from events.agreement.state import Agreement
from events.agreement.terms import ConsentKind
from events.agreement.versions import newest
from events.agreement.view import AgreementStatus
from events.successors import Mergers, become
from events.when import Certainty, When, by


def next_steps(state: Agreement, on: date, mergers: Mergers) -> tuple[NextStep, ...]:
    """What is to be done on a day: about the agreement itself, its proposals, its review, its end; none where a step
    lies in a span in which nobody knows the day, nor before the drafting."""
    if on < state.drafted.earliest:
        return ()
    state = after_silence(state, on)
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
            steps = _in_force(state, on, mergers)
        case _:
            steps = iter(())
    return tuple(dict.fromkeys(steps))


def steps_of(ref: str, steps: tuple[NextStep, ...]) -> tuple[NextStep, ...]:
    """Those of the steps that a party has to do, as itself or for what has become it."""
    return tuple(step for step in steps if step.party == ref)


def _step(
    kind: NextStepKind,
    since: date,
    on: date,
    en: str,
    de: str,
    *,
    party: str | None = None,
    until: date | None = None,
    proposal: int | None = None,
    authority: str | None = None,
) -> NextStep:
    return NextStep(kind, party, since, until, until is not None and on > until, en, de, proposal, authority)


# --- Until it is in force --------------------------------------------------------------------------------------


def _drafting(state: Agreement, on: date) -> Iterator[NextStep]:
    entry_en, entry_de = _entry(state)
    lacking = list(_lacking(state))
    kind = NextStepKind.OPEN_FOR_SIGNATURE
    en, de = (
        "Settle the draft and open it for signature.",
        "Den Entwurf fertigstellen und zur Unterzeichnung freigeben.",
    )
    if lacking:
        kind = NextStepKind.COMPLETE_DRAFT
        en = f"Complete the draft; what is missing: {', '.join(en for en, _ in lacking)}."
        de = f"Den Entwurf vervollständigen; es fehlt noch: {', '.join(de for _, de in lacking)}."
    yield _step(kind, state.drafted.last, on, en + entry_en, de + entry_de, until=state.entry_agreed)


def _lacking(state: Agreement) -> Iterator[tuple[str, str]]:
    """What a draft does not have yet and needs before it is opened for signature."""
    term = state.terms[-1].terms.term
    if len(state.parties) < 2:
        yield "parties (at least two)", "Vertragspartner (mindestens zwei)"
    if all(clause.revisions[-1].wording is None for clause in state.clauses):
        yield "a clause", "eine Klausel"
    if term.until is None and term.notice is None:
        yield "a notice period or a last day", "eine Kündigungsfrist oder ein letzter Tag"


def _entry(state: Agreement) -> tuple[str, str]:
    """The sentence on the day for which entry into force is agreed, where it is."""
    agreed = state.entry_agreed
    if agreed is None:
        return "", ""
    return (
        f" Entry into force is agreed for {agreed}.",
        f" Vereinbarter Tag des Inkrafttretens ist der {agreed:%d.%m.%Y}.",
    )


def _signing(state: Agreement, on: date, mergers: Mergers) -> Iterator[NextStep]:
    assert state.signing is not None
    signed = {each.number for each in state.signing.signatures if by(each.when, on) is not Certainty.NO}
    opened = state.signing.opened.last
    entry_en, entry_de = _entry(state)
    for party in state.parties:
        if party.joined is None and party.number not in signed:
            yield _step(
                NextStepKind.SIGN,
                opened,
                on,
                f"Sign the agreement; it has been open for signature since {opened}.{entry_en}",
                f"Die Vereinbarung unterzeichnen; sie liegt seit dem {opened:%d.%m.%Y} zur Unterzeichnung vor."
                f"{entry_de}",
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
        yield _step(
            NextStepKind.STATE_ENTRY_INTO_FORCE,
            there.last,
            on,
            "Record the day from which the agreement is in force: it does not follow exactly from the days recorded.",
            "Den Tag des Inkrafttretens eintragen: Er folgt nicht genau aus den Tagen, die verzeichnet sind.",
        )


def _formality(
    state: Agreement, completion: Completion, since: When, on: date, proposal: Proposal | None
) -> NextStep | None:
    """What approval and publication still need by the day, of the agreement or of an adopted proposal."""
    number = None if proposal is None else proposal.number
    about = _about(proposal)
    approval, publication = completion.approval, completion.publication
    if state.formalities.approval:
        if approval is None or by(approval.filed, on) is Certainty.NO:
            return _step(
                NextStepKind.FILE_FOR_APPROVAL,
                since.last,
                on,
                f"Ask the supervisory authority to approve {about.en}.",
                f"Die Genehmigung {about.of} bei der Kommunalaufsicht beantragen.",
                proposal=number,
            )
        granted = approved(completion, state.formalities)
        if by(granted, on) is Certainty.NO:
            deemed = deemed_day(approval, state.formalities)
            filed, whom = approval.filed.last, approval.supervisory_authority
            en = f"Await the approval of {about.en} by the supervisory authority, filed for on {filed} with: {whom}."
            de = f"Die Genehmigung {about.of} durch die Kommunalaufsicht abwarten, "
            de += f"beantragt am {filed:%d.%m.%Y} bei: {whom}."
            if deemed is not None:
                en += f" Unless it is refused before, it counts as granted on {deemed}."
                de += f" Wird sie nicht vorher versagt, gilt sie ab dem {deemed:%d.%m.%Y} als erteilt."
            return _step(
                NextStepKind.AWAIT_APPROVAL,
                filed,
                on,
                en,
                de,
                until=deemed,
                proposal=number,
                authority=whom,
            )
        since = granted or since
    if state.formalities.publication and (publication is None or by(publication.when, on) is Certainty.NO):
        return _step(
            NextStepKind.PUBLISH,
            since.last,
            on,
            f"Publish {about.en} and record where.",
            f"{_first(about.whom)} bekannt machen und die Fundstelle eintragen.",
            proposal=number,
        )
    return None


@dataclass(frozen=True)
class _About:
    """What a step is about, as sentences need it: in English, and in German in the cases that they put it in."""

    en: str
    whom: str
    of: str
    to: str
    pronoun: str


_AGREEMENT = _About("the agreement", "die Vereinbarung", "der Vereinbarung", "der Vereinbarung", "sie")


def _about(proposal: Proposal | None) -> _About:
    if proposal is None:
        return _AGREEMENT
    number = proposal.number
    if proposal.kind is ProposalKind.ACCESSION:
        which = f"(Antrag {number})"
        return _About(
            f"the accession (proposal {number})",
            f"den Beitritt {which}",
            f"des Beitritts {which}",
            f"dem Beitritt {which}",
            "ihn",
        )
    title = _inner(proposal.title)
    which = f"Änderung „{title}“ (Antrag {number})"
    return _About(f"the amendment “{title}” (proposal {number})", f"die {which}", f"der {which}", f"der {which}", "sie")


def _inner(title: str) -> str:
    """A title as it stands between quotation marks: its own become single ones."""
    return title.translate({ord("„"): "‚", ord("“"): "‘"})


def _first(words: str) -> str:
    """The words as a sentence begins."""
    return words[0].upper() + words[1:]


# --- While it is in force --------------------------------------------------------------------------------------


def _in_force(state: Agreement, on: date, mergers: Mergers) -> Iterator[NextStep]:
    for proposal in state.proposals:
        if proposal.proposed <= on:
            yield from _proposal(state, proposal, on, mergers)
    yield from _review(state, on)
    yield from _follow_up(state, on)
    yield from _too_few(state, on, mergers)
    yield from _leaving(state, on, mergers)


def _proposal(state: Agreement, proposal: Proposal, on: date, mergers: Mergers) -> Iterator[NextStep]:
    if proposal.adopted is not None and proposal.adopted <= on:
        step = _formality(state, proposal.completion, When(proposal.adopted), on, proposal)
        if step is not None:
            yield step
    elif is_outdated(state, proposal):
        yield _renewing(state, proposal, on)
    else:
        yield from _deciding(state, proposal, on, mergers)


def _renewing(state: Agreement, proposal: Proposal, on: date) -> NextStep:
    about = _about(proposal)
    number = newest(state)
    return _step(
        NextStepKind.RENEW_PROPOSAL,
        proposal.proposed,
        on,
        f"Withdraw {about.en} and propose it anew from version {number}: what it changes has changed since.",
        f"{_first(about.whom)} zurückziehen und von Fassung {number} aus neu vorschlagen: Was geändert werden soll, "
        "hat sich seither geändert.",
        proposal=proposal.number,
    )


def _deciding(state: Agreement, proposal: Proposal, on: date, mergers: Mergers) -> Iterator[NextStep]:
    about = _about(proposal)
    made, rule = proposal.proposed, rule_of(state, proposal, on)
    told = consents(state, proposal, on, mergers)
    enough = needed(rule, len(told.entitled))
    if rule.kind is ConsentKind.BODY:
        yield _step(
            NextStepKind.ADOPT,
            made,
            on,
            f"Have {about.en} decided on, and record what was decided; the decision is up to: {rule.body}.",
            f"Über {about.whom} entscheiden lassen und das Ergebnis eintragen; zuständig ist: {rule.body}.",
            proposal=proposal.number,
        )
    elif len(told.consenting) >= enough:
        en, de = "it has all the consent that it needs", "Alle nötigen Zustimmungen liegen vor"
        if rule.kind is ConsentKind.NOBODY:
            en, de = "it needs nobody’s consent", "Zustimmungen sind nicht nötig"
        yield _step(
            NextStepKind.ADOPT,
            made,
            on,
            f"Adopt {about.en}: {en}.",
            f"{_first(about.whom)} annehmen: {de}.",
            proposal=proposal.number,
        )
    elif len(told.entitled) - len(told.objecting) < enough:
        yield _step(
            NextStepKind.DISMISS,
            made,
            on,
            f"Dismiss or withdraw {about.en}: after the objections it cannot get the consent that it needs.",
            f"{_first(about.whom)} ablehnen oder zurückziehen: Nach den Ablehnungen ist die nötige Zustimmung nicht "
            "mehr zu erreichen.",
            proposal=proposal.number,
        )
    else:
        for each in told.silent:
            yield _step(
                NextStepKind.CONSENT,
                made,
                on,
                f"Consent or object to {about.en}, proposed on {made}.",
                f"{_first(about.to)} zustimmen oder {about.pronoun} ablehnen; der Vorschlag ist vom {made:%d.%m.%Y}.",
                party=each.now,
                proposal=proposal.number,
            )


def _review(state: Agreement, on: date) -> Iterator[NextStep]:
    due = review_due(state, on)
    if due is None:
        return
    begun = effective_from(state)
    assert begun is not None
    since = max((begun, *(review.on for review in state.reviews if review.on <= on)))
    if on > due:
        en = f"Review the agreement: that was due by {due}."
        de = f"Die Vereinbarung überprüfen: Das war bis zum {due:%d.%m.%Y} fällig."
    else:
        en, de = f"Review the agreement by {due}.", f"Die Vereinbarung bis zum {due:%d.%m.%Y} überprüfen."
    yield _step(NextStepKind.REVIEW, since, on, en, de, until=due)


def _follow_up(state: Agreement, on: date) -> Iterator[NextStep]:
    """What the last review came to, until it is done."""
    review = max((each for each in state.reviews if each.on <= on), key=lambda each: each.on, default=None)
    if review is None:
        return
    if review.outcome is ReviewOutcome.ADAPT and not _proposed_since(state, review):
        yield _step(
            NextStepKind.ADAPT,
            review.on,
            on,
            f"Propose an amendment: the review of {review.on} found that the agreement is to be changed.",
            f"Eine Änderung vorschlagen: Die Überprüfung vom {review.on:%d.%m.%Y} hat ergeben, dass die Vereinbarung "
            "anzupassen ist.",
        )
    if review.outcome is ReviewOutcome.TERMINATE and ends_on(state) is None:
        yield _step(
            NextStepKind.END,
            review.on,
            on,
            f"End the agreement: the review of {review.on} came to that.",
            f"Die Vereinbarung beenden: Das hat die Überprüfung vom {review.on:%d.%m.%Y} ergeben.",
        )


def _proposed_since(state: Agreement, review: AgreementReview) -> bool:
    days = [*(each.proposed for each in state.proposals), *(each.proposed for each in state.settled)]
    return any(day >= review.on for day in days)


def _too_few(state: Agreement, on: date, mergers: Mergers) -> Iterator[NextStep]:
    if len(counted(state, on, mergers)) >= 2 or state.termination is not None:
        return
    yield _step(
        NextStepKind.END,
        _fewer_since(state, on, mergers),
        on,
        "End the agreement, or admit a party: fewer than two parties are left.",
        "Die Vereinbarung beenden oder einen Beitritt vorschlagen: Es sind weniger als zwei Vertragspartner übrig.",
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
        yield _step(
            NextStepKind.LEAVE,
            notice.given,
            on,
            f"The party leaves at the end of {last}, by its notice of {notice.given}; until then it can take the "
            "notice back.",
            f"Der Vertragspartner scheidet mit Ablauf des {last:%d.%m.%Y} aus (Kündigung vom {notice.given:%d.%m.%Y}); "
            "bis dahin kann er die Kündigung zurücknehmen.",
            party=become(party.party, on, mergers),
            until=notice.leaves,
        )
