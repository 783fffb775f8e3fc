"""The filters of lists, derived from the fields of views and evaluated in Python.

Names and statuses are dated facts: only the view knows them on the day asked for.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import Any

from graphql import (
    GraphQLBoolean,
    GraphQLID,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInt,
    GraphQLList,
    GraphQLNonNull,
    GraphQLString,
)

from events.values import sort_key
from schema import words
from schema.aggregate import Published
from schema.fields import input_field
from schema.moments import decode_id
from schema.outputs import Outputs
from schema.scalars import BIG_INT, DATE, DATE_TIME, DECIMAL
from schema.search import SearchResults, asked, holding, texts_held
from schema.shapes import Choice, Leaf, ListOf, Reference, Shape, Slot, slots
from service import docstrings

_key_of_short_text = lru_cache(maxsize=65_536)(sort_key)


def key_of_text(text: str) -> str:
    """The key for sorting and comparing a text. Keys of short texts are cached."""
    return _key_of_short_text(text) if len(text) <= 200 else sort_key(text)


Test = Callable[[Any], bool]
"""Whether a view matches."""
Compile = Callable[[Mapping[str, Any]], Test]
"""Turns the filter of a field into a test of the field's value."""
FieldFilter = Callable[[Any, SearchResults], Test]
"""Turns a field of a filter, and the future search results, into a test of the view."""


def _anything(_value: Any) -> bool:
    return True


def _all(tests: list[Test]) -> Test:
    if len(tests) == 1:
        return tests[0]
    return lambda value: all(test(value) for test in tests)


def _null_test(given: Mapping[str, Any], tests: list[Test]) -> Test:
    """Combines the tests, which a missing value never passes, with the test for missing values."""
    null = given.get("isNull")
    if null is True:
        return (lambda value: value is None) if not tests else (lambda value: False)
    passed = _all(tests) if tests else _anything
    if not tests and null is None:
        return _anything
    return lambda value: value is not None and passed(value)


def _text(given: Mapping[str, Any]) -> Test:
    tests: list[Test] = []
    if (equals := given.get("equals")) is not None:
        wanted = key_of_text(equals)
        tests.append(lambda value: key_of_text(value) == wanted)
    if (one_of := given.get("in")) is not None:
        several = frozenset(map(key_of_text, one_of))
        tests.append(lambda value: key_of_text(value) in several)
    if (contains := given.get("contains")) is not None:
        part = key_of_text(contains)
        tests.append(lambda value: part in key_of_text(value))
    if (starts := given.get("startsWith")) is not None:
        start = key_of_text(starts)
        tests.append(lambda value: key_of_text(value).startswith(start))
    return _null_test(given, tests)


def _exact(given: Mapping[str, Any]) -> Test:
    tests: list[Test] = []
    if (equals := given.get("equals")) is not None:
        tests.append(lambda value: value == equals)
    if (one_of := given.get("in")) is not None:
        several = frozenset(one_of)
        tests.append(lambda value: value in several)
    return _null_test(given, tests)


def _refs(given: Mapping[str, Any]) -> Test:
    read = dict(given)
    if given.get("equals") is not None:
        read["equals"] = decode_id(given["equals"], ("filter",)).ref
    if given.get("in") is not None:
        read["in"] = [decode_id(each, ("filter",)).ref for each in given["in"]]
    return _exact(read)


def _ref_lists(given: Mapping[str, Any]) -> Test:
    if (contains := given.get("contains")) is None:
        return _anything
    ref = decode_id(contains, ("filter",)).ref
    return lambda value: value is not None and ref in value


def _text_lists(given: Mapping[str, Any]) -> Test:
    if (contains := given.get("contains")) is None:
        return _anything
    wanted = key_of_text(contains)
    return lambda value: value is not None and any(key_of_text(each) == wanted for each in value)


def _span(least: str, most: str) -> Compile:
    def compiled(given: Mapping[str, Any]) -> Test:
        tests: list[Test] = []
        if (low := given.get(least)) is not None:
            tests.append(lambda value: bool(value >= low))
        if (high := given.get(most)) is not None:
            tests.append(lambda value: bool(value <= high))
        return _null_test(given, tests)

    return compiled


def _decimals(given: Mapping[str, Any]) -> Test:
    return _span("from", "to")({name: Decimal(each) if isinstance(each, str) else each for name, each in given.items()})


def _truth(given: Any) -> Test:
    return lambda value: value is given


def _null_field() -> GraphQLInputField:
    return input_field(GraphQLBoolean, "True: only if nothing is recorded. False: only if something is.")


def _among(type_: Any, what: str) -> dict[str, GraphQLInputField]:
    return {
        "equals": input_field(type_, f"This {what}."),
        "in": input_field(GraphQLList(GraphQLNonNull(type_)), f"One of these {what}s."),
        "isNull": _null_field(),
    }


