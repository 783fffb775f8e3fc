"""What one operation may ask for: how long, how deep, how often under other names, and how much in all.

Judged on the document and the types that it names, before the costly rules of validation see it; what is unknown or
circular is for them to report.
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
"""How many fields an answer may have, were every page full and every list without pages as long as a usual page."""
MOST_NESTING = 32
"""How deep variables may be nested."""
_RETOLD = 50
"""As how many aliases one counts that asks for a part of the schema again: its lists are long and have no pages."""

COST = "cost"
"""The extension of a field that tells as how many fields it counts, for the work that it makes."""


_Type = GraphQLNamedType | None
"""What is selected from; None where it is not known, or there is no such type: that is for validation to tell."""

_PAGED = frozenset({"first", "last", "ids"})
_MEMBERS = frozenset({"edges", "nodes"})


class _Extent:
    """How deep and wide a selection is, and what it would cost."""

    __slots__ = ("aliases", "cost", "depth", "fields", "paged")

    def __init__(self) -> None:
        self.depth = 0
        self.aliases = 0
        self.fields = 0
        self.cost = 0
        self.paged = False
        """Whether the members of a page are among what is selected, by itself or by a fragment."""

    def add(self, other: "_Extent", times: int = 1, below: int = 0) -> None:
        self.depth = max(self.depth, other.depth + below)
        self.aliases += other.aliases
        self.fields += other.fields
        self.cost += other.cost * times


class _Measure:
    """Measures the operations of a document, each fragment once."""

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
    """How many members a field may have: what `first`, `last` or the ids say, or as many as a page has by itself,
    which is what is reckoned for a list without pages too.

    Only what holds a page's members is multiplied, its `edges` or `nodes`; what takes ids is itself the list.
    """
    for each in node.arguments or ():
        if each.name.value in _PAGED:
            match each.value:
                case IntValueNode(value=number):
                    # A number of more digits is for the rules of validation to refuse.
                    return min(max(int(number), 1), MOST) if len(number) < 10 else MOST
                case ListValueNode(values=values):
                    return min(max(len(values), 1), MOST)
                case VariableNode():
                    return MOST
    is_list = of is not None and isinstance(get_nullable_type(of.type), GraphQLList)
    return USUAL if paged or (is_list and node.name.value not in _MEMBERS) else 1


def excess(document: DocumentNode, types: GraphQLSchema | None = None) -> str | None:
    """In what a document asks for too much; None where it does not."""
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
    """Whether variables are nested more deeply than any input needs."""
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
