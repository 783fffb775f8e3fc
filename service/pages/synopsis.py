"""Two versions of an agreement side by side as a page: what was struck and what came in, word by word (Synopse)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from events.agreement.comparison import ClauseFate, ComparedClause, ComparedTerms, TermsPart
from events.agreement.reading import comparison, span_of
from events.difference import Piece, PieceKind, difference
from events.message import message
from service.language import Language
from service.pages.document import Material
from service.pages.speech import terms_said
from service.pages.typography import HELD, Speaker, capital, in_a_row, printed, typeset_pieces


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
class Synopsis(Speaker):
    """All that the page of a comparison says."""

    language: Language
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
        holds = "–" if since is None else say("applies from {since}", since=since)
        facts.append((say("Version {number}", number=number), holds))
    counts = {fate: sum(each.fate is fate for each in compared.clauses) for fate in ClauseFate}
    told = [message("{number} {fate}", number=count, fate=fate) for fate, count in counts.items() if count]
    facts.append((say("Clauses"), material.told(in_a_row(told))))
    return Synopsis(
        language=material.language,
        title=material.view.title,
        versions=say("Version {first} and version {second} compared", first=first, second=second),
        facts=facts,
        clauses=[_clause(each, material.language) for each in compared.clauses],
        terms=_terms(compared.terms, material.language),
        footer=material.footer,
    )


def _clause(compared: ComparedClause, language: Language) -> SynopsisClause:
    before, after = compared.before, compared.after
    same = compared.fate in (ClauseFate.UNCHANGED, ClauseFate.RENUMBERED)
    return SynopsisClause(
        key=compared.clause,
        fate=printed(compared.fate, language),
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
    before, after = terms_said(terms.before), terms_said(terms.after)
    found: list[tuple[str, Sequence[Piece]]] = []
    for part in TermsPart:
        pieces = difference(*(" ".join(printed(each, language) for each in said[part]) for said in (before, after)))
        if pieces:
            found.append((capital(printed(part, language)), pieces))
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
