"""Limits of an operation: length, depth, aliases and total cost.

They are checked on the document and its types before the costly validation rules run, which report unknown types and
cycles.
"""

from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    ListValueNode,
    NamedTypeNode,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableNode,
    get_named_type,
    get_nullable_type,
)

from schema.connections import MOST, USUAL

MOST_TOKENS = 6_000
MOST_DEPTH = 16
MOST_ALIASES = 100
MOST_FIELDS = 1_500
MOST_COST = 100_000
"""How many fields an answer may have, assuming full pages and unpaged lists as long as a default page."""
MOST_NESTING = 32
"""The maximum nesting of variables."""
_RETOLD = 50
"""How many aliases an alias on the schema counts as: its lists are long and not paged."""

COST = "cost"
"""The field extension that says how many fields a field counts as, for the work it causes."""


_Type = GraphQLNamedType | None
"""The type selected from; None if unknown, which validation reports."""

_PAGED = frozenset({"first", "last", "ids"})
_MEMBERS = frozenset({"edges", "nodes"})


class _Extent:
    """The depth, width and cost of a selection."""

    __slots__ = ("aliases", "cost", "depth", "fields", "paged")

    def __init__(self) -> None:
        self.depth = 0
        self.aliases = 0
        self.fields = 0
        self.cost = 0
        self.paged = False
        """Whether the selection includes the members of a page, directly or in a fragment."""

    def add(self, other: "_Extent", times: int = 1, below: int = 0) -> None:
        self.depth = max(self.depth, other.depth + below)
        self.aliases += other.aliases
        self.fields += other.fields
        self.cost += other.cost * times


class _Measure:
    """Measures the operations of a document, visiting each fragment once."""

    def __init__(self, document: DocumentNode, types: GraphQLSchema | None) -> None:
        self._types = types
        self._fragments = {
            each.name.value: each for each in document.definitions if isinstance(each, FragmentDefinitionNode)
        }
        self._measured: dict[str, _Extent] = {}
        self._under_way: set[str] = set()

    def operation(self, definition: OperationDefinitionNode) -> _Extent:
        root = self._types.get_root_type(definition.operation) if self._types else None
        return self._selection(definition.selection_set, root)

    def _selection(self, selections: SelectionSetNode | None, type_: _Type) -> _Extent:
        total = _Extent()
        for each in selections.selections if selections else ():
            match each:
                case FieldNode(name=name):
                    of = _field(type_, name.value)
                    inner = self._selection(each.selection_set, get_named_type(of.type) if of else None)
                    if name.value[:2] == "__":
                        total.aliases += _RETOLD * (inner.aliases + (each.alias is not None and inner.fields > 0))
                    else:
                        total.add(inner, _members(each, inner.paged, of), below=1)
                    total.paged |= name.value in _MEMBERS
                    total.depth = max(total.depth, 1)
                    total.fields += 1
                    total.cost += of.extensions.get(COST, 1) if of else 1
                    total.aliases += each.alias is not None
                case InlineFragmentNode(type_condition=condition):
                    of_type = self._named(condition) if condition else type_
                    self._join(total, self._selection(each.selection_set, of_type))
                case FragmentSpreadNode():
                    self._join(total, self._fragment(each.name.value))
        return total

    def _named(self, node: NamedTypeNode) -> _Type:
        return self._types.type_map.get(node.name.value) if self._types else None

    @staticmethod
    def _join(total: _Extent, fragment: _Extent) -> None:
        total.add(fragment)
        total.paged |= fragment.paged

    def _fragment(self, name: str) -> _Extent:
        found = self._measured.get(name)
        if found is None:
            definition = self._fragments.get(name)
            if definition is None or name in self._under_way:
                return _Extent()
            self._under_way.add(name)
            found = self._measured[name] = self._selection(
                definition.selection_set, self._named(definition.type_condition)
            )
            self._under_way.discard(name)
        return found


def _field(type_: _Type, name: str) -> GraphQLField | None:
    return type_.fields.get(name) if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType) else None


def _members(node: FieldNode, paged: bool, of: GraphQLField | None) -> int:
    """How many members a field may have: as `first`, `last` or the ids say, or else a default page, which is also
    assumed for unpaged lists.

    In a page, only `edges` and `nodes` are multiplied; a field that takes ids is itself the list.
    """
    for each in node.arguments or ():
        if each.name.value in _PAGED:
            match each.value:
                case IntValueNode(value=number):
                    # Validation refuses longer numbers.
                    return min(max(int(number), 1), MOST) if len(number) < 10 else MOST
                case ListValueNode(values=values):
                    return min(max(len(values), 1), MOST)
                case VariableNode():
                    return MOST
    is_list = of is not None and isinstance(get_nullable_type(of.type), GraphQLList)
    return USUAL if paged or (is_list and node.name.value not in _MEMBERS) else 1


def excess(document: DocumentNode, types: GraphQLSchema | None = None) -> str | None:
    """Which limit a document exceeds; None if none."""
    measure = _Measure(document, types)
    total = _Extent()
    for definition in document.definitions:
        if isinstance(definition, OperationDefinitionNode):
            total.add(measure.operation(definition))
    for what, is_, most in (
        ("deep", total.depth, MOST_DEPTH),
        ("aliases", total.aliases, MOST_ALIASES),
        ("fields", total.fields, MOST_FIELDS),
        ("cost", total.cost, MOST_COST),
    ):
        if is_ > most:
            return _TOLD[what].format(most=most, it=is_)
    return None


_TOLD = {
    "deep": "The operation is {it} fields deep; {most} are allowed.",
    "aliases": "The operation has {it} aliases; {most} are allowed.",
    "fields": "The operation has {it} fields; {most} are allowed.",
    "cost": "The answer could have {it} fields, or be as much work; {most} are allowed. Ask for less at a time.",
}


def nested_too_deeply(value: Any, most: int = MOST_NESTING) -> bool:
    """Whether variables are nested deeper than any input needs."""
    level = [value]
    for _ in range(most):
        level = [
            inner
            for each in level
            if isinstance(each, dict | list)
            for inner in (each.values() if isinstance(each, dict) else each)
        ]
        if not level:
            return False
    return True
