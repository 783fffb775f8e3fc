"""An executor that reads plain attributes with a function generated once for each selection.

Most fields are plain attributes of plain objects, and most of graphql-core's work on them is unnecessary: no resolver,
no argument, nothing to await. A generated function reads and coerces all of them at once; the rest of the selection
goes the usual way. If a value is missing or cannot be coerced, the whole selection goes the usual way, so that errors
are the same.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from graphql import (
    GraphQLBoolean,
    GraphQLInt,
    GraphQLLeafType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLString,
    Undefined,
    is_leaf_type,
)
from graphql.execution.executor_throwing_on_incremental import ExecutorThrowingOnIncremental

Fields = tuple[tuple[str, str], ...]
"""The fields in order: response name and attribute of plain ones, "" as the attribute of others."""


class NeedsUsualWay(Exception):
    """A value that only the usual way can handle."""


class _Plan:
    """How a selection is read: plain fields at once, the rest in the usual way."""

    __slots__ = ("read", "rest", "selection")

    def __init__(self, selection: Any, read: Callable[[Any], dict[str, Any]] | None, rest: Any) -> None:
        self.selection = selection  # keeps a reference, so that its id stays unique
        self.read = read
        self.rest = rest


class CompilingExecutor(ExecutorThrowingOnIncremental):
    """graphql-core's executor, faster on selections with plain attributes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._plans: dict[tuple[GraphQLObjectType, int], _Plan] = {}

    def execute_fields(
        self,
        parent_type: GraphQLObjectType,
        source_value: Any,
        path: Any,
        grouped_field_set: Any,
        position_context: Any,
    ) -> Any:
        """The fields of one object."""
        key = (parent_type, id(grouped_field_set))
        plan = self._plans.get(key)
        if plan is None:
            plan = self._plans[key] = _plan(parent_type, grouped_field_set)
        if plan.read is None:
            return super().execute_fields(parent_type, source_value, path, grouped_field_set, position_context)
        try:
            found = plan.read(source_value)
        except Exception:
            return super().execute_fields(parent_type, source_value, path, grouped_field_set, position_context)
        if plan.rest is None:
            return found
        rest: Any = super().execute_fields(parent_type, source_value, path, plan.rest, position_context)
        if self.is_awaitable(rest):
            return _joined(found, rest)
        found.update(rest)
        return found


async def _joined(found: dict[str, Any], rest: Any) -> dict[str, Any]:
    found.update(await rest)
    return found


def _plan(parent_type: GraphQLObjectType, selection: Any) -> _Plan:
    fields: list[tuple[str, str]] = []
    rest = {}
    for response_name, details in selection.items():
        node = details[0].node
        name = node.name.value
        definition = parent_type.fields.get(name)
        if name == "__typename" or (
            definition is not None
            and not definition.args
            and hasattr(definition.resolve, "attribute")
            and is_leaf_type(_named(definition.type))
        ):
            fields.append((response_name, name))
        else:
            fields.append((response_name, ""))
            rest[response_name] = details
    if len(rest) == len(selection):
        return _Plan(selection, None, None)
    return _Plan(selection, _reader(parent_type, tuple(fields)), rest or None)


def _named(type_: GraphQLOutputType) -> Any:
    """The named type; a list stays a list, so it is not a leaf."""
    return type_.of_type if isinstance(type_, GraphQLNonNull) else type_


@lru_cache(maxsize=4_096)
def _reader(parent_type: GraphQLObjectType, fields: Fields) -> Callable[[Any], dict[str, Any]]:
    """A function that reads plain fields into the answer and leaves placeholders for the others."""
    names: dict[str, Any] = {"Unusual": NeedsUsualWay}
    lines = []
    places = []
    for n, (response_name, name) in enumerate(fields):
        # GraphQL names contain only letters, digits and underscores.
        if name == "":
            places.append(f"{response_name!r}: None")
        elif name == "__typename":
            places.append(f"{response_name!r}: {parent_type.name!r}")
        else:
            definition = parent_type.fields[name]
            path: str = definition.resolve.attribute
            names[f"coerce{n}"] = _coercing(_named(definition.type), isinstance(definition.type, GraphQLNonNull))
            lines.append(f"    v{n} = source.{path}")
            check = _CHECKS.get(_named(definition.type))
            lines.append(f"    {f'if {check.format(n)}: ' if check else ''}v{n} = coerce{n}(v{n})")
            places.append(f"{response_name!r}: v{n}")
    code = "\n".join(["def read(source):", *lines, f"    return {{{', '.join(places)}}}"])
    exec(compile(code, f"<{parent_type.name}>", "exec"), names)
    read: Callable[[Any], dict[str, Any]] = names["read"]
    return read


_CHECKS: dict[Any, str] = {
    GraphQLString: "v{0}.__class__ is not str",
    GraphQLBoolean: "v{0}.__class__ is not bool",
    GraphQLInt: "v{0}.__class__ is not int or not -2147483648 <= v{0} <= 2147483647",
}
"""When a scalar value needs the usual way."""


def _coercing(type_: GraphQLLeafType, required: bool) -> Callable[[Any], Any]:
    """The function that coerces a value for the answer. It raises if only the usual way can handle the value."""
    coerce = type_.coerce_output_value

    def coerced(value: Any) -> Any:
        if value is None:
            if required:
                raise NeedsUsualWay
            return None
        if hasattr(value, "__await__"):
            raise NeedsUsualWay
        result = coerce(value)
        if result is None or result is Undefined:
            raise NeedsUsualWay
        return result

    return coerced
