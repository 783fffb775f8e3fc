"""Whatever is commanded in whatever order: no gaps, states as events make them, a past that stands still."""

import asyncio
import itertools
import os
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from datetime import date
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from events import AGGREGATES
from events.authority import ExternalDecision
from events.county.lists import AddTheme
from events.policy import Role
from service.command_envelope import CommandEnvelope
from service.contents import Contents
from service.ids import new_id
from service.problems import CommandIdReused, Problem
from service.record import Record
from service.viewer import Viewer
from tests.conftest import Database
from tests.service.arbitrary import CREATING, Known
from tests.service.climate import goal_of, project_of
from tests.service.county import MASTER, County, establish
from tests.service.test_agreements import drafted

SOAKING = bool(os.environ.get("KLIMAKREIS_SOAK"))
KINDS = [decider.kind for decider in AGGREGATES]
AUTHORITY = ExternalDecision("Kreistag", date(2022, 9, 28), "2022/041")
ROLES = st.sampled_from([Role.ADMIN] * 12 + [Role.COORDINATOR] * 4 + [Role.MUNICIPALITY, Role.PARTNER, Role.AUDITOR])
ENVELOPES: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {
        "reason": st.sampled_from(["Beschluss vom Montag", "Schreibfehler", None]),
        "authority": st.sampled_from([AUTHORITY, None]),
        "expected_version": st.sampled_from([None] * 9 + [1, 2]),
    }
)

GROUND: dict[str, Callable[[County], Awaitable[Any]]] = {
    "agreement": drafted,
    "goal": goal_of,
    "project": lambda county: project_of(county, milestones=3),
}
"""Kinds with so many commands that some counties are mostly about them, and have one from the start."""

T = TypeVar("T")
Seen = dict[str, tuple[int, int, Any]]


@pytest.fixture
def loop() -> Iterator[asyncio.Runner]:
    """A loop that outlives the steps of a machine."""
    with asyncio.Runner() as runner:
        yield runner


