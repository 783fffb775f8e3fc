"""The keys of a municipality (Gemeindeschlüssel), whose county they are of, and how territorial reforms change them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from events.county import County, key_on
from events.dated import first_or_holding, tells_news
from events.decider import World, require
from events.keys import Ags, Ars, check_agreement, district_of
from events.refs import MunicipalityRef


class Origin(StrEnum):
    """Whether a municipality belongs to this county (Zugehörigkeit)."""

    OWN = "OWN"
    """Of this county (kreisangehörig)."""
    EXTERNAL = "EXTERNAL"
    """Of another county, taking part here (extern)."""


@dataclass(frozen=True)
class MunicipalityKeys:
    """The keys a municipality has from a day on (Gemeindeschlüssel)."""

    since: date
    """The first day of the keys (gilt ab)."""
    ags: Ags
    """The official municipality key (AGS)."""
    ars: Ars
    """The regional key (ARS)."""


@dataclass(frozen=True)
class Seat:
    """The keys of a municipality from a day on, and whether they are of this county (Schlüssel)."""

    since: date
    """The first day of the keys (gilt ab)."""
    ags: Ags
    """The official municipality key (AGS)."""
    ars: Ars
    """The regional key (ARS)."""
    origin: Origin
    """Whether they are of this county (Zugehörigkeit)."""


# --- Events ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class MunicipalityRekeyed:
    """A municipality has other keys from a day on, in the same county (Schlüsseländerung)."""

    ags: str
    """The new official municipality key (AGS)."""
    ars: str
    """The new regional key (ARS)."""
    on: date
    """The first day of the new keys (gilt ab)."""


@dataclass(frozen=True)
class MunicipalityTransferred:
    """A municipality joined or left the county by a territorial reform (Kreiswechsel)."""

    ags: str
    """The official municipality key in the other county (AGS)."""
    ars: str
    """The regional key in the other county (ARS)."""
    origin: Origin
    """Whether it belongs to this county from then on (Zugehörigkeit)."""
    on: date
    """The first day in the other county (gilt ab)."""


# --- Commands --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class RekeyMunicipality:
    """Record that a municipality has other keys from a day on, in the same county (Schlüsseländerung)."""

    id: MunicipalityRef
    """The municipality (Gemeinde)."""
    ags: Ags
    """The new official municipality key (AGS)."""
    ars: Ars
    """The new regional key (ARS)."""
    on: date
    """The first day of the new keys (gilt ab)."""


@dataclass(frozen=True)
class TransferMunicipality:
    """Record that a municipality joins or leaves the county by a territorial reform (Kreiswechsel)."""

    id: MunicipalityRef
    """The municipality (Gemeinde)."""
    ags: Ags
    """The official municipality key in the other county (AGS)."""
    ars: Ars
    """The regional key in the other county (ARS)."""
    on: date
    """The first day in the other county (gilt ab)."""


# --- Rules -----------------------------------------------------------------------------------------------------


def seat_of(keys: MunicipalityKeys, world: World) -> Seat:
    """The keys with their origin: of this county where its own key on that day begins them."""
    county: County = world.states[world.county]
    own = district_of(keys.ags) == key_on(county, keys.since)
    return Seat(keys.since, keys.ags, keys.ars, Origin.OWN if own else Origin.EXTERNAL)


def rekey(seats: Sequence[Seat], command: RekeyMunicipality, world: World) -> list[Any]:
    """What follows from other keys in the same county."""
    check_agreement(command.ags, command.ars, "ars")
    seat = seat_of(MunicipalityKeys(command.on, command.ags, command.ars), world)
    require(
        seat.origin == first_or_holding(seats, command.on).origin,
        "OTHER_COUNTY",
        "ags",
        "This key belongs to another county; record a transfer instead.",
    )
    return [MunicipalityRekeyed(seat.ags, seat.ars, seat.since)] if tells_news(seats, seat) else []


def transfer(seats: Sequence[Seat], command: TransferMunicipality, world: World) -> list[Any]:
    """What follows from joining or leaving the county."""
    check_agreement(command.ags, command.ars, "ars")
    seat = seat_of(MunicipalityKeys(command.on, command.ags, command.ars), world)
    if not tells_news(seats, seat):
        return []
    require(
        seat.origin != first_or_holding(seats, command.on).origin,
        "SAME_COUNTY",
        "ags",
        "This key does not change the county; record a change of keys instead.",
    )
    return [MunicipalityTransferred(seat.ags, seat.ars, seat.origin, seat.since)]
