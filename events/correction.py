"""Corrections: an act is told again as it should have been, or withdrawn; one mechanism for all acts of all aggregates.

Nothing that was recorded is changed. A correction names acts by one of their events and says what stands instead: what
follows from the command as it should have been, decided by the rules of that command on the state before the act, or
nothing. The state is the fold of the events that stand, in their order.

A correction is refused where a later act would no longer be decided as it was: it then names that act, which can be
told again or withdrawn in the same correction. So after a correction everything reads as if the act had been recorded
right.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any, get_type_hints

from events.authority import Authority
from events.decider import Decider, Rejected, Superseded, World, require
from events.values import Allotted, EventId

# --- What is said of a correction ------------------------------------------------------------------------------


@dataclass(frozen=True)
class ActCorrection:
    """An act, and how it should have been (Berichtigung einer Handlung)."""

    event: EventId
    """One of the events that the act recorded (Ereignis der Handlung)."""
    instead: Any = None
    """The command as it should have been; none: the act never happened (stattdessen)."""


@dataclass(frozen=True)
class Correct:
    """Tell acts again as they should have been, or withdraw them; needs a reason. Acts that depend on each other are
    put right together (Berichtigung)."""

    id: str
    """The entity (Eintrag)."""
    acts: tuple[ActCorrection, ...]
    """The acts to be put right (Handlungen)."""


@dataclass(frozen=True)
class StandingEvent:
    """An event that stands instead of what was recorded (geltendes Ereignis)."""

    type: str
    """The name of its type (Art)."""
    event: Any
    """What it says (Inhalt)."""


@dataclass(frozen=True)
class CorrectedAct:
    """An act that was put right (berichtigte Handlung)."""

    act: EventId
    """The first event that the act recorded (erstes Ereignis der Handlung)."""
    stands: tuple[StandingEvent, ...]
    """What stands instead; nothing: the act is withdrawn (stattdessen gilt)."""


@dataclass(frozen=True)
class Correction:
    """Acts were told again as they should have been, or withdrawn (Berichtigung)."""

    acts: tuple[CorrectedAct, ...]
    """The acts that were put right, and what time alone had brought about where that follows otherwise now, or not any
    more (berichtigte Handlungen)."""


# --- What stands -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Circumstances:
    """In which circumstances an act was recorded."""

    today: date
    now: datetime
    actor: str
    reasoned: bool
    authority: Authority | None


@dataclass(frozen=True)
class Entry:
    """An event of an entity, in its order: its id, the act that it belongs to, and the circumstances if they matter."""

    id: str
    act: Hashable
    event: Any
    circumstances: Circumstances | None = None


@dataclass(frozen=True)
class PastAct:
    """An act as it was recorded, and the events that stand of it now."""

    ids: tuple[str, ...]
    recorded: tuple[Any, ...]
    stands: tuple[Any, ...]
    circumstances: Circumstances | None = None


def acts_of(decider: Decider, entries: Iterable[Entry]) -> list[PastAct]:
    """The acts of an entity in their order, each with what stands of it after all corrections; these are none."""
    grouped: list[list[Entry]] = []
    corrections: list[Correction] = []
    for entry in entries:
        if type(entry.event) is decider.corrected:
            corrections.append(entry.event)
        elif grouped and grouped[-1][0].act == entry.act:
            grouped[-1].append(entry)
        else:
            grouped.append([entry])
    instead = {each.act: each.stands for correction in corrections for each in correction.acts}
    acts = []
    for group in grouped:
        recorded = tuple(entry.event for entry in group)
        told = instead.get(group[0].id)
        stands = recorded if told is None else tuple(each.event for each in told)
        acts.append(PastAct(tuple(entry.id for entry in group), recorded, stands, group[0].circumstances))
    return acts


class Replay:
    """Folds the events of one entity, one after another; a correction folds anew what stands from then on."""

    def __init__(self, decider: Decider) -> None:
        self.state: Any = None
        self._decider = decider
        self._entries: list[Entry] = []

    def add(self, entry: Entry) -> Any:
        """The state after one more event."""
        self._entries.append(entry)
        if type(entry.event) is not self._decider.corrected:
            self.state = self._decider.evolve(self.state, entry.event)
        else:
            self.state = standing(self._decider, acts_of(self._decider, self._entries))
        return self.state


def standing(decider: Decider, acts: Iterable[PastAct]) -> Any:
    """The state after all that stands."""
    state = None
    for act in acts:
        for event in act.stands:
            state = decider.evolve(state, event)
    return state


# --- What follows from a correction ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Corrected:
    """What follows from a correction: the event (None: nothing would change), the states before and after it, the
    events that stand no longer, and those that stand instead."""

    event: Correction | None
    before: Any
    after: Any
    gone: tuple[Any, ...] = ()
    new: tuple[Any, ...] = ()


class NeedsStates(Exception):
    """Further entities have to be looked at before a correction can be decided: `refs`."""

    def __init__(self, refs: Iterable[str]) -> None:
        super().__init__()
        self.refs = tuple(refs)


def correct(decider: Decider, command: Correct, acts: Sequence[PastAct], world: World) -> Corrected:
    """What follows from a correction of an entity whose acts are these. Raises `Rejected`, and `NeedsStates` while
    `world.states` does not hold all that is to be looked at."""
    require(
        world.reasoned,
        "REASON_REQUIRED",
        "reason",
        "A correction needs a reason.",
    )
    wanted = _wanted(decider, command, acts)
    walk = _Walk(decider, world)
    told: list[PastAct] = []
    for n, act in enumerate(acts):
        if n in wanted:
            events = walk.retold(act, *wanted[n])
            walk.through(act, events)
        elif _is_effect(decider, act):
            events = walk.due(act)
            walk.through(act, events)
        else:
            events = act.stands
            walk.onwards(act)
        told.append(replace(act, stands=events))
    if walk.after is None:
        raise Rejected(
            "FIRST_ACT",
            f"acts.{min(at for at, _ in wanted.values())}",
            "The act that began this entry cannot be withdrawn; tell it again as it should have been, or end the "
            "entry.",
        )
    changed = [(before, after) for before, after in zip(acts, told, strict=True) if before.stands != after.stands]
    if not changed:
        return Corrected(None, walk.before, walk.after)
    decider.invariants(walk.after, world)
    names = {event: name for name, event in decider.events.items()}
    assert decider.corrected is not None
    event = decider.corrected(
        tuple(
            CorrectedAct(after.ids[0], tuple(StandingEvent(names[type(each)], each) for each in after.stands))
            for _, after in changed
        )
    )
    gone = tuple(event for before, _ in changed for event in before.stands)
    new = tuple(event for _, after in changed for event in after.stands)
    return Corrected(event, walk.before, walk.after, gone, new)


def _is_effect(decider: Decider, act: PastAct) -> bool:
    return all(type(event) in decider.effects for event in act.recorded)


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
                "There is no such event of this entry, or it is a correction; name an event of the act itself.",
            )
        n = place[item.event]
        require(
            not _is_effect(decider, acts[n]),
            "BY_TIME",
            at_event,
            "Time alone brought this about; correct the act that it follows from.",
        )
        require(
            not any(decider.erases(event) for event in acts[n].recorded),
            "ERASED",
            at_event,
            "What was erased is gone for ever; register it anew.",
        )
        require(
            n not in wanted,
            "TWICE",
            at_event,
            "Two events of the same act are named; name one of them.",
        )
        wanted[n] = at, item
    require(
        len(wanted) > 0,
        "EMPTY",
        "acts",
        "Name at least one act.",
    )
    return wanted


class _Walk:
    """Goes through the acts of an entity once more: as they stood (`before`), and as they are told now (`after`)."""

    def __init__(self, decider: Decider, world: World) -> None:
        self.before: Any = None
        self.after: Any = None
        self._decider = decider
        self._world = world

    def retold(self, act: PastAct, at: int, item: ActCorrection) -> tuple[Any, ...]:
        """What stands of an act as it should have been."""
        if item.instead is None:
            return ()
        try:
            events = self._decided(item.instead, self.after, self._retelling(act))
        except Rejected as rejected:
            name = type(item.instead).__name__
            told = f"acts.{at}.instead.{name[:1].lower()}{name[1:]}.{rejected.field}".rstrip(".")
            field = rejected.field if rejected.field.startswith("authority") else told
            raise Rejected(rejected.code, field, rejected.message) from None
        return keeping_numbers(act.recorded, tuple(events))

    def through(self, act: PastAct, events: Iterable[Any]) -> None:
        """Go on: before, what stood of the act; after, these events."""
        self.before = self._folded(self.before, act.stands)
        self.after = self._folded(self.after, events)

    def due(self, act: PastAct) -> tuple[Any, ...]:
        """What time alone had brought about by then, on what stands now."""
        if self._decider.due is None or self.after is None:
            return ()
        found = self._decider.due(self._world.ref, self.after, self._at(act, self.after))
        return found[0].events if found else ()

    def onwards(self, act: PastAct) -> None:
        """Go on through an act that is not told again. Raises `Rejected` where it would be decided otherwise now."""
        if not act.stands:
            return
        if self.before == self.after:
            self.before = self.after = self._folded(self.before, act.stands)
            return
        command = self._decider.command_of(self._world.ref, self.before, act.stands)
        told = self._verdict(command, self.before, act), self._verdict(command, self.after, act)
        before = self._folded(self.before, act.stands)
        try:
            after = self._folded(self.after, act.stands)
        except Exception:  # it cannot even be folded
            raise CannotFollow(act) from None
        if command is not None and told[0] != told[1] and not _changes_nothing(told[1], after, self.after):
            raise CannotFollow(act)
        self.before, self.after = before, after

    def _verdict(self, command: Any, state: Any, act: PastAct) -> Any:
        """What a command leads to: the events, or the code of its rejection."""
        if command is None:
            return None
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
        return replace(act, circumstances=replace(then, reasoned=True, authority=authority))

    def _decided(self, command: Any, state: Any, act: PastAct) -> list[Any]:
        world = self._at(act, state)
        missing = [ref for ref in self._decider.reads(state, command, world) if ref not in world.states]
        if missing:
            raise NeedsStates(missing)
        return self._decider.decide(command, state, world)

    def _at(self, act: PastAct, state: Any) -> World:
        """The world in which the act was recorded, with what is known of other entities now."""
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
            states=states,
        )

    def _folded(self, state: Any, events: Iterable[Any]) -> Any:
        for event in events:
            state = self._decider.evolve(state, event)
        return state


def _changes_nothing(verdict: Any, after: Any, before: Any) -> bool:
    """Whether an act that nothing follows from any more leaves all as it is."""
    return bool(verdict == () and after == before)


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


def keeping_numbers(recorded: Sequence[Any], told: tuple[Any, ...]) -> tuple[Any, ...]:
    """The events with the numbers that the act was allotted when it was recorded: later ones name it by them."""
    held = {allotted.what: value for event in recorded for allotted, _, value in _allotted(event)}
    return tuple(
        replace(event, **{name: held[allotted.what] for allotted, name, _ in _allotted(event) if allotted.what in held})
        for event in told
    )


def _allotted(event: Any) -> list[tuple[Allotted, str, Any]]:
    hints = get_type_hints(type(event), include_extras=True)
    return [
        (note, each.name, getattr(event, each.name))
        for each in fields(event)
        for note in getattr(hints[each.name], "__metadata__", ())
        if isinstance(note, Allotted)
    ]
