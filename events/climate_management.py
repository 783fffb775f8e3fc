"""A municipality's climate management of its own (eigenes Klimaschutzmanagement): from when, until when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from events.dated import holding, tells_news
from events.refs import MunicipalityRef


@dataclass(frozen=True)
class ClimateManagement:
    """Whether a municipality has a climate management of its own from a day on (eigenes Klimaschutzmanagement)."""

    since: date
    """The first day (gilt ab)."""
    present: bool
    """Whether there is one from then on (vorhanden)."""


# --- Events ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ClimateManagementStarted:
    """A municipality has a climate management of its own from a day on (Klimaschutzmanagement eingerichtet)."""

    on: date
    """The first day (seit)."""


@dataclass(frozen=True)
class ClimateManagementEnded:
    """A municipality has no climate management of its own any more from a day on (Klimaschutzmanagement beendet)."""

    on: date
    """The first day without it (seit)."""


# --- Commands --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class StartClimateManagement:
    """Record that a municipality has a climate management of its own (Klimaschutzmanagement eingerichtet)."""

    id: MunicipalityRef
    """The municipality (Gemeinde)."""
    on: date
    """The first day (seit)."""


@dataclass(frozen=True)
class EndClimateManagement:
    """Record that a municipality's own climate management has ended (Klimaschutzmanagement beendet)."""

    id: MunicipalityRef
    """The municipality (Gemeinde)."""
    on: date
    """The first day without it (seit)."""


# --- Rules -----------------------------------------------------------------------------------------------------


def manage(management: Sequence[ClimateManagement], on: date, present: bool) -> list[Any]:
    """What follows from having a climate management of its own from a day on, or having none."""
    if not present and holding(management, on) is None:
        return []
    if not tells_news(management, ClimateManagement(on, present)):
        return []
    return [ClimateManagementStarted(on) if present else ClimateManagementEnded(on)]


def is_managed(management: Sequence[ClimateManagement], on: date) -> bool:
    """Whether there is a climate management of its own on the day."""
    held = holding(management, on)
    return held is not None and held.present