@pytest.mark.soak
@pytest.mark.parametrize("mostly", [None, *GROUND])
def test_any_commands_in_any_order(mostly: str | None, database: Database, loop: asyncio.Runner) -> None:
    record = loop.run(Record.open(database.service_url, MASTER, 4))
    keys = itertools.count(1)

    class Machine(RuleBasedStateMachine):
        """One county, from its first event on."""

        county: County
        known: Known

        def __init__(self) -> None:
            super().__init__()
            self.seen: dict[int, Seen] = {0: {}}
            self.sent: list[tuple[Viewer, CommandEnvelope, int]] = []

        def run(self, work: Coroutine[Any, Any, T]) -> T:
            return loop.run(work)

        @initialize(data=st.data())
        def begin(self, data: st.DataObject) -> None:
            self.run(self._begin())
            for command in CREATING:
                envelope = CommandEnvelope(data.draw(self.known.of(command)), new_id())
                self.run(self._handle(self.county.coordinator, envelope))

        async def _begin(self) -> None:
            number = next(keys)
            self.county = await establish(record, f"{1 + number // 900:02}{100 + number % 900}")
            self.known = Known(self.county.key)
            viewer = self.county.coordinator
            kept = await Contents(record.pool, 1000).keep(viewer, "text/plain", _bytes(b"Kreistagsbeschluss"))
            self.known.contents.append(kept.sha256)
            self.seen[1] = await self._all(None)
            for code in ("energie", "verkehr"):
                await self.county.order(AddTheme(self.county.ref, code, code, code))
            if mostly is not None:
                await GROUND[mostly](self.county)
            for position in range(2, await self.county.head() + 1):
                self.seen[position] = await self._all(position)
            await self._learn()

        async def _learn(self) -> None:
            self.known.refs, self.known.events = {}, {}
            for event in await self.county.events():
                kind = event.ref.partition(":")[0]
                self.known.events.setdefault(event.ref, []).append(str(event.event_id))
                if event.version == 1:
                    self.known.refs.setdefault(kind, []).append(event.ref)

        async def _all(self, at: int | None) -> Seen:
            async with record.read(self.county.coordinator) as reading:
                return {
                    stored.ref: (stored.version, stored.position, stored.state)
                    for kind in KINDS
                    for stored in await reading.every(kind, at)
                }

        @rule(data=st.data(), sent=st.integers(1, 5))
        def command(self, data: st.DataObject, sent: int) -> None:
            for _ in range(sent):
                command = data.draw(self.known.command(mostly), label="command")
                envelope = data.draw(ENVELOPES, label="envelope")
                self.run(self._handle(self._viewer(data), CommandEnvelope(command, new_id(), **envelope)))

        def _viewer(self, data: st.DataObject) -> Viewer:
            role = data.draw(ROLES, label="role")
            own = [ref for kind in ("municipality", "partner") for ref in self.known.refs.get(kind, ())]
            acts_for = data.draw(st.sampled_from(own)) if own and role in (Role.MUNICIPALITY, Role.PARTNER) else None
            return Viewer(self.county.id, self.county.coordinator.actor, role, acts_for)

        async def _handle(self, viewer: Viewer, envelope: CommandEnvelope) -> None:
            before = await self.county.head()
            try:
                outcome = await record.commands.handle(viewer, envelope)
            except Problem:
                assert await self.county.head() == before, "a command that was refused has written nothing"
                return
            head = await self.county.head()
            assert head == before + len(outcome.events)
            if outcome.events:
                self.sent.append((viewer, envelope, outcome.position))
                assert outcome.position == head
                # Positions within one command's events are moments too.
                for position in range(before + 1, head):
                    self.seen[position] = await self._all(position)
                self.seen[head] = await self._all(None)
                await self._learn()

        @precondition(lambda self: bool(self.sent))
        @rule(data=st.data())
        def send_again(self, data: st.DataObject) -> None:
            viewer, envelope, position = data.draw(st.sampled_from(self.sent))
            self.run(self._again(viewer, envelope, position))

        async def _again(self, viewer: Viewer, envelope: CommandEnvelope, position: int) -> None:
            before = await self.county.head()
            outcome = await record.commands.handle(viewer, envelope)
            assert (outcome.repeated, outcome.position) == (True, position)
            other = CommandEnvelope(
                envelope.command, envelope.command_id, envelope.expected_version, "anders", envelope.authority
            )
            with pytest.raises(CommandIdReused):
                await record.commands.handle(viewer, other)
            assert await self.county.head() == before

        @precondition(lambda self: bool(self.sent))
        @rule()
        def say_the_same_again(self) -> None:
            """The newest command under a new id: nothing more happens, or it is refused."""
            viewer, envelope, position = self.sent[-1]
            if position == max(self.seen) and "id" in vars(envelope.command):
                self.run(
                    self._same(
                        viewer, CommandEnvelope(envelope.command, new_id(), None, envelope.reason, envelope.authority)
                    )
                )

        async def _same(self, viewer: Viewer, envelope: CommandEnvelope) -> None:
            before = await self.county.head()
            try:
                outcome = await record.commands.handle(viewer, envelope)
            except Problem:
                pass
            else:
                assert outcome.events == (), "to say a thing twice changes nothing"
            assert await self.county.head() == before

        @rule(data=st.data())
        def look_back(self, data: st.DataObject) -> None:
            position = data.draw(st.sampled_from(sorted(self.seen)))
            assert self.run(self._all(position)) == self.seen[position]

        @invariant()
        def nothing_is_broken(self) -> None:
            if hasattr(self, "county"):
                assert self.run(self.county.findings()) == []
                assert sorted(self.seen) == list(range(max(self.seen) + 1))

        def teardown(self) -> None:
            for position, seen in self.seen.items():
                if hasattr(self, "county"):
                    assert self.run(self._all(position)) == seen

    try:
        run_state_machine_as_test(
            Machine,
            settings=settings(
                max_examples=100 if SOAKING else 8,
                stateful_step_count=50,
                deadline=None,
                phases=[Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink],
                suppress_health_check=list(HealthCheck),
            ),
        )
    finally:
        loop.run(record.close())


async def _bytes(content: bytes) -> Any:
    yield content
