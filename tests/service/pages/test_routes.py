"""Pages over HTTP: for those who see the agreement, in two languages, on any day, without scripts."""

from datetime import date

import httpx
import pytest

from events.agreement.membership import GiveNotice
from events.county.entry import OpenToPublic
from events.municipality.merger import MergeMunicipality
from events.policy import Role
from service.ids import new_id
from tests.schema.edge import token_of
from tests.service.county import County
from tests.service.pages.conftest import bearer
from tests.service.pages.partnership import Partnership, drafted


@pytest.fixture
async def partnership(county: County) -> Partnership:
    """The agreement in force, with a second version."""
    made = await drafted(county)
    await made.sign()
    await made.amend()
    return made


async def test_a_version_is_a_page(partnership: Partnership, client: httpx.AsyncClient) -> None:
    answer = await client.get(f"{partnership.path}/versions/2")

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["content-language"] == "de"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "private" in answer.headers["cache-control"]
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script" not in policy
    assert "unsafe" not in policy
    for told in ("Die „Region“ senkt", "Sie treffen sich viermal", "Ahlby", "Böklund", "Kreis 01059", "Stadtwerke"):
        assert told in answer.text
    assert (await client.get(f"{partnership.path}/versions/2.html")).text == answer.text


async def test_a_version_is_markdown(partnership: Partnership, client: httpx.AsyncClient) -> None:
    answer = await client.get(f"{partnership.path}/versions/1.md?language=en&on=2018-05-01")

    assert answer.headers["content-type"] == "text/markdown; charset=utf-8"
    assert answer.text.startswith("# Klimaschutzregion\n")
    assert "Sie treffen sich zweimal" in answer.text
    assert "- Status: in force (1 May 2018)" in answer.text


async def test_two_versions_are_compared(partnership: Partnership, client: httpx.AsyncClient) -> None:
    page = await client.get(f"{partnership.path}/compare/1/2?language=en")
    markdown = await client.get(f"{partnership.path}/compare/1/2.md")

    assert "<del>zweimal</del> <ins>viermal</ins>" in page.text
    assert page.headers["content-language"] == "en"
    assert "~~zweimal~~ **viermal**" in markdown.text


async def test_names_are_those_of_the_day_and_successors_are_named(
    county: County, partnership: Partnership, client: httpx.AsyncClient
) -> None:
    await county.rename(partnership.ahlby, "Ahlby-Neu", date(2021, 1, 1))
    await county.order(MergeMunicipality(partnership.boeklund, partnership.ahlby, date(2023, 3, 1)))

    before = (await client.get(f"{partnership.path}/versions/2?on=2020-06-01")).text
    after = (await client.get(f"{partnership.path}/versions/2?on=2024-06-01")).text

    assert "<td>Ahlby</td>" in before
    assert "Vertragspartner (4)" in before
    assert "<td>Ahlby-Neu</td>" in after
    assert "Rechtsnachfolge: Ahlby-Neu" in after
    assert "Vertragspartner (3)" in after
    assert "zählen einmal" in after
    assert "zählen einmal" not in before


async def test_a_draft_is_for_those_who_take_part(county: County, client: httpx.AsyncClient) -> None:
    made = await drafted(county)
    await county.order(OpenToPublic(county.ref), await county.viewer(Role.ADMIN))
    party = bearer(await token_of(county, Role.PARTNER, made.partner))
    stranger = bearer(await token_of(county, Role.PARTNER, "partner:" + str(new_id())))
    path = f"{made.path}/versions/1"

    assert "Entwurf" in (await client.get(path)).text
    assert (await client.get(path, headers=party)).status_code == 200
    assert (await client.get(path, headers=stranger)).status_code == 404
    assert (await client.get(f"{path}?county={county.key}", headers={"authorization": ""})).status_code == 404


async def test_the_public_reads_what_is_public_where_the_county_is_open(
    county: County, partnership: Partnership, client: httpx.AsyncClient
) -> None:
    path = f"{partnership.path}/versions/2?on=2024-06-01"
    nobody = {"authorization": ""}
    await county.order(
        GiveNotice(partnership.ref, partnership.boeklund, date(2024, 2, 1)), reason="Schreiben vom 1. Februar"
    )
    assert (await client.get(path, headers=nobody)).status_code == 401
    assert (await client.get(f"{path}&county={county.key}", headers=nobody)).status_code == 401

    await county.order(OpenToPublic(county.ref), await county.viewer(Role.ADMIN))

    answer = await client.get(f"{path}&county={county.key}", headers=nobody)
    assert answer.status_code == 200
    assert "gekündigt; " not in answer.text
    assert "gekündigt; scheidet" in (await client.get(path)).text


@pytest.mark.parametrize("version", ["0", "3", "x", "1.pdf", "1.md.md", "-1", "9" * 5000, "1%2F2", "٢"])
async def test_a_version_that_there_is_not_is_not_found(
    partnership: Partnership, client: httpx.AsyncClient, version: str
) -> None:
    for path in (f"versions/{version}", f"compare/1/{version}", f"compare/{version}/1"):
        answer = await client.get(f"{partnership.path}/{path}")
        assert answer.status_code == 404


async def test_an_agreement_that_there_is_not_is_not_found(client: httpx.AsyncClient) -> None:
    answer = await client.get(f"/agreements/{new_id()}/versions/1", headers={"accept-language": "de"})

    assert answer.status_code == 404
    assert answer.json()["message"] == "Diese Vereinbarung gibt es hier nicht."
    assert (await client.get("/agreements/1/versions/1")).status_code == 404


@pytest.mark.parametrize(
    ("query", "path"),
    [
        ("language=fr", "language"),
        ("on=gestern", "on"),
        ("on=2024-02-30", "on"),
        ("on=20240201", "on"),
        ("on=1850-01-01", "on"),
    ],
)
async def test_what_cannot_be_read_is_said(
    partnership: Partnership, client: httpx.AsyncClient, query: str, path: str
) -> None:
    answer = await client.get(f"{partnership.path}/versions/1?{query}")

    assert answer.status_code == 422
    assert answer.json()["path"] == [path]
    assert answer.json()["message"]


async def test_pages_are_read_only(partnership: Partnership, client: httpx.AsyncClient) -> None:
    assert (await client.post(f"{partnership.path}/versions/1")).status_code == 404
    assert (await client.head(f"{partnership.path}/versions/1")).status_code == 200
