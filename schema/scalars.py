"""The scalars of the published schema: days, moments, ids of commands, exact decimals, big whole numbers."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from graphql import GraphQLError, GraphQLScalarType

BIG_MOST = 2**53 - 1

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_DECIMAL = re.compile(r"-?\d{1,18}(\.\d{1,6})?", re.ASCII)
_WHOLE = re.compile(r"-?\d{1,18}", re.ASCII)


def _day_in(value: Any) -> date:
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise GraphQLError(f"Date must be a day like 2018-05-01, not {_shown(value)}.")


def _moment_in(value: Any) -> datetime:
    if isinstance(value, str) and len(value) <= 40:
        try:
            moment = datetime.fromisoformat(value)
            if moment.tzinfo is not None:
                return moment.astimezone(UTC)
        except (ValueError, OverflowError):
            pass
    raise GraphQLError(f"DateTime must be a moment with its zone like 2018-05-01T12:00:00Z, not {_shown(value)}.")


def _moment_out(value: Any) -> str:
    moment: datetime = value
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _uuid_in(value: Any) -> UUID:
    if isinstance(value, str) and len(value) == 36:
        try:
            return UUID(value)
        except ValueError:
            pass
    raise GraphQLError(f"UUID must be written like 0192d3a8-7c1b-7e55-9e3a-2f6d1c0b9a87, not {_shown(value)}.")


def _decimal_in(value: Any) -> str:
    if isinstance(value, str) and _DECIMAL.fullmatch(value):
        return value
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) <= BIG_MOST:
        return str(value)
    raise GraphQLError(f'Decimal must be a string like "1234.50", not {_shown(value)}.')


def _decimal_out(value: Any) -> str:
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _big_in(value: Any) -> int:
    if isinstance(value, str) and _WHOLE.fullmatch(value):
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) <= BIG_MOST:
        return value
    raise GraphQLError(f"BigInt must be a whole number between -(2^53 - 1) and 2^53 - 1, not {_shown(value)}.")


def _shown(value: Any) -> str:
    text = repr(value) if isinstance(value, str | int | float | bool | None) else type(value).__name__
    return text if len(text) <= 60 else f"{text[:57]}..."


DATE = GraphQLScalarType(
    "Date",
    description="A day as in 2018-05-01 (ISO 8601) (Tag).",
    coerce_output_value=date.isoformat,
    coerce_input_value=_day_in,
    specified_by_url="https://www.rfc-editor.org/rfc/rfc3339#section-5.6",
)
DATE_TIME = GraphQLScalarType(
    "DateTime",
    description="A moment with its zone as in 2018-05-01T12:00:00Z (RFC 3339), always given in UTC (Zeitpunkt).",
    coerce_output_value=_moment_out,
    coerce_input_value=_moment_in,
    specified_by_url="https://www.rfc-editor.org/rfc/rfc3339",
)
UUID_SCALAR = GraphQLScalarType(
    "UUID",
    description="A universally unique id of 36 characters (RFC 9562).",
    coerce_output_value=str,
    coerce_input_value=_uuid_in,
    specified_by_url="https://www.rfc-editor.org/rfc/rfc9562",
)
DECIMAL = GraphQLScalarType(
    "Decimal",
    description='An exact decimal number as a string, as in "1234.50": never rounded, never a float (Dezimalzahl).',
    coerce_output_value=_decimal_out,
    coerce_input_value=_decimal_in,
)
BIG_INT = GraphQLScalarType(
    "BigInt",
    description="A whole number of up to 53 bits, which every JSON parser reads exactly (ganze Zahl).",
    coerce_output_value=int,
    coerce_input_value=_big_in,
)


JSON = GraphQLScalarType("JSON", description="Any JSON value; for output only (beliebiger Wert).")
