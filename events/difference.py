"""The difference of two texts, word by word, made to be read: what stays, what goes and what comes."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum


class PieceKind(StrEnum):
    """What became of a piece of text from the one wording to the other (Art der Abweichung)."""

    KEPT = "KEPT"
    """It stands in both (unverändert)."""
    DELETED = "DELETED"
    """It stands in the first only (gestrichen)."""
    INSERTED = "INSERTED"
    """It stands in the second only (eingefügt)."""


@dataclass(frozen=True)
class Piece:
    """A piece of text, and what became of it. Kept and deleted pieces make up the first text, kept and inserted ones
    the second (Textstück)."""

    kind: PieceKind
    """What became of it (Art)."""
    text: str
    """The piece with its spaces (Text)."""


_MOST_PAIRS = 400_000
"""How many pairs of equal words are looked at: beyond that whole sentences are compared."""

_WORD = re.compile(r"(\s*)(\w+(?:[-.,:/'’*]\w+)*|[^\w\s]|\Z)")
_SENTENCE = re.compile(r"(\s*)(\S.*?(?:[.;:!?](?=\s)|\n|\Z)|\Z)", re.DOTALL)

_Tokens = Sequence[tuple[str, str]]
"""The words or sentences of a text, each with the spaces before it; the last is empty, with the spaces at the end."""


@dataclass(frozen=True, slots=True)
class _Run:
    """Words that are equal in both texts, or those that take each other's place."""

    equal: bool
    before: range
    after: range

    @property
    def most(self) -> int:
        return max(len(self.before), len(self.after))

    @property
    def least(self) -> int:
        return min(len(self.before), len(self.after))


def difference(before: str, after: str) -> tuple[Piece, ...]:
    """How the one text becomes the other, piece by piece; no text is no piece."""
    if before == after:
        return _joined([Piece(PieceKind.KEPT, before)])
    old, new = _WORD.findall(before), _WORD.findall(after)
    if _pairs(old, new) > _MOST_PAIRS:
        old, new = _SENTENCE.findall(before), _SENTENCE.findall(after)
    return _joined(_told(_slid(_readable(_runs(old, new)), old, new), old, new))


def text_before(pieces: Iterable[Piece]) -> str:
    """The first text."""
    return "".join(piece.text for piece in pieces if piece.kind is not PieceKind.INSERTED)


def text_after(pieces: Iterable[Piece]) -> str:
    """The second text."""
    return "".join(piece.text for piece in pieces if piece.kind is not PieceKind.DELETED)


def _pairs(old: _Tokens, new: _Tokens) -> int:
    """How many pairs of equal words there are, but for the beginning and the end that both have in common."""
    start, end = _common(old, new)
    counted = Counter(word for _, word in new[start : len(new) - end])
    return sum(counted[word] for _, word in old[start : len(old) - end])


def _common(old: _Tokens, new: _Tokens) -> tuple[int, int]:
    """How many words both have in common at the beginning, and at the end of the rest."""
    most = min(len(old), len(new))
    start = next((at for at in range(most) if old[at][1] != new[at][1]), most)
    end = next((at for at in range(most - start) if old[-1 - at][1] != new[-1 - at][1]), most - start)
    return start, end


def _runs(old: _Tokens, new: _Tokens) -> list[_Run]:
    """Equal words and those between them, in turns."""
    start, end = _common(old, new)
    last_old, last_new = len(old) - end, len(new) - end
    blocks: list[tuple[int, int, int]] = [(0, 0, start)]
    if _pairs(old, new) <= _MOST_PAIRS:
        words = [word for _, word in old[start:last_old]], [word for _, word in new[start:last_new]]
        matcher = SequenceMatcher(None, *words, autojunk=False)
        blocks += [(start + a, start + b, size) for a, b, size in matcher.get_matching_blocks()]
    blocks.append((last_old, last_new, end))
    runs: list[_Run] = []
    at_old = at_new = 0
    for a, b, size in blocks:
        if a > at_old or b > at_new:
            runs.append(_Run(False, range(at_old, a), range(at_new, b)))
        if size:
            runs.append(_Run(True, range(a, a + size), range(b, b + size)))
        at_old, at_new = a + size, b + size
    return runs


