"""One sentence a test: given what has happened, when a command is given, then this follows or that is refused.

    given(registered).when(RenameMunicipality(HERE, "Neu", DAY)).then(MunicipalityRenamed("Neu", DAY))

The world is put together as the service does it: only what the command's annotations or `reads` name is loaded. Each
outcome is looked at further: what follows can be shown on any day, claims and concerns can be told, and the same
command once more gives nothing or a clear rejection.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import UTC, date, datetime
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

import pytest

from events import AGGREGATES
from events.authority import Authority, ExternalDecision
from events.correction import ActCorrection, Circumstances, StreamEvent, acts_of
from events.county import COUNTY
from events.county.entry import CountyEstablished
from events.county.lists import MatterAdded, ThemeAdded, ThemeRetired
from events.county.state import CountyDesignation
from events.decider import Content, Decider, Rejected, Superseded, World, fold
from events.municipality.entry import MunicipalityRegistered
from events.municipality.state import Designation, Origin
from events.policy import Audience
from events.retelling import Corrected, NeedsStates, correct
from events.values import Ref, Sealed, digest_of
from tests.said import english, german

TODAY = date(2024, 6, 1)
HOME = "county:1"
DECISION = ExternalDecision("Kreistag", date(2020, 3, 2), "2020/17")
DECIDERS = {command: decider for decider in AGGREGATES for command in decider.commands}
BY_KIND = {decider.kind: decider for decider in AGGREGATES}

LANDKREIS: tuple[Any, ...] = (
    CountyEstablished("01059", "Schleswig-Flensburg", CountyDesignation.RURAL_DISTRICT, date(1974, 3, 24)),
    ThemeAdded("heat", "Wärme", "Heat"),
    ThemeAdded("mobility", "Mobilität", "Mobility"),
    ThemeAdded("peat", "Torf", "Peat"),
    ThemeRetired("peat", date(2010, 1, 1)),
    MatterAdded("budget", "Haushalt", "Budget"),
)
"""What has happened to the county of the tests."""
TOWN = MunicipalityRegistered(
    Origin.OWN, "01059126", "010595990126", "Hürup", Designation.MUNICIPALITY, date(2000, 1, 1)
)
"""A municipality of it."""


def day(text: str) -> date:
    """A day from its ISO form."""
    return date.fromisoformat(text)


def sealed(text: str) -> Sealed:
    """A stand-in for a sealed text: equal for equal texts, opaque to the rules."""
    return Sealed("key", text[::-1])


def state_of(*events: Any) -> Any:
    """The state after these events, of whichever aggregate they belong to."""
    decider = next(each for each in AGGREGATES if type(events[0]) in each.events.values())
    return fold(decider, events)


@dataclass(frozen=True)
class Given:
    """What has happened to the entity, and what else stands in the record."""

    events: tuple[Any, ...]
    others: Mapping[str, Any] = field(default_factory=dict)

    def beside(self, **others: Sequence[Any]) -> "Given":
        """The same, with other entities in the record: `municipality_2=(event, …)` is `municipality:2`."""
        named = {":".join(name.rsplit("_", 1)): state_of(*events) for name, events in others.items()}
        return replace(self, others={**self.others, **named})

    def when(
        self,
        command: Any,
        *,
        today: date = TODAY,
        reason: bool = True,
        authority: Authority | None = DECISION,
        contents: Mapping[str, Content] | None = None,
        acts_for: str | None = None,
    ) -> "Outcome":
        """The command is given."""
        decider = DECIDERS[type(command)]
        world = World(
            ref=getattr(command, "id", HOME if decider is COUNTY else f"{decider.kind}:1"),
            county=HOME,
            today=today,
            now=datetime(today.year, today.month, today.day, 12, tzinfo=UTC),
            actor="tester",
            authority=authority,
            contents=contents or {},
            reasoned=reason,
            acts_for=acts_for,
        )
        record = {HOME: fold(COUNTY, LANDKREIS), **self.others}
        return Outcome(decider, command, fold(decider, self.events), world, record, self.events)

    def corrected(
        self,
        *acts: ActCorrection,
        reason: bool = True,
        authority: Authority | None = DECISION,
        contents: Mapping[str, Content] | None = None,
        acts_for: str | None = None,
        today: date = TODAY,
        ref: str | None = None,
    ) -> "Correction":
        """A correction of the entity is given; each event that has happened is an act of its own (`at`)."""
        decider = next(each for each in AGGREGATES if type(self.events[0]) in each.events.values())
        outcome = self.when(
            decider.correct(ref or (HOME if decider is COUNTY else f"{decider.kind}:1"), acts),
            today=today,
            reason=reason,
            authority=authority,
            contents=contents,
            acts_for=acts_for,
        )
        then = circumstances_of(replace(outcome.world, today=TODAY, reasoned=True, authority=DECISION))
        entries = tuple(StreamEvent(at(n), n, event, then) for n, event in enumerate(self.events))
        return Correction(outcome, entries)


def given(*events: Any) -> Given:
    """These events have happened to the entity that the command is about; none: it does not exist."""
    return Given(events)


@dataclass(frozen=True)
class Outcome:
    """A command in its world; what came of it is told by `then`, `then_nothing` or `rejects`."""

    decider: Decider
    command: Any
    state: Any
    world: World
    record: Mapping[str, Any]
    events: tuple[Any, ...] = ()

    def decided(self, state: Any) -> list[Any]:
        """The events that follow from the command on a state, in a world loaded as the service loads it."""
        return self.decider.decide(self.command, state, self.world_on(state))

    def world_on(self, state: Any) -> World:
        """The world in which the command is decided on a state."""
        record = {**self.record, **({} if state is None else {self.world.ref: state})}
        states = {ref: record.get(ref) for ref in references(self.command)}
        world = replace(self.world, states=states)
        while missing := [ref for ref in self.decider.reads(state, self.command, world) if ref not in states]:
            states.update({ref: record.get(ref) for ref in missing})
        return world

    def then(self, *events: Any) -> None:
        """Exactly these events follow, and once more the command gives nothing or a clear rejection; the act can be
        corrected."""
        self.follow(*events)
        self._can_be_corrected(events)

    def follow(self, *events: Any) -> None:
        """Exactly these events follow, and once more the command gives nothing or a clear rejection."""
        assert self.decided(self.state) == list(events)
        after = self.state
        for event in events:
            after = self.decider.evolve(after, event)
            self._can_be_told(after, event)
        try:
            again = self.decided(after)
        except Rejected as rejected:
            self._is_clear(rejected)
        except Superseded as superseded:
            self._names_a_field(superseded.field)
        else:
            assert again == []

    def _can_be_corrected(self, events: Sequence[Any]) -> None:
        """Told again the same, the act changes nothing; withdrawn, it is gone; and its events tell its command."""
        circumstances = circumstances_of(self.world)
        entries = [StreamEvent(at(n), n, event, circumstances) for n, event in enumerate(self.events)]
        entries += [StreamEvent(at(len(self.events) + n), -1, event, circumstances) for n, event in enumerate(events)]
        named = at(len(self.events))
        if any(self.decider.erases(event) for event in events):
            self._cannot_be_corrected(entries, ActCorrection(named, self.command), "ERASED")
            return
        assert self._correction(entries, ActCorrection(named, self.command)).event is None
        told = self.decider.command_of(self.world.ref, self.state, tuple(events))
        assert told is not None, f"no command is told by {events}"
        assert type(told) is type(self.command)
        assert self._correction(entries, ActCorrection(named, told)).event is None
        before = self.state
        if before is None and self.decider.empty:
            before = self.decider.empty(getattr(self.command, self.decider.seat))
        if before is None:
            self._cannot_be_corrected(entries, ActCorrection(named), "FIRST_ACT")
        elif broken := self._breaks(before, fold(self.decider, events, before)):
            self._cannot_be_corrected(entries, ActCorrection(named), broken)
        else:
            assert self._correction(entries, ActCorrection(named)).after == before

    def _breaks(self, state: Any, before: Any) -> str | None:
        """The code of the aggregate's invariant that a correction to a state breaks."""
        try:
            self.decider.invariants(state, replace(self.world, states={**self.record, self.world.ref: before}))
        except Rejected as rejected:
            return rejected.code
        return None

    def _cannot_be_corrected(self, entries: Sequence[StreamEvent], act: ActCorrection, code: str) -> None:
        with pytest.raises(Rejected) as caught:
            self._correction(entries, act)
        assert caught.value.code == code

    def _correction(self, entries: Sequence[StreamEvent], *acts: ActCorrection) -> Corrected:
        given = replace(self, command=self.decider.correct(self.world.ref, acts))
        world = replace(self.world, reasoned=True, acts_for=None)
        return Correction(replace(given, world=world), tuple(entries)).decided()

    def then_nothing(self) -> None:
        """The command is accepted and changes nothing."""
        assert self.decided(self.state) == []

    def rejects(self, code: str, field: str) -> None:
        """The command is refused with this code, at this field."""
        with pytest.raises(Rejected) as caught:
            self.decided(self.state)
        self._is_clear(caught.value)
        assert (caught.value.code, caught.value.field) == (code, field)

    def refuses(self, code: str) -> None:
        """The command is refused with this code, at whichever field."""
        with pytest.raises(Rejected) as caught:
            self.decided(self.state)
        self.rejects(code, caught.value.field)

    def is_superseded(self, field: str, *, base: str | None, current: str) -> None:
        """What the command is about was edited since: it is told of the text then (None: not known) and now."""
        with pytest.raises(Superseded) as caught:
            self.decided(self.state)
        told = caught.value
        self._names_a_field(told.field)
        assert english(told)
        assert german(told)
        assert english(told) != german(told)
        assert (told.field, told.base, told.current) == (field, base and digest_of(base), digest_of(current))

    def _can_be_told(self, state: Any, event: Any) -> None:
        for each in (event, None):
            audience = self.decider.disclosure.audience(self.world.ref, state, each)
            assert isinstance(audience, Audience)
            assert self.world.ref in audience.concerns
        for claim in self.decider.claims(self.world.ref, state):
            assert claim.partition(":")[0] in self.decider.claimed
        for on in (date(1900, 1, 1), TODAY, date(2199, 12, 31)):
            assert isinstance(self.decider.view(state, on), self.decider.viewed)

    def _is_clear(self, rejected: Rejected) -> None:
        assert rejected.code.isupper()
        assert english(rejected)
        assert german(rejected)
        assert english(rejected) != german(rejected)
        self._names_a_field(rejected.field)

    def _names_a_field(self, field: str) -> None:
        at: Any = self.command
        for name in field.split(".") if field not in ("", "reason", "authority") else ():
            assert name in {each.name for each in fields(at)}, f"{field} is no field of the command"
            at = getattr(at, name)


