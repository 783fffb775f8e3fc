"""Executes operations: parses, limits and validates each document once, and reports each error as far as clients may
see it."""

from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass
from inspect import isawaitable
from typing import Any, cast

from graphql import (
    DefinitionNode,
    DocumentNode,
    ExecutionResult,
    FieldNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    execute,
    parse,
    subscribe,
    validate,
)
from strawberry.execution import optimized_is_awaitable

from schema.bounded_cache import BoundedCache
from schema.compiled import CompilingExecutor
from schema.context import Operation
from schema.limits import MOST_TOKENS, excess
from schema.problems import client_errors

DOCUMENTS = 512
"""How many documents are cached."""
CHARACTERS = 250_000
"""Their total length: a parsed document takes up to five hundred times its length."""


_is_awaitable = cast("Any", optimized_is_awaitable)


@dataclass(frozen=True, slots=True)
class GraphQLRequest:
    """A client's request: a document, its variables, and the name of the operation to run."""

    query: str
    variables: dict[str, Any] | None = None
    operation_name: str | None = None


class NotServed(Exception):
    """The operation's type is not served over this transport."""

    def __init__(self, type_: OperationType) -> None:
        super().__init__(type_)
        self.type = type_


@dataclass(frozen=True, slots=True)
class PreparedDocument:
    """A document that can be executed, or its errors; and its operations by name."""

    document: DocumentNode | None
    errors: tuple[GraphQLError, ...]
    operations: Mapping[str | None, OperationType]
    describes: bool = False
    """Whether it only asks for the schema, which is public."""

    def type_of(self, name: str | None) -> OperationType | None:
        """The type of the operation with this name, or of the only one if no name is given; None if ambiguous."""
        if name is None:
            return next(iter(self.operations.values())) if len(self.operations) == 1 else None
        return self.operations.get(name)


def _describes(definition: DefinitionNode) -> bool:
    """Whether a definition, if it is an operation, selects introspection only."""
    return not isinstance(definition, OperationDefinitionNode) or all(
        isinstance(each, FieldNode) and each.name.value.startswith("__") for each in definition.selection_set.selections
    )


class PublishedSchema:
    """The published schema and the execution of operations on it."""

    def __init__(self, types: GraphQLSchema) -> None:
        self.types = types
        self.prepare = BoundedCache(self._prepare, DOCUMENTS, CHARACTERS)

    def _prepare(self, query: str) -> PreparedDocument:
        try:
            document = parse(query, max_tokens=MOST_TOKENS)
            too_much = excess(document, self.types)
            if too_much is not None:  # the other rules could be slow on it
                return _unusable(GraphQLError(too_much, extensions={"code": "TOO_MUCH"}))
            errors = validate(self.types, document)
        except (GraphQLError, RecursionError) as fault:
            return _unusable(fault if isinstance(fault, GraphQLError) else GraphQLError("", original_error=fault))
        if errors:
            return _unusable(*map(_invalid, errors))
        operations = {
            each.name.value if each.name else None: each.operation
            for each in document.definitions
            if isinstance(each, OperationDefinitionNode)
        }
        return PreparedDocument(document, (), operations, all(map(_describes, document.definitions)))

    async def execute(
        self, graphql_request: GraphQLRequest, operation: Operation, served: frozenset[OperationType]
    ) -> ExecutionResult:
        """Execute a query or mutation. Raises `NotServed` if its type is not among those served."""
        prepared = self.prepare(graphql_request.query)
        if prepared.document is None:
            return ExecutionResult(None, list(prepared.errors))
        type_ = prepared.type_of(graphql_request.operation_name)
        if type_ is None:
            return _unclear(graphql_request)
        if type_ not in served:
            raise NotServed(type_)
        try:
            result = execute(
                self.types,
                prepared.document,
                context_value=operation,
                variable_values=graphql_request.variables,
                operation_name=graphql_request.operation_name,
                is_awaitable=_is_awaitable,
                executor_class=CompilingExecutor,
            )
            done = await result if isawaitable(result) else result
        except Exception as fault:
            done = ExecutionResult(None, [_located(fault)])
        return _for_client(done, operation)

    async def follow(
        self, graphql_request: GraphQLRequest, operation: Operation
    ) -> AsyncGenerator[ExecutionResult, None]:
        """Execute any operation: a subscription until the client leaves, others once."""
        if (
            self.prepare(graphql_request.query).type_of(graphql_request.operation_name)
            is not OperationType.SUBSCRIPTION
        ):
            yield await self.execute(graphql_request, operation, frozenset(OperationType))
            return
        document = self.prepare(graphql_request.query).document
        assert document is not None
        try:
            begun = subscribe(
                self.types,
                document,
                context_value=operation,
                variable_values=graphql_request.variables,
                operation_name=graphql_request.operation_name,
                executor_class=CompilingExecutor,
            )
            results = await begun if isawaitable(begun) else begun
        except Exception as fault:
            results = ExecutionResult(None, [_located(fault)])
        if isinstance(results, ExecutionResult):
            yield _for_client(results, operation)
            return
        source = cast("Any", results)
        try:
            async for result in source:
                yield _for_client(result, operation)
        except Exception as fault:
            yield _for_client(ExecutionResult(None, [_located(fault)]), operation)
        finally:
            await source.aclose()


def refused(result: ExecutionResult) -> bool:
    """Whether nothing was executed because the request itself is invalid."""
    return result.data is None and bool(result.errors) and not any(error.path for error in result.errors or ())


def _invalid(error: GraphQLError) -> GraphQLError:
    """A validation error: whatever raised it, the document is at fault."""
    return GraphQLError(error.message, positions=error.positions, source=error.source, path=error.path)


def _unusable(*errors: GraphQLError) -> PreparedDocument:
    return PreparedDocument(None, tuple(client_errors(errors, None)), {})


def _unclear(graphql_request: GraphQLRequest) -> ExecutionResult:
    message = (
        "There is no such operation in the document."
        if graphql_request.operation_name is not None
        else "Which operation of the document is meant must be named by operationName."
    )
    return ExecutionResult(None, [GraphQLError(message, extensions={"code": "INVALID_REQUEST"})])


def _located(fault: Exception) -> GraphQLError:
    return fault if isinstance(fault, GraphQLError) else GraphQLError(str(fault), original_error=fault)


def _for_client(result: ExecutionResult, operation: Operation) -> ExecutionResult:
    if result.errors:
        result.errors = client_errors(result.errors, operation)
    return result
