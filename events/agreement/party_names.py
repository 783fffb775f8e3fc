"""Parties by the names that they bear on a day, as messages and next steps say them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from events.dated import first_or_holding


def party_name(party: str, on: date, states: Mapping[str, Any]) -> str | None:
    """The name that a party bears on a day; None where its state is not among those known.

    Each that can be a party has dated names: the county, municipalities, municipal associations and partners.
    """
    state = states.get(party)
    return None if state is None else first_or_holding(state.names, on).name
