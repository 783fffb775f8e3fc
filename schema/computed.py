"""Computed fields: turns an aggregate's `Computed` declarations into GraphQL fields."""

from collections.abc import Callable
from datetime import date
from inspect import isawaitable
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from graphql import GraphQLArgument, GraphQLField

from events.values import Exact, Invalid, Many, Text, Whole, check_day
from schema import words
from schema.aggregate import NO_DEFAULT, Argument, Computed
from schema.context import Entity
from schema.fields import argument, field, nullable
from schema.inputs import Inputs, as_written
from schema.limits import COST
from schema.outputs import Outputs, turn_of
from schema.shapes import shape_of
from service.problems import InvalidInput

Read = Callable[[Any], Any]
"""Turns a client's input into the value. Raises `InvalidInput`."""


def computed_field(outputs: Outputs, inputs: Inputs, computed: Computed) -> GraphQLField:
    """The GraphQL field. Raises `Unpublishable` if its type or an argument's type has no shape."""
    where = f"{computed.of}.{computed.name}"
    shape, _ = shape_of(computed.returns, where)
    turn = turn_of(shape)
    arguments: dict[str, GraphQLArgument] = {}
    readers: list[tuple[str, str, Read, Any]] = []
    for each in computed.args:
        name = words.camel(each.name)
        arguments[name], read = _argument(inputs, each, where)
        readers.append((each.name, name, read, None if each.default is NO_DEFAULT else each.default))

    async def resolve(entity: Entity, info: Any, **given: Any) -> Any:
        asked = {
            name: default if given.get(camel) is None else read(given[camel]) for name, camel, read, default in readers
        }
        value = await computed.resolve(info.context, entity, **asked)
        if value is None or turn is None:
            return value
        turned = turn(value, entity, info.context)
        return await turned if isawaitable(turned) else turned

    made = field(outputs.type_of(shape), computed.description, resolve, arguments)
    if computed.cost > 1:
        made.extensions = {COST: computed.cost}
    return made


def _argument(inputs: Inputs, declared: Argument, where: str) -> tuple[GraphQLArgument, Read]:
    shape, limit = shape_of(declared.type, f"{where}({declared.name})")
    type_ = inputs.type_of(shape)
    default = None if declared.default is NO_DEFAULT else as_written(declared.default)
    if default is None and declared.default is not NO_DEFAULT:
        type_ = nullable(type_)
    read = inputs.read(shape)
    path = (words.camel(declared.name),)
    notes = _notes(declared.type)

    def checked(given: Any) -> Any:
        value = read(given, path)
        try:
            if type(value) is date:
                check_day(value)
            for note in notes:
                if isinstance(note, Text | Whole | Exact):
                    value = note.check(value)
                elif isinstance(note, Many) and len(value) > note.most:
                    raise Invalid("has more than {most} members", most=note.most)
        except Invalid as invalid:
            raise InvalidInput(invalid.message, path) from invalid
        return value

    return argument(type_, words.sentence(declared.description, limit), default), checked


def _notes(hint: Any) -> tuple[Any, ...]:
    """The annotations of a type, whether or not it is optional."""
    if get_origin(hint) in (Union, UnionType):
        (hint,) = (arm for arm in get_args(hint) if arm is not NoneType)
    return tuple(get_args(hint)[1:]) if get_origin(hint) is Annotated else ()
