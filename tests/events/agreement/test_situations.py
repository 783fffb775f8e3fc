"""Every command in every situation of an agreement: what follows, or why it is refused."""

from typing import Any

import pytest

from events.agreement.accessions import AccessionProposed, AdoptAccession, ProposeAccession
from events.agreement.amendments import AdoptAmendment, AmendmentAdopted, AmendmentProposed, ProposeAmendment
from events.agreement.approval import (
    AgreementEnteredIntoForce,
    ApprovalDiscussionSet,
    ApprovalRefused,
    EnterIntoForce,
    FileForApproval,
    GrantApproval,
    PublishAgreement,
    RefuseApproval,
    SetApprovalDiscussion,
)
from events.agreement.changes import Admission, AmendmentChanges, ClauseChange
from events.agreement.clauses import (
    AddClause,
    ClauseAdded,
    ClauseNumbering,
    ClauseRemoved,
    ClauseRevised,
    ClausesRenumbered,
    RemoveClause,
    RenumberClauses,
    ReviseClause,
)
from events.agreement.conditions import AgreementDuration, AgreementResources, ConsentKind, ConsentRule, ReviewClause
from events.agreement.drafting import (
    AgreeFormalities,
    AgreementRetitled,
    AgreementThemesAssigned,
    AssignAgreementThemes,
    ChangeLegalForm,
    DraftAgreement,
    FormalitiesAgreed,
    LegalFormChanged,
    PurposeRestated,
    RestatePurpose,
    RetitleAgreement,
)
from events.agreement.membership import (
    GiveNotice,
    NoticeGiven,
    NoticeWithdrawn,
    PartyJoined,
    PartyLeft,
    RecordAccession,
    RecordDeparture,
    WithdrawNotice,
)
from events.agreement.parties import (
    AddParty,
    ChangePartyRole,
    CountParties,
    PartiesCounted,
    PartyAdded,
    PartyRemoved,
    PartyRoleChanged,
    RemoveParty,
)
from events.agreement.proposals import (
    ConsentToProposal,
    DismissProposal,
    ObjectToProposal,
    ProposalConsented,
    ProposalDismissed,
    ProposalObjected,
    ProposalWithdrawn,
    WithdrawProposal,
)
from events.agreement.reviews import AgreementReviewed, AgreementTerminated, RecordReview, TerminateAgreement
from events.agreement.signing import (
    AbandonAgreement,
    AgreementAbandoned,
    AgreementReopened,
    DeclineSignature,
    OpenForSignature,
    RecordSignature,
    ReopenDraft,
    SignatureDeclined,
)
from events.agreement.state import AmendmentTrigger, ReviewOutcome, TerminationCause
from events.agreement.terms import (
    AccessionRuleAgreed,
    AgreeAccessionRule,
    AgreeAmendmentRule,
    AgreeEntryIntoForce,
    AgreeResources,
    AgreeReview,
    AgreeTerm,
    AmendmentRuleAgreed,
    EntryIntoForceAgreed,
    ResourcesAgreed,
    ReviewAgreed,
    TermAgreed,
)
from events.agreement.wording import ClauseKind, ClauseWording
from events.formalities import LegalForm
from events.values import Money
from tests.events.agreement.story import (
    APPROVED,
    DRAFT,
    FOUR,
    FULL,
    GAZETTE,
    HERE,
    IN_FORCE,
    ONE,
    PENDING,
    PLAIN,
    SIGNED,
    SIGNING,
    SUPERVISION,
    THREE,
    TWO,
    beside,
    concluded,
    drafted,
    filed,
    granted,
    on,
    opened,
    published,
    signatures,
    wording,
)
from tests.spec import Expected, day, every, given, outcome_is

CHANGES = AmendmentChanges(revised=(ClauseChange(1, text="Neuer Text."),))
AMENDMENT = ("Mehr Gebiet", AmendmentTrigger.AREA_CHANGE, "Das Gebiet wächst.", 1, CHANGES)
proposed = AmendmentProposed(*AMENDMENT, day("2024-04-01"), 1)
consents = tuple(ProposalConsented(1, party, day("2024-04-10")) for party in (ONE, TWO, THREE))
adopted = AmendmentAdopted(1, day("2024-05-02"), day("2024-08-01"))
notice = NoticeGiven(TWO, day("2024-05-01"), day("2025-01-01"), (TWO,))
LIMITED = TermAgreed(AgreementDuration(until=day("2023-12-31")))
LATER = EntryIntoForceAgreed(day("2024-09-01"))
DELEGATING = LegalForm.DELEGATING
COMPLETE = (filed, granted, published)

