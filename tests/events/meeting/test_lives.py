"""Whatever is tried with a meeting, in whatever order: nothing but a clear refusal is raised, it stays one that could
have been recorded, numbers are never given again, and nothing non-public is told to others."""

from collections import Counter
from typing import Any

from hypothesis import given as drawn
from hypothesis import strategies as st

from events.meeting import MEETING
from events.meeting.disclosure import redact
from events.meeting.lifecycle import day_of, parties_then, status_of
from events.meeting.scheduling import RefreshMeetingParties, ScheduleMeeting
from events.meeting.state import Meeting, MeetingStatus
from events.policy import Visibility
from service.codec import decode_event, decode_state, encode, type_name
from tests.events.meeting.lives import BEGINNINGS, MOVES, RECORD, TRIED, Life, Move, begun, drawn_by
from tests.events.meeting.story import HERE
from tests.spec import TODAY


def live(life: Life, move: Move) -> None:
    before = life.state
    events = life.play(move)
    after = life.state
    for event in events:
        assert decode_event(type_name(event), encode(event)) == event
        told = MEETING.disclosure.audience(HERE, after, event).visibility
        if told is Visibility.PUBLIC:
            assert not getattr(event, "attendance", ())
    if events:
        assert decode_state("meeting", encode(after)) == after
        assert after.last_item >= before.last_item
        check(after)


def check(state: Meeting) -> None:
    numbers = [item.number for item in state.agenda]
    assert len(set(numbers)) == len(numbers)
    assert max(numbers, default=0) <= state.last_item
    assert state.parties == parties_then(RECORD[state.body], day_of(state))
    assert (state.invitation is None) <= (status_of(state) is not MeetingStatus.INVITED)
    held = state.attendance or state.minutes or state.non_public_minutes
    assert not held or status_of(state) in (MeetingStatus.INVITED, MeetingStatus.CLOSED)
    view = MEETING.view(redact(state, TODAY, Visibility.INTERNAL), TODAY)
    assert all(item.public for item in view.agenda)
    assert not view.attendance
    assert view.non_public_minutes is None


@drawn(
    BEGINNINGS, st.lists(MOVES, min_size=10, max_size=30), st.lists(st.tuples(st.integers(0, 99), MOVES), max_size=3)
)
def test_whatever_is_tried_a_meeting_stays_sound(
    life: Life, moves: list[Move], corrections: list[tuple[int, Move]]
) -> None:
    for move in moves:
        live(life, move)
    for at, move in corrections:
        n = at % len(life.acts)
        instead = TRIED[move.what](life.after(life.acts[:n]), move) if n and move.three else None
        corrected = life.correct(n, instead)
        if corrected is not None:
            check(corrected)


def test_every_command_succeeds_in_such_lives_and_some_often() -> None:
    done: Counter[type[Any]] = Counter()
    for seed in range(60):
        life = begun(4 if seed % 2 else 3)
        beginning = len(life.acts)
        for move in drawn_by(seed, 40):
            live(life, move)
        done.update(type(act.command) for act in life.acts[beginning:])
    never = {ScheduleMeeting, RefreshMeetingParties}
    assert set(MEETING.acts) - set(done) == never, "it has happened already, or the body stays as it is"
    assert min(done.values()) >= 5, done
