"""Uploaded bytes: kept whole or not at all, within limits, and given out to who sees what holds them."""

import hashlib
import tracemalloc
from collections.abc import AsyncIterator

import pytest

from events.document import AttachDocument, ChangeDocumentVisibility, ReplaceDocument
from events.policy import Role, Visibility
from service.contents import MEDIA_TYPES, Contents, contents_of, drop_unattached
from service.database import fenced
from service.ids import new_id
from service.problems import InvalidInput, NotFound, Refused
from service.viewer import Viewer
from service.writer import Verdict
from tests.service.county import County


async def _pieces(*pieces: bytes) -> AsyncIterator[bytes]:
    for piece in pieces:
        yield piece


@pytest.fixture
def contents(county: County) -> Contents:
    """Bytes up to a million."""
    return Contents(county.record.pool, 1_000_000)


@pytest.mark.parametrize("size", [1, 1000, 256 * 1024, 256 * 1024 + 1, 1_000_000])
async def test_what_is_kept_is_given_out_again(county: County, contents: Contents, size: int) -> None:
    content = bytes(n % 251 for n in range(size))
    pieces = [content[n : n + 10_000] for n in range(0, size, 10_000)]

    kept = await contents.keep(county.coordinator, "application/pdf", _pieces(*pieces))

    assert (kept.size, kept.media_type) == (size, "application/pdf")
    assert kept.sha256 == hashlib.sha256(content).hexdigest()
    assert b"".join([piece async for piece in contents.stream(county.id, kept)]) == content


async def test_too_much_is_refused_and_nothing_of_it_is_kept(county: County, contents: Contents) -> None:
    with pytest.raises(InvalidInput) as refused:
        await contents.keep(county.coordinator, "application/pdf", _pieces(*[b"x" * 10_000] * 101))

    assert refused.value.path == ("body",)
    assert await _kept(county) == 0


async def test_too_much_is_refused_before_it_has_all_been_read(county: County, contents: Contents) -> None:
    read = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal read
        while True:
            read += 1
            yield b"x" * 100_000

    with pytest.raises(InvalidInput):
        await contents.keep(county.coordinator, "application/pdf", endless())
    assert read == 11


async def test_nothing_is_refused(county: County, contents: Contents) -> None:
    with pytest.raises(InvalidInput):
        await contents.keep(county.coordinator, "application/pdf", _pieces())


