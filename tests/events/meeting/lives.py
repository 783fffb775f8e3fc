"""Random lives of a meeting: commands of all kinds with few days, persons and items, so that they meet often; many are
refused."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from random import Random
from typing import Any

from hypothesis import strategies as st

from events.decider import Rejected
from events.meeting.agenda import AddAgendaItem, RemoveAgendaItem, ReorderAgenda, ReviseAgendaItem
from events.meeting.attendance import RecordAttendance
from events.meeting.closing import CancelMeeting, CloseMeeting
from events.meeting.invitation import InviteToMeeting
from events.meeting.minutes import RecordMinutes, RecordNonPublicMinutes
from events.meeting.scheduling import RescheduleMeeting, ScheduleMeeting
from events.meeting.state import Attendee, Meeting
from tests import corrections
from tests.corrections import Act
from tests.events.meeting.story import (
    ADA,
    BEN,
    BODY,
    CLEO,
    ERASED,
    GUESTS,
    HERE,
    PLANS,
    PUBLISHED,
    SECRETS,
    SENT,
    SET,
    STARTS,
    beside,
)
from tests.spec import Outcome, day, given

DAYS = tuple(
    map(day, ("2024-05-02", "2024-05-07", "2024-05-13", "2024-05-13", "2024-05-23", "2024-05-28", "2024-06-02"))
)
HOURS = (datetime(2024, 5, 23, 16, tzinfo=UTC), datetime(2024, 5, 23, 22, 30, tzinfo=UTC))
TIMES = (*HOURS, datetime(2024, 5, 30, 16, tzinfo=UTC), datetime(2024, 6, 1, 16, tzinfo=UTC), *HOURS)
THERE = (
    Attendee(ADA, 1),
    Attendee(BEN, 2),
    Attendee(CLEO, None, True),
    Attendee(ERASED),
    Attendee(ADA),
    Attendee(BEN),
)
DOCUMENTS = (None, PLANS, SECRETS, PUBLISHED)
TEXTS = (None, "Eins", "Zwei")
TITLES = ("Wärmeplan", "Radweg", "Grundstück")
RECORD = beside(given()).others


@dataclass(frozen=True)
class Move:
    """Something that somebody tries: what, and by which choices."""

    what: str
    one: int
    two: int
    three: int

    def of(self, choices: tuple[Any, ...], choice: int) -> Any:
        """One of the choices."""
        return choices[choice % len(choices)]

    def day(self, choice: int) -> date:
        """A day."""
        found: date = self.of(DAYS, choice)
        return found


def _number(state: Meeting, move: Move) -> int:
    return 1 + move.one % (state.last_item + 1)


def _there(move: Move) -> tuple[Attendee, ...]:
    at = move.one % len(THERE)
    return THERE[at : at + 1 + move.two % 2]


TRIED: dict[str, Callable[[Meeting, Move], Any]] = {
    "move": lambda _, move: RescheduleMeeting(
        HERE, move.of(TIMES, move.one), move.day(move.two), place=move.of((None, "Kreishaus"), move.three)
    ),
    "invite": lambda _, move: InviteToMeeting(HERE, move.day(move.one), (PLANS,) * (move.two % 2)),
    "add": lambda _, move: AddAgendaItem(
        HERE, move.of(TITLES, move.one), move.two % 2 == 0, project="project:1" if move.three % 3 == 0 else None
    ),
    "revise": lambda state, move: ReviseAgendaItem(
        HERE, _number(state, move), move.of(TITLES, move.two), move.two % 2 == 0, notes=move.of(TEXTS, move.three)
    ),
    "remove": lambda state, move: RemoveAgendaItem(HERE, _number(state, move)),
    "reorder": lambda state, move: ReorderAgenda(
        HERE, tuple(each.number for each in state.agenda)[:: 1 - 2 * (move.one % 2)]
    ),
    "attend": lambda _, move: RecordAttendance(HERE, _there(move)),
    "minute": lambda _, move: RecordMinutes(HERE, move.of(TEXTS, move.one), move.of(DOCUMENTS, move.two)),
    "minute apart": lambda _, move: RecordNonPublicMinutes(
        HERE, move.of(TEXTS, move.one), move.of(DOCUMENTS, move.two)
    ),
    "close": lambda _, move: CloseMeeting(HERE, move.day(move.one)),
    "cancel": lambda _, move: CancelMeeting(HERE, move.day(move.one)),
}
WHAT = (*TRIED, *("add", "invite", "invite", "attend", "minute"))


@dataclass
class Life(corrections.Life):
    """A meeting and all that has happened to it."""

    def play(self, move: Move) -> list[Any]:
        """Try something; what follows. A refusal is clear and names a field of the command."""
        state = self.state
        command = TRIED[move.what](state, move)
        outcome = self.outcome(command, state, move.three != 7)
        try:
            events = outcome.decided(state)
        except Rejected as rejected:
            outcome.rejects(rejected.code, rejected.field)
            return []
        if events:
            outcome.then(*events)
            self.acts.append(Act(command, tuple(events)))
        return events

    def outcome(self, command: Any, state: Meeting, reason: bool) -> Outcome:
        """The command in the record of the story."""
        tried = beside(given(*(event for act in self.acts for event in act.events))).when(command, reason=reason)
        return replace(tried, state=state)


BEGINNING = (
    ScheduleMeeting(BODY, "Lenkungsgruppe", STARTS, SET, place="Kreishaus"),
    AddAgendaItem(HERE, "Wärmeplan", project="project:1", notes="Stand der Dinge"),
    AddAgendaItem(HERE, "Grundstück", public=False),
    InviteToMeeting(HERE, SENT, (PLANS,)),
    RecordAttendance(HERE, GUESTS),
    RecordMinutes(HERE, "Es wurde beraten.", PLANS),
    RecordNonPublicMinutes(HERE, "Kauf", SECRETS),
)


def begun(length: int) -> Life:
    """A life that begins with so many of these commands."""
    life = Life("meeting", RECORD)
    for command in BEGINNING[:length]:
        assert life.live(command)
    return life


NUMBERS = range(24)
BEGINNINGS = st.sampled_from((1, 3, 4, 7)).map(begun)
MOVES = st.builds(Move, st.sampled_from(WHAT), *[st.sampled_from(NUMBERS)] * 3)


def drawn_by(seed: int, length: int) -> list[Move]:
    """Such moves, always the same of a seed."""
    chance = Random(seed)
    return [Move(chance.choice(WHAT), *(chance.choice(NUMBERS) for _ in range(3))) for _ in range(length)]
