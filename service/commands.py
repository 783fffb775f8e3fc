"""How a command is handled: known outcome, decision, append, outcome."""

from collections.abc import Callable
from contextlib import nullcontext
from datetime import UTC, datetime
from uuid import UUID

from service.checked_command import CheckedCommand, check_command
from service.codec import DECIDERS
from service.command_envelope import CommandEnvelope, CommandOutcome, CommandPreview
from service.decided_command import appended, decide_command, unchanged
from service.entity_locks import EntityLocks
from service.intake import camel
from service.problems import CommandIdReused, Contended, Forbidden, Problem, Refused
from service.refs import split
from service.tenant import Tenant
from service.viewer import Viewer
from service.writer import Verdict, Writer

_TRIES = 20


def now() -> datetime:
    """The current moment, in UTC."""
    return datetime.now(UTC)


class Commands:
    """Carries out the commands of all aggregates without knowing any of them."""

    def __init__(self, writer: Writer, tenant: Callable[[UUID], Tenant], clock: Callable[[], datetime] = now) -> None:
        self._writer = writer
        self._tenant = tenant
        self._clock = clock
        self._locks = EntityLocks()

    async def handle(self, viewer: Viewer, envelope: CommandEnvelope) -> CommandOutcome:
        """Carry out a command. If it cannot be carried out, nothing is written and a `Problem` is raised.

        Without an expected version, it is decided again on fresh state if others were faster.
        """
        tenant, command, fingerprint = await self._checked(viewer, envelope)
        sent = (command.actor, envelope.command_id)
        ahead = 0
        for n in range(_TRIES):
            # A client that names the version it saw learns at once what has changed since.
            queues = envelope.expected_version is None
            async with self._locks.hold(command.ref, collided=n > 0) if queues else nullcontext():
                # The append settles for itself whether the command was carried out before; it only has to be asked
                # where nothing will be appended.
                try:
                    decision = await decide_command(command, tenant, fingerprint, ahead)
                except Problem:
                    first = await _first_outcome(tenant, sent, fingerprint)
                    if first is None:
                        raise
                    return first
                if decision.request is None:
                    return await _first_outcome(tenant, sent, fingerprint) or unchanged(command, decision)
                if decision.effect is not None:
                    if (await self._writer.append(decision.effect)).verdict in (Verdict.DONE, Verdict.KNOWN):
                        ahead += len(decision.effect.events)
                    continue
                result = await self._writer.append(decision.request)
            if result.verdict is Verdict.DONE:
                return appended(command, decision, result)
            if result.verdict in (Verdict.KNOWN, Verdict.REUSED):
                first = await _first_outcome(tenant, sent, fingerprint)
                assert first is not None
                return first
            if result.verdict is Verdict.CLAIMED:
                raise _taken(command.ref, result.detail or "")
        raise Contended(
            "Others keep changing what this depends on; nothing was written, please try again.",
        )

    async def preview(self, viewer: Viewer, envelope: CommandEnvelope) -> CommandPreview:
        """What a command would change now; nothing is written. Raises a `Problem`."""
        tenant, command, fingerprint = await self._checked(viewer, envelope)
        decision = await decide_command(command, tenant, fingerprint)
        return CommandPreview(command.ref, decision.before.state if decision.before else None, decision.after)

    async def _checked(self, viewer: Viewer, envelope: CommandEnvelope) -> tuple[Tenant, CheckedCommand, bytes]:
        if viewer.actor is None:
            raise Forbidden("Changes need a token.")
        tenant = self._tenant(viewer.county)
        command = check_command(viewer, viewer.actor, envelope, tenant, self._clock())
        return tenant, command, await command.fingerprint(tenant)


async def _first_outcome(tenant: Tenant, sent: tuple[UUID, UUID], fingerprint: bytes) -> CommandOutcome | None:
    """The outcome of the command when it was sent before; None if it is new. Raises `CommandIdReused`."""
    known = await tenant.lookups.outcomes.get(sent)
    if known is None:
        return None
    if known.fingerprint != fingerprint:
        raise CommandIdReused(
            "This command id was used for another command; take a new one.",
            ("commandId",),
        )
    events = await tenant.between(known.position, known.position + known.events - 1)
    return CommandOutcome(known.ref, known.version, events[-1].position, tuple(events), repeated=True)


def _taken(ref: str, claim: str) -> Refused:
    name, _, value = claim.partition(":")
    return Refused(
        "Another entry of this record already has this: {what} {value}."
        if value
        else "Another entry of this record already has this: {what}.",
        (camel(name.replace("-", "_")),),
        "TAKEN",
        what=DECIDERS[split(ref)[0]].claimed[name],
        value=value,
    )
