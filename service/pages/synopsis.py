"""Two versions of an agreement side by side as a page: what was struck and what came in, word by word (Synopse)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from events.agreement.comparison import ClauseFate, ComparedClause, ComparedTerms, TermsPart
from events.agreement.reading import comparison, span_of
from events.difference import Piece, PieceKind, difference
from service.language import Language
from service.pages import speech
from service.pages.document import Material
from service.pages.typography import HELD, typeset_pieces


@dataclass(frozen=True)
class SynopsisClause:
    """A clause in both versions; one that reads the same shows its head only."""

    key: int
    fate: str
    same: bool
    number: Sequence[Piece]
    heading: Sequence[Piece]
    lines: Sequence[Sequence[Piece]]


@dataclass(frozen=True)
class Synopsis:
    """All that the page of a comparison says."""

    say: Callable[[str, str], str]
    lang: str
    title: str
    versions: str
    facts: Sequence[tuple[str, str]]
    clauses: Sequence[SynopsisClause]
    terms: Sequence[tuple[str, Sequence[Piece]]]
    footer: str


def synopsis(material: Material, first: int, second: int) -> Synopsis:
    """The page of two versions that there are."""
    say = material.say
    compared = comparison(material.state, material.texts, first, second)
    facts = []
    for number in (first, second):
        since, _ = span_of(material.state, number)
        facts.append(
            (material.version_title(number), f"{say('gilt ab', 'holds from')} {material.day(since)}" if since else "–")
        )
    counts = {fate: sum(each.fate is fate for each in compared.clauses) for fate in ClauseFate}
    told = [f"{count} {speech.FATES[fate][material.language]}" for fate, count in counts.items() if count]
    facts.append((say("Klauseln", "Clauses"), ", ".join(told)))
    return Synopsis(
        say=say,
        lang=material.language.value.lower(),
        title=material.view.title,
        versions=say(
            f"{material.version(first)} und {material.version(second)} im Vergleich",
            f"{material.version_title(first)} and {material.version(second)} compared",
        ),
        facts=facts,
        clauses=[_clause(each, material.language) for each in compared.clauses],
        terms=_terms(compared.terms, material.language),
        footer=material.footer,
    )


def _clause(compared: ComparedClause, language: Language) -> SynopsisClause:
    before, after = compared.before, compared.after
    same = compared.fate in (ClauseFate.SAME, ClauseFate.RENUMBERED)
    return SynopsisClause(
        key=compared.clause,
        fate=speech.FATES[compared.fate][language],
        same=same,
        number=_changed(
            f"§{HELD}{before.number}" if before else "", f"§{HELD}{after.number}" if after else "", whole=True
        ),
        heading=typeset_pieces(_changed(before.heading if before else "", after.heading if after else "")),
        lines=[] if same else lines_of(typeset_pieces(compared.text)),
    )


def _changed(before: str, after: str, whole: bool = False) -> tuple[Piece, ...]:
    if not whole or before == after:
        return difference(before, after)
    pieces = (Piece(PieceKind.DELETED, before), Piece(PieceKind.INSERTED, after))
    return tuple(piece for piece in pieces if piece.text)


def _terms(terms: ComparedTerms, language: Language) -> list[tuple[str, Sequence[Piece]]]:
    before, after = speech.told_terms(terms.before, language), speech.told_terms(terms.after, language)
    found: list[tuple[str, Sequence[Piece]]] = []
    for part in TermsPart:
        pieces = difference(" ".join(before[part]), " ".join(after[part]))
        if pieces:
            found.append((speech.PARTS[part][language], pieces))
    return found


def lines_of(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """The pieces line by line; a line break that came in or went, and nothing else, is shown by its sign."""
    lines: list[list[Piece]] = [[]]
    for piece in pieces:
        first, *others = piece.text.split("\n")
        if piece.kind is not PieceKind.KEPT and others and not piece.text.strip():
            first = "¶"
        lines[-1].append(Piece(piece.kind, first))
        lines += [[Piece(piece.kind, other)] for other in others]
    kept = [[piece for piece in line if piece.text] for line in lines]
    return [line for line in kept if any(piece.text.strip() for piece in line)]
