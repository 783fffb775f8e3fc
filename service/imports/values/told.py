"""What came of an import of values, as it is told to programs: an object of JSON, in one piece or in parts."""

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from typing import Any

from events.goal.state import GoalValue
from service.imports.values.finding import Finding, Outcome
from service.imports.values.written import Written
from service.language import Language, say
from service.refs import split

_BATCH = 200


def told(written: Written, language: Language, dry_run: bool) -> dict[str, Any]:
    """All of it."""
    return {"rows": [_row(finding, language) for finding in written.findings], **_sum(written, dry_run)}


async def told_in_parts(written: Written, language: Language, dry_run: bool) -> AsyncIterator[bytes]:
    """The same as JSON in UTF-8, some rows at a time, so that others are answered in between."""
    yield b'{"rows": ['
    for begin in range(0, len(written.findings), _BATCH):
        rows = written.findings[begin : begin + _BATCH]
        yield ((", " if begin else "") + ", ".join(_json(_row(row, language)) for row in rows)).encode()
        await asyncio.sleep(0)
    yield f"], {_json(_sum(written, dry_run))[1:]}".encode()


def counted(findings: Sequence[Finding], blank: int) -> dict[str, int]:
    """How many rows there are of each kind."""
    found = Counter(finding.outcome for finding in findings)
    return {**{outcome.value.lower(): found[outcome] for outcome in Outcome}, "blank": blank}


def _sum(written: Written, dry_run: bool) -> dict[str, Any]:
    return {
        "counts": counted(written.findings, written.blank),
        "written": written.events,
        "dryRun": dry_run,
        "position": written.position,
    }


def _row(finding: Finding, language: Language) -> dict[str, Any]:
    row, value, problem = finding.row, finding.value, finding.problem
    period = value.period if value else row.period if row else None
    return {
        "line": finding.line,
        "outcome": finding.outcome.value,
        "goal": None if finding.goal is None else str(split(finding.goal)[1]),
        "title": finding.title,
        "series": value.method if value else None,
        "period": None if period is None else {"since": str(period.since), "until": str(period.until)},
        "mix": value.mix.value if value and value.mix else None,
        "value": _value(value),
        "before": _value(finding.before),
        "code": problem.code if problem else None,
        "column": problem.path[0] if problem and problem.path else None,
        "message": say(problem.message, language) if problem else None,
    }


def _value(value: GoalValue | None) -> dict[str, str] | None:
    """A value as it is measured; numbers as texts, so that none of their digits is lost."""
    if value is None:
        return None
    return {"value": f"{value.value:f}", "quality": value.quality.value, "source": value.source}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
