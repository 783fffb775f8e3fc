"""A county on a day, as much of it as one reader sees: what tables and reports are made from."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from events.county import COUNTY, CountyOnDay
from events.monitoring.monitored import MonitoredStates
from events.municipality.view import MunicipalityOnDay
from events.terms import find
from service.codec import DECIDERS
from service.language import Language
from service.pages.typography import Speaker
from service.problems import NotFound
from service.read_session import ReadSession

_OF_MATERIAL = {
    "goal": "goals",
    "project": "projects",
    "agreement": "agreements",
    "municipality": "municipalities",
    "outreach": "outreach",
    "relief": "relief",
}
PARTIES = ("municipality", "municipal_association", "partner")
"""The kinds of those that answer for goals and carry projects, besides the county."""


@dataclass(frozen=True)
class Overview(Speaker):
    """What a reader sees of a county on a day, and what everything in it is called then.

    `at` is the position as of which it was read. `names` tells parties by their names, goals, projects and agreements
    by their titles; `keys` tells municipalities by their AGS.
    """

    material: MonitoredStates
    county_ref: str
    county: CountyOnDay
    names: Mapping[str, str]
    keys: Mapping[str, str]
    on: date
    at: int
    language: Language

    def name(self, ref: str | None) -> str:
        """What something is called on the day; nothing for none."""
        if ref is None:
            return ""
        return self.names.get(ref) or self.say("(not visible here)")

    def theme(self, code: str | None) -> str:
        """A theme in the reader's words; nothing for none."""
        term = None if code is None else find(self.county.themes, code)
        if term is None:
            return code or ""
        return term.de if self.language is Language.DE else term.en


async def material(reading: ReadSession, at: int | None = None) -> MonitoredStates:
    """All that monitoring is reckoned from, now or as of a position: one statement for each kind, however
    much there is."""
    found = await asyncio.gather(*(reading.every(kind, at) for kind in _OF_MATERIAL))
    states: dict[str, Any] = {
        name: {stored.ref: stored.state for stored in each}
        for name, each in zip(_OF_MATERIAL.values(), found, strict=True)
    }
    return MonitoredStates(**states)


async def overview(reading: ReadSession, on: date, language: Language, at: int | datetime | None = None) -> Overview:
    """The county of the reading on a day, as of a moment. Raises `InvalidInput` for a moment to come,
    `NotFound` for one before the county was recorded."""
    position = reading.position if at is None else await reading.position_at(at)
    as_of = None if position == reading.position else position
    county = await reading.get(reading.county_ref, as_of)
    if county is None:
        raise NotFound("The county was not recorded then.", ("at",))
    told = COUNTY.view(county.state, on)
    found = await material(reading, as_of)
    names, keys = {county.ref: told.name}, {}
    for titled in (found.goals, found.projects, found.agreements):
        names.update((ref, state.title) for ref, state in titled.items())
    for kind in PARTIES:
        for stored in await reading.every(kind, as_of):
            party = DECIDERS[kind].view(stored.state, on)
            names[stored.ref] = party.name
            if isinstance(party, MunicipalityOnDay):
                keys[stored.ref] = party.ags
    return Overview(found, county.ref, told, names, keys, on, position, language)
