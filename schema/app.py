"""The GraphQL endpoint over HTTP and WebSockets, and the IDE that it shows to a browser."""

from collections.abc import Mapping
from json import JSONDecodeError
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

import msgspec
from graphql import OperationType
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route, Router, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL
from strawberry.exceptions import ConnectionRejectionError
from strawberry.subscriptions import GRAPHQL_TRANSPORT_WS_PROTOCOL
from strawberry.types.unset import UNSET

from events.policy import Role
from schema.context import Operation
from schema.execution import GraphQLRequest, NotServed, PublishedSchema, refused
from schema.graphiql import PAGE, PAGE_HEADERS
from schema.problems import sentence
from schema.publish import published_schema
from schema.registry import REGISTRY
from schema.requests import JSON, BadRequest, accepted, bearer, language_of, read_body, read_query
from schema.sockets import Connection, Socket
from service.language import Language
from service.logs import request_id
from service.problems import Problem, Unauthenticated
from service.settings import Settings
from service.viewer import Viewer

if TYPE_CHECKING:
    from service.record import Record

_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder()
_STATIC = Path(__file__).parent / "static"
_BY_GET = frozenset({OperationType.QUERY})
_BY_POST = frozenset({OperationType.QUERY, OperationType.MUTATION})


_NOBODY = Viewer(UUID(int=0), None, Role.PUBLIC)
"""The viewer who asks for the schema alone without a token: of no county, so nothing recorded is visible."""


