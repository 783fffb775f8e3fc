"""Decides a command: loads what it depends on, applies the rules, and prepares the append."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from events.correction import ActCorrection, PastAct, acts_of
from events.decider import Decider, Rejected, Superseded, World
from events.policy import OFFICE, SET_UP
from events.retelling import CannotFollow, Corrected, NeedsStates, acts_in, correct
from events.values import Sealed, Subject
from service.access import check_after, check_before
from service.berlin import day_of
from service.checked_command import CheckedCommand
from service.codec import DECIDERS, encode_authority, encode_sealed
from service.command_envelope import CommandOutcome
from service.effects import SYSTEM, effect
from service.ids import new_id
from service.intake import camel, rewrite
from service.lookups import LoadedEntity
from service.prepared_events import prepare, prepare_correction
from service.problems import NotFound, Refused, StaleVersion, TextConflict
from service.recorded import Recorded
from service.refs import named_in, split
from service.sealing import Clear, SealingKey, open_sealed
from service.tenant import LEVELS, Tenant
from service.visibility import inherits_from, sees_newest, sees_recorded
from service.writer import AppendRequest, AppendResult


@dataclass(frozen=True)
class DecidedCommand:
    """The result of deciding a command on the record as it was read.

    `before` is the entity as read, `after` its state afterwards. `request` is what to append; None if nothing changes.
    `effect` is a due effect that the decision starts with: it is nobody's act, so it is recorded on its own and the
    command is decided again.
    """

    before: LoadedEntity | None
    after: Any
    events: tuple[Any, ...] = ()
    request: AppendRequest | None = None
    effect: AppendRequest | None = None
    reason: Sealed | None = None


async def decide_command(command: CheckedCommand, tenant: Tenant, fingerprint: bytes, ahead: int = 0) -> DecidedCommand:
    """Decide a command on the record as it is now. Raises a `Problem` if it is not allowed.

    `ahead` is how many events of due effects were recorded since, which the expected version does not include.
    """
    return await _Decider(command, tenant).decide(fingerprint, ahead)


def unchanged(command: CheckedCommand, decision: DecidedCommand) -> CommandOutcome:
    """The outcome of a command that changes nothing."""
    before = decision.before
    return CommandOutcome(command.ref, before.version if before else 0, before.position if before else 0, ())


def appended(command: CheckedCommand, decision: DecidedCommand, result: AppendResult) -> CommandOutcome:
    """The outcome of a command whose events were appended."""
    request, first = decision.request, result.position
    assert request is not None
    assert first is not None
    events = tuple(
        Recorded(
            county=request.county,
            position=first + n,
            ref=command.ref,
            version=written.version,
            event_id=written.event_id,
            type=written.type,
            event=event,
            body=written.body,
            body_hash=written.body_hash,
            recorded_at=result.recorded_at,
            actor=request.actor,
            reason=decision.reason,
            authority=command.authority,
            visibility=LEVELS[written.visibility],
            concerns=frozenset(written.concerns.split()),
            command_id=request.command_id,
            correlation_id=request.correlation_id,
            causation_id=request.causation_id,
        )
        for n, (written, event) in enumerate(zip(request.events, decision.events, strict=True))
    )
    return CommandOutcome(command.ref, events[-1].version, events[-1].position, events)


class _Decider:
    """Decides one command on one reading of the record."""

    def __init__(self, command: CheckedCommand, tenant: Tenant) -> None:
        self._given = command
        self._decider: Decider = command.decider
        self._viewer = command.viewer
        self._tenant = tenant
        self._loaded: dict[str, LoadedEntity | None] = {}
        self._day = day_of(command.at)
        self._history: list[Recorded] = []
        self._acts: list[PastAct] = []

    async def decide(self, fingerprint: bytes, ahead: int) -> DecidedCommand:
        given, decider = self._given, self._decider
        await self._load((given.ref, *given.refs, *given.cited))
        before = self._loaded[given.ref]
        self._check_target(before)
        check_before(self._viewer, type(given.command), None if before is None else before.concerns)
        await self._check_version(before, ahead)
        if given.corrects:
            self._history = await self._tenant.stream(given.ref)
            self._acts = acts_of(decider, [each.entry for each in self._history])
            self._check_acts(before)
        event_id = new_id()
        command, reason, keys = await self._seal(event_id)
        state = before.state if before else None
        try:
            if given.corrects:
                assert before is not None
                corrected = await self._correct(command)
                events = () if corrected.event is None else (corrected.event, *corrected.besides)
                prepared = prepare_correction(decider, before, corrected, self._history, event_id) if events else None
            else:
                world = await self._world(state, command)
                events = tuple(decider.decide(command, state, world))
                prepared = prepare(decider, given.ref, before, events, event_id) if events else None
        except Rejected as rejected:
            raise _refused(rejected) from rejected
        except Superseded as superseded:
            raise await self._outdated(superseded) from superseded
        if prepared is None:
            return DecidedCommand(before, state)
        check_after(self._viewer, type(command), prepared.audience.concerns)
        envelope = given.envelope
        request = AppendRequest(
            county=self._tenant.county,
            actor=given.actor,
            command_id=envelope.command_id,
            correlation_id=envelope.correlation_id or envelope.command_id,
            causation_id=envelope.causation_id,
            fingerprint=fingerprint,
            ref=given.ref,
            fold=decider.fold,
            reads={ref: loaded.version if loaded else 0 for ref, loaded in self._loaded.items()},
            events=prepared.written,
            reason=encode_sealed(reason),
            authority=encode_authority(given.authority),
            claims=prepared.claims,
            keys=keys,
            erased=prepared.erased,
            texts=prepared.texts,
            contents=given.contents,
        )
        return DecidedCommand(before, prepared.state, events, request, self._effect(before, events), reason)

    def _effect(self, before: LoadedEntity | None, events: tuple[Any, ...]) -> AppendRequest | None:
        """The due effect that the events start with, if any."""
        if before is None or self._decider.due is None:
            return None
        world = World(self._given.ref, self._tenant.ref, self._day, self._given.at, str(SYSTEM))
        due = self._decider.due(self._given.ref, before.state, world)
        if not due or events[: len(due[0].events)] != due[0].events:
            return None
        return effect(self._tenant.county, self._decider, before, due[0])

    async def _load(self, refs: Iterable[str]) -> None:
        """Load entities in one batch; the append checks that each still has this version."""
        asked = {ref: self._tenant.lookups.states.ask(ref) for ref in refs if ref not in self._loaded}
        for ref, answer in asked.items():
            self._loaded[ref] = await answer
        found = (loaded for ref in asked if (loaded := self._loaded[ref]) is not None)
        sources = {ref for loaded in found for ref in inherits_from(split(loaded.ref)[0], loaded.concerns)}
        if not sources <= self._loaded.keys():
            await self._load(sources)

    def _sees(self, loaded: LoadedEntity | None) -> bool:
        return loaded is not None and sees_newest(self._viewer, loaded, self._loaded)

    def _check_target(self, before: LoadedEntity | None) -> None:
        if (self._given.addressed or before is not None) and not self._sees(before):
            raise NotFound("There is no such entry.", (self._decider.seat or "id",))

    async def _check_version(self, before: LoadedEntity | None, ahead: int) -> None:
        expected = self._given.envelope.expected_version
        version = before.version if before else 0
        if expected is not None and expected + ahead != version:
            raise StaleVersion(version, self._seen(await self._tenant.since(self._given.ref, expected)))

    async def _outdated(self, superseded: Superseded) -> StaleVersion:
        """The problem for a part that was edited meanwhile: both texts and their common base."""
        texts = await self._tenant.texts({superseded.current, superseded.base or superseded.current})
        yours = getattr(self._given.command, "text", None)
        return StaleVersion(
            superseded.version,
            self._seen(await self._tenant.newest(self._given.ref)),
            superseded.message,
            _path(superseded.field),
            TextConflict(
                base=None if superseded.base is None else texts.get(superseded.base),
                theirs=texts[superseded.current],
                yours=yours if isinstance(yours, str) else None,
            ),
        )

    def _seen(self, events: Iterable[Recorded]) -> list[Recorded]:
        """The events that the viewer may see."""
        return [each for each in events if sees_recorded(self._viewer, each)]

    async def _world(self, state: Any, command: Any) -> World:
        """Everything the rules may look at. An entity that the viewer may not see does not exist for them."""
        given = self._given
        states = self._named()
        world = World(
            ref=given.ref,
            county=self._tenant.ref,
            today=self._day,
            now=given.at,
            actor=str(given.actor),
            states=states,
            contents={
                sha256: content
                for sha256 in given.contents
                if (content := await self._tenant.content(sha256)) is not None
            },
            authority=given.authority,
            reasoned=given.reason is not None,
            # The office acts for everyone, whoever its actor represents.
            acts_for=None if self._viewer.role in OFFICE else self._viewer.acts_for,
        )
        if given.corrects:
            return world
        while missing := [ref for ref in self._decider.reads(state, command, world) if ref not in states]:
            await self._look_up(missing, states)
        return world

    def _named(self) -> dict[str, Any]:
        """The states of the entities that the command names; None for those that the viewer may not see."""
        states: dict[str, Any] = {}
        for ref in self._given.refs:
            loaded = self._loaded[ref]
            states[ref] = loaded.state if loaded is not None and self._sees(loaded) else None
        for ref, path in self._given.cited.items():
            loaded = self._loaded[ref]
            if loaded is None or not self._sees(loaded):
                raise NotFound(
                    "The entry given as authority does not exist; check its id.",
                    path,
                )
            states[ref] = loaded.state
        return states

    async def _look_up(self, refs: Collection[str], states: dict[str, Any]) -> None:
        await self._load(refs)
        for ref in refs:
            loaded = self._loaded[ref]
            states[ref] = loaded.state if loaded else None

    # --- Corrections

    def _check_acts(self, before: LoadedEntity | None) -> None:
        """Raise `Forbidden` unless the viewer may carry out each act, both as recorded and as corrected.

        An act that only the command line may carry out is corrected by anyone who may correct at all.
        """
        for item in self._given.command.acts:
            for act in self._acts:
                for each in acts_in(self._decider, act, item.instead) if item.event in act.ids else ():
                    if each.may != SET_UP:
                        check_before(self._viewer, each.command, None if before is None else before.concerns)

    async def _correct(self, command: Any) -> Corrected:
        """The result of a correction, decided on the entity's whole history."""
        world = await self._world(None, command)
        states = dict(world.states)
        named = {ref for each in self._history for ref in named_in(each.body)} - states.keys() - {self._given.ref}
        await self._look_up(sorted(ref for ref in named if split(ref)[0] in DECIDERS), states)
        while True:
            try:
                return correct(self._decider, command, self._acts, replace(world, states=states))
            except NeedsStates as needed:
                await self._look_up(needed.refs, states)

    # --- Sealing

    async def _seal(self, event_id: UUID) -> tuple[Any, Sealed | None, list[SealingKey]]:
        """The command with its texts sealed, the sealed reason, and the new keys."""
        given = self._given
        keys: dict[Subject, SealingKey] = {}
        new: list[SealingKey] = []
        if Subject.ENTITY in given.sealed:
            key = await self._tenant.key_of(given.ref)
            if key is None:
                key = self._tenant.new_key(given.ref)
                new.append(key)
            keys[Subject.ENTITY] = key
        if Subject.EVENT in given.sealed or given.reason is not None:
            keys[Subject.EVENT] = self._tenant.new_key(f"event:{event_id}")
            new.append(keys[Subject.EVENT])
        reason = None if given.reason is None else keys[Subject.EVENT].seal(given.reason, "reason")
        if not given.sealed:
            return given.command, reason, new
        if not given.corrects:
            return _sealed(given.command, keys, {}), reason, new
        acts: list[ActCorrection] = []
        for item in given.command.acts:
            if item.instead is not None:
                item = replace(item, instead=_sealed(item.instead, keys, await self._known(item)))
            acts.append(item)
        return replace(given.command, acts=tuple(acts)), reason, new

    async def _known(self, item: ActCorrection) -> dict[tuple[str, str], Sealed]:
        """The sealed texts of a corrected act, by text and place, so that an unchanged text keeps its sealed form."""
        boxes: dict[str, list[Sealed]] = {}
        for act in self._acts:
            if item.event in act.ids:
                for event in (*act.recorded, *act.stands):
                    for path, box in sealed_in(event):
                        boxes.setdefault(path, []).append(box)
        secrets = await self._tenant.secrets({box.key for found in boxes.values() for box in found})
        return {
            (open_sealed(secrets[box.key], box), path): box
            for path, found in boxes.items()
            for box in found
            if box.key in secrets
        }


