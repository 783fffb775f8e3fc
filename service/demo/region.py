"""The public facts of the Klimaschutzregion Flensburg: a real agreement of many municipalities over the years.

Sources: klimaschutz.de (project „Masterplan 100 % Klimaschutz“, funding reference 03KP0007),
klimaschutzregion-flensburg.de (list of January 2024, and the published contract on the climate management
„Rückenwind“). The clauses are paraphrased. Days that were not published are recorded as between two days. Invented data
is marked as an example (Beispiel).
"""

import csv
from collections.abc import Awaitable, Callable
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from events.agreement.amendments import AdoptAmendment, ProposeAmendment
from events.agreement.approval import EnterIntoForce
from events.agreement.changes import AmendmentChanges, ClauseChange, TermsChange
from events.agreement.clauses import AddClause
from events.agreement.conditions import (
    AgreementDuration,
    AgreementFunding,
    AgreementResources,
    ConsentKind,
    ConsentRule,
    NoticeEnd,
    NoticePeriod,
)
from events.agreement.drafting import DraftAgreement
from events.agreement.membership import RecordAccession, RecordDeparture
from events.agreement.parties import AddParty, CountParties
from events.agreement.signing import OpenForSignature, RecordSignature
from events.agreement.state import AmendmentTrigger
from events.agreement.terms import AgreeAccessionRule, AgreeAmendmentRule, AgreeResources, AgreeTerm
from events.agreement.wording import ClauseKind, ClauseWording
from events.authority import ExternalDecision
from events.formalities import LegalForm
from events.values import Money
from events.when import When
from service.command_envelope import CommandOutcome

TITLE = "Vertrag über das Klimamanagement „Rückenwind“ der Klimaschutzregion Flensburg"
BEFORE_2016 = When(date(2013, 1, 1), date(2016, 6, 30))
BEGINNING = date(2016, 7, 1)
SINCE_THEN = When(date(2016, 7, 2), date(2024, 1, 31))
CONTRACT = "Quelle: veröffentlichter Vertrag, klimaschutzregion-flensburg.de."
PROJECT = "Quelle: klimaschutz.de, Vorhaben „Masterplan 100 % Klimaschutz“, 03KP0007."
LISTS = (
    "Quellen: Teilnehmerliste von 2016 (klimaschutz.de) und Liste vom Januar 2024 (klimaschutzregion-flensburg.de); "
    "der Tag ist nicht veröffentlicht."
)
BOARD = "Lenkungsgruppe (Beispiel)"

PURPOSE = (
    "Die beteiligten Gemeinden bilden eine Verwaltungsgemeinschaft, die für das Gebiet nach Anlage 1 ein gemeinsames "
    "Klimamanagement einrichtet und unterhält."
)
STAFF = (
    "Die Klimamanagerinnen und Klimamanager sind beim Amt Eggebek beschäftigt. Sie werden in einem förmlichen "
    "Verfahren eingestellt, an dem die Gemeinden beteiligt sind. Der Stellenumfang beträgt {hours} Wochenstunden. Er "
    "ist an das Gebiet {basis} gebunden und wird angepasst, wenn das Gebiet wächst oder kleiner wird."
)
CLAUSES = (
    ClauseWording("1", "Zweck", ClauseKind.PURPOSE, PURPOSE),
    ClauseWording(
        "2",
        "Gebiet",
        ClauseKind.AREA,
        "Das Gebiet ergibt sich aus Anlage 1, der Liste der beteiligten Gemeinden. Es kann mit Zustimmung des "
        "Vorstands um weitere Gemeinden erweitert werden.",
    ),
    ClauseWording(
        "3",
        "Aufgaben",
        ClauseKind.TASKS,
        "Das Klimamanagement setzt das gemeinsame Klimaschutzkonzept um, berät die Gemeinden und führt Vorhaben "
        "zusammen, die mehrere von ihnen betreffen.",
    ),
    ClauseWording(
        "4",
        "Ziele",
        ClauseKind.GOALS,
        "Bis zum Jahr 2050 sinken die Treibhausgasemissionen des Gebiets um 100 Prozent und sein Energieverbrauch um "
        "50 Prozent.",
    ),
    ClauseWording("5", "Personal", ClauseKind.STAFF, STAFF.format(hours="60", basis="bei Unterzeichnung")),
    ClauseWording(
        "6",
        "Gremien",
        ClauseKind.BODIES,
        "Ein Vorstand begleitet das Klimamanagement. Er stimmt Erweiterungen des Gebiets zu.",
    ),
    ClauseWording(
        "7",
        "Finanzierung",
        ClauseKind.FINANCE,
        "Das Klimamanagement wird aus Fördermitteln und von den beteiligten Gemeinden getragen. Fördermittel beantragt "
        "und verwaltet das Amt Eggebek.",
    ),
    ClauseWording(
        "8",
        "Laufzeit und Kündigung (Beispiel)",
        ClauseKind.TERM,
        "Der Vertrag gilt unbefristet. Jede Gemeinde kann mit einer Frist von zwölf Monaten zum Jahresende kündigen. "
        "(Laufzeit und Frist sind hier ein Beispiel, sie sind dem Verzeichnis nicht bekannt.)",
    ),
)
FUNDING = AgreementFunding(
    programme="Masterplan 100 % Klimaschutz",
    since=BEGINNING,
    until=date(2020, 9, 30),
    granted=Money(586_147_00),
    reference="03KP0007",
    recipient="Amt Eggebek",
)