@dataclass(frozen=True)
class Correction:
    """A correction in its world; what came of it is told by `stands`, `changes_nothing` or `rejects`."""

    outcome: Outcome
    entries: tuple[StreamEvent, ...]

    def decided(self) -> Corrected:
        """What follows from the correction, in a world loaded as the service loads it."""
        outcome = self.outcome
        acts = acts_of(outcome.decider, self.entries)
        states = dict(outcome.record)
        while True:
            try:
                return correct(outcome.decider, outcome.command, acts, replace(outcome.world, states=states))
            except NeedsStates as needed:
                states.update({ref: outcome.record.get(ref) for ref in needed.refs})

    def stands(self, *events: Any) -> None:
        """Then just these events stand, in their order, and the state is theirs."""
        corrected = self.decided()
        assert corrected.event is not None
        assert self.standing() == events
        assert corrected.after == fold(self.outcome.decider, events)

    def standing(self) -> tuple[Any, ...]:
        """All events that stand after it, in their order."""
        event = self.decided().event
        entries = self.entries if event is None else (*self.entries, StreamEvent("correction", "correction", event))
        return tuple(event for act in acts_of(self.outcome.decider, entries) for event in act.stands)

    def changes_nothing(self) -> None:
        """The correction is accepted and changes nothing."""
        assert self.decided().event is None

    def rejects(self, code: str, field: str) -> Rejected:
        """The correction is refused with this code, at this field."""
        with pytest.raises(Rejected) as caught:
            self.decided()
        assert (caught.value.code, caught.value.field) == (code, field)
        return caught.value


