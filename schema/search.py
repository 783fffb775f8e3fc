"""Full-text search in entities: the texts a view holds, and whether a search found one of them."""

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any

from events.values import digest_of
from schema.shapes import Leaf, ListOf, NestedObject, OneOf, Shape, StoredText, slots
from service.docstrings import per_class
from service.problems import InvalidInput

MOST_SEARCHES = 5
"""How many searches a filter may contain: each goes through the words of all texts."""

DigestFinder = Callable[[Any], Iterator[str]]
"""Finds the digests of a value's searchable texts."""

SearchResults = dict[str, frozenset[str]]
"""Search results: the digests found, by search text."""

_digest_of_title = lru_cache(maxsize=65_536)(digest_of)


@per_class
def texts_held(cls: type[Any]) -> DigestFinder | None:
    """A finder of a dataclass's searchable texts, at any depth; None if it has none."""
    parts = [(slot.name, held) for slot in slots(cls) if (held := _held(slot.shape)) is not None]
    if not parts:
        return None

    def of_fields(value: Any) -> Iterator[str]:
        for name, held in parts:
            inner = getattr(value, name)
            if inner is not None:
                yield from held(inner)

    return of_fields


def _held(shape: Shape) -> DigestFinder | None:
    match shape:
        case StoredText():
            return lambda digest: iter((digest,))
        case Leaf(searched=True):
            return lambda text: iter((_digest_of_title(text) if len(text) <= 200 else digest_of(text),))
        case NestedObject(type=cls) if cls is not Fraction:
            return texts_held(cls)
        case OneOf(arms=arms):
            return _held_by_arms({arm: held for arm in arms if (held := texts_held(arm)) is not None})
        case ListOf(of=inner):
            return _held_by_each(_held(inner))
        case _:
            return None


def _held_by_arms(arms: Mapping[type[Any], DigestFinder]) -> DigestFinder | None:
    return (lambda value: arms[type(value)](value) if type(value) in arms else iter(())) if arms else None


def _held_by_each(member: DigestFinder | None) -> DigestFinder | None:
    return None if member is None else lambda values: (digest for each in values for digest in member(each))


def asked(query: str, found: SearchResults) -> str:
    """Request a search before the test is run. Raises `InvalidInput` if there are too many."""
    found.setdefault(query, frozenset())
    if len(found) > MOST_SEARCHES:
        raise InvalidInput(
            "asks for more than {most} searches",
            ("filter", "text"),
            most=MOST_SEARCHES,
        )
    return query


def holding(held: DigestFinder, query: str, found: SearchResults) -> Callable[[Any], bool]:
    """A test of whether the search, once run, found one of a view's texts."""
    return lambda view: any(digest in found[query] for digest in held(view))
