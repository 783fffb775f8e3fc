"""A council in a county's record, and decisions of it, made as others would make them."""

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from events.authority import Authority
from events.body.members import AppointMember
from events.body.rule_terms import QuorumTerms, RuleTerms
from events.body.rules import AdoptDecisionRule
from events.body.state import BodyKind
from events.body.statutes import EstablishBody
from events.competence.assignments import AssignCompetence
from events.correction import ActCorrection, Correct
from events.county.lists import AddMatter
from events.decision.closing import CloseVoting
from events.decision.drafting import DraftDecision
from events.decision.presence import RecordPresence
from events.decision.subjects import DecisionSubject
from events.decision.submission import SubmitDecision
from events.decision.votes import CastVote
from events.decision.voting import OpenVoting
from events.voting.cast import Vote
from events.voting.rule import QuorumOf, RulePreset, VotingMode
from tests.service.county import County
from tests.service.county import correction as correct

SINCE, DRAFTED, VOTED = date(2020, 1, 1), date(2024, 1, 8), date(2024, 1, 15)
RULE = RuleTerms(
    preset=RulePreset.SIMPLE,
    quorum=QuorumTerms(share=Fraction(1, 2), of=QuorumOf.STATUTORY, strict=True),
    modes=tuple(VotingMode),
)


@dataclass
class Chamber:
    """The council of a municipality with some members, competent for the matter `heat-planning`."""

    county: County
    holder: str
    body: str
    members: int
    persons: list[str] = field(default_factory=list)

    def draft(self, *subjects: DecisionSubject, title: str = "Beschluss", public: bool = True) -> DraftDecision:
        """The command that drafts a decision."""
        return DraftDecision(
            title, "Es wird beschlossen.", self.body, "heat-planning", public, DRAFTED, subjects=subjects
        )

    async def drafted(
        self,
        *subjects: DecisionSubject,
        title: str = "Beschluss",
        public: bool = True,
        authority: Authority | None = None,
    ) -> str:
        """A decision that lies before the council, drafted on the authority of another, if any."""
        draft = self.draft(*subjects, title=title, public=public)
        ref = (await self.county.order(draft, authority=authority)).ref
        await self.county.order(SubmitDecision(ref, DRAFTED))
        return ref

    async def correct(self, event: Any, instead: Any) -> None:
        """Tell an act on the council itself again."""
        await self.county.correct(self.body, ActCorrection(str(event), instead), reason="Verwechselt")

    async def opened(self, *subjects: DecisionSubject, **draft: Any) -> str:
        """A decision that is voted on in a meeting, all members present."""
        ref = await self.drafted(*subjects, **draft)
        await self.county.order(OpenVoting(ref, VotingMode.MEETING, VOTED))
        await self.county.order(RecordPresence(ref, tuple(range(1, self.members + 1))))
        return ref

    async def adopted(self, *subjects: DecisionSubject, **draft: Any) -> str:
        """A decision that all members have adopted."""
        ref = await self.opened(*subjects, **draft)
        await self.adopt(ref)
        return ref

    async def adopt(self, ref: str) -> None:
        """All members vote for a decision."""
        for member in range(1, self.members + 1):
            await self.county.order(CastVote(ref, member, Vote.YES))
        await self.county.order(CloseVoting(ref, VOTED))


async def chamber_of(county: County, members: int = 3, seats: int | None = None) -> Chamber:
    """A council of so many members, with as many seats or with more."""
    await county.order(AddMatter(county.ref, "heat-planning", "Wärmeplanung", "Heat planning"))
    holder = await county.municipality()
    founding = EstablishBody(
        holder, BodyKind.MUNICIPAL_COUNCIL, "Gemeindevertretung", SINCE, statutory=seats or members
    )
    body = (await county.order(founding)).ref
    made = Chamber(county, holder, body, members)
    await county.order(AdoptDecisionRule(body, SINCE, RULE))
    for n in range(1, members + 1):
        made.persons.append(await county.person(f"Mitglied {n}"))
        await county.order(AppointMember(body, made.persons[-1], SINCE, chair=n == 1))
    await county.order(AssignCompetence(holder, "heat-planning", body, SINCE))
    return made


def correction(ref: str, acts: dict[str, Any]) -> Correct:
    """The correction of acts of a decision, by one of their events: told otherwise, or withdrawn (None)."""
    return correct(ref, *(ActCorrection(event, instead) for event, instead in acts.items()))


async def events_of(county: County, ref: str) -> dict[str, str]:
    """The last event of each type of an entity, by its id."""
    return {event.type: str(event.event_id) for event in await county.events() if event.ref == ref}
