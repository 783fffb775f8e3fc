"""Bodies, competences, meetings and decisions. All are examples, because how people voted is not published.

A steering group of the county and the council of a municipality decide: one amendment is adopted and carried out, one
decision is deferred for lack of a quorum, one fails by a tie, one is adopted because nobody objected, and one is not
public.
"""

from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

from events.agreement.amendments import AdoptAmendment, ProposeAmendment
from events.agreement.changes import AmendmentChanges, ClauseChange
from events.agreement.clauses import AddClause
from events.agreement.conditions import AgreementDuration, ConsentKind, ConsentRule, NoticeEnd, NoticePeriod
from events.agreement.drafting import DraftAgreement
from events.agreement.parties import AddParty
from events.agreement.signing import OpenForSignature, RecordSignature
from events.agreement.state import AmendmentTrigger
from events.agreement.terms import AgreeAmendmentRule, AgreeTerm
from events.agreement.wording import ClauseKind, ClauseWording
from events.authority import Authority, RecordedDecision
from events.body.members import AppointMember
from events.body.rule_terms import QuorumTerms, RuleTerms
from events.body.rules import AdoptDecisionRule
from events.body.state import BodyKind
from events.body.statutes import EstablishBody
from events.competence.assignments import AssignCompetence
from events.decision.closing import CloseVoting
from events.decision.drafting import DraftDecision
from events.decision.follow_ups import AddFollowUp
from events.decision.presence import RecordPresence
from events.decision.subjects import DecisionSubject
from events.decision.submission import SubmitDecision
from events.decision.votes import CastVote
from events.decision.voting import OpenVoting
from events.formalities import LegalForm
from events.meeting.agenda import AddAgendaItem
from events.meeting.attendance import RecordAttendance
from events.meeting.closing import CloseMeeting
from events.meeting.invitation import InviteToMeeting
from events.meeting.minutes import RecordMinutes
from events.meeting.scheduling import ScheduleMeeting
from events.meeting.state import Attendee
from events.person import RegisterPerson
from events.voting.cast import Vote
from events.voting.rule import QuorumOf, RulePreset, VotingMode
from events.when import When
from service.command_envelope import CommandOutcome
from service.demo.region import Coordinate
from service.sealing import Clear

HUERUP, HARRISLEE, EGGEBEK = "01059126", "01059120", "010595912"
SINCE = date(2025, 1, 6)
MORE_THAN_HALF = QuorumTerms(share=Fraction(1, 2), of=QuorumOf.STATUTORY, strict=True)
GROUP_RULE = RuleTerms(preset=RulePreset.SIMPLE, quorum=MORE_THAN_HALF, modes=tuple(VotingMode))
AGREEMENTS_RULE = RuleTerms(preset=RulePreset.TWO_THIRDS, quorum=MORE_THAN_HALF)
COUNCIL_RULE = RuleTerms(
    preset=RulePreset.SIMPLE, quorum=MORE_THAN_HALF, second_quorum=QuorumTerms(members=3), modes=(VotingMode.MEETING,)
)
"""Follows GO SH §§ 38 and 39, without the part of § 38 on conflicts of interest: nobody in the example has one."""
YES, NO, ABSTAIN = Vote.YES, Vote.NO, Vote.ABSTAIN
AUTUMN, COUNCIL_EVENING = date(2025, 9, 15), date(2025, 10, 6)


