"""How a meeting reads: its day in Berlin, how far it has come by a day, what of it is for whom."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.meeting import MEETING
from events.meeting.agenda import AgendaItemRemoved, AgendaItemRevised, AgendaReordered
from events.meeting.disclosure import redact, reveals
from events.meeting.lifecycle import day_in_berlin
from events.meeting.scheduling import MeetingRescheduled
from events.meeting.state import MeetingStatus
from events.policy import Visibility
from service.berlin import day_of as day_by_zone
from tests.events.meeting.story import (
    BODY,
    FIRST,
    GUESTS,
    HELD,
    HERE,
    LATER,
    PARTIES,
    SENT,
    SET,
    SHUT,
    attended,
    cancelled,
    closed,
    heat,
    held,
    invitation,
    invited,
    item,
    minuted,
    minuted_apart,
    plot,
    ready,
    scheduled,
)
from tests.spec import HOME, day, state_of


@pytest.mark.parametrize(
    ("moment", "on"),
    [
        ("2026-03-28T22:59:59", "2026-03-28"),
        ("2026-03-28T23:00:00", "2026-03-29"),
        ("2026-03-29T21:59:59", "2026-03-29"),
        ("2026-03-29T22:00:00", "2026-03-30"),
        ("2026-10-24T22:00:00", "2026-10-25"),
        ("2026-10-25T22:59:59", "2026-10-25"),
        ("2026-10-25T23:00:00", "2026-10-26"),
    ],
)
def test_the_day_of_a_meeting_is_that_in_berlin(moment: str, on: str) -> None:
    assert day_in_berlin(datetime.fromisoformat(moment).replace(tzinfo=UTC)) == day(on)


@given(st.datetimes(datetime(1996, 1, 2), datetime(2037, 12, 30)))  # noqa: DTZ001
def test_the_day_is_that_of_the_zone(moment: datetime) -> None:
    in_utc = moment.replace(tzinfo=UTC)
    assert day_in_berlin(in_utc) == day_by_zone(in_utc)


def seen(events: Any, on: date) -> Any:
    """The meeting as it reads on a day."""
    return MEETING.view(state_of(*events), on)


def test_how_far_it_has_come_by_a_day() -> None:
    status = [seen(closed, on).status for on in (day("2024-01-01"), SET, SENT, HELD, SHUT)]
    assert [each.value for each in status] == ["SCHEDULED", "SCHEDULED", "INVITED", "INVITED", "CLOSED"]
    assert [seen(cancelled, on).status for on in (SENT, HELD)] == [MeetingStatus.INVITED, MeetingStatus.CANCELLED]
    assert seen(closed, SET).invitation is None
    assert seen(closed, SENT).invitation.prescribed == 7
    assert seen(closed, SENT).day == HELD


def test_its_agenda_names_decisions_and_projects() -> None:
    more = item(3, "Zwei", decision="decision:1", project="project:1"), item(4, "Drei", decision="decision:1")
    view = seen((*ready, *more), HELD)
    assert [each.title for each in view.agenda] == ["Wärmeplan", "Grundstück", "Zwei", "Drei"]
    assert (view.projects, view.decisions) == (("project:1",), ("decision:1",))
    assert [each.number for each in seen((*ready, AgendaReordered((2, 1))), HELD).agenda] == [2, 1]
    assert view.attendance == ()
    assert seen(held, HELD).attendance == GUESTS


def test_a_second_meeting_is_announced_by_its_invitation() -> None:
    second = (scheduled(second_of=FIRST), invitation())
    assert [seen(second, on).second_announced for on in (SET, SENT)] == [False, True]
    unannounced = (scheduled(second_of=FIRST), invitation(announces_second=False))
    view = seen(unannounced, SENT)
    assert (view.second_of, view.second_announced) == (FIRST, False)
    moved = MeetingRescheduled(LATER, HELD)
    assert not seen((*second, moved), HELD).second_announced
    # Moved before anybody was invited, it is still only scheduled.
    assert len(seen((scheduled(), moved), HELD).steps) == 1


@pytest.mark.parametrize("sees", [Visibility.PUBLIC, Visibility.INTERNAL])
def test_what_is_not_public_is_stripped(sees: Visibility) -> None:
    state = state_of(*held)
    told = redact(state, HELD, sees)
    assert [each.number for each in told.agenda] == [1]
    assert (told.attendance, told.non_public_minutes) == ((), None)
    assert told.minutes == state.minutes
    assert redact(state, HELD, Visibility.CONFIDENTIAL) is state


def test_what_a_hidden_decision_or_first_meeting_would_tell_is_stripped_too() -> None:
    second = (scheduled(second_of=FIRST), item(1, "Offen"), item(2, "Kauf", decision="decision:1"))
    state = state_of(*second, invitation())
    assert set(reveals(state)) == {FIRST, "decision:1"}
    told = redact(state, HELD, Visibility.PUBLIC, {FIRST, "decision:1"})
    assert ([each.number for each in told.agenda], told.second_of) == ([1], None)
    assert not MEETING.view(told, HELD).second_announced
    assert redact(state, HELD, Visibility.PUBLIC, {"decision:2"}) == state
    assert redact(state, HELD, Visibility.CONFIDENTIAL, {FIRST, "decision:1"}) is state
    assert redact(state_of(scheduled()), HELD, Visibility.PUBLIC, {FIRST}) == state_of(scheduled())


@pytest.mark.parametrize(
    ("event", "named"),
    [
        (item(1, "x", decision="decision:1"), ["decision:1"]),
        (AgendaItemRevised(1, "x", True, "decision:1"), ["decision:1"]),
        (AgendaItemRemoved(1, public=True, decision="decision:1"), ["decision:1"]),
        (AgendaItemRemoved(1, public=True), []),
        (scheduled(second_of=FIRST), []),
    ],
)
def test_events_tell_of_the_decisions_of_their_items(event: Any, named: list[str]) -> None:
    assert reveals(event) == named


PUBLIC, CONFIDENTIAL = Visibility.PUBLIC, Visibility.CONFIDENTIAL


@pytest.mark.parametrize(
    ("event", "told"),
    [
        (None, PUBLIC),
        (scheduled(), PUBLIC),
        (heat, PUBLIC),
        (plot, CONFIDENTIAL),
        (AgendaItemRevised(1, "x", False), CONFIDENTIAL),
        (AgendaReordered((2, 1)), CONFIDENTIAL),
        (attended, CONFIDENTIAL),
        (minuted, PUBLIC),
        (minuted_apart, CONFIDENTIAL),
    ],
)
def test_whom_it_concerns_and_who_may_know(event: Any, told: Visibility) -> None:
    audience = MEETING.disclosure.audience(HERE, state_of(*invited), event)
    assert audience.visibility is told
    assert audience.concerns == {HERE, BODY, HOME, *PARTIES}
    apart = MEETING.disclosure.audience(HERE, state_of(scheduled(public=False)), event)
    assert apart.visibility is CONFIDENTIAL


def test_an_agenda_without_secrets_is_reordered_in_public() -> None:
    state = state_of(scheduled(), heat, item(2, "Radweg"))
    assert MEETING.disclosure.audience(HERE, state, AgendaReordered((2, 1))).visibility is PUBLIC
