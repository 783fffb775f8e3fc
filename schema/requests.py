"""Reads GraphQL requests over HTTP, following the GraphQL-over-HTTP specification."""

from collections.abc import Mapping
from typing import Any

import msgspec
from starlette.requests import ClientDisconnect, Request

from schema.execution import GraphQLRequest
from schema.limits import MOST_NESTING, nested_too_deeply
from service.language import Language

JSON = "application/json"
GRAPHQL_JSON = "application/graphql-response+json"

_decode = msgspec.json.Decoder().decode


class BadRequest(Exception):
    """The request is not a GraphQL request; the message says why."""

    def __init__(self, message: str, status: int = 400, code: str = "INVALID_REQUEST") -> None:
        super().__init__(message)
        self.status = status
        self.code = code


async def read_body(request: Request, most: int) -> GraphQLRequest:
    """The request in a body of JSON of at most `most` bytes. Raises `BadRequest`."""
    content_type, _, parameters = request.headers.get("content-type", "").lower().partition(";")
    if content_type.strip() != JSON:
        raise BadRequest("The body must be application/json.", 415)
    if "charset=" in parameters and "utf-8" not in parameters and "utf8" not in parameters:
        raise BadRequest("The body must be encoded in UTF-8.", 415)
    body = await _bytes(request, most)
    try:
        asked = _decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise BadRequest("The body is not JSON.") from None
    if not isinstance(asked, dict):
        raise BadRequest("The body must be a JSON object with a query.")
    if body.count(b"{") + body.count(b"[") > MOST_NESTING and nested_too_deeply(asked.get("variables")):
        raise BadRequest("The variables are nested too deeply.", code="TOO_DEEP")
    return _checked(asked)


async def _bytes(request: Request, most: int) -> bytes:
    length = request.headers.get("content-length", "")
    if length.isdecimal() and int(length) > most:
        raise _too_large(most)
    parts: list[bytes] = []
    size = 0
    try:
        async for part in request.stream():
            size += len(part)
            if size > most:
                raise _too_large(most)
            parts.append(part)
    except ClientDisconnect:
        raise BadRequest("The body is not complete.") from None
    return b"".join(parts)


def _too_large(most: int) -> BadRequest:
    return BadRequest(f"The request is larger than {most} bytes.", 413, "TOO_LARGE")


def read_query(parameters: Mapping[str, str]) -> GraphQLRequest:
    """The request in the query parameters of a URL. Raises `BadRequest`."""
    asked: dict[str, Any] = {
        "query": parameters.get("query"),
        "operationName": parameters.get("operationName") or None,
    }
    for name in ("variables", "extensions"):
        text = parameters.get(name)
        try:
            asked[name] = _decode(text.encode()) if text else None
        except (msgspec.DecodeError, UnicodeError, RecursionError):
            raise BadRequest(f"{name} is not JSON.") from None
    if nested_too_deeply(asked["variables"]):
        raise BadRequest("The variables are nested too deeply.", code="TOO_DEEP")
    return _checked(asked)


def _checked(asked: Mapping[str, Any]) -> GraphQLRequest:
    query, variables, name = asked.get("query"), asked.get("variables"), asked.get("operationName")
    if not isinstance(query, str) or not query:
        raise BadRequest("query must be a text.")
    if not isinstance(variables, dict | None):
        raise BadRequest("variables must be an object.")
    if not isinstance(name, str | None):
        raise BadRequest("operationName must be a text.")
    if not isinstance(asked.get("extensions"), dict | None):
        raise BadRequest("extensions must be an object.")
    return GraphQLRequest(query, variables, name)


def accepted(accept: str) -> str:
    """The media type of the response: the newer one, if the client accepts it and does not prefer the older."""
    if GRAPHQL_JSON not in accept:
        return JSON
    weights = _weights(accept)
    return GRAPHQL_JSON if weights.get(GRAPHQL_JSON, 0) >= weights.get(JSON, 0) else JSON


def language_of(accept_language: str) -> Language:
    """German if the client prefers it, otherwise English."""
    best, weight = Language.EN, 0.0
    for tag, q in _weights(accept_language).items():
        primary = tag.partition("-")[0]
        if primary in ("de", "en") and q > weight:
            best, weight = (Language.DE if primary == "de" else Language.EN), q
    return best


def _weights(header: str) -> dict[str, float]:
    """The values of an Accept header with their weights, in order."""
    found: dict[str, float] = {}
    for member in header.lower().split(","):
        name, *parameters = (part.strip() for part in member.split(";"))
        weight = 1.0
        for parameter in parameters:
            if parameter.startswith("q="):
                try:
                    weight = float(parameter[2:])
                except ValueError:
                    weight = 0.0
        if name:
            found.setdefault(name, weight)
    return found


def bearer(authorization: str | None) -> str | None:
    """The token in an Authorization header; None if there is none."""
    scheme, _, token = (authorization or "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" and token.strip() else None
