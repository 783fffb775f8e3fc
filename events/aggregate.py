"""How an aggregate is put together from its parts: what each part says is said there alone."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from events.correction import Correct, Correction
from events.decider import (
    Act,
    Decide,
    Decider,
    Due,
    Evolve,
    Part,
    Reads,
    Rejected,
    Superseded,
    World,
    for_anyone,
    nothing_besides,
    nothing_more,
)
from events.policy import OFFICE, Disclosure, Grants
from events.rules import check_absent, existing


@dataclass(frozen=True)
class _Assembled:
    """The acts and events of all parts, and what is common to all acts."""

    acts: Mapping[type[Any], Act]
    evolves: Mapping[type[Any], Evolve]
    begun: frozenset[type[Any]]
    due: Callable[[str, Any, World], list[Due]] | None
    besides: Decide
    reads_all: Reads
    seat: str
    empty: Callable[[str], Any] | None

    def decide(self, command: Any, state: Any, world: World) -> list[Any]:
        """What follows from a command; recorded before is what time has brought about by now, and beside it what goes
        with any act."""
        act = self.acts[type(command)]
        if act.begins:
            check_absent(state)
            return act.decide(command, None, world)
        state = self.existing(state, command)
        effects = [] if act.ahead else self.effects(state, world)
        present = self.after(state, effects)
        besides = self.besides(command, present, world)
        try:
            events = act.decide(command, self.after(present, besides), world)
        except (Rejected, Superseded):
            act.theirs(state, world)  # whose it is matters more than what is wrong with it
            raise
        # What goes with any act can be all that an act is for.
        done = events or any(type(event) in act.events for event in besides)
        if not done:
            return []
        act.theirs(state, world)
        return [*effects, *besides, *events]

    def effects(self, state: Any, world: World) -> list[Any]:
        """What time alone has brought about and is not recorded yet."""
        found: list[Any] = []
        while self.due is not None and (due := self.due(world.ref, state, world)):
            found += due[0].events
            state = self.after(state, due[0].events)
        return found

    def after(self, state: Any, events: Iterable[Any]) -> Any:
        """The state after some events."""
        for event in events:
            state = self.evolve(state, event)
        return state

    def evolve(self, state: Any, event: Any) -> Any:
        """The state after an event."""
        evolve = self.evolves[type(event)]
        return evolve(None if type(event) in self.begun else self.existing(state, event), event)

    def existing(self, state: Any, told: Any) -> Any:
        """The state of what exists; of a seat, what is empty for the one that a command or event names."""
        return self.empty(getattr(told, self.seat)) if state is None and self.empty else existing(state)

    def reads(self, state: Any, command: Any, world: World) -> Iterable[str]:
        """What the act looks at, and what all acts do, corrections too; nothing more where there is no such entity."""
        act = self.acts.get(type(command))
        own = act is not None and (state is not None or act.begins or self.empty is not None)
        return (*self.reads_all(state, command, world), *(act.reads(state, command, world) if act and own else ()))

    def rests(self, command: Any, state: Any, world: World) -> Any:
        """What a decision must be about for the act to rest on it; of a correction each of its acts says so itself."""
        act = self.acts.get(type(command))
        return None if act is None else act.rests(command, state, world)


def aggregate(
    kind: str,
    state: type[Any],
    parts: Iterable[Part],
    *,
    disclosure: Disclosure,
    may_correct: Grants = OFFICE,
    reads: Reads = nothing_more,
    besides: Decide = nothing_besides,
    due: Callable[[str, Any, World], list[Due]] | None = None,
    theirs: Callable[[Any, World], None] = for_anyone,
    seat: str = "",
    empty: Callable[[str], Any] | None = None,
    **said: Any,
) -> Decider:
    """An aggregate of these parts, in the order in which its acts are told; it can be corrected.

    `may_correct` says who may correct at all: each of those may tell again what they may do themselves. `reads` names
    what every act and correction looks at, `besides` what is recorded together with any, `theirs` is that of every act
    that does not say its own; whatever else is said is a field of `Decider`.
    """
    parts = tuple(parts)
    every = (act for part in parts for act in part.acts)
    acts = {act.command: act if act.theirs is not for_anyone else replace(act, theirs=theirs) for act in every}
    evolves: dict[type[Any], Evolve] = {}
    for part in parts:
        for events in (*(act.events for act in part.acts), part.effects, part.besides):
            evolves.update(events)
    begun = frozenset(event for act in acts.values() if act.begins for event in act.events)
    name = "".join(word.capitalize() for word in kind.split("_"))
    correct = type(f"Correct{name}", (Correct,), {"__doc__": Correct.__doc__, "__module__": Correct.__module__})
    corrected = type(
        f"{name}Corrected", (Correction,), {"__doc__": Correction.__doc__, "__module__": Correction.__module__}
    )
    assembled = _Assembled(acts, evolves, begun, due, besides, reads, seat, empty)
    return Decider(
        kind=kind,
        state=state,
        commands=(*acts, correct),
        events={each.__name__: each for each in (*evolves, corrected)},
        decide=assembled.decide,
        evolve=assembled.evolve,
        reads=assembled.reads,
        rests=assembled.rests,
        due=due,
        besides=besides,
        beside=frozenset(event for part in parts for event in part.besides),
        seat=seat,
        empty=empty,
        may={**{act.command: act.may for act in acts.values()}, correct: may_correct},
        acts=acts,
        disclosure=replace(disclosure, reveals=_revealing(disclosure.reveals)),
        effects=frozenset(event for part in parts for event in part.effects),
        correct=correct,
        corrected=corrected,
        **said,
    )


def _revealing(reveals: Callable[[Any], Iterable[str]]) -> Callable[[Any], Iterable[str]]:
    """What a correction reveals is what the events reveal that stand by it."""

    def revealed(what: Any) -> Iterable[str]:
        if not isinstance(what, Correction):
            return reveals(what)
        return [ref for act in what.acts for each in act.stands for ref in reveals(each.event)]

    return revealed
