"""Reports over HTTP: for those who may read them, in two languages, of any year that is not to come."""

import re
from base64 import b64encode
from datetime import date
from fractions import Fraction
from hashlib import sha256
from html.parser import HTMLParser
from xml.etree import ElementTree

import httpx
import pytest

from events.county.entry import OpenToPublic
from events.outreach import OutreachKind, RecordOutreach
from events.policy import Role
from events.project.milestones import ReachMilestone
from events.project.outline import ProposeProject
from events.relief import RecordRelief, ReliefKind
from events.values import Money
from service.ids import new_id
from service.pages.asked import today
from tests.schema.edge import token_of
from tests.service.climate import DAY, goal_of, project_of
from tests.service.county import County
from tests.service.pages.conftest import bearer
from tests.service.pages.partnership import drafted

NOBODY = {"authorization": ""}


class _Page(HTMLParser):
    """What a page is made of: every element is closed, and none carries a style, a script or another address."""

    VOID = frozenset({"meta", "br"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        assert tag not in ("script", "link", "img", "iframe", "object")
        assert not {"style", "src", "href"} & set(told)
        self.ids += [told["id"] or ""] if "id" in told else []
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def assert_whole(page: str) -> None:
    """The page is one that stands for itself."""
    parser = _Page()
    parser.feed(page)
    parser.close()
    assert parser.open == []
    assert len(set(parser.ids)) == len(parser.ids), "no id twice"
    for picture in re.findall(r"<svg.*?</svg>", page, re.DOTALL):
        ElementTree.fromstring(picture)


async def test_the_report_of_a_county_in_two_languages(county: County, client: httpx.AsyncClient) -> None:
    await goal_of(county)
    await project_of(county, milestones=2)

    german, english = await client.get("/reports/2020"), await client.get("/reports/2020?language=en")

    assert german.status_code == english.status_code == 200
    assert german.headers["content-type"] == "text/html; charset=utf-8"
    assert (german.headers["content-language"], english.headers["content-language"]) == ("de", "en")
    assert german.headers["x-content-type-options"] == "nosniff"
    assert german.headers["cache-control"] == "private, no-store"
    for told in (
        "Jahresbericht 2020",
        "Kreis 01059",
        "Weniger Emissionen",
        "Wärmeplan",
        "Stand am 31.\u00a0Dezember 2020",
    ):
        assert told in german.text
    for told in ("Yearly report 2020", "As of 31\u00a0December 2020", "is no value of a period that is over"):
        assert told in english.text
    for answer in (german, english):
        assert_whole(answer.text)
    assert (await client.get("/reports/2020.html")).text == german.text
    assert (await client.head("/reports/2020")).status_code == 200
    assert (await client.post("/reports/2020")).status_code in (404, 405)


async def test_a_browser_may_show_it_in_its_own_style_and_nothing_else(
    county: County, client: httpx.AsyncClient
) -> None:
    answer = await client.get("/reports/2020")

    policy = answer.headers["content-security-policy"]
    style = re.findall(r"<style>(.*?)</style>", answer.text, re.DOTALL)
    assert len(style) == 1
    assert f"style-src 'sha256-{b64encode(sha256(style[0].encode()).digest()).decode()}'" in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "script" not in policy
    # A file that somebody keeps carries its policy with it.
    kept = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', answer.text)
    assert [each.replace("&#39;", "'") for each in kept] == [policy.removesuffix("; frame-ancestors 'none'")]


async def test_a_year_that_is_not_over_is_told_as_of_today(county: County, client: httpx.AsyncClient) -> None:
    year = today().year

    answer = await client.get(f"/reports/{year}?language=en")

    assert answer.status_code == 200
    assert f"&amp;on={today()}" in answer.text or today() == date(year, 12, 31)
    asked = await client.get(f"/reports/{year}?language=en&on={year}-01-01")
    assert f"As of 1\u00a0January {year}" in asked.text


@pytest.mark.parametrize(
    ("query", "path"),
    [
        ("2999", "year"),
        ("2020?language=fr", "language"),
        ("2020?at=nie", "at"),
        ("2020?at=2024-01-01T00:00:00", "at"),
        ("2020?at=999999", "position"),
        ("2020?on=2021-01-01", "on"),
        ("2020?on=heute", "on"),
        ("1850", "year"),
    ],
)
async def test_what_cannot_be_told_is_said(county: County, client: httpx.AsyncClient, query: str, path: str) -> None:
    answer = await client.get(f"/reports/{query}")

    assert answer.status_code == 422
    assert answer.json()["path"][-1] == path
    assert answer.json()["message"]


@pytest.mark.parametrize("year", ["x", "20", "2020.md", "2020.html.html", "2020%2F1"])
async def test_what_is_no_year_is_not_found(county: County, client: httpx.AsyncClient, year: str) -> None:
    assert (await client.get(f"/reports/{year}")).status_code == 404


async def test_a_year_to_come_is_told_in_the_language_of_whoever_asks(
    county: County, client: httpx.AsyncClient
) -> None:
    answer = await client.get("/reports/2150", headers={"accept-language": "de"})

    assert answer.json()["code"] == "INVALID_INPUT"
    assert "nach dem laufenden Jahr" in answer.json()["message"]


async def test_without_a_token_nothing_is_told(county: County, client: httpx.AsyncClient) -> None:
    assert (await client.get("/reports/2020", headers=NOBODY)).status_code == 401
    assert (await client.get(f"/reports/2020?county={county.key}", headers=NOBODY)).status_code == 401
    made = await drafted(county)
    assert (await client.get(f"{made.path}/reports/2020", headers=NOBODY)).status_code == 401


async def test_the_public_of_an_open_county_sees_what_is_public(county: County, client: httpx.AsyncClient) -> None:
    await goal_of(county)
    await project_of(county)
    whom = await county.municipality(name="Ahlby")
    await county.order(ProposeProject("Geheime Idee", "Noch nicht.", whom, DAY))
    await county.order(RecordOutreach(OutreachKind.VISIT, DAY, (whom,), "Antrittsbesuch"))
    await county.order(RecordRelief(whom, DAY, ReliefKind.SAVED, "Antrag", Fraction(77), Money(12_345_00)))
    await county.order(OpenToPublic(county.ref), await county.viewer(Role.ADMIN))

    public = await client.get(f"/reports/2020?county={county.key}", headers=NOBODY)
    inside = (await client.get("/reports/2020")).text

    assert public.status_code == 200
    for told in ("Weniger Emissionen", "Wärmeplan", "Öffentlichkeit; der Bericht enthält"):
        assert told in public.text
    for hidden in ("Geheime Idee", "12.345,00", "77\u00a0Stunden"):
        assert hidden in inside
        assert hidden not in public.text
    assert "sind nur innerhalb der Zusammenarbeit einsehbar" in public.text
    assert f"&amp;county={county.key}" in public.text
    assert_whole(public.text)


async def test_a_municipality_is_named_as_the_reader(county: County, client: httpx.AsyncClient) -> None:
    whom = await county.municipality(name="Ahlby")
    token = await token_of(county, Role.MUNICIPALITY, whom)

    answer = await client.get("/reports/2020", headers=bearer(token))

    assert "Kommune (Ahlby); der Bericht enthält" in answer.text
    assert f"/reports/2020?language=de&amp;at={await county.head()}" in answer.text


async def test_an_earlier_position_gives_the_report_as_it_was(county: County, client: httpx.AsyncClient) -> None:
    project = await project_of(county, milestones=1)
    before, then = await county.head(), (await client.get("/reports/2021")).text
    await county.order(ReachMilestone(project, 1, date(2021, 3, 1)))
    await goal_of(county)

    now = (await client.get("/reports/2021")).text
    again = (await client.get(f"/reports/2021?at={before}")).text
    moment = (await county.events())[before - 1].recorded_at

    assert now != then
    assert again == then
    timed = await client.get("/reports/2021", params={"at": moment.isoformat()})
    assert timed.text == then
    assert (await client.get("/reports/2021?at=0")).status_code == 404


async def test_the_report_of_an_agreement(county: County, client: httpx.AsyncClient) -> None:
    made = await drafted(county)
    await made.sign()
    await goal_of(county)

    answer = await client.get(f"{made.path}/reports/2020")

    assert answer.status_code == 200
    for told in ("Klimaschutzregion", "Arbeitsgemeinschaft", "in Kraft", "4: Ahlby, Böklund, Kreis 01059, Stadtwerke"):
        assert told in answer.text
    assert "Weniger Emissionen" not in answer.text
    assert f"{made.path}/reports/2020?language=de" in answer.text
    assert_whole(answer.text)
    assert (await client.get(f"{made.path}/reports/2020.html")).text == answer.text
    assert "The agreement" in (await client.get(f"{made.path}/reports/2020?language=en")).text


async def test_an_agreement_that_is_not_seen_is_not_there(county: County, client: httpx.AsyncClient) -> None:
    made = await drafted(county)
    stranger = bearer(await token_of(county, Role.PARTNER, f"partner:{new_id()}"))

    for answer in (
        await client.get(f"/agreements/{new_id()}/reports/2020", headers={"accept-language": "de"}),
        await client.get(f"{made.path}/reports/2020", headers=stranger | {"accept-language": "de"}),
    ):
        assert answer.status_code == 404
        assert answer.json()["message"] == "Diese Vereinbarung gibt es hier nicht."
    assert (await client.get("/agreements/1/reports/2020")).status_code == 404