@pytest.mark.parametrize(
    "media_type",
    ["", "text/html", "image/svg+xml", "application/javascript", "application/xhtml+xml", "*/*", "text", "x" * 1000],
)
async def test_what_a_browser_would_run_is_refused(county: County, contents: Contents, media_type: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        await contents.keep(county.coordinator, media_type, _pieces(b"x"))
    assert refused.value.path == ("Content-Type",)


@pytest.mark.parametrize("media_type", ["text/plain; charset=utf-8", " TEXT/PLAIN "])
async def test_parameters_of_a_media_type_do_not_matter(county: County, contents: Contents, media_type: str) -> None:
    assert (await contents.keep(county.coordinator, media_type, _pieces(b"x"))).media_type == "text/plain"
    assert "text/html" not in MEDIA_TYPES


async def test_the_same_bytes_are_kept_once(county: County, contents: Contents) -> None:
    first = await contents.keep(county.coordinator, "text/plain", _pieces(b"Beschluss"))
    again = await contents.keep(county.coordinator, "application/pdf", _pieces(b"Besch", b"luss"))

    assert first == again
    assert await _kept(county) == 1


async def test_an_upload_that_breaks_off_keeps_nothing(county: County, contents: Contents) -> None:
    async def broken() -> AsyncIterator[bytes]:
        yield b"Besch"
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        await contents.keep(county.coordinator, "text/plain", broken())
    assert await _kept(county) == 0


async def test_they_are_given_out_with_what_holds_them_to_who_sees_it(county: County, contents: Contents) -> None:
    kept = await contents.keep(county.coordinator, "text/plain", _pieces(b"Beschluss"))
    attach = AttachDocument(county.ref, "Beschluss", kept.sha256, Visibility.INTERNAL)
    document = (await county.order(attach)).ref
    public = Viewer(county.id, None, Role.PUBLIC)

    async with county.record.read(county.coordinator) as reading:
        assert await contents.find(reading, document, kept.sha256) == kept
        for ref, sha256 in (
            (document, "0" * 64),
            (document, "x"),
            (county.ref, kept.sha256),
            (f"document:{new_id()}", kept.sha256),
        ):
            with pytest.raises(NotFound):
                await contents.find(reading, ref, sha256)
    async with county.record.read(public) as reading:
        with pytest.raises(NotFound):
            await contents.find(reading, document, kept.sha256)
    await county.order(ChangeDocumentVisibility(document, Visibility.PUBLIC))
    async with county.record.read(public) as reading:
        assert await contents.find(reading, document, kept.sha256) == kept


async def test_every_version_of_a_document_keeps_its_bytes(county: County, contents: Contents) -> None:
    first = await contents.keep(county.coordinator, "text/plain", _pieces(b"Entwurf"))
    second = await contents.keep(county.coordinator, "text/plain", _pieces(b"Beschluss"))
    document = (await county.order(AttachDocument(county.ref, "Beschluss", first.sha256, Visibility.PUBLIC))).ref
    await county.order(ReplaceDocument(document, second.sha256))

    async with county.record.read(county.coordinator) as reading:
        stored = await reading.get(document)
        assert stored is not None
        assert contents_of(stored.state) == {first.sha256, second.sha256}
        for kept in (first, second):
            assert await contents.find(reading, document, kept.sha256) == kept


async def test_much_is_kept_and_given_out_in_little_memory(county: County) -> None:
    contents = Contents(county.record.pool, 1 << 30)
    size = 40 << 20

    async def much() -> AsyncIterator[bytes]:
        for n in range(size >> 20):
            yield bytes([n]) * (1 << 20)

    tracemalloc.start()
    try:
        kept = await contents.keep(county.coordinator, "application/zip", much())
        given = 0
        async for piece in contents.stream(county.id, kept):
            given += len(piece)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert given == size
    assert peak < 10 << 20


async def test_what_nobody_attaches_is_dropped_after_a_day(county: County, contents: Contents) -> None:
    attached = await contents.keep(county.coordinator, "text/plain", _pieces(b"Beschluss"))
    await county.order(AttachDocument(county.ref, "Beschluss", attached.sha256, Visibility.PUBLIC))
    forgotten = await contents.keep(county.coordinator, "text/plain", _pieces(b"Entwurf"))
    assert await drop_unattached(county.record.pool, county.id) == 0

    async with fenced(county.record.pool, county.id) as connection:
        await connection.execute("UPDATE contents SET uploaded_at = uploaded_at - interval '1 day'")

    assert await drop_unattached(county.record.pool, county.id) == 1
    assert b"".join([piece async for piece in contents.stream(county.id, attached)]) == b"Beschluss"
    assert [piece async for piece in contents.stream(county.id, forgotten)] == []
    with pytest.raises(Refused) as refused:
        await county.order(AttachDocument(county.ref, "Entwurf", forgotten.sha256, Visibility.PUBLIC))
    assert refused.value.code == "NOT_UPLOADED"


async def test_what_is_uploaded_again_waits_another_day(county: County, contents: Contents) -> None:
    await contents.keep(county.coordinator, "text/plain", _pieces(b"Entwurf"))
    async with fenced(county.record.pool, county.id) as connection:
        await connection.execute("UPDATE contents SET uploaded_at = uploaded_at - interval '1 day'")

    await contents.keep(county.coordinator, "text/plain", _pieces(b"Entwurf"))

    assert await drop_unattached(county.record.pool, county.id) == 0


async def test_bytes_dropped_while_a_command_decides_are_missed_in_time(county: County, contents: Contents) -> None:
    kept = await contents.keep(county.coordinator, "text/plain", _pieces(b"Entwurf"))
    attach = AttachDocument(county.ref, "Entwurf", kept.sha256, Visibility.PUBLIC)
    request = await county.request(attach)
    async with fenced(county.record.pool, county.id) as connection:
        await connection.execute("UPDATE contents SET uploaded_at = uploaded_at - interval '1 day'")
    assert await drop_unattached(county.record.pool, county.id) == 1

    result = await county.record.writer.append(request)

    assert (result.verdict, result.detail) == (Verdict.STALE, kept.sha256)


async def _kept(county: County) -> int:
    async with fenced(county.record.pool, county.id) as connection:
        kept = await connection.fetchval("SELECT count(*) FROM contents")
        assert await connection.fetchval("SELECT count(DISTINCT sha256) FROM content_parts") == kept
    return int(kept)
