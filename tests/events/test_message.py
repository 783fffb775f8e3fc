"""Messages: English templates with their values, before any language is chosen."""

from datetime import date

from events.decider import Rejected, Superseded
from events.message import Message, message, plural
from events.values import Invalid


def test_a_message_reads_in_english_as_it_is() -> None:
    assert str(message("On {day} the body {name} met.", day=date(2024, 5, 1), name="Rat")) == (
        "On 2024-05-01 the body Rat met."
    )
    assert str(message("No values, but {{braces}}.")) == "No values, but {braces}."


def test_a_message_stays_the_one_that_it_is() -> None:
    made = message("Once.")
    assert message(made) is made


def test_messages_are_equal_by_what_they_say() -> None:
    assert message("{a}", a=(1, 2)) == Message("{a}", (("a", (1, 2)),))
    assert len({message("{a}", a=1), message("{a}", a=1), message("{a}", a=2)}) == 2


def test_a_number_decides_the_form() -> None:
    def days(count: int) -> str:
        return str(plural(count, "{count} day of {month}", "{count} days of {month}", month="May"))

    assert [days(count) for count in (0, 1, 2)] == ["0 days of May", "1 day of May", "2 days of May"]


def test_a_list_and_a_message_stand_in_a_message() -> None:
    inner = message("the amendment {number}", number=3)
    assert str(message("{what}: {parts}", what=inner, parts=("a", inner))) == ("the amendment 3: a, the amendment 3")


def test_exceptions_show_their_sentence() -> None:
    assert "It is 3 of 4." in str(Rejected("CODE", "field", "It is {code} of {field}.", code=3, field=4))
    assert "At version 2." in str(Superseded("field", 2, None, "digest", "At version {version}.", version=2))
    assert str(Invalid("is longer than {most} characters", most=5)) == "is longer than 5 characters"
