"""What comes in is checked and put right by the limits that its fields state, whoever sends it."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.correction import Correct
from events.values import (
    ContentRef,
    Exact,
    FreeText,
    Many,
    Name,
    PersonalText,
    Quantity,
    Ref,
    Sealed,
    Text,
    Whole,
)  # fmt: skip
from service.access import COMMANDS
from service.codec import encode
from service.intake import Intake, camel
from service.problems import InvalidInput
from service.sealing import Clear
from tests.said import english, german
from tests.service.arbitrary import Known, hints

REF = "municipality:01920000-0000-7000-8000-000000000001"
EVENT = "01920000-0000-7000-8000-000000000002"
SHA256 = "0123456789abcdef" * 4


class Colour(StrEnum):
    """A few colours."""

    RED = "RED"
    BLUE = "BLUE"


@dataclass(frozen=True)
class Inner:
    """A part of a command."""

    name: Annotated[str, Text(5)]
    since: date = date(2020, 1, 1)


@dataclass(frozen=True)
class Other:
    """Another part."""

    whole: Annotated[int, Whole(1, 9)]


@dataclass(frozen=True)
class Command:
    """A command with a field of every sort."""

    name: Name = "Name"
    lines: Annotated[str, Text(20, lines=True)] = "x"
    code: Annotated[str, Text(4, pattern="[a-z]+", form="small letters")] = "code"
    whole: Annotated[int, Whole(-5, 5)] = 0
    share: Fraction | None = None
    length: Quantity | None = None
    day: date | None = None
    moment: datetime | None = None
    flag: bool = False
    colour: Colour = Colour.RED
    whom: Annotated[str, Ref("municipality", "partner")] | None = None
    anything: Annotated[str, Ref()] | None = None
    content: Annotated[str, ContentRef()] | None = None
    person: PersonalText | None = None
    remark: FreeText | None = None
    parts: Annotated[tuple[Inner, ...], Many(3)] = ()
    either: Inner | Other | None = None


def _taken(**given: Any) -> Any:
    return Intake(Command(**given)).command


# Of a correction every command is taken in as if it came by itself.
TAKEN = sorted((each for each in COMMANDS if not issubclass(each, Correct)), key=str)


def _refused(**given: Any) -> InvalidInput:
    with pytest.raises(InvalidInput) as refused:
        Intake(Command(**given))
    problem = refused.value
    assert english(problem)
    assert german(problem) != english(problem)
    return problem


def test_what_is_within_limits_is_taken_as_it_is() -> None:
    command = Command(
        name="Süderbrarup",
        lines="eins\nzwei",
        whole=-5,
        share=Fraction(1, 3),
        day=date(2023, 3, 1),
        moment=datetime(2023, 3, 1, 17, tzinfo=UTC),
        flag=True,
        colour=Colour.BLUE,
        whom=REF,
        content=SHA256,
        parts=(Inner("a"), Inner("b")),
        either=Other(9),
    )

    assert Intake(command).command == command


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        ("  Kappeln \t", "Kappeln"),
        ("Su\u0308derbrarup", "Süderbrarup"),
        ("\u212bngstr\u00f6m", "\u00c5ngstr\u00f6m"),
        ("x" * 200 + " ", "x" * 200),
        ("😀", "😀"),
    ],
)
def test_texts_are_trimmed_and_composed(given: str, taken: str) -> None:
    assert _taken(name=given).name == taken


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n",
        "x" * 201,
        "a\x00b",
        "a\x1bb",
        "a\nb",
        "a\tb",
        "a\x7fb",
        "a\u202eb",
        "a\u2028b",
        "a\ufeffb",
        "\ud800",
    ],
)
def test_texts_outside_their_limits_are_refused(text: str) -> None:
    assert _refused(name=text).path == ("name",)


def test_decimals_are_spelled_in_one_way_and_keep_their_limits() -> None:
    assert str(_taken(length=Decimal("12.500")).length) == "12.5"
    assert _refused(length=Decimal("0.0000001")).path == ("length",)
    assert _refused(length=1).path == ("length",)


def test_several_lines_only_where_they_are_meant() -> None:
    assert _taken(lines="a\r\nb\tc").lines == "a\r\nb\tc"
    assert _refused(lines="a\x0bb").path == ("lines",)


@pytest.mark.parametrize("code", ["A", "a1", "abcde", "ab c", "ä"])
def test_a_form_is_kept_to(code: str) -> None:
    assert _refused(code=code).path == ("code",)


@pytest.mark.parametrize("number", [-6, 6, 2**70, True, 1.0, "1", None])
def test_numbers_are_whole_and_within_limits(number: Any) -> None:
    assert _refused(whole=number).path == ("whole",)


@pytest.mark.parametrize(
    "day", [date(1899, 12, 31), date(2200, 1, 1), date.min, date.max, datetime(2020, 1, 1, tzinfo=UTC), "x", 7]
)
def test_days_are_days_that_the_record_can_hold(day: Any) -> None:
    assert _refused(day=day).path == ("day",)


WEST = timezone(-timedelta(hours=12))


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2020, 1, 1),  # noqa: DTZ001
        datetime(1899, 12, 31, 23, 59, tzinfo=UTC),
        datetime(2200, 1, 1, tzinfo=UTC),
        datetime(2199, 12, 31, 12, tzinfo=WEST),
        datetime.min.replace(tzinfo=timezone(timedelta(hours=12))),
        datetime.max.replace(tzinfo=WEST),
        date(2020, 1, 1),
        "2020-01-01T00:00:00Z",
        7,
    ],
)
def test_moments_have_a_zone_and_are_moments_that_the_record_can_hold(moment: Any) -> None:
    assert _refused(moment=moment).path == ("moment",)


def test_a_moment_is_taken_in_utc_whatever_its_zone() -> None:
    given = datetime(2026, 3, 29, 18, tzinfo=timezone(timedelta(hours=2)))
    taken = _taken(moment=given)
    assert taken.moment == given
    assert taken.moment.tzinfo is UTC
    assert encode({"moment": taken.moment}) == b'{"moment":"2026-03-29T16:00:00Z"}'


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("flag", "yes"),
        ("flag", 1),
        ("colour", "GREEN"),
        ("colour", "RED "),
        ("share", 0.5),
        ("parts", "x"),
        ("either", "x"),
    ],
)
def test_a_value_of_another_kind_is_refused(field: str, value: Any) -> None:
    assert _refused(**{field: value}).path[0] == field


@pytest.mark.parametrize("ref", ["", "x", "municipality", "municipality:", ":x", "municipality:x", "person:" + EVENT])
def test_a_reference_names_an_entity_of_a_kind_that_is_meant(ref: str) -> None:
    assert _refused(whom=ref).path == ("whom",)


def test_references_are_found_with_the_path_to_them() -> None:
    taken = Intake(Command(whom=REF, anything="county:" + EVENT))

    assert taken.refs == {REF: ("whom",), "county:" + EVENT: ("anything",)}


@pytest.mark.parametrize("value", ["x", SHA256.upper()])
def test_contents_are_named_as_such(value: str) -> None:
    assert _refused(content=value).path == ("content",)


def test_contents_are_found() -> None:
    assert Intake(Command(content=SHA256)).contents == {SHA256}


def test_clear_texts_have_the_limits_of_their_field_and_are_named_by_their_subject() -> None:
    taken = Intake(Command(person=Clear(" Ø. Ørsted "), remark=Clear("eins\nzwei")))

    assert taken.command.person.text == "Ø. Ørsted"
    assert len(taken.sealed) == 2
    assert _refused(person=Clear("a\nb")).path == ("person",)
    assert _refused(remark=Clear("x" * 5001)).path == ("remark",)


def test_a_text_sealed_before_stays_as_it_is() -> None:
    sealed = Sealed("key", "box")

    assert _taken(person=sealed).person is sealed


@pytest.mark.parametrize(
    "parts",
    [(Inner("a"),) * 2, tuple(Inner(letter) for letter in "abcd")],
)
def test_lists_have_limits_and_name_nobody_twice(parts: tuple[Inner, ...]) -> None:
    assert _refused(parts=parts).path == ("parts",)


def test_the_path_leads_to_the_member_at_fault() -> None:
    assert _refused(parts=(Inner("a"), Inner("zu lang"))).path == ("parts", "1", "name")
    assert _refused(either=Other(0)).path == ("either", "whole")


def test_paths_are_spelled_as_the_clients_do() -> None:
    assert camel("merger_withdrawn") == "mergerWithdrawn"
    assert camel("name") == "name"


@given(st.text())
def test_any_text_is_taken_or_refused_and_what_is_taken_is_taken_again(text: str) -> None:
    try:
        taken = _taken(name=text).name
    except InvalidInput:
        return
    assert _taken(name=taken).name == taken


def test_a_text_without_a_limit_cannot_be_taken_in() -> None:
    """A mistake of ours, not of who sends it."""

    @dataclass(frozen=True)
    class Careless:
        name: str

    with pytest.raises(TypeError, match="without a limit"):
        Intake(Careless("x"))


@pytest.mark.parametrize("command", TAKEN, ids=str)
@given(data=st.data())
@settings(max_examples=10)
def test_commands_of_every_type_are_taken_in(command: type[Any], data: st.DataObject) -> None:
    Intake(data.draw(Known("01059").of(command)))


def _outside(hint: Any, notes: tuple[Any, ...] = ()) -> list[Any]:
    """Values that are outside the limits which an annotated type states, or of none of its kinds."""
    origin = get_origin(hint)
    if origin is Annotated:
        inner, *more = get_args(hint)
        return _outside(inner, (*notes, *more))
    if origin in (Union, UnionType):
        arms = [arm for arm in get_args(hint) if arm is not NoneType]
        return _outside(arms[0], notes) if len(arms) == 1 else []
    found: list[Any] = []
    for note in notes:
        match note:
            case Text():
                texts = ["", "x" * (note.most + 1), "a\x00b"]
                found += [Clear(text) if hint is Sealed else text for text in texts]
            case Whole():
                found += [note.least - 1, note.most + 1]
            case Exact():
                found += [Decimal(10) ** note.digits, Decimal("NaN"), Decimal(10) ** -(note.places + 1)]
            case Ref(kinds=kinds):
                found += ["?", *([f"nothing:{EVENT}"] if kinds else [])]
            case ContentRef():
                found.append("?")
    if hint is date:
        found += [date(1, 1, 1), date(9999, 12, 31)]
    if hint is datetime:
        found += [datetime(2020, 1, 1), datetime.min.replace(tzinfo=UTC)]  # noqa: DTZ001
    return found


@pytest.mark.parametrize("command", TAKEN, ids=str)
@given(data=st.data())
@settings(max_examples=5)
def test_every_field_of_every_command_has_limits_that_are_kept(command: type[Any], data: st.DataObject) -> None:
    given = data.draw(Known("01059").of(command))
    for name, hint in hints(command).items():
        for value in _outside(hint):
            with pytest.raises(InvalidInput) as refused:
                Intake(replace(given, **{name: value}))
            assert refused.value.path[0] == camel(name)
            assert german(refused.value) != english(refused.value)
