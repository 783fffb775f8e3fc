"""Moments, and the opaque ids and cursors that contain them.

An id names an entity (`kind:uuid`), an event (`event:uuid`, or `event:uuid.n` for the nth event of a correction) or an
actor (`actor:uuid`). If read under `at` or `on`, it also names both, so that a client's cache never mixes moments;
`entityId` never does.
"""

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

import msgspec

from service.problems import InvalidInput


@dataclass(frozen=True, slots=True)
class Moment:
    """What the record knew at a position about a day in the world. None instead of a moment means now and today."""

    at: int
    on: date


@dataclass(frozen=True, slots=True)
class Named:
    """What an id names."""

    ref: str
    moment: Moment | None

    @property
    def kind(self) -> str:
        """The kind of the named thing."""
        return self.ref.partition(":")[0]


def encode_id(ref: str, moment: Moment | None = None) -> str:
    """The opaque id of an entity, event or actor, at a moment."""
    text = ref if moment is None else f"{ref}@{moment.at}@{moment.on.isoformat()}"
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


@lru_cache(maxsize=16_384)
def _decoded(text: str) -> Named | None:
    try:
        raw = urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode("ascii")
        ref, *when = raw.split("@")
        kind, _, uuid = ref.partition(":")
        if kind == "event":  # an event of a correction also has a number
            uuid, _, number = uuid.partition(".")
            if number and str(int(number)) != number:
                return None
        if not kind.isidentifier() or str(UUID(uuid)) != uuid:
            return None
        if not when:
            named = Named(ref, None)
        else:
            at, on = when
            named = Named(ref, Moment(int(at), date.fromisoformat(on)))
    except (ValueError, binascii.Error):
        return None
    return named if encode_id(named.ref, named.moment) == text and _plausible(named.moment) else None


def _plausible(moment: Moment | None) -> bool:
    return moment is None or 0 <= moment.at < 2**63


def decode_id(text: str, path: tuple[str, ...] = ()) -> Named:
    """What an id names. Raises `InvalidInput` if it is not an id."""
    named = _decoded(text) if len(text) <= 200 else None
    if named is None:
        raise InvalidInput("is not an id of this record", path)
    return named


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page ends: the moment the list was read at, its order, the last entity's sort keys and its ref."""

    at: int
    on: date
    fixed: bool
    """Whether the client had asked for that moment rather than for now."""
    order: str
    keys: tuple[Any, ...]
    ref: str


def encode_cursor(cursor: Cursor) -> str:
    """The opaque cursor."""
    parts = [cursor.at, cursor.on, cursor.fixed, cursor.order, cursor.keys, cursor.ref]
    return urlsafe_b64encode(msgspec.json.encode(parts)).decode().rstrip("=")


class _CursorBody(msgspec.Struct, array_like=True, forbid_unknown_fields=True):
    at: int
    on: date
    fixed: bool
    order: str
    keys: tuple[int | str, ...]
    ref: str


_decoder = msgspec.json.Decoder(_CursorBody)


def decode_cursor(text: str, path: tuple[str, ...]) -> Cursor:
    """Where a page ended. Raises `InvalidInput` if it is not a cursor."""
    try:
        body = _decoder.decode(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (ValueError, binascii.Error, msgspec.DecodeError):
        raise not_a_cursor(path) from None
    if not 0 <= body.at < 2**63:
        raise not_a_cursor(path)
    return Cursor(body.at, body.on, body.fixed, body.order, body.keys, body.ref)


def not_a_cursor(path: tuple[str, ...]) -> InvalidInput:
    """The problem for a cursor that this list did not issue."""
    return InvalidInput("is not a cursor of this list", path)
