"""One command on its way: what it says, what it looks at, and what it would append."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from events.authority import Authority
from events.decider import Decider, Rejected, Superseded, World
from events.policy import OFFICE
from events.values import FREE_TEXT, Invalid, Sealed, Subject
from service.access import COMMANDS, check_after, check_before, visible
from service.berlin import day_of
from service.codec import DECIDERS, encode, encode_authority, encode_sealed
from service.drafts import draft
from service.effects import SYSTEM, effect
from service.ids import new_id
from service.intake import Intake, camel, rewrite
from service.loads import Loaded
from service.order import Order, Outcome
from service.problems import InvalidInput, NotFound, Refused, StaleVersion, TextConflict
from service.recorded import Recorded
from service.refs import join, split
from service.sealing import Clear, SealingKey
from service.tenant import LEVELS, Tenant
from service.viewer import Viewer
from service.writer import Request, Verdict


class Attempt:
    """One command on its way; `decide` may be called again when the world has moved."""

    def __init__(self, viewer: Viewer, actor: UUID, order: Order, tenant: Tenant, at: datetime) -> None:
        self._decider: Decider = COMMANDS[type(order.command)]
        self._viewer = viewer
        self._actor = actor
        self._order = order
        self._tenant = tenant
        self._at = at
        self._said = Intake(order.command)
        self._cited = None if order.authority is None else Intake(order.authority, ("authority",))
        self._authority: Authority | None = self._cited.command if self._cited else None
        self._reason = None if order.reason is None else _checked_reason(order.reason)
        self._addressed = hasattr(order.command, "id")
        self.ref = self._target()
        self._loaded: dict[str, Loaded | None] = {}
        self._decided: list[Any] = []
        self._sealed_reason: Sealed | None = None
        self._day = day_of(at)
        self._ahead = 0

    def _target(self) -> str:
        if self._addressed:
            ref: str = self._said.command.id
            return ref
        if self._decider.seat:
            return join(self._decider.kind, split(getattr(self._said.command, self._decider.seat))[1])
        return self._tenant.ref if self._decider.root else join(self._decider.kind, new_id())

    async def fingerprint(self) -> bytes:
        """A keyed digest of all that the command says, to know it again when it is sent again."""
        return await self._tenant.fingerprint(
            encode(
                {
                    "authority": self._authority,
                    "command": self._said.command,
                    "expected_version": self._order.expected_version,
                    "reason": self._reason,
                    "type": type(self._said.command).__name__,
                }
            )
        )

    async def decide(self, fingerprint: bytes) -> Request | None:
        """What is to be appended; None where nothing changes. Raises a `Problem` where it may not be."""
        self._loaded = {}
        await self._load((self.ref, *self._said.refs, *(self._cited.refs if self._cited else ())))
        before = self._loaded[self.ref]
        self._check_target(before)
        check_before(self._viewer, type(self._said.command), None if before is None else before.concerns)
        await self._check_version(before)
        event_id = new_id()
        command, keys = await self._seal(event_id)
        state = before.state if before else None
        try:
            world = await self._world(state, command)
            self._decided = self._decider.decide(command, state, world)
        except Rejected as rejected:
            raise _refused(rejected) from rejected
        except Superseded as superseded:
            raise await self._outdated(superseded) from superseded
        if not self._decided:
            return None
        drafted = draft(self._decider, self.ref, before, self._decided, event_id)
        check_after(self._viewer, type(command), drafted.audience.concerns)
        return Request(
            county=self._tenant.county,
            actor=self._actor,
            command_id=self._order.command_id,
            correlation_id=self._order.correlation_id or self._order.command_id,
            causation_id=self._order.causation_id,
            fingerprint=fingerprint,
            ref=self.ref,
            fold=self._decider.fold,
            reads={ref: loaded.version if loaded else 0 for ref, loaded in self._loaded.items()},
            events=drafted.written,
            reason=encode_sealed(self._sealed_reason),
            authority=encode_authority(self._authority),
            claims=drafted.claims,
            keys=keys,
            erased=drafted.erased,
            texts=drafted.texts,
            contents=self._said.contents,
        )

    def effect(self) -> Request | None:
        """What time alone has brought about and the decision begins with: nobody's act, so it is recorded by itself,
        and the command decided again. None where there is nothing of that kind."""
        before = self._loaded[self.ref]
        if before is None or self._decider.due is None:
            return None
        world = World(self.ref, self._tenant.ref, self._day, self._at, str(SYSTEM))
        due = self._decider.due(self.ref, before.state, world)
        if not due or self._decided[: len(due[0].events)] != list(due[0].events):
            return None
        return effect(self._tenant.county, self._decider, before, due[0])

    def moved(self, effect: Request) -> None:
        """The effect is recorded: who expects the version before it does not mind the one after it."""
        self._ahead += len(effect.events)

    def unchanged(self) -> Outcome:
        """The outcome of a command that changes nothing."""
        loaded = self._loaded[self.ref]
        return Outcome(self.ref, loaded.version if loaded else 0, loaded.position if loaded else 0, ())

    def done(self, request: Request, verdict: Verdict) -> Outcome:
        """The outcome of a command whose events were appended."""
        first = verdict.position
        assert first is not None
        events = tuple(
            Recorded(
                county=request.county,
                position=first + n,
                ref=self.ref,
                version=written.version,
                event_id=written.event_id,
                type=written.type,
                event=event,
                body=written.body,
                body_hash=written.body_hash,
                recorded_at=verdict.recorded_at,
                actor=request.actor,
                reason=self._sealed_reason,
                authority=self._authority,
                visibility=LEVELS[written.visibility],
                concerns=frozenset(written.concerns.split()),
                command_id=request.command_id,
                correlation_id=request.correlation_id,
                causation_id=request.causation_id,
            )
            for n, (written, event) in enumerate(zip(request.events, self._decided, strict=True))
        )
        return Outcome(self.ref, events[-1].version, events[-1].position, events)

    async def _load(self, refs: Iterable[str]) -> None:
        """Look at entities, all in one go; each will be held to the version it had here."""
        asked = {ref: self._tenant.loads.states.ask(ref) for ref in refs if ref not in self._loaded}
        for ref, answer in asked.items():
            self._loaded[ref] = await answer
        belonging = {ref for ref in asked if DECIDERS[split(ref)[0]].shares}
        named = (loaded.concerns for ref in belonging if (loaded := self._loaded[ref]) is not None)
        whole = {ref for refs in named for ref in refs if DECIDERS[split(ref)[0]].attentive}
        if not whole <= self._loaded.keys():
            await self._load(whole)

    def _sees(self, loaded: Loaded | None) -> bool:
        return loaded is not None and visible(
            self._viewer, split(loaded.ref)[0], loaded.visibility, self._concerned(loaded)
        )

    def _concerned(self, loaded: Loaded) -> frozenset[str]:
        """Whom an entity concerns, and whom that concerns to which it belongs, if the viewer sees that."""
        if not DECIDERS[split(loaded.ref)[0]].shares:
            return loaded.concerns
        whole = (self._loaded.get(ref) for ref in loaded.concerns if DECIDERS[split(ref)[0]].attentive)
        return loaded.concerns.union(*(each.concerns for each in whole if each is not None and self._sees(each)))

    def _check_target(self, before: Loaded | None) -> None:
        if (self._addressed or before is not None) and not self._sees(before):
            raise NotFound("There is no such entry.", (self._decider.seat or "id",))

    async def _check_version(self, before: Loaded | None) -> None:
        expected = self._order.expected_version
        version = before.version if before else 0
        if expected is not None and expected + self._ahead != version:
            raise StaleVersion(version, self._seen(await self._tenant.since(self.ref, expected)))

    async def _outdated(self, superseded: Superseded) -> StaleVersion:
        """What is told of a part that was edited meanwhile: both texts and what they were made from."""
        texts = await self._tenant.texts({superseded.current, superseded.base or superseded.current})
        yours = getattr(self._said.command, "text", None)
        return StaleVersion(
            superseded.version,
            self._seen(await self._tenant.newest(self.ref)),
            superseded.message,
            _path(superseded.field),
            TextConflict(
                base=None if superseded.base is None else texts.get(superseded.base),
                theirs=texts[superseded.current],
                yours=yours if isinstance(yours, str) else None,
            ),
        )

    def _seen(self, events: Iterable[Recorded]) -> list[Recorded]:
        """Those of the entity's events that whoever commands may see."""
        kind = self._decider.kind
        return [each for each in events if visible(self._viewer, kind, each.visibility.level, each.concerns)]

    async def _world(self, state: Any, command: Any) -> World:
        """All that the rules look at. What the command names but its sender may not see does not exist for him."""
        states: dict[str, Any] = {}
        for ref in self._said.refs:
            loaded = self._loaded[ref]
            states[ref] = loaded.state if loaded is not None and self._sees(loaded) else None
        if self._cited is not None:
            self._cite(self._cited, states)
        corrected = None if self._said.corrected is None else await self._tenant.event(self._said.corrected)
        world = World(
            ref=self.ref,
            county=self._tenant.ref,
            today=self._day,
            now=self._at,
            actor=str(self._actor),
            states=states,
            corrected=corrected.event if corrected is not None and corrected.ref == self.ref else None,
            contents={
                sha256: content
                for sha256 in self._said.contents
                if (content := await self._tenant.content(sha256)) is not None
            },
            authority=self._authority,
            reasoned=self._reason is not None,
            # The office acts for everyone, whomever its actor stands for.
            acts_for=None if self._viewer.role in OFFICE else self._viewer.acts_for,
        )
        while missing := [ref for ref in self._decider.reads(state, command, world) if ref not in states]:
            await self._load(missing)
            for ref in missing:
                loaded = self._loaded[ref]
                states[ref] = loaded.state if loaded else None
        return world

    def _cite(self, authority: Intake, states: dict[str, Any]) -> None:
        for ref, path in authority.refs.items():
            loaded = self._loaded[ref]
            if loaded is None or not self._sees(loaded):
                raise NotFound(
                    "There is no such entry to rest this on.",
                    path,
                )
            states[ref] = loaded.state

    async def _seal(self, event_id: UUID) -> tuple[Any, list[SealingKey]]:
        """The command with its clear texts sealed, and the keys that are new."""
        keys: dict[Subject, SealingKey] = {}
        new: list[SealingKey] = []
        if Subject.ENTITY in self._said.sealed:
            key = await self._tenant.key_of(self.ref)
            if key is None:
                key = self._tenant.new_key(self.ref)
                new.append(key)
            keys[Subject.ENTITY] = key
        if Subject.EVENT in self._said.sealed or self._reason is not None:
            keys[Subject.EVENT] = self._tenant.new_key(f"event:{event_id}")
            new.append(keys[Subject.EVENT])
        self._sealed_reason = None if self._reason is None else keys[Subject.EVENT].seal(self._reason, "reason")
        if not self._said.sealed:
            return self._said.command, new

        def seal(value: Any, hint: type[Any], notes: tuple[Any, ...], path: tuple[str, ...]) -> Any:
            if not isinstance(value, Clear):
                return value
            subject = next(note for note in notes if isinstance(note, Subject))
            return keys[subject].seal(value.text, ".".join(path))

        return rewrite(self._said.command, type(self._said.command), (), seal), new


def _checked_reason(reason: str) -> str:
    try:
        return FREE_TEXT.check(reason)
    except Invalid as invalid:
        raise InvalidInput(invalid.message, ("reason",)) from invalid


def _refused(rejected: Rejected) -> Refused:
    return Refused(rejected.message, _path(rejected.field), rejected.code)


def _path(field: str) -> tuple[str, ...]:
    """A command's field as GraphQL spells it; none: the whole command."""
    return tuple(camel(part) for part in field.split(".")) if field else ()
