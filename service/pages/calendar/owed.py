"""What is owed as entries of a calendar: values of goals, reviews of agreements, milestones and reports of projects."""

from collections.abc import Iterable, Iterator
from itertools import chain

from events.agreement.headcount import entries_of
from events.agreement.lifecycle import DAY
from events.agreement.reviews import review_due
from events.agreement.silence import after_silence
from events.monitoring.duties import Duty, DutyKind
from events.monitoring.monitored import MonitoredDay
from events.monitoring.owed import duties
from events.successors import mergers_in
from service.entity_snapshot import EntitySnapshot
from service.pages.calendar.entry import CalendarEntry
from service.pages.calendar.scope import Scope
from service.pages.overview import Overview
from service.pages.typography import capital


async def owed(scope: Scope, seen: Overview, of: str | None) -> list[CalendarEntry]:
    """All that is owed, or what a party owes and the reviews of the agreements to which it is party."""
    standing = MonitoredDay(seen.material, scope.on, of)
    stored = {
        each.ref: each
        for each in chain.from_iterable([await scope.reading.every(kind) for kind in ("goal", "project", "agreement")])
    }
    found: Iterable[Duty] = duties(standing)
    if of is not None:
        found = (*found, *_reviews(seen, of))
    return [_entry(scope, seen, stored[duty.of], duty) for duty in found]


def _reviews(seen: Overview, of: str) -> Iterator[Duty]:
    mergers = mergers_in(seen.material.municipalities)
    for ref, agreement in seen.material.agreements.items():
        state = after_silence(agreement, seen.on)
        due = review_due(state, seen.on)
        if due is not None and entries_of(state, of, seen.on, mergers):
            yield Duty(DutyKind.REVIEW, ref, agreement.title, None, due, None)


def _entry(scope: Scope, seen: Overview, stored: EntitySnapshot, duty: Duty) -> CalendarEntry:
    title = duty.title
    if duty.milestone is not None:
        title = scope.say("{milestone} ({project})", milestone=title, project=seen.name(duty.of))
    part = duty.kind.lower() if duty.milestone is None else f"{duty.kind.lower()}-{duty.milestone}"
    who = seen.name(duty.party) or scope.say("coordination office")
    lines = [f"{capital(scope.told(duty.kind))}: {duty.title}", scope.say("Who: {who}", who=who)]
    if duty.due < scope.on:
        lines.append(scope.say("Overdue since {day}", day=duty.due + DAY))
    return CalendarEntry(
        uid=scope.uid(stored, part.replace("_", "-")),
        version=stored.version,
        recorded_at=stored.recorded_at,
        summary=capital(scope.say("{duty} due: {title}", duty=duty.kind, title=title)),
        description="\n".join(lines),
        starts=duty.due,
    )
