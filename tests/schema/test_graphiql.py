"""The IDE: at the endpoint, from files of the package, with no other host in play."""

import re
from pathlib import Path

import httpx
import pytest

import schema
from schema.graphiql import PAGE
from tests.schema.edge import Client, Edge

STATIC = Path(schema.__file__).parent / "static"


async def page(edge: Edge, path: str = "/graphql", accept: str = "text/html") -> httpx.Response:
    return await edge.http.get(path, headers={"Accept": accept})


@pytest.mark.parametrize("path", ["/graphql", "/01059/graphql"])
async def test_a_browser_gets_the_ide_without_a_token(edge: Edge, path: str) -> None:
    response = await page(edge, path)
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    policy = response.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    named = re.findall(r'(?:src|href)="([^"]+)"', response.text)
    assert len(named) >= 6
    assert re.search(r"<script>|<style>| style=| on\w+=", response.text) is None
    for address in named:
        if not address.startswith("data:"):
            assert address.startswith("/graphql/static/")
            found = await edge.http.get(address)
            assert found.status_code == 200
            assert found.content == (STATIC / address.rpartition("/")[2]).read_bytes()


async def test_a_program_gets_an_answer_instead(edge: Edge, coordinator: Client) -> None:
    response = await page(edge, accept="application/json")
    assert response.status_code == 400
    own = {"Accept": "text/html", "Authorization": f"Bearer {coordinator.token}"}
    response = await edge.http.get("/graphql", params={"query": "{ position }"}, headers=own)
    assert response.json() == {"data": {"position": 1}}


async def test_the_root_is_the_endpoint_too(edge: Edge) -> None:
    browser = await edge.http.get("/", headers={"Accept": "text/html"})
    assert (browser.status_code, browser.text) == (200, PAGE)
    asked = await edge.http.post("/", json={"query": "{ __typename }"})
    assert asked.json() == {"data": {"__typename": "Query"}}


async def test_nothing_else_is_served(edge: Edge) -> None:
    for path in ("/graphql/static/nothing.js", "/graphql/static/../app.py", "/graphql/static/%2e%2e/app.py", "/x/y"):
        assert (await edge.http.get(path)).status_code == 404


def test_every_file_of_others_has_its_licence() -> None:
    names = {each.name for each in STATIC.iterdir()}
    told = (STATIC / "README.md").read_text(encoding="utf-8")
    for package in ("graphiql", "react", "react-dom", "graphql-ws"):
        assert f"LICENSE.{package}" in names
        assert "Permission is hereby granted, free of charge" in (STATIC / f"LICENSE.{package}").read_text()
    for name in names - {"README.md", "page.js", "page.css"}:
        assert name.startswith("LICENSE.") or name in told


def test_no_file_of_ours_names_another_host() -> None:
    for name in ("page.js", "page.css"):
        assert "http" not in (STATIC / name).read_text().replace('"https:"', "")
