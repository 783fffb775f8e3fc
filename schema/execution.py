"""The published schema as strawberry serves it: parsed and validated once for each document, limited, errors told."""

from collections.abc import Iterable, Iterator
from typing import Any

import strawberry
from graphql import GraphQLError, GraphQLSchema, specified_rules
from strawberry.extensions import ParserCache, SchemaExtension, ValidationCache
from strawberry.schema.config import StrawberryConfig
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext
from strawberry.types import ExecutionContext
from strawberry.types.graphql import OperationType

from schema.limits import MOST_TOKENS, TooMuch, excess
from schema.problems import told_all

DOCUMENTS = 512
"""How many documents are kept parsed and validated."""

_RULES = tuple(specified_rules)
_EXCEEDED = (TooMuch,)


class Limits(SchemaExtension):
    """Bounds what a document may be before anything costly looks at it."""

    def on_operation(self) -> Iterator[None]:
        """Parsing stops after so many tokens."""
        self.execution_context.parse_options = {"max_tokens": MOST_TOKENS}
        yield

    def on_validate(self) -> Iterator[None]:
        """A document that asks for too much meets no other rule."""
        document = self.execution_context.graphql_document
        assert document is not None
        self.execution_context.validation_rules = _RULES if excess(document) is None else _EXCEEDED
        yield


def _parser_cache() -> ParserCache:
    return ParserCache(DOCUMENTS)


def _validation_cache() -> ValidationCache:
    return ValidationCache(DOCUMENTS)


class _Context(ExecutionContext):
    @property
    def operation_name(self) -> str | None:
        """The name given, if any: which operation is meant where there are several is not guessed."""
        return self._provided_operation_name


class PublishedSchema(strawberry.Schema):
    """A strawberry schema around types that are derived rather than declared.

    Strawberry executes any graphql-core schema; what it needs types of its own for (its decorators, its printer) is
    not used here.
    """

    def __init__(self, schema: GraphQLSchema) -> None:
        self.extensions = (Limits, _parser_cache, _validation_cache)
        self.execution_context_class = StrawberryGraphQLCoreExecutionContext
        self.config = StrawberryConfig()
        self.directives = ()
        self.schema_directives = []
        self.exception_handlers = ()
        self._schema = schema
        schema._strawberry_schema = self  # type: ignore[attr-defined]

    def _create_execution_context(
        self,
        query: str | None,
        allowed_operation_types: Iterable[OperationType],
        variable_values: dict[str, Any] | None = None,
        context_value: Any | None = None,
        root_value: Any | None = None,
        operation_name: str | None = None,
        operation_extensions: dict[str, Any] | None = None,
    ) -> ExecutionContext:
        return _Context(
            query=query,
            schema=self,
            allowed_operations=allowed_operation_types,
            context=context_value,
            root_value=root_value,
            variables=variable_values,
            provided_operation_name=operation_name,
            operation_extensions=operation_extensions,
        )

    def process_errors(self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None) -> None:
        """Replace each error by what the client is told of it; called once for each result, before it is sent."""
        operation: Any = execution_context.context if execution_context else None
        errors[:] = told_all(errors, operation)
