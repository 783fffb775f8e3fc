"""What holds for every aggregate: its words are unique, described, limited, of plain types, and granted to somebody."""

import ast
import inspect
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum, StrEnum
from fractions import Fraction
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

import pytest

from events import AGGREGATES
from events.authority import Authority
from events.correction import Correct, Correction
from events.decider import Decider, nothing_more, nothing_unique
from events.policy import Relation, Role, Visibility
from events.values import ContentRef, Currency, Exact, Many, Ref, Sealed, Subject, Text, Whole

COMMANDS = [command for decider in AGGREGATES for command in decider.commands if not issubclass(command, Correct)]
EVENTS = [event for decider in AGGREGATES for event in decider.events.values() if not issubclass(event, Correction)]
VIEWS = [decider.viewed for decider in AGGREGATES]
STATES = [decider.state for decider in AGGREGATES]
AUTHORITIES = list(get_args(Authority))

ENVELOPE = {
    *("actor", "authority", "command_id", "concerns", "cursor", "entity", "id", "kind"),
    *("position", "reason", "recorded_at", "type", "version", "visibility"),
}
"""Names that every event's envelope bears already."""
SHELL = {"authority", "command_id", "expected_version", "reason"}
"""Names that every command's input bears already."""
NODE = {"as_of", "entity_id", "history", "id", "recorded_at", "version", "why"}
"""Names that every entity bears already."""


@dataclass(frozen=True)
class Place:
    """Where a plain value stands: a field's name, its type without annotations, and these."""

    owner: type[Any]
    field: str
    hint: Any
    notes: tuple[Any, ...]
    sequence: bool = False


def hints(owner: type[Any]) -> dict[str, Any]:
    every = get_type_hints(owner, include_extras=True)
    return {each.name: every[each.name] for each in fields(owner)}


def places(owner: type[Any]) -> Iterator[Place]:
    """Every plain value in a dataclass, those of the dataclasses in it included."""
    for name, hint in hints(owner).items():
        yield from _places(owner, name, hint, ())


def _places(owner: type[Any], name: str, hint: Any, notes: tuple[Any, ...]) -> Iterator[Place]:
    origin = get_origin(hint)
    if origin is Annotated:
        inner, *more = get_args(hint)
        yield from _places(owner, name, inner, (*notes, *more))
    elif origin in (Union, UnionType):
        arms = [arm for arm in get_args(hint) if arm is not NoneType]
        assert len(arms) == 1, f"{owner.__name__}.{name} may be more than one thing"
        yield from _places(owner, name, arms[0], notes)
    elif origin is tuple:
        assert get_args(hint)[1:] == (...,), f"{owner.__name__}.{name} is a tuple of fixed length"
        yield Place(owner, name, tuple, notes, sequence=True)
        yield from _places(owner, name, get_args(hint)[0], ())
    elif is_dataclass(hint) and isinstance(hint, type) and hint is not Sealed:
        yield from places(hint)
    else:
        yield Place(owner, name, hint, notes)


@cache
def classes(root: type[Any]) -> frozenset[type[Any]]:
    """The class and every dataclass and enum in it."""
    found = {root}
    for place in places(root):
        found.add(place.owner)
        if isinstance(place.hint, type) and issubclass(place.hint, Enum):
            found.add(place.hint)
    return frozenset(found)


ALL_CLASSES = sorted(
    {each for root in (*COMMANDS, *EVENTS, *VIEWS, *STATES, *AUTHORITIES) for each in classes(root)},
    key=lambda each: each.__name__,
)
SHOWN_CLASSES = sorted(
    {each for root in (*COMMANDS, *EVENTS, *VIEWS, *AUTHORITIES) for each in classes(root)},
    key=lambda each: each.__name__,
)


def documented(owner: type[Any]) -> set[str]:
    """The fields or members of a class that have a docstring, its own or inherited."""
    inherited = [each for each in owner.__mro__[1:] if is_dataclass(each)]
    return _documented(owner).union(*map(_documented, inherited))


def _documented(owner: type[Any]) -> set[str]:
    (tree,) = ast.parse(inspect.getsource(owner)).body
    assert isinstance(tree, ast.ClassDef)
    found = set()
    for statement, below in zip(tree.body, tree.body[1:], strict=False):
        match statement, below:
            case (
                ast.AnnAssign(target=ast.Name(id=name)) | ast.Assign(targets=[ast.Name(id=name)]),
                ast.Expr(value=ast.Constant(value=str(text))),
            ) if text.strip():
                found.add(name)
            case _:
                pass
    return found


def test_commands_and_events_and_all_else_that_is_published_have_names_of_their_own() -> None:
    names = [each.__name__ for each in ALL_CLASSES]
    assert sorted(set(names)) == sorted(names)
    assert len({*COMMANDS}) == len(COMMANDS)
    assert len({*EVENTS}) == len(EVENTS)
    assert len({decider.kind for decider in AGGREGATES}) == len(AGGREGATES)


@pytest.mark.parametrize("decider", AGGREGATES, ids=lambda decider: decider.kind)
def test_events_are_stored_under_their_names(decider: Decider) -> None:
    assert {name: event.__name__ for name, event in decider.events.items()} == {name: name for name in decider.events}


