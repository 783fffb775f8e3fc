"""Where values of goals come in over HTTP as a table."""

from collections.abc import AsyncIterable
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast
from urllib.parse import unquote

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from events.goal.measured import RecordGoalValue
from service.access import check_before
from service.imports.values import BYTES_MOST, carry_out, preview, told_in_parts
from service.imports.values.preview import too_large
from service.imports.values.written import Written
from service.language import Language, say
from service.logs import request_id
from service.pages.asked import Enter, language_asked
from service.problems import InvalidInput
from service.record import Record
from service.viewer import Viewer

REASON = "Klimakreis-Reason"

_ASKED = ("county", "language", "dryRun", "skipInvalid")
_TRUTHS = {"true": True, "false": False}
_IN_MEMORY = 1 << 20
_HEADERS = {"Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff"}


def import_routes(enter: Enter) -> list[Route]:
    """The routes of imports.

    `POST /imports/values` takes a table of values of goals as its body: CSV or XLSX, as the list of values and its
    template have them. `dryRun=true` writes nothing, `skipInvalid=true` leaves wrong rows out instead of refusing the
    whole file, `language=en` tells it in English. A correction needs a reason: it may name persons and must not stand
    in an address, so it comes in the header `Klimakreis-Reason`, in UTF-8 and percent-encoded.

    The answer is an object: `rows`, each with its `line`, `outcome` (NEW, SAME, CHANGED, WRONG), goal, series, period,
    `value`, what was recorded `before`, and of a wrong one `code`, `column` and `message`; then `counts`, the number of
    events `written`, `dryRun` and the `position` of the record. Its status is 200 for a dry run and where all was
    written that was to be, 422 where wrong rows kept all from being written, 409 where others changed something
    meanwhile and the rest was written. Sent again, what is written is not written twice.
    """

    async def values(request: Request) -> Response:
        record, viewer = await enter(request)
        check_before(viewer, RecordGoalValue, None)
        language = language_asked(request)
        try:
            return await _values(request, record, viewer, language)
        except InvalidInput as problem:
            # Told in the language of the rows.
            told = {"code": problem.code, "message": say(problem.message, language), "path": list(problem.path)}
            return JSONResponse({**told, "request": request_id.get()}, 422, _HEADERS)

    return [Route("/imports/values", values, methods=["POST"])]


async def _values(request: Request, record: Record, viewer: Viewer, language: Language) -> Response:
    _check_asked(request)
    dry_run, skip_invalid, reason = _truth(request, "dryRun"), _truth(request, "skipInvalid"), _reason(request)
    with SpooledTemporaryFile(max_size=_IN_MEMORY) as spool:
        await _spool(request.stream(), cast(BinaryIO, spool))
        shown = await preview(record, viewer, cast(BinaryIO, spool), request.headers.get("content-type", ""), reason)
    if dry_run or (shown.wrong and not skip_invalid):
        written, status = Written(list(shown.findings), shown.comparison.blank, shown.position), 200 if dry_run else 422
    else:
        written = await carry_out(shown, record, viewer, reason)
        status = 409 if written.refused(shown.findings) else 200
    return StreamingResponse(
        told_in_parts(written, language, dry_run),
        status,
        {**_HEADERS, "Content-Language": language.value.lower()},
        "application/json",
    )


async def _spool(chunks: AsyncIterable[bytes], spool: BinaryIO) -> None:
    """Keep the body until it is whole. Raises `InvalidInput` for one that is cut off, empty or too large."""
    size = 0
    try:
        async for chunk in chunks:
            size += len(chunk)
            if size > BYTES_MOST:
                raise too_large()
            spool.write(chunk)
    except ClientDisconnect:
        raise InvalidInput("is not complete", ("body",)) from None
    if not size:
        raise InvalidInput("is empty", ("body",))
    spool.seek(0)


def _truth(request: Request, name: str) -> bool:
    given = request.query_params.get(name, "false")
    if given not in _TRUTHS:
        raise InvalidInput("must be true or false", (name,))
    return _TRUTHS[given]


def _check_asked(request: Request) -> None:
    """Raise `InvalidInput` for a parameter that there is not: a dry run that is misspelt would write."""
    if "reason" in request.query_params:
        raise InvalidInput(
            "A reason does not belong in an address, where it is logged; send it in the header {reason}.",
            ("reason",),
            reason=REASON,
        )
    for name in request.query_params:
        if name not in _ASKED:
            raise InvalidInput(
                "is not known here; known are: {known}",
                (name[:60],),
                known=tuple(_ASKED),
            )


def _reason(request: Request) -> str | None:
    given = request.headers.get(REASON, "")
    try:
        if not given.isascii():
            raise ValueError
        return unquote(given, errors="strict").strip() or None
    except ValueError:
        raise InvalidInput("must be UTF-8, percent-encoded", (REASON,)) from None
