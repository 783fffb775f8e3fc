"""Whatever is tried with a meeting, in whatever order: nothing but a clear refusal is raised, it stays one that could
have been recorded, numbers are never given again, and nothing non-public is told to others."""

from collections import Counter
from typing import Any

from hypothesis import given as drawn
from hypothesis import strategies as st

from events.meeting import MEETING
from events.meeting.correction import CorrectMeeting
from events.meeting.disclosure import redact
from events.meeting.lifecycle import day_of, is_held, parties_then, status_of
from events.meeting.scheduling import MeetingStatus, ScheduleMeeting
from events.meeting.state import Meeting
from events.policy import Visibility
from service.codec import decode_event, decode_state, encode, type_name
from tests.events.meeting.lives import BEGINNINGS, MOVES, RECORD, Life, Move, begun, drawn_by
from tests.events.meeting.story import HERE, invited, ready
from tests.spec import EVENT, TODAY


def live(life: Life, move: Move) -> None:
    before = life.state
    for event in life.play(move):
        assert decode_event(type_name(event), encode(event)) == event
        told = MEETING.disclosure.audience(HERE, life.state, event).visibility
        if told is Visibility.PUBLIC:
            assert not getattr(event, "attendance", ())
    if life.state is not before:
        assert decode_state("meeting", encode(life.state)) == life.state
        assert life.state.last_item >= before.last_item
        check(life.state)
        # What could have been recorded can be corrected in no word.
        life.outcome(CorrectMeeting(HERE, EVENT)).then_nothing()


def check(state: Meeting) -> None:
    numbers = [item.number for item in state.agenda]
    assert len(set(numbers)) == len(numbers)
    assert max(numbers, default=0) <= state.last_item
    assert state.parties == parties_then(RECORD[state.body], day_of(state))
    assert (state.invitation is None) <= (status_of(state) is not MeetingStatus.INVITED)
    assert is_held(state) <= (status_of(state) in (MeetingStatus.INVITED, MeetingStatus.CLOSED))
    view = MEETING.view(redact(state, TODAY, Visibility.INTERNAL), TODAY)
    assert all(item.public for item in view.agenda)
    assert not view.attendance
    assert view.non_public_minutes is None


@drawn(BEGINNINGS, st.lists(MOVES, min_size=20, max_size=40))
def test_whatever_is_tried_a_meeting_stays_sound(life: Life, moves: list[Move]) -> None:
    for move in moves:
        live(life, move)


def test_every_command_succeeds_in_such_lives_and_some_often() -> None:
    done: Counter[type[Any]] = Counter()
    for seed in range(60):
        life = begun(invited if seed % 2 else ready)
        for move in drawn_by(seed, 40):
            live(life, move)
        done.update(life.done)
    assert set(MEETING.commands) - set(done) == {ScheduleMeeting}, "it has happened already"
    assert min(done.values()) >= 5, done
