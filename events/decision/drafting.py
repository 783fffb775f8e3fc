"""Drafting a decision: its text, what it is about, and the body that is to take it."""

from dataclasses import dataclass
from datetime import date

from events.decision.subjects import Subjects
from events.refs import BodyRef, DecisionRef, HolderRef, PartyRef
from events.terms import Code
from events.values import Passage, Title

# --- Events ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class DecisionDrafted:
    """A decision was drafted (Beschluss entworfen)."""

    title: Title
    """Its title (Titel)."""
    text: Passage
    """What is to be resolved (Beschlusstext)."""
    body: BodyRef
    """Who is to decide (Gremium)."""
    of: HolderRef
    """Whose body that is (Träger des Gremiums)."""
    holder: HolderRef
    """For whom it is to decide (Träger)."""
    matter: Code
    """The code of the matter in the county's list (Angelegenheit)."""
    theme: Code | None
    """The code of its theme; none: it belongs to none (Thema)."""
    subjects: Subjects
    """What it is about (Gegenstände)."""
    public: bool
    """Whether it is decided in public (öffentlich)."""
    on: date
    """The day (Tag)."""
    parties: tuple[PartyRef, ...]
    """Whom the members with voting right represent, as recorded then (vertreten)."""


@dataclass(frozen=True)
class DecisionRevised:
    """A decision is told anew, before it is voted on (Entwurf überarbeitet)."""

    title: Title
    """Its title (Titel)."""
    text: Passage
    """What is to be resolved (Beschlusstext)."""
    matter: Code
    """The code of the matter in the county's list (Angelegenheit)."""
    theme: Code | None
    """The code of its theme; none: it belongs to none (Thema)."""
    subjects: Subjects
    """What it is about (Gegenstände)."""
    public: bool
    """Whether it is decided in public (öffentlich)."""


@dataclass(frozen=True)
class DecisionPartiesChanged:
    """The body's members represent others than was recorded, before a decision is voted on, or it is another's body:
    whoever is represented no more is told nothing further of one that is not public, and who newly is can read it
    (Vertretene geändert)."""

    of: HolderRef
    """Whose body that is (Träger des Gremiums)."""
    parties: tuple[PartyRef, ...]
    """Whom the members with voting right represent (vertreten)."""


# --- Commands --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class DraftDecision:
    """Draft a decision of a body. A public one is internal until it is submitted; one that is not public is known to
    the office and to those whom it concerns only (Beschluss entwerfen)."""

    title: Title
    """Its title (Titel)."""
    text: Passage
    """What is to be resolved (Beschlusstext)."""
    body: BodyRef
    """Who is to decide (Gremium)."""
    matter: Code
    """The code of the matter in the county's list (Angelegenheit)."""
    public: bool
    """Whether it is decided in public (öffentlich)."""
    on: date
    """The day, not a future one (Tag)."""
    holder: HolderRef | None = None
    """For whom the body is to decide, as where a competence was transferred; none: for the one whose body it is
    (Träger)."""
    theme: Code | None = None
    """The code of its theme in the county's list; none: it belongs to none (Thema)."""
    subjects: Subjects = ()
    """What it is about: what rests on the decision later must be named here (Gegenstände)."""


@dataclass(frozen=True)
class ReviseDecision:
    """Tell a decision anew, as a whole. Once it is submitted, and while it is deferred, only title and text can be
    other than they were; while it is voted on, nothing (Entwurf überarbeiten)."""

    id: DecisionRef
    """The decision (Beschluss)."""
    title: Title
    """Its title (Titel)."""
    text: Passage
    """What is to be resolved (Beschlusstext)."""
    matter: Code
    """The code of the matter in the county's list (Angelegenheit)."""
    public: bool
    """Whether it is decided in public (öffentlich)."""
    theme: Code | None = None
    """The code of its theme in the county's list; none: it belongs to none (Thema)."""
    subjects: Subjects = ()
    """What it is about (Gegenstände)."""
