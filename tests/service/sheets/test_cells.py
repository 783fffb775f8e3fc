"""What a table is made of, and how its texts are kept from being taken for formulas."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from decimal import Decimal
from itertools import groupby

import pytest
from hypothesis import given

from events.values import Money
from service.sheets.cells import (
    TEXT_MOST,
    Row,
    batches,
    euros,
    is_formula,
    marked,
    spelled,
    text_of,
    unmarked,
    with_plain_breaks,
)
from tests.service.sheets.files import ACTIVE, FORMULAS, TEXTS, kept, texts


def test_what_may_be_taken_for_a_formula_is_marked() -> None:
    for text in FORMULAS:
        assert is_formula(text), text
        assert marked(text) == f"'{text}"
        assert unmarked(marked(text)) == text


def test_other_texts_are_not_marked() -> None:
    for text in ["", *TEXTS]:
        assert not is_formula(text), text
        assert marked(text) == unmarked(text) == text


@given(texts)
def test_the_mark_is_taken_off_again(text: str) -> None:
    assert unmarked(marked(text)) == text
    assert ACTIVE.match(marked(text)) is None


@given(texts)
def test_a_text_as_a_cell_holds_it(text: str) -> None:
    assert text_of(text) == kept(text)
    assert with_plain_breaks(text) == text.replace("\r\n", "\n").replace("\r", "\n")


def test_the_longest_text() -> None:
    assert text_of("ä" * TEXT_MOST) == "ä" * TEXT_MOST
    with pytest.raises(ValueError, match="a cell holds 32767 characters, this text has 32768"):
        text_of("ä" * (TEXT_MOST + 1))


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (0, "0"),
        (-12, "-12"),
        (10**20, "100000000000000000000"),
        (Decimal("1234.50"), "1234,50"),
        (Decimal("-0.001"), "-0,001"),
        (Decimal("-0.00"), "0,00"),
        (Decimal("1E+3"), "1000"),
        (Decimal("1E-7"), "0,0000001"),
        (Decimal("123456789012345678.123456"), "123456789012345678,123456"),
    ],
)
def test_a_number_has_the_decimals_that_it_has(number: Decimal | int, shown: str) -> None:
    assert spelled(number, ",") == shown
    assert spelled(number, ".") == shown.replace(",", ".")


def test_money_has_two_decimals() -> None:
    assert [str(euros(Money(cents))) for cents in (0, 5, 100, 123_450)] == ["0.00", "0.05", "1.00", "1234.50"]


async def _rows(count: int) -> AsyncIterator[Row]:
    for number in range(count):
        yield [number]


@pytest.mark.parametrize(("count", "sizes"), [(0, [0]), (1, [1]), (100, [100, 0]), (250, [100, 100, 50])])
async def test_rows_come_some_at_a_time(count: int, sizes: list[int]) -> None:
    plain = [batch async for batch in batches([number] for number in range(count))]
    awaited = [batch async for batch in batches(_rows(count))]

    assert [len(batch) for batch in plain] == sizes
    assert plain == awaited
    assert [row for batch in plain for row in batch] == [[number] for number in range(count)]


async def test_others_are_answered_in_between() -> None:
    order: list[str] = []

    def rows(name: str) -> Iterator[Row]:
        for number in range(250):
            order.append(name)
            yield [number]

    async def take(name: str) -> list[list[Row]]:
        return [batch async for batch in batches(rows(name))]

    await asyncio.gather(take("one"), take("other"))

    assert [name for name, _ in groupby(order)] == ["one", "other"] * 3
