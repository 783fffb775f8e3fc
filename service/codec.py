"""Events, states and commands as canonical JSON, and back.

Canonical means UTF-8, sorted keys, no spaces, no floats, text as normalised at intake (NFC). An event's bytes are
stored, hashed and later proven, so they are written once and never again.
"""

import hashlib
from collections.abc import Hashable
from datetime import UTC, datetime
from fractions import Fraction
from functools import cache
from typing import Any, cast

import msgspec

from events import AGGREGATES
from events.authority import Authority, ExternalDecision, RecordedDecision
from events.correction import CorrectedAct, Correction, StandingEvent
from events.decider import Decider
from events.values import Sealed

DECIDERS: dict[str, Decider] = {decider.kind: decider for decider in AGGREGATES}
"""Every aggregate by its kind."""

_TYPES: dict[str, tuple[str, type[Any]]] = {
    name: (decider.kind, event) for decider in AGGREGATES for name, event in decider.events.items()
}
_NAMES: dict[type[Any], str] = {event: name for name, (_, event) in _TYPES.items()}


def _encode_other(value: object) -> object:
    if isinstance(value, Fraction):
        return {"denominator": value.denominator, "numerator": value.numerator}
    raise TypeError(f"{type(value).__name__} is not storage format")


def _decode_other(wanted: type[Any], value: Any) -> Any:
    if wanted is Fraction:
        return Fraction(value["numerator"], value["denominator"])
    raise TypeError(f"{wanted.__name__} is not storage format")


_encoder = msgspec.json.Encoder(order="sorted", enc_hook=_encode_other)


@cache
def _decoder(wanted: Hashable) -> msgspec.json.Decoder[Any]:
    return msgspec.json.Decoder(cast(Any, wanted), dec_hook=_decode_other)


def encode(value: Any) -> bytes:
    """The canonical bytes of a dataclass or of plain values."""
    return _encoder.encode(value)


def canonical(body: str | bytes) -> bytes:
    """The canonical bytes of a JSON text, regardless of the fields that today's types have."""
    return _encoder.encode(msgspec.json.decode(body))


def digest(body: bytes) -> bytes:
    """The SHA-256 of an event's canonical bytes: `body_hash` in the envelope."""
    return hashlib.sha256(body).digest()


def type_name(event: Any) -> str:
    """The stored name of an event's type."""
    return _NAMES[type(event)]


def type_names(kind: str) -> tuple[str, ...]:
    """The stored names of all event types of a kind of entity."""
    return tuple(DECIDERS[kind].events)


def kind_of_type(name: str) -> str | None:
    """The kind of entity that events of this type belong to; None for an unknown type."""
    known = _TYPES.get(name)
    return known[0] if known else None


def decode_event(name: str, body: bytes | msgspec.Raw) -> Any:
    """The event that was stored under a type name."""
    type_ = _TYPES[name][1]
    return (
        _decode_correction(type_, body)
        if issubclass(type_, Correction)
        else _decoder(cast(Hashable, type_)).decode(body)
    )


class _StoredStanding(msgspec.Struct):
    type: str
    event: msgspec.Raw


class _StoredAct(msgspec.Struct):
    act: str
    stands: tuple[_StoredStanding, ...]


class _StoredCorrection(msgspec.Struct):
    acts: tuple[_StoredAct, ...]


def _decode_correction(type_: type[Correction], body: bytes | msgspec.Raw) -> Correction:
    """A correction: the replacing events are stored with their type names."""
    stored = _decoder(_StoredCorrection).decode(body)
    return type_(
        tuple(
            CorrectedAct(
                act.act, tuple(StandingEvent(each.type, decode_event(each.type, each.event)) for each in act.stands)
            )
            for act in stored.acts
        )
    )


def decode_state(kind: str, body: str | bytes) -> Any:
    """The state of an entity of this kind."""
    return _decoder(cast(Hashable, DECIDERS[kind].state)).decode(body)


def encode_sealed(sealed: Sealed | None) -> bytes | None:
    """The bytes of a sealed text in an envelope."""
    return None if sealed is None else encode(sealed)


def decode_sealed(stored: bytes | None) -> Sealed | None:
    """The sealed text of an envelope."""
    return None if stored is None else cast(Sealed, _decoder(Sealed).decode(stored))


def encode_authority(authority: Authority | None) -> bytes | None:
    """The bytes of an authority in an envelope."""
    return None if authority is None else encode(authority_shape(authority))


def authority_shape(authority: Authority) -> dict[str, Authority]:
    """An authority as an envelope holds it: `{"recorded": …}` or `{"external": …}`."""
    return {"recorded" if isinstance(authority, RecordedDecision) else "external": authority}


class _StoredAuthority(msgspec.Struct):
    recorded: RecordedDecision | None = None
    external: ExternalDecision | None = None


def decode_authority(stored: bytes | None) -> Authority | None:
    """The authority of an envelope."""
    if stored is None:
        return None
    found = _decoder(_StoredAuthority).decode(stored)
    return cast(Authority, found.recorded or found.external)


def stamp(moment: datetime) -> str:
    """A moment as the envelope writes it: UTC, always microseconds, `Z`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
