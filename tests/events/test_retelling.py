"""What follows from a correction at its corners: shown on a small aggregate that has each of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Any

import pytest

from events.aggregate import aggregate
from events.correction import ActCorrection, Circumstances, StreamEvent, acts_of
from events.decider import Act, Due, Part, Rejected, Superseded, World, recorded
from events.policy import Audience, Disclosure, Visibility
from events.retelling import CannotFollow, Corrected, correct
from events.values import Name, Ref, Whole, digest_of

MONDAY = date(2024, 6, 3)
HERE = "shelf:1"


@dataclass(frozen=True)
class Shelf:
    """What stands on it, how often something was put there, how much was counted last, and by when it is cleared."""

    cleared_on: date
    things: tuple[str, ...] = ()
    version: int = 0
    counted: int = 0


@dataclass(frozen=True)
class ShelfBuilt:
    """A shelf was built."""

    cleared_on: date


@dataclass(frozen=True)
class ThingPut:
    """Something was put there, by one who knew this version of the shelf."""

    thing: Name
    expected_shelf_version: Annotated[int, Whole(0, 9)]


@dataclass(frozen=True)
class ThingTaken:
    """Something was taken; nobody looks whether it is there."""

    thing: Name


@dataclass(frozen=True)
class ThingSold:
    """Something was sold, if it is there."""

    thing: Name


@dataclass(frozen=True)
class ShelfMarked:
    """Somebody marked the shelf."""


@dataclass(frozen=True)
class ShelfCleared:
    """The day came, and all was taken away."""


@dataclass(frozen=True)
class ThingsCounted:
    """So many things stand there now."""

    count: int


@dataclass(frozen=True)
class _OfShelf:
    id: Annotated[str, Ref("shelf")]


@dataclass(frozen=True)
class BuildShelf(ShelfBuilt):
    """Build a shelf."""


@dataclass(frozen=True)
class PutThing(ThingPut, _OfShelf):
    """Put something there."""


@dataclass(frozen=True)
class TakeThing(ThingTaken, _OfShelf):
    """Take something."""


@dataclass(frozen=True)
class SellThing(ThingSold, _OfShelf):
    """Sell something."""


@dataclass(frozen=True)
class MarkShelf(ShelfMarked, _OfShelf):
    """Mark it."""


def _put(command: PutThing, state: Shelf, world: World) -> list[Any]:
    if command.expected_shelf_version != state.version:
        version, current = state.version, digest_of(str(state.version))
        raise Superseded("expected_shelf_version", version, None, current, "Somebody else put something there.")
    return [recorded(ThingPut, command)]


def _removed(state: Shelf, event: ThingTaken | ThingSold) -> Shelf:
    at = state.things.index(event.thing)
    return replace(state, things=(*state.things[:at], *state.things[at + 1 :]))


def _due(ref: str, state: Shelf, world: World) -> list[Due]:
    deadline = datetime.combine(state.cleared_on, time(), UTC)
    return [Due(deadline, (ShelfCleared(),))] if state.things and world.now >= deadline else []


def _counted(command: Any, state: Shelf, world: World) -> list[Any]:
    return [] if state.counted == len(state.things) else [ThingsCounted(len(state.things))]


SHELF = aggregate(
    "shelf",
    Shelf,
    (
        Part(
            (
                Act(
                    BuildShelf,
                    lambda command, state, world: [recorded(ShelfBuilt, command)],
                    {ShelfBuilt: lambda state, event: Shelf(event.cleared_on)},
                    begins=True,
                ),
                Act(
                    PutThing,
                    _put,
                    {
                        ThingPut: lambda state, event: replace(
                            state, things=(*state.things, event.thing), version=state.version + 1
                        )
                    },
                ),
                Act(TakeThing, lambda command, state, world: [recorded(ThingTaken, command)], {ThingTaken: _removed}),
                Act(
                    SellThing,
                    lambda command, state, world: (
                        [recorded(ThingSold, command)] if command.thing in state.things else []
                    ),
                    {ThingSold: _removed},
                ),
                Act(
                    MarkShelf,
                    lambda command, state, world: [ShelfMarked()],
                    {ShelfMarked: lambda state, event: state},
                    ahead=True,
                ),
            ),
            effects={ShelfCleared: lambda state, event: replace(state, things=())},
            besides={ThingsCounted: lambda state, event: replace(state, counted=event.count)},
        ),
    ),
    disclosure=Disclosure(lambda ref, state, event: Audience(Visibility.PUBLIC, frozenset({ref}))),
    due=_due,
    besides=_counted,
)

BUILT = ShelfBuilt(MONDAY + timedelta(days=7))
CUP, JUG = ThingPut("Cup", 0), ThingPut("Jug", 1)


def shelf(*acts: Any) -> list[StreamEvent]:
    """An event a day from Monday on, or several as one act; each event's id is its place."""
    entries: list[StreamEvent] = []
    for n, act in enumerate(acts):
        then = on(MONDAY + timedelta(days=n))
        circumstances = Circumstances(then.today, then.now, then.actor, reasoned=True, authority=None)
        for event in act if isinstance(act, tuple) else (act,):
            entries.append(StreamEvent(str(len(entries)), n, event, circumstances))
    return entries


