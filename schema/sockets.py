"""Operations over WebSockets: the protocol graphql-transport-ws, strictly."""

import asyncio
from collections.abc import Mapping
from contextlib import aclosing
from typing import Any, cast

from graphql import GraphQLError
from strawberry.http.exceptions import WebSocketDisconnected
from strawberry.subscriptions.protocols.graphql_transport_ws.handlers import BaseGraphQLTransportWSHandler
from strawberry.subscriptions.protocols.graphql_transport_ws.handlers import Operation as SocketOperation
from strawberry.subscriptions.protocols.graphql_transport_ws.types import CompleteMessage, Message

from schema.context import Operation
from schema.execution import GraphQLRequest, PublishedSchema, refused
from schema.limits import nested_too_deeply
from schema.problems import client_error

_TYPES = frozenset({"connection_init", "ping", "pong", "subscribe", "complete"})


class Connection:
    """What a socket knows about its client, from the handshake and from `connection_init`."""

    __slots__ = ("connection_params", "headers", "path_params", "request_id")

    def __init__(self, headers: Mapping[str, str], path_params: Mapping[str, Any], request_id: str) -> None:
        self.headers = headers
        self.path_params = path_params
        self.request_id = request_id
        self.connection_params: dict[str, Any] = {}

    @property
    def authorization(self) -> str | None:
        """The authorization: `connection_init` takes precedence over the handshake."""
        for name, value in self.connection_params.items():
            if name.lower() == "authorization" and isinstance(value, str):
                return value
        return self.headers.get("authorization")


class Socket(BaseGraphQLTransportWSHandler[Any, None]):
    """A socket.

    Every operation has its own context, and a subscription's read session ends before each event is sent: a slow client
    holds only its cursor.
    """

    async def handle_message(self, message: Message) -> None:
        """Handle a message; an invalid one closes the socket with 4400."""
        fault = _fault(message)
        if fault is not None:
            await self.handle_invalid_message(fault)
            return
        await super().handle_message(message)

    async def run_operation(self, operation: SocketOperation[Any, None]) -> None:
        """Execute an operation and send its results."""
        context: Operation | None = None
        try:
            context = await self.view.operation_for(self.context)  # type: ignore[attr-defined]
            await self._run(operation, context)
        except (asyncio.CancelledError, WebSocketDisconnected):
            raise
        except Exception as fault:
            error = fault if isinstance(fault, GraphQLError) else GraphQLError(str(fault), original_error=fault)
            await operation.send_initial_errors([client_error(error, context)])
        finally:
            self.operations.pop(operation.id, None)
            if context is not None:
                await context.close()

    async def _run(self, operation: SocketOperation[Any, None], context: Operation) -> None:
        schema = cast("PublishedSchema", self.schema)
        asked = GraphQLRequest(operation.query, operation.variables, operation.operation_name)
        first = True
        async with aclosing(schema.follow(asked, context)) as results:
            async for result in results:
                await context.renew()
                if first and refused(result):
                    await operation.send_initial_errors(result.errors or [])
                    return
                first = False
                await operation.send_next(cast("Any", result))
        await operation.send_operation_message(CompleteMessage(id=operation.id, type="complete"))


def _fault(message: object) -> str | None:
    """What is wrong with a message; None if it is valid."""
    kind = message.get("type") if isinstance(message, dict) else None
    if not isinstance(message, dict) or not isinstance(kind, str) or kind not in _TYPES:
        return "Not a message of graphql-transport-ws"
    payload = message.get("payload", {})
    if not isinstance(payload, dict):
        return f"The payload of {kind} must be an object"
    if kind in ("subscribe", "complete") and not (isinstance(message.get("id"), str) and message["id"]):
        return f"The id of {kind} must be a text"
    if kind == "subscribe":
        return _fault_of_request(payload)
    return None


def _fault_of_request(payload: dict[str, Any]) -> str | None:
    if not isinstance(payload.get("query"), str) or not payload["query"]:
        return "The payload of subscribe must have a query"
    if not isinstance(payload.get("operationName"), str | None):
        return "operationName must be a text"
    for name in ("variables", "extensions"):
        if not isinstance(payload.get(name), dict | None):
            return f"{name} must be an object"
    if nested_too_deeply(payload.get("variables")):
        return "variables are nested too deeply"
    return None
