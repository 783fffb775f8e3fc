"""Random lives of a meeting: commands of all kinds with few days, persons and items, so that they meet often,
corrections among them; many are refused."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from random import Random
from typing import Any

from hypothesis import strategies as st

from events.decider import Rejected
from events.meeting import MEETING
from events.meeting.agenda import AddAgendaItem, RemoveAgendaItem, ReorderAgenda, ReviseAgendaItem
from events.meeting.attendance import Attendee, RecordAttendance
from events.meeting.correction import CorrectedItem, CorrectMeeting
from events.meeting.minutes import RecordMinutes
from events.meeting.scheduling import (
    CancelMeeting,
    CloseMeeting,
    InviteToMeeting,
    MeetingStatus,
    MeetingStep,
    RescheduleMeeting,
)
from events.meeting.state import Meeting
from tests.events.meeting.story import (
    ADA,
    BEN,
    CLEO,
    ERASED,
    FIRST,
    HERE,
    PLANS,
    PUBLISHED,
    SECRETS,
    beside,
    held,
    invited,
    ready,
    scheduled,
)
from tests.spec import EVENT, Outcome, day, given, state_of

DAYS = tuple(
    map(day, ("2024-05-02", "2024-05-07", "2024-05-13", "2024-05-13", "2024-05-23", "2024-05-28", "2024-06-02"))
)
HOURS = (datetime(2024, 5, 23, 16, tzinfo=UTC), datetime(2024, 5, 23, 22, 30, tzinfo=UTC))
TIMES = (*HOURS, datetime(2024, 5, 30, 16, tzinfo=UTC), datetime(2024, 6, 1, 16, tzinfo=UTC), *HOURS)
GUESTS = (
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
    at = move.one % len(GUESTS)
    return GUESTS[at : at + 1 + move.two % 2]


def _corrected(state: Meeting, move: Move) -> dict[str, Any]:
    shown = [CorrectedItem(each.number, each.title, not each.public) for each in state.agenda]
    on, status = move.day(move.two), move.of(tuple(MeetingStatus), move.three)
    choices: tuple[dict[str, Any], ...] = (
        {"starts": move.of(TIMES, move.two)},
        {"ends": move.of(TIMES, move.two)},
        {"ends_withdrawn": True, "place_withdrawn": True},
        {"public": move.two % 2 == 0, "online": move.three % 2 == 0},
        {"second_of": move.of((FIRST, "meeting:3", "meeting:9"), move.two)},
        {"second_of_withdrawn": True},
        {"steps": state.steps[:-1]},
        {"steps": (*state.steps, MeetingStep(status, on))},
        {"steps": (*state.steps[:-1], replace(state.steps[-1], on=on))},
        {"invitation": None if state.invitation is None else replace(state.invitation, documents=(PLANS,))},
        {"agenda": tuple(shown[::-1])},
        {"agenda": (*shown[1:], CorrectedItem(_number(state, move), "Zurück", notes=move.of(TEXTS, move.two)))},
        {"attendance": _there(move)},
        {"attendance": (), "minutes_withdrawn": True, "non_public_minutes_withdrawn": True},
        {"text": move.of(TEXTS, move.two), "non_public_document": move.of(DOCUMENTS, move.three)},
    )
    found: dict[str, Any] = move.of(choices, move.one)
    return found


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
    "minute": lambda _, move: RecordMinutes(
        HERE,
        move.of(TEXTS, move.one),
        move.of(DOCUMENTS, move.two),
        move.of(TEXTS, move.three),
        move.of(DOCUMENTS, move.one + move.two),
    ),
    "close": lambda _, move: CloseMeeting(HERE, move.day(move.one)),
    "cancel": lambda _, move: CancelMeeting(HERE, move.day(move.one)),
    "correct": lambda state, move: CorrectMeeting(HERE, EVENT, **_corrected(state, move)),
}
WHAT = (*TRIED, *("add", "invite", "invite", "attend", "minute", "correct", "correct", "correct"))


@dataclass
class Life:
    """A meeting and all that has happened to it."""

    state: Meeting
    done: list[type[Any]] = field(default_factory=list)

    def outcome(self, command: Any, reason: bool = True) -> Outcome:
        """The command in the record of the story."""
        tried = given(scheduled()).when(command, reason=reason)
        return replace(tried, state=self.state, record={**tried.record, **RECORD})

    def play(self, move: Move) -> list[Any]:
        """Try something; what follows. A refusal is clear and names a field of the command."""
        command = TRIED[move.what](self.state, move)
        outcome = self.outcome(command, move.three != 7)
        try:
            events = outcome.decided(self.state)
        except Rejected as rejected:
            outcome.rejects(rejected.code, rejected.field)
            return []
        outcome.then(*events)
        for event in events:
            self.state = MEETING.evolve(self.state, event)
        self.done += [type(command)] * bool(events)
        return events


def begun(events: tuple[Any, ...]) -> Life:
    """A life that begins with these events."""
    state: Meeting = state_of(*events)
    return Life(state)


NUMBERS = range(24)
BEGINNINGS = st.sampled_from(((scheduled(),), ready, invited, held)).map(begun)
MOVES = st.builds(Move, st.sampled_from(WHAT), *[st.sampled_from(NUMBERS)] * 3)


def drawn_by(seed: int, length: int) -> list[Move]:
    """Such moves, always the same of a seed."""
    chance = Random(seed)
    return [Move(chance.choice(WHAT), *(chance.choice(NUMBERS) for _ in range(3))) for _ in range(length)]
