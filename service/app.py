"""The Starlette app and its lifespan: the one place where the parts are put together."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.types import Receive, Scope, Send

from schema.app import graphql_app
from schema.requests import language_of
from service.codec import DECIDERS
from service.contents import Contents
from service.database import LOST
from service.due import DueJob
from service.imports.routes import import_routes
from service.language import say
from service.logs import RequestLog, request_id
from service.pages.calendar.routes import calendar_routes
from service.pages.lists.routes import list_routes
from service.pages.report.routes import report_routes
from service.pages.routes import page_routes
from service.problems import Forbidden, InvalidInput, NotFound, Problem, Unauthenticated, Unavailable
from service.rebuild import rebuild, stale_kinds
from service.record import Record
from service.refs import join
from service.revisions import newest_revision
from service.sealing import MasterKey, WrongMasterKey
from service.settings import Settings
from service.viewer import Viewer

_log = logging.getLogger(__name__)

_STATUS: dict[type[Exception], int] = {
    InvalidInput: 422,
    NotFound: 404,
    Forbidden: 403,
    Unauthenticated: 401,
    Unavailable: 503,
}


_AT_ONCE = 5.0
"""How many seconds to wait for start-up before listening anyway."""


class Service:
    """What the routes share: the record once it is open, and whether the service is ready."""

    def __init__(self, settings: Settings, url: str) -> None:
        self.settings = settings
        self.url = url
        self.record: Record | None = None
        self.lacking: str | None = "starting"
        self.begun = asyncio.Event()

    async def start(self) -> None:
        """Start up, retrying as long as something is missing that may still become available."""
        while True:
            try:
                await self._begin()
                return
            except (*LOST, Unavailable) as fault:
                self.lacking = f"the database cannot be reached: {type(fault.__cause__ or fault).__name__}"
            except WrongMasterKey as fault:
                self.lacking = str(fault)
            except Exception as fault:
                _log.exception("the service cannot begin")
                self.lacking = f"the service cannot begin: {type(fault).__name__}"
            _log.warning(self.lacking)
            await asyncio.sleep(0.5)

    async def _begin(self) -> None:
        """Open the record and refold states made by another version of `evolve`; then the service is ready."""
        if self.record is None:
            master = MasterKey(self.settings.read_master_key())
            self.record = await Record.open(self.url, master, self.settings.pool_size)
        record = self.record
        while (lacking := await _lacking_revision(record)) is not None:
            self.lacking = lacking
            _log.warning(lacking)
            await asyncio.sleep(1)
        counties = await record.counties()
        for county in counties:
            await record.tenant(county).check_master_key()
        self.lacking = "states are being folded anew"
        for county in counties:
            kinds = await stale_kinds(record.pool, county)
            if kinds:
                async for progress in rebuild(record.pool, county, kinds):
                    _log.info("folding anew", extra={"facts": {"county": str(county), "events": progress.events}})
        self.lacking = None
        self.begun.set()

    async def run(self) -> None:
        """Start, then look for due effects until cancelled."""
        await self.start()
        assert self.record is not None
        await DueJob(self.record, self.settings.due_interval).run()

    async def unready(self) -> str | None:
        """Why the service is not ready; None when it is."""
        if self.lacking is not None or self.record is None:
            return self.lacking
        try:
            return await asyncio.wait_for(_lacking_revision(self.record), 5)
        except (*LOST, TimeoutError) as fault:
            return f"the database cannot be reached: {type(fault).__name__}"


async def _lacking_revision(record: Record) -> str | None:
    known = await record.pool.fetchval("SELECT to_regclass('alembic_version') IS NOT NULL")
    revision = await record.pool.fetchval("SELECT version_num FROM alembic_version") if known else None
    wanted = newest_revision()
    return None if revision == wanted else f"the database is at revision {revision}, this service needs {wanted}"


def create_app(settings: Settings, url: str | None = None) -> Starlette:
    """The whole service over HTTP, for the migrated database at `url` (service role; by default DATABASE_URL)."""
    service_url = url or settings.database_url
    assert service_url is not None, "the app needs the address of its database"
    service = Service(settings, service_url)

    @contextlib.asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        task = asyncio.create_task(service.run())
        # Usually ready at once; if it takes longer, /ready says why.
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(service.begun.wait(), _AT_ONCE)
        try:
            yield
        finally:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
            if service.record is not None:
                await service.record.close()

    app = Starlette(
        routes=[
            Route("/health", _health),
            Route("/ready", _ready),
            Route("/contents", _upload, methods=["POST"]),
            Route("/contents/{kind}/{id:uuid}/{sha256}", _download),
            *page_routes(_enter),
            *report_routes(_enter),
            *import_routes(_enter),
            *list_routes(_enter),
            *calendar_routes(_enter),
            Mount("/", app=_Graph(service)),
        ],
        middleware=[Middleware(RequestLog)],
        exception_handlers={Problem: _answer_problem},
        lifespan=lifespan,
    )
    app.state.service = service
    return app


class _Graph:
    """The GraphQL endpoint once the record is open; until then it answers that the service is not ready."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._app: object = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._service.lacking is not None or self._service.record is None:
            if scope["type"] == "websocket":
                await receive()
                await send({"type": "websocket.close", "code": 1013, "reason": "starting"})
                return
            await _unavailable(self._service.lacking or "starting")(scope, receive, send)
            return
        if self._app is None:
            self._app = graphql_app(self._service.record, self._service.settings)
        await self._app(scope, receive, send)  # type: ignore[operator]


