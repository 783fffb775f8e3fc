"""A small aggregate with a field of every shape, for tests of what is published."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Annotated, Any
from uuid import UUID

from events.aggregate import aggregate
from events.decider import Act, Part, World
from events.policy import SET_UP, Audience, Disclosure, Visibility
from events.values import AnyRef, ContentRef, FreeText, Many, Money, Name, PersonalText, Quantity, Ref, Whole


class Colour(StrEnum):
    """A colour (Farbe)."""

    RED = "RED"
    """Red (rot)."""
    BLUE = "BLUE"
    """Blue (blau)."""


@dataclass(frozen=True)
class Round:
    """Round (rund)."""

    radius: Annotated[int, Whole(1, 9)]
    """How far it reaches (Radius)."""
    owner: Annotated[str, Ref("thing")] | None = None
    """Whose it is (Besitzer)."""


@dataclass(frozen=True)
class NamedShape:
    """A shape known by its name (benannt)."""

    name: Name
    """The name (Name)."""


ThingShape = Round | NamedShape
"""What shape a thing has (Gestalt)."""


@dataclass(frozen=True)
class Thing:
    """A thing (Ding)."""

    title: Name
    """What it is called (Titel)."""
    colour: Colour
    """Its colour (Farbe)."""
    count: Annotated[int, Whole(0, 1000)] | None
    """How many there are (Anzahl)."""
    mass: Annotated[int, Whole(0, 10**15)]
    """How heavy it is (Masse)."""
    length: Quantity | None
    """How long it is (Länge)."""
    made: date
    """When it was made (gemacht am)."""
    seen: datetime | None
    """When it was seen (gesehen am)."""
    broken: bool
    """Whether it is broken (kaputt)."""
    share: Fraction
    """What share of it is ours (Anteil)."""
    price: Money | None
    """What it costs (Preis)."""
    secret: PersonalText | None
    """What nobody knows (Geheimnis)."""
    next: Annotated[str, Ref("thing")] | None
    """The next thing (nächstes)."""
    others: tuple[Annotated[str, Ref("thing")], ...]
    """The other things (andere)."""
    about: AnyRef | None
    """What it is about (Bezug)."""
    shape: ThingShape
    """Its shape (Gestalt)."""
    parts: tuple[Round, ...]
    """Its parts (Teile)."""
    picture: Annotated[str, ContentRef()] | None
    """What it looks like (Bild)."""
    version: int
    """Its version as its maker counts (Fassung)."""
    serial: UUID
    """Its serial (Seriennummer)."""


@dataclass(frozen=True)
class ThingMade:
    """A thing was made (Ding gemacht)."""

    title: Name
    """What it is called (Titel)."""


@dataclass(frozen=True)
class MakeThing:
    """Make a thing (Ding machen)."""

    title: Name
    """What it is called (Titel)."""
    shape: ThingShape
    """Its shape (Gestalt)."""
    parts: Annotated[tuple[Round, ...], Many(3)] = ()
    """Its parts (Teile)."""
    colour: Colour = Colour.BLUE
    """Its colour (Farbe)."""
    share: Fraction | None = None
    """What share of it is ours (Anteil)."""
    price: Money | None = None
    """What it costs (Preis)."""
    note: FreeText | None = None
    """What there is to say (Anmerkung)."""
    next: Annotated[str, Ref("thing")] | None = None
    """The next thing (nächstes)."""
    broken: bool = False
    """Whether it is broken (kaputt)."""
    length: Quantity | None = None
    """How long it is (Länge)."""


@dataclass(frozen=True)
class SetUpThing:
    """Set a thing up (Ding einrichten)."""


def nothing_happens(command: Any, state: Any, world: World) -> list[Any]:
    """Nothing ever happens."""
    return []


def audience(ref: str, state: Any, event: Any) -> Audience:
    """Everyone sees it."""
    return Audience(Visibility.PUBLIC, frozenset({ref}))


THING = aggregate(
    "thing",
    Thing,
    (
        Part(
            (
                Act(MakeThing, nothing_happens, {ThingMade: lambda state, event: state}, begins=True),
                Act(SetUpThing, nothing_happens, {}, SET_UP),
            )
        ),
    ),
    disclosure=Disclosure(audience),
)


def a_thing(**changes: Any) -> Thing:
    """A thing, with these of its fields as given."""
    fields: dict[str, Any] = {
        "title": "Ding",
        "colour": Colour.RED,
        "count": 1,
        "mass": 10**12,
        "length": Decimal("2.5"),
        "made": date(2020, 1, 1),
        "seen": None,
        "broken": False,
        "share": Fraction(2, 6),
        "price": Money(123_456),
        "secret": None,
        "next": None,
        "others": (),
        "about": None,
        "shape": NamedShape("Kreis"),
        "parts": (),
        "picture": None,
        "version": 7,
        "serial": UUID(int=7),
    }
    return Thing(**{**fields, **changes})
