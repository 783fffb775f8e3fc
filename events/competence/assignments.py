"""Assignments: a body of the holder exercises a matter for it, from a first day to a last one."""

from dataclasses import dataclass
from datetime import date

from events.competence.names import CompetenceNumber, CompetenceThemes
from events.refs import BodyRef, HolderRef
from events.terms import Code
from events.values import Name


@dataclass(frozen=True)
class Assignment:
    """A body of the holder exercises a matter for it (Zuständigkeit eines Gremiums)."""

    number: CompetenceNumber
    """Its number among all of the holder (laufende Nummer)."""
    matter: Code
    """The code of the matter in the county's list (Angelegenheit)."""
    body: BodyRef
    """The body (Gremium)."""
    since: date
    """The first day (von)."""
    until: date | None = None
    """The last day; none: no end is known (bis einschließlich)."""
    themes: CompetenceThemes = ()
    """The codes of the themes to which it is limited; empty: it holds for all (Themen)."""
    limit: Name | None = None
    """Its scope in words, such as "bis 50.000 EUR" (Umfang)."""


# --- Events ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class CompetenceAssigned:
    """A body of the holder exercises a matter for it (Zuständigkeit zugewiesen)."""

    holder: HolderRef
    """Whose competence it is (Träger)."""
    number: CompetenceNumber
    """Its number among all of the holder (laufende Nummer)."""
    matter: Code
    """The code of the matter in the county's list (Angelegenheit)."""
    body: BodyRef
    """The body (Gremium)."""
    since: date
    """The first day (von)."""
    until: date | None
    """The last day; none: no end is known (bis einschließlich)."""
    themes: CompetenceThemes
    """The codes of the themes to which it is limited; empty: it holds for all (Themen)."""
    limit: Name | None
    """Its scope in words (Umfang)."""


@dataclass(frozen=True)
class CompetenceEnded:
    """A body exercises a matter no longer than to a day (Zuständigkeit beendet)."""

    number: CompetenceNumber
    """The number of the assignment (laufende Nummer)."""
    until: date
    """The last day (bis einschließlich)."""


# --- Commands --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class AssignCompetence:
    """Record that a body of the holder exercises a matter for it. On any day one body alone may exercise a matter of a
    theme; what is decided by several, by its worth, is several matters (Zuständigkeit zuweisen)."""

    holder: HolderRef
    """Whose competence it is (Träger)."""
    matter: Code
    """The code of the matter in the county's list (Angelegenheit)."""
    body: BodyRef
    """The body, one of the holder's own (Gremium)."""
    since: date
    """The first day (von)."""
    themes: CompetenceThemes = ()
    """The codes of the themes to which it is limited; empty: it holds for all (Themen)."""
    limit: Name | None = None
    """Its scope in words, such as "bis 50.000 EUR" (Umfang)."""
    until: date | None = None
    """The last day; none: no end is known (bis einschließlich)."""


@dataclass(frozen=True)
class EndCompetence:
    """Record the last day on which a body exercises a matter (Zuständigkeit beenden)."""

    holder: HolderRef
    """Whose competence it is (Träger)."""
    number: CompetenceNumber
    """The number of the assignment (laufende Nummer)."""
    until: date
    """The last day (bis einschließlich)."""
