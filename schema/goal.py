"""Goals as clients see them: on the agreements they belong to and on those responsible for them."""

from events.goal import GOAL
from events.goal.attainment import ExpectedValue
from events.goal.calculation import expected_value
from events.goal.state import Year
from schema.aggregate import Argument, Computed, Published, Reverse
from schema.context import Entity, Operation
from schema.monitoring import COMPUTED


async def _expected(operation: Operation, entity: Entity, year: int) -> ExpectedValue | None:
    return expected_value(entity.stored.state, operation.day(entity), year)


PUBLISHED = Published(
    GOAL,
    plural="goals",
    description="The goals of the record (Ziele).",
    order="title",
    reverse=(
        Reverse("goals", "agreement", "The goals that belong to it (Ziele)."),
        Reverse("goals", "responsible", "The goals that it is responsible for on the day (Ziele).", followed=True),
    ),
    computed=(
        *COMPUTED,
        Computed(
            "goal",
            "expected",
            "The value its path expects for a year, by the targets and method that apply on the day; null if the path "
            "has none: without a baseline or target, or before the baseline (erwarteter Wert).",
            _expected,
            ExpectedValue | None,
            (Argument("year", Year, "The year (Jahr)."),),
        ),
    ),
)
