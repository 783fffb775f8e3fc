"""Reports over HTTP: of the county, or of one agreement, for whoever may read it."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from events.agreement import AGREEMENT
from service.pages.asked import day_asked, language_asked, moment_asked, today
from service.pages.report.day import day_told, year_named
from service.pages.report.gathered import ReportRequest, read_report
from service.pages.report.html import SECURITY_POLICY
from service.record import Record
from service.refs import join
from service.viewer import Viewer

Enter = Callable[[Request], Awaitable[tuple[Record, Viewer]]]
"""Lets a request in: the record and who asks."""


def report_routes(enter: Enter) -> list[Route]:
    """The routes of the reports."""

    async def report(request: Request) -> Response:
        year = year_named(request.path_params["year"])
        agreement = request.path_params.get("id")
        asked = ReportRequest(
            year=year,
            on=day_told(year, today(), day_asked(request)),
            language=language_asked(request),
            at=moment_asked(request),
            agreement=None if agreement is None else join(AGREEMENT.kind, agreement),
        )
        record, viewer = await enter(request)
        async with record.read(viewer) as reading:
            text = await read_report(reading, asked)
        return Response(text, media_type="text/html", headers=_headers(asked))

    return [Route("/reports/{year}", report), Route("/agreements/{id:uuid}/reports/{year}", report)]


def _headers(asked: ReportRequest) -> dict[str, str]:
    return {
        "Content-Security-Policy": SECURITY_POLICY,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Cache-Control": "private, no-store",
        "Content-Language": asked.language.value.lower(),
    }
