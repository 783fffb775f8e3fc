"""An aggregate of the tests' own: a leaflet of sections, whose texts are kept once and searched."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Any

from events.aggregate import aggregate
from events.decider import Act, Part, Superseded, World, recorded, require
from events.policy import OFFICE, Audience, Disclosure, Relation, Role, Visibility
from events.values import FreeText, Name, Passage, Ref, Text, TextDigest, Title, Whole, digest_of

LeafletRef = Annotated[str, Ref("leaflet")]
MunicipalityRef = Annotated[str, Ref("municipality")]
Code = Annotated[str, Text(50)]
LONG_AGO = date(2000, 1, 1)
REMEMBERED = 2
"""How many of its latest texts a section knows."""


@dataclass(frozen=True)
class Praise:
    """What is said in favour (Lob)."""

    words: TextDigest
    """What is said (Worte)."""
    by: MunicipalityRef | None = None
    """Who says so (wer)."""


@dataclass(frozen=True)
class Blame:
    """What is said against (Tadel)."""

    words: Name
    """What is said (Worte)."""


Opinion = Praise | Blame
"""What is said of a leaflet (Meinung)."""


@dataclass(frozen=True)
class Section:
    """A section with its latest texts, each from its day on, and how often it was edited."""

    edits: int
    texts: tuple[TextDigest, ...]
    since: tuple[date, ...]


@dataclass(frozen=True)
class Leaflet:
    """A leaflet as it is kept."""

    title: Title
    sections: tuple[Section, ...]
    themes: tuple[Code, ...]
    about: MunicipalityRef | None
    visibility: Visibility
    praise: Praise | None = None
    blame: Blame | None = None
    note: FreeText | None = None
    endorsed: tuple[MunicipalityRef, ...] = ()


@dataclass(frozen=True)
class ShownSection:
    """A section as it reads on a day (Abschnitt)."""

    number: Annotated[int, Whole(1, 1_000)]
    """Its number (Nummer)."""
    text: TextDigest
    """What it says (Text)."""


@dataclass(frozen=True)
class ShownLeaflet:
    """A leaflet as it reads on a day (Merkblatt)."""

    title: Title
    """What it is called (Titel)."""
    sections: tuple[ShownSection, ...]
    """Its sections (Abschnitte)."""
    themes: tuple[Code, ...]
    """What it is about (Themen)."""
    about: MunicipalityRef | None
    """Whom it is about (wen es betrifft)."""
    opinion: Opinion | None
    """What is said of it (Meinung)."""
    lines: tuple[TextDigest, ...]
    """The text of each section (Texte)."""
    endorsed: tuple[MunicipalityRef, ...]
    """Who endorses it (Unterstützer)."""
    visibility: Visibility
    """Who may see it (Sichtbarkeit)."""


@dataclass(frozen=True)
class SpokenPraise:
    """What was said in favour (Lob)."""

    words: Passage
    """What was said (Worte)."""
    by: MunicipalityRef | None = None
    """Who said so (wer)."""


SpokenOpinion = SpokenPraise | Blame
"""What was said of a leaflet (Meinung)."""


@dataclass(frozen=True)
class LeafletPrinted:
    """A leaflet was printed (Merkblatt gedruckt)."""

    title: Title
    """What it is called (Titel)."""
    sections: tuple[Passage, ...]
    """Its sections (Abschnitte)."""
    themes: tuple[Code, ...] = ()
    """What it is about (Themen)."""
    about: MunicipalityRef | None = None
    """Whom it is about (wen es betrifft)."""
    visibility: Visibility = Visibility.PUBLIC
    """Who may see it (Sichtbarkeit)."""
    praise: SpokenPraise | None = None
    """What is said in favour (Lob)."""
    blame: Blame | None = None
    """What is said against (Tadel)."""
    note: FreeText | None = None
    """What else there is to say (Anmerkung)."""


@dataclass(frozen=True)
class _OfLeaflet:
    id: LeafletRef
    """The leaflet (Merkblatt)."""


@dataclass(frozen=True)
class SectionRevised:
    """A section says something else (Abschnitt geändert)."""

    section: Annotated[int, Whole(1, 1_000)]
    """The section (Abschnitt)."""
    expected_section_version: Annotated[int, Whole(1, 1_000)]
    """The section's version that was looked at (erwarteter Stand)."""
    text: Passage
    """What it says (Text)."""
    since: date = LONG_AGO
    """From which day on (seit)."""


@dataclass(frozen=True)
class ReviseSection(SectionRevised, _OfLeaflet):
    """Let a section say something else (Abschnitt ändern)."""


@dataclass(frozen=True)
class LeafletEndorsed:
    """A municipality endorses it (Merkblatt unterstützt)."""

    by: MunicipalityRef
    """The municipality (Gemeinde)."""


@dataclass(frozen=True)
class LeafletShown:
    """Others than before may see it (Merkblatt gezeigt)."""

    visible: Visibility
    """Who may see it (Sichtbarkeit)."""


@dataclass(frozen=True)
class LeafletRetitled:
    """It is called otherwise (Merkblatt umbenannt)."""

    title: Title
    """What it is called (Titel)."""


