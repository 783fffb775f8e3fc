"""What is overdue in a report: what, by whom, since when."""

from events.monitoring.duties import Duty, DutyKind
from service.pages.report.table import Cell, Table, heads, kept, words
from service.pages.report.telling import Telling


def overdue(telling: Telling) -> Table | None:
    """What is overdue on the day, the longest first."""
    say, rows = telling.say, [_row(duty, telling) for duty in telling.monitoring.overdue]
    if not rows:
        return None
    return Table(
        say("Overdue on {on}, the oldest first", on=telling.on),
        heads(say("What"), say("Who"), say("due on"), say("overdue since")),
        rows,
    )


def _row(duty: Duty, telling: Telling) -> list[Cell]:
    assert duty.overdue_since is not None
    kind = telling.told(duty.kind)
    small = f"{kind}: {telling.name(duty.of)}" if duty.kind is DutyKind.MILESTONE else kind
    who = kept(telling.name(duty.party)) if duty.party else words(telling.say("coordination office"))
    return [kept(duty.title, small), who, words(telling.held(duty.due)), words(telling.held(duty.overdue_since))]
