"""Why a competence is not assigned, ended, transferred, accepted or revoked, and what is recorded where it is."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from events.authority import AuthorisedAct, Resting
from events.competence import COMPETENCE
from events.competence.assignments import AssignCompetence, CompetenceAssigned, CompetenceEnded, EndCompetence
from events.competence.transfers import (
    AcceptTransfer,
    CompetenceTransferAccepted,
    CompetenceTransferred,
    CompetenceTransferRevoked,
    RevokeTransfer,
    TransferCompetence,
)
from events.decider import Rejected
from tests.events.competence.story import (
    ALONE,
    ASSEMBLY,
    AWAY,
    AWAYS,
    COMMITTEE,
    COUNCIL,
    DELEGATING,
    ENDED,
    GONE,
    HERE,
    KREISTAG,
    MANDATING,
    OVER,
    RECORD,
    REFORM,
    STATUTES,
    THEIRS,
    THERE,
    UNSURE,
    VERBAND,
    accepted,
    after,
    assigned,
    transferred,
)
from tests.said import english, german
from tests.spec import HOME, day

COUNCIL_DECIDES = (assigned(1, COUNCIL, "2020-01-01"),)
AGREED = (transferred(1, "2023-06-01"),)
HELD = (*AGREED, accepted(1, "2023-07-01"))
WITHDRAWN = CompetenceTransferRevoked(1, day("2024-01-01"))


def assign(to: str = COMMITTEE, since: str = "2023-06-01", holder: str = HERE, **more: Any) -> AssignCompetence:
    return AssignCompetence(**{"holder": holder, "matter": "budget", "body": to, "since": day(since), **more})


def transfer(
    since: str = "2024-01-01", to: str = KREISTAG, under: str = DELEGATING, holder: str = HERE, **more: Any
) -> TransferCompetence:
    told = {"holder": holder, "matter": "budget", "to": to, "agreement": under, "since": day(since), **more}
    return TransferCompetence(**told)


def rested_on(command: Any) -> Resting | None:
    return COMPETENCE.rests(command, None, after().when(command).world)


# --- Assignments -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("command", "code", "field"),
    [
        (assign(holder="municipality:9"), "NOT_FOUND", "holder"),
        (assign(to="body:9"), "NOT_FOUND", "body"),
        (assign(matter="war"), "NOT_LISTED", "matter"),
        (assign(themes=("heat", "war")), "NOT_LISTED", "themes"),
        (assign(themes=("peat",)), "RETIRED", "themes"),
        (assign(to=KREISTAG), "NOT_ITS_BODY", "body"),
        (assign(to=THEIRS), "NOT_ITS_BODY", "body"),
        (assign(since="1999-12-31"), "NO_BODY_THEN", "body"),
        (assign(to=GONE, since="2022-01-01"), "NO_BODY_THEN", "body"),
        (assign(since="1974-03-23"), "BEFORE_BEGINNING", "since"),
        (assign(to=KREISTAG, since="1974-03-23", holder=HOME), "BEFORE_BEGINNING", "since"),
        (assign(holder=AWAY, since=str(REFORM)), "MERGED", "since"),
        (assign(holder=OVER, since="2020-01-01"), "DISSOLVED", "since"),
        (assign(until=day("2023-05-31")), "DATES_REVERSED", "until"),
    ],
)
def test_what_is_not_assigned(command: Any, code: str, field: str) -> None:
    after().when(command).rejects(code, field)


@pytest.mark.parametrize(
    ("holder", "to"), [(HOME, KREISTAG), (HERE, COUNCIL), (HERE, COMMITTEE), (VERBAND, ASSEMBLY), (THERE, THEIRS)]
)
def test_every_holder_assigns_to_its_own_bodies(holder: str, to: str) -> None:
    last, limit = day("2026-12-31"), "bis 50.000 EUR"
    command = assign(to, holder=holder, until=last, themes=("mobility", "heat"), limit=limit)
    event = CompetenceAssigned(holder, 1, "budget", to, day("2023-06-01"), last, ("heat", "mobility"), limit)
    after().when(command).then(event)


def test_a_theme_retired_later_could_be_chosen_then() -> None:
    event = CompetenceAssigned(HERE, 1, "budget", COUNCIL, day("2009-12-31"), None, ("peat",), None)
    after().when(assign(COUNCIL, "2009-12-31", themes=("peat",))).then(event)


def test_what_is_assigned_once_more_changes_nothing() -> None:
    after(*COUNCIL_DECIDES).when(assign(COUNCIL, "2020-01-01")).then_nothing()
    after(assigned(1, COUNCIL, "2020-01-01", None, "heat", "mobility")).when(
        assign(COUNCIL, "2020-01-01", themes=("mobility", "heat"))
    ).then_nothing()


@pytest.mark.parametrize(
    ("until", "themes", "since", "last", "more", "met"),
    [
        (None, (), "2023-06-01", None, (), True),
        (None, (), "2019-01-01", "2019-12-31", (), False),
        (None, (), "2019-01-01", "2020-01-01", (), True),
        ("2023-05-31", (), "2023-06-01", None, (), False),
        ("2023-06-01", (), "2023-06-01", None, (), True),
        (None, ("heat",), "2023-06-01", None, (), True),
        (None, (), "2023-06-01", None, ("heat",), True),
        (None, ("heat",), "2023-06-01", None, ("heat", "mobility"), True),
        (None, ("heat",), "2023-06-01", None, ("mobility",), False),
    ],
)
def test_one_body_alone_decides_on_a_matter_of_a_theme(
    until: str | None, themes: tuple[str, ...], since: str, last: str | None, more: tuple[str, ...], met: bool
) -> None:
    there = after(assigned(1, COUNCIL, "2020-01-01", until, *themes))
    ends = day(last) if last else None
    outcome = there.when(assign(COMMITTEE, since, until=ends, themes=more))
    if met:
        outcome.rejects("OVERLAP", "matter")
    else:
        outcome.then(CompetenceAssigned(HERE, 2, "budget", COMMITTEE, day(since), ends, more, None))


@pytest.mark.parametrize(
    ("recorded", "until", "code"),
    [
        (None, "2019-12-31", "DATES_REVERSED"),
        (None, "2020-01-01", None),
        (None, "2030-01-01", None),
        # Today is 1 June 2024: what is to end then or later may end sooner.
        ("2024-06-01", "2022-01-01", None),
        ("2026-12-31", "2025-06-30", None),
        ("2026-12-31", "2027-01-01", "RECORDED_OTHERWISE"),
        ("2024-05-31", "2024-05-30", "RECORDED_OTHERWISE"),
        ("2024-05-31", "2024-06-30", "RECORDED_OTHERWISE"),
    ],
)
def test_how_an_assignment_ends(recorded: str | None, until: str, code: str | None) -> None:
    outcome = after(assigned(1, COUNCIL, "2020-01-01", recorded)).when(EndCompetence(HERE, 1, day(until)))
    if code:
        outcome.rejects(code, "until")
    else:
        outcome.then(CompetenceEnded(1, day(until)))


def test_only_an_assignment_of_the_number_ends() -> None:
    given = after(
        assigned(1, COUNCIL, "2020-01-01", None, "heat"), assigned(2, COMMITTEE, "2020-01-01", None, "mobility")
    )
    given.when(EndCompetence(HERE, 2, day("2023-01-01"))).then(CompetenceEnded(2, day("2023-01-01")))
    after(*AGREED).when(EndCompetence(HERE, 1, day("2024-01-01"))).rejects("NOT_FOUND", "number")


# --- Transfers -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("command", "code", "field"),
    [
        (transfer(holder="municipality:9"), "NOT_FOUND", "holder"),
        (transfer(to="body:9"), "NOT_FOUND", "to"),
        (transfer(under="agreement:9"), "NOT_FOUND", "agreement"),
        (transfer(matter="war"), "NOT_LISTED", "matter"),
        (transfer(themes=("peat",)), "RETIRED", "themes"),
        (transfer(to=COUNCIL), "OWN_BODY", "to"),
        (transfer(since="1999-12-31"), "NO_BODY_THEN", "to"),
        (transfer(since="1974-03-23"), "BEFORE_BEGINNING", "since"),
        (transfer(holder=AWAY, since=str(REFORM)), "MERGED", "since"),
        (transfer(under=MANDATING), "NOT_DELEGATING", "agreement"),
        (transfer(since="2023-02-19"), "NOT_IN_FORCE", "agreement"),
        (transfer(since="2024-03-01", under=ENDED), "NOT_IN_FORCE", "agreement"),
        (transfer(under=ALONE), "NOT_A_PARTY", "agreement"),
        (transfer(holder=AWAY), "NOT_A_PARTY", "agreement"),
        (transfer(under=UNSURE, since="2024-01-15"), "UNCERTAIN", "agreement"),
        (transfer(under=UNSURE, since="2023-12-31"), "NOT_A_PARTY", "agreement"),
        (transfer(under=STATUTES), "NOT_AN_ASSOCIATION", "agreement"),
    ],
)
def test_what_is_not_transferred(command: Any, code: str, field: str) -> None:
    after().when(command).rejects(code, field)


@pytest.mark.parametrize(
    ("since", "to", "receiver", "under"),
    [
        ("2023-02-20", KREISTAG, HOME, DELEGATING),
        ("2024-02-29", KREISTAG, HOME, ENDED),
        ("2024-02-01", KREISTAG, HOME, UNSURE),
        ("2024-01-01", THEIRS, THERE, DELEGATING),
        ("2024-01-01", THEIRS, THERE, ALONE),
        ("2024-01-01", ASSEMBLY, VERBAND, STATUTES),
        ("2030-01-01", KREISTAG, HOME, DELEGATING),
    ],
)
def test_what_is_transferred(since: str, to: str, receiver: str, under: str) -> None:
    command = transfer(since, to, under, themes=("mobility", "heat"), limit="Förderanträge")
    themes = ("heat", "mobility")
    event = CompetenceTransferred(HERE, 1, receiver, "budget", to, under, day(since), themes, "Förderanträge")
    after().when(command).then(event)


def test_a_successor_is_party_by_the_one_that_has_become_part_of_it() -> None:
    # The third municipality is party to this one, and becomes part of the second, which is not.
    told = transfer(str(REFORM), under=AWAYS, holder=THERE)
    event = CompetenceTransferred(THERE, 1, HOME, "budget", KREISTAG, AWAYS, REFORM)
    after().when(told).then(event)
    after().when(replace(told, since=REFORM - timedelta(days=1))).rejects("NOT_A_PARTY", "agreement")


def test_nothing_goes_to_an_association_that_is_dissolved() -> None:
    last = day("2024-05-31")
    over = {**RECORD, VERBAND: replace(RECORD[VERBAND], dissolved=last + timedelta(days=1))}
    late = transfer("2024-06-01", ASSEMBLY, STATUTES)
    replace(after(), others=over).when(late).rejects("RECEIVER_DISSOLVED", "agreement")
    agreed = CompetenceTransferred(HERE, 1, VERBAND, "budget", ASSEMBLY, STATUTES, last)
    replace(after(), others=over).when(replace(late, since=last)).then(agreed)
    accepting = replace(after(agreed), others=over)
    accepting.when(AcceptTransfer(HERE, 1, day("2024-06-01"))).rejects("RECEIVER_DISSOLVED", "on")
    accepting.when(AcceptTransfer(HERE, 1, last)).then(CompetenceTransferAccepted(1, last))


@pytest.mark.parametrize("events", [AGREED, HELD])
def test_what_is_transferred_once_more_changes_nothing(events: tuple[Any, ...]) -> None:
    after(*events).when(transfer("2023-06-01")).then_nothing()


@pytest.mark.parametrize(
    ("events", "command", "met"),
    [
        (AGREED, transfer("2024-01-01"), True),
        (AGREED, transfer("2024-01-01", THEIRS), True),
        (AGREED, transfer("2023-05-01"), True),
        (HELD, transfer("2024-01-01", under=ENDED), True),
        ((*HELD, WITHDRAWN), transfer("2023-12-31", THEIRS), True),
        ((*HELD, WITHDRAWN), transfer("2024-01-01", THEIRS), False),
        ((*HELD, WITHDRAWN), transfer("2023-05-01", THEIRS), True),
        ((*AGREED, CompetenceTransferRevoked(1, day("2023-06-01"))), transfer("2023-06-01"), False),
        ((*AGREED, CompetenceTransferRevoked(1, day("2023-06-01"))), transfer("2023-05-01"), False),
        ((transferred(1, "2023-06-01", "heat"),), transfer(), True),
        (AGREED, transfer(themes=("heat",)), True),
        ((transferred(1, "2023-06-01", "heat"),), transfer(themes=("mobility",)), False),
    ],
)
def test_a_matter_of_a_theme_goes_to_one_alone(events: tuple[Any, ...], command: TransferCompetence, met: bool) -> None:
    outcome = after(*events).when(command)
    if met:
        outcome.rejects("OVERLAP", "matter")
    else:
        receiver = {KREISTAG: HOME, THEIRS: THERE}[command.to]
        told = (command.to, command.agreement, command.since, command.themes)
        outcome.then(CompetenceTransferred(HERE, 2, receiver, "budget", *told))


@pytest.mark.parametrize(
    ("events", "on", "code"),
    [
        (AGREED, "2024-06-01", None),
        (AGREED, "2024-06-02", "IN_FUTURE"),
        # Before it is agreed to hold: then it holds from that day on.
        (AGREED, "2023-03-01", None),
        (HELD, "2023-07-02", "RECORDED_OTHERWISE"),
        ((*AGREED, WITHDRAWN), "2023-12-31", None),
        ((*AGREED, WITHDRAWN), "2024-01-01", "REVOKED"),
        ((*AGREED, CompetenceTransferRevoked(1, day("2023-06-01"))), "2023-03-01", "REVOKED"),
        ((transferred(1, "2023-06-01", under=ENDED),), "2024-02-29", None),
        ((transferred(1, "2023-06-01", under=ENDED),), "2024-03-01", "NOT_IN_FORCE"),
        ((transferred(1, "2023-06-01", under=MANDATING),), "2024-03-01", "NOT_DELEGATING"),
        ((transferred(1, "2023-06-01", under=UNSURE),), "2024-01-01", "UNCERTAIN"),
        ((transferred(1, "2023-06-01", under=UNSURE),), "2023-12-31", "NOT_A_PARTY"),
    ],
)
def test_how_a_transfer_is_accepted(events: tuple[Any, ...], on: str, code: str | None) -> None:
    outcome = after(*events).when(AcceptTransfer(HERE, 1, day(on)))
    if code:
        outcome.rejects(code, "on")
    else:
        outcome.then(CompetenceTransferAccepted(1, day(on)))


@pytest.mark.parametrize(
    ("events", "on", "code"),
    [
        (AGREED, "2023-06-01", None),
        (AGREED, "2023-05-31", "BEFORE_BEGINNING"),
        (HELD, "2023-07-01", "DATES_REVERSED"),
        (HELD, "2023-07-02", None),
        (HELD, "2030-01-01", None),
        ((*HELD, WITHDRAWN), "2024-01-02", "RECORDED_OTHERWISE"),
        # One whose agreement has ended is revoked so that another can follow it.
        ((transferred(1, "2023-06-01", under=ENDED), accepted(1, "2023-07-01")), "2024-05-01", None),
    ],
)
def test_how_a_transfer_is_revoked(events: tuple[Any, ...], on: str, code: str | None) -> None:
    outcome = after(*events).when(RevokeTransfer(HERE, 1, day(on)))
    if code:
        outcome.rejects(code, "on")
    else:
        outcome.then(CompetenceTransferRevoked(1, day(on)))


@pytest.mark.parametrize(
    "command", [AcceptTransfer(HERE, 2, day("2024-01-01")), RevokeTransfer(HERE, 2, day("2024-01-01"))]
)
def test_only_a_transfer_of_the_number_is_accepted_or_revoked(command: Any) -> None:
    after(*AGREED, assigned(2, COUNCIL, "2020-01-01")).when(command).rejects("NOT_FOUND", "number")


def test_numbers_run_through_assignments_and_transfers() -> None:
    both = (*COUNCIL_DECIDES, transferred(2, "2023-06-01", "heat"))
    event = CompetenceTransferred(HERE, 3, HOME, "budget", KREISTAG, DELEGATING, day("2024-01-01"), ("mobility",))
    after(*both).when(transfer(themes=("mobility",))).then(event)
    after(*AGREED).when(assign(COUNCIL)).then(
        CompetenceAssigned(HERE, 2, "budget", COUNCIL, day("2023-06-01"), None, (), None)
    )


def test_a_transfer_alone_rests_on_a_decision() -> None:
    about = "competence:1"
    assert rested_on(transfer()) == Resting(AuthorisedAct.TRANSFER_COMPETENCE, about, None, day("2024-01-01"), HERE)
    for other in (assign(), EndCompetence(HERE, 1, day("2024-01-01")), AcceptTransfer(HERE, 1, day("2024-01-01"))):
        assert rested_on(other) is None


# --- What is told of it ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("events", "command", "told"),
    [
        (HELD, AcceptTransfer(HERE, 1, day("2023-07-02")), ("1 July 2023", "1. Juli 2023")),
        ((*AGREED, WITHDRAWN), AcceptTransfer(HERE, 1, day("2024-01-01")), ("1 January 2024", "1. Januar 2024")),
        ((*HELD, WITHDRAWN), RevokeTransfer(HERE, 1, day("2024-01-02")), ("1 January 2024", "1. Januar 2024")),
        (
            HELD,
            RevokeTransfer(HERE, 9, day("2024-01-02")),
            ("; name one", "; bitte eine der verzeichneten Übertragungen nennen"),
        ),
        (
            HELD,
            EndCompetence(HERE, 9, day("2024-01-02")),
            ("; name one", "; bitte eine der verzeichneten Zuweisungen nennen"),
        ),
        ((), RevokeTransfer(HERE, 1, day("2024-01-02")), ("; assign or transfer", "; bitte zuerst")),
    ],
)
def test_both_languages_tell_the_day_and_what_to_do(events: tuple[Any, ...], command: Any, told: Any) -> None:
    tried = after(*events).when(command)
    with pytest.raises(Rejected) as caught:
        tried.decided(tried.state)
    assert told[0] in english(caught.value)
    assert told[1] in german(caught.value)
