"""A mutation for every command that a token may issue, and a payload for every aggregate."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graphql import (
    GraphQLBoolean,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInt,
    GraphQLObjectType,
    GraphQLString,
)

from events.authority import Authority
from events.policy import Relation, Role
from schema import words
from schema.aggregate import Published
from schema.context import EventView, Operation
from schema.corrections import CHANGES, CorrectionInputs, FieldChange, changes
from schema.events import EventTypes
from schema.fields import argument, field, input_field, many, required
from schema.inputs import Inputs, Read
from schema.problems import NAMES, ProblemTypes, ProblemView
from schema.scalars import BIG_INT, UUID_SCALAR
from schema.shapes import shape_of
from service import docstrings
from service.command_envelope import CommandEnvelope, CommandOutcome
from service.ids import new_id
from service.problems import Problem
from service.recorded import Recorded
from service.visibility import sees_recorded

TOKEN_ROLES = frozenset(Role) - {Role.SYSTEM, Role.PUBLIC}
"""The roles that can hold tokens."""


def granted(published: Published, command: type[Any]) -> dict[Role, Relation]:
    """The roles with tokens that may issue a command, and the relation each needs."""
    return {role: relation for role, relation in published.decider.may[command].items() if role in TOKEN_ROLES}


def mutation_name(command: type[Any]) -> str:
    """The name of a command's mutation."""
    return words.lower_first(command.__name__)


class Payload:
    """The result of a mutation: an outcome or a problem."""

    __slots__ = ("changes", "events", "outcome", "position", "problems")

    def __init__(
        self,
        operation: Operation,
        outcome: CommandOutcome | None,
        events: Iterable[Recorded] = (),
        position: int | None = None,
        problem: Problem | None = None,
        changes: Sequence[FieldChange] | None = None,
    ) -> None:
        self.changes = changes
        self.outcome = outcome
        self.position = position
        self.problems = () if problem is None else (ProblemView(problem),)
        self.events = tuple(EventView(event, operation.today) for event in events)

    @property
    def cursor(self) -> str | None:
        """The cursor at the last event."""
        return self.events[-1].cursor if self.events else None

    @property
    def repeated(self) -> bool:
        """Whether the command had been sent before."""
        return self.outcome is not None and self.outcome.repeated


