"""A report as one reader reads it out of the record."""

import asyncio
from dataclasses import dataclass
from datetime import date, datetime

from service.language import Language
from service.pages.overview import overview
from service.pages.report.html import report_html
from service.pages.report.report import Readers, digests, excerpt, report
from service.pages.report.telling import Telling
from service.problems import NotFound
from service.read_session import ReadSession
from service.visibility import sees_internal


@dataclass(frozen=True)
class ReportRequest:
    """Which report is asked for: `on` is a day of its year, `agreement` a ref, `at` a moment of the record."""

    year: int
    on: date
    language: Language
    at: int | datetime | None = None
    agreement: str | None = None


async def read_report(reading: ReadSession, asked: ReportRequest) -> str:
    """The report as HTML. Raises `NotFound` for an agreement that is not seen, `InvalidInput` for a moment to come."""
    found = await overview(reading, asked.on, asked.language, asked.at)
    if asked.agreement is not None and asked.agreement not in found.material.agreements:
        raise NotFound("There is no such agreement here.", ("id",))
    viewer = reading.viewer
    shown = await asyncio.to_thread(excerpt, found, asked.year, asked.agreement)
    wanted = list(digests(shown))
    texts = await asyncio.gather(*(reading.text(digest) for digest in wanted))
    telling = Telling(
        overview=shown,
        year=asked.year,
        texts={digest: text or "" for digest, text in zip(wanted, texts, strict=True)},
        internal=sees_internal(viewer, "outreach"),
    )
    readers = Readers(viewer.role, viewer.acts_for)
    # Many goals take a while: others are answered meanwhile.
    return await asyncio.to_thread(lambda: report_html(report(telling, readers, asked.agreement)))
