"""A decision as the tests of decisions tell it: a steering group of the county, in which two municipalities, a partner
and one person without a party have a vote, adopts a budget."""

from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

from events.agreement.drafting import AgreementDrafted
from events.body.lifecycle import electorate_on
from events.body.rule_terms import BodyRule, QuorumTerms, RuleTerms
from events.body.state import Body, BodyKind, BodyMember, BodyStatutes
from events.competence.state import Assignment, Competences
from events.county import COUNTY
from events.county.lists import MatterAdded, MatterRetired
from events.dated import DatedName
from events.decider import fold
from events.decision import DECISION
from events.decision.afterlife import VotingOutcomeOverridden
from events.decision.closing import SilentVotingEnded, VotingClosed
from events.decision.drafting import DecisionDrafted
from events.decision.lifecycle import cast_of
from events.decision.presence import VotingPresenceRecorded
from events.decision.state import Decision, DecisionStatus, DecisionStep
from events.decision.subjects import DecisionSubject
from events.decision.submission import DecisionSubmitted
from events.decision.votes import VoteCast
from events.decision.voting import VotingOpened
from events.formalities import Formalities, LegalForm
from events.meeting.state import Meeting, MeetingInvitation, MeetingStatus, MeetingStep
from events.municipality.entry import MunicipalityRegistered
from events.municipality.merger import MunicipalityMerged
from events.municipality.state import Designation, Origin
from events.partner import PartnerRegistered, Sector
from events.period import Period
from events.values import digest_of
from events.voting.cast import Vote
from events.voting.outcome import VotingOutcome, VotingResult
from events.voting.reckoning import outcome
from events.voting.rule import QuorumOf, RulePreset, VotingMode
from events.when import When
from tests.spec import HOME, LANDKREIS, Given, day, state_of

HERE, OTHER = "decision:1", "decision:2"
GROUP, COUNCIL = "body:1", "body:2"
FIRST = day("2000-01-01")
DRAFTED, SUBMITTED, OPENED, CLOSED = day("2024-01-10"), day("2024-02-01"), day("2024-03-01"), day("2024-03-01")
DEADLINE, AFTER = day("2024-05-15"), day("2024-05-16")
"""The deadline of silent procedures that are over, and the first day after it."""
LATER = day("2024-05-20")
AHEAD = day("2024-07-01")
"""The deadline of procedures that are open."""
MEETING, CIRCULAR, SILENT = VotingMode.MEETING, VotingMode.CIRCULAR, VotingMode.SILENT
YES, NO, ABSTAIN = Vote.YES, Vote.NO, Vote.ABSTAIN
RULE = RuleTerms(
    preset=RulePreset.SIMPLE,
    modes=(MEETING, CIRCULAR, SILENT),
    quorum=QuorumTerms(share=Fraction(1, 2), of=QuorumOf.STATUTORY, strict=True),
    second_quorum=QuorumTerms(members=1),
    proxies=True,
)
MEMBERS = (
    BodyMember(1, "person:1", FIRST, party="municipality:11", chairs=(Period(FIRST),)),
    BodyMember(2, "person:2", FIRST, party="municipality:12"),
    BodyMember(3, "person:3", FIRST, party="partner:1"),
    BodyMember(4, "person:4", FIRST),
    BodyMember(5, "person:5", FIRST, party="municipality:13", voting=False),
    BodyMember(6, "person:6", FIRST, day("2023-12-31"), party="partner:2"),
)


def body(*members: BodyMember, **changes: Any) -> Body:
    """The steering group, otherwise where it is said."""
    told: dict[str, Any] = {
        "form": BodyKind.STEERING_GROUP,
        "of": HOME,
        "established": FIRST,
        "names": (DatedName(FIRST, "Lenkungsgruppe"),),
        "statutes": (BodyStatutes(FIRST, 4),),
        "members": members or MEMBERS,
        "rules": (BodyRule(FIRST, None, RULE),),
        "last_member": 6,
    }
    return Body(**{**told, **changes})


def ruled(**changes: Any) -> Body:
    """The steering group with a rule that is otherwise."""
    return body(rules=(BodyRule(FIRST, None, replace(RULE, **changes)),))


council = body(
    BodyMember(1, "person:7", FIRST),
    form=BodyKind.MUNICIPAL_COUNCIL,
    of="municipality:11",
    statutes=(BodyStatutes(FIRST, 1),),
)
of_county = Competences(HOME, (Assignment(1, "budget", GROUP, FIRST), Assignment(2, "heating", COUNCIL, FIRST)), (), 2)
of_town = Competences("municipality:11", (Assignment(1, "budget", COUNCIL, FIRST),), (), 1)


def sitting(on: date, second_of: str | None = None, body: str = GROUP, **changes: Any) -> Meeting:
    """A meeting in the evening of a day to which its members were invited, as the second one where it is said."""
    steps = (MeetingStep(MeetingStatus.SCHEDULED, DRAFTED), MeetingStep(MeetingStatus.INVITED, DRAFTED))
    told: dict[str, Any] = {"steps": steps, "invitation": MeetingInvitation(DRAFTED, second_of=second_of), **changes}
    return Meeting(body, HOME, "Sitzung", datetime(on.year, on.month, on.day, 17, tzinfo=UTC), **told)


