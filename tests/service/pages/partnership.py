"""An agreement between a county, two municipalities and a partner, told to a real record."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from events.agreement.amendments import AdoptAmendment, ProposeAmendment
from events.agreement.changes import AmendmentChanges, ClauseChange
from events.agreement.clauses import AddClause
from events.agreement.conditions import AgreementDuration, ConsentKind, ConsentRule, NoticeEnd, NoticePeriod
from events.agreement.drafting import DraftAgreement
from events.agreement.parties import AddParty
from events.agreement.proposals import ConsentToProposal
from events.agreement.signing import OpenForSignature, RecordSignature
from events.agreement.state import AmendmentTrigger
from events.agreement.terms import AgreeAmendmentRule, AgreeTerm
from events.agreement.wording import ClauseKind, ClauseWording
from events.formalities import LegalForm
from events.partner import RegisterPartner, Sector
from events.when import When
from tests.service.county import County

DRAFTED, OPENED, SIGNED = date(2016, 1, 1), date(2016, 2, 1), date(2016, 3, 1)
PURPOSE = 'Die "Region" senkt ihren Ausstoß.'
AIMS = "(1) Sie arbeiten zusammen.\n(2) Sie treffen sich zweimal im Jahr."
AIMS_LATER = "(1) Sie arbeiten zusammen.\n(2) Sie treffen sich viermal im Jahr."


@dataclass
class Partnership:
    """The agreement and its parties: the county, Ahlby, Böklund and Stadtwerke."""

    county: County
    ref: str
    ahlby: str
    boeklund: str
    partner: str

    @property
    def parties(self) -> tuple[str, ...]:
        """All who conclude it."""
        return (self.county.ref, self.ahlby, self.boeklund, self.partner)

    @property
    def path(self) -> str:
        """Where its pages are."""
        return f"/agreements/{self.ref.partition(':')[2]}"

    async def order(self, command: Any) -> None:
        """Carry out a command, as the coordination."""
        await self.county.order(command, reason="So war es.")

    async def sign(self, *parties: str) -> None:
        """Open it for signature, where that is still to be done, and let parties sign."""
        await self.order(OpenForSignature(self.ref, When(OPENED)))
        for party in parties or self.parties:
            await self.order(RecordSignature(self.ref, party, When(SIGNED)))

    async def propose(self, text: str = AIMS_LATER, on: date = date(2019, 6, 1)) -> None:
        """Propose that the first clause reads otherwise."""
        changes = AmendmentChanges(revised=(ClauseChange(1, text=text),))
        await self.order(
            ProposeAmendment(
                self.ref, "Öfter treffen", AmendmentTrigger.REVIEW, "Zweimal war zu wenig.", 1, changes, on
            )
        )

    async def amend(self) -> None:
        """Make version 2 of it, which holds from 2020 on."""
        await self.propose()
        for party in self.parties[:3]:
            await self.order(ConsentToProposal(self.ref, 1, party, date(2019, 7, 1)))
        await self.order(AdoptAmendment(self.ref, 1, date(2019, 8, 1), date(2020, 1, 1)))


async def drafted(county: County) -> Partnership:
    """The draft."""
    told = DraftAgreement("Klimaschutzregion", PURPOSE, LegalForm.WORKING_GROUP, When(DRAFTED))
    made = Partnership(
        county=county,
        ref=(await county.order(told)).ref,
        ahlby=await county.municipality(name="Ahlby"),
        boeklund=await county.municipality(name="Böklund"),
        partner=(await county.order(RegisterPartner("Stadtwerke", Sector.ENERGY, "Region", date(2000, 1, 1)))).ref,
    )
    for party in made.parties:
        await made.order(AddParty(made.ref, party))
    await made.order(AddClause(made.ref, ClauseWording("1", "Zusammenarbeit", ClauseKind.TASKS, AIMS)))
    await made.order(AddClause(made.ref, ClauseWording("2", "Daten", ClauseKind.OTHER, "Daten teilen sie.")))
    await made.order(AgreeTerm(made.ref, AgreementDuration(notice=NoticePeriod(6, NoticeEnd.YEAR))))
    rule = ConsentRule(ConsentKind.SHARE, share=Fraction(3, 4))
    await made.order(AgreeAmendmentRule(made.ref, rule))
    return made