def _between(type_: Any, least: str, most: str) -> dict[str, GraphQLInputField]:
    return {
        least: input_field(type_, "This or later." if most == "until" else "At least this."),
        most: input_field(type_, "This or earlier." if most == "until" else "At most this."),
        "isNull": _null_field(),
    }


TEXT_FILTER = GraphQLInputObjectType(
    "TextFilter",
    {
        "equals": input_field(GraphQLString, "This text."),
        "in": input_field(GraphQLList(GraphQLNonNull(GraphQLString)), "One of these texts."),
        "contains": input_field(GraphQLString, "A text that contains this."),
        "startsWith": input_field(GraphQLString, "A text that starts with this."),
        "isNull": _null_field(),
    },
    description="Filters by a text. Case, accents and punctuation are ignored, and umlauts count as their vowels (DIN "
    "5007-1). All given conditions must hold (Textfilter).",
)
ID_FILTER = GraphQLInputObjectType(
    "IdFilter",
    lambda: _among(GraphQLID, "id"),
    description="Filters by a reference to an entity; ids from any moment are accepted (Verweis).",
)
IDS_FILTER = GraphQLInputObjectType(
    "IdsFilter",
    lambda: {"contains": input_field(GraphQLID, "This entity is among them; an id from any moment is accepted.")},
    description="Filters by a list of references (Verweise).",
)
TEXTS_FILTER = GraphQLInputObjectType(
    "TextsFilter",
    {"contains": input_field(GraphQLString, "This text is among them.")},
    description="Filters by a list of texts, compared as in TextFilter (Texte).",
)
DATE_FILTER = GraphQLInputObjectType(
    "DateFilter",
    lambda: _between(DATE, "from", "until"),
    description="Filters by a span of days, both inclusive (Zeitraum).",
)
DATE_TIME_FILTER = GraphQLInputObjectType(
    "DateTimeFilter",
    lambda: _between(DATE_TIME, "from", "until"),
    description="Filters by a span of time, both ends inclusive (Zeitraum).",
)
INT_FILTER = GraphQLInputObjectType(
    "IntFilter",
    lambda: _between(GraphQLInt, "from", "to"),
    description="Filters by a range of numbers, both ends inclusive (Bereich).",
)
BIG_INT_FILTER = GraphQLInputObjectType(
    "BigIntFilter",
    lambda: _between(BIG_INT, "from", "to"),
    description="Within which numbers, both included (Bereich).",
)
DECIMAL_FILTER = GraphQLInputObjectType(
    "DecimalFilter",
    lambda: _between(DECIMAL, "from", "to"),
    description="Within which numbers, both included (Bereich).",
)

_SPANS: dict[type[Any], GraphQLInputObjectType] = {
    int: INT_FILTER,
    date: DATE_FILTER,
    datetime: DATE_TIME_FILTER,
}


SEARCH_FIELD = "text"
SEARCHED = (
    "Full-text search in German over its texts, as they read at this moment and on this day. All words must occur, in "
    'any form; "quotes" search for a phrase, -word excludes a word, or separates alternatives. At most 200 characters '
    "(Volltextsuche)."
)


class Redacted:
    """A view without its references to entities that the reader may not see."""

    __slots__ = ("_hidden", "_view")

    def __init__(self, view: Any, hidden: Collection[str]) -> None:
        self._view = view
        self._hidden = hidden

    @property
    def whole(self) -> Any:
        """The view itself."""
        return self._view

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._view, name)
        if isinstance(value, tuple):
            return tuple(each for each in value if each not in self._hidden)
        return None if isinstance(value, str) and value in self._hidden else value


class CompiledFilter:
    """A compiled filter: a test of views, the reference fields it uses, and the searches to run first."""

    __slots__ = ("_references", "found", "test")

    def __init__(self, test: Test, references: frozenset[str], found: SearchResults) -> None:
        self.test = test
        self.found = found
        self._references = references

    def named(self, views: Iterable[Any]) -> set[str]:
        """The entities that these views name in the filter's reference fields."""
        found: set[str] = set()
        for view in views if self._references else ():
            for name in self._references:
                value = getattr(view, name)
                found.update((value,) if isinstance(value, str) else value or ())
        return found


