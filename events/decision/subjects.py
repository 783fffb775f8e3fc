"""What a decision is about: the entities that it names, and the amendments or transfers of them."""

from dataclasses import dataclass
from typing import Annotated

from events.values import Many, Ref, Whole

AboutRef = Annotated[str, Ref("agreement", "goal", "project", "competence", "coordination_office")]
SubjectRef = Annotated[str, Ref("agreement", "goal", "project", "competence", "body", "coordination_office")]


@dataclass(frozen=True)
class DecisionSubject:
    """Something that a decision is about (Gegenstand)."""

    of: SubjectRef
    """The agreement, goal, project, competences of a holder, body or coordination office (Gegenstand)."""
    number: Annotated[int, Whole(1, 10_000)] | None = None
    """The number of a proposal of the agreement or of a transfer of the competences; null for the whole (Nummer)."""


Subjects = Annotated[tuple[DecisionSubject, ...], Many(50)]
