"""Files go up and down over HTTP, for those who may, and never as something that a browser would run."""

import hashlib
from collections.abc import AsyncIterator
from uuid import UUID

import httpx
import pytest

from events.county.entry import OpenToPublic
from events.document import AttachDocument
from events.policy import Role, Visibility
from service.app import create_app
from service.ids import new_id
from service.settings import Settings
from tests.conftest import Database
from tests.service.county import County, establish, until
from tests.service.test_ready import KEY

CONTENT = b"Beschluss des Kreistags" * 1000
SHA256 = hashlib.sha256(CONTENT).hexdigest()
PDF = {"content-type": "application/pdf"}


@pytest.fixture
async def client(county: County, database: Database) -> AsyncIterator[httpx.AsyncClient]:
    """A client with a token of the coordination."""
    app = create_app(Settings().having(master_key=KEY, max_document_bytes=len(CONTENT)), database.service_url)
    async with app.router.lifespan_context(app):
        transport = httpx.ASGITransport(app=app)
        token = await _token(county, county.coordinator.actor)
        async with httpx.AsyncClient(transport=transport, base_url="http://test", headers=_bearer(token)) as client:
            await until(lambda: _ready(client))
            yield client


async def _ready(client: httpx.AsyncClient) -> bool:
    return (await client.get("/ready")).status_code == 200


async def _token(county: County, actor: UUID | None, writes: bool = True) -> str:
    assert actor is not None
    _, token = await county.record.actors(county.id).issue(actor, writes)
    return token


def _bearer(token: str) -> dict[str, str]:
    return {"authorization": f"Bearer {token}"}


async def _attached(county: County, client: httpx.AsyncClient, level: Visibility = Visibility.INTERNAL) -> str:
    assert (await client.post("/contents", content=CONTENT, headers=PDF)).status_code == 201
    outcome = await county.order(AttachDocument(county.ref, "Beschluss", SHA256, level))
    return f"/contents/{outcome.ref.replace(':', '/')}/{SHA256}"


async def test_up_and_down(county: County, client: httpx.AsyncClient) -> None:
    path = await _attached(county, client)

    answer = await client.get(path)

    assert answer.content == CONTENT
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-length"] == str(len(CONTENT))
    assert answer.headers["etag"] == f'"{SHA256}"'
    assert answer.headers["content-disposition"].startswith("attachment;")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]
    assert "private" in answer.headers["cache-control"]


async def test_the_answer_to_an_upload_names_the_bytes(client: httpx.AsyncClient) -> None:
    answer = await client.post("/contents", content=CONTENT, headers=PDF)

    assert answer.json() == {"sha256": SHA256, "size": len(CONTENT), "mediaType": "application/pdf"}


@pytest.mark.parametrize(
    ("content", "media_type"),
    [(CONTENT + b"x", "application/pdf"), (b"", "application/pdf"), (b"x", "text/html"), (b"x", "")],
)
async def test_what_cannot_be_kept_is_told_in_the_language_asked_for(
    client: httpx.AsyncClient, content: bytes, media_type: str
) -> None:
    messages = set()
    for language in ("de-DE,de", "en"):
        headers = {"content-type": media_type, "accept-language": language}
        answer = await client.post("/contents", content=content, headers=headers)
        assert answer.status_code == 422
        assert answer.json()["code"] == "INVALID_INPUT"
        assert answer.json()["request"] == answer.headers["x-request-id"]
        messages.add(answer.json()["message"])
    assert len(messages) == 2


async def test_who_may_only_read_uploads_nothing(county: County, client: httpx.AsyncClient) -> None:
    reader = _bearer(await _token(county, county.coordinator.actor, writes=False))
    answer = await client.post("/contents", content=CONTENT, headers=PDF | reader)
    assert answer.status_code == 403

    admin = await county.viewer(Role.ADMIN)
    await county.order(OpenToPublic(county.ref), admin)
    answer = await client.post(f"/contents?county={county.key}", content=CONTENT, headers=PDF | {"authorization": ""})
    assert answer.status_code == 403


async def test_who_does_not_see_the_document_does_not_get_its_bytes(county: County, client: httpx.AsyncClient) -> None:
    path = await _attached(county, client, Visibility.CONFIDENTIAL)
    other = await establish(county.record, "01060")
    strange = _bearer(await _token(other, other.coordinator.actor))
    municipality = await county.viewer(Role.MUNICIPALITY, await county.municipality())

    for headers in (strange, _bearer(await _token(county, municipality.actor))):
        assert (await client.get(path, headers=headers)).status_code == 404
    assert (await client.get(path, headers={"authorization": ""})).status_code == 401
    assert (await client.get(f"{path}?county=01060")).status_code == 401


async def test_the_public_gets_what_is_public_where_the_county_is_open(
    county: County, client: httpx.AsyncClient
) -> None:
    path = await _attached(county, client, Visibility.PUBLIC)
    nobody = {"authorization": ""}
    assert (await client.get(f"{path}?county={county.key}", headers=nobody)).status_code == 401

    await county.order(OpenToPublic(county.ref), await county.viewer(Role.ADMIN))

    assert (await client.get(f"{path}?county={county.key}", headers=nobody)).content == CONTENT
    assert (await client.get(path, headers=nobody)).status_code == 401


@pytest.mark.parametrize(
    "path",
    [
        f"/contents/document/{new_id()}/{SHA256}",
        f"/contents/never_heard_of/{new_id()}/{SHA256}",
        f"/contents/document/{new_id()}/x",
        "/contents/document/x/y",
        "/contents/document",
    ],
    ids=["unknown", "kind", "hash", "id", "short"],
)
async def test_what_is_not_there_is_not_found(client: httpx.AsyncClient, path: str) -> None:
    assert (await client.get(path)).status_code in (404, 405)
