"""What the entities of a county are referred to by: `kind:uuid`, checked and loaded by their annotations."""

from typing import Annotated

from events.values import Ref

CountyRef = Annotated[str, Ref("county")]
OfficeRef = Annotated[str, Ref("coordination_office")]
MunicipalityRef = Annotated[str, Ref("municipality")]
AssociationRef = Annotated[str, Ref("municipal_association")]
PartnerRef = Annotated[str, Ref("partner")]
PersonRef = Annotated[str, Ref("person")]
DocumentRef = Annotated[str, Ref("document")]
AgreementRef = Annotated[str, Ref("agreement")]
GoalRef = Annotated[str, Ref("goal")]
ProjectRef = Annotated[str, Ref("project")]
OutreachRef = Annotated[str, Ref("outreach")]
ReliefRef = Annotated[str, Ref("relief")]
BodyRef = Annotated[str, Ref("body")]
DecisionRef = Annotated[str, Ref("decision")]
MeetingRef = Annotated[str, Ref("meeting")]
HolderRef = Annotated[str, Ref("county", "municipality", "municipal_association")]
"""Those that have bodies of their own, and competences that bodies exercise for them."""
PartyRef = Annotated[str, Ref("county", "municipality", "municipal_association", "partner")]
"""Those that can be party to an agreement, answer for a goal or take part in a project."""
ActsFor = Annotated[str, Ref("county", "coordination_office", "municipality", "municipal_association", "partner")]
"""Those for whom a person may act."""
