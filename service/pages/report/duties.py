"""What is overdue in a report: what, by whom, since when."""

from events.monitoring.duties import Duty, DutyKind
from service.pages.report.table import Cell, Table, kept, words
from service.pages.report.telling import Telling
from service.pages.words import word


def overdue(telling: Telling) -> Table | None:
    """What is overdue on the day, the longest first."""
    say, day = telling.say, telling.day(telling.on)
    rows = [_row(duty, telling) for duty in telling.monitoring.overdue]
    columns = [
        words(say("Was", "What")),
        words(say("Wer", "Who")),
        words(say("fällig am", "due on")),
        words(say("überfällig seit", "overdue since")),
    ]
    return (
        Table(say(f"Überfällig am {day}, das Älteste zuerst", f"Overdue on {day}, the oldest first"), columns, rows)
        if rows
        else None
    )


def _row(duty: Duty, telling: Telling) -> list[Cell]:
    assert duty.overdue_since is not None
    kind = word(duty.kind, telling.language)
    small = f"{kind}: {telling.name(duty.of)}" if duty.kind is DutyKind.MILESTONE else kind
    who = kept(telling.name(duty.party)) if duty.party else words(telling.say("Koordination", "coordination"))
    return [kept(duty.title, small), who, words(telling.held(duty.due)), words(telling.held(duty.overdue_since))]