def on(today: date) -> World:
    """The world at noon of a day."""
    noon = datetime.combine(today, time(12), UTC)
    return World(HERE, "county:1", today, noon, "tester", reasoned=True)


def corrected(
    entries: Sequence[StreamEvent], *acts: ActCorrection, today: date = MONDAY + timedelta(days=30)
) -> Corrected:
    """What follows from a correction of these acts."""
    return correct(SHELF, SHELF.correct(HERE, acts), acts_of(SHELF, entries), on(today))


def standing(entries: Sequence[StreamEvent], *acts: ActCorrection) -> list[Any]:
    """What stands after a correction of these acts, in its order."""
    event = corrected(entries, *acts).event
    every = (*entries, StreamEvent("correction", "correction", event))
    return [each for act in acts_of(SHELF, every) for each in act.stands]


def test_an_act_told_again_for_another_version_than_it_met_names_the_field_in_the_correction() -> None:
    with pytest.raises(Superseded) as caught:
        corrected(shelf(BUILT, CUP), ActCorrection("1", PutThing(HERE, "Jug", 3)))
    assert caught.value.field == "acts.0.instead.putThing.expected_shelf_version"
    assert (caught.value.version, caught.value.base, caught.value.current) == (0, None, digest_of("0"))


def test_a_later_act_that_met_another_version_than_now_cannot_follow() -> None:
    with pytest.raises(CannotFollow) as caught:
        corrected(shelf(BUILT, CUP, JUG), ActCorrection("1"))
    assert (caught.value.event, caught.value.what) == ("2", ThingPut)


def test_both_told_in_one_correction_stand() -> None:
    told = ActCorrection("1"), ActCorrection("2", PutThing(HERE, "Jug", 0))
    assert standing(shelf(BUILT, CUP, JUG), *told) == [BUILT, ThingPut("Jug", 0)]


def test_a_later_act_that_is_decided_alike_and_cannot_be_carried_out_cannot_follow() -> None:
    entries = shelf(BUILT, CUP, ThingTaken("Cup"))
    with pytest.raises(CannotFollow) as caught:
        corrected(entries, ActCorrection("1", PutThing(HERE, "Jug", 0)))
    assert (caught.value.event, caught.value.what) == ("2", ThingTaken)


def test_a_later_act_that_nothing_follows_from_and_that_left_a_trace_cannot_follow() -> None:
    with pytest.raises(CannotFollow) as caught:
        corrected(shelf(BUILT, CUP, ThingSold("Cup")), ActCorrection("1", PutThing(HERE, "Jug", 0)))
    assert (caught.value.event, caught.value.what) == ("2", ThingSold)


def test_what_began_it_cannot_be_withdrawn_though_only_time_acted_since() -> None:
    with pytest.raises(Rejected) as caught:
        corrected(shelf(BUILT, CUP, ShelfCleared()), ActCorrection("0"), ActCorrection("1"))
    assert (caught.value.code, caught.value.field) == ("FIRST_ACT", "acts.0")


def test_what_is_told_in_place_of_an_effect_that_is_not_due_any_more_is_decided_on_its_own_day() -> None:
    later = BuildShelf(MONDAY + timedelta(days=90))
    told = ActCorrection("0", later), ActCorrection("2", MarkShelf(HERE))
    assert standing(shelf(BUILT, CUP, ShelfCleared()), *told) == [
        recorded(ShelfBuilt, later),
        CUP,
        ThingsCounted(1),
        ShelfMarked(),
    ]


def test_what_a_correction_records_beside_it_is_no_act_that_could_not_follow() -> None:
    entries = shelf(BUILT, CUP, JUG)
    first = corrected(entries, ActCorrection("2"))
    assert first.besides == (ThingsCounted(1),)
    then = entries[0].circumstances
    entries += [
        StreamEvent("3", "correction", first.event, then),
        StreamEvent("4", "correction", first.besides[0], then),
    ]
    again = corrected(entries, ActCorrection("1", PutThing(HERE, "Pot", 0)))
    assert again.after.things == ("Pot",)
    assert again.new == (ThingPut("Pot", 0),)
    assert again.besides == ()