class DemoDecisions:
    """Records the decisions, command by command."""

    def __init__(self, coordinate: Coordinate, refs: dict[str, str], county: str) -> None:
        self._coordinate = coordinate
        self._refs = refs
        self._county = county
        self._persons: dict[str, list[str]] = {}

    async def tell(self) -> None:
        """Record it all."""
        self._group = await self._body(
            "group", self._county, BodyKind.STEERING_GROUP, "Lenkungsgruppe Klimaschutz (Beispiel)", GROUP_RULE
        )
        self._council = await self._body(
            "council",
            self._refs[HUERUP],
            BodyKind.MUNICIPAL_COUNCIL,
            "Gemeindevertretung Hürup (Beispiel)",
            COUNCIL_RULE,
        )
        agreements = AdoptDecisionRule(self._group, SINCE, AGREEMENTS_RULE, "cooperation-agreement")
        await self._do("group agreements rule", agreements)
        for matter in ("cooperation-agreement", "funding-application", "monitoring"):
            await self._do(f"group {matter}", AssignCompetence(self._county, matter, self._group, SINCE))
        for matter in ("heat-planning", "funding-application"):
            await self._do(f"council {matter}", AssignCompetence(self._refs[HUERUP], matter, self._council, SINCE))
        await self._amendment()
        await self._quorum()
        await self._silence()

    async def _do(
        self, key: str, command: Any, reason: str | None = "Beispiel.", authority: Authority | None = None
    ) -> CommandOutcome:
        return await self._coordinate(f"decided {key}", command, reason=reason, authority=authority)

    async def _body(self, key: str, of: str, kind: BodyKind, name: str, rule: RuleTerms) -> str:
        """A body of five; the first member chairs it."""
        body = (await self._do(key, EstablishBody(of, kind, name, SINCE, statutory=5, notice_days=7))).ref
        await self._do(f"{key} rule", AdoptDecisionRule(body, SINCE, rule))
        parties: list[str | None] = [None] * 5
        if kind is BodyKind.STEERING_GROUP:
            parties = [self._county, *(self._refs[each] for each in (EGGEBEK, HARRISLEE, HUERUP, "partner utility"))]
        self._persons[body] = []
        for n, party in enumerate(parties, 1):
            person = RegisterPerson(Clear(f"Mitglied {n} Beispiel"), Clear(f"{name}, Mitglied {n}"))
            ref = (await self._do(f"{key} person {n}", person)).ref
            await self._do(f"{key} member {n}", AppointMember(body, ref, SINCE, party=party, chair=n == 1))
            self._persons[body].append(ref)
        return body

    async def _meeting(self, key: str, body: str, title: str, on: date, *agenda: tuple[str, str, bool]) -> str:
        """A meeting at six in the evening, with timely invitations; its agenda names decisions."""
        starts = datetime(on.year, on.month, on.day, 16, tzinfo=UTC)
        noticed = date(on.year, on.month - 1, 25)
        scheduled = ScheduleMeeting(body, title, starts, noticed, place="Amtsgebäude (Beispiel)")
        meeting = (await self._do(f"{key} meeting", scheduled)).ref
        for n, (item, decision, public) in enumerate(agenda):
            await self._do(f"{key} item {n}", AddAgendaItem(meeting, item, public, decision))
        await self._do(f"{key} invited", InviteToMeeting(meeting, noticed))
        return meeting

    async def _held(self, key: str, meeting: str, body: str, on: date, present: int, minutes: str) -> None:
        there = [Attendee(person, n) for n, person in enumerate(self._persons[body][:present], 1)]
        coordinator = Attendee(self._refs["person koordination"], coordinator=True)
        await self._do(f"{key} attendance", RecordAttendance(meeting, (*there, coordinator)))
        await self._do(f"{key} minutes", RecordMinutes(meeting, minutes))
        await self._do(f"{key} closed", CloseMeeting(meeting, on))

    async def _drafted(self, key: str, draft: DraftDecision) -> str:
        decision = (await self._do(key, draft)).ref
        await self._do(f"{key} submitted", SubmitDecision(decision, draft.on))
        return decision

    async def _voted(
        self, key: str, decision: str, meeting: str, on: date, present: int, votes: tuple[Vote, ...]
    ) -> None:
        await self._do(f"{key} opened", OpenVoting(decision, VotingMode.MEETING, on, meeting=meeting))
        await self._do(f"{key} present", RecordPresence(decision, tuple(range(1, present + 1))))
        for member, vote in enumerate(votes, 1):
            await self._do(f"{key} vote {member}", CastVote(decision, member, vote))
        await self._do(f"{key} counted", CloseVoting(decision, on))

    # --- Adopted, and rejected by a tie ------------------------------------------------------------------------

    async def _amendment(self) -> None:
        """Four of five agree to an amendment, which is then adopted on that authority; a fair fails by a tie."""
        agreement = await self._agreement()
        text = "Die Beteiligten stellen ihre Verbrauchsdaten bis zum 31. März jedes Jahres bereit, erstmals für 2025."
        proposed = ProposeAmendment(
            agreement,
            "Daten bis Ende März (Beispiel)",
            AmendmentTrigger.REVIEW,
            "Die Bilanz des Kreises braucht die Daten früher.",
            1,
            AmendmentChanges(revised=(ClauseChange(2, text=text),)),
            date(2025, 8, 4),
        )
        await self._do("amendment", proposed)
        adopting = await self._drafted(
            "adopting",
            DraftDecision(
                "Daten bis Ende März: Änderung der Kooperation Klimadaten (Beispiel)",
                "Die Lenkungsgruppe nimmt die Änderung „Daten bis Ende März“ an. Sie gilt ab dem 1. Januar 2026.",
                self._group,
                "cooperation-agreement",
                True,
                date(2025, 8, 18),
                subjects=(DecisionSubject(agreement, 1),),
            ),
        )
        fair = await self._drafted(
            "fair",
            DraftDecision(
                "Zuschuss für eine Klimamesse beantragen (Beispiel)",
                "Der Kreis beantragt einen Zuschuss für eine Klimamesse im Jahr 2026.",
                self._group,
                "funding-application",
                True,
                date(2025, 8, 18),
            ),
        )
        agenda = (("Änderung der Kooperation Klimadaten", adopting, True), ("Klimamesse", fair, True))
        meeting = await self._meeting("autumn", self._group, "Lenkungsgruppe im Herbst (Beispiel)", AUTUMN, *agenda)
        await self._voted("adopting", adopting, meeting, AUTUMN, 5, (YES, YES, YES, YES, NO))
        await self._voted("fair", fair, meeting, AUTUMN, 4, (YES, YES, NO, NO))
        minutes = "Die Änderung ist angenommen; der Zuschuss ist bei Stimmengleichheit abgelehnt."
        await self._held("autumn", meeting, self._group, AUTUMN, 5, minutes)
        adopted = AdoptAmendment(agreement, 1, date(2025, 9, 22), date(2026, 1, 1))
        await self._do("amended", adopted, authority=RecordedDecision(adopting))
        task = AddFollowUp(adopting, "Vorlage für die Daten versenden", self._county, date(2025, 12, 15))
        await self._do("adopting task", task)

    async def _agreement(self) -> str:
        """A working group whose agreement the steering group may amend."""
        draft = DraftAgreement(
            "Kooperation Klimadaten (Beispiel)",
            "Die Beteiligten teilen die Daten, die für die Treibhausgasbilanz gebraucht werden.",
            LegalForm.WORKING_GROUP,
            When(date(2025, 1, 13)),
            ("energy",),
        )
        agreement = (await self._do("agreement", draft)).ref
        parties = (self._county, self._refs[HUERUP], self._refs[HARRISLEE], self._refs["partner utility"])
        for n, party in enumerate(parties):
            await self._do(f"agreement party {n}", AddParty(agreement, party))
        clauses = (
            ("1", "Zweck", ClauseKind.PURPOSE, "Die Beteiligten teilen Verbrauchsdaten für die Bilanz des Kreises."),
            ("2", "Daten", ClauseKind.TASKS, "Die Beteiligten stellen ihre Verbrauchsdaten einmal im Jahr bereit."),
        )
        for clause in clauses:
            await self._do(f"agreement clause {clause[0]}", AddClause(agreement, ClauseWording(*clause)))
        term = AgreementDuration(None, NoticePeriod(3, NoticeEnd.YEAR))
        await self._do("agreement term", AgreeTerm(agreement, term))
        rule = ConsentRule(ConsentKind.BODY, body="Lenkungsgruppe Klimaschutz", decided_by=self._group)
        await self._do("agreement rule", AgreeAmendmentRule(agreement, rule))
        await self._do("agreement open", OpenForSignature(agreement, When(date(2025, 2, 3))))
        for n, party in enumerate(parties):
            signed = RecordSignature(agreement, party, When(date(2025, 2, 10 + n)))
            await self._do(f"agreement signed {n}", signed)
        return agreement

    # --- Put off, and not public -------------------------------------------------------------------------------

    async def _quorum(self) -> None:
        """Two of five came: nothing could be decided, whether in public or not."""
        heat = await self._drafted(
            "heat",
            DraftDecision(
                "Teilnahme an der Wärmeplanung im Konvoi (Beispiel)",
                "Die Gemeinde nimmt an der gemeinsamen Wärmeplanung teil.",
                self._council,
                "heat-planning",
                True,
                date(2025, 9, 8),
                subjects=(DecisionSubject(self._refs["project heat"]),),
            ),
        )
        award = await self._drafted(
            "award",
            DraftDecision(
                "Vergabe der Beratung zum Förderantrag (Beispiel, nicht öffentlich)",
                "Der Auftrag für die Beratung wird erteilt.",
                self._council,
                "funding-application",
                False,
                date(2025, 9, 8),
            ),
        )
        agenda = (("Wärmeplanung im Konvoi", heat, True), ("Vergabe", award, False))
        meeting = await self._meeting(
            "evening", self._council, "Sitzung der Gemeindevertretung (Beispiel)", COUNCIL_EVENING, *agenda
        )
        await self._voted("heat", heat, meeting, COUNCIL_EVENING, 2, (YES, YES))
        minutes = "Anwesend waren zwei von fünf Mitgliedern; die Gemeindevertretung war nicht beschlussfähig."
        await self._held("evening", meeting, self._council, COUNCIL_EVENING, 2, minutes)

    # --- Adopted because nobody objected -----------------------------------------------------------------------

    async def _silence(self) -> None:
        """Nobody objected to the plan of monitoring by the deadline."""
        plan = await self._drafted(
            "plan",
            DraftDecision(
                "Zeitplan des Monitorings 2026 (Beispiel)",
                "Die Werte für 2025 werden bis zum 30. September 2026 erhoben.",
                self._group,
                "monitoring",
                True,
                date(2025, 11, 10),
            ),
        )
        opened = OpenVoting(plan, VotingMode.SILENT, date(2025, 11, 17), deadline=date(2025, 12, 1))
        await self._do("plan opened", opened)
