"""Paged lists, following the Relay specification: keyset cursors pin the moment at which the list was first read."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLBoolean,
    GraphQLField,
    GraphQLInt,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLString,
)

from schema.aggregate import Published
from schema.context import Entity, Item, Operation
from schema.fields import argument, field, many, required
from schema.filters import Filters, Redacted
from schema.moments import Cursor, Moment, decode_cursor, encode_cursor, not_a_cursor
from schema.orders import Ordering, Orders
from schema.outputs import Outputs
from schema.scalars import BIG_INT
from service.problems import InvalidInput

USUAL = 20
"""The default page size."""
MOST = 100
"""The maximum page size."""


def page_size(first: int | None, last: int | None) -> tuple[int, bool]:
    """The page size, and whether it counts from the end. Raises `InvalidInput`."""
    if first is not None and last is not None:
        raise InvalidInput("cannot be given together with “first”", ("last",))
    size = USUAL if first is None and last is None else first if first is not None else last
    assert size is not None
    if not 0 <= size <= MOST:
        raise InvalidInput(
            "must be between 0 and {most}",
            ("first" if first is not None else "last",),
            most=MOST,
        )
    return size, last is not None


class PageInfo:
    """Where a page stands in its list."""

    __slots__ = ("end_cursor", "has_next_page", "has_previous_page", "start_cursor")

    def __init__(self, edges: Sequence[Any], before: bool, after: bool) -> None:
        self.has_previous_page = before
        self.has_next_page = after
        self.start_cursor = edges[0].cursor if edges else None
        self.end_cursor = edges[-1].cursor if edges else None


PAGE_INFO = GraphQLObjectType(
    "PageInfo",
    {
        "hasNextPage": field(required(GraphQLBoolean), "Whether more members follow.", "has_next_page"),
        "hasPreviousPage": field(required(GraphQLBoolean), "Whether other members precede.", "has_previous_page"),
        "startCursor": field(GraphQLString, "The cursor of the first member; null on an empty page.", "start_cursor"),
        "endCursor": field(GraphQLString, "The cursor of the last member; null on an empty page.", "end_cursor"),
    },
    description="Where a page stands in its list (Seite).",
)


def page_arguments() -> dict[str, GraphQLArgument]:
    """The arguments of every list."""
    return {
        "first": argument(GraphQLInt, f"The number of members from the start; {USUAL} by default, at most {MOST}."),
        "after": argument(
            GraphQLString, "The cursor of the member before the page; the list is read at the moment in the cursor."
        ),
        "last": argument(GraphQLInt, f"The number of members from the end; at most {MOST}."),
        "before": argument(
            GraphQLString, "The cursor of the member after the page; the list is read at the moment in the cursor."
        ),
    }


class Edge:
    """A member of a page."""

    __slots__ = ("item", "node", "page")

    def __init__(self, page: "Page", item: Item, node: Entity) -> None:
        self.page = page
        self.item = item
        self.node = node

    @property
    def cursor(self) -> str:
        """The member's cursor."""
        page = self.page
        return encode_cursor(
            Cursor(page.at, page.on, page.fixed, page.ordering.signature, page.ordering.keys(self.item), self.node.ref)
        )


class Page:
    """A page of a list of entities."""

    __slots__ = ("after", "at", "before", "edges", "fixed", "on", "ordering", "total")

    def __init__(self, moment: Moment, fixed: bool, ordering: Ordering, total: int) -> None:
        self.at = moment.at
        self.on = moment.on
        self.fixed = fixed
        self.ordering = ordering
        self.total = total
        self.edges: list[Edge] = []
        self.before = False
        self.after = False

    @property
    def nodes(self) -> list[Entity]:
        """The members."""
        return [edge.node for edge in self.edges]

    @property
    def info(self) -> PageInfo:
        """The page's place in its list."""
        return PageInfo(self.edges, self.before, self.after)


Find = Callable[[Operation, Any, Moment | None], Awaitable[list[Item]]]
"""Finds the unfiltered members of a list at a moment: (operation, source, moment)."""


