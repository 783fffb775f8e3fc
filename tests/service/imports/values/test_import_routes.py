"""Values come in over HTTP, for those who may write them, and everything is told before anything is written."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from openpyxl import Workbook
from starlette.applications import Starlette

from events.county.entry import OpenToPublic
from events.goal.measured import RecordGoalValue
from events.goal.state import DataQuality, ValuePeriod
from events.policy import Role
from service.app import create_app
from service.settings import Settings
from service.sheets import Media
from service.viewer import Viewer
from tests.conftest import Database
from tests.service.climate import goal_of
from tests.service.county import County, establish, held, until, until_appending
from tests.service.imports.values.files import HEADINGS, goal, goal_for, line, months, table
from tests.service.test_ready import KEY

VALUES = "/imports/values"


@asynccontextmanager
async def started(database: Database) -> AsyncIterator[Starlette]:
    """The service, ready."""
    app = create_app(Settings().having(master_key=KEY), database.service_url)
    async with app.router.lifespan_context(app):

        async def ready() -> bool:
            return await app.state.service.unready() is None

        await until(ready)
        yield app


@pytest.fixture
async def app(county: County, database: Database) -> AsyncIterator[Starlette]:
    async with started(database) as app:
        yield app


@pytest.fixture
async def client(county: County, app: Starlette) -> AsyncIterator[httpx.AsyncClient]:
    """A client with a token of the coordination."""
    headers = await bearer(county, county.coordinator)
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app=app), base_url="http://test", headers=headers
    ) as client:
        yield client


async def bearer(county: County, viewer: Viewer, writes: bool = True) -> dict[str, str]:
    assert viewer.actor is not None
    _, token = await county.record.actors(county.id).issue(viewer.actor, writes)
    return {"authorization": f"Bearer {token}"}


async def years(county: County, ref: str) -> list[int]:
    return [value.period.until.year for value in (await goal(county, ref)).values]


def outcomes(answer: httpx.Response) -> list[tuple[str, str | None]]:
    return [(row["outcome"], row["code"]) for row in answer.json()["rows"]]


async def test_values_are_imported_once(county: County, client: httpx.AsyncClient) -> None:
    ref = await goal_of(county)
    content = table(line(ref, 2000, "1.5", "=1+1"), line(ref, 2001, ""), line(ref, 2002))

    shown = await client.post(f"{VALUES}?dryRun=true", content=content)
    nothing = await years(county, ref)
    first = await client.post(VALUES, content=content, headers={"content-type": "text/csv; charset=utf-8"})
    again = await client.post(VALUES, content=content)

    assert [each.status_code for each in (shown, first, again)] == [200, 200, 200]
    assert (shown.json()["dryRun"], shown.json()["written"], nothing) == (True, 0, [])
    assert shown.json()["rows"] == first.json()["rows"]
    assert first.json()["rows"][0] == {
        "line": 2,
        "outcome": "NEW",
        "goal": ref.partition(":")[2],
        "title": "Weniger Emissionen",
        "series": 1,
        "period": {"since": "2000-01-01", "until": "2000-12-31"},
        "mix": None,
        "value": {"value": "1.5", "quality": "A", "source": "=1+1"},
        "before": None,
        "code": None,
        "column": None,
        "message": None,
    }
    assert first.json()["counts"] == {"new": 2, "same": 0, "changed": 0, "wrong": 0, "blank": 1}
    assert (first.json()["written"], first.json()["position"]) == (2, await county.head())
    assert (again.json()["written"], again.json()["counts"]["same"]) == (0, 2)
    assert first.headers["content-type"] == "application/json"
    assert "no-store" in first.headers["cache-control"]
    assert (await goal(county, ref)).values[0].source == "=1+1"
    events = (await county.events())[-2:]
    assert {event.actor for event in events} == {county.coordinator.actor}


async def test_with_a_wrong_row_nothing_is_written_unless_it_is_skipped(
    county: County, client: httpx.AsyncClient
) -> None:
    ref = await goal_of(county)
    content = table(line(ref, 2000), line(ref, 2001, "viel"), line(ref, 2002))

    refused = await client.post(VALUES, content=content)
    nothing = await years(county, ref)
    looked = await client.post(f"{VALUES}?dryRun=true&language=en", content=content)
    skipped = await client.post(f"{VALUES}?skipInvalid=true", content=content)

    assert (refused.status_code, looked.status_code, skipped.status_code) == (422, 200, 200)
    assert outcomes(refused) == [("NEW", None), ("WRONG", "NOT_A_NUMBER"), ("NEW", None)]
    row, english = refused.json()["rows"][1], looked.json()["rows"][1]
    assert (row["line"], row["column"]) == (3, "Value")
    assert row["message"].startswith("Spalte „Value“: „viel“ ist keine Zahl")
    assert english["message"].startswith("Column “Value”: “viel” is not a number")
    assert nothing == []
    assert await years(county, ref) == [2000, 2002]
    assert skipped.json()["counts"]["wrong"] == 1


async def test_a_reason_comes_in_a_header_and_stays_out_of_addresses_and_logs(
    county: County, client: httpx.AsyncClient, caplog: pytest.LogCaptureFixture
) -> None:
    ref = await goal_of(county)
    await client.post(VALUES, content=table(line(ref, 2000)))
    changed = table(line(ref, 2000, "2"))
    caplog.set_level(logging.DEBUG)

    without = await client.post(VALUES, content=changed)
    addressed = await client.post(f"{VALUES}?reason=Zahlendreher", content=changed)
    broken = [
        await client.post(VALUES, content=changed, headers=[(b"Klimakreis-Reason", raw)])
        for raw in (b"%FF", "Fräulein".encode("latin-1"), quote("x" * 5001).encode())
    ]
    reason = quote("Müller hat sich verschrieben; „neu“ gelesen\nund geprüft")
    given = await client.post(VALUES, content=changed, headers={"Klimakreis-Reason": reason})

    assert (without.status_code, outcomes(without)) == (422, [("WRONG", "REASON_REQUIRED")])
    assert (addressed.status_code, addressed.json()["path"]) == (422, ["reason"])
    assert "Zahlendreher" not in addressed.text
    assert [each.status_code for each in broken] == [422] * 3
    assert (given.status_code, outcomes(given)) == (200, [("CHANGED", None)])
    assert given.json()["rows"][0]["before"] == {"value": "1", "quality": "A", "source": "Zähler"}
    assert (await county.events())[-1].reason is not None
    assert "verschrieben" not in caplog.text


@pytest.mark.parametrize("declared", [Media.XLSX.value, "application/octet-stream", "text/csv", None])
async def test_xlsx_is_known_whatever_it_is_called(
    county: County, client: httpx.AsyncClient, declared: str | None
) -> None:
    ref = await goal_of(county)
    book, saved = Workbook(), BytesIO()
    assert book.active is not None
    for row in table(line(ref, 2000, "1.5")).decode().splitlines():
        book.active.append(row.split(","))
    book.save(saved)
    headers = {} if declared is None else {"content-type": declared}

    answer = await client.post(VALUES, content=saved.getvalue(), headers=headers)

    assert outcomes(answer) == [("NEW", None)]


async def test_who_writes_which_goals(county: County, client: httpx.AsyncClient) -> None:
    ref = await goal_of(county)
    town = await county.municipality()
    own, hidden = await goal_for(county, town, "Eigenes"), await goal_for(county, town, "Entwurf", adopted=False)
    municipality = await county.viewer(Role.MUNICIPALITY, town)
    partner = await county.viewer(Role.PARTNER, f"partner:{county.id}")
    auditor = await county.viewer(Role.AUDITOR)
    await client.post(VALUES, content=table(line(ref, 1999)))
    content = table(line(own, 2000), line(ref, 2000), line(ref, 1999), line(hidden, 2000))

    by_town = await client.post(VALUES, content=content, headers=await bearer(county, municipality))
    by_partner = await client.post(VALUES, content=content, headers=await bearer(county, partner))
    by_auditor = await client.post(VALUES, content=content, headers=await bearer(county, auditor))
    nothing = await years(county, own)
    skipped = await client.post(
        f"{VALUES}?skipInvalid=true", content=content, headers=await bearer(county, municipality)
    )

    assert by_town.status_code == 422
    assert outcomes(by_town) == [("NEW", None), ("WRONG", "FORBIDDEN"), ("SAME", None), ("NEW", None)]
    assert by_town.json()["rows"][1]["column"] == "Goal id"
    assert by_partner.status_code == 422
    assert outcomes(by_partner) == [
        ("WRONG", "FORBIDDEN"),
        ("WRONG", "FORBIDDEN"),
        ("SAME", None),
        ("WRONG", "NOT_FOUND"),
    ]
    assert "Entwurf" not in by_partner.text
    assert (by_auditor.status_code, by_auditor.json()["code"]) == (403, "FORBIDDEN")
    assert nothing == []
    assert (skipped.json()["written"], await years(county, own), await years(county, ref)) == (2, [2000], [1999])
    assert {event.actor for event in (await county.events())[-2:]} == {municipality.actor}


async def test_who_may_only_read_imports_nothing(county: County, client: httpx.AsyncClient) -> None:
    ref = await goal_of(county)
    content = table(line(ref, 2000))
    reader = await bearer(county, county.coordinator, writes=False)
    other = await establish(county.record, "01060")

    for query in ("", "?dryRun=true"):
        assert (await client.post(f"{VALUES}{query}", content=content, headers=reader)).status_code == 403
    nobody = {"authorization": ""}
    assert (await client.post(VALUES, content=content, headers=nobody)).status_code == 401
    strange = await client.post(VALUES, content=content, headers=await bearer(other, other.coordinator))
    assert outcomes(strange) == [("WRONG", "NOT_FOUND")]
    await county.order(OpenToPublic(county.ref), await county.viewer(Role.ADMIN))
    public = await client.post(f"{VALUES}?county={county.key}", content=content, headers=nobody)
    assert public.status_code == 403
    assert await years(county, ref) == []


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "INVALID_INPUT"),
        (b"\n\n", "BAD_TABLE"),
        (b"\xff\xfe\x00", "BAD_TABLE"),
        (HEADINGS.replace("Value", "Valu").encode() + b"\nx", "BAD_HEADING"),
        (HEADINGS.encode() + b"\n" + b",,,,,\n" * 10 + b"x" * (8 << 20), "TOO_MUCH"),
        (b"PK\x03\x04 no archive", "BAD_TABLE"),
    ],
)
async def test_what_is_no_table_of_values_is_refused_in_the_language_asked_for(
    client: httpx.AsyncClient, content: bytes, code: str
) -> None:
    answers = [
        await client.post(f"{VALUES}?skipInvalid=true&language={each}", content=content) for each in ("de", "en")
    ]

    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [(422, code)] * 2
    assert len({answer.json()["message"] for answer in answers}) == 2
    assert answers[0].json()["request"] == answers[0].headers["x-request-id"]


@pytest.mark.parametrize("query", ["dryRun=yes", "dryrun=true", "skipInvalid=", "language=fr", "x=1"])
async def test_what_is_misspelt_in_the_address_is_refused(
    county: County, client: httpx.AsyncClient, query: str
) -> None:
    ref = await goal_of(county)

    answer = await client.post(f"{VALUES}?{query}", content=table(line(ref, 2000)))

    assert (answer.status_code, answer.json()["path"]) == (422, [query.partition("=")[0]])
    assert await years(county, ref) == []
    assert (await client.get(VALUES)).status_code in (404, 405)


async def test_a_body_that_breaks_off_writes_nothing(county: County, app: Starlette) -> None:
    ref = await goal_of(county)
    sent: list[Any] = []
    whole = table(line(ref, 2000), line(ref, 2001))
    coming = [{"type": "http.request", "body": whole, "more_body": True}, {"type": "http.disconnect"}]

    async def receive() -> Any:
        return coming.pop(0)

    async def send(message: Any) -> None:
        sent.append(message)

    headers = await bearer(county, county.coordinator)
    scope = {
        "type": "http",
        "method": "POST",
        "path": VALUES,
        "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }
    await app(scope, receive, send)

    assert [message["status"] for message in sent if "status" in message] == [422]
    assert await years(county, ref) == []


async def test_imports_of_one_file_at_once_write_each_value_once(county: County, client: httpx.AsyncClient) -> None:
    refs = [await goal_of(county)]
    refs += [await goal_for(county, await county.municipality(), f"Ziel {n}") for n in range(4)]
    content = table(*(each for ref in refs for each in months(ref, 24)))
    other = await bearer(county, await county.viewer(Role.ADMIN))

    answers = await asyncio.gather(
        client.post(VALUES, content=content),
        client.post(VALUES, content=content),
        client.post(VALUES, content=content, headers=other),
    )

    assert [answer.status_code for answer in answers] == [200] * 3
    assert sum(answer.json()["written"] for answer in answers) == 5 * 24
    for ref in refs:
        assert len((await goal(county, ref)).values) == 24
    assert await county.findings() == []


async def test_others_are_answered_while_a_large_file_is_looked_at(county: County, client: httpx.AsyncClient) -> None:
    refs = [await goal_of(county)]
    refs += [await goal_for(county, await county.municipality(), f"Ziel {n}") for n in range(19)]
    content = table(*(each for ref in refs for each in months(ref, 250)))
    shown = asyncio.create_task(client.post(f"{VALUES}?dryRun=true", content=content))
    answered = 0

    while not shown.done():
        assert (await client.get("/ready")).status_code == 200
        answered += 1

    assert (await shown).json()["counts"]["new"] == 5000
    assert answered > 10


async def test_where_others_change_something_meanwhile_the_rest_is_written(
    county: County, database: Database, client: httpx.AsyncClient
) -> None:
    ref = await goal_of(county)
    period = ValuePeriod(date(2000, 1, 1), date(2000, 12, 31))
    async with held(county):
        # Another process stands before the record first; the import is compared with what is not written yet.
        faster = asyncio.create_task(county.order(RecordGoalValue(ref, period, Decimal(7), DataQuality.A, "Zähler")))
        await until_appending(database)
        import_ = asyncio.create_task(client.post(VALUES, content=table(line(ref, 2000), line(ref, 2001))))
        await until_appending(database, 2)
    await faster

    answer = await import_

    assert (answer.status_code, answer.json()["written"]) == (409, 1)
    assert outcomes(answer) == [("WRONG", "STALE_VERSION"), ("NEW", None)]
    assert await years(county, ref) == [2000, 2001]
