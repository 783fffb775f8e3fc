"""Tables of values as the tests write them: columns by their English names, in either language."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from events.goal import GOAL
from events.goal.state import Goal
from events.policy import Role
from service.imports.values.comparison import Asking, Comparison, compare
from service.imports.values.goals import SeenGoal, SeenGoals
from service.imports.values.headings import KNOWN
from service.language import Language, say
from service.sheets import Cell, Read
from service.viewer import Viewer
from tests.events.goal import story
from tests.spec import state_of

COUNTY = UUID("00000000-0000-7000-8000-00000000c001")
TOWN = "municipality:00000000-0000-7000-8000-00000000000a"
ID, OTHER_ID = "00000000-0000-7000-8000-000000000001", "00000000-0000-7000-8000-000000000002"
REF, OTHER = f"goal:{ID}", f"goal:{OTHER_ID}"
TODAY = date(2024, 6, 1)
COORDINATOR = Viewer(COUNTY, None, Role.COORDINATOR)

MEASURED: Goal = state_of(
    story.proposed(responsible=TOWN), story.adopted, story.recorded(2020, "510"), story.recorded(2021, "480.5")
)
"""A goal in t CO2e by BISKO 2019, with values of 2020 and 2021."""

ROW: Mapping[str, Cell] = {
    "Goal id": ID,
    "From": date(2022, 1, 1),
    "To": date(2022, 12, 31),
    "Value": "450",
    "Data quality": "B",
    "Source": "Bilanz",
}
"""A row that is right, and new."""

_GERMAN = {say(heading, Language.EN): say(heading, Language.DE) for heading in KNOWN}


def row(cells: Mapping[str, Cell] = MappingProxyType({}), language: Language = Language.EN) -> Read:
    """The row that is right, with other cells: `data_quality` for “Data quality”, and `to` for “To”."""
    named = {name.replace("_", " ").capitalize(): cell for name, cell in cells.items()}
    read = {**dict.fromkeys(say(heading, Language.EN) for heading in KNOWN), **ROW, **named}
    return read if language is Language.EN else {_GERMAN[name]: cell for name, cell in read.items()}


def told(heading: str, language: Language) -> str:
    """A heading in a language, by its English name."""
    return heading if language is Language.EN else _GERMAN[heading]


def goals(*states: tuple[str, Any]) -> SeenGoals:
    """The goals that are seen, each as version 7."""
    found = states or ((REF, MEASURED),)
    return SeenGoals(SeenGoal(ref, 7, state, frozenset({ref, *_parties(state)})) for ref, state in found)


def _parties(state: Goal) -> Iterable[str]:
    return GOAL.disclosure.audience("", state, None).concerns


def compared(
    rows: Sequence[Read], seen: SeenGoals | None = None, viewer: Viewer = COORDINATOR, reasoned: bool = False
) -> Comparison:
    """How the rows stand, from line 2 on."""
    now = datetime(2024, 6, 1, 10, tzinfo=UTC)
    asking = Asking(viewer, f"county:{COUNTY}", now, TODAY, reasoned)
    return compare(enumerate(rows, 2), seen or goals(), asking)
