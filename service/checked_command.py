"""Checks a command's input and collects what it refers to."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from events.authority import Authority
from events.correction import ActCorrection, Correct
from events.decider import Decider
from events.values import FREE_TEXT, AnyRef, Invalid, Subject
from service.access import COMMANDS
from service.codec import encode
from service.command_envelope import CommandEnvelope
from service.ids import new_id
from service.intake import Intake
from service.problems import InvalidInput
from service.refs import join, split
from service.tenant import Tenant
from service.viewer import Viewer

Path = tuple[str, ...]


@dataclass(frozen=True)
class CheckedCommand:
    """A command whose input is valid, ready to be decided.

    `refs` are the entities it names and in which fields, `cited` those that its authority names, `contents` the
    uploaded bytes, `sealed` the subjects whose keys seal its clear texts. `addressed` means that it names an entity
    that must exist. `at` is when it was received.
    """

    decider: Decider
    viewer: Viewer
    actor: UUID
    envelope: CommandEnvelope
    command: Any
    authority: Authority | None
    reason: str | None
    ref: str
    addressed: bool
    refs: Mapping[str, Path]
    cited: Mapping[str, Path]
    contents: frozenset[str]
    sealed: frozenset[Subject]
    at: datetime

    @property
    def corrects(self) -> bool:
        """Whether it is a correction."""
        return isinstance(self.command, Correct)

    async def fingerprint(self, tenant: Tenant) -> bytes:
        """A keyed digest of the command's content, to recognise it when it is sent again."""
        return await tenant.fingerprint(
            encode(
                {
                    "authority": self.authority,
                    "command": _said(self.command),
                    "expected_version": self.envelope.expected_version,
                    "reason": self.reason,
                    "type": type(self.command).__name__,
                }
            )
        )


def check_command(
    viewer: Viewer, actor: UUID, envelope: CommandEnvelope, tenant: Tenant, at: datetime
) -> CheckedCommand:
    """Check a command. Raises `InvalidInput` if a field is outside its limits."""
    decider = COMMANDS[type(envelope.command)]
    command: Any
    if isinstance(envelope.command, Correct):
        command, taken = _correction(decider, envelope.command)
    else:
        taken = [Intake(envelope.command)]
        command = taken[0].command
    cited = None if envelope.authority is None else Intake(envelope.authority, ("authority",))
    addressed = hasattr(command, "id")
    return CheckedCommand(
        decider=decider,
        viewer=viewer,
        actor=actor,
        envelope=envelope,
        command=command,
        authority=cited.command if cited else None,
        reason=None if envelope.reason is None else _reason(envelope.reason),
        ref=command.id if addressed else _target(decider, command, tenant),
        addressed=addressed,
        refs={ref: path for each in taken for ref, path in each.refs.items()},
        cited=cited.refs if cited else {},
        contents=frozenset(content for each in taken for content in each.contents),
        sealed=frozenset(subject for each in taken for subject in each.sealed),
        at=at,
    )


def _said(command: Any) -> Any:
    """The content of a command; for a correction, including the types of the commands given instead."""
    if not isinstance(command, Correct):
        return command
    acts = [(item.event, type(item.instead).__name__, item.instead) for item in command.acts]
    return {"id": command.id, "acts": acts}


def _target(decider: Decider, command: Any, tenant: Tenant) -> str:
    if decider.seat:
        return _addressee(decider, command)
    return tenant.ref if decider.root else join(decider.kind, new_id())


def _addressee(decider: Decider, command: Any) -> str:
    """The entity that a command addresses: by its own id, or by the entity that has one such record."""
    return join(decider.kind, split(getattr(command, decider.seat))[1]) if decider.seat else str(command.id)


def _reason(reason: str) -> str:
    try:
        return FREE_TEXT.check(reason)
    except Invalid as invalid:
        raise InvalidInput(invalid.message, ("reason",)) from invalid


# --- Corrections -----------------------------------------------------------------------------------------------


MOST_ACTS = 50
"""How many acts one correction may correct."""


def _correction(decider: Decider, given: Correct) -> tuple[Correct, list[Intake]]:
    """A correction, with every command in it checked as if it had been sent on its own."""
    if len(given.acts) > MOST_ACTS:
        raise InvalidInput("has more than {most_acts} members", ("acts",), most_acts=MOST_ACTS)
    taken = [Intake(_Addressed(given.id))]
    acts = []
    for n, item in enumerate(given.acts):
        path = ("acts", str(n))
        instead = item.instead
        if instead is not None:
            intake = Intake(instead, (*path, "instead", lower_first(type(instead).__name__)))
            instead = intake.command
            named = decider.seat or "id"
            if hasattr(instead, named) and _addressee(decider, instead) != given.id:
                raise InvalidInput(
                    "must name the entry that is corrected",
                    (*path, "instead", lower_first(type(instead).__name__), named),
                )
            taken.append(intake)
        acts.append(ActCorrection(_event_id(item.event, (*path, "event")), instead))
    return replace(given, acts=tuple(acts)), taken


def _event_id(value: str, path: Path) -> str:
    """The id of an event, in the one spelling of many that the record has."""
    try:
        return str(UUID(value))
    except ValueError:
        raise InvalidInput("is not the id of an event", path) from None


@dataclass(frozen=True)
class _Addressed:
    id: AnyRef


def lower_first(name: str) -> str:
    """`RenamePartner` as an input field spells it: `renamePartner`."""
    return name[:1].lower() + name[1:]