@dataclass(frozen=True)
class PrintLeaflet:
    """Print a leaflet (Merkblatt drucken)."""

    title: Title
    """What it is called (Titel)."""
    sections: tuple[Passage, ...]
    """Its sections (Abschnitte)."""
    themes: tuple[Code, ...] = ()
    """What it is about (Themen)."""
    about: MunicipalityRef | None = None
    """Whom it is about (wen es betrifft)."""
    visibility: Visibility = Visibility.PUBLIC
    """Who may see it (Sichtbarkeit)."""
    opinion: SpokenOpinion | None = None
    """What is said of it (Meinung)."""
    note: FreeText | None = None
    """What else there is to say (Anmerkung)."""


@dataclass(frozen=True)
class EndorseLeaflet(LeafletEndorsed, _OfLeaflet):
    """Say that a municipality endorses it; one can say so for itself only (Merkblatt unterstützen)."""


@dataclass(frozen=True)
class ShowLeaflet(LeafletShown, _OfLeaflet):
    """Say who may see it, and what it is called (Merkblatt zeigen)."""

    title: Title | None = None
    """What it is called (Titel)."""


def _print(command: PrintLeaflet, state: None, world: World) -> list[Any]:
    told = command.opinion
    praise, blame = (told, None) if isinstance(told, SpokenPraise) else (None, told)
    return [recorded(LeafletPrinted, command, praise=praise, blame=blame)]


def _printed(state: None, event: LeafletPrinted) -> Leaflet:
    sections = tuple(Section(1, (digest_of(text),), (LONG_AGO,)) for text in event.sections)
    praise = None if event.praise is None else Praise(digest_of(event.praise.words), event.praise.by)
    return Leaflet(
        event.title,
        sections,
        event.themes,
        event.about,
        event.visibility,
        praise=praise,
        blame=event.blame,
        note=event.note,
    )


def _endorse(command: EndorseLeaflet, state: Leaflet, world: World) -> list[Any]:
    own = world.acts_for in (None, command.by)
    require(own, "NOT_YOURS", "by", "You may do this only for those for whom you act.")
    return [] if command.by in state.endorsed else [recorded(LeafletEndorsed, command)]


def _endorsed(state: Leaflet, event: LeafletEndorsed) -> Leaflet:
    return replace(state, endorsed=(*state.endorsed, event.by))


def _revise(command: ReviseSection, state: Leaflet, world: World) -> list[Any]:
    section = state.sections[command.section - 1]
    behind = section.edits - command.expected_section_version
    if behind:
        known = behind < len(section.texts)
        raise Superseded(
            "expected_section_version",
            section.edits,
            section.texts[-1 - behind] if known else None,
            section.texts[-1],
            "The clause was edited in the meantime and is now at version {edits}; merge both texts and send the clause "
            "again with that version.",
            edits=section.edits,
        )
    return [recorded(SectionRevised, command)]


def _revised(state: Leaflet, event: SectionRevised) -> Leaflet:
    n = event.section - 1
    section = state.sections[n]
    revised = Section(
        section.edits + 1,
        (*section.texts, digest_of(event.text))[-REMEMBERED:],
        (*section.since, event.since)[-REMEMBERED:],
    )
    return replace(state, sections=(*state.sections[:n], revised, *state.sections[n + 1 :]))


def _show(command: ShowLeaflet, state: Leaflet, world: World) -> list[Any]:
    """Where it is called otherwise too, one command records several events, the first and the last of one type."""
    shown = LeafletShown(command.visible)
    return [shown] if command.title is None else [shown, LeafletRetitled(command.title), shown]


def view(state: Leaflet, on: date) -> ShownLeaflet:
    """The sections as they read on the day."""
    texts = tuple(
        next(
            (text for text, since in zip(each.texts[::-1], each.since[::-1], strict=True) if since <= on), each.texts[0]
        )
        for each in state.sections
    )
    shown = tuple(ShownSection(n, text) for n, text in enumerate(texts, 1))
    opinion = state.praise or state.blame
    return ShownLeaflet(state.title, shown, state.themes, state.about, opinion, texts, state.endorsed, state.visibility)


LEAFLET = aggregate(
    "leaflet",
    Leaflet,
    (
        Part(
            (
                Act(PrintLeaflet, _print, {LeafletPrinted: _printed}, begins=True),
                Act(
                    ShowLeaflet,
                    _show,
                    {
                        LeafletShown: lambda state, event: replace(state, visibility=event.visible),
                        LeafletRetitled: lambda state, event: replace(state, title=event.title),
                    },
                ),
                Act(ReviseSection, _revise, {SectionRevised: _revised}),
                Act(
                    EndorseLeaflet,
                    _endorse,
                    {LeafletEndorsed: _endorsed},
                    {**OFFICE, Role.MUNICIPALITY: Relation.ANY},
                ),
            )
        ),
    ),
    disclosure=Disclosure(lambda ref, state, event: Audience(state.visibility, frozenset({ref, state.about or ref}))),
    view=view,
    shown=ShownLeaflet,
)
