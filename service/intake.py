"""Intake of commands: checks and normalises every field by the limits of its annotation and collects every reference.

The annotations of `events/values.py` are read once for each type; they apply to GraphQL, imports and the command line
alike.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, datetime
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Union, cast, get_args, get_origin, get_type_hints

from events.values import (
    ContentRef,
    Exact,
    Invalid,
    Many,
    Ref,
    Sealed,
    Subject,
    Text,
    Whole,
    check_day,
    check_moment,
)
from service.problems import InvalidInput
from service.refs import split
from service.sealing import Clear

Leaf = Callable[[Any, type[Any], tuple[Any, ...], tuple[str, ...]], Any]


def camel(name: str) -> str:
    """A field's name as GraphQL spells it."""
    head, *rest = name.split("_")
    return head + "".join(part.capitalize() for part in rest)


@cache
def hints(owner: Any) -> dict[str, Any]:
    """The annotated type of each field of a dataclass."""
    every = get_type_hints(owner, include_extras=True)
    return {each.name: every[each.name] for each in fields(owner)}


@dataclass(frozen=True, slots=True)
class _Shape:
    """An annotated type, analysed once: its plain type, its annotations, and the parts of its values.

    `arms` are the members of a union, `member` is the type of a tuple's items.
    """

    plain: Any
    notes: tuple[Any, ...]
    optional: bool = False
    arms: "tuple[_Shape, ...]" = ()
    member: "_Shape | None" = None
    composed: bool = False


@cache
def _shape(hint: Any, notes: tuple[Any, ...] = (), optional: bool = False) -> _Shape:
    origin = get_origin(hint)
    if origin is Annotated:
        hint, *more = get_args(hint)
        return _shape(hint, (*notes, *more), optional)
    if origin in (Union, UnionType):
        arms = [arm for arm in get_args(hint) if arm is not NoneType]
        if len(arms) == 1:
            return _shape(arms[0], notes, True)
        return _Shape(hint, notes, True, arms=tuple(_shape(arm, notes) for arm in arms))
    if origin is tuple:
        return _Shape(hint, notes, optional, member=_shape(get_args(hint)[0]))
    return _Shape(hint, notes, optional, composed=is_dataclass(hint) and hint is not Sealed)


@cache
def _members(owner: Any) -> list[tuple[str, str, _Shape]]:
    """The fields of a dataclass: name, GraphQL name, shape."""
    return [(name, camel(name), _shape(hint)) for name, hint in hints(owner).items()]


def rewrite(value: Any, hint: Any, path: tuple[str, ...], leaf: Leaf) -> Any:
    """The value with `leaf` applied to everything in it that is not a dataclass, a tuple or None.

    `leaf` gets the value, its plain type, the annotations and the path to it.
    """
    return _rewrite(value, _shape(hint), path, leaf)


def _rewrite(value: Any, shape: _Shape, path: tuple[str, ...], leaf: Leaf) -> Any:
    if value is None and shape.optional:
        return None
    if shape.arms:
        shape = _arm(value, shape, path)
    if shape.member is not None:
        for note in shape.notes:
            if isinstance(note, Many):
                _check_many(value, note, path)
        member = shape.member
        return tuple(_rewrite(each, member, (*path, str(n)), leaf) for n, each in enumerate(value))
    if shape.composed:
        if not isinstance(value, shape.plain):
            raise _wrong(path)
        changed = {}
        for name, camel_name, inner in _members(shape.plain):
            before = getattr(value, name)
            after = _rewrite(before, inner, (*path, camel_name), leaf)
            if after is not before:
                changed[name] = after
        return replace(value, **changed) if changed else value
    return leaf(value, shape.plain, shape.notes, path)


def _arm(value: Any, shape: _Shape, path: tuple[str, ...]) -> _Shape:
    for arm in shape.arms:
        if isinstance(value, arm.plain):
            return arm
    raise _wrong(path)


def _wrong(path: tuple[str, ...]) -> InvalidInput:
    return InvalidInput("is not of the right kind", path)


def _check_many(value: Any, note: Many, path: tuple[str, ...]) -> None:
    if len(value) > note.most:
        raise InvalidInput("has more than {most} members", path, most=note.most)
    if len(set(value)) < len(value):
        raise InvalidInput("names a member twice", path)


_SHA256 = re.compile("[0-9a-f]{64}")


class Intake:
    """The result of intake: the checked command and what it refers to."""

    __slots__ = ("command", "contents", "refs", "sealed")

    def __init__(self, command: Any, path: tuple[str, ...] = ()) -> None:
        self.refs: dict[str, tuple[str, ...]] = {}
        self.contents: set[str] = set()
        self.sealed: set[Subject] = set()
        self.command = rewrite(command, type(command), path, self._check)

    def _check(self, value: Any, hint: type[Any], notes: tuple[Any, ...], path: tuple[str, ...]) -> Any:
        try:
            return self._checked(value, hint, notes, path)
        except Invalid as invalid:
            raise InvalidInput(invalid.message, path) from invalid

    def _checked(self, value: Any, hint: Any, notes: tuple[Any, ...], path: tuple[str, ...]) -> Any:
        strange = isinstance(value, bool if hint is int else datetime if hint is date else NoneType)
        if not isinstance(value, hint) or strange:
            raise _wrong(path)
        if hint is date:
            return check_day(cast(date, value))
        if hint is datetime:
            return check_moment(cast(datetime, value))
        if hint is Sealed:
            return self._clear(value, notes)
        for note in notes:
            if isinstance(note, Text | Whole | Exact):
                value = note.check(value)
            elif isinstance(note, Ref):
                self._refer(value, note, path)
            elif isinstance(note, ContentRef):
                if not _SHA256.fullmatch(value):
                    raise Invalid("must be a SHA-256 in 64 hex digits")
                self.contents.add(value)
        if isinstance(value, str) and not isinstance(value, Enum) and not notes:
            raise TypeError(f"{'.'.join(path)}: a text without a limit cannot be taken in")
        return value

    def _clear(self, value: Any, notes: tuple[Any, ...]) -> Any:
        if not isinstance(value, Clear):
            return value
        for note in notes:
            if isinstance(note, Text):
                value = Clear(note.check(value.text))
            elif isinstance(note, Subject):
                self.sealed.add(note)
        return value

    def _refer(self, value: str, note: Ref, path: tuple[str, ...]) -> None:
        try:
            kind, _ = split(value)
        except ValueError:
            raise Invalid("is not an id of this record") from None
        if note.kinds and kind not in note.kinds:
            raise Invalid(
                "must name one of: {all}",
                all=", ".join(note.kinds),
            )
        self.refs.setdefault(value, path)
