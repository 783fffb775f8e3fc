"""An aggregate of the tests' own: a reminder that lapses when its day has passed, unless it was settled before."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Any

import pytest

from events.decider import Decider, Due, World, require
from events.policy import OFFICE, Audience, Disclosure, Policy, Relation, Role, Visibility
from events.rules import existing
from events.values import FreeText, Name, Ref
from service import access, check, codec, visibility

ReminderRef = Annotated[str, Ref("reminder")]


@dataclass(frozen=True)
class Reminder:
    """What is to be done by when."""

    what: str
    by: date
    visibility: Visibility
    note: FreeText | None = None
    whom: str | None = None
    settled: bool = False
    lapsed: int = 0


@dataclass(frozen=True)
class ReminderSet:
    """A reminder was set."""

    what: Name
    by: date
    visibility: Visibility
    note: FreeText | None = None
    whom: Annotated[str, Ref("municipality")] | None = None


@dataclass(frozen=True)
class ReminderSettled:
    """What was to be done is done."""


@dataclass(frozen=True)
class ReminderHidden:
    """Others than before may see it."""

    visibility: Visibility


@dataclass(frozen=True)
class ReminderLapsed:
    """The day has passed; it is to be done a week later."""

    by: date


@dataclass(frozen=True)
class SetReminder:
    """Set a reminder."""

    what: Name
    by: date
    visibility: Visibility = Visibility.PUBLIC
    note: FreeText | None = None
    whom: Annotated[str, Ref("municipality")] | None = None


@dataclass(frozen=True)
class SettleReminder:
    """Say that it is done."""

    id: ReminderRef


@dataclass(frozen=True)
class HideReminder:
    """Say who may see it."""

    id: ReminderRef
    visibility: Visibility


WEEK = timedelta(days=7)


def decide(command: Any, state: Reminder | None, world: World) -> list[Any]:
    if isinstance(command, SetReminder):
        return [ReminderSet(command.what, command.by, command.visibility, command.note, command.whom)]
    state = existing(state)
    if isinstance(command, HideReminder):
        return [ReminderHidden(command.visibility)]
    require(not state.settled, "SETTLED", "id", "It is settled.")
    return [ReminderSettled()]


def evolve(state: Reminder | None, event: Any) -> Reminder:
    if isinstance(event, ReminderSet):
        return Reminder(event.what, event.by, event.visibility, event.note, event.whom)
    state = existing(state)
    match event:
        case ReminderSettled():
            return replace(state, settled=True)
        case ReminderHidden(visibility=visibility):
            return replace(state, visibility=visibility)
        case _:
            return replace(state, by=event.by, lapsed=state.lapsed + 1)


def due(ref: str, state: Reminder, world: World) -> list[Due]:
    deadline = datetime.combine(state.by + timedelta(days=1), time(), UTC)
    if state.settled or world.now < deadline or state.lapsed == 3:
        return []
    return [Due(deadline, (ReminderLapsed(state.by + WEEK),))]


def audience(ref: str, state: Reminder, event: Any) -> Audience:
    return Audience(state.visibility, frozenset({ref, state.whom or ref}))


REMINDER = Decider(
    kind="reminder",
    state=Reminder,
    commands=(SetReminder, SettleReminder, HideReminder),
    events={
        "ReminderSet": ReminderSet,
        "ReminderSettled": ReminderSettled,
        "ReminderHidden": ReminderHidden,
        "ReminderLapsed": ReminderLapsed,
    },
    decide=decide,
    evolve=evolve,
    disclosure=Disclosure(audience),
    due=due,
    policy=Policy(
        may={
            SetReminder: {**OFFICE, Role.MUNICIPALITY: Relation.OWN},
            SettleReminder: {**OFFICE, Role.MUNICIPALITY: Relation.OWN},
            HideReminder: OFFICE,
        },
    ),
)


@contextmanager
def registered(decider: Decider) -> Iterator[None]:
    """One more aggregate in every registry, or another in the place of one, until the context ends."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(codec.DECIDERS, decider.kind, decider)
        for name, event in decider.events.items():
            patch.setitem(codec._TYPES, name, (decider.kind, event))
            patch.setitem(codec._NAMES, event, name)
        for command in decider.commands:
            patch.setitem(access.COMMANDS, command, decider)
        for role, levels in decider.disclosure.sees.items():
            seen = visibility.VisibleLevels(*(levels[each].level if each in levels else -1 for each in Relation))
            patch.setitem(visibility._VISIBLE_LEVELS, (role, decider.kind), seen)
        kinds = "', '".join(codec.DECIDERS)
        rule = check._RULES["kinds"].partition("NOT IN")[0]
        patch.setitem(check._RULES, "kinds", f"{rule} NOT IN ('{kinds}')")
        yield