class Filters:
    """The filter inputs of all lists."""

    def __init__(self, outputs: Outputs) -> None:
        self._outputs = outputs
        self._enums: dict[str, GraphQLInputObjectType] = {}

    def of(self, published: Published) -> tuple[GraphQLInputObjectType, Callable[[Mapping[str, Any]], CompiledFilter]]:
        """The filter input of an aggregate's lists, and the function that compiles it."""
        fields: dict[str, GraphQLInputField] = {}
        judges: dict[str, FieldFilter] = {}
        references: dict[str, str] = {}
        for slot in slots(published.view):
            found = self._of(slot)
            if found is not None:
                type_, compiled = found
                name = words.camel(slot.name)
                fields[name] = input_field(type_, docstrings.of_field(published.view, slot.name))
                judges[name] = _on(slot.name, compiled)
                if _is_reference(slot.shape):
                    references[name] = slot.name
        held = texts_held(published.view)
        if held is not None:
            if SEARCH_FIELD in fields:
                raise TypeError(f"{published.name}.{SEARCH_FIELD} is what is searched for in a filter")
            fields[SEARCH_FIELD] = input_field(GraphQLString, SEARCHED)
            judges[SEARCH_FIELD] = lambda query, found: _of_view(holding(held, asked(query, found), found))
        name = f"{published.name}Filter"
        filter_type: GraphQLInputObjectType = GraphQLInputObjectType(
            name,
            lambda: {
                **fields,
                "and": input_field(GraphQLList(GraphQLNonNull(filter_type)), "All of these must hold (und)."),
                "or": input_field(GraphQLList(GraphQLNonNull(filter_type)), "At least one of these must hold (oder)."),
                "not": input_field(filter_type, "This must not hold (nicht)."),
            },
            description=f"Which of the {published.name} entities are asked for; all that is given must hold (Filter).",
        )

        def wanted(given: Mapping[str, Any]) -> CompiledFilter:
            found: SearchResults = {}
            return CompiledFilter(_compiled(given, judges, found), frozenset(_looked_at(given, references)), found)

        return filter_type, wanted

    def _of(self, slot: Slot) -> tuple[Any, Compile] | None:
        match slot.shape:
            case Leaf(type=type_) if type_ is bool:
                return GraphQLBoolean, _truth
            case Leaf(type=type_) if type_ is str:
                return TEXT_FILTER, _text
            case Leaf(wide=True):
                return BIG_INT_FILTER, _span("from", "to")
            case Leaf(type=type_) if type_ is Decimal:
                return DECIMAL_FILTER, _decimals
            case Leaf(type=type_) if type_ in _SPANS:
                return _SPANS[type_], _span("from", "to" if type_ is int else "until")
            case Choice(enum=enum):
                return self._enum(enum), _exact
            case Reference():
                return ID_FILTER, _refs
            case ListOf(of=Reference()):
                return IDS_FILTER, _ref_lists
            case ListOf(of=Leaf(type=type_)) if type_ is str:
                return TEXTS_FILTER, _text_lists
            case _:
                return None

    def _enum(self, enum: type[Enum]) -> GraphQLInputObjectType:
        name = f"{enum.__name__}Filter"
        found = self._enums.get(name)
        if found is None:
            self._outputs.claim(name, enum)
            type_ = self._outputs.enum(enum)
            found = self._enums[name] = GraphQLInputObjectType(
                name, _among(type_, "value"), description=f"Which {enum.__name__} it must be (Filter)."
            )
        return found


def _is_reference(shape: Shape) -> bool:
    return isinstance(shape, Reference) or (isinstance(shape, ListOf) and isinstance(shape.of, Reference))


def _compiled(given: Mapping[str, Any], judges: Mapping[str, FieldFilter], found: SearchResults) -> Test:
    tests: list[Test] = []
    for name, value in given.items():
        if value is None:
            continue
        if name == "and":
            tests += [_compiled(each, judges, found) for each in value]
        elif name == "or":
            tests.append(_any([_compiled(each, judges, found) for each in value]))
        elif name == "not":
            tests.append(_not(_compiled(value, judges, found)))
        else:
            tests.append(judges[name](value, found))
    return _all(tests) if tests else _anything


def _looked_at(given: Mapping[str, Any], references: Mapping[str, str]) -> Iterator[str]:
    """The reference fields that a filter uses."""
    for name, value in given.items():
        if name in ("and", "or", "not"):
            for each in (value,) if name == "not" else value or ():
                yield from _looked_at(each or {}, references)
        elif name in references:
            yield references[name]


def _any(tests: list[Test]) -> Test:
    return lambda view: any(test(view) for test in tests)


def _not(test: Test) -> Test:
    return lambda view: not test(view)


def _on(attribute: str, compiled: Compile) -> FieldFilter:
    def judge(given: Any, _found: SearchResults) -> Test:
        test = compiled(given)
        return lambda view: test(getattr(view, attribute))

    return judge


def _of_view(test: Test) -> Test:
    """A test of the whole view: hidden references do not affect its texts."""
    return lambda view: test(view.whole if isinstance(view, Redacted) else view)
