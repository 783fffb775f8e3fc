"""Who is competent for a matter on a day, and why: before, on and after each day on which that changes."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from events.agreement.conditions import AgreementDuration, AgreementTerms, TermsRevision
from events.agreement.state import (
    Agreement,
    Approval,
    Completion,
    Notice,
    PartySignature,
    Publication,
    Signing,
    Termination,
    TerminationCause,
)
from events.competence import COMPETENCE
from events.competence.assignments import CompetenceEnded
from events.competence.names import competence_of
from events.competence.reckoning import CompetenceReason, Competent, competent, competent_in, looked_at
from events.competence.standing import TransferOnDay, TransferStanding
from events.competence.state import Competences, agreements_of
from events.competence.transfers import CompetenceTransferRevoked
from events.decider import fold
from events.formalities import Formalities, LegalForm
from events.municipal_association import AssociationForm, MunicipalAssociationDissolved, MunicipalAssociationRegistered
from events.municipality.state import Merger, Municipality
from events.when import When
from tests.events.agreement.story import municipality
from tests.events.competence.story import (
    AGREEMENTS,
    ALONE,
    ASSEMBLY,
    AWAY,
    AWAYS,
    BEGUN,
    BODIES,
    COMMITTEE,
    COUNCIL,
    DELEGATING,
    GONE,
    HERE,
    KREISTAG,
    MANDATING,
    RECORD,
    REFORM,
    STATUTES,
    THEIRS,
    THERE,
    VERBAND,
    accepted,
    assigned,
    between,
    contract,
    parties,
    transferred,
)
from tests.spec import HOME, LANDKREIS, day, state_of

G, S = CompetenceReason, TransferStanding
A_DAY = timedelta(days=1)
MERGERS = {AWAY: Merger(REFORM, THERE)}
COUNCIL_DECIDES = assigned(1, COUNCIL, "2020-01-01")
MOVED = (COUNCIL_DECIDES, transferred(2, "2023-06-01"), accepted(2, "2023-07-01"))


def competences(*events: Any) -> Competences:
    state: Competences = fold(COMPETENCE, events)
    return state


def asked(
    events: tuple[Any, ...],
    on: str,
    theme: str | None = None,
    *,
    matter: str = "budget",
    under: Agreement | None = None,
    mergers: Any = MERGERS,
) -> Competent:
    """Who is competent by these events on a day; `under` is what the delegating agreement is instead."""
    agreements = {**AGREEMENTS, **({DELEGATING: under} if under else {})}
    return competent(competences(*events), matter, theme, day(on), agreements, mergers)


def told(answer: Competent) -> tuple[CompetenceReason, str | None]:
    return answer.reason, answer.body


# --- Assigned --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("events", "theme", "on", "reason", "body"),
    [
        # From the first day on, and without an end.
        ((COUNCIL_DECIDES,), None, "2019-12-31", G.NOT_RECORDED, None),
        ((COUNCIL_DECIDES,), None, "2020-01-01", G.ASSIGNED, COUNCIL),
        ((COUNCIL_DECIDES,), "heat", "2199-12-31", G.ASSIGNED, COUNCIL),
        # To the last day.
        ((COUNCIL_DECIDES, CompetenceEnded(1, day("2022-12-31"))), None, "2022-12-31", G.ASSIGNED, COUNCIL),
        ((COUNCIL_DECIDES, CompetenceEnded(1, day("2022-12-31"))), None, "2023-01-01", G.NOT_RECORDED, None),
        # One after the other.
        (
            (assigned(1, COUNCIL, "2020-01-01", "2022-12-31"), assigned(2, COMMITTEE, "2023-01-01")),
            None,
            "2022-12-31",
            G.ASSIGNED,
            COUNCIL,
        ),
        (
            (assigned(1, COUNCIL, "2020-01-01", "2022-12-31"), assigned(2, COMMITTEE, "2023-01-01")),
            None,
            "2023-01-01",
            G.ASSIGNED,
            COMMITTEE,
        ),
        # By theme.
        ((assigned(1, COUNCIL, "2020-01-01", None, "heat"),), "heat", "2020-01-01", G.ASSIGNED, COUNCIL),
        ((assigned(1, COUNCIL, "2020-01-01", None, "heat"),), "mobility", "2020-01-01", G.NOT_RECORDED, None),
        ((assigned(1, COUNCIL, "2020-01-01", None, "heat"),), None, "2020-01-01", G.THEME_NEEDED, None),
        ((assigned(1, COUNCIL, "2020-01-01", None, "heat"),), None, "2019-12-31", G.NOT_RECORDED, None),
        (
            (assigned(1, COUNCIL, "2020-01-01", None, "heat"), assigned(2, COMMITTEE, "2020-01-01", None, "mobility")),
            "mobility",
            "2020-01-01",
            G.ASSIGNED,
            COMMITTEE,
        ),
    ],
)
def test_whom_the_holder_has_assigned_it_to(
    events: tuple[Any, ...], theme: str | None, on: str, reason: CompetenceReason, body: str | None
) -> None:
    assert told(asked(events, on, theme)) == (reason, body)


def test_of_another_matter_nothing_is_recorded() -> None:
    assert told(asked(MOVED, "2023-08-01", matter="staff")) == (G.NOT_RECORDED, None)


def test_why_an_own_body_is_competent() -> None:
    events = (replace(assigned(1, COUNCIL, "2020-01-01", "2026-12-31", "heat"), limit="bis 50.000 EUR"),)
    assert asked(events, "2024-01-01", "heat") == Competent(
        holder=HERE,
        matter="budget",
        theme="heat",
        on=day("2024-01-01"),
        reason=G.ASSIGNED,
        body=COUNCIL,
        assignment=1,
        limit="bis 50.000 EUR",
        since=day("2020-01-01"),
        until=day("2026-12-31"),
    )
    assert asked(events, "2024-01-01", "heat").bodies == (COUNCIL,)
    assert asked(events, "2024-01-01").bodies == ()


# --- Transferred: its own days ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("events", "on", "reason", "body", "standing"),
    [
        # Agreed from 1 June, accepted on 1 July, revoked from 1 March on.
        (MOVED, "2023-05-31", G.ASSIGNED, COUNCIL, None),
        (MOVED, "2023-06-01", G.ASSIGNED, COUNCIL, S.NOT_ACCEPTED),
        (MOVED, "2023-06-30", G.ASSIGNED, COUNCIL, S.NOT_ACCEPTED),
        (MOVED, "2023-07-01", G.TRANSFERRED, KREISTAG, S.HOLDS),
        (MOVED, "2199-12-31", G.TRANSFERRED, KREISTAG, S.HOLDS),
        ((*MOVED, CompetenceTransferRevoked(2, day("2024-03-01"))), "2024-02-29", G.TRANSFERRED, KREISTAG, S.HOLDS),
        (
            (*MOVED, CompetenceTransferRevoked(2, day("2024-03-01"))),
            "2024-03-01",
            G.TRANSFER_LAPSED,
            COUNCIL,
            S.REVOKED,
        ),
        # Accepted ahead of the day from which it is agreed.
        (
            (COUNCIL_DECIDES, transferred(2, "2023-06-01"), accepted(2, "2023-04-01")),
            "2023-05-31",
            G.ASSIGNED,
            COUNCIL,
            None,
        ),
        (
            (COUNCIL_DECIDES, transferred(2, "2023-06-01"), accepted(2, "2023-04-01")),
            "2023-06-01",
            G.TRANSFERRED,
            KREISTAG,
            S.HOLDS,
        ),
        # Withdrawn before anyone accepted it: it never held.
        (
            (COUNCIL_DECIDES, transferred(2, "2023-06-01"), CompetenceTransferRevoked(2, day("2023-06-15"))),
            "2023-06-14",
            G.ASSIGNED,
            COUNCIL,
            S.NOT_ACCEPTED,
        ),
        (
            (COUNCIL_DECIDES, transferred(2, "2023-06-01"), CompetenceTransferRevoked(2, day("2023-06-15"))),
            "2023-06-15",
            G.ASSIGNED,
            COUNCIL,
            S.REVOKED,
        ),
        # Without a body of its own.
        (MOVED[1:], "2023-06-30", G.NOT_RECORDED, None, S.NOT_ACCEPTED),
        (MOVED[1:], "2023-07-01", G.TRANSFERRED, KREISTAG, S.HOLDS),
        (
            (*MOVED[1:], CompetenceTransferRevoked(2, day("2024-03-01"))),
            "2024-03-01",
            G.TRANSFER_LAPSED,
            None,
            S.REVOKED,
        ),
    ],
)
def test_a_transfer_by_its_own_days(
    events: tuple[Any, ...],
    on: str,
    reason: CompetenceReason,
    body: str | None,
    standing: TransferStanding | None,
) -> None:
    answer = asked(events, on)
    assert told(answer) == (reason, body)
    assert [each.standing for each in answer.transfers] == ([] if standing is None else [standing])


def test_why_another_body_is_competent() -> None:
    moved = replace(transferred(2, "2023-06-01", "heat"), limit="Förderanträge")
    events = (COUNCIL_DECIDES, moved, accepted(2, "2023-07-01"), CompetenceTransferRevoked(2, day("2024-03-01")))
    assert asked(events, "2023-12-01", "heat") == Competent(
        holder=HERE,
        matter="budget",
        theme="heat",
        on=day("2023-12-01"),
        reason=G.TRANSFERRED,
        body=KREISTAG,
        transfer=2,
        agreement=DELEGATING,
        limit="Förderanträge",
        since=day("2023-07-01"),
        until=day("2024-02-29"),
        transfers=(TransferOnDay(2, KREISTAG, HOME, DELEGATING, S.HOLDS),),
    )


@pytest.mark.parametrize(
    ("theme", "reason", "body"),
    [
        ("heat", G.TRANSFERRED, KREISTAG),
        ("mobility", G.ASSIGNED, COUNCIL),
        (None, G.ASSIGNED, COUNCIL),
    ],
)
def test_a_transfer_of_a_theme_leaves_the_others(theme: str | None, reason: CompetenceReason, body: str) -> None:
    events = (COUNCIL_DECIDES, transferred(2, "2023-06-01", "heat"), accepted(2, "2023-07-01"))
    answer = asked(events, "2023-07-01", theme)
    assert told(answer) == (reason, body)
    assert len(answer.transfers) == (1 if theme == "heat" else 0)


@pytest.mark.parametrize(
    ("theme", "reason", "body"),
    [("heat", G.TRANSFERRED, KREISTAG), ("mobility", G.NOT_RECORDED, None), (None, G.THEME_NEEDED, None)],
)
def test_where_only_a_theme_is_transferred_it_must_be_named(
    theme: str | None, reason: CompetenceReason, body: str | None
) -> None:
    events = (transferred(1, "2023-06-01", "heat"), accepted(1, "2023-07-01"))
    assert told(asked(events, "2023-07-01", theme)) == (reason, body)


TWO = (
    COUNCIL_DECIDES,
    transferred(2, "2023-06-01"),
    accepted(2, "2023-06-01"),
    CompetenceTransferRevoked(2, day("2024-01-01")),
    transferred(3, "2024-01-01", to=THEIRS, receiver=THERE),
    accepted(3, "2024-02-01"),
)


@pytest.mark.parametrize(
    ("on", "reason", "body", "transfer"),
    [
        ("2023-12-31", G.TRANSFERRED, KREISTAG, 2),
        ("2024-01-01", G.TRANSFER_LAPSED, COUNCIL, None),
        ("2024-01-31", G.TRANSFER_LAPSED, COUNCIL, None),
        ("2024-02-01", G.TRANSFERRED, THEIRS, 3),
    ],
)
def test_one_transfer_after_another(on: str, reason: CompetenceReason, body: str, transfer: int | None) -> None:
    answer = asked(TWO, on)
    assert (*told(answer), answer.transfer) == (reason, body, transfer)


def test_two_transfers_of_different_themes() -> None:
    events = (
        transferred(1, "2023-06-01", "heat"),
        accepted(1, "2023-06-01"),
        transferred(2, "2023-06-01", "mobility", to=THEIRS, receiver=THERE),
        accepted(2, "2023-06-01"),
    )
    assert told(asked(events, "2023-06-01", "heat")) == (G.TRANSFERRED, KREISTAG)
    assert told(asked(events, "2023-06-01", "mobility")) == (G.TRANSFERRED, THEIRS)


# --- Transferred: its agreement --------------------------------------------------------------------------------

HELD = (COUNCIL_DECIDES, transferred(2, "2020-06-01"), accepted(2, "2020-06-01"))
"""It was agreed and accepted long ago; whether it holds is up to the agreement, in force since 20 February 2023."""
WITH_COUNTY = (HERE, THERE, HOME)
DELEGATED = contract(LegalForm.DELEGATING, *WITH_COUNTY)


def party(ref: str, **days: Any) -> Agreement:
    """The agreement, with other days of one of its parties."""
    return replace(
        DELEGATED,
        parties=tuple(replace(each, **days) if each.party == ref else each for each in DELEGATED.parties),
    )


def limited(until: str) -> Agreement:
    """The agreement, with a term."""
    return replace(DELEGATED, terms=(TermsRevision(1, AgreementTerms(AgreementDuration(day(until)))),))


LEAVES = Notice(day("2024-06-30"), day("2025-01-01"))
SPAN = between("2024-01-01", "2024-02-01")
_DAYS = between("2023-02-01", "2023-03-01")
VAGUE = replace(DELEGATED, signing=Signing(_DAYS, tuple(PartySignature(number, _DAYS) for number in (1, 2, 3))))
"""All have signed, on days that nobody has recorded: it does not follow when it came into force."""


@pytest.mark.parametrize(
    ("under", "on", "reason", "standing"),
    [
        # It comes into force.
        (DELEGATED, "2023-02-19", G.TRANSFER_LAPSED, S.NOT_IN_FORCE),
        (DELEGATED, "2023-02-20", G.TRANSFERRED, S.HOLDS),
        (replace(DELEGATED, entry_agreed=day("2023-05-01")), "2023-04-30", G.TRANSFER_LAPSED, S.NOT_IN_FORCE),
        (replace(DELEGATED, entry_agreed=day("2023-05-01")), "2023-05-01", G.TRANSFERRED, S.HOLDS),
        # On the very day of the acceptance it does not hold yet.
        (DELEGATED, "2020-06-01", G.TRANSFER_LAPSED, S.NOT_IN_FORCE),
        # It never did.
        (replace(DELEGATED, signing=None), "2024-01-01", G.TRANSFER_LAPSED, S.NOT_IN_FORCE),
        (replace(DELEGATED, abandoned=When(day("2023-02-10"))), "2024-01-01", G.TRANSFER_LAPSED, S.NOT_IN_FORCE),
        # It ends by termination.
        (
            replace(DELEGATED, termination=Termination(day("2024-03-01"), TerminationCause.AGREED)),
            "2024-02-29",
            G.TRANSFERRED,
            S.HOLDS,
        ),
        (
            replace(DELEGATED, termination=Termination(day("2024-03-01"), TerminationCause.AGREED)),
            "2024-03-01",
            G.TRANSFER_LAPSED,
            S.AGREEMENT_ENDED,
        ),
        # It expires with its term.
        (limited("2025-12-31"), "2025-12-31", G.TRANSFERRED, S.HOLDS),
        (limited("2025-12-31"), "2026-01-01", G.TRANSFER_LAPSED, S.AGREEMENT_ENDED),
        # The holder joins, leaves, or gives notice.
        (party(HERE, joined=When(day("2024-01-01"))), "2023-12-31", G.TRANSFER_LAPSED, S.NOT_A_PARTY),
        (party(HERE, joined=When(day("2024-01-01"))), "2024-01-01", G.TRANSFERRED, S.HOLDS),
        (party(HERE, left=When(day("2024-01-01"))), "2023-12-31", G.TRANSFERRED, S.HOLDS),
        (party(HERE, left=When(day("2024-01-01"))), "2024-01-01", G.TRANSFER_LAPSED, S.NOT_A_PARTY),
        (party(HERE, notice=LEAVES), "2024-12-31", G.TRANSFERRED, S.HOLDS),
        (party(HERE, notice=LEAVES), "2025-01-01", G.TRANSFER_LAPSED, S.NOT_A_PARTY),
        # On a day that nobody has recorded.
        (party(HERE, joined=SPAN), "2023-12-31", G.TRANSFER_LAPSED, S.NOT_A_PARTY),
        (party(HERE, joined=SPAN), "2024-01-01", G.TRANSFER_UNCERTAIN, S.UNCERTAIN),
        (party(HERE, joined=SPAN), "2024-01-31", G.TRANSFER_UNCERTAIN, S.UNCERTAIN),
        (party(HERE, joined=SPAN), "2024-02-01", G.TRANSFERRED, S.HOLDS),
        (party(HERE, left=SPAN), "2023-12-31", G.TRANSFERRED, S.HOLDS),
        (party(HERE, left=SPAN), "2024-01-01", G.TRANSFER_UNCERTAIN, S.UNCERTAIN),
        (party(HERE, left=SPAN), "2024-02-01", G.TRANSFER_LAPSED, S.NOT_A_PARTY),
        # So does the receiver; another party does not matter.
        (party(HOME, left=When(day("2024-01-01"))), "2023-12-31", G.TRANSFERRED, S.HOLDS),
        (party(HOME, left=When(day("2024-01-01"))), "2024-01-01", G.TRANSFER_LAPSED, S.NOT_A_PARTY),
        (party(HOME, left=SPAN), "2024-01-15", G.TRANSFER_UNCERTAIN, S.UNCERTAIN),
        (party(THERE, left=When(day("2024-01-01"))), "2024-01-01", G.TRANSFERRED, S.HOLDS),
        # Nobody has recorded when it came into force: it may have been, until it surely ends.
        (VAGUE, "2023-01-31", G.TRANSFER_LAPSED, S.NOT_IN_FORCE),
        (VAGUE, "2023-02-01", G.TRANSFER_UNCERTAIN, S.UNCERTAIN),
        (VAGUE, "2024-01-01", G.TRANSFER_UNCERTAIN, S.UNCERTAIN),
        (replace(VAGUE, entry_agreed=day("2023-02-15")), "2023-02-14", G.TRANSFER_LAPSED, S.NOT_IN_FORCE),
        (replace(VAGUE, entry_agreed=day("2023-02-15")), "2023-02-15", G.TRANSFER_UNCERTAIN, S.UNCERTAIN),
        (replace(VAGUE, entry_agreed=day("2023-04-01")), "2023-04-01", G.TRANSFERRED, S.HOLDS),
        (replace(VAGUE, entered=day("2023-03-15")), "2023-03-14", G.TRANSFER_LAPSED, S.NOT_IN_FORCE),
        (replace(VAGUE, entered=day("2023-03-15")), "2023-03-15", G.TRANSFERRED, S.HOLDS),
        # Put right later: nothing ever passed over.
        (replace(DELEGATED, form=LegalForm.MANDATING), "2024-01-01", G.TRANSFER_LAPSED, S.NOT_DELEGATING),
        (replace(DELEGATED, form=LegalForm.INFORMAL), "2024-01-01", G.TRANSFER_LAPSED, S.NOT_DELEGATING),
    ],
)
def test_a_transfer_holds_with_its_agreement(
    under: Agreement, on: str, reason: CompetenceReason, standing: TransferStanding
) -> None:
    answer = asked(HELD, on, under=under)
    assert told(answer) == (reason, KREISTAG if reason is G.TRANSFERRED else COUNCIL)
    assert [each.standing for each in answer.transfers] == [standing]


def test_silence_lets_an_agreement_come_into_force_and_a_transfer_with_it() -> None:
    # Approval counts as granted four weeks after filing on 1 March: from 30 March on, published the day before.
    silent = replace(
        DELEGATED,
        formalities=Formalities(approval=True, publication=True, deemed_after_weeks=4),
        completion=Completion(
            Approval("Kommunalaufsicht", When(day("2023-03-01"))), Publication(When(day("2023-03-20")), "Amtsblatt")
        ),
    )
    assert told(asked(HELD, "2023-03-29", under=silent)) == (G.TRANSFER_LAPSED, COUNCIL)
    assert told(asked(HELD, "2023-03-30", under=silent)) == (G.TRANSFERRED, KREISTAG)


@pytest.mark.parametrize("agreements", [{}, {DELEGATING: None}])
def test_an_agreement_that_may_not_be_seen_leaves_it_uncertain(agreements: dict[str, Any]) -> None:
    answer = competent(competences(*MOVED), "budget", None, day("2024-01-01"), agreements, MERGERS)
    assert told(answer) == (G.TRANSFER_UNCERTAIN, COUNCIL)
    assert [each.standing for each in answer.transfers] == [S.AGREEMENT_UNSEEN]


def test_what_is_uncertain_is_told_even_without_a_body_of_its_own() -> None:
    assert told(asked(HELD[1:], "2024-01-15", under=party(HERE, left=SPAN))) == (G.TRANSFER_UNCERTAIN, None)


@pytest.mark.parametrize(
    ("under", "revoked", "until"),
    [
        (DELEGATED, None, None),
        (DELEGATED, "2024-03-01", "2024-02-29"),
        (limited("2025-12-31"), None, "2025-12-31"),
        (limited("2025-12-31"), "2024-03-01", "2024-02-29"),
        (replace(DELEGATED, termination=Termination(day("2024-03-01"), TerminationCause.AGREED)), None, "2024-02-29"),
        (party(HERE, notice=LEAVES), None, "2024-12-31"),
        (party(HOME, notice=LEAVES), None, "2024-12-31"),
        (party(THERE, notice=LEAVES), None, None),
        (party(HERE, left=SPAN), None, "2023-12-31"),
        (party(HERE, left=between("2024-01-01", "2025-06-01")), "2024-03-01", "2023-12-31"),
    ],
)
def test_to_which_day_a_transfer_holds(under: Agreement, revoked: str | None, until: str | None) -> None:
    more = (CompetenceTransferRevoked(2, day(revoked)),) if revoked else ()
    answer = asked((*HELD, *more), "2023-12-01", under=under)
    assert told(answer) == (G.TRANSFERRED, KREISTAG)
    assert answer.until == (day(until) if until else None)
    if until:
        assert asked((*HELD, *more), until, under=under).reason is G.TRANSFERRED
        assert asked((*HELD, *more), str(day(until) + A_DAY), under=under).reason is not G.TRANSFERRED


def test_one_is_party_as_long_as_one_of_its_entries_is() -> None:
    # The holder by itself to the end of 2023, and by one that has become part of it to the end of 2024.
    entries = (
        replace(DELEGATED.parties[0], left=When(day("2024-01-01"))),
        replace(DELEGATED.parties[1], party=AWAY, left=When(day("2025-01-01"))),
        DELEGATED.parties[2],
    )
    under, mergers = replace(DELEGATED, parties=entries), {AWAY: Merger(BEGUN, HERE)}
    assert asked(HELD, "2023-12-31", under=under, mergers=mergers).until == day("2024-12-31")
    assert asked(HELD, "2024-12-31", under=under, mergers=mergers).reason is G.TRANSFERRED
    assert asked(HELD, "2025-01-01", under=under, mergers=mergers).reason is G.TRANSFER_LAPSED


def test_a_special_purpose_association_is_not_party_to_its_statutes() -> None:
    events = (
        COUNCIL_DECIDES,
        transferred(2, "2023-06-01", to=ASSEMBLY, receiver=VERBAND, under=STATUTES),
        accepted(2, "2023-06-01"),
    )
    answer = asked(events, "2023-06-01")
    assert (told(answer), answer.until) == ((G.TRANSFERRED, ASSEMBLY), None)


# --- Mergers ---------------------------------------------------------------------------------------------------


def of(holder: str, *events: Any) -> Competences:
    """The same of another holder."""
    return replace(competences(*events), holder=holder)


OLD = of(
    AWAY, assigned(1, "body:8", "2020-01-01"), transferred(2, "2023-06-01", under=AWAYS), accepted(2, "2023-07-01")
)
NEW = of(THERE, assigned(1, THEIRS, "2020-01-01"))
BOTH: dict[str, Any] = {**RECORD, competence_of(AWAY): OLD, competence_of(THERE): NEW}


@pytest.mark.parametrize(
    ("asked_of", "on", "holder", "reason", "body"),
    [
        (AWAY, "2023-06-30", AWAY, G.ASSIGNED, "body:8"),
        (AWAY, "2024-03-31", AWAY, G.TRANSFERRED, KREISTAG),
        (AWAY, "2024-04-01", THERE, G.ASSIGNED, THEIRS),
        (THERE, "2024-03-31", THERE, G.ASSIGNED, THEIRS),
        (THERE, "2024-04-01", THERE, G.ASSIGNED, THEIRS),
    ],
)
def test_from_a_merger_on_the_competences_of_the_successor_hold(
    asked_of: str, on: str, holder: str, reason: CompetenceReason, body: str
) -> None:
    answer = competent_in(asked_of, "budget", None, day(on), BOTH)
    assert (answer.holder, *told(answer)) == (holder, reason, body)


def test_by_its_own_record_alone_a_merged_one_has_no_competence() -> None:
    for on, reason in ((REFORM - A_DAY, G.TRANSFERRED), (REFORM, G.MERGED)):
        assert competent(OLD, "budget", None, on, AGREEMENTS, MERGERS).reason is reason
    merged = competent(OLD, "budget", None, REFORM, AGREEMENTS, MERGERS)
    assert (merged.holder, merged.body) == (THERE, None)


def test_a_successor_transfers_under_an_agreement_of_the_one_that_has_become_part_of_it() -> None:
    events = (assigned(1, THEIRS, "2020-01-01"), transferred(2, "2023-06-01", under=AWAYS), accepted(2, "2023-07-01"))
    record = {**RECORD, competence_of(THERE): of(THERE, *events)}
    before = competent_in(THERE, "budget", None, REFORM - A_DAY, record)
    assert (told(before), before.transfers[0].standing) == ((G.TRANSFER_LAPSED, THEIRS), S.NOT_A_PARTY)
    assert told(competent_in(THERE, "budget", None, REFORM, record)) == (G.TRANSFERRED, KREISTAG)


def test_a_receiver_that_has_merged_stays_party_by_its_successor() -> None:
    under = replace(DELEGATED, parties=parties(HERE, AWAY, HOME))
    events = (transferred(1, "2023-06-01", to="body:8", receiver=AWAY), accepted(1, "2023-06-01"))
    assert told(asked(events, str(REFORM), under=under)) == (G.TRANSFERRED, "body:8")


# --- What is not known, or is no more --------------------------------------------------------------------------


def test_of_whom_nothing_is_recorded_nobody_is_competent() -> None:
    assert competent(None, "budget", None, REFORM, {}, {}) == Competent(None, "budget", None, REFORM, G.NOT_RECORDED)
    nothing = competent_in(HERE, "budget", "heat", REFORM, {})
    assert nothing == Competent(HERE, "budget", "heat", REFORM, G.NOT_RECORDED)


@pytest.mark.parametrize(
    ("on", "reason", "body"), [("2021-12-31", G.ASSIGNED, GONE), ("2022-01-01", G.BODY_DISSOLVED, None)]
)
def test_a_body_that_is_dissolved_is_not_competent(on: str, reason: CompetenceReason, body: str | None) -> None:
    state = competences(assigned(1, GONE, "2020-01-01"))
    answer = competent(state, "budget", None, day(on), AGREEMENTS, MERGERS, BODIES)
    assert (*told(answer), answer.assignment) == (reason, body, 1)


def test_what_went_to_a_body_that_is_dissolved_does_not_come_back_by_that() -> None:
    bodies = {**BODIES, KREISTAG: replace(BODIES[KREISTAG], dissolved=day("2024-01-01"))}
    answer = competent(competences(*MOVED), "budget", None, day("2024-01-01"), AGREEMENTS, MERGERS, bodies)
    assert (*told(answer), answer.transfer) == (G.BODY_DISSOLVED, None, 2)


DISSOLVED = day("2024-01-01")
OVER_THEN: dict[str, Any] = {
    **RECORD,
    VERBAND: state_of(
        MunicipalAssociationRegistered("Zweckverband", AssociationForm.ZWECKVERBAND, day("2000-01-01")),
        MunicipalAssociationDissolved(DISSOLVED),
    ),
}


@pytest.mark.parametrize(
    ("on", "reason", "body", "assignment"),
    [(DISSOLVED - A_DAY, G.ASSIGNED, ASSEMBLY, 1), (DISSOLVED, G.HOLDER_DISSOLVED, None, None)],
)
def test_a_dissolved_association_has_no_competence(
    on: date, reason: CompetenceReason, body: str | None, assignment: int | None
) -> None:
    record = {**OVER_THEN, competence_of(VERBAND): of(VERBAND, assigned(1, ASSEMBLY, "2020-01-01"))}
    answer = competent_in(VERBAND, "budget", None, on, loaded_for(VERBAND, record))
    assert (answer.holder, *told(answer), answer.assignment) == (VERBAND, reason, body, assignment)


TO_VERBAND = (transferred(2, "2023-06-01", to=ASSEMBLY, receiver=VERBAND, under=STATUTES), accepted(2, "2023-06-01"))


@pytest.mark.parametrize(("own", "back"), [((COUNCIL_DECIDES,), COUNCIL), ((), None)])
def test_a_transfer_to_an_association_ends_when_that_is_dissolved(own: tuple[Any, ...], back: str | None) -> None:
    record = {**OVER_THEN, competence_of(HERE): of(HERE, *own, *TO_VERBAND)}
    loaded = loaded_for(HERE, record)
    before = competent_in(HERE, "budget", None, DISSOLVED - A_DAY, loaded)
    assert (told(before), before.until) == ((G.TRANSFERRED, ASSEMBLY), DISSOLVED - A_DAY)
    after = competent_in(HERE, "budget", None, DISSOLVED, loaded)
    assert (told(after), after.transfer) == ((G.TRANSFER_LAPSED, back), None)
    assert [each.standing for each in after.transfers] == [S.RECEIVER_DISSOLVED]


def test_that_its_receiver_is_dissolved_is_told_even_where_its_agreement_may_not_be_seen() -> None:
    answer = competent(competences(*TO_VERBAND), "budget", None, DISSOLVED, {}, MERGERS, OVER_THEN)
    assert told(answer) == (G.TRANSFER_LAPSED, None)
    assert [each.standing for each in answer.transfers] == [S.RECEIVER_DISSOLVED]


# --- What has to be looked at ----------------------------------------------------------------------------------


def test_which_agreements_have_to_be_looked_at() -> None:
    assert agreements_of(None) == ()
    assert agreements_of(competences(COUNCIL_DECIDES)) == ()
    assert agreements_of(competences(*MOVED, transferred(3, "2023-06-01", under=MANDATING))) == (DELEGATING, MANDATING)
    assert agreements_of(competences(*TWO)) == (DELEGATING,)


def test_all_that_has_to_be_looked_at_is_named_step_by_step() -> None:
    record = {
        **BOTH,
        competence_of(THERE): of(THERE, assigned(1, THEIRS, "2020-01-01"), transferred(2, "2023-06-01", under=ALONE)),
    }
    loaded = loaded_for(AWAY, record)
    assert set(loaded) == {
        *(AWAY, competence_of(AWAY), "body:8", KREISTAG, HOME, AWAYS, HERE),
        *(THERE, competence_of(THERE), THEIRS, ALONE),
    }
    for on in ("2023-06-30", "2024-03-31", "2024-04-01"):
        assert competent_in(AWAY, "budget", None, day(on), loaded) == competent_in(
            AWAY, "budget", None, day(on), record
        )


def loaded_for(holder: str, record: Mapping[str, Any]) -> dict[str, Any]:
    """All that has to be looked at, loaded step by step."""
    loaded: dict[str, Any] = {}
    while missing := [ref for ref in looked_at(holder, loaded) if ref not in loaded]:
        loaded.update({ref: record.get(ref) for ref in missing})
    return loaded


@pytest.mark.parametrize(("holder", "to"), [(HOME, KREISTAG), (VERBAND, ASSEMBLY)])
def test_counties_and_associations_are_holders_too(holder: str, to: str) -> None:
    record = {**RECORD, HOME: state_of(*LANDKREIS), competence_of(holder): of(holder, assigned(1, to, "2020-01-01"))}
    loaded = loaded_for(holder, record)
    assert set(loaded) == {holder, to, competence_of(holder)}
    assert told(competent_in(holder, "budget", None, day("2020-01-01"), loaded)) == (G.ASSIGNED, to)


def test_successors_are_followed_one_after_another_but_not_in_a_circle() -> None:
    def town(number: int, into: int) -> Municipality:
        here: Municipality = state_of(municipality(number))
        return replace(here, merger=Merger(day(f"202{number}-01-01"), f"municipality:{into}"))

    record = {HERE: town(1, 2), THERE: town(2, 3), AWAY: town(3, 1), **{f"competence:{n}": None for n in (1, 2, 3)}}
    assert set(loaded_for(HERE, record)) == set(record)
    for on, holder in (("2020-12-31", HERE), ("2021-12-31", THERE), ("2022-12-31", AWAY)):
        assert competent_in(HERE, "budget", None, day(on), record).holder == holder


def test_the_record_of_competences_has_the_id_of_its_holder() -> None:
    assert competence_of("municipality:0189f7a2") == "competence:0189f7a2"
