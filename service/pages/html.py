"""Documents as HTML: whole in themselves, without scripts, to be read and to be printed."""

from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from events.difference import Piece, PieceKind
from service.pages.document import Document
from service.pages.synopsis import Synopsis
from service.pages.typography import typeset

_TEMPLATES = Path(__file__).parent / "templates"
_STYLE = (_TEMPLATES / "style.css").read_text(encoding="utf-8")
_STYLE_HASH = b64encode(sha256(_STYLE.encode()).digest()).decode()

SECURITY_POLICY = (
    f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""What a browser may do with such a page: show it in its own style, and nothing else."""

_TAGS = {PieceKind.INSERTED: "ins", PieceKind.DELETED: "del"}


def marked(piece: Piece) -> Markup:
    """A piece as it is shown; spaces at its edges are not marked."""
    core = piece.text.strip()
    tag = _TAGS.get(piece.kind)
    if tag is None or not core:
        return escape(piece.text)
    before, after = piece.text.split(core, 1)
    return Markup("{}<{}>{}</{}>{}").format(before, tag, core, tag, after)


def marked_line(pieces: Iterable[Piece]) -> Markup:
    """The pieces in a row; a space parts what came in from what it replaces, so that a line can end there."""
    told = Markup("")
    for piece in pieces:
        shown = marked(piece)
        told += Markup(" ") + shown if told.endswith("</del>") and shown.startswith("<ins>") else shown
    return told


_environment = Environment(
    loader=FileSystemLoader(_TEMPLATES),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_environment.filters["typeset"] = typeset
# The style is ours: it is not escaped, for it would not be the one that the policy names.
_environment.globals.update(marked_line=marked_line, style=Markup(_STYLE))


def agreement_html(page: Document) -> str:
    """A version of an agreement as a page."""
    return _environment.get_template("agreement.html").render(page=page)


def comparison_html(page: Synopsis) -> str:
    """Two versions of an agreement as a page."""
    return _environment.get_template("comparison.html").render(page=page)
