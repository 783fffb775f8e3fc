"""Carrying out operations: each document parsed, limited and validated once, each error told as it may be."""

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
"""How many documents are kept parsed and validated."""
CHARACTERS = 250_000
"""How long those are together: parsed, a document takes up to five hundred times its length."""


_is_awaitable = cast("Any", optimized_is_awaitable)


@dataclass(frozen=True, slots=True)
class GraphQLRequest:
    """What a client asks: a document, values for its variables, and which operation of it is meant."""

    query: str
    variables: dict[str, Any] | None = None
    operation_name: str | None = None


class NotServed(Exception):
    """The operation is of a type that is not served this way."""

    def __init__(self, type_: OperationType) -> None:
        super().__init__(type_)
        self.type = type_


@dataclass(frozen=True, slots=True)
class PreparedDocument:
    """A document that can be executed, or what is wrong with it; and its operations by their names."""

    document: DocumentNode | None
    errors: tuple[GraphQLError, ...]
    operations: Mapping[str | None, OperationType]
    describes: bool = False
    """Whether it asks for nothing but the schema, which is no secret."""

    def type_of(self, name: str | None) -> OperationType | None:
        """The type of the operation of this name; without a name, of the only one. None where it is not clear."""
        if name is None:
            return next(iter(self.operations.values())) if len(self.operations) == 1 else None
        return self.operations.get(name)


def _describes(definition: DefinitionNode) -> bool:
    """Whether a definition, where it is an operation, selects introspection only."""
    return not isinstance(definition, OperationDefinitionNode) or all(
        isinstance(each, FieldNode) and each.name.value.startswith("__") for each in definition.selection_set.selections
    )


class PublishedSchema:
    """The published types, and how operations on them are carried out."""

    def __init__(self, types: GraphQLSchema) -> None:
        self.types = types
        self.prepare = BoundedCache(self._prepare, DOCUMENTS, CHARACTERS)

    def _prepare(self, query: str) -> PreparedDocument:
        try:
            document = parse(query, max_tokens=MOST_TOKENS)
            too_much = excess(document, self.types)
            if too_much is not None:  # the other rules could take long over it
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
        """Carry out a query or mutation. Raises `NotServed` where its type is none of those served."""
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
        """Carry out any operation: a subscription for as long as it is followed, others once."""
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
    """Whether nothing was carried out, because of the request itself."""
    return result.data is None and bool(result.errors) and not any(error.path for error in result.errors or ())


def _invalid(error: GraphQLError) -> GraphQLError:
    """An error of validation: whatever raised it, it is the document that is at fault."""
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
