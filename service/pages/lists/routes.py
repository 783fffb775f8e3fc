"""Where lists are downloaded: `/lists/projects.xlsx` and so on, for whoever sees what stands in them."""

import asyncio
from typing import TypeVar

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from service.pages.asked import Enter, day_asked, language_asked, moment_asked, today
from service.pages.lists.catalogue import Form, List, file, file_name, sheets
from service.pages.overview import PARTIES, Overview, overview
from service.problems import InvalidInput, NotFound

T = TypeVar("T", List, Form)


def list_routes(enter: Enter) -> list[Route]:
    """The routes of the lists."""

    async def download(request: Request) -> Response:
        wanted, form = _asked(List, request, "name"), _asked(Form, request, "form")
        language, on, at = language_asked(request), day_asked(request), moment_asked(request)
        record, viewer = await enter(request)
        async with record.read(viewer) as reading:
            seen = await overview(reading, on or today(), language, at)
        of = request.query_params.get("of")
        party = None if of is None else party_named(seen, of)
        # Much is reckoned: others are answered meanwhile.
        tables = await asyncio.to_thread(sheets, wanted, form, seen, party)
        headers = {
            "Content-Disposition": f'attachment; filename="{file_name(wanted, form, seen)}"',
            "Content-Language": language.value.lower(),
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
            "Klimakreis-Position": str(seen.at),
        }
        return StreamingResponse(file(tables, form, language), media_type=form.media.value, headers=headers)

    return [Route("/lists/{name}.{form}", download)]


def _asked(kind: type[T], request: Request, name: str) -> T:
    try:
        return kind(request.path_params[name])
    except ValueError:
        known = tuple(str(each.value) for each in kind)
        raise NotFound("This is not known here; known are: {known}.", (name,), known=known) from None


def party_named(seen: Overview, named: str) -> str:
    """The municipality, association or partner with this AGS or id. Raises `NotFound`, `InvalidInput`."""
    if not named.strip():
        raise InvalidInput("must be an AGS or an id", ("of",))
    for ref in seen.names:
        kind, _, id_ = ref.partition(":")
        if kind in PARTIES and named in (id_, seen.keys.get(ref)):
            return ref
    raise NotFound(
        "No municipality, association or partner has this AGS or id.",
        ("of",),
    )
