"""Where agreements are read as documents: a version as HTML or Markdown, two of them compared."""

import asyncio
import re
from datetime import date, timedelta
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from events.agreement import AGREEMENT
from events.agreement.headcount import parties_on
from events.agreement.lifecycle import ends_on
from events.agreement.silence import after_silence
from events.agreement.state import Agreement
from events.agreement.versions import newest
from events.successors import mergers_in
from service.codec import DECIDERS
from service.entity_snapshot import EntitySnapshot
from service.language import Language
from service.pages.asked import Enter, day_asked, language_asked, today
from service.pages.document import Material, clause_texts, document
from service.pages.html import SECURITY_POLICY, agreement_html, comparison_html
from service.pages.markdown import agreement_markdown, comparison_markdown
from service.pages.successors import with_successors
from service.pages.synopsis import synopsis
from service.problems import NotFound
from service.read_session import ReadSession
from service.refs import join
from service.visibility import sees_internal

_NUMBER = re.compile(r"[1-9][0-9]{0,5}")
_FORM = re.compile(r"([^.]*)(\.html|\.md)?")


def page_routes(enter: Enter) -> list[Route]:
    """The routes of the pages."""

    async def version(request: Request) -> Response:
        number, markdown = _asked(request, "number")
        material = await _material(request, enter, number)
        write = agreement_markdown if markdown else agreement_html
        # Long texts take a while: others are answered meanwhile.
        text = await asyncio.to_thread(lambda: write(document(material, number)))
        return _markdown(text) if markdown else _html(text, material.language)

    async def compared(request: Request) -> Response:
        second, markdown = _asked(request, "to")
        first = _number(request.path_params["from"], "from")
        material = await _material(request, enter, first, second)
        write = comparison_markdown if markdown else comparison_html
        text = await asyncio.to_thread(lambda: write(synopsis(material, first, second)))
        return _markdown(text) if markdown else _html(text, material.language)

    return [
        Route("/agreements/{id:uuid}/versions/{number}", version),
        Route("/agreements/{id:uuid}/compare/{from}/{to}", compared),
    ]


async def _material(request: Request, enter: Enter, *numbers: int) -> Material:
    """What the pages of these versions are made from. Raises a `Problem`."""
    language, on = language_asked(request), day_asked(request)
    record, viewer = await enter(request)
    ref = join(AGREEMENT.kind, request.path_params["id"])
    async with record.read(viewer) as reading:
        stored = await reading.get(ref)
        if stored is None:
            raise NotFound("There is no such agreement here.", ("id",))
        day = on or today()
        state = after_silence(stored.state, day)
        for number in numbers:
            if number > newest(state):
                raise NotFound(
                    "The agreement has no version {number}; its newest is {newest}.",
                    ("version",),
                    number=number,
                    newest=newest(state),
                )
        return await gathered(reading, stored, day, language, *numbers)


async def gathered(
    reading: ReadSession, stored: EntitySnapshot, on: date, language: Language, *numbers: int
) -> Material:
    """An agreement with all that its pages name."""
    state: Agreement = after_silence(stored.state, on)
    view, end = AGREEMENT.view(state, on), ends_on(state)
    day = min(on, end - timedelta(days=1)) if end else on

    async def get(refs: list[str]) -> dict[str, Any]:
        found = await asyncio.gather(*(reading.get(each) for each in refs))
        return {each.ref: each.state for each in found if each is not None}

    states = await with_successors([party.party for party in state.parties], get)
    digests = [view.purpose, *clause_texts(state, *numbers)]
    texts = await asyncio.gather(*(reading.text(digest) for digest in digests))
    return Material(
        state=state,
        view=view,
        parties=parties_on(state, day, mergers_in(states)),
        texts={digest: text or "" for digest, text in zip(digests, texts, strict=True)},
        names={each: DECIDERS[each.partition(":")[0]].view(states[each], on).name for each in states},
        on=on,
        position=reading.position,
        language=language,
        sees_notices=sees_internal(reading.viewer, AGREEMENT.kind, stored.concerns),
    )


# --- What is asked for -----------------------------------------------------------------------------------------


def _asked(request: Request, name: str) -> tuple[int, bool]:
    """The version, and whether it is asked for as Markdown."""
    found = _FORM.fullmatch(request.path_params[name])
    if found is None:
        raise _no_version(name)
    return _number(found[1], name), found[2] == ".md"


def _number(text: str, name: str) -> int:
    if not _NUMBER.fullmatch(text):
        raise _no_version(name)
    return int(text)


def _no_version(name: str) -> NotFound:
    return NotFound(
        "A version is named by its number, such as 2, 2.html or 2.md.",
        (name,),
    )


# --- Answers ---------------------------------------------------------------------------------------------------

_HEADERS = {
    "Content-Security-Policy": SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "private, no-store",
}


def _html(text: str, language: Language) -> Response:
    return Response(text, media_type="text/html", headers={**_HEADERS, "Content-Language": language.value.lower()})


def _markdown(text: str) -> Response:
    return Response(text, media_type="text/markdown", headers=_HEADERS)