def _unavailable(lacking: str) -> JSONResponse:
    return JSONResponse(
        {"errors": [{"message": f"Not ready: {lacking}.", "extensions": {"code": "UNAVAILABLE"}}]},
        503,
        {"Retry-After": "2"},
    )


async def _health(request: Request) -> Response:
    """Whether the process is alive."""
    return JSONResponse({"status": "alive"})


async def _ready(request: Request) -> Response:
    """Whether it can serve: database reachable, migrated, states up to date."""
    lacking = await request.app.state.service.unready()
    if lacking is not None:
        return JSONResponse({"status": "not ready", "lacking": lacking}, 503, {"Retry-After": "2"})
    return JSONResponse({"status": "ready"})


async def _enter(request: Request) -> tuple[Record, Viewer]:
    service: Service = request.app.state.service
    if service.record is None or service.lacking is not None:
        raise Unavailable("The service is starting.")
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    given = token.strip() if scheme.lower() == "bearer" and token.strip() else None
    return service.record, await service.record.enter(given, request.query_params.get("county"))


def _contents(request: Request, record: Record) -> Contents:
    return Contents(record.pool, request.app.state.service.settings.max_document_bytes)


async def _upload(request: Request) -> Response:
    """Store the request body; the response names it for the command that will attach it."""
    record, viewer = await _enter(request)
    if viewer.actor is None or not viewer.writes:
        raise Forbidden("Uploads need a token that may write.")
    try:
        kept = await _contents(request, record).keep(viewer, request.headers.get("content-type", ""), request.stream())
    except ClientDisconnect:
        raise InvalidInput("is not complete", ("body",)) from None
    return JSONResponse({"sha256": kept.sha256, "size": kept.size, "mediaType": kept.media_type}, 201)


async def _download(request: Request) -> Response:
    """Bytes attached to an entity, for anyone who may see the entity."""
    record, viewer = await _enter(request)
    contents = _contents(request, record)
    if request.path_params["kind"] not in DECIDERS:
        raise NotFound("There is no such kind of entry.", ("kind",))
    ref = join(request.path_params["kind"], request.path_params["id"])
    async with record.read(viewer) as reading:
        kept = await contents.find(reading, ref, request.path_params["sha256"])
    return StreamingResponse(
        contents.stream(viewer.county, kept),
        media_type=kept.media_type,
        headers={
            "Content-Length": str(kept.size),
            "Content-Disposition": f'attachment; filename="{kept.sha256[:16]}"',
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
            "ETag": f'"{kept.sha256}"',
        },
    )


async def _answer_problem(request: Request, problem: Exception) -> Response:
    assert isinstance(problem, Problem)
    status = _STATUS.get(type(problem), 400)
    return JSONResponse(
        {
            "code": problem.code,
            "message": say(problem.message, language_of(request.headers.get("accept-language", ""))),
            "path": list(problem.path),
            "request": request_id.get(),
        },
        status,
        {"WWW-Authenticate": "Bearer"} if status == 401 else None,
    )