def test_everything_that_is_published_is_described() -> None:
    undescribed = [f"{each.__name__}.{name}" for each in SHOWN_CLASSES for name in named_in(each) - documented(each)]
    assert undescribed == []
    # Without a docstring of its own, a dataclass has one that is made up.
    assert [each for each in SHOWN_CLASSES if (each.__doc__ or "(").startswith(("(", f"{each.__name__}("))] == []


def named_in(owner: type[Any]) -> set[str]:
    """The fields or members of a class."""
    return {each.name for each in (fields(owner) if is_dataclass(owner) else owner)}


def test_everything_is_made_of_plain_values() -> None:
    data = [each for each in ALL_CLASSES if is_dataclass(each)]
    assert [each for each in data if not each.__dataclass_params__.frozen] == []  # type: ignore[attr-defined]
    assert [each for each in ALL_CLASSES if not is_dataclass(each) and not issubclass(each, StrEnum)] == []
    plain = (str, int, bool, date, datetime, Decimal, Fraction, Sealed, tuple)
    every = {place for each in data for place in places(each)}
    assert [place for place in every if place.hint not in plain and not issubclass(place.hint, StrEnum)] == []


def test_what_is_published_leaves_the_envelope_and_the_node_their_names() -> None:
    assert {event: taken for event in EVENTS if (taken := named_in(event) & ENVELOPE)} == {}
    assert {view: taken for view in VIEWS if (taken := named_in(view) & NODE)} == {}


def test_commands_limit_all_that_they_take() -> None:
    every = {place for command in (*COMMANDS, *AUTHORITIES) for place in places(command)}
    assert [place for place in every if not is_limited(place)] == []


def is_limited(place: Place) -> bool:
    """Whether a value says how many, how long, from what to what, of how many digits or under whose key it is."""
    notes = {type(note) for note in place.notes}
    if place.sequence:
        return Many in notes
    limits: dict[Any, set[Any]] = {str: {Text, Ref, ContentRef}, int: {Whole}, Decimal: {Exact}}
    if place.hint is Sealed:
        return notes >= {Text, Subject}
    return place.hint not in limits or bool(notes & limits[place.hint])


@pytest.mark.parametrize("decider", AGGREGATES, ids=lambda decider: decider.kind)
def test_commands_leave_the_shell_its_names_and_address_their_own_kind(decider: Decider) -> None:
    creating = []
    for command in decider.commands:
        names = [each.name for each in fields(command)]
        assert set(names) & SHELL == set()
        if issubclass(command, Correct):
            continue
        if decider.seat:
            assert names[0] == decider.seat
            continue
        if "id" in names:
            assert names[0] == "id"
            (place,) = (each for each in places(command) if (each.owner, each.field) == (command, "id"))
            assert place.notes == (Ref(decider.kind),)
        else:
            creating.append(command)
    assert len(creating) == (0 if decider.seat else 1)


@pytest.mark.parametrize("decider", AGGREGATES, ids=lambda decider: decider.kind)
def test_an_event_holds_all_facts_of_its_command_and_tells_it_alone(decider: Decider) -> None:
    state = named_in(decider.state)
    untold = {
        event.__name__: missing
        for act in decider.acts.values()
        for event in act.events
        if (missing := named_in(act.command) - {"id"} - named_in(event) - state)
    }
    assert untold == {}
    every = [event for act in decider.acts.values() for event in act.events]
    assert sorted({each.__name__ for each in every}) == sorted(each.__name__ for each in every)


@pytest.mark.parametrize("decider", AGGREGATES, ids=lambda decider: decider.kind)
def test_every_aggregate_can_be_corrected(decider: Decider) -> None:
    assert decider.correct in decider.commands
    assert decider.events[decider.corrected.__name__] is decider.corrected


def test_references_name_kinds_that_exist() -> None:
    kinds = {decider.kind for decider in AGGREGATES}
    for owner in ALL_CLASSES:
        for place in places(owner) if is_dataclass(owner) else ():
            for note in place.notes:
                assert not isinstance(note, Ref) or set(note.kinds) <= kinds


@pytest.mark.parametrize("decider", AGGREGATES, ids=lambda decider: decider.kind)
def test_the_policy_leaves_no_command_and_no_role_out(decider: Decider) -> None:
    assert set(decider.may) == set(decider.commands)
    assert all(decider.may.values())
    assert set(decider.disclosure.sees) == set(Role)
    nobody = {Role.PUBLIC, Role.AUDITOR}
    assert not any(nobody & set(grants) for grants in decider.may.values())
    assert Role.PUBLIC not in decider.disclosure.unseals


def test_what_an_aggregate_does_not_say_is_nothing() -> None:
    plain = next(decider for decider in AGGREGATES if decider.kind == "document")
    assert list(nothing_more(None, None, Any)) == []  # type: ignore[arg-type]
    assert plain.claims is nothing_unique
    assert plain.claims("document:1", None) == frozenset()
    assert not plain.erases(None)
    assert plain.due is None
    person = next(decider for decider in AGGREGATES if decider.kind == "person")
    assert person.viewed is person.state


def test_the_stricter_visibility_has_the_higher_level() -> None:
    assert [each.level for each in (Visibility.PUBLIC, Visibility.INTERNAL, Visibility.CONFIDENTIAL)] == [0, 1, 2]
    assert {*Relation} == {Relation.ANY, Relation.OWN}
    assert Currency.EUR == "EUR"