def _readable(runs: Iterable[_Run]) -> list[_Run]:
    """The same without equal words that are lost between changes longer than they are: `und` says nothing there."""
    kept: list[_Run] = []
    for run in runs:
        kept.append(run)
        while len(kept) >= 3 and _is_lost(*kept[-3:]):
            first, _, last = kept[-3:]
            kept[-3:] = [
                _Run(False, range(first.before.start, last.before.stop), range(first.after.start, last.after.stop))
            ]
    return kept


def _is_lost(first: _Run, between: _Run, last: _Run) -> bool:
    if first.equal or last.equal:
        return False
    # Words that are only added, or only struck, beside equal ones read well unless they are many.
    return between.most <= min(first.least, last.least) or between.most * 3 <= min(first.most, last.most)


def _slid(runs: list[_Run], old: _Tokens, new: _Tokens) -> list[_Run]:
    """The same with what is only added, or only struck, beginning where a line or sentence begins, if it can."""
    for at in range(1, len(runs) - 1):
        first, run, last = runs[at - 1 : at + 2]
        if first.equal and last.equal and not run.least:
            tokens, moved = (new, run.after) if run.after else (old, run.before)
            shift = _shift(tokens, moved, 1 - len(first.before), len(last.before) - 1)
            runs[at - 1 : at + 2] = [
                _Run(True, _moved(first.before, 0, shift), _moved(first.after, 0, shift)),
                _Run(False, _moved(run.before, shift, shift), _moved(run.after, shift, shift)),
                _Run(True, _moved(last.before, shift, 0), _moved(last.after, shift, 0)),
            ]
    return runs


def _moved(words: range, start: int, stop: int) -> range:
    return range(words.start + start, words.stop + stop)


def _shift(tokens: _Tokens, run: range, least: int, most: int) -> int:
    """By how many words a run is moved, back to `least` or on to `most`, to begin well and still say the same."""
    possible = [0]
    while possible[0] > least and tokens[run.start + possible[0] - 1] == tokens[run.stop + possible[0] - 1]:
        possible.insert(0, possible[0] - 1)
    while possible[-1] < most and tokens[run.start + possible[-1]] == tokens[run.stop + possible[-1]]:
        possible.append(possible[-1] + 1)
    return max(possible, key=lambda shift: (_begins_well(tokens, run.start + shift), -abs(shift)))


def _begins_well(tokens: _Tokens, at: int) -> int:
    if "\n" in tokens[at][0]:
        return 2
    return 1 if at > 0 and tokens[at - 1][1][-1:] in (".", ";", ":", "!", "?") else 0


def _told(runs: Iterable[_Run], old: _Tokens, new: _Tokens) -> Iterator[Piece]:
    for run in runs:
        if run.equal:
            for at, to in zip(run.before, run.after, strict=True):
                yield from _spaces(old[at][0], new[to][0])
                yield Piece(PieceKind.KEPT, old[at][1])
        else:
            gone = "".join(space + word for space, word in old[run.before.start : run.before.stop])
            come = "".join(space + word for space, word in new[run.after.start : run.after.stop])
            shared = _leading(gone, come)
            yield Piece(PieceKind.KEPT, gone[:shared])
            yield Piece(PieceKind.DELETED, gone[shared:])
            yield Piece(PieceKind.INSERTED, come[shared:])


def _spaces(gone: str, come: str) -> Iterator[Piece]:
    if gone == come:
        yield Piece(PieceKind.KEPT, gone)
    else:
        yield Piece(PieceKind.DELETED, gone)
        yield Piece(PieceKind.INSERTED, come)


def _leading(gone: str, come: str) -> int:
    """How many spaces both begin with."""
    most = min(len(gone), len(come))
    return next((at for at in range(most) if gone[at] != come[at] or not gone[at].isspace()), most)


def _joined(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """The pieces without empty ones, neighbours of a kind joined."""
    kinds: list[PieceKind] = []
    texts: list[list[str]] = []
    for piece in pieces:
        if not piece.text:
            continue
        if kinds and kinds[-1] is piece.kind:
            texts[-1].append(piece.text)
        else:
            kinds.append(piece.kind)
            texts.append([piece.text])
    return tuple(Piece(kind, "".join(parts)) for kind, parts in zip(kinds, texts, strict=True))
