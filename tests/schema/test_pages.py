"""Filters, orders and pages over plain views, without a database."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.values import sort_key
from schema.aggregate import Published
from schema.connections import MOST, USUAL, page_size
from schema.filters import Filters
from schema.moments import encode_id
from schema.orders import Direction, Ordering, Orders
from schema.outputs import Outputs
from service.problems import InvalidInput
from tests.schema.tiny import THING, Colour, Thing, a_thing

PUBLISHED = Published(THING, plural="things", description="The things (Dinge).", order="title")
A, B = (f"thing:{UUID(int=n)}" for n in (1, 2))


@dataclass(frozen=True)
class Kept:
    """As much of a stored entity as an order looks at."""

    ref: str


def outputs() -> Outputs:
    return Outputs(lambda kinds: None, lambda: None)


_type, compiled = Filters(outputs()).of(PUBLISHED)
_order_type, ordering_of = Orders(outputs()).of(PUBLISHED)


def passes(thing: Thing, filter: dict[str, Any]) -> bool:
    return compiled(filter).test(thing)


# --- Filters


@pytest.mark.parametrize(
    ("filter", "title", "is_asked_for"),
    [
        ({"equals": "böxlund"}, "Böxlund", True),
        ({"equals": "boxlund"}, "Böxlund", True),
        ({"equals": "box"}, "Böxlund", False),
        ({"in": ["Tarp", "BÖXLUND"]}, "Böxlund", True),
        ({"in": []}, "Böxlund", False),
        ({"contains": "XLU"}, "Böxlund", True),
        ({"contains": "strasse"}, "Straße", True),
        ({"startsWith": "bö"}, "Böxlund", True),
        ({"startsWith": "xl"}, "Böxlund", False),
        ({"startsWith": "b", "contains": "y"}, "Böxlund", False),
        ({"isNull": False}, "Böxlund", True),
        ({"isNull": True}, "Böxlund", False),
        ({"isNull": True, "equals": "Böxlund"}, "Böxlund", False),
        ({}, "Böxlund", True),
    ],
)
def test_texts(filter: dict[str, Any], title: str, is_asked_for: bool) -> None:
    assert passes(a_thing(title=title), {"title": filter}) is is_asked_for


@pytest.mark.parametrize(
    ("filter", "is_asked_for"),
    [
        ({"colour": {"equals": Colour.RED}}, True),
        ({"colour": {"in": [Colour.BLUE]}}, False),
        ({"broken": False}, True),
        ({"broken": True}, False),
        ({"count": {"from": 1, "to": 1}}, True),
        ({"count": {"from": 2}}, False),
        ({"count": {"to": 0}}, False),
        ({"mass": {"from": 10**12}}, True),
        ({"length": {"from": "2.5", "to": "2.500"}}, True),
        ({"length": {"from": "2.500001"}}, False),
        ({"length": {"isNull": True}}, False),
        ({"made": {"from": date(2020, 1, 1), "until": date(2020, 1, 1)}}, True),
        ({"made": {"until": date(2019, 12, 31)}}, False),
        ({"seen": {"isNull": True}}, True),
        ({"seen": {"from": datetime(2020, 1, 1)}}, False),  # noqa: DTZ001
        ({"next": {"equals": encode_id(A)}}, True),
        ({"next": {"in": [encode_id(B)]}}, False),
        ({"others": {"contains": encode_id(B)}}, True),
        ({"others": {"contains": encode_id(A)}}, False),
        ({"others": {}}, True),
        ({"and": [{"broken": False}, {"colour": {"equals": Colour.BLUE}}]}, False),
        ({"or": [{"broken": True}, {"colour": {"equals": Colour.RED}}]}, True),
        ({"or": []}, False),
        ({"and": []}, True),
        ({"not": {"broken": True}}, True),
        ({"not": {"not": {"broken": True}}}, False),
        ({"colour": None}, True),
        ({}, True),
    ],
)
def test_fields(filter: dict[str, Any], is_asked_for: bool) -> None:
    assert passes(a_thing(next=A, others=(B,)), filter) is is_asked_for


def test_what_is_missing_meets_no_bounds() -> None:
    assert not passes(a_thing(count=None), {"count": {"from": 0}})
    assert not passes(a_thing(count=None), {"count": {"isNull": False}})
    assert passes(a_thing(count=None), {"not": {"count": {"from": 0}}})


@pytest.mark.parametrize("filter", [{"next": {"equals": "?"}}, {"next": {"in": ["?"]}}, {"others": {"contains": "?"}}])
def test_what_is_no_id_is_refused(filter: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput):
        passes(a_thing(), filter)


# --- Orders

titles = st.text(alphabet="aäbzßéÄ -", max_size=4)
things = st.builds(
    lambda title, count, colour, days, length: a_thing(
        title=title, count=count, colour=colour, made=date(2020, 1, 1) + timedelta(days), length=length
    ),
    titles,
    st.none() | st.integers(0, 3),
    st.sampled_from(Colour),
    st.integers(0, 2),
    st.none() | st.decimals(-2, 2, places=6),
)
lists = st.lists(things, max_size=12).map(
    lambda found: [(Kept(f"thing:{UUID(int=n * 7919 % 101)}"), thing) for n, thing in enumerate(found)]
)
orders = st.lists(
    st.fixed_dictionaries(
        {
            "field": st.sampled_from(["title", "count", "colour", "made", "length"]),
            "direction": st.sampled_from(Direction),
        }
    ),
    max_size=3,
)


def refs_of(items: Any) -> list[str]:
    return [item[0].ref for item in items]


@given(lists, orders)
def test_an_order_is_whole_and_the_same_however_the_list_came(items: Any, given_order: Any) -> None:
    ordering: Ordering = ordering_of(given_order)
    assert refs_of(ordering.sort(items)) == refs_of(ordering.sort(reversed(items)))
    assert sorted(refs_of(items)) == sorted(refs_of(ordering.sort(items)))


@given(lists)
def test_names_sort_after_din_5007_1_unless_said(items: Any) -> None:
    ordered = ordering_of(None).sort(items)
    assert [sort_key(item[1].title) for item in ordered] == sorted(sort_key(item[1].title) for item in items)


@given(lists, st.sampled_from(Direction))
def test_what_is_missing_comes_last_in_both_directions(items: Any, direction: Direction) -> None:
    counts = [item[1].count for item in ordering_of([{"field": "count", "direction": direction}]).sort(items)]
    known = [count for count in counts if count is not None]
    assert counts == known + [None] * (len(counts) - len(known))
    assert known == sorted(known, reverse=direction is Direction.DESC)


@given(lists, orders, st.data())
def test_a_place_is_found_again_whether_its_holder_is_there_or_not(items: Any, given_order: Any, data: Any) -> None:
    ordering: Ordering = ordering_of(given_order)
    ordered = ordering.sort(items)
    for n, item in enumerate(ordered):
        keys, ref = ordering.keys(item), item[0].ref
        assert ordering.place(ordered, keys, ref, after=True) == n + 1
        assert ordering.place(ordered, keys, ref, after=False) == n
        without = ordered[:n] + ordered[n + 1 :]
        assert ordering.place(without, keys, ref, after=True) == n
        assert ordering.place(without, keys, ref, after=False) == n


@pytest.mark.parametrize("keys", [(), (0,), (0, "a", 0, "b"), (0, 5)])
def test_keys_of_another_order_are_refused(keys: tuple[Any, ...]) -> None:
    with pytest.raises((TypeError, ValueError)):
        ordering_of(None).place([(Kept(A), a_thing(title="a"))], keys, A, after=True)  # type: ignore[list-item]


def test_orders_tell_themselves_apart() -> None:
    ascending = ordering_of([{"field": "count", "direction": Direction.ASC}])
    descending = ordering_of([{"field": "count", "direction": Direction.DESC}])
    assert len({ordering_of(None).signature, ascending.signature, descending.signature}) == 3


def test_enums_sort_as_they_are_listed() -> None:
    items: Any = [(Kept(A), a_thing(colour=Colour.BLUE)), (Kept(B), a_thing(colour=Colour.RED))]
    assert refs_of(ordering_of([{"field": "colour", "direction": Direction.ASC}]).sort(items)) == [B, A]


# --- Sizes


@pytest.mark.parametrize(
    ("first", "last", "size"),
    [
        (None, None, (USUAL, False)),
        (0, None, (0, False)),
        (MOST, None, (MOST, False)),
        (None, 3, (3, True)),
    ],
)
def test_sizes_of_pages(first: int | None, last: int | None, size: tuple[int, bool]) -> None:
    assert page_size(first, last) == size


@pytest.mark.parametrize(
    ("first", "last", "path"),
    [(-1, None, "first"), (MOST + 1, None, "first"), (None, MOST + 1, "last"), (None, -1, "last"), (1, 1, "last")],
)
def test_sizes_that_no_page_has(first: int | None, last: int | None, path: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        page_size(first, last)
    assert caught.value.path == (path,)
