"""Problems in payloads and errors of operations, in the client's language and without internal details."""

import logging
import traceback
from collections.abc import Callable, Sequence
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLError,
    GraphQLField,
    GraphQLInt,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLString,
    GraphQLSyntaxError,
)

from events.message import message
from schema.context import EventView, Operation
from schema.fields import field, many, required
from service import problems
from service.docstrings import of_class
from service.language import Language, say
from service.problems import Problem

_log = logging.getLogger(__name__)

NAMES: dict[type[Problem], str] = {
    problems.Refused: "Rejected",
    problems.InvalidInput: "InvalidInput",
    problems.NotFound: "NotFound",
    problems.Forbidden: "Forbidden",
    problems.StaleVersion: "StaleVersion",
    problems.CommandIdReused: "CommandIdReused",
    problems.Contended: "Contended",
    problems.Unavailable: "Unavailable",
}
"""The problems that a payload may contain, with their GraphQL types."""


class ProblemView:
    """A problem in a payload; graphql-core would treat an exception among results as an error."""

    __slots__ = ("code", "path", "problem")

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.code = problem.code
        self.path = problem.path

    @property
    def type_name(self) -> str:
        """Its GraphQL type."""
        return NAMES[type(self.problem)]


class ProblemTypes:
    """The problem interface and its types."""

    def __init__(self, language: GraphQLArgument, event: Callable[[], Any]) -> None:
        self._language = language
        self.interface = GraphQLInterfaceType(
            "Problem",
            self._fields,
            resolve_type=lambda view, _info, _type: view.type_name,
            description="Why a command was not carried out. Nothing was written (Problem).",
        )
        self._conflict = GraphQLObjectType(
            "TextConflict",
            {
                "base": field(
                    GraphQLString, "The text that both started from; null if it is no longer known (gemeinsamer "
                                   "Ausgangstext).", "base"
                ),
                "theirs": field(required(GraphQLString), "The current text (jetziger Text).", "theirs"),
                "yours": field(
                    GraphQLString, "The text in the command; null if it has none (eigener Text).", "yours"
                ),
            },
            description="Two edits of the same text; merge them and send the command again (Textkonflikt).",
        )  # fmt: skip
        extra: dict[type[Problem], Callable[[], dict[str, GraphQLField]]] = {
            problems.StaleVersion: lambda: {
                "currentVersion": field(
                    required(GraphQLInt),
                    "The current version: of the entity, or of the part whose version `path` names (aktuelle Version).",
                    "problem.version",
                ),
                "changes": field(
                    many(event()),
                    "The events since the expected version of the entity, or its newest events if none was expected "
                    "(Änderungen seither).",
                    _changes,
                ),
                "conflict": field(
                    self._conflict,
                    "Both texts, if a text was edited meanwhile; null otherwise (Textkonflikt).",
                    "problem.conflict",
                ),
            },
            problems.Refused: lambda: {
                "event": field(
                    event(),
                    "The later event that conflicts with a correction: correct or withdraw its act in the same "
                    "correction (entgegenstehendes Ereignis).",
                    _conflicting_event,
                ),
            },
        }
        self.types = [self._type(problem, name, extra.get(problem, dict)) for problem, name in NAMES.items()]

    def _type(
        self, problem: type[Problem], name: str, extra: Callable[[], dict[str, GraphQLField]]
    ) -> GraphQLObjectType:
        return GraphQLObjectType(
            name, lambda: self._fields() | extra(), interfaces=[self.interface], description=of_class(problem)
        )

    def _fields(self) -> dict[str, GraphQLField]:
        return {
            "code": field(required(GraphQLString), "A stable code for programs (Code).", "code"),
            "message": field(
                required(GraphQLString),
                "What is wrong and what to do, for people (Meldung).",
                _message,
                {"language": self._language},
            ),
            "path": field(
                many(GraphQLString), "The path of the faulty input field; empty for the whole input (Pfad).", "path"
            ),
        }


def _message(view: ProblemView, info: Any, language: Language | None = None) -> str:
    return sentence(view.problem, language or info.context.language)


async def _conflicting_event(view: ProblemView, info: Any) -> EventView | None:
    assert isinstance(view.problem, problems.Refused)
    named = view.problem.event
    return None if named is None else await info.context.event_by(named, None)


def _changes(view: ProblemView, info: Any) -> list[EventView]:
    assert isinstance(view.problem, problems.StaleVersion)
    return [EventView(event, info.context.today) for event in view.problem.since]


# --- Errors of operations


def client_error(error: GraphQLError, operation: Operation | None) -> GraphQLError:
    """The error as the client gets it: always with a code, with a message only if it is meant for clients.

    An internal error is logged with its trace and reported as INTERNAL with the request id.
    """
    if error.extensions and "code" in error.extensions:
        return error
    cause = _cause(error)
    language = operation.language if operation else Language.EN
    match cause:
        case Problem():
            extensions: dict[str, Any] = {"code": cause.code}
            if cause.path:
                extensions["argument"] = list(cause.path)
            return _like(error, sentence(cause, language), extensions)
        case RecursionError():
            return _like(error, say(message("The request is nested too deeply."), language), {"code": "TOO_DEEP"})
        case None | GraphQLError():
            code = "SYNTAX_ERROR" if isinstance(error, GraphQLSyntaxError) else "INVALID_REQUEST"
            return _like(error, error.message, {"code": code})
    request_id = operation.request_id if operation else ""
    # The trace without the message, which could contain a person's text.
    trace = "".join(traceback.format_tb(cause.__traceback__))
    facts = {"fault": type(cause).__name__, "path": ".".join(map(str, error.path or ())), "trace": trace}
    _log.error("fault in an operation", extra={"facts": facts})
    words = say(
        message(
            "Something went wrong here and has been logged; if it happens again, give the operator the request id."
        ),
        language,
    )
    return _like(error, words, {"code": "INTERNAL", "requestId": request_id})


def sentence(problem: Problem, language: Language) -> str:
    """The message of a problem, preceded by the argument it is about."""
    words = say(problem.message, language)
    return f"{'.'.join(problem.path)}: {words}" if problem.path and words[:1].islower() else words


def _cause(error: GraphQLError) -> BaseException | None:
    cause: BaseException | None = error.original_error
    while isinstance(cause, GraphQLError) and cause.original_error is not None:
        cause = cause.original_error
    return cause


def _like(error: GraphQLError, message: str, extensions: dict[str, Any]) -> GraphQLError:
    return GraphQLError(
        message, nodes=error.nodes, source=error.source, positions=error.positions, path=error.path,
        extensions=extensions,
    )  # fmt: skip


def client_errors(errors: Sequence[GraphQLError], operation: Operation | None) -> list[GraphQLError]:
    """All errors as the client gets them."""
    return [client_error(error, operation) for error in errors]
