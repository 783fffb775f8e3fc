"""Accessions: a party is to join, once those consent whom the agreement asks."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from events.agreement.admissions import admitted_by, check_admission, check_joining
from events.agreement.changes import Admission
from events.agreement.consents import check_consent
from events.agreement.lifecycle import check_in_force
from events.agreement.looked_up import every_party, every_party_and
from events.agreement.proposals import (
    SettlesProposal,
    adopted,
    adopting_rests,
    check_adopting,
    is_proposed,
    open_proposal,
    proposed,
)
from events.agreement.state import Agreement, OfAgreement, Proposal, ProposalKind, ProposalNumber
from events.decider import Act, Part, World, recorded, require
from events.values import Allotted
from events.when import When, check_not_ahead, check_when


@dataclass(frozen=True)
class _Accession:
    admission: Admission
    """The party and its role (Beitritt)."""
    joins: When
    """The first day on which it is a party (beigetreten zum)."""
    on: date
    """The day of the proposal (Tag)."""


@dataclass(frozen=True)
class AccessionProposed(_Accession):
    """The accession of a party was proposed (Beitritt vorgeschlagen)."""

    proposal: Annotated[ProposalNumber, Allotted("proposal")]
    """Its number (Nummer)."""


@dataclass(frozen=True)
class ProposeAccession(_Accession, OfAgreement):
    """Propose the accession of a party (Beitritt vorschlagen)."""


def _propose(command: ProposeAccession, state: Agreement, world: World) -> list[Any]:
    check_not_ahead(When(command.on), world.latest, "on")
    check_when(command.joins, "joins")
    check_in_force(state, command.on, "on")
    check_in_force(state, command.joins.last, "joins")
    event = recorded(AccessionProposed, command, proposal=state.last_proposal + 1)
    if is_proposed(state, _accession(event)):
        return []
    check_admission(command.admission, command.joins, state, "admission.party", world)
    require(
        all(command.admission.party not in admitted_by(proposal) for proposal in state.proposals),
        "ALREADY_PROPOSED",
        "admission.party",
        "This accession has already been proposed; settle or withdraw that proposal first.",
    )
    return [event]


def _accession(event: AccessionProposed) -> Proposal:
    return Proposal(
        number=event.proposal,
        kind=ProposalKind.ACCESSION,
        proposed=event.on,
        admission=event.admission,
        joins=event.joins,
    )


@dataclass(frozen=True)
class AccessionAdopted(SettlesProposal):
    """An accession was adopted under the agreement's accession rule (Beitritt angenommen)."""


@dataclass(frozen=True)
class AdoptAccession(AccessionAdopted, OfAgreement):
    """Adopt an accession that has the consent the agreement requires (Beitritt annehmen)."""


def _adopt(command: AdoptAccession, state: Agreement, world: World) -> list[Any]:
    proposal = open_proposal(state, command.proposal, ProposalKind.ACCESSION)
    check_adopting(command.on, proposal, state, world)
    assert proposal.admission is not None
    assert proposal.joins is not None
    check_in_force(state, proposal.joins.last, "proposal")
    check_joining(proposal.admission.party, proposal.joins, state, "proposal", world)
    check_consent(state, proposal, command.on, world)
    return [recorded(AccessionAdopted, command)]


ACCESSIONS = Part(
    (
        Act(
            ProposeAccession,
            _propose,
            {AccessionProposed: lambda state, event: proposed(state, _accession(event))},
            reads=lambda state, command, world: every_party_and((command.admission.party,), state, world),
        ),
        Act(AdoptAccession, _adopt, {AccessionAdopted: adopted}, reads=every_party, rests=adopting_rests),
    )
)
