"""Documents as Markdown (CommonMark, with tables and struck text as GitHub has them)."""

import re
from collections.abc import Iterable, Iterator, Sequence

from events.difference import Piece, PieceKind
from service.pages.document import AgreementDocument, DocumentClause, DocumentTable, MarkedParagraph
from service.pages.synopsis import Synopsis

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&])")
_LIST = re.compile(r"^(\d+)([.)])|^([-+=])")
_MARKS = {PieceKind.KEPT: "", PieceKind.INSERTED: "**", PieceKind.DELETED: "~~"}


def inline(text: str) -> str:
    """A text within a line, of which nothing is taken for markup."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def plain(text: str) -> str:
    """A text that begins a line, of which nothing is taken for markup."""
    return _LIST.sub(lambda found: f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[3]}", inline(text))


def agreement_markdown(page: AgreementDocument) -> str:
    """A version of an agreement."""
    return _joined(_agreement(page))


def comparison_markdown(page: Synopsis) -> str:
    """Two versions of an agreement: what came in is bold, what went is struck."""
    return _joined(_comparison(page))


def _agreement(page: AgreementDocument) -> Iterator[str]:
    yield f"# {inline(page.title)}"
    yield f"{inline(page.form)} · {inline(page.version)}"
    if page.banner:
        yield f"**{inline(page.banner)}**"
    yield _facts(page.facts)
    yield f"## {page.say('Parties')} ({page.party_count})"
    yield plain(page.merged)
    yield _table(page.parties)
    if page.former.rows:
        yield f"### {page.say('Parties that have left')}"
        yield _table(page.former)
    yield f"## {page.say('Purpose')}"
    yield from _lines(page.purpose)
    yield f"## {page.say('Wording')}"
    for clause in page.clauses:
        yield from _clause(clause, page.say("(no longer applies)"))
    yield f"## {page.say('Terms')}"
    yield _facts([(label, " ".join(told)) for label, told in page.terms])
    if page.signatures.rows:
        yield f"## {page.say('Signatures')}"
        yield _table(page.signatures)
    if page.versions.rows:
        yield f"## {page.say('Versions')}"
        yield _table(page.versions)
    yield "---"
    yield plain(page.footer)


def _comparison(page: Synopsis) -> Iterator[str]:
    yield f"# {inline(page.title)}"
    yield plain(page.versions)
    yield _facts(page.facts)
    yield f"## {page.say('Wording')}"
    for clause in page.clauses:
        yield f"### {_marked([*clause.number, Piece(PieceKind.KEPT, ' '), *clause.heading])}"
        yield f"*{inline(clause.fate)}*"
        for line in clause.lines:
            yield _marked(line)
    yield f"## {page.say('Terms')}"
    yield "\n".join(f"- {inline(label)}: {_marked(pieces)}" for label, pieces in page.terms)
    yield "---"
    yield plain(page.footer)


def _clause(clause: DocumentClause, gone: str) -> Iterator[str]:
    yield f"### § {clause.number} {inline(clause.heading)}"
    if clause.notes:
        yield f"*{'; '.join(inline(note) for note in clause.notes)}*"
    if clause.gone:
        yield gone
    yield from _lines(clause.text)


def _lines(lines: Iterable[MarkedParagraph]) -> Iterator[str]:
    for line in lines:
        yield plain(f"{line.mark} {line.text}")


def _facts(facts: Iterable[tuple[str, str]]) -> str:
    return "\n".join(f"- {inline(label)}: {inline(told)}" for label, told in facts)


def _table(table: DocumentTable) -> str:
    rows = [table.heads, ["---"] * len(table.heads), *table.rows]
    return "\n".join(_row(row, ruled=at == 1) for at, row in enumerate(rows))


def _row(cells: Sequence[str], ruled: bool) -> str:
    return f"| {' | '.join(cell if ruled else inline(cell) for cell in cells)} |"


def _marked(pieces: Iterable[Piece]) -> str:
    """The pieces with their marks; spaces at the edges stand outside, where marks would not be read as such."""
    told = ""
    for piece in pieces:
        core = piece.text.strip()
        if not core:
            told += " "
            continue
        before, after = piece.text.split(core, 1)
        if before or (piece.kind is PieceKind.INSERTED and told.endswith("~~")):
            told += " "
        escaped = inline(core) if told else plain(core)
        told += f"{_MARKS[piece.kind]}{escaped}{_MARKS[piece.kind]}{' ' * bool(after)}"
    return told.strip()


def _joined(blocks: Iterable[str]) -> str:
    return "\n\n".join(block for block in blocks if block) + "\n"