def at(number: int) -> str:
    """The id of the event with this number, counted from 0."""
    return f"00000000-0000-7000-8000-{number:012}"


def circumstances_of(world: World) -> Circumstances:
    """In which circumstances something is recorded in a world."""
    return Circumstances(world.today, world.now, world.actor, world.reasoned, world.authority)


def references(command: Any) -> set[str]:
    """Every entity that the command's annotations name."""
    return {ref for note, ref in _noted(command, type(command), ()) if isinstance(note, Ref) and ref}


def _noted(value: Any, hint: Any, notes: tuple[Any, ...]) -> Iterator[tuple[Any, Any]]:
    origin = get_origin(hint)
    if origin is Annotated:
        inner, *more = get_args(hint)
        yield from _noted(value, inner, (*notes, *more))
    elif origin in (Union, UnionType):
        for arm in get_args(hint):
            if not (value is None or arm is type(None)):
                yield from _noted(value, arm, notes)
    elif origin is tuple:
        for each in value:
            yield from _noted(each, get_args(hint)[0], ())
    elif is_dataclass(hint):
        hints = get_type_hints(hint, include_extras=True)
        for each in fields(hint):
            yield from _noted(getattr(value, each.name), hints[each.name], ())
    else:
        yield from ((note, value) for note in notes)


Expected = str | tuple[Any, ...]
"""What is expected of a command: the code of a rejection, or the events that follow (none: nothing happens)."""


def every(
    kind: str, situations: Mapping[str, Sequence[Any]], table: Mapping[Any, Mapping[str, Expected]]
) -> list[tuple[str, Any, Expected]]:
    """Each command in each situation, with what is expected. Every command of the aggregate must stand in the table."""
    decider = BY_KIND[kind]
    assert {type(command) for command in table} == set(decider.commands) - {decider.correct}, "a command is missing"
    for command, expected in table.items():
        assert set(expected) == set(situations), f"{type(command).__name__}: a situation is missing"
    return [(name, command, told) for command, expected in table.items() for name, told in expected.items()]


def outcome_is(outcome: Outcome, expected: Expected) -> None:
    """Check one line of such a table."""
    if isinstance(expected, str):
        outcome.refuses(expected)
    elif expected:
        outcome.then(*expected)
    else:
        outcome.then_nothing()
