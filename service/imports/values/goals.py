"""The goals that whoever imports sees, as rows name them."""

import asyncio
import binascii
from base64 import urlsafe_b64decode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from events.goal import GOAL
from events.goal.state import Goal
from service.codec import DECIDERS
from service.entity_snapshot import EntitySnapshot
from service.imports.values.headings import plain
from service.read_session import ReadSession
from service.refs import join, split

_ID_MOST = 200


@dataclass(frozen=True, slots=True)
class SeenGoal:
    """A goal as whoever imports sees it, and its version.

    `concerned` are those whom it concerns, `parties` their states and those of what they have become: looked up only
    for one who acts for somebody else.
    """

    ref: str
    version: int
    state: Goal
    concerned: frozenset[str]
    parties: Mapping[str, Any] = field(default_factory=dict)


class SeenGoals:
    """All goals that whoever imports sees."""

    def __init__(self, goals: Iterable[SeenGoal]) -> None:
        self._by_ref = {goal.ref: goal for goal in goals}
        self._by_title: dict[str, list[SeenGoal]] = {}
        for goal in self._by_ref.values():
            self._by_title.setdefault(plain(goal.state.title), []).append(goal)

    def of_id(self, text: str) -> SeenGoal | None:
        """The goal of an id: a UUID, or the id that the API gives."""
        ref = goal_ref(text)
        return None if ref is None else self._by_ref.get(ref)

    def titled(self, title: str) -> list[SeenGoal]:
        """The goals of a title."""
        return self._by_title.get(title, [])


def goal_ref(text: str) -> str | None:
    """The ref of the goal that an id names; None for what is no id of a goal."""
    for spelled in (text, _opened(text)):
        kind, _, given = spelled.partition("@")[0].rpartition(":")
        if kind in ("", GOAL.kind):
            try:
                return join(GOAL.kind, UUID(given))
            except ValueError:
                continue
    return None


def _opened(text: str) -> str:
    """What an id of the API says."""
    if len(text) > _ID_MOST:
        return ""
    try:
        return urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode("ascii")
    except (ValueError, binascii.Error):
        return ""


async def seen_goals(reading: ReadSession, on: date) -> SeenGoals:
    """The goals that the reader sees."""
    every = await reading.every(GOAL.kind)
    parties = await _parties(reading, every, on)
    return SeenGoals(_seen(stored, parties) for stored in every)


async def seen_goal(reading: ReadSession, ref: str, on: date) -> SeenGoal | None:
    """One goal; None where there is none or it is not to be seen."""
    stored = await reading.get(ref)
    return None if stored is None else _seen(stored, await _parties(reading, [stored], on))


def _seen(stored: EntitySnapshot, parties: Mapping[str, Any]) -> SeenGoal:
    return SeenGoal(stored.ref, stored.version, stored.state, stored.concerns, parties)


async def _parties(reading: ReadSession, every: Iterable[EntitySnapshot], on: date) -> Mapping[str, Any]:
    parties: dict[str, Any] = {}
    new = {ref for stored in every for ref in stored.concerns} if reading.viewer.acts_for is not None else set()
    while new:
        found = await asyncio.gather(*(reading.get(ref) for ref in new))
        parties.update((stored.ref, stored.state) for stored in found if stored is not None)
        new = {heir for ref in new if (heir := _heir(ref, parties, on)) is not None} - parties.keys()
    return parties


def _heir(ref: str, parties: Mapping[str, Any], on: date) -> str | None:
    """What somebody has become by the day."""
    return DECIDERS[split(ref)[0]].become(parties[ref], on) if ref in parties else None