def municipality(number: int) -> MunicipalityRegistered:
    """A municipality was registered."""
    ags, ars = f"01059{number:03}", f"010590000{number:03}"
    return MunicipalityRegistered(Origin.OWN, ags, ars, f"Ort {number}", Designation.MUNICIPALITY, FIRST)


def adopted_elsewhere(on: date = OPENED) -> Decision:
    """Another decision of the steering group, adopted on a day."""
    steps = ((DecisionStatus.DRAFT, DRAFTED), (DecisionStatus.ADOPTED, on))
    return replace(state_after(drafted()), steps=tuple(DecisionStep(*each) for each in steps))


agreement = AgreementDrafted(
    "Vertrag", "Zweck.", LegalForm.INFORMAL, When(FIRST), (), formalities=Formalities(False, False)
)
RECORD: dict[str, Any] = {
    HOME: fold(
        COUNTY,
        (
            *LANDKREIS,
            MatterAdded("heating", "Wärme", "Heating"),
            MatterAdded("past", "Früher", "Past"),
            MatterRetired("past", day("2010-01-01")),
        ),
    ),
    GROUP: body(),
    COUNCIL: council,
    "competence:1": of_county,
    "competence:11": of_town,
    "municipality:11": state_of(municipality(11)),
    "municipality:12": state_of(municipality(12), MunicipalityMerged("municipality:14", day("2024-04-01"))),
    "municipality:13": state_of(municipality(13)),
    "municipality:14": state_of(municipality(14)),
    "partner:1": state_of(PartnerRegistered("Stadtwerke", Sector.ENERGY, "Kreis", FIRST)),
    "partner:2": state_of(PartnerRegistered("Hochschule", Sector.SCIENCE, "Kreis", FIRST)),
    "agreement:1": replace(state_of(agreement), last_proposal=2),
    "meeting:1": sitting(OPENED),
    "meeting:2": sitting(day("2024-04-10"), "meeting:1"),
    "meeting:3": sitting(OPENED, body=COUNCIL),
}
AGREEMENT = DecisionSubject("agreement:1")
PARTIES = ("municipality:11", "municipality:12", "partner:1")
ELECTORATE = electorate_on(body(), OPENED)


def decision(*events: Any, **others: Any) -> Given:
    """These events have happened to the decision, in such a record; `body_1=state` puts another state in it."""
    named = {":".join(name.rsplit("_", 1)): state for name, state in others.items()}
    return Given(events, {**RECORD, OTHER: adopted_elsewhere(), **named})


def drafted(**changes: Any) -> DecisionDrafted:
    """A decision was drafted, otherwise where it is said."""
    told: dict[str, Any] = {
        "title": "Haushalt",
        "text": "Der Haushalt wird beschlossen.",
        "body": GROUP,
        "of": HOME,
        "holder": HOME,
        "matter": "budget",
        "theme": None,
        "subjects": (AGREEMENT,),
        "public": True,
        "on": DRAFTED,
        "parties": PARTIES,
    }
    return DecisionDrafted(**{**told, **changes})


submitted = DecisionSubmitted(SUBMITTED)


def opened(mode: VotingMode = MEETING, number: int = 1, **changes: Any) -> VotingOpened:
    """A voting was opened, otherwise where it is said."""
    told: dict[str, Any] = {
        "number": number,
        "mode": mode,
        "on": OPENED,
        "deadline": None if mode is MEETING else AHEAD,
        "meeting": None,
        "second_of": None,
        "secret": False,
        "rule": RULE,
        "electorate": ELECTORATE,
    }
    return VotingOpened(**{**told, **changes})


def there(*members: int) -> VotingPresenceRecorded:
    """These members are there."""
    return VotingPresenceRecorded(members)


def said(member: int, vote: Vote = YES, proxy: int | None = None) -> VoteCast:
    """A member has voted."""
    return VoteCast(member, vote, proxy, None)


def state_after(*events: Any) -> Decision:
    """The decision after these events."""
    state: Decision = fold(DECISION, events)
    return state


def came_of(*events: Any) -> VotingOutcome:
    """What comes of the last voting."""
    return outcome(cast_of(state_after(*events).votings[-1]))


def closed(*events: Any, on: date = CLOSED) -> tuple[Any, ...]:
    """These events, and the voting was closed with what comes of it."""
    return (*events, VotingClosed(state_after(*events).votings[-1].number, on, came_of(*events)))


def ended(*events: Any) -> SilentVotingEnded:
    """What silence brings about after these events."""
    voting = state_after(*events).votings[-1]
    assert voting.deadline is not None
    return SilentVotingEnded(voting.number, date.fromordinal(voting.deadline.toordinal() + 1), came_of(*events))


BEGUN = (drafted(), submitted)
VOTING = (*BEGUN, opened())
PRESENT = (*VOTING, there(1, 2, 3))
ADOPTED = closed(*PRESENT, said(1), said(2), said(3, NO))
REJECTED = closed(*PRESENT, said(1), said(2, NO), said(3, NO))
LACKING = closed(*VOTING, there(1, 2), said(1), said(2))
"""Two of four are there, and more than half must be."""
BY_CIRCULATION = (*BEGUN, opened(CIRCULAR))
BY_SILENCE = (*BEGUN, opened(SILENT))
SILENCE_OVER = (*BEGUN, opened(SILENT, deadline=DEADLINE))
OVERRIDDEN = (*ADOPTED, VotingOutcomeOverridden(VotingResult.REJECTED, LATER))
TEXT = digest_of("Der Haushalt wird beschlossen.")
