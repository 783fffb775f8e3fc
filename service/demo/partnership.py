"""A working group of the county and its partners, entirely an example: an agreement in the middle of its life.

It shows what the real one cannot, because how people voted is not published: missing consents, an overdue review, a
partner that has given notice.
"""

from datetime import date
from fractions import Fraction
from typing import Any

from events.agreement.amendments import ProposeAmendment
from events.agreement.changes import AmendmentChanges, ClauseChange
from events.agreement.clauses import AddClause
from events.agreement.conditions import (
    AgreementDuration,
    ConsentKind,
    ConsentRule,
    NoticeEnd,
    NoticePeriod,
    ReviewClause,
)
from events.agreement.drafting import DraftAgreement
from events.agreement.membership import GiveNotice
from events.agreement.parties import AddParty
from events.agreement.proposals import ConsentToProposal
from events.agreement.reviews import RecordReview
from events.agreement.signing import OpenForSignature, RecordSignature
from events.agreement.state import AmendmentTrigger, ReviewOutcome
from events.agreement.terms import AgreeAccessionRule, AgreeReview, AgreeTerm
from events.agreement.wording import ClauseKind, ClauseWording
from events.formalities import LegalForm
from events.when import When
from service.command_envelope import CommandOutcome
from service.demo.region import Coordinate

TITLE = "Arbeitsgemeinschaft Wärmewende (Beispiel)"
PURPOSE = (
    "Der Landkreis und seine Partner stimmen ab, wie sie Gemeinden bei der Wärmeplanung unterstützen. Übertragen wird "
    "nichts; jeder bleibt für sich zuständig."
)
CLAUSES = (
    ("1", "Zweck", ClauseKind.PURPOSE, PURPOSE),
    (
        "2",
        "Zusammenarbeit",
        ClauseKind.TASKS,
        "Die Beteiligten treffen sich zweimal im Jahr, tauschen Daten zu Netzen und Gebäuden aus und beraten Gemeinden "
        "auf Anfrage gemeinsam.",
    ),
    (
        "3",
        "Überprüfung",
        ClauseKind.REVIEW,
        "Alle zwölf Monate wird geprüft, ob die Zusammenarbeit so fortgeführt wird.",
    ),
    (
        "4",
        "Kündigung",
        ClauseKind.TERMINATION,
        "Jeder Beteiligte kann mit einer Frist von sechs Monaten zum Jahresende kündigen.",
    ),
)
MEETINGS = (
    "Die Beteiligten treffen sich viermal im Jahr, tauschen Daten zu Netzen und Gebäuden aus und beraten Gemeinden auf "
    "Anfrage gemeinsam. Für kleine Gemeinden wird ein vereinfachtes Verfahren angeboten."
)


class DemoPartnership:
    """Records the working group, command by command."""

    def __init__(self, coordinate: Coordinate, refs: dict[str, str], county: str, partners: list[str]) -> None:
        self._coordinate = coordinate
        self._signatory = refs["person stadtwerke"]
        self._parties = [county, *(refs[f"partner {key}"] for key in partners)]

    async def tell(self) -> None:
        """Record it all."""
        draft = DraftAgreement(TITLE, PURPOSE, LegalForm.WORKING_GROUP, When(date(2023, 6, 12)), ("heat",))
        agreement = (await self._do("draft", draft)).ref
        county, utility, *others = self._parties
        for n, party in enumerate(self._parties):
            await self._do(f"party {n}", AddParty(agreement, party, "Federführung" if party == county else None))
        for clause in CLAUSES:
            await self._do(f"clause {clause[0]}", AddClause(agreement, ClauseWording(*clause)))
        await self._do("term", AgreeTerm(agreement, AgreementDuration(None, NoticePeriod(6, NoticeEnd.YEAR))))
        await self._do("review", AgreeReview(agreement, ReviewClause(12)))
        joining = ConsentRule(ConsentKind.SHARE, share=Fraction(2, 3))
        await self._do("accession rule", AgreeAccessionRule(agreement, joining))
        await self._do("open", OpenForSignature(agreement, When(date(2023, 7, 3))))
        for n, party in enumerate(self._parties):
            signatory = self._signatory if party == utility else None
            signed = RecordSignature(agreement, party, When(date(2023, 7, 10 + n)), signatory)
            await self._do(f"signed {n}", signed)
        await self._live(agreement, county, others)

    async def _live(self, agreement: str, county: str, others: list[str]) -> None:
        reviewed = RecordReview(
            agreement,
            date(2024, 7, 8),
            "Die Treffen haben sich bewährt; kleine Gemeinden wünschen sich mehr Beratung.",
            ReviewOutcome.CONTINUE,
        )
        await self._do("reviewed", reviewed)
        proposed = ProposeAmendment(
            agreement,
            "Vier Treffen im Jahr, vereinfachtes Verfahren (Beispiel)",
            AmendmentTrigger.LAW_CHANGE,
            "Kleine Gemeinden dürfen ihre Wärmepläne vereinfacht aufstellen und brauchen dafür gemeinsame Beratung.",
            1,
            AmendmentChanges(revised=(ClauseChange(2, text=MEETINGS),)),
            date(2026, 3, 2),
        )
        await self._do("proposed", proposed)
        for n, party in enumerate((county, others[0])):
            await self._do(f"consents {n}", ConsentToProposal(agreement, 1, party, date(2026, 3, 16)))
        await self._do("notice", GiveNotice(agreement, others[-1], date(2026, 2, 10)), "Neue Schwerpunkte (Beispiel).")

    async def _do(self, key: str, command: Any, reason: str | None = None) -> CommandOutcome:
        return await self._coordinate(f"partnership {key}", command, reason=reason)
