"""How an agreement with many versions is read, beside one with few: 60 clauses, 40,000 words, 44 parties who consent to
every version.

Both are made by commands like any other and read through GraphQL as clients read them.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from statistics import median
from typing import Any

import asyncpg
import httpx
from starlette.types import ASGIApp

from events.agreement.amendments import AdoptAmendment, ProposeAmendment
from events.agreement.changes import AmendmentChanges, ClauseChange
from events.agreement.clauses import AddClause
from events.agreement.conditions import AgreementDuration, NoticeEnd, NoticePeriod
from events.agreement.drafting import DraftAgreement
from events.agreement.parties import AddParty
from events.agreement.proposals import ConsentToProposal
from events.agreement.signing import OpenForSignature, RecordSignature
from events.agreement.state import AmendmentTrigger
from events.agreement.terms import AgreeTerm
from events.agreement.wording import ClauseKind, ClauseWording
from events.formalities import LegalForm
from events.when import When
from schema.app import graphql_app
from schema.moments import encode_id
from service.command_envelope import CommandEnvelope, CommandOutcome
from service.ids import new_id
from service.record import Record
from service.settings import Settings
from tests.benchmarks.county import Founded

BEGINNING = date(2020, 1, 1)
_SYLLABLES = ("wär", "me", "pla", "nung", "ge", "mein", "de", "kli", "ma", "schutz", "ver", "ein", "ba", "rung", "ziel")

VERSION = (
    "query($id: ID!, $to: Int!) { county { agreement(id: $id) { wording(number: $to) { clauses { number text } } } } }"
)
COMPARISON = (
    "query($id: ID!, $from: Int!, $to: Int!) "
    "{ county { agreement(id: $id) { compare(from: $from, to: $to) { clauses { fate text { kind text } } } } } }"
)
LIST = "{ county { agreements { nodes { title status currentVersion effectiveFrom parties { id } } } } }"
ASKED = {"version": VERSION, "comparison": COMPARISON, "list": LIST}


@dataclass(frozen=True)
class Size:
    """How big an agreement is."""

    clauses: int = 60
    words: int = 40_000
    parties: int = 44
    changed: int = 2


@dataclass
class Grown:
    """An agreement with so many versions, and who reads it."""

    record: Record
    ref: str
    versions: int
    app: ASGIApp
    token: str
    text_bytes: int
    states_per_version: float

    async def ask(self, what: str) -> float:
        """Seconds that an answer takes."""
        variables = {"id": encode_id(self.ref), "from": self.versions - 1, "to": self.versions}
        transport = httpx.ASGITransport(self.app, raise_app_exceptions=True)
        async with httpx.AsyncClient(transport=transport, base_url="http://klimakreis.test") as http:
            began = time.perf_counter()
            response = await http.post(
                "/graphql",
                json={"query": ASKED[what], "variables": variables if "$" in ASKED[what] else {}},
                headers={"Authorization": f"Bearer {self.token}"},
            )
            taken = time.perf_counter() - began
        found = response.json()
        assert "errors" not in found, found["errors"]
        return taken


async def grow(record: Record, admin_url: str, founded: Founded, size: Size, versions: int) -> Grown:
    """Draft, conclude and amend an agreement until it has so many versions."""
    chance = Random(1)
    parties = founded.municipalities[: size.parties]
    each = size.words // size.clauses

    async def do(command: Any) -> CommandOutcome:
        return await record.commands.handle(founded.coordinator, CommandEnvelope(command, new_id()))

    drafted = DraftAgreement("Vertrag", "Zweck.", LegalForm.MANDATING, When(BEGINNING))
    ref = (await do(drafted)).ref
    for party in parties:
        await do(AddParty(ref, party))
    texts = [_text(chance, each) for _ in range(size.clauses)]
    for n, text in enumerate(texts, 1):
        await do(AddClause(ref, ClauseWording(str(n), f"Klausel {n}", ClauseKind.OTHER, text)))
    await do(AgreeTerm(ref, AgreementDuration(None, NoticePeriod(6, NoticeEnd.YEAR))))
    await do(OpenForSignature(ref, When(BEGINNING)))
    for party in parties:
        await do(RecordSignature(ref, party, When(BEGINNING)))
    before = await _states_bytes(admin_url)
    for number in range(2, versions + 1):
        day = BEGINNING + timedelta(days=30 * number)
        revised = tuple(
            ClauseChange(clause, text=_text(chance, each)) for clause in _some(number, size.clauses, size.changed)
        )
        proposed = ProposeAmendment(
            ref,
            f"Änderung {number}",
            AmendmentTrigger.OTHER,
            "Grund.",
            number - 1,
            AmendmentChanges(revised=revised),
            day,
        )
        await do(proposed)
        for party in parties:
            await do(ConsentToProposal(ref, number - 1, party, day))
        await do(AdoptAmendment(ref, number - 1, day, day))
    grown = await _states_bytes(admin_url) - before
    _, token = await record.actors(founded.county).issue(founded.actor)
    app = graphql_app(record, Settings())
    return Grown(record, ref, versions, app, token, sum(len(text.encode()) for text in texts), grown / (versions - 1))


async def compare(few: Grown, many: Grown, rounds: int) -> dict[str, float]:
    """How much longer each thing asked takes with many versions, asked in turns; and what the states grow by."""
    taken: dict[str, tuple[list[float], list[float]]] = {name: ([], []) for name in ASKED}
    for name in ASKED:
        for grown in (few, many):
            await grown.ask(name)
    for _ in range(rounds):
        for name in ASKED:
            for grown, times in zip((few, many), taken[name], strict=True):
                times.append(await grown.ask(name))
    lines: dict[str, float] = {}
    for name, (short, long) in taken.items():
        lines[f"agreement_{name}_ms"] = median(long) * 1000
        lines[f"agreement_growth_ratio_{name}"] = median(long) / median(short)
    ratios = [value for name, value in lines.items() if "ratio" in name]
    return lines | {
        "agreement_growth_ratio": max(ratios),
        "agreement_states_per_text": many.states_per_version / many.text_bytes,
    }


def _text(chance: Random, words: int) -> str:
    """A text of so many words, German by its syllables."""
    return " ".join("".join(chance.choices(_SYLLABLES, k=chance.randint(1, 4))) for _ in range(words)) + "."


def _some(number: int, clauses: int, changed: int) -> Sequence[int]:
    """The clauses that a version changes: others each time."""
    return [(number * changed + n) % clauses + 1 for n in range(changed)]


async def _states_bytes(admin_url: str) -> int:
    connection = await asyncpg.connect(admin_url)
    try:
        found: int = await connection.fetchval("SELECT pg_total_relation_size('states')")
        return found
    finally:
        await connection.close()
