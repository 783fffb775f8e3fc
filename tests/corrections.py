"""What holds of every correction of every aggregate, over random lives: everything reads as if the act had been
recorded right at its place, or the correction is refused and names the later act that stands against it.

It is worked out here a second time, from the commands themselves: the life is lived again with the right act in it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from events.correction import ActCorrection, StreamEvent
from events.decider import Content, Decider, Due, Rejected, Superseded, fold
from events.retelling import CannotFollow, keeping_numbers
from tests.spec import BY_KIND, TODAY, Correction, Given, Outcome, at, circumstances_of


@dataclass(frozen=True)
class Act:
    """A command that was carried out on a day, and what it recorded; no command: time alone brought it about."""

    command: Any
    events: tuple[Any, ...]
    today: date = TODAY


@dataclass
class Life:
    """What has happened to an entity, act by act; `record` is what else stands in the record, `contents` what was
    uploaded."""

    kind: str
    record: Mapping[str, Any] = field(default_factory=dict)
    contents: Mapping[str, Content] = field(default_factory=dict)
    acts: list[Act] = field(default_factory=list)

    @property
    def decider(self) -> Decider:
        """Its aggregate."""
        return BY_KIND[self.kind]

    @property
    def state(self) -> Any:
        """The state now."""
        return self.after(self.acts)

    @property
    def now(self) -> date:
        """The day on which it is corrected."""
        return max([TODAY, *(act.today for act in self.acts)])

    def after(self, acts: Sequence[Act]) -> Any:
        """The state after some acts."""
        return fold(self.decider, [event for act in acts for event in act.events])

    def decide(self, command: Any, state: Any, today: date = TODAY, told_on: date | None = None) -> list[Any]:
        """What follows from a command on a state; told on a later day than that on which it was recorded, if so."""
        outcome = self._outcome(command, today)
        return replace(outcome, world=replace(outcome.world, told_on=told_on)).decided(state)

    def live(self, command: Any, today: date = TODAY) -> bool:
        """Carry out a command if it may be; whether anything followed."""
        try:
            events = self.decide(command, self.state, today)
        except (Rejected, Superseded):
            return False
        if events:
            self.acts.append(Act(command, tuple(events), today))
        return bool(events)

    def pass_time(self, today: date) -> None:
        """Record what time alone has brought about by a day."""
        while events := self._due(self.state, today):
            self.acts.append(Act(None, events, today))

    def _due(self, state: Any, today: date) -> tuple[Any, ...]:
        """What time alone has brought about first by a day and is not recorded yet."""
        return next((due.events for due in self._dues(state, today)), ())

    def _dues(self, state: Any, today: date) -> Sequence[Due]:
        world = self._outcome(self.acts[0].command, today).world
        return self.decider.due(world.ref, state, world) if self.decider.due and state is not None else ()

    def _told_on(self, act: Act) -> date | None:
        """Until which day an act told again can tell; in the place of what time alone brought about: its own day."""
        return None if act.command is None else self.now

    def _day_of(self, act: Act, before: Any) -> date:
        """The day of an act; in the place of what time alone brought about, the last day before that."""
        dues = self._dues(before, act.today) if act.command is None else ()
        return min([(due.deadline - timedelta.resolution).date() for due in dues[:1]], default=act.today)

    def correct(self, n: int, instead: Any) -> Any:
        """Check the correction of one act: `instead` is the command as it should have been, None withdraws the act.
        The state then; None where it is refused."""
        wrong = self.acts[n]
        named = at(sum(len(act.events) for act in self.acts[:n]))
        expected = self._lived_again(n, instead)
        found = self._corrected(ActCorrection(named, instead))
        assert found == expected, f"{instead} for {wrong}: {found}, expected {expected}"
        if isinstance(found, str | int):
            return None
        for on in (date(1990, 1, 1), wrong.today, TODAY, date(2100, 1, 1)):
            assert self.decider.view(found, on) == self.decider.view(expected, on)
        return found

    def corrected(self, n: int, instead: Any) -> tuple[Any, ...] | None:
        """The events that stand after a correction of one act, which is checked; None where it is refused."""
        if self.correct(n, instead) is None:
            return None
        named = at(sum(len(act.events) for act in self.acts[:n]))
        return self._correction(ActCorrection(named, instead)).standing()

    def _corrected(self, correction: ActCorrection) -> Any:
        """The state after a correction; the id of the later event that it names, or the code of its rejection."""
        try:
            return self._correction(correction).decided().after
        except CannotFollow as refused:
            return refused.event
        except Rejected as refused:
            return refused.code
        except Superseded as superseded:
            return superseded.version

    def _lived_again(self, n: int, instead: Any) -> Any:
        """The state of the life with the right act at its place; the id of the later event that stands against it, or
        the code of the rule that the right act breaks."""
        acts = list(self.acts)
        if acts[n].command is None and instead is None:
            return "BY_TIME"
        before = self.after(acts[:n])
        told: tuple[Any, ...] = ()
        if instead is not None:
            try:
                told = tuple(self.decide(instead, before, self._day_of(acts[n], before), self._told_on(acts[n])))
            except Rejected as rejected:
                return rejected.code
            except Superseded as superseded:
                return superseded.version
        others = [event for act in (*acts[:n], *acts[n + 1 :]) for event in act.events]
        state = fold(self.decider, keeping_numbers(acts[n].events, told, others), before)
        for k in range(n + 1, len(acts)):
            later, old = acts[k], self.after(acts[:k])
            events = later.events
            if later.command is None:
                events = self._due(state, later.today)
            elif state != old:
                now, was = self._follows(later, state), self._follows(later, old)
                same = self._own(now) in (self._own(was), self._own(later.events))
                if not same and not (now == () and self._idle(later, state)):
                    return at(sum(len(act.events) for act in acts[:k]))
                if isinstance(now, tuple) and now and self._by_itself(now) != self._by_itself(was):
                    events = (*self._by_itself(now), *self._own(events))
            state = fold(self.decider, events, state)
        if state is None and self.decider.empty:
            return self.decider.empty(getattr(acts[0].command, self.decider.seat))
        return "FIRST_ACT" if state is None else self._sound(state)

    def _sound(self, state: Any) -> Any:
        """The state that a correction leads to; the code of the aggregate's invariant, where that does not hold."""
        before = self.state
        world = self._outcome(self.acts[0].command, TODAY).world
        try:
            if state != before:
                self.decider.invariants(state, replace(world, states={**self.record, world.ref: before}))
        except Rejected as rejected:
            return rejected.code
        return state

    def _follows(self, act: Act, state: Any) -> Any:
        try:
            return keeping_numbers(act.events, tuple(self.decide(act.command, state, act.today)))
        except Rejected as rejected:
            return rejected.code
        except Superseded:
            return "SUPERSEDED"

    def _by_itself(self, follows: Any) -> tuple[Any, ...]:
        """What follows by itself: by time, or beside any act."""
        events = follows if isinstance(follows, tuple) else ()
        return tuple(each for each in events if type(each) in self.decider.effects | self.decider.beside)

    def _own(self, follows: Any) -> Any:
        """What an act itself leads to; the code of its rejection, where it is refused."""
        if not isinstance(follows, tuple):
            return follows
        return tuple(each for each in follows if type(each) not in self.decider.effects | self.decider.beside)

    def _idle(self, act: Act, state: Any) -> bool:
        return bool(fold(self.decider, act.events, state) == state)

    def _outcome(self, command: Any, today: date) -> Outcome:
        outcome = Given(()).when(command, today=today, contents=self.contents)
        return replace(outcome, record={**outcome.record, **self.record})

    def _correction(self, *corrections: ActCorrection) -> Correction:
        ref = self._outcome(self.acts[0].command, TODAY).world.ref
        outcome = self._outcome(self.decider.correct(ref, corrections), self.now)
        entries, number = [], 0
        for n, act in enumerate(self.acts):
            circumstances = circumstances_of(self._outcome(self.acts[0].command, act.today).world)
            for event in act.events:
                entries.append(StreamEvent(at(number), n, event, circumstances))
                number += 1
        return Correction(outcome, tuple(entries))


def begun(kind: str, given: Given, *commands: Any, contents: Mapping[str, Content] | None = None) -> Life:
    """A life that begins with these commands, beside what is given and was uploaded."""
    life = Life(kind, given.others, contents or {})
    for command in commands:
        assert life.live(command), f"{command} is refused"
    return life


def corrections(life: Life, pool: Sequence[Any], days: Sequence[date] = (TODAY,)) -> st.SearchStrategy[None]:
    """Lives that go on with commands of a pool, on days that rise, and then a correction of one of their acts."""

    def check(drawn: tuple[list[tuple[Any, date]], int, Any]) -> None:
        commands, n, instead = drawn
        lived = replace(life, acts=list(life.acts))
        today = min(days)
        for command, on in commands:
            today = max(today, on)
            lived.live(command, today)
        place = n % len(lived.acts)
        lived.correct(place, lived.acts[place].command if instead == "same" else instead)

    moves = st.lists(st.tuples(st.sampled_from(pool), st.sampled_from(days)), max_size=12)
    instead = st.sampled_from([None, "same", *pool])
    return st.tuples(moves, st.integers(0, 100), instead).map(check)