SITUATIONS: dict[str, tuple[Any, ...]] = {
    "none": (),
    "draft": DRAFT,
    "signing": SIGNING,
    "abandoned": (*SIGNING, AgreementAbandoned(on("2023-02-21"))),
    "signed": SIGNED,
    "pending": PENDING,
    "approved": APPROVED,
    "published": (*concluded(LATER, form=DELEGATING, formalities=FULL), *COMPLETE),
    "in_force": IN_FORCE,
    "on_notice": (*IN_FORCE, notice),
    "amending": (*IN_FORCE, proposed, *consents),
    "adopted": (*IN_FORCE, proposed, *consents, adopted),
    "terminated": (*IN_FORCE, AgreementTerminated(day("2024-01-01"), TerminationCause.AGREED)),
    "expired": (*concluded(LIMITED, form=DELEGATING, formalities=FULL), *COMPLETE),
}
ALIVE = ("in_force", "on_notice", "amending", "adopted")
CONCLUDED = ("signed", "pending", "approved", "published", *ALIVE, "terminated", "expired")


def always(told: Expected, **otherwise: Expected) -> dict[str, Expected]:
    """What follows wherever there is an agreement that was not given up, but where it is said otherwise."""
    rest = dict.fromkeys(SITUATIONS, told)
    return {**rest, "none": "NOT_FOUND", "abandoned": "ABANDONED", **otherwise}


def drafting(event: Any) -> dict[str, Expected]:
    """What can be done in the draft only."""
    return always("NOT_A_DRAFT", draft=(event,))


def signing(rest: Expected, **otherwise: Expected) -> dict[str, Expected]:
    """What belongs to the time when the agreement is signed."""
    return always(rest, **otherwise)


def completing(rest: Expected, **otherwise: Expected) -> dict[str, Expected]:
    """What belongs to approval and publication, once all have signed."""
    return always(rest, **{"draft": "MISSING_STEP", "signing": "MISSING_STEP", **otherwise})


def in_force(told: Expected, **otherwise: Expected) -> dict[str, Expected]:
    """What can be done only while the agreement is in force."""
    alive = dict.fromkeys(ALIVE, told)
    return always("NOT_IN_FORCE", **{**alive, "terminated": "ENDED", "expired": "ENDED", **otherwise})


def of_the_proposal(**otherwise: Expected) -> dict[str, Expected]:
    """What is about the proposed amendment."""
    return always("NOT_FOUND", **{"abandoned": "NOT_FOUND", "adopted": "ADOPTED", **otherwise})


RULE = ConsentRule(ConsentKind.BODY, body="Lenkungskreis")
BUDGET = AgreementResources(yearly_budget=Money(5_000_000))
ANOTHER = ("Andere Aufgaben", *AMENDMENT[1:])
SPRING, LATE = day("2024-05-01"), day("2024-05-20")
COUNTED = PartiesCounted(39, on("2023-05-01", "2023-12-31"), "EnergieOlympiade")
ENDING = AgreementTerminated(day("2024-12-31"), TerminationCause.AGREED)
JOINING = (Admission(FOUR), on("2024-07-01"), SPRING)

