"""The catalogue of texts. `python -m service.catalogue` updates it from the code; `--check` checks it.

Texts are extracted from literals in calls that `TEXTS` lists, and from `trans` in templates. Translators always see
whole texts: a text built from pieces is an error.
"""

import ast
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from string import Formatter

from babel.messages import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

from service.language import CATALOGUE

ROOT = Path(__file__).parent.parent
FOLDERS = ("events", "service", "schema")

TEXTS: Mapping[str, tuple[int, ...]] = {
    "message": (0,),
    "say": (0,),
    "phrase": (0,),
    "warn": (0,),
    "confirm": (0,),
    "progress": (0,),
    "plural": (1, 2),
    "require": (3,),
    "Rejected": (2,),
    "Superseded": (4,),
    "Invalid": (0,),
    "check_reasoned": (1,),
    "existing_part": (2,),
    "check_mode": (2,),
    "_next_step": (3,),
    "column": (0,),
    "BadLine": (2,),
    "WrongRow": (2,),
    "_wrong": (2,),
    "CannotWrite": (0,),
    "Refused": (0,),
    "InvalidInput": (0,),
    "NotFound": (0,),
    "Forbidden": (0,),
    "Unauthenticated": (0,),
    "CommandIdReused": (0,),
    "Contended": (0,),
    "ResyncRequired": (0,),
    "Unavailable": (0,),
}
"""The functions, methods and classes that take a text, and in which arguments; two arguments are the singular and the
plural."""

_HEADER = """msgid ""
msgstr ""
"Language: de\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""
_IN_TEMPLATES = re.compile(r"%\((\w+)\)s")


class Unextractable(Exception):
    """A text that is not a literal, so translators would never see it."""


@dataclass(frozen=True)
class CatalogueText:
    """A text in a file: its English, either one form or singular and plural."""

    file: str
    english: tuple[str, ...]

    @property
    def id(self) -> str | tuple[str, ...]:
        """Its id in the catalogue."""
        return self.english if len(self.english) > 1 else self.english[0]


def texts(root: Path = ROOT) -> Iterator[CatalogueText]:
    """Every text in the code and the templates. Raises `Unextractable`."""
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*.py")):
            yield from _in_code(path, path.relative_to(root).as_posix())
        for path in sorted((root / folder).rglob("*.html")):
            for _, english, _, _ in extract_from_file("jinja2", path):
                yield CatalogueText(path.relative_to(root).as_posix(), _forms(english))


def _in_code(path: Path, name: str) -> Iterator[CatalogueText]:
    calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        places = TEXTS.get(_called(call.func), ())
        found = [_literals(call.args[place], name) for place in places if place < len(call.args)]
        yield from (CatalogueText(name, forms) for forms in zip(*found, strict=True))


def _called(function: ast.expr) -> str:
    match function:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def _literals(node: ast.expr, file: str) -> list[str]:
    """The texts of an argument: one, or two in a conditional expression; none if the message is made elsewhere."""
    match node:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.IfExp(body=body, orelse=orelse):
            return [*_literals(body, file), *_literals(orelse, file)]
        case ast.Name() | ast.Attribute() | ast.Call() | ast.Subscript():
            return []
    raise Unextractable(f"{file}:{node.lineno}: a text must be a literal: {ast.unparse(node)}")


def extracted(root: Path = ROOT) -> Catalog:
    """The texts of the code, without German translations."""
    catalog = Catalog(locale="de")
    for text in texts(root):
        catalog.add(text.id, locations=[(text.file, 0)])
    return catalog


def updated(written: bytes, template: Catalog) -> bytes:
    """The catalogue with the current texts of the code. Translations are kept; where the English changed slightly, they
    are marked fuzzy for review."""
    catalog = read_po(BytesIO(written), locale="de")
    catalog.update(template)
    result = BytesIO()
    write_po(result, catalog, width=110, omit_header=True, ignore_obsolete=True, include_lineno=False)
    return _HEADER.encode() + result.getvalue().lstrip()


def flaws(written: bytes, template: Catalog) -> Iterator[str]:
    """The faults in the catalogue, text by text."""
    catalog = read_po(BytesIO(written), locale="de")
    for text in template:
        if text.id and catalog.get(text.id) is None:
            yield f"is not in the catalogue: {text.id}"
    for text in catalog:
        if not text.id:
            continue
        if template.get(text.id) is None:
            yield f"is said nowhere: {text.id}"
        elif text.fuzzy:
            yield f"the English has changed, look at the German and take the mark `fuzzy` away: {text.id}"
        else:
            yield from _of_german(text)


def _of_german(text: Message) -> Iterator[str]:
    english, german = _forms(text.id), _forms(text.string)
    if len(german) != len(english) or not all(german):
        yield f"is not translated: {text.id}"
        return
    for one, other in zip(english, german, strict=True):
        if _values(one) != _values(other):
            yield f"the values in braces differ: {one} / {other}"


def _forms(text: str | Sequence[str] | None) -> tuple[str, ...]:
    return (text or "",) if isinstance(text, str | None) else tuple(text)


def _values(text: str) -> set[str]:
    """The placeholders of a text; a plural may leave out its count."""
    names = set(_IN_TEMPLATES.findall(text))
    if not names:
        names = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    return names - {"count"}


def main(arguments: list[str]) -> int:
    """Update the catalogue, or check that it is complete."""
    template, written = extracted(), CATALOGUE.read_bytes()
    if "--check" not in arguments:
        written = updated(written, template)
        CATALOGUE.write_bytes(written)
    found = [*flaws(written, template)]
    if updated(written, template) != written:
        found.append(f"{CATALOGUE.name} is not as `make texts` writes it")
    for flaw in found:
        sys.stderr.write(f"{flaw}\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
