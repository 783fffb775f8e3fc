"""What stands in our documents, so that tests can hold it against the code."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
DOCUMENTS = sorted(
    [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")]
)

_FENCE = re.compile(r"^```(\w+)([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^)\s]+)\)")


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, the words behind it, its text, and where it stands."""

    language: str
    words: tuple[str, ...]
    text: str
    line: int

    def word(self, name: str) -> str | None:
        """What `name=…` says behind the language."""
        return next((word.partition("=")[2] for word in self.words if word.startswith(f"{name}=")), None)


def blocks(path: Path) -> list[Block]:
    """Every fenced block of a document, in order."""
    text = path.read_text(encoding="utf-8")
    found = [
        Block(match[1], tuple(match[2].split()), match[3], text.count("\n", 0, match.start()) + 1)
        for match in _FENCE.finditer(text)
    ]
    assert text.count("\n```") + text.startswith("```") == 2 * len(found), f"{path.name}: a fence without a language"
    return found


def links(path: Path) -> list[str]:
    """Where a document points to within the repository, fragments included."""
    prose = _FENCE.sub("", path.read_text(encoding="utf-8"))
    return [link for link in _LINK.findall(prose) if "://" not in link]


def anchors(path: Path) -> set[str]:
    """The fragments by which the headings of a document are addressed."""
    prose = _FENCE.sub("", path.read_text(encoding="utf-8"))
    headings = re.findall(r"^#+ (.+)$", prose, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def agrees(told: Any, found: Any) -> bool:
    """Whether an answer is the one that was told; `…` in it stands for anything that is there."""
    if told == "…":
        return found is not None
    if isinstance(told, dict):
        return (
            isinstance(found, dict)
            and told.keys() == found.keys()
            and all(agrees(told[name], found[name]) for name in told)
        )
    if isinstance(told, list):
        return isinstance(found, list) and len(told) == len(found) and all(map(agrees, told, found))
    return bool(told == found)


def named(value: Any) -> dict[str, Any]:
    """Every plain value of an answer by its name; the last where a name stands several times."""
    known: dict[str, Any] = {}
    for name, inner in value.items() if isinstance(value, dict) else ():
        for each in inner if isinstance(inner, list) else (inner,):
            known |= named(each) if isinstance(each, dict) else {name: each}
    return known
