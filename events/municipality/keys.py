"""The keys of a municipality (Gemeindeschlüssel), whose county they are of, and how territorial reforms change them."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from events.county.state import County, key_on
from events.dated import added, first_or_holding, tells_news
from events.decider import Act, Part, World, recorded, require
from events.keys import Ags, Ars, check_agreement, district_of
from events.municipality.state import Municipality, MunicipalityKeys, OfMunicipality, Origin, check_day


@dataclass(frozen=True)
class Belonging:
    """What is recorded beside new keys: whose they are."""

    origin: Origin
    """Whether it belongs to this county from then on (Zugehörigkeit)."""


def keys_of(since: date, ags: str, ars: str, world: World) -> MunicipalityKeys:
    """The keys with their origin: of this county where its own key on that day begins them. Raises `Rejected` unless
    both name the same municipality (KEYS_DISAGREE)."""
    check_agreement(ags, ars, "ars")
    county: County = world.states[world.county]
    own = district_of(ags) == key_on(county, since)
    return MunicipalityKeys(since, ags, ars, Origin.OWN if own else Origin.EXTERNAL)


def of_county(state: object, command: object, world: World) -> tuple[str]:
    """The county whose keys are its own."""
    return (world.county,)


@dataclass(frozen=True)
class MunicipalityRekeyed:
    """A municipality has other keys from a day on, in the same county (Schlüsseländerung)."""

    ags: Ags
    """The new official municipality key (AGS)."""
    ars: Ars
    """The new regional key (ARS)."""
    on: date
    """The first day of the new keys (gilt ab)."""


@dataclass(frozen=True)
class RekeyMunicipality(MunicipalityRekeyed, OfMunicipality):
    """Record that a municipality has other keys from a day on, in the same county (Schlüsseländerung)."""


def _rekey(command: RekeyMunicipality, state: Municipality, world: World) -> list[Any]:
    check_day(state, command.on)
    keys = keys_of(command.on, command.ags, command.ars, world)
    require(
        keys.origin == first_or_holding(state.keys, command.on).origin,
        "OTHER_COUNTY",
        "ags",
        "This key belongs to another county; record a transfer instead.",
    )
    return [recorded(MunicipalityRekeyed, command)] if tells_news(state.keys, keys) else []


def _rekeyed(state: Municipality, event: MunicipalityRekeyed) -> Municipality:
    origin = first_or_holding(state.keys, event.on).origin
    return replace(state, keys=added(state.keys, MunicipalityKeys(event.on, event.ags, event.ars, origin)))


@dataclass(frozen=True)
class _Transfer:
    ags: Ags
    """The official municipality key in the other county (AGS)."""
    ars: Ars
    """The regional key in the other county (ARS)."""
    on: date
    """The first day in the other county (gilt ab)."""


@dataclass(frozen=True)
class MunicipalityTransferred(_Transfer, Belonging):
    """A municipality joined or left the county by a territorial reform (Kreiswechsel)."""


@dataclass(frozen=True)
class TransferMunicipality(_Transfer, OfMunicipality):
    """Record that a municipality joins or leaves the county by a territorial reform (Kreiswechsel)."""


def _transfer(command: TransferMunicipality, state: Municipality, world: World) -> list[Any]:
    check_day(state, command.on)
    keys = keys_of(command.on, command.ags, command.ars, world)
    if not tells_news(state.keys, keys):
        return []
    require(
        keys.origin != first_or_holding(state.keys, command.on).origin,
        "SAME_COUNTY",
        "ags",
        "This key does not change the county; record a change of keys instead.",
    )
    return [recorded(MunicipalityTransferred, command, origin=keys.origin)]


def _transferred(state: Municipality, event: MunicipalityTransferred) -> Municipality:
    return replace(state, keys=added(state.keys, MunicipalityKeys(event.on, event.ags, event.ars, event.origin)))


KEYS = Part(
    (
        Act(RekeyMunicipality, _rekey, {MunicipalityRekeyed: _rekeyed}, reads=of_county),
        Act(TransferMunicipality, _transfer, {MunicipalityTransferred: _transferred}, reads=of_county),
    )
)