def _sealed(command: Any, keys: Mapping[Subject, SealingKey], known: Mapping[tuple[str, str], Sealed]) -> Any:
    """A command with its texts sealed; a known text in the same place keeps its sealed form."""

    def seal(value: Any, hint: type[Any], notes: tuple[Any, ...], path: tuple[str, ...]) -> Any:
        if not isinstance(value, Clear):
            return value
        subject = next(note for note in notes if isinstance(note, Subject))
        place = ".".join(path)
        return known.get((value.text, place)) or keys[subject].seal(value.text, place)

    return rewrite(command, type(command), (), seal)


def sealed_in(event: Any) -> Iterator[tuple[str, Sealed]]:
    """The sealed texts of an event with their places."""
    found: list[tuple[str, Sealed]] = []

    def note(value: Any, hint: type[Any], notes: tuple[Any, ...], path: tuple[str, ...]) -> Any:
        if isinstance(value, Sealed):
            found.append((".".join(path), value))
        return value

    rewrite(event, type(event), (), note)
    return iter(found)


def _refused(rejected: Rejected) -> Refused:
    refused = Refused(rejected.message, _path(rejected.field), rejected.code)
    return refused.because_of(rejected.event) if isinstance(rejected, CannotFollow) else refused


def _path(field: str) -> tuple[str, ...]:
    """A command's field as GraphQL spells it; empty for the whole command."""
    return tuple(camel(part) for part in field.split(".")) if field else ()
