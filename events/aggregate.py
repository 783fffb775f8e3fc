"""How an aggregate is put together from its parts: what each part says is said there alone."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from events.correction import Correct, Correction
from events.decider import Act, Decider, Due, Evolve, Part, World, nothing_besides, nothing_more
from events.policy import OFFICE, Disclosure, Grants, Policy
from events.rules import check_absent, existing


@dataclass(frozen=True)
class _Assembled:
    """The acts and events of all parts, and what is common to all acts."""

    acts: Mapping[type[Any], Act]
    evolves: Mapping[type[Any], Evolve]
    begun: frozenset[type[Any]]
    due: Callable[[str, Any, World], list[Due]] | None
    besides: Callable[[Any, Any, World], list[Any]]
    reads_all: Callable[[Any, Any, World], Iterable[str]]

    def decide(self, command: Any, state: Any, world: World) -> list[Any]:
        """What follows from a command; recorded before is what time has brought about by now, and beside it what goes
        with any act."""
        act = self.acts[type(command)]
        if act.begins:
            check_absent(state)
            return act.decide(command, None, world)
        state = existing(state)
        effects = [] if act.ahead else self.effects(state, world)
        present = self.after(state, effects)
        besides = self.besides(command, present, world)
        events = act.decide(command, self.after(present, besides), world)
        return [*effects, *besides, *events] if events else []

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
        return evolve(None if type(event) in self.begun else existing(state), event)

    def reads(self, state: Any, command: Any, world: World) -> Iterable[str]:
        """What the act looks at, and what all acts do."""
        return (*self.reads_all(state, command, world), *self.acts[type(command)].reads(state, command, world))

    def rests(self, command: Any, state: Any, world: World) -> Any:
        """What a decision must be about for the act to rest on it."""
        return self.acts[type(command)].rests(command, state, world)


def aggregate(
    kind: str,
    state: type[Any],
    parts: Iterable[Part],
    *,
    disclosure: Disclosure,
    may_correct: Grants = OFFICE,
    reads: Callable[[Any, Any, World], Iterable[str]] = nothing_more,
    besides: Callable[[Any, Any, World], list[Any]] = nothing_besides,
    due: Callable[[str, Any, World], list[Due]] | None = None,
    **said: Any,
) -> Decider:
    """An aggregate of these parts, in the order in which its acts are told; it can be corrected.

    `reads` names what every act looks at, `besides` what is recorded together with any act; whatever else is said is a
    field of `Decider`.
    """
    parts = tuple(parts)
    acts = {act.command: act for part in parts for act in part.acts}
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
    assembled = _Assembled(acts, evolves, begun, due, besides, reads)
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
        policy=Policy(may={**{act.command: act.may for act in acts.values()}, correct: may_correct}),
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
