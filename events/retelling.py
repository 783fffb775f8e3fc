"""What follows from a correction: acts are told again or withdrawn, by one mechanism for all acts of all aggregates.

An act that is told again is decided by the rules of its command on the state before it. A correction is refused where
a later act would no longer be decided as it was: it then names that act, which can be told again or withdrawn in the
same correction. So after a correction everything reads as if the act had been recorded right.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import timedelta
from functools import cache
from typing import Any, cast, get_type_hints

from events.correction import ActCorrection, Correct, CorrectedAct, Correction, PastAct, StandingEvent, beginning
from events.decider import Act, Decider, Rejected, Superseded, World, require
from events.values import Allotted


@dataclass(frozen=True)
class Corrected:
    """What follows from a correction: the event (None: nothing would change), the states before and after it, the
    events that stand no longer, those that stand instead, and those that are recorded beside it, as beside any act."""

    event: Correction | None
    before: Any
    after: Any
    gone: tuple[Any, ...] = ()
    new: tuple[Any, ...] = ()
    besides: tuple[Any, ...] = ()


class NeedsStates(Exception):
    """Further entities have to be looked at before a correction can be decided: `refs`."""

    def __init__(self, refs: Iterable[str]) -> None:
        super().__init__()
        self.refs = tuple(refs)


def correct(decider: Decider, command: Correct, acts: Sequence[PastAct], world: World) -> Corrected:
    """What follows from a correction of an entity whose acts are these. Raises `Rejected`, and `NeedsStates` while
    `world.states` does not hold all that is to be looked at."""
    check_correctable(world)
    wanted = _wanted(decider, command, acts)
    walk = _Walk(decider, world, beginning(decider, acts))
    told: list[PastAct] = []
    for n, act in enumerate(acts):
        if n in wanted:
            others = (each for k, each in enumerate(acts) if k != n)
            taken = [event for each in (*others, *told) for event in (*each.recorded, *each.stands)]
            events = walk.retold(act, *wanted[n], taken)
            walk.through(act, events)
        elif _is_effect(decider, act):
            events = walk.due(act)
            walk.through(act, events)
        else:
            events = walk.onwards(act)
        told.append(replace(act, stands=events))
    for n, (at, item) in wanted.items():
        walk.check_theirs(acts[n], at, item)
    if walk.after is None:
        raise Rejected(
            "FIRST_ACT",
            f"acts.{min(at for at, _ in wanted.values())}",
            "The act that began this entry cannot be withdrawn; give it as it should have been, or end the entry.",
        )
    changed = [(before, after) for before, after in zip(acts, told, strict=True) if before.stands != after.stands]
    if not changed:
        return Corrected(None, walk.before, walk.after)
    decider.invariants(walk.after, replace(world, states={**world.states, world.ref: walk.before}))
    names = {event: name for name, event in decider.events.items()}
    event = decider.corrected(
        tuple(
            CorrectedAct(after.ids[0], tuple(StandingEvent(names[type(each)], each) for each in after.stands))
            for _, after in changed
        )
    )
    gone = tuple(event for before, _ in changed for event in before.stands)
    new = tuple(event for _, after in changed for event in after.stands)
    return Corrected(event, walk.before, walk.after, gone, new, walk.besides(command))


def check_correctable(world: World) -> None:
    """Raise `Rejected` (REASON_REQUIRED) unless a reason is given."""
    require(world.reasoned, "REASON_REQUIRED", "reason", "A correction needs a reason.")


def acts_in(decider: Decider, act: PastAct, instead: Any) -> tuple[Act, ...]:
    """What is done about an act that is told again: the acts as which it was recorded, and the one that it becomes."""
    recorded = (each for each in decider.acts.values() if any(type(event) in each.events for event in act.recorded))
    told = () if instead is None else (decider.acts[type(instead)],)
    return tuple({each.command: each for each in (*recorded, *told)}.values())


def _is_effect(decider: Decider, act: PastAct) -> bool:
    """Whether time alone brought it about, and nothing is told in its place."""
    return all(type(event) in decider.effects for event in (*act.recorded, *act.stands))


def _wanted(decider: Decider, command: Correct, acts: Sequence[PastAct]) -> dict[int, tuple[int, ActCorrection]]:
    """The acts that a correction names, by their place, each with its place in the command."""
    place = {event: n for n, act in enumerate(acts) for event in act.ids}
    wanted: dict[int, tuple[int, ActCorrection]] = {}
    for at, item in enumerate(command.acts):
        at_event = f"acts.{at}.event"
        if item.event not in place:
            raise Rejected(
                "NOT_FOUND",
                at_event,
                "This entry has no such event, or the event is itself a correction; name an event of the original act.",
            )
        n = place[item.event]
        require(
            item.instead is not None or not _is_effect(decider, acts[n]),
            "BY_TIME",
            at_event,
            "This came about by lapse of time alone; correct the act from which it follows, or put in its place what "
            "happened before.",
        )
        require(
            not any(decider.erases(event) for event in acts[n].recorded),
            "ERASED",
            at_event,
            "What was erased is gone for ever; register it anew.",
        )
        require(n not in wanted, "TWICE", at_event, "Two events of the same act are named; name one of them.")
        wanted[n] = at, item
    require(len(wanted) > 0, "EMPTY", "acts", "Name at least one act to correct.")
    return wanted


class _Walk:
    """Goes through the acts of an entity once more: as they stood (`before`), and as they are told now (`after`)."""

    def __init__(self, decider: Decider, world: World, beginning: Any) -> None:
        self.before = beginning
        self.after = beginning
        self._decider = decider
        self._world = world

    def retold(self, act: PastAct, at: int, item: ActCorrection, taken: Iterable[Any]) -> tuple[Any, ...]:
        """What stands of an act as it should have been; `taken` are the events of the others."""
        if item.instead is None:
            return ()
        name = type(item.instead).__name__
        told = f"acts.{at}.instead.{name[:1].lower()}{name[1:]}"
        try:
            events = self._decided(item.instead, self.after, self._retelling(act))
        except Rejected as rejected:
            own = rejected.field.startswith("authority")
            field = rejected.field if own else f"{told}.{rejected.field}".rstrip(".")
            raise Rejected(rejected.code, field, rejected.message) from None
        except Superseded as superseded:
            version, base, current = superseded.version, superseded.base, superseded.current
            raise Superseded(f"{told}.{superseded.field}", version, base, current, superseded.message) from None
        return keeping_numbers((*act.stands, *act.recorded), tuple(events), taken)

    def through(self, act: PastAct, events: Iterable[Any]) -> None:
        """Go on: before, what stood of the act; after, these events."""
        self.before = self._folded(self.before, act.stands)
        self.after = self._folded(self.after, events)

    def due(self, act: PastAct) -> tuple[Any, ...]:
        """What time alone had brought about by then, on what stands now."""
        assert self._decider.due is not None
        if self.after is None:
            return ()
        found = self._decider.due(self._world.ref, self.after, self._at(act, self.after))
        return found[0].events if found else ()

    def besides(self, command: Any) -> tuple[Any, ...]:
        """What is recorded beside the correction, as beside any act."""
        if not self._decider.beside:
            return ()
        world = replace(self._world, states={**self._world.states, self._world.ref: self.after})
        return tuple(self._decider.besides(command, self.after, self._holding(world, command, self.after)))

    def check_theirs(self, act: PastAct, at: int, item: ActCorrection) -> None:
        """Raise `Rejected` where the actor acts for one that may not do the act, as it was recorded and as it should
        have been, on the entity as it is and as it is to be."""
        if self._world.acts_for is None:
            return
        acts = acts_in(self._decider, act, item.instead)
        require(
            item.instead is not None or not any(each.office_withdraws for each in acts),
            "NOT_YOURS",
            f"acts.{at}",
            "Only the coordination office can withdraw this; ask it to, or give the act as it should have been.",
        )
        for state in (self.before, self.after):
            world = self._holding(self._world, item.instead, state)
            for each in acts:
                try:
                    each.theirs(state, world)
                except Rejected as rejected:
                    raise Rejected(rejected.code, f"acts.{at}", rejected.message) from None

    def onwards(self, act: PastAct) -> tuple[Any, ...]:
        """Go on through an act that is not told again: what stands of it, with what follows by itself told anew.
        Raises `Rejected` where the act would be decided otherwise now."""
        if not act.stands:
            return ()
        if self.before == self.after:
            self.before = self.after = self._folded(self.before, act.stands)
            return act.stands
        events = self._following(act)
        try:
            self.through(act, events)
        except Exception:  # it cannot even be folded
            raise CannotFollow(act) from None
        return events

    def _following(self, act: PastAct) -> tuple[Any, ...]:
        """What stands of an act on the state as it is told now."""
        command = self._decider.command_of(self._world.ref, self.before, act.stands)
        if command is None:
            return act.stands
        was, now = self._verdict(command, self.before, act), self._verdict(command, self.after, act)
        alike = self._own(now) in (self._own(was), self._own(act.stands))
        if not alike and not (now == () and self._is_idle(act)):
            raise CannotFollow(act)
        if not isinstance(now, tuple) or not now or self._by_itself(now) == self._by_itself(was):
            return act.stands
        return (*self._by_itself(now), *self._own(act.stands))

    def _is_idle(self, act: PastAct) -> bool:
        """Whether an act that nothing follows from any more leaves all as it is."""
        try:
            return bool(self._folded(self.after, act.stands) == self.after)
        except Exception:  # it cannot even be folded
            return False

    def _by_itself(self, verdict: Any) -> tuple[Any, ...]:
        """What follows by itself: by time, or beside any act."""
        events = verdict if isinstance(verdict, tuple) else ()
        return tuple(each for each in events if type(each) in self._decider.effects | self._decider.beside)

    def _own(self, verdict: Any) -> Any:
        """What follows from the act itself; the code of its rejection, where it is refused."""
        if not isinstance(verdict, tuple):
            return verdict
        return tuple(each for each in verdict if type(each) not in self._decider.effects | self._decider.beside)

    def _verdict(self, command: Any, state: Any, act: PastAct) -> Any:
        """What a command leads to: the events, or the code of its rejection."""
        try:
            return keeping_numbers(act.stands, tuple(self._decided(command, state, act)))
        except Rejected as rejected:
            return rejected.code
        except Superseded:
            return "SUPERSEDED"

    def _retelling(self, act: PastAct) -> PastAct:
        """The act as it is told again: with a reason, and on the decision that the correction names, if any."""
        then = act.circumstances
        assert then is not None
        authority = self._world.authority or then.authority
        told = replace(then, reasoned=True, authority=authority, told_on=self._world.today)
        return replace(act, circumstances=told)

    def _decided(self, command: Any, state: Any, act: PastAct) -> list[Any]:
        world = self._at(act, state)
        if all(type(event) in self._decider.effects for event in act.recorded):
            world = self._before_due(world, state)
        return self._decider.decide(command, state, self._holding(world, command, state))

    def _holding(self, world: World, command: Any, state: Any) -> World:
        """A world that holds all that is to be looked at for a command. Raises `NeedsStates`."""
        missing = [ref for ref in self._decider.reads(state, command, world) if ref not in world.states]
        if missing:
            raise NeedsStates(missing)
        return world

    def _before_due(self, world: World, state: Any) -> World:
        """The world in the last moment before time brings its effect about. What is due falls due as a day begins in
        Berlin, which in UTC is late on the day before."""
        found = [] if self._decider.due is None or state is None else self._decider.due(world.ref, state, world)
        if not found:
            return world
        last = found[0].deadline - timedelta.resolution
        return replace(world, today=last.date(), now=last, told_on=None)

    def _at(self, act: PastAct, state: Any) -> World:
        """The world in which the act was recorded, with what is known of other entities now; whoever did it then was
        allowed to."""
        then, world = act.circumstances, self._world
        assert then is not None
        states: Mapping[str, Any] = {**world.states, world.ref: state}
        return replace(
            world,
            today=then.today,
            now=then.now,
            actor=then.actor,
            reasoned=then.reasoned,
            authority=then.authority,
            told_on=then.told_on,
            acts_for=None,
            retold=(*act.recorded, *act.stands),
            states=states,
        )

    def _folded(self, state: Any, events: Iterable[Any]) -> Any:
        for event in events:
            state = self._decider.evolve(state, event)
        return state


class CannotFollow(Rejected):
    """A later act would not be decided any more as it was: `event` is the id of its first event."""

    def __init__(self, act: PastAct) -> None:
        assert act.circumstances is not None
        super().__init__(
            "CANNOT_FOLLOW",
            "acts",
            "What was recorded on {on} does not follow any more as it stands: “{what}”. Tell it again too, or withdraw "
            "it, in the same correction.",
            on=act.circumstances.today,
            what=type(act.stands[-1]),
        )
        self.event = act.ids[0]
        self.what = type(act.stands[-1])


def keeping_numbers(recorded: Iterable[Any], told: tuple[Any, ...], others: Iterable[Any] = ()) -> tuple[Any, ...]:
    """The events with the numbers that the act was allotted when it was recorded: later ones name it by them. No number
    of the events of other acts is allotted again."""
    held, taken = _numbers(recorded), _numbers(others)

    def number(what: str, decided: int) -> int:
        kept = next((each for each in held.get(what, ()) if each not in taken.get(what, ())), decided)
        free = kept if kept not in taken.setdefault(what, []) else max(taken[what]) + 1
        taken[what].append(free)
        return free

    return tuple(_numbered(event, number) for event in told)


def _numbers(events: Iterable[Any]) -> dict[str, list[int]]:
    """The numbers that events are allotted, by what they number."""
    found: dict[str, list[int]] = {}
    for event in events:
        for name, what in _allotted(cast(Hashable, type(event))):
            value = getattr(event, name)
            found.setdefault(what, []).extend(value if isinstance(value, tuple) else (value,))
    return found


def _numbered(event: Any, number: Callable[[str, int], int]) -> Any:
    given: dict[str, Any] = {}
    for name, what in _allotted(cast(Hashable, type(event))):
        value = getattr(event, name)
        given[name] = tuple(number(what, each) for each in value) if isinstance(value, tuple) else number(what, value)
    return replace(event, **given) if given else event


@cache
def _allotted(event: Any) -> tuple[tuple[str, str], ...]:
    """The fields of an event that hold a number, or numbers, which it is allotted, each with what they number."""
    hints = get_type_hints(event, include_extras=True)
    return tuple(
        (each.name, note.what)
        for each in fields(event)
        for note in getattr(hints[each.name], "__metadata__", ())
        if isinstance(note, Allotted)
    )
