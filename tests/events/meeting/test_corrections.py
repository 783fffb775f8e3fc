"""Acts of a meeting told again: what then stands, what cannot follow any more, and whom it concerns."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given as drawn

from events.body.rule_terms import RuleTerms
from events.correction import ActCorrection
from events.decision.state import Decision, Voting
from events.meeting import MEETING
from events.meeting.agenda import (
    AddAgendaItem,
    AgendaItemAdded,
    AgendaItemRemoved,
    AgendaReordered,
    RemoveAgendaItem,
    ReviseAgendaItem,
)
from events.meeting.attendance import AttendanceRecorded, RecordAttendance
from events.meeting.closing import CancelMeeting, CloseMeeting, MeetingClosed
from events.meeting.invitation import InviteToMeeting, MeetingInvited
from events.meeting.minutes import MinutesRecorded, RecordMinutes, RecordNonPublicMinutes
from events.meeting.scheduling import (
    MeetingPartiesChanged,
    RefreshMeetingParties,
    RescheduleMeeting,
    ScheduleMeeting,
)
from events.meeting.state import Attendee
from events.policy import Visibility
from events.retelling import CannotFollow
from events.voting.cast import Electorate
from events.voting.rule import RulePreset, VotingMode
from tests.corrections import begun, corrections
from tests.events.meeting.story import (
    ADA,
    BODY,
    CLEO,
    ERASED,
    FIRST,
    GUESTS,
    HELD,
    HERE,
    LATER,
    PARTIES,
    PLANS,
    SENT,
    SET,
    SHUT,
    STARTS,
    TOWN,
    beside,
    closed,
    heat,
    held,
    invited,
    item,
    meeting,
    plot,
    ready,
    scheduled,
    sent,
)
from tests.events.meeting.test_situations import TABLE
from tests.spec import HOME, Given, at, day, given

SCHEDULE = ScheduleMeeting(BODY, "Lenkungsgruppe", STARTS, SET, place="Kreishaus")
LEFT = MeetingPartiesChanged(HOME, (TOWN,))


def cannot_follow(these: Given, event: int, what: type[Any], *acts: ActCorrection) -> None:
    """The correction is refused and names a later act."""
    refused = these.corrected(*acts).rejects("CANNOT_FOLLOW", "acts")
    assert isinstance(refused, CannotFollow)
    assert (refused.event, refused.what) == (at(event), what)


# --- What stands


def test_title_place_and_time_are_told_again_and_all_that_came_after_follows() -> None:
    right = replace(SCHEDULE, title="Lenkungskreis", place="Rathaus", starts=STARTS.replace(hour=17), public=False)
    told = scheduled(title="Lenkungskreis", place="Rathaus", starts=STARTS.replace(hour=17), public=False)
    meeting(*closed).corrected(ActCorrection(at(0), right)).stands(told, *closed[1:])


def test_after_its_record_is_closed_everything_in_it_can_be_put_right() -> None:
    these = meeting(*closed)
    there = (Attendee(ADA, 1),)
    these.corrected(
        ActCorrection(at(1), AddAgendaItem(HERE, "Wärme", project="project:1")),
        ActCorrection(at(4), RecordAttendance(HERE, there)),
        ActCorrection(at(5), RecordMinutes(HERE, "Anders.")),
        ActCorrection(at(6)),
        ActCorrection(at(7), CloseMeeting(HERE, HELD)),
    ).stands(
        scheduled(),
        item(1, "Wärme", project="project:1"),
        plot,
        sent,
        AttendanceRecorded(there),
        MinutesRecorded("Anders."),
        MeetingClosed(HELD),
    )


def test_a_meeting_closed_by_mistake_is_open_again_and_one_cancelled_by_mistake_was_held() -> None:
    meeting(*closed).corrected(ActCorrection(at(7))).stands(*held)
    cancelled = (*invited, *meeting(*invited).when(CancelMeeting(HERE, SHUT)).decided(_state(invited)))
    meeting(*cancelled).corrected(ActCorrection(at(4), CloseMeeting(HERE, SHUT))).stands(*invited, MeetingClosed(SHUT))


def test_an_item_keeps_its_number_whatever_came_before_it() -> None:
    these = meeting(scheduled(), heat, plot, AgendaReordered((2, 1)))
    apart = replace(plot, title="Grundstückskauf")
    these.corrected(ActCorrection(at(2), AddAgendaItem(HERE, "Grundstückskauf", public=False))).stands(
        scheduled(), heat, apart, AgendaReordered((2, 1))
    )
    meeting(scheduled(), heat, plot, item(3, "Neu")).corrected(ActCorrection(at(1))).stands(
        scheduled(), plot, item(3, "Neu")
    )


def test_a_second_meeting_can_be_told_afterwards_announced_or_not() -> None:
    second = replace(SCHEDULE, second_of=FIRST)
    unannounced = InviteToMeeting(HERE, SENT, (PLANS,), announces_second=False)
    these = meeting(scheduled(), sent)
    these.corrected(ActCorrection(at(0), second)).stands(scheduled(second_of=FIRST), sent)
    these.corrected(ActCorrection(at(0), second), ActCorrection(at(1), unannounced)).stands(
        scheduled(second_of=FIRST), replace(sent, announces_second=False)
    )


def test_who_was_there_stays_there_when_erased_since() -> None:
    erased = AttendanceRecorded((Attendee(ERASED), *GUESTS))
    right = RecordAttendance(HERE, (Attendee(ERASED), Attendee(CLEO)))
    these = meeting(*invited, erased, MeetingClosed(SHUT))
    these.corrected(ActCorrection(at(4), right)).stands(*invited, AttendanceRecorded(right.attendance), closed[-1])
    path = "acts.0.instead.recordAttendance.attendance"
    meeting(*held).corrected(ActCorrection(at(4), right)).rejects("ERASED", path)


# --- What does not follow


@pytest.mark.parametrize(
    ("events", "correction", "event", "what"),
    [
        (held, ActCorrection(at(3)), 4, AttendanceRecorded),
        (held, ActCorrection(at(0), replace(SCHEDULE, starts=LATER.replace(month=7))), 4, AttendanceRecorded),
        (invited, ActCorrection(at(0), replace(SCHEDULE, starts=datetime(2024, 5, 12, 16, tzinfo=UTC))), 3,
         MeetingInvited),
        (closed, ActCorrection(at(0), replace(SCHEDULE, body="body:3")), 3, MeetingInvited),
        ((*ready, AgendaReordered((2, 1))), ActCorrection(at(1)), 3, AgendaReordered),
        ((*ready, AgendaItemRemoved(2, public=False)), ActCorrection(at(2), AddAgendaItem(HERE, "Offen")), 3,
         AgendaItemRemoved),
        (closed, ActCorrection(at(7), CancelMeeting(HERE, SHUT)), None, None),
    ],
)  # fmt: skip
def test_a_later_act_stands_against_it(events: Any, correction: ActCorrection, event: int | None, what: Any) -> None:
    if event is None:
        meeting(*events).corrected(correction).rejects("HELD", "acts.0.instead.cancelMeeting.id")
    else:
        cannot_follow(meeting(*events), event, what, correction)


def test_acts_that_depend_on_each_other_are_put_right_together() -> None:
    removed = AgendaItemRemoved(2, public=False)
    these = meeting(scheduled(), heat, plot, removed, item(3, "Neu"))
    these.corrected(ActCorrection(at(2), AddAgendaItem(HERE, "Offen")), ActCorrection(at(3))).stands(
        scheduled(), heat, item(2, "Offen"), item(3, "Neu")
    )
    these.corrected(
        ActCorrection(at(2), AddAgendaItem(HERE, "Offen")), ActCorrection(at(3), RemoveAgendaItem(HERE, 2))
    ).stands(scheduled(), heat, item(2, "Offen"), AgendaItemRemoved(2, public=True), item(3, "Neu"))


# --- It was voted in the meeting


def _voted(*events: Any) -> Given:
    """The meeting, with a decision on its agenda, as its third item, that was voted on in it."""
    voting = Voting(1, VotingMode.MEETING, HELD, RuleTerms(preset=RulePreset.SIMPLE), Electorate(5, ()), meeting=HERE)
    decision = Decision("Haushalt", "x", BODY, HOME, HOME, "budget", None, (), True, (), votings=(voting,))
    here = meeting(*events)
    return replace(here, others={**here.others, "decision:1": decision})


VOTED = (*ready, item(3, "Haushalt", decision="decision:1"), sent)


@pytest.mark.parametrize(
    "correction",
    [
        ActCorrection(at(3)),
        ActCorrection(at(3), AddAgendaItem(HERE, "Haushalt")),
        ActCorrection(at(4)),
        ActCorrection(at(0), replace(SCHEDULE, starts=LATER)),
    ],
)
def test_a_meeting_in_which_was_voted_was_held(correction: ActCorrection) -> None:
    _voted(*VOTED).corrected(correction).rejects("HELD", "acts")


def test_another_place_another_title_and_another_item_say_nothing_against_a_vote() -> None:
    elsewhere = replace(SCHEDULE, place="Rathaus", title="Lenkungskreis", starts=STARTS.replace(hour=15))
    _voted(*VOTED).corrected(ActCorrection(at(0), elsewhere), ActCorrection(at(1))).stands(
        scheduled(place="Rathaus", title="Lenkungskreis", starts=STARTS.replace(hour=15)), *VOTED[2:]
    )
    anew = AddAgendaItem(HERE, "Haushalt 2024", decision="decision:1")
    _voted(*VOTED).corrected(ActCorrection(at(3), anew)).stands(
        *ready, item(3, "Haushalt 2024", decision="decision:1"), sent
    )


# --- Whom the members represent


FORMER = (scheduled(parties=(TOWN, "partner:9")), heat)


def test_whom_the_members_represent_is_told_anew_of_whatever_is_told_anew() -> None:
    told = MeetingPartiesChanged(HOME, PARTIES)
    meeting(*FORMER).corrected(ActCorrection(at(1), AddAgendaItem(HERE, "Neu"))).stands(FORMER[0], told, item(1, "Neu"))
    meeting(*FORMER).corrected(ActCorrection(at(0), replace(SCHEDULE, title="Neu"))).stands(
        scheduled(title="Neu"), heat
    )


def test_what_was_told_of_them_beside_a_later_act_is_told_anew() -> None:
    later, again = RescheduleMeeting(HERE, LATER, SET), RescheduleMeeting(HERE, STARTS, SET)
    life = begun("meeting", beside(given()), SCHEDULE, later, again)
    back = MeetingPartiesChanged(HOME, PARTIES)
    assert [act.events[0] for act in life.acts[1:]] == [LEFT, back]
    life.correct(1, RescheduleMeeting(HERE, STARTS.replace(day=24), SET))
    life.correct(0, replace(SCHEDULE, starts=LATER))


def test_a_correction_tells_whom_they_represent_as_any_act_does() -> None:
    withdrawn = meeting(*FORMER).corrected(ActCorrection(at(1))).decided()
    assert withdrawn.besides == (MeetingPartiesChanged(HOME, PARTIES),)
    assert meeting(*ready).corrected(ActCorrection(at(1))).decided().besides == ()


# --- Who may know


@pytest.mark.parametrize(
    ("gone", "new", "seen"),
    [(heat, item(1, "Neu"), Visibility.PUBLIC), (plot, item(2, "Neu", False), Visibility.CONFIDENTIAL)],
)
def test_what_an_item_tells_decides_who_sees_its_correction(
    gone: AgendaItemAdded, new: AgendaItemAdded, seen: Visibility
) -> None:
    these = meeting(scheduled(), gone)
    instead = AddAgendaItem(HERE, new.title, new.public)
    corrected = these.corrected(ActCorrection(at(1), instead)).decided()
    told = [MEETING.disclosure.audience(HERE, corrected.after, each).visibility for each in corrected.new]
    assert told == [seen]


# --- Whatever is told again


def _state(events: Any) -> Any:
    return meeting(*events).when(CancelMeeting(HERE, SET)).state


POOL = (
    *TABLE,
    replace(SCHEDULE, title="Lenkungskreis", public=False),
    replace(SCHEDULE, starts=LATER),
    replace(SCHEDULE, second_of=FIRST),
    InviteToMeeting(HERE, day("2024-05-15")),
    AddAgendaItem(HERE, "Grundstück"),
    ReviseAgendaItem(HERE, 1, "Radweg", notes="Neu"),
    RemoveAgendaItem(HERE, 1),
    RecordAttendance(HERE, (Attendee(CLEO),)),
    RecordNonPublicMinutes(HERE, "Tausch"),
    RefreshMeetingParties(HERE),
)
BEGUN = begun("meeting", beside(given()), SCHEDULE, AddAgendaItem(HERE, "Wärmeplan"), InviteToMeeting(HERE, SENT))


@drawn(corrections(BEGUN, POOL, (day("2024-05-24"), day("2024-06-01"))))
def test_a_correction_reads_as_if_it_had_been_recorded_right(checked: None) -> None:
    """What holds is checked while the life is drawn."""
