"""Meetings: what is refused, at which field, and what needs a reason."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from events.body.rule_terms import RuleTerms
from events.decision.state import Decision, Voting
from events.meeting.agenda import (
    MOST_ITEMS,
    AddAgendaItem,
    AgendaItemRemoved,
    AgendaItemRevised,
    RemoveAgendaItem,
    ReorderAgenda,
    ReviseAgendaItem,
)
from events.meeting.attendance import RecordAttendance
from events.meeting.closing import CancelMeeting, CloseMeeting
from events.meeting.invitation import InviteToMeeting
from events.meeting.minutes import (
    MinutesRecorded,
    NonPublicMinutesRecorded,
    RecordMinutes,
    RecordNonPublicMinutes,
)
from events.meeting.scheduling import (
    MeetingPartiesChanged,
    MeetingRescheduled,
    RefreshMeetingParties,
    RescheduleMeeting,
    ScheduleMeeting,
)
from events.meeting.state import Attendee
from events.municipality.merger import MunicipalityMerged
from events.voting.cast import Electorate
from events.voting.rule import RulePreset, VotingMode
from tests.events.meeting.story import (
    ADA,
    BEN,
    BODY,
    CLEO,
    ENDS,
    ERASED,
    FIRST,
    GUESTS,
    HELD,
    HERE,
    LATER,
    PARTIES,
    PLANS,
    PUBLISHED,
    SECRETS,
    SENT,
    SET,
    SHUT,
    STARTS,
    TO_COME,
    TODAY,
    TOWN,
    cancelled,
    closed,
    held,
    invitation,
    invited,
    item,
    meeting,
    ready,
    scheduled,
    sent,
    town,
)
from tests.spec import HOME, day, outcome_is, state_of

SCHEDULE = ScheduleMeeting(BODY, "Lenkungsgruppe", STARTS, SET, place="Kreishaus")
LEFT = MeetingPartiesChanged(HOME, (TOWN,))
MOVE = RescheduleMeeting(HERE, LATER, HELD, place="Kreishaus")
EARLY = datetime(2024, 5, 7, 15, tzinfo=UTC)


# --- Scheduling


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"body": "body:9"}, "NOT_FOUND", "body"),
        ({"body": "body:2"}, "NO_SUCH_BODY", "starts"),
        ({"on": day("2024-06-02"), "starts": TO_COME}, "IN_FUTURE", "on"),
        ({"on": day("2024-05-24")}, "DATES_REVERSED", "starts"),
        ({"ends": STARTS}, "ENDS_BEFORE", "ends"),
        ({"second_of": "meeting:9"}, "NOT_FOUND", "second_of"),
        ({"second_of": "meeting:4"}, "OTHER_BODY", "second_of"),
        ({"second_of": FIRST, "starts": EARLY}, "NOT_AFTER_FIRST", "second_of"),
        ({"second_of": "meeting:3"}, "FIRST_CANCELLED", "second_of"),
    ],
)
def test_what_cannot_be_scheduled(changes: dict[str, Any], code: str, field: str) -> None:
    meeting().when(replace(SCHEDULE, **changes)).rejects(code, field)


def test_a_meeting_may_be_second_non_public_online_and_have_an_end() -> None:
    command = replace(SCHEDULE, second_of=FIRST, public=False, online=True, ends=ENDS, place=None)
    event = scheduled(second_of=FIRST, public=False, online=True, ends=ENDS, place=None)
    meeting().when(command).then(event)


def test_a_meeting_may_begin_on_the_day_on_which_it_is_scheduled_by_the_calendar_of_berlin() -> None:
    # 23:30 UTC on 1 May is half past one on the 2nd in Berlin.
    starts = datetime(2024, 5, 1, 23, 30, tzinfo=UTC)
    meeting().when(replace(SCHEDULE, starts=starts)).then(scheduled(starts=starts))


def test_municipalities_record_meetings_of_their_own_bodies() -> None:
    council = replace(SCHEDULE, body="body:3")
    event = scheduled(body="body:3", holder=TOWN, parties=())
    for acts_for in (TOWN, None, "coordination_office:1"):
        meeting().when(council, acts_for=acts_for).then(event)
    meeting().when(council, acts_for="municipality:2").rejects("NOT_YOURS", "body")
    meeting(event).when(InviteToMeeting(HERE, SENT), acts_for="municipality:2").rejects("NOT_YOURS", "id")
    meeting(event).when(InviteToMeeting(HERE, SENT), acts_for=TOWN).then(invitation(prescribed=None))


def test_whoever_has_taken_in_a_municipality_keeps_the_meetings_of_its_bodies() -> None:
    # The town has become part of the second on 1 April 2024, that part of the third on the day after today.
    merged = (MunicipalityMerged("municipality:2", day("2024-04-01")),)
    onwards = (MunicipalityMerged("municipality:3", day("2024-06-02")),)
    towns = {"municipality_1": (town(1), *merged), "municipality_2": (town(2), *onwards), "municipality_3": (town(3),)}
    council, event = replace(SCHEDULE, body="body:3"), scheduled(body="body:3", holder=TOWN, parties=())
    asked = invitation(prescribed=None)
    for acts_for in (TOWN, "municipality:2"):
        meeting().beside(**towns).when(council, acts_for=acts_for).then(event)
        meeting(event).beside(**towns).when(InviteToMeeting(HERE, SENT), acts_for=acts_for).then(asked)
    later = meeting(event).beside(**towns)
    later.when(InviteToMeeting(HERE, SENT), acts_for="municipality:3").rejects("NOT_YOURS", "id")
    later.when(InviteToMeeting(HERE, SENT), acts_for="municipality:3", today=day("2024-06-02")).then(asked)
    meeting().beside(**towns).when(council, acts_for="municipality:3").rejects("NOT_YOURS", "body")


# --- Putting off


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"on": day("2024-05-12")}, "DATES_REVERSED", "on"),
        ({"on": day("2024-06-02"), "starts": TO_COME}, "IN_FUTURE", "on"),
        ({"on": day("2024-05-29")}, "DATES_REVERSED", "starts"),
        ({"ends": LATER}, "ENDS_BEFORE", "ends"),
        ({"starts": EARLY}, "DATES_REVERSED", "starts"),
    ],
)
def test_to_when_a_meeting_cannot_be_put_off(changes: dict[str, Any], code: str, field: str) -> None:
    meeting(*invited).when(replace(MOVE, **changes)).rejects(code, field)


def test_a_meeting_is_put_to_a_day_on_which_its_body_exists() -> None:
    dissolved = scheduled(body="body:2", starts=datetime(2022, 5, 2, 16, tzinfo=UTC), on=day("2022-04-01"))
    command = replace(MOVE, starts=datetime(2023, 5, 2, 16, tzinfo=UTC), on=day("2022-04-02"))
    meeting(dissolved).when(command).rejects("NO_SUCH_BODY", "starts")


def test_a_second_meeting_stays_after_the_first() -> None:
    second = scheduled(second_of=FIRST)
    meeting(second).when(replace(MOVE, starts=EARLY, on=SET)).rejects("NOT_AFTER_FIRST", "starts")
    meeting(second).when(MOVE).then(LEFT, MeetingRescheduled(LATER, HELD, place="Kreishaus"))


def test_to_put_off_what_is_invited_to_needs_a_reason_and_a_new_invitation() -> None:
    moved = (LEFT, MeetingRescheduled(LATER, SENT, place="Kreishaus"))
    command = replace(MOVE, on=SENT)
    meeting(*invited).when(command, reason=False).rejects("REASON_REQUIRED", "reason")
    meeting(*ready).when(command, reason=False).then(*moved)
    meeting(*invited).when(command).then(*moved)
    meeting(*invited, *moved).when(CloseMeeting(HERE, SHUT)).rejects("NOT_INVITED", "id")
    again = invitation(SENT, PLANS)
    meeting(*invited, *moved).when(InviteToMeeting(HERE, SENT, (PLANS,))).then(again)


def test_another_room_needs_no_new_invitation() -> None:
    elsewhere = MeetingRescheduled(STARTS, HELD, ENDS, "Rathaus", True)
    command = RescheduleMeeting(HERE, STARTS, HELD, ENDS, "Rathaus", True)
    meeting(*invited).when(command).then(elsewhere)
    meeting(*invited, elsewhere).when(InviteToMeeting(HERE, SENT, (PLANS,))).then_nothing()


# --- Inviting


@pytest.mark.parametrize(
    ("on", "reason", "expected"),
    [
        # Neither the day of the invitation nor that of the meeting counts.
        (day("2024-05-15"), False, (invitation(day("2024-05-15")),)),
        (day("2024-05-16"), False, "REASON_REQUIRED"),
        (day("2024-05-16"), True, (invitation(day("2024-05-16")),)),
        (HELD, True, (invitation(HELD),)),
    ],
)
def test_a_shorter_notice_needs_a_reason(on: Any, reason: bool, expected: Any) -> None:
    outcome_is(meeting(*ready).when(InviteToMeeting(HERE, on), reason=reason), expected)


def test_where_no_notice_is_prescribed_none_is_asked_for() -> None:
    council = scheduled(body="body:3", holder=TOWN, parties=())
    event = invitation(HELD, prescribed=None)
    meeting(council).when(InviteToMeeting(HERE, HELD), reason=False).then(event)


@pytest.mark.parametrize(
    ("command", "code", "field"),
    [
        (InviteToMeeting(HERE, day("2024-05-01")), "DATES_REVERSED", "on"),
        (InviteToMeeting(HERE, day("2024-05-24")), "DATES_REVERSED", "on"),
        (InviteToMeeting(HERE, day("2024-06-02")), "IN_FUTURE", "on"),
        (InviteToMeeting(HERE, SENT, ("document:9",)), "NOT_FOUND", "documents"),
    ],
)
def test_how_nobody_can_be_invited(command: Any, code: str, field: str) -> None:
    meeting(*ready).when(command).rejects(code, field)


def test_nobody_is_invited_to_a_second_meeting_whose_first_is_none_any_more() -> None:
    second = scheduled(second_of="meeting:5")
    here = meeting(second)
    for first, code in (
        (scheduled(starts=LATER), "NOT_AFTER_FIRST"),
        (scheduled(starts=EARLY), ""),
    ):
        outcome = replace(here, others={**here.others, "meeting:5": state_of(first)}).when(InviteToMeeting(HERE, SENT))
        outcome.rejects(code, "id") if code else outcome.then(invitation())
    meeting(scheduled(second_of="meeting:3")).when(InviteToMeeting(HERE, SENT)).rejects("FIRST_CANCELLED", "id")


def test_the_invitation_to_a_second_meeting_says_so_unless_it_is_told_that_it_did_not() -> None:
    second, unannounced = scheduled(second_of=FIRST), InviteToMeeting(HERE, SENT, announces_second=False)
    meeting(second).when(InviteToMeeting(HERE, SENT)).then(invitation())
    assert _state((second, invitation())).invitation.second_of == FIRST
    meeting(second).when(unannounced).then(invitation(announces_second=False))
    assert _state((second, invitation(announces_second=False))).invitation.second_of is None
    meeting(second, invitation()).when(unannounced).rejects("INVITED", "on")


# --- Whom the members represent


FORMER = (*invited, MeetingPartiesChanged(HOME, (TOWN, "partner:9")))
NOW = MeetingPartiesChanged(HOME, PARTIES)


@pytest.mark.parametrize(
    "command",
    [
        AddAgendaItem(HERE, "Verschiedenes", public=False),
        ReviseAgendaItem(HERE, 2, "Kauf", public=False),
        RemoveAgendaItem(HERE, 2),
        ReorderAgenda(HERE, (2, 1)),
        RecordAttendance(HERE, GUESTS),
        RecordNonPublicMinutes(HERE, "Kauf"),
        CancelMeeting(HERE, HELD),
    ],
)
def test_who_is_represented_on_the_day_is_told_before_anything_more(command: Any) -> None:
    outcome = meeting(*FORMER).when(command)
    first, second = outcome.decided(outcome.state)
    assert first == NOW
    assert (second,) == tuple(meeting(*invited).when(command).decided(_state(invited)))


def test_who_is_represented_since_is_let_in_by_an_act_of_its_own() -> None:
    meeting(*FORMER).when(RefreshMeetingParties(HERE)).then(NOW)
    assert _state((*FORMER, NOW)) == _state(invited)


def test_of_a_body_that_is_dissolved_by_then_nobody_new_is_represented() -> None:
    here = meeting(*FORMER)
    gone = replace(here.others[BODY], dissolved=HELD)
    add = AddAgendaItem(HERE, "Verschiedenes")
    replace(here, others={**here.others, BODY: gone}).when(add).then(item(3, "Verschiedenes"))


def test_who_is_represented_is_not_told_where_nothing_is_recorded() -> None:
    meeting(*FORMER).when(AddAgendaItem(HERE, "Grundstück", public=False)).then_nothing()


# --- The agenda


def _decided(public: bool) -> Any:
    return Decision("Haushalt", "x", BODY, HOME, HOME, "budget", None, (), public, ())


@pytest.mark.parametrize(
    ("decision", "in_public", "meeting_public", "code"),
    [
        (True, True, True, ""),
        (False, False, True, ""),
        (False, True, False, ""),
        (False, True, True, "DECISION_NOT_PUBLIC"),
    ],
)
def test_a_non_public_decision_is_on_no_public_agenda(
    decision: bool, in_public: bool, meeting_public: bool, code: str
) -> None:
    here = meeting(scheduled(public=meeting_public), item(1, "Alt"))
    here = replace(here, others={**here.others, "decision:1": _decided(decision)})
    add = AddAgendaItem(HERE, "Haushalt", in_public, "decision:1")
    revise = ReviseAgendaItem(HERE, 1, "Haushalt", in_public, "decision:1")
    if code:
        here.when(add).rejects(code, "public")
        here.when(revise).rejects(code, "public")
    else:
        here.when(add).then(item(2, "Haushalt", in_public, decision="decision:1"))


def test_an_item_names_what_is_in_the_record() -> None:
    here = meeting(*ready)
    here.when(AddAgendaItem(HERE, "x", decision="decision:1")).rejects("NOT_FOUND", "decision")
    here.when(AddAgendaItem(HERE, "x", project="project:9")).rejects("NOT_FOUND", "project")
    # Nor is it told that an item names what is not in the record for whoever asks.
    named = meeting(scheduled(), item(1, "x", decision="decision:1"))
    named.when(AddAgendaItem(HERE, "x", decision="decision:1")).rejects("NOT_FOUND", "decision")
    named.when(ReviseAgendaItem(HERE, 1, "x", decision="decision:1")).rejects("NOT_FOUND", "decision")
    here.when(AddAgendaItem(HERE, "x", project="project:1")).then(item(3, "x", project="project:1"))


def test_an_agenda_to_which_is_invited_is_changed_for_a_reason() -> None:
    changes: list[tuple[Any, Any]] = [
        (AddAgendaItem(HERE, "Eilsache", notes="Heute"), item(3, "Eilsache", notes="Heute")),
        (ReviseAgendaItem(HERE, 1, "Kauf"), AgendaItemRevised(1, "Kauf", True)),
        (RemoveAgendaItem(HERE, 1), AgendaItemRemoved(1, public=True)),
    ]
    for command, event in changes:
        meeting(*ready).when(command, reason=False).then(event)
        meeting(*invited).when(command, reason=False).rejects("REASON_REQUIRED", "reason")


def test_who_has_the_body_now_records_and_reads_its_meetings() -> None:
    council = scheduled(body="body:3", holder="municipality:9", parties=())
    add, added = AddAgendaItem(HERE, "x"), item(1, "x")
    here = meeting(council)
    here.when(add, acts_for="municipality:9").rejects("NOT_YOURS", "id")
    here.when(add, acts_for=TOWN).then(MeetingPartiesChanged(TOWN, ()), added)
    assert _state((council, MeetingPartiesChanged(TOWN, ()))).holder == TOWN


# --- A decision was voted on


def _voted(events: Any, held_in: str = HERE) -> Any:
    """The meeting, with a decision on its agenda that was voted on in a meeting."""
    voting = Voting(
        1, VotingMode.MEETING, HELD, RuleTerms(preset=RulePreset.SIMPLE), Electorate(5, ()), meeting=held_in
    )
    here = meeting(*events, item(3, "Haushalt", decision="decision:1"))
    return replace(here, others={**here.others, "decision:1": replace(_decided(True), votings=(voting,))})


@pytest.mark.parametrize(
    ("command", "field"),
    [
        (CancelMeeting(HERE, HELD), "id"),
        (RescheduleMeeting(HERE, LATER, HELD), "starts"),
        (RemoveAgendaItem(HERE, 3), "number"),
        (ReviseAgendaItem(HERE, 3, "Haushalt"), "decision"),
    ],
)
def test_a_meeting_in_which_was_voted_was_held(command: Any, field: str) -> None:
    _voted(invited).when(command).rejects("HELD", field)
    elsewhere = _voted(invited, "meeting:9").when(command)
    assert elsewhere.decided(elsewhere.state)


def test_of_two_items_on_one_decision_that_was_voted_on_one_can_go() -> None:
    here = _voted((*invited, item(4, "Haushalt, Fortsetzung", decision="decision:1")))
    removed = AgendaItemRemoved(3, public=True, decision="decision:1")
    here.when(RemoveAgendaItem(HERE, 3)).then(removed)
    here.when(ReviseAgendaItem(HERE, 3, "Haushalt")).then(AgendaItemRevised(3, "Haushalt", True))


def test_another_place_and_title_say_nothing_against_a_vote() -> None:
    moved = MeetingRescheduled(STARTS, HELD, place="Rathaus")
    _voted(invited).when(RescheduleMeeting(HERE, STARTS, HELD, place="Rathaus")).then(moved)
    renamed = ReviseAgendaItem(HERE, 3, "Kreishaushalt", decision="decision:1")
    _voted(invited).when(renamed).then(AgendaItemRevised(3, "Kreishaushalt", True, "decision:1"))
    meeting(*invited).when(RescheduleMeeting(HERE, STARTS, HELD, place="Rathaus")).then(moved)


def test_an_agenda_has_an_end() -> None:
    full = [item(number, f"Punkt {number}") for number in range(1, MOST_ITEMS + 1)]
    meeting(scheduled(), *full).when(AddAgendaItem(HERE, "Noch einer")).rejects("TOO_MANY", "id")
    meeting(scheduled(), *full).when(AddAgendaItem(HERE, "Punkt 7")).then_nothing()


def test_a_number_is_never_used_again() -> None:
    removed = [*ready, *meeting(*ready).when(RemoveAgendaItem(HERE, 2)).decided(_state(ready))]
    meeting(*removed).when(AddAgendaItem(HERE, "Neu")).then(item(3, "Neu"))
    meeting(*removed).when(RemoveAgendaItem(HERE, 2)).then_nothing()
    meeting(*removed).when(ReorderAgenda(HERE, (1, 2))).rejects("NOT_ALL", "numbers")


def _state(events: Any) -> Any:
    return meeting(*events).when(CancelMeeting(HERE, SET)).state


# --- Who was there, and the minutes


@pytest.mark.parametrize(
    ("attendance", "code"),
    [
        ((Attendee("person:9"),), "NOT_FOUND"),
        ((Attendee(ERASED),), "ERASED"),
        ((Attendee(ADA, 1), Attendee(ADA)), "TWICE"),
        ((Attendee(ADA, 2),), "NOT_A_MEMBER"),
        ((Attendee(CLEO, 3),), "NOT_A_MEMBER"),
    ],
)
def test_who_cannot_have_been_there(attendance: Any, code: str) -> None:
    meeting(*invited).when(RecordAttendance(HERE, attendance)).rejects(code, "attendance")


def test_members_are_those_of_the_day_of_the_meeting() -> None:
    both = RecordAttendance(HERE, (Attendee(ADA, 1), Attendee(BEN, 2)))
    later = [scheduled(starts=LATER, parties=(TOWN,)), invitation()]
    meeting(*later).when(both).rejects("NOT_A_MEMBER", "attendance")
    meeting(*invited).when(RecordAttendance(HERE, ())).then_nothing()


def test_who_was_there_stays_there_when_erased() -> None:
    erased = type(held[4])((Attendee(ERASED), *GUESTS))
    command = RecordAttendance(HERE, (Attendee(ERASED),))
    meeting(*invited, erased).when(command).then(type(erased)(command.attendance))


@pytest.mark.parametrize(
    "command", [RecordAttendance(HERE, GUESTS), RecordMinutes(HERE, "x"), CloseMeeting(HERE, TODAY)]
)
def test_nothing_is_told_of_a_meeting_that_has_not_begun(command: Any) -> None:
    tonight = datetime(2024, 6, 1, 16, tzinfo=UTC)
    meeting(scheduled(starts=tonight), sent).when(command).rejects("NOT_BEGUN", "id")


def test_minutes_grow_and_what_is_left_out_stays() -> None:
    here = meeting(*held)
    here.when(RecordMinutes(HERE, document=SECRETS)).then(MinutesRecorded(None, SECRETS))
    here.when(RecordNonPublicMinutes(HERE, "Tausch")).then(NonPublicMinutesRecorded("Tausch"))
    here.when(RecordMinutes(HERE, "Es wurde beraten.")).then_nothing()
    here.when(RecordNonPublicMinutes(HERE, document=SECRETS)).then_nothing()


def test_non_public_minutes_are_in_a_confidential_document() -> None:
    here = meeting(*invited)
    here.when(RecordMinutes(HERE, document=PUBLISHED)).rejects("NOT_FOUND", "document")
    here.when(RecordNonPublicMinutes(HERE, document=PUBLISHED)).rejects("NOT_FOUND", "document")
    here.when(RecordNonPublicMinutes(HERE, document=PLANS)).rejects("DOCUMENT_NOT_CONFIDENTIAL", "document")


# --- The end


def test_a_meeting_is_closed_after_it_was_held() -> None:
    meeting(*held).when(CloseMeeting(HERE, day("2024-05-22"))).rejects("DATES_REVERSED", "on")
    meeting(*held).when(CloseMeeting(HERE, day("2024-06-02"))).rejects("IN_FUTURE", "on")
    meeting(*cancelled).when(CloseMeeting(HERE, SHUT)).rejects("CANCELLED", "id")


def test_to_cancel_needs_a_reason() -> None:
    meeting(*invited).when(CancelMeeting(HERE, HELD), reason=False).rejects("REASON_REQUIRED", "reason")
    meeting(*invited).when(CancelMeeting(HERE, SET)).rejects("DATES_REVERSED", "on")
    meeting(*invited).when(CancelMeeting(HERE, day("2024-06-02"))).rejects("IN_FUTURE", "on")
    meeting(*closed).when(CancelMeeting(HERE, SHUT)).rejects("CLOSED", "id")
