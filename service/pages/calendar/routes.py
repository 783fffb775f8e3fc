"""Where calendars are subscribed to: of a body, a municipality, the county, for whoever may read what stands in them.

Calendar programs send no bearer tokens: the token may come as the password of HTTP Basic, whatever the name.
"""

import base64
import binascii
from hashlib import sha256

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from events.body import BODY
from service.language import Language, say
from service.pages.asked import Enter, language_asked, today
from service.pages.calendar.content import CalendarRequest, read_calendar
from service.pages.calendar.entry import MEDIA_TYPE
from service.problems import Unauthenticated
from service.record import Record
from service.refs import join
from service.viewer import Viewer

_NO_TOKEN = "none"
"""What stands for a token that cannot be read: it lets nobody in."""


def calendar_routes(enter: Enter) -> list[Route]:
    """The routes of the calendars."""

    async def of_body(request: Request) -> Response:
        return await _answer(request, enter, body=join(BODY.kind, request.path_params["id"]))

    async def of_municipality(request: Request) -> Response:
        return await _answer(request, enter, municipality=request.path_params["named"])

    async def of_county(request: Request) -> Response:
        return await _answer(request, enter)

    return [
        Route("/calendars/bodies/{id:uuid}.ics", of_body),
        Route("/calendars/municipalities/{named}.ics", of_municipality),
        Route("/calendars/county.ics", of_county),
    ]


async def _answer(request: Request, enter: Enter, body: str | None = None, municipality: str | None = None) -> Response:
    language = language_asked(request)
    try:
        record, viewer = await _entered(request, enter)
    except Unauthenticated as problem:
        return _unauthenticated(problem, language)
    asked = CalendarRequest(today(), language, body, municipality)
    async with record.read(viewer) as reading:
        headers = {
            "ETag": _tag(asked, viewer, reading.position),
            "Cache-Control": "private, no-cache",
            "Vary": "Authorization",
            "Content-Language": language.value.lower(),
            "X-Content-Type-Options": "nosniff",
            "Klimakreis-Position": str(reading.position),
        }
        if headers["ETag"] in _known(request):
            return Response(status_code=304, headers=headers)
        content = await read_calendar(reading, asked)
    return Response(content, headers={**headers, "Content-Type": MEDIA_TYPE})


def _tag(asked: CalendarRequest, viewer: Viewer, position: int) -> str:
    """What tells one answer from another: the position, and all else that a calendar hangs on."""
    told = repr((viewer.county, viewer.role, viewer.acts_for, sorted(viewer.predecessors), asked, position))
    return f'"{sha256(told.encode()).hexdigest()[:32]}"'


def _known(request: Request) -> set[str]:
    """The answers that the reader has already."""
    given = request.headers.get("if-none-match", "")
    return {each.strip().removeprefix("W/") for each in given.split(",")}


# --- Who asks --------------------------------------------------------------------------------------------------


async def _entered(request: Request, enter: Enter) -> tuple[Record, Viewer]:
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return await enter(request)
    headers = [(name, value) for name, value in request.scope["headers"] if name != b"authorization"]
    headers.append((b"authorization", f"Bearer {_password(given)}".encode("latin-1", "replace")))
    return await enter(Request({**request.scope, "headers": headers}))


def _password(given: str) -> str:
    """The password of HTTP Basic; what is none lets nobody in, not even as the public."""
    try:
        _, _, password = base64.b64decode(given.strip(), validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return _NO_TOKEN
    return password.strip() or _NO_TOKEN


def _unauthenticated(problem: Unauthenticated, language: Language) -> Response:
    return JSONResponse(
        {"code": problem.code, "message": say(problem.message, language), "path": []},
        401,
        {"WWW-Authenticate": 'Basic realm="Klimakreis", charset="UTF-8", Bearer'},
    )