Coordinate = Callable[..., Awaitable[CommandOutcome]]


class DemoRegion:
    """Records the region, command by command, as the coordination office would have done."""

    def __init__(self, coordinate: Coordinate, refs: dict[str, str]) -> None:
        self._coordinate = coordinate
        self._refs = refs

    async def tell(self) -> str:
        """Record the agreement and its history; returns its ref."""
        self.agreement = await self._draft()
        await self._conclude()
        await self._grow()
        await self._adapt()
        return self.agreement

    async def _do(self, key: str, command: Any, reason: str | None = None, authority: Any = None) -> CommandOutcome:
        return await self._coordinate(f"region {key}", command, reason=reason or CONTRACT, authority=authority)

    async def _draft(self) -> str:
        draft = DraftAgreement(TITLE, PURPOSE, LegalForm.MANDATING, BEFORE_2016, ("energy", "buildings", "mobility"))
        agreement = (await self._do("draft", draft, CONTRACT)).ref
        for ags, _ in members("in_2016"):
            await self._do(f"party {ags}", AddParty(agreement, self._refs[ags], "beteiligte Gemeinde"), PROJECT)
        for each in CLAUSES:
            await self._do(
                f"clause {each.number}",
                AddClause(agreement, ClauseWording(each.number, each.heading, each.kind, each.text)),
            )
        await self._do(
            "term", AgreeTerm(agreement, AgreementDuration(None, NoticePeriod(12, NoticeEnd.YEAR))), "Beispiel."
        )
        board = ConsentRule(ConsentKind.BODY, body="Vorstand")
        await self._do("accession rule", AgreeAccessionRule(agreement, board), CONTRACT)
        await self._do(
            "amendment rule", AgreeAmendmentRule(agreement, ConsentRule(ConsentKind.BODY, body=BOARD)), "Beispiel."
        )
        resources = AgreementResources(weekly_hours=Fraction(60), fundings=(FUNDING,))
        await self._do("resources", AgreeResources(agreement, resources), f"{CONTRACT} {PROJECT}")
        return agreement

    async def _conclude(self) -> None:
        await self._do("open", OpenForSignature(self.agreement, BEFORE_2016), CONTRACT)
        for ags, name in members("in_2016"):
            await self._do(
                f"signed {ags}",
                RecordSignature(self.agreement, self._refs[ags], BEFORE_2016),
                f"{name} nahm 2016 teil; der Tag der Unterschrift ist nicht veröffentlicht. {PROJECT}",
            )
        await self._do(
            "in force",
            EnterIntoForce(self.agreement, BEGINNING),
            f"Beginn des gemeinsamen Vorhabens; ein anderer Tag ist nicht veröffentlicht. {PROJECT}",
        )

    async def _grow(self) -> None:
        """The published counts, and who joined and left; the merger of 2023 needs nothing here."""
        counted = CountParties(
            self.agreement, 39, When(date(2017, 1, 1), date(2017, 12, 31)), "EnergieOlympiade 2017, klimaschutz.de"
        )
        await self._do("39", counted, PROJECT)
        before, after = dict(members("in_2016")), dict(members("in_2024"))
        for ags in sorted(after.keys() - before.keys()):
            joined = RecordAccession(self.agreement, self._refs[ags], SINCE_THEN, "beteiligte Gemeinde")
            await self._do(f"joined {ags}", joined, LISTS)
        for ags in sorted(before.keys() - after.keys()):
            if ags not in MERGED:
                await self._do(f"left {ags}", RecordDeparture(self.agreement, self._refs[ags], SINCE_THEN), LISTS)
        counted = CountParties(
            self.agreement, 44, When(date(2024, 1, 1), date(2024, 1, 31)), "klimaschutzregion-flensburg.de"
        )
        await self._do("44", counted, LISTS)

    async def _adapt(self) -> None:
        """Staff depends on the area, as the contract says; the number of hours is an example."""
        staff = STAFF.format(hours="78", basis="mit Stand vom Januar 2024")
        proposed = ProposeAmendment(
            self.agreement,
            "Anpassung des Stellenumfangs an das gewachsene Gebiet (Beispiel)",
            AmendmentTrigger.AREA_CHANGE,
            "Seit der Unterzeichnung sind weitere Gemeinden beigetreten; der Vertrag bindet den Stellenumfang an das "
            "Gebiet. Die Zahl der Stunden ist ein Beispiel.",
            1,
            AmendmentChanges(
                revised=(ClauseChange(5, text=staff),),
                terms=TermsChange(resources=AgreementResources(weekly_hours=Fraction(78), fundings=(FUNDING,))),
            ),
            date(2024, 3, 4),
        )
        await self._do("proposed", proposed, "Beispiel.")
        decided = ExternalDecision(body=BOARD, on=date(2024, 4, 15), paper="Beispiel 2024/3")
        adopted = AdoptAmendment(self.agreement, 1, date(2024, 4, 15), date(2024, 7, 1))
        await self._do("adopted", adopted, "Beispiel.", decided)


MERGED = frozenset({"01059101", "01059141"})
"""Tastrup and Maasbüll: on 1 March 2023 they became part of Hürup, itself a party."""


def members(year: str) -> list[tuple[str, str]]:
    """Keys and names of the parties `in_2016` or `in_2024`, in order of key."""
    with (Path(__file__).parent / "klimaschutzregion-flensburg.csv").open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader((line for line in stream if not line.startswith("#")), delimiter=";")
        return [(row["ags"], row["name"]) for row in rows if row[year] == "yes"]