class Connections:
    """The connection types of all aggregates, with their edges, filters and orders."""

    def __init__(self, outputs: Outputs, entity_type: Callable[[tuple[str, ...]], Any]) -> None:
        self._entity_type = entity_type
        self._filters = Filters(outputs)
        self._orders = Orders(outputs)
        self._parts: dict[str, tuple[GraphQLObjectType, dict[str, GraphQLArgument], Any, Any]] = {}

    def field(self, published: Published, description: str, find: Find) -> GraphQLField:
        """A field that lists entities of an aggregate."""
        type_, args, filtering, ordering_of = self._of(published)

        async def resolve(
            source: Any,
            info: Any,
            first: int | None = None,
            after: str | None = None,
            last: int | None = None,
            before: str | None = None,
            filter: Any = None,
            orderBy: Any = None,  # noqa: N803
        ) -> Page:
            operation: Operation = info.context
            size, backwards = page_size(first, last)
            ordering = ordering_of(orderBy)
            ends = [
                _expected(decode_cursor(text, (name,)), ordering, name)
                for name, text in (("after", after), ("before", before))
                if text is not None
            ]
            reading = await operation.reading()
            moment, fixed = _pinned(source.moment, ends, reading.position, operation)
            items = await find(operation, source, moment)
            if filter:
                wanted = filtering(filter)
                await operation.search(wanted.found)
                hidden = await operation.hidden(wanted.named(view for _, view in items), moment)
                items = [item for item in items if wanted.test(Redacted(item[1], hidden) if hidden else item[1])]
            ordered = ordering.sort(items)
            page = Page(moment or Moment(reading.position, operation.today), fixed, ordering, len(ordered))
            low = _place(ordering, ordered, ends[0], "after") if after is not None else 0
            high = _place(ordering, ordered, ends[-1], "before") if before is not None else len(ordered)
            high = max(low, high)
            if backwards:
                low = max(low, high - size)
            else:
                high = min(high, low + size)
            page.before, page.after = low > 0, high < len(ordered)
            on = moment.on if moment else operation.today
            page.edges = [
                Edge(page, item, Entity(published, item[0], moment, on, item[1])) for item in ordered[low:high]
            ]
            return page

        return field(required(type_), description, resolve, args)

    def _of(self, published: Published) -> tuple[GraphQLObjectType, dict[str, GraphQLArgument], Any, Any]:
        if published.kind not in self._parts:
            name = published.name
            node = self._entity_type((published.kind,))
            filter_type, filtering = self._filters.of(published)
            order_type, ordering_of = self._orders.of(published)
            args = page_arguments()
            args["filter"] = argument(filter_type, "Which members to include; all by default (Filter).")
            if order_type is not None:
                args["orderBy"] = argument(
                    GraphQLList(GraphQLNonNull(order_type)), "The sort fields, most significant first (Sortierung)."
                )
            self._parts[published.kind] = _connection_type(name, node), args, filtering, ordering_of
        return self._parts[published.kind]


def _connection_type(name: str, node: Any) -> GraphQLObjectType:
    edge = GraphQLObjectType(
        f"{name}Edge",
        lambda: {
            "node": field(required(node), "The member.", "node"),
            "cursor": field(required(GraphQLString), "Its cursor, to continue from there.", "cursor"),
        },
        description=f"A {name} in a list, with its place (Eintrag einer Liste).",
    )
    return GraphQLObjectType(
        f"{name}Connection",
        lambda: {
            "edges": field(many(edge), "The members with their places.", "edges"),
            "nodes": field(many(node), "The members.", "nodes"),
            "pageInfo": field(required(PAGE_INFO), "Where the page stands in the list.", "info"),
            "totalCount": field(required(GraphQLInt), "The number of matching members on all pages.", "total"),
            "position": field(required(BIG_INT), "The position at which the list was read (Position).", "at"),
        },
        description=f"A page of a list of {name} (Liste).",
    )


def _expected(cursor: Cursor, ordering: Ordering, name: str) -> Cursor:
    if cursor.order != ordering.signature:
        raise not_a_cursor((name,))
    return cursor


def _pinned(
    inherited: Moment | None, ends: list[Cursor], head: int, operation: Operation
) -> tuple[Moment | None, bool]:
    """The moment to read at, taken from the cursors if there are any, and whether the client had asked for it."""
    if not ends:
        return inherited, inherited is not None
    cursor = ends[0]
    name = ("after",)
    moment = Moment(cursor.at, cursor.on)
    if any((end.at, end.on, end.fixed) != (cursor.at, cursor.on, cursor.fixed) for end in ends):
        raise not_a_cursor(("before",))
    if cursor.fixed != (inherited is not None) or (inherited is not None and moment != inherited) or cursor.at > head:
        raise not_a_cursor(name)
    if not cursor.fixed and moment == Moment(head, operation.today):
        return None, False
    return moment, cursor.fixed


def _place(ordering: Ordering, ordered: list[Item], cursor: Cursor, name: str) -> int:
    try:
        return ordering.place(ordered, cursor.keys, cursor.ref, after=name == "after")
    except (TypeError, ValueError):
        raise not_a_cursor((name,)) from None
