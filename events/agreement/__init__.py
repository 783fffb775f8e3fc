"""Cooperation agreement (Kooperationsvereinbarung) of many parties: drafted, concluded, adapted, reviewed and ended.

A folder of its own, for it has many nouns: the words stand in `clauses`, `parties`, `terms`, `drafting`, `signing`,
`approval`, `proposals`, `reviews` and `correction`, the rules beside them in modules that end in `_rules`, what is
recorded in `state`, what follows from that by a day in `lifecycle`, `versions` and `headcount`.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from events.agreement import (
    approval_rules,
    clause_rules,
    correction_rules,
    drafting_rules,
    party_rules,
    proposal_rules,
    review_rules,
    signing_rules,
    terms_rules,
)
from events.agreement.approval import (
    AgreementEnteredIntoForce,
    AgreementPublished,
    ApprovalDeemedGranted,
    ApprovalDiscussionSet,
    ApprovalFiled,
    ApprovalGranted,
    ApprovalRefused,
    EnterIntoForce,
    FileForApproval,
    GrantApproval,
    PublishAgreement,
    RefuseApproval,
    SetApprovalDiscussion,
)
from events.agreement.changes import AmendmentChanges, KeptChanges
from events.agreement.clauses import (
    AddClause,
    ClauseAdded,
    ClauseRemoved,
    ClauseRevised,
    ClausesRenumbered,
    RemoveClause,
    RenumberClauses,
    ReviseClause,
)
from events.agreement.correction import AgreementCorrected, CorrectAgreement
from events.agreement.disclosure import DISCLOSURE
from events.agreement.drafting import (
    AgreementDrafted,
    AgreementRetitled,
    AgreementThemesAssigned,
    AssignAgreementThemes,
    ChangeLegalForm,
    DraftAgreement,
    LegalFormChanged,
    PurposeRestated,
    RestatePurpose,
    RetitleAgreement,
)
from events.agreement.lifecycle import asking_to_join
from events.agreement.parties import (
    AddParty,
    ChangePartyRole,
    CountParties,
    GiveNotice,
    NoticeGiven,
    NoticeWithdrawn,
    PartiesCounted,
    PartyAdded,
    PartyJoined,
    PartyLeft,
    PartyRemoved,
    PartyRoleChanged,
    RecordAccession,
    RecordDeparture,
    RemoveParty,
    WithdrawNotice,
)
from events.agreement.proposals import (
    AccessionAdopted,
    AccessionProposed,
    AdoptAccession,
    AdoptAmendment,
    AmendmentAdopted,
    AmendmentProposed,
    ConsentToProposal,
    DismissProposal,
    ObjectToProposal,
    ProposalConsented,
    ProposalDismissed,
    ProposalObjected,
    ProposalWithdrawn,
    ProposeAccession,
    ProposeAmendment,
    WithdrawProposal,
)
from events.agreement.resting import rests
from events.agreement.reviews import AgreementReviewed, AgreementTerminated, RecordReview, TerminateAgreement
from events.agreement.signing import (
    AbandonAgreement,
    AgreementAbandoned,
    AgreementOpenedForSignature,
    AgreementReopened,
    AgreementSigned,
    DeclineSignature,
    OpenForSignature,
    RecordSignature,
    ReopenDraft,
    SignatureDeclined,
)
from events.agreement.state import Agreement
from events.agreement.terms import (
    AccessionRuleAgreed,
    AgreeAccessionRule,
    AgreeAmendmentRule,
    AgreeEntryIntoForce,
    AgreeFormalities,
    AgreeResources,
    AgreeReview,
    AgreeTerm,
    AmendmentRuleAgreed,
    EntryIntoForceAgreed,
    FormalitiesAgreed,
    ResourcesAgreed,
    ReviewAgreed,
    TermAgreed,
)
from events.agreement.view import AgreementOnDay
from events.agreement.view_rules import view
from events.decider import Decider, World
from events.policy import OFFICE, Grants, Policy, Relation, Role
from events.rules import check_absent, existing
from events.successors import become, mergers_in

_PARTS = (
    drafting_rules,
    clause_rules,
    party_rules,
    terms_rules,
    signing_rules,
    approval_rules,
    proposal_rules,
    review_rules,
    correction_rules,
)
_DECIDES: Mapping[type[Any], Callable[[Any, Agreement, World], list[Any]]] = {
    command: rule for part in _PARTS for command, rule in part.DECIDES.items()
}
_EVOLVES: Mapping[type[Any], Callable[[Agreement, Any], Agreement]] = {
    event: rule for part in _PARTS for event, rule in part.EVOLVES.items()
}
# They say what the authority did before silence could grant anything, however late they are recorded.
_AHEAD_OF_SILENCE = (GrantApproval, RefuseApproval, SetApprovalDiscussion, CorrectAgreement)
_BY_THE_COUNTY = (DraftAgreement, ChangeLegalForm, AssignAgreementThemes, CorrectAgreement)
_COUNTING = (
    OpenForSignature,
    GiveNotice,
    WithdrawNotice,
    RecordDeparture,
    RecordAccession,
    ProposeAmendment,
    ProposeAccession,
    ConsentToProposal,
    ObjectToProposal,
    AdoptAmendment,
    AdoptAccession,
    TerminateAgreement,
    CorrectAgreement,
)
_PARTIES_TOO: Grants = {**OFFICE, Role.MUNICIPALITY: Relation.OWN, Role.PARTNER: Relation.OWN}


def decide(command: Any, state: Agreement | None, world: World) -> list[Any]:
    """The events that follow from a command on an agreement; what silence has granted by now is recorded before."""
    if isinstance(command, DraftAgreement):
        check_absent(state)
        return drafting_rules.draft(command, world)
    state = existing(state)
    granted: list[Any] = []
    if not isinstance(command, _AHEAD_OF_SILENCE):
        granted = [*approval_rules.silent(state, world.today)]
        state = approval_rules.after_silence(state, world.today)
    events = _DECIDES[type(command)](command, state, world)
    return [*granted, *events] if events else []


def evolve(state: Agreement | None, event: Any) -> Agreement:
    """The agreement after the event."""
    if isinstance(event, AgreementDrafted):
        return drafting_rules.drafted(event)
    return _EVOLVES[type(event)](existing(state), event)


def reads(state: Agreement | None, command: Any, world: World) -> Iterable[str]:
    """The county, where its lists or rules matter; who is or is to be a party, with the line of its successors, where
    parties are counted or one is named that is no party itself."""
    county = (world.county,) if isinstance(command, _BY_THE_COUNTY) else ()
    refs, mergers = () if state is None else _looked_at(state, command), mergers_in(world.states)
    # Asked again with the next successor loaded, until there is none.
    return (*county, *refs, *(become(ref, date.max, mergers) for ref in refs))


def _looked_at(state: Agreement, command: Any) -> tuple[str, ...]:
    named, parties = _named(command), [party.party for party in state.parties]
    if not isinstance(command, _COUNTING) and all(ref in parties for ref in named):
        return named
    moving = (ref for each in state.proposals for ref in _moving(each.changes))
    return (*parties, *named, *asking_to_join(state), *moving)


def _named(command: Any) -> tuple[str, ...]:
    """The parties, or those that are to be, which a command names."""
    match command:
        case ProposeAmendment(changes=changes):
            return _moving(changes)
        case ProposeAccession(admission=admission):
            return (admission.party,)
        case _:
            named = getattr(command, "party", None)
            return () if named is None else (named,)


def _moving(changes: AmendmentChanges | KeptChanges | None) -> tuple[str, ...]:
    """Those that join or leave by an amendment."""
    return () if changes is None else (*(admission.party for admission in changes.admitted), *changes.released)


AGREEMENT = Decider(
    kind="agreement",
    state=Agreement,
    shown=AgreementOnDay,
    commands=(
        DraftAgreement,
        RetitleAgreement,
        RestatePurpose,
        ChangeLegalForm,
        AssignAgreementThemes,
        AddClause,
        ReviseClause,
        RemoveClause,
        RenumberClauses,
        AddParty,
        ChangePartyRole,
        RemoveParty,
        AgreeTerm,
        AgreeReview,
        AgreeAmendmentRule,
        AgreeAccessionRule,
        AgreeResources,
        AgreeEntryIntoForce,
        AgreeFormalities,
        OpenForSignature,
        RecordSignature,
        DeclineSignature,
        ReopenDraft,
        AbandonAgreement,
        FileForApproval,
        SetApprovalDiscussion,
        GrantApproval,
        RefuseApproval,
        PublishAgreement,
        EnterIntoForce,
        ProposeAmendment,
        ProposeAccession,
        ConsentToProposal,
        ObjectToProposal,
        AdoptAmendment,
        AdoptAccession,
        DismissProposal,
        WithdrawProposal,
        GiveNotice,
        WithdrawNotice,
        RecordAccession,
        RecordDeparture,
        CountParties,
        RecordReview,
        TerminateAgreement,
        CorrectAgreement,
    ),
    events={
        "AgreementDrafted": AgreementDrafted,
        "AgreementRetitled": AgreementRetitled,
        "PurposeRestated": PurposeRestated,
        "LegalFormChanged": LegalFormChanged,
        "AgreementThemesAssigned": AgreementThemesAssigned,
        "ClauseAdded": ClauseAdded,
        "ClauseRevised": ClauseRevised,
        "ClauseRemoved": ClauseRemoved,
        "ClausesRenumbered": ClausesRenumbered,
        "PartyAdded": PartyAdded,
        "PartyRoleChanged": PartyRoleChanged,
        "PartyRemoved": PartyRemoved,
        "TermAgreed": TermAgreed,
        "ReviewAgreed": ReviewAgreed,
        "AmendmentRuleAgreed": AmendmentRuleAgreed,
        "AccessionRuleAgreed": AccessionRuleAgreed,
        "ResourcesAgreed": ResourcesAgreed,
        "EntryIntoForceAgreed": EntryIntoForceAgreed,
        "FormalitiesAgreed": FormalitiesAgreed,
        "AgreementOpenedForSignature": AgreementOpenedForSignature,
        "AgreementSigned": AgreementSigned,
        "SignatureDeclined": SignatureDeclined,
        "AgreementReopened": AgreementReopened,
        "AgreementAbandoned": AgreementAbandoned,
        "ApprovalFiled": ApprovalFiled,
        "ApprovalDiscussionSet": ApprovalDiscussionSet,
        "ApprovalGranted": ApprovalGranted,
        "ApprovalRefused": ApprovalRefused,
        "ApprovalDeemedGranted": ApprovalDeemedGranted,
        "AgreementPublished": AgreementPublished,
        "AgreementEnteredIntoForce": AgreementEnteredIntoForce,
        "AmendmentProposed": AmendmentProposed,
        "AccessionProposed": AccessionProposed,
        "ProposalConsented": ProposalConsented,
        "ProposalObjected": ProposalObjected,
        "AmendmentAdopted": AmendmentAdopted,
        "AccessionAdopted": AccessionAdopted,
        "ProposalDismissed": ProposalDismissed,
        "ProposalWithdrawn": ProposalWithdrawn,
        "NoticeGiven": NoticeGiven,
        "NoticeWithdrawn": NoticeWithdrawn,
        "PartyJoined": PartyJoined,
        "PartyLeft": PartyLeft,
        "PartiesCounted": PartiesCounted,
        "AgreementReviewed": AgreementReviewed,
        "AgreementTerminated": AgreementTerminated,
        "AgreementCorrected": AgreementCorrected,
    },
    decide=decide,
    evolve=evolve,
    view=view,
    fold=3,
    reads=reads,
    rests=rests,
    disclosure=DISCLOSURE,
    due=approval_rules.due,
    policy=Policy(
        may={
            DraftAgreement: OFFICE,
            RetitleAgreement: OFFICE,
            RestatePurpose: OFFICE,
            ChangeLegalForm: OFFICE,
            AssignAgreementThemes: OFFICE,
            AddClause: _PARTIES_TOO,
            ReviseClause: _PARTIES_TOO,
            RemoveClause: _PARTIES_TOO,
            RenumberClauses: _PARTIES_TOO,
            AddParty: OFFICE,
            ChangePartyRole: OFFICE,
            RemoveParty: OFFICE,
            AgreeTerm: OFFICE,
            AgreeReview: OFFICE,
            AgreeAmendmentRule: OFFICE,
            AgreeAccessionRule: OFFICE,
            AgreeResources: OFFICE,
            AgreeEntryIntoForce: OFFICE,
            AgreeFormalities: OFFICE,
            OpenForSignature: OFFICE,
            RecordSignature: OFFICE,
            DeclineSignature: _PARTIES_TOO,
            ReopenDraft: OFFICE,
            AbandonAgreement: OFFICE,
            FileForApproval: OFFICE,
            SetApprovalDiscussion: OFFICE,
            GrantApproval: OFFICE,
            RefuseApproval: OFFICE,
            PublishAgreement: OFFICE,
            EnterIntoForce: OFFICE,
            ProposeAmendment: _PARTIES_TOO,
            ProposeAccession: OFFICE,
            ConsentToProposal: _PARTIES_TOO,
            ObjectToProposal: _PARTIES_TOO,
            AdoptAmendment: OFFICE,
            AdoptAccession: OFFICE,
            DismissProposal: OFFICE,
            WithdrawProposal: OFFICE,
            GiveNotice: _PARTIES_TOO,
            WithdrawNotice: _PARTIES_TOO,
            RecordAccession: OFFICE,
            RecordDeparture: OFFICE,
            CountParties: OFFICE,
            RecordReview: OFFICE,
            TerminateAgreement: OFFICE,
            CorrectAgreement: OFFICE,
        }
    ),
)