class Endpoint(GraphQL[Any, None]):
    """The GraphQL endpoint. Strawberry handles the sockets. HTTP is answered here, following the GraphQL-over-HTTP
    specification, so that every request gets a GraphQL response."""

    graphql_transport_ws_handler_class = Socket

    def __init__(self, record: "Record", settings: Settings) -> None:
        self._published = PublishedSchema(published_schema())
        super().__init__(
            cast("Any", self._published),
            graphql_ide=None,
            subscription_protocols=(GRAPHQL_TRANSPORT_WS_PROTOCOL,),
            allowed_origins=settings.allowed_origins,
        )
        self._record = record
        self._most = settings.max_request_bytes
        self._aggregates = {each.kind: each for each in REGISTRY}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer an HTTP request or run a socket."""
        if scope["type"] == "websocket":
            await self.run(WebSocket(scope, receive, send))
        else:
            response = await self.answer(Request(scope, receive))
            await response(scope, receive, send)

    # --- HTTP

    async def answer(self, request: Request) -> Response:
        """The response to any request."""
        accept = request.headers.get("accept", "")
        if request.method == "GET" and "query" not in request.query_params and "text/html" in accept:
            return Response(PAGE, media_type="text/html", headers=PAGE_HEADERS)
        media_type = accepted(accept)
        if request.method not in ("GET", "POST"):
            return self._refuse("Only GET and POST are served here.", "METHOD_NOT_ALLOWED", 405, media_type)
        try:
            if request.method == "GET":
                graphql_request = read_query(request.query_params)
            else:
                graphql_request = await read_body(request, self._most)
        except BadRequest as fault:
            return self._refuse(str(fault), fault.code, fault.status, media_type)
        language = language_of(request.headers.get("accept-language", ""))
        authorization = request.headers.get("authorization")
        try:
            operation = await self._operation(authorization, request.path_params, language)
        except Problem as problem:
            if bearer(authorization) is None and self._published.prepare(graphql_request.query).describes:
                operation = self._known_as(_NOBODY, request.path_params, language)
            else:
                status = 401 if isinstance(problem, Unauthenticated) else 503
                return self._refuse(sentence(problem, language), problem.code, status, media_type)
        return await self._execute(graphql_request, operation, request.method == "GET", media_type)

    async def _execute(
        self, graphql_request: GraphQLRequest, operation: Operation, by_get: bool, media_type: str
    ) -> Response:
        try:
            result = await self._published.execute(graphql_request, operation, _BY_GET if by_get else _BY_POST)
        except NotServed as fault:
            if fault.type is OperationType.SUBSCRIPTION:
                message = "Subscriptions are served over a WebSocket (graphql-transport-ws)."
                return self._refuse(message, "INVALID_REQUEST", 400, media_type)
            return self._refuse("Only queries are served by GET.", "METHOD_NOT_ALLOWED", 405, media_type)
        finally:
            await operation.close()
        answer: dict[str, Any] = {}
        if result.errors:
            answer["errors"] = [error.formatted for error in result.errors]
        is_refused = refused(result)
        if not is_refused:
            answer["data"] = result.data
        return self._respond(answer, 400 if is_refused and media_type != JSON else 200, media_type)

    def _refuse(self, message: str, code: str, status: int, media_type: str) -> Response:
        headers = {401: {"WWW-Authenticate": "Bearer"}, 405: {"Allow": "GET, POST"}, 503: {"Retry-After": "2"}}
        answer = {"errors": [{"message": message, "extensions": {"code": code}}]}
        return self._respond(answer, status, media_type, headers.get(status))

    @staticmethod
    def _respond(
        answer: Mapping[str, Any], status: int, media_type: str, headers: Mapping[str, str] | None = None
    ) -> Response:
        response = Response(_ENCODER.encode(answer), status, headers)
        response.headers["content-type"] = f"{media_type}; charset=utf-8"
        response.headers["cache-control"] = "private, no-store"
        response.headers["x-content-type-options"] = "nosniff"
        return response

    async def _operation(
        self, authorization: str | None, path_params: Mapping[str, Any], language: Language
    ) -> Operation:
        token = bearer(authorization)
        viewer = await self._record.enter(token, path_params.get("county_key"))
        return self._known_as(viewer, path_params, language, token)

    def _known_as(
        self, viewer: Viewer, path_params: Mapping[str, Any], language: Language, token: str | None = None
    ) -> Operation:
        county_key = path_params.get("county_key")
        return Operation(self._record, self._aggregates, viewer, language, token, county_key, request_id.get())

    # --- Sockets

    async def get_context(self, request: Any, response: Any) -> Any:
        """The context of a socket; each operation on it has its own."""
        return Connection(request.headers, request.path_params, request_id.get())

    async def operation_for(self, connection: Connection) -> Operation:
        """The context of one operation on a socket, authenticated again. Raises `Unauthenticated`."""
        return await self._operation(
            connection.authorization,
            connection.path_params,
            language_of(connection.headers.get("accept-language", "")),
        )

    async def on_ws_connect(self, context: Any) -> Any:
        """Accept the socket, or close it with 4403."""
        try:
            await self.operation_for(context)
        except Problem as problem:
            raise ConnectionRejectionError from problem
        return UNSET

    def encode_json(self, data: object) -> str:
        """Encode a message for a socket."""
        return _ENCODER.encode(data).decode()

    def decode_json(self, data: str | bytes) -> object:
        """Decode a message from a socket. Raises json.JSONDecodeError, as strawberry expects."""
        try:
            return _DECODER.decode(data)
        except (msgspec.DecodeError, UnicodeError, RecursionError) as fault:
            raise JSONDecodeError("not JSON", "", 0) from fault


def graphql_app(record: "Record", settings: Settings) -> ASGIApp:
    """The GraphQL edge: `/graphql` or `/` with a token, `/{county_key}/graphql` for the public of a county."""
    endpoint = Endpoint(record, settings)
    served = CORSMiddleware(
        endpoint,
        allow_origins=settings.allowed_origins,
        allow_methods=("GET", "POST"),
        allow_headers=("Authorization", "Content-Type", "X-Request-Id"),
        expose_headers=("X-Request-Id",),
        max_age=86_400,
    )
    return Router(
        routes=[
            Mount("/graphql/static", StaticFiles(directory=_STATIC)),
            *(
                route
                for path in ("/", "/graphql", "/{county_key}/graphql")
                for route in (Route(path, served), WebSocketRoute(path, endpoint))
            ),
        ]
    )