class Mutations:
    """The fields of the mutation type."""

    def __init__(
        self, inputs: Inputs, events: EventTypes, problems: ProblemTypes, types: Mapping[str, GraphQLObjectType]
    ) -> None:
        self._inputs = inputs
        self._events = events
        self._problems = problems
        self._types = types
        authority, _ = shape_of(Authority | None, "Order.authority")
        self._envelope = {
            "commandId": input_field(
                UUID_SCALAR,
                "An id that you choose for this command. Sent again with the same content, the command is carried out "
                "only once and returns the first outcome. Without an id, sending again may repeat the act "
                "(Auftragskennung).",
            ),
            "expectedVersion": input_field(
                GraphQLInt,
                "The version of the entity that you have seen: if it has changed since, nothing is done (erwartete "
                "Version).",
            ),
            "reason": input_field(
                GraphQLString,
                "The reason, stored sealed. Corrections need one. At most 5000 characters (Begründung).",
            ),
            "authority": input_field(inputs.type_of(authority), "The decision it rests on (Beschlussgrundlage)."),
        }
        self._read_authority = inputs.read(authority)
        self._input_types: dict[type[Any], GraphQLInputObjectType] = {}
        self._corrections = CorrectionInputs(inputs, self._input_type, self._envelope)

    def of(self, published: Published) -> dict[str, GraphQLField]:
        """The mutations of an aggregate."""
        commands = [command for command in published.decider.commands if granted(published, command)]
        if not commands:
            return {}
        payload = self._payload(published)
        return {mutation_name(command): self._mutation(published, command, payload) for command in commands}

    def _mutation(self, published: Published, command: type[Any], payload: GraphQLObjectType) -> GraphQLField:
        description = docstrings.of_class(command)
        corrects = command is published.decider.correct
        input_type = self._correction(published, command) if corrects else self._input_type(command)
        read = self._corrections.reader(published) if corrects else self._inputs.reader(command)
        read_authority = self._read_authority

        async def resolve(_source: Any, info: Any, input: Mapping[str, Any]) -> Payload:
            operation: Operation = info.context
            await operation.renew()
            try:
                envelope = _envelope(read, read_authority, input)
                if input.get("preview"):
                    preview = await operation.record.commands.preview(operation.viewer, envelope)
                    return Payload(operation, None, changes=await changes(operation, published, preview))
                outcome = await operation.record.commands.handle(operation.viewer, envelope)
            except Problem as problem:
                if type(problem) not in NAMES:
                    raise
                return Payload(operation, None, problem=problem)
            return await _payload(operation, outcome)

        return field(
            required(payload),
            words.sentence(description, _issued_by(granted(published, command))),
            resolve,
            {"input": argument(required(input_type), "The command (Auftrag).")},
        )

    def _input_type(self, command: type[Any]) -> GraphQLInputObjectType:
        """The input type of a command, made once: corrections use it too."""
        found = self._input_types.get(command)
        if found is None:
            described = words.lower_first(docstrings.of_class(command))
            found = self._input_types[command] = GraphQLInputObjectType(
                f"{command.__name__}Input",
                lambda: self._fields(command),
                description=f"What {mutation_name(command)} needs: {described}",
            )
        return found

    def _correction(self, published: Published, command: type[Any]) -> GraphQLInputObjectType:
        described = words.lower_first(docstrings.of_class(command))
        return GraphQLInputObjectType(
            f"{command.__name__}Input",
            lambda: self._corrections.fields(published) | self._envelope,
            description=f"What {mutation_name(command)} needs: {described}",
        )

    def _fields(self, command: type[Any]) -> dict[str, GraphQLInputField]:
        return self._inputs.fields(command, frozenset(self._envelope)) | self._envelope

    def _payload(self, published: Published) -> GraphQLObjectType:
        return GraphQLObjectType(
            f"{published.name}Payload",
            lambda: {
                published.singular: field(
                    self._types[published.kind],
                    "The entity as it is now; null if nothing was done (Eintrag).",
                    _entity,
                ),
                "events": field(
                    many(self._events.interface),
                    "The recorded events that the viewer may see; empty if nothing had to change (Ereignisse).",
                    "events",
                ),
                "position": field(
                    BIG_INT, "The position of the entity's newest event; null if nothing was done (Position).",
                    "position",
                ),
                "cursor": field(
                    GraphQLString, "The cursor for following what comes after these events (Marke).", "cursor"
                ),
                "repeated": field(
                    required(GraphQLBoolean),
                    "Whether the command had been carried out before; this is its first outcome (wiederholt).",
                    "repeated",
                ),
                "changes": field(
                    CHANGES,
                    "What would change; null unless a preview was requested (Vorschau).",
                    "changes",
                ),
                "problems": field(
                    many(self._problems.interface),
                    "Why nothing was done; empty on success (Probleme).",
                    "problems",
                ),
            },
            description=f"The result of a command on {published.name} (Ergebnis).",
        )  # fmt: skip


async def _payload(operation: Operation, outcome: CommandOutcome) -> Payload:
    """The payload of an outcome, with the events that the sender may see now."""
    if not outcome.repeated:
        mine = (each for each in outcome.events if sees_recorded(operation.viewer, each))
        return Payload(operation, outcome, mine, outcome.position)
    reading = await operation.reading()
    seen = [await reading.event(each.event_id) for each in outcome.events]
    position = None if await reading.get(outcome.ref) is None else outcome.position
    return Payload(operation, outcome, [each for each in seen if each is not None], position)


def _envelope(read: Read, read_authority: Read, given: Mapping[str, Any]) -> CommandEnvelope:
    authority = given.get("authority")
    return CommandEnvelope(
        command=read(given, ()),
        command_id=given.get("commandId") or new_id(),
        expected_version=given.get("expectedVersion"),
        reason=given.get("reason"),
        authority=None if authority is None else read_authority(authority, ("authority",)),
    )


def _entity(payload: Payload, info: Any) -> Any:
    return None if payload.outcome is None else info.context.entity(payload.outcome.ref, None)


def _issued_by(grants: Mapping[Role, Relation]) -> str:
    roles = [
        role.value if relation is Relation.ANY else f"{role.value} for its own" for role, relation in grants.items()
    ]
    return f"May be issued by: {', '.join(sorted(roles))}."
