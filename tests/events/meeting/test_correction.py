"""Corrections of meetings: what may be said anew, and what would not have been possible."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from events.decision.state import Decision
from events.meeting.agenda import AgendaItem
from events.meeting.attendance import Attendee
from events.meeting.correction import CorrectedItem, CorrectMeeting, MeetingCorrected
from events.meeting.minutes import MeetingMinutes
from events.meeting.scheduling import MeetingInvitation, MeetingInvited, MeetingStatus, MeetingStep
from events.meeting.state import Meeting
from events.values import digest_of
from tests.events.meeting.story import (
    BODY,
    CLEO,
    ENDS,
    ERASED,
    FIRST,
    HELD,
    HERE,
    LATER,
    PARTIES,
    PLANS,
    SECRETS,
    SENT,
    SET,
    SHUT,
    STARTS,
    TO_COME,
    TOWN,
    cancelled,
    closed,
    held,
    invited,
    item,
    meeting,
    plot,
    ready,
    scheduled,
)
from tests.spec import EVENT, HOME, day, state_of

S, N, C, X = MeetingStatus.SCHEDULED, MeetingStatus.INVITED, MeetingStatus.CLOSED, MeetingStatus.CANCELLED


def steps(*told: tuple[MeetingStatus, Any]) -> tuple[MeetingStep, ...]:
    """Steps of a course."""
    return tuple(MeetingStep(*each) for each in told)


def corrected(events: Any, **told: Any) -> Meeting:
    """The meeting as corrected."""
    parties = told.pop("parties", None)
    event = MeetingCorrected(EVENT, **told, parties=parties)
    meeting(*events).when(CorrectMeeting(HERE, EVENT, **told)).then(event)
    found: Meeting = state_of(*events, event)
    return found


def refused(events: Any, code: str, field: str, **told: Any) -> None:
    """The correction is refused."""
    meeting(*events).when(CorrectMeeting(HERE, EVENT, **told)).rejects(code, field)


def test_a_correction_needs_an_event_and_a_reason() -> None:
    meeting(*ready).when(CorrectMeeting(HERE, EVENT, "x"), of_this=False).rejects("NOT_FOUND", "corrects")
    meeting(*ready).when(CorrectMeeting(HERE, EVENT, "x"), reason=False).rejects("REASON_REQUIRED", "reason")


@pytest.mark.parametrize(
    ("first", "code"),
    [(HERE, "ITSELF"), ("meeting:3", "FIRST_CANCELLED"), ("meeting:4", "OTHER_BODY"), ("meeting:9", "NOT_FOUND")],
)
def test_an_invitation_announces_what_can_have_been_the_first_meeting(first: str, code: str) -> None:
    refused(invited, code, "invitation", invitation=MeetingInvitation(SENT, (PLANS,), 7, first))
    assert corrected(invited, invitation=MeetingInvitation(SENT, (PLANS,), 7, FIRST)).invitation is not None
    # Not judged again where it is not what is put right.
    announced = (scheduled(), MeetingInvited(SENT, (PLANS,), 7, "meeting:3", PARTIES))
    assert corrected(announced, invitation=MeetingInvitation(SENT, (), 7, "meeting:3")).invitation is not None


def test_what_it_is_can_be_put_right() -> None:
    state = corrected(held, title="Kreis", ends=ENDS, place="Rathaus", online=True, public=False, second_of=FIRST)
    assert (state.title, state.ends, state.place, state.online, state.public) == ("Kreis", ENDS, "Rathaus", True, False)
    assert state.second_of == FIRST
    bare = corrected(
        (scheduled(ends=ENDS, second_of=FIRST),), ends_withdrawn=True, place_withdrawn=True, second_of_withdrawn=True
    )
    assert (bare.ends, bare.place, bare.second_of) == (None, None, None)


def test_another_day_brings_other_members() -> None:
    assert corrected(ready, starts=LATER, parties=(TOWN,)).parties == (TOWN,)
    assert corrected(ready, starts=ENDS).parties == scheduled().parties


@pytest.mark.parametrize(
    ("events", "told", "code", "field"),
    [
        (ready, {"ends": ENDS, "ends_withdrawn": True}, "CONTRADICTION", "ends_withdrawn"),
        (ready, {"document": PLANS, "minutes_withdrawn": True}, "CONTRADICTION", "minutes_withdrawn"),
        (ready, {"steps": ()}, "EMPTY", "steps"),
        (ready, {"steps": steps((N, SENT))}, "NOT_IN_ORDER", "steps"),
        (ready, {"steps": steps((S, SET), (C, SHUT))}, "NOT_IN_ORDER", "steps"),
        (ready, {"steps": steps((S, SET), (X, SHUT), (X, SHUT))}, "NOT_IN_ORDER", "steps"),
        (ready, {"steps": steps((S, SENT), (X, SET))}, "DATES_REVERSED", "steps"),
        (ready, {"steps": steps((S, SET), (X, day("2024-06-02")))}, "IN_FUTURE", "steps"),
        (ready, {"steps": steps((S, SHUT))}, "DATES_REVERSED", "starts"),
        (held, {"steps": steps((S, SET))}, "HELD", "steps"),
        (closed, {"steps": steps((S, SET), (N, SENT), (C, day("2024-05-22")))}, "DATES_REVERSED", "steps"),
        (held, {"starts": TO_COME}, "NOT_BEGUN", "starts"),
        (invited, {"steps": steps((S, SET), (N, SET))}, "INVITATION_DIFFERS", "invitation"),
        (ready, {"steps": steps((S, SET), (N, SENT))}, "INVITATION_DIFFERS", "invitation"),
        (ready, {"invitation": MeetingInvitation(SENT)}, "INVITATION_DIFFERS", "invitation"),
        (invited, {"invitation": MeetingInvitation(SET)}, "INVITATION_DIFFERS", "invitation"),
        (
            invited,
            {"starts": datetime(2024, 5, 12, 16, tzinfo=UTC)},
            "DATES_REVERSED",
            "invitation",
        ),
        (invited, {"invitation": MeetingInvitation(SENT, ("document:9",))}, "NOT_FOUND", "invitation"),
        (invited, {"invitation": MeetingInvitation(SENT, second_of="meeting:9")}, "NOT_FOUND", "invitation"),
        (ready, {"ends": STARTS}, "ENDS_BEFORE", "ends"),
        ((scheduled(ends=ENDS),), {"starts": LATER}, "ENDS_BEFORE", "starts"),
        (ready, {"starts": datetime(2017, 5, 1, tzinfo=UTC), "steps": steps((S, day("2017-05-01")))},
         "NO_SUCH_BODY", "starts"),
        (ready, {"second_of": HERE, "starts": LATER}, "ITSELF", "second_of"),
        (ready, {"second_of": "meeting:4"}, "OTHER_BODY", "second_of"),
        ((scheduled(second_of=FIRST),), {"starts": datetime(2024, 5, 3, tzinfo=UTC)}, "NOT_AFTER_FIRST", "second_of"),
        (held, {"attendance": (Attendee(ERASED),)}, "ERASED", "attendance"),
        (held, {"attendance": (Attendee(CLEO, 1),)}, "NOT_A_MEMBER", "attendance"),
        (held, {"document": "document:9"}, "NOT_FOUND", "document"),
        (held, {"non_public_document": PLANS}, "DOCUMENT_NOT_CONFIDENTIAL", "non_public_document"),
        (held, {"agenda": (CorrectedItem(1, "a"), CorrectedItem(1, "b"))}, "TWICE", "agenda"),
        (held, {"agenda": (CorrectedItem(3, "a"),)}, "NOT_FOUND", "agenda"),
        (held, {"agenda": (CorrectedItem(1, "a", project="project:9"),)}, "NOT_FOUND", "agenda"),
        (cancelled, {"text": "Doch gehalten"}, "HELD", "steps"),
    ],
)  # fmt: skip
def test_what_could_not_have_been_recorded(events: Any, told: Any, code: str, field: str) -> None:
    refused(events, code, field, **told)


def test_two_meetings_are_not_each_the_second_of_the_other() -> None:
    # The other was scheduled as the second of this one, which was then put behind it.
    put_behind = meeting(scheduled(starts=LATER)).beside(meeting_5=(scheduled(second_of=HERE),))
    put_behind.when(CorrectMeeting(HERE, EVENT, second_of="meeting:5")).rejects("ITSELF", "second_of")


def test_the_course_can_be_put_right_with_its_invitation() -> None:
    told = MeetingInvitation(SET, (), 7, None)
    state = corrected(invited, steps=steps((S, SET), (N, SET)), invitation=told)
    assert state.invitation == told
    assert corrected(cancelled, steps=steps((S, SET), (X, HELD))).invitation is None
    open_again = corrected(closed, steps=steps((S, SET), (N, SENT)))
    assert open_again.invitation is not None


def test_an_agenda_can_be_put_right_and_keeps_its_notes() -> None:
    state = corrected(held, agenda=(CorrectedItem(2, "Grundstück", True), CorrectedItem(1, "Wärme", notes=None)))
    assert state.agenda == (AgendaItem(2, "Grundstück"), AgendaItem(1, "Wärme", notes=digest_of("Stand der Dinge")))
    back = corrected((scheduled(), plot, item(3, "Neu")), agenda=(CorrectedItem(1, "Alt", notes="x"),))
    assert back.agenda == (AgendaItem(1, "Alt", notes=digest_of("x")),)
    assert back.last_item == 3


def test_minutes_can_be_put_right_and_withdrawn() -> None:
    state = corrected(closed, text="Anders", non_public_document=SECRETS)
    assert state.minutes == MeetingMinutes(digest_of("Anders"), PLANS)
    bare = corrected(held, minutes_withdrawn=True, non_public_minutes_withdrawn=True, attendance=())
    assert (bare.minutes, bare.non_public_minutes, bare.attendance) == (None, None, ())


def test_who_was_there_already_may_stay() -> None:
    erased = type(held[4])((Attendee(ERASED),))
    assert corrected((*invited, erased), attendance=(Attendee(ERASED), Attendee(CLEO))).attendance[1].person == CLEO


def test_a_meeting_becomes_public_only_with_what_may_be() -> None:
    secret = Decision("Haushalt", "x", BODY, HOME, HOME, "budget", None, (), False, ())
    here = meeting(scheduled(public=False), item(1, "Haushalt", decision="decision:1"))
    here = replace(here, others={**here.others, "decision:1": secret})
    here.when(CorrectMeeting(HERE, EVENT, public=True)).rejects("DECISION_NOT_PUBLIC", "public")
    same = CorrectMeeting(HERE, EVENT, public=True, agenda=(CorrectedItem(1, "Haushalt", True, "decision:1"),))
    here.when(same).rejects("DECISION_NOT_PUBLIC", "agenda")
    apart = (CorrectedItem(1, "Haushalt", False, "decision:1"),)
    here.when(CorrectMeeting(HERE, EVENT, public=True, agenda=apart)).then(
        MeetingCorrected(EVENT, public=True, agenda=apart)
    )
    here.when(CorrectMeeting(HERE, EVENT, agenda=(CorrectedItem(1, "Haushalt", True, "decision:1"),))).then_nothing()
