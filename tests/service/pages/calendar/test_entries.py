"""Calendar files: as RFC 5545 wants them, whatever stands in them."""

import re
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from events.values import FREE_TEXT, Text
from service.pages.calendar.entry import CalendarEntry, Certain, calendar_file
from tests.service.pages.calendar.story import events_in

BERLIN = ZoneInfo("Europe/Berlin")
RECORDED = datetime(2026, 1, 2, 3, 4, 5, 678, UTC)
LONG = "Überörtliche Wärmeplanung; Kosten, Nutzen und „Öffentlichkeitsbeteiligung“ für größere Gemeinden\\Ämter " * 8


def entry(**told: object) -> CalendarEntry:
    """An entry, otherwise where it is said."""
    given = {
        "uid": "1@klimakreis.01059",
        "version": 3,
        "recorded_at": RECORDED,
        "summary": "Sitzung",
        "description": "Eins\nZwei",
        "starts": datetime(2026, 3, 28, 17, tzinfo=UTC),
    }
    return CalendarEntry(**{**given, **told})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("on", "written"),
    [
        (date(2026, 3, 28), b"20260328T170000Z"),
        (date(2026, 3, 29), b"20260329T160000Z"),
        (date(2026, 10, 24), b"20261024T160000Z"),
        (date(2026, 10, 25), b"20261025T170000Z"),
    ],
)
def test_an_evening_stays_an_evening_on_both_sides_of_a_change_of_clocks(on: date, written: bytes) -> None:
    evening = datetime(on.year, on.month, on.day, 18, tzinfo=BERLIN)
    later = evening.replace(hour=20)
    content = calendar_file("K", "k", [entry(starts=evening.astimezone(UTC), ends=later.astimezone(UTC))])
    assert b"DTSTART:" + written + b"\r\n" in content
    (read,) = events_in(content)
    assert read.start.astimezone(BERLIN) == evening
    assert (read.start.astimezone(BERLIN).hour, read.end.astimezone(BERLIN).hour) == (18, 20)


def test_a_meeting_whose_end_is_open_has_none() -> None:
    content = calendar_file("K", "k", [entry()])
    assert b"DTEND" not in content
    assert b"TRANSP:OPAQUE" in content


def test_what_is_due_on_a_day_is_of_the_whole_day() -> None:
    content = calendar_file("K", "k", [entry(starts=date(2026, 12, 31))])
    assert b"DTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\n" in content
    assert b"TRANSP:TRANSPARENT" in content


def test_long_german_texts_are_folded_and_signs_escaped() -> None:
    told = entry(summary=LONG.strip(), description=f"{LONG}\n{LONG}", place="Rathaus; Saal 1, OG")
    content = calendar_file(LONG, "k", [told])
    assert content.endswith(b"END:VCALENDAR\r\n")
    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert all(b"\n" not in line and b"\r" not in line for line in lines)
    unfolded = content.replace(b"\r\n ", b"").decode()
    assert "Wärmeplanung\\; Kosten\\, Nutzen" in unfolded
    assert "Gemeinden\\\\Ämter \\nÜber" in unfolded
    assert "LOCATION:Rathaus\\; Saal 1\\, OG" in unfolded
    (read,) = events_in(content)
    assert read["summary"] == LONG.strip()
    assert read["description"] == f"{LONG}\n{LONG}"
    assert read["location"] == "Rathaus; Saal 1, OG"


def _taken(text: Text, given: str) -> str:
    try:
        return text.check(given)
    except ValueError:
        return "x"


@given(st.text(max_size=300), st.text(max_size=900))
def test_nothing_that_the_record_takes_breaks_a_calendar(title: str, notes: str) -> None:
    told = entry(summary=_taken(Text(200), title), description=_taken(FREE_TEXT, notes))
    (read,) = events_in(calendar_file("K", "k", [told]))
    assert read["summary"] == told.summary
    # RFC 5545 knows one sort of line break.
    assert read["description"] == re.sub("\r\n?", "\n", told.description)


@pytest.mark.parametrize("certain", Certain)
def test_entries_say_how_certain_they_are(certain: Certain) -> None:
    content = calendar_file("Kreis", "k", [entry(certain=certain, public=False)])
    assert f"STATUS:{certain.name}".encode() in content
    assert b"CLASS:CONFIDENTIAL" in content
    (read,) = events_in(content)
    assert (read["uid"], read["sequence"]) == ("1@klimakreis.01059", 3)
    assert read["dtstamp"].dt == read["last-modified"].dt == RECORDED.replace(microsecond=0)


def test_a_calendar_says_what_it_is_and_when_to_look_again() -> None:
    later = entry(uid="2@k", starts=date(2026, 3, 29))
    content = calendar_file("Kreis", "k@klimakreis.01059", [later, entry()])
    calendar = Calendar.from_ical(content)
    assert (calendar["version"], calendar["prodid"]) == ("2.0", "-//Klimakreis//Kalender//DE")
    assert calendar["name"] == calendar["x-wr-calname"] == "Kreis"
    assert calendar["uid"] == "k@klimakreis.01059"
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n" in content
    assert [event["uid"] for event in calendar.events] == ["1@klimakreis.01059", "2@k"]
    assert calendar_file("Kreis", "k@klimakreis.01059", [entry(), later]) == content


def test_programs_are_asked_to_look_again_every_hour() -> None:
    content = calendar_file("Kreis", "k", [])
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n" in content
    assert b"X-PUBLISHED-TTL:PT1H\r\n" in content