TABLE: dict[Any, dict[str, Expected]] = {
    DraftAgreement(drafted().title, drafted().purpose, DELEGATING, on("2023-01-10"), ("heat",)): always(
        "EXISTS", none=(drafted(),), abandoned="EXISTS"
    ),
    RetitleAgreement(HERE, "Klimaregion"): drafting(AgreementRetitled("Klimaregion")),
    RestatePurpose(HERE, "Anders."): drafting(PurposeRestated("Anders.")),
    ChangeLegalForm(HERE, LegalForm.INFORMAL): drafting(LegalFormChanged(LegalForm.INFORMAL, formalities=PLAIN)),
    AssignAgreementThemes(HERE, ("mobility",)): always((AgreementThemesAssigned(("mobility",)),)),
    AddClause(HERE, ClauseWording("4", "Mehr", ClauseKind.OTHER, "Text.")): drafting(
        ClauseAdded(wording("4", "Text.", "Mehr", ClauseKind.OTHER), 4)
    ),
    ReviseClause(HERE, 1, 1, text="Anders."): drafting(ClauseRevised(1, 1, text="Anders.")),
    RemoveClause(HERE, 1, 1): drafting(ClauseRemoved(1, 1)),
    RenumberClauses(HERE, (ClauseNumbering(1, "7"),)): drafting(ClausesRenumbered((ClauseNumbering(1, "7"),))),
    AddParty(HERE, FOUR, "Gast"): drafting(PartyAdded(FOUR, "Gast")),
    ChangePartyRole(HERE, TWO, None): drafting(PartyRoleChanged(TWO, None)),
    RemoveParty(HERE, TWO): drafting(PartyRemoved(TWO)),
    AgreeTerm(HERE, LIMITED.term): drafting(LIMITED),
    AgreeReview(HERE, ReviewClause(24)): drafting(ReviewAgreed(ReviewClause(24))),
    AgreeAmendmentRule(HERE, RULE): drafting(AmendmentRuleAgreed(RULE)),
    AgreeAccessionRule(HERE, RULE): drafting(AccessionRuleAgreed(RULE)),
    AgreeResources(HERE, BUDGET): drafting(ResourcesAgreed(BUDGET)),
    AgreeEntryIntoForce(HERE, LATER.on): drafting(LATER),
    AgreeFormalities(HERE, PLAIN): drafting(FormalitiesAgreed(PLAIN)),
    OpenForSignature(HERE, on("2023-02-01")): signing("CONCLUDED", draft=(opened,), signing=()),
    RecordSignature(HERE, TWO, on("2023-02-20")): signing((), draft="NOT_OPEN", signing=(signatures[1],)),
    DeclineSignature(HERE, TWO, on("2023-02-20")): signing(
        "CONCLUDED", draft="NOT_OPEN", signing=(SignatureDeclined(TWO, on("2023-02-20")),)
    ),
    ReopenDraft(HERE, on("2023-02-21")): signing("CONCLUDED", draft=(), signing=(AgreementReopened(on("2023-02-21")),)),
    AbandonAgreement(HERE, on("2023-02-21")): signing(
        "CONCLUDED",
        draft=(AgreementAbandoned(on("2023-02-21")),),
        signing=(AgreementAbandoned(on("2023-02-21")),),
        abandoned=(),
    ),
    FileForApproval(HERE, SUPERVISION, on("2023-03-01")): completing((), signed=(filed,)),
    SetApprovalDiscussion(HERE, day("2023-03-15")): completing(
        "RECORDED_OTHERWISE", signed="NOT_FILED", pending=(ApprovalDiscussionSet(day("2023-03-15")),)
    ),
    GrantApproval(HERE, on("2023-03-20")): completing((), signed="NOT_FILED", pending=(granted,)),
    RefuseApproval(HERE, on("2023-03-20")): completing(
        "RECORDED_OTHERWISE", signed="NOT_FILED", pending=(ApprovalRefused(on("2023-03-20")),)
    ),
    PublishAgreement(HERE, on("2023-03-31"), GAZETTE): completing(
        (), signed="MISSING_STEP", pending="MISSING_STEP", approved=(published,)
    ),
    EnterIntoForce(HERE, day("2024-10-01")): completing(
        "MISSING_STEP",
        published=(AgreementEnteredIntoForce(day("2024-10-01")),),
        in_force=(AgreementEnteredIntoForce(day("2024-10-01")),),
        on_notice="RECORDED_OTHERWISE",
        amending="RECORDED_OTHERWISE",
        adopted="RECORDED_OTHERWISE",
        terminated="RECORDED_OTHERWISE",
        expired="TERM_OVER",
    ),
    ProposeAmendment(HERE, *ANOTHER, SPRING): in_force(
        (AmendmentProposed(*ANOTHER, SPRING, 1),),
        amending=(AmendmentProposed(*ANOTHER, SPRING, 2),),
        adopted="CLAUSE_RESERVED",
    ),
    ProposeAccession(HERE, *JOINING): in_force(
        (AccessionProposed(*JOINING, 1),),
        amending=(AccessionProposed(*JOINING, 2),),
        adopted=(AccessionProposed(*JOINING, 2),),
    ),
    ConsentToProposal(HERE, 1, ONE, SPRING): of_the_proposal(amending=()),
    ObjectToProposal(HERE, 1, ONE, SPRING): of_the_proposal(amending=(ProposalObjected(1, ONE, SPRING),)),
    AdoptAmendment(HERE, 1, LATE, day("2024-08-01")): of_the_proposal(
        amending=(AmendmentAdopted(1, LATE, day("2024-08-01")),)
    ),
    AdoptAccession(HERE, 1, LATE): of_the_proposal(amending="OTHER_KIND"),
    DismissProposal(HERE, 1, LATE): of_the_proposal(amending=(ProposalDismissed(1, LATE),)),
    WithdrawProposal(HERE, 1, LATE): of_the_proposal(amending=(ProposalWithdrawn(1, LATE),)),
    GiveNotice(HERE, TWO, SPRING): in_force((notice,), on_notice=()),
    WithdrawNotice(HERE, TWO): always((), abandoned=(), on_notice=(NoticeWithdrawn(TWO, (TWO,)),)),
    RecordAccession(HERE, FOUR, on("2024-01-15")): in_force((PartyJoined(FOUR, on("2024-01-15")),)),
    RecordDeparture(HERE, THREE, on("2024-01-15")): in_force((PartyLeft(THREE, on("2024-01-15"), (THREE,)),)),
    CountParties(HERE, 39, on("2023-05-01", "2023-12-31"), "EnergieOlympiade"): always(
        (COUNTED,), abandoned=(COUNTED,)
    ),
    RecordReview(HERE, SPRING, "Alles gut.", ReviewOutcome.CONTINUE): in_force(
        (AgreementReviewed(SPRING, "Alles gut.", ReviewOutcome.CONTINUE, None),)
    ),
    TerminateAgreement(HERE, day("2024-12-31"), TerminationCause.AGREED): in_force(
        (ENDING,),
        published=(ENDING,),
        terminated="RECORDED_OTHERWISE",
    ),
}


@pytest.mark.parametrize(("situation", "command", "expected"), every("agreement", SITUATIONS, TABLE))
def test_every_command_in_every_situation(situation: str, command: Any, expected: Expected) -> None:
    outcome_is(beside(given(*SITUATIONS[situation])).when(command), expected)
