"""Documents as HTML: whole in themselves, without scripts, to be read and to be printed."""

from base64 import b64encode
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from events.difference import Piece, PieceKind
from service.language import Language, translations
from service.pages.document import AgreementDocument
from service.pages.synopsis import Synopsis
from service.pages.typography import typeset

TEMPLATES = Path(__file__).parent / "templates"
_STYLE = (TEMPLATES / "style.css").read_text(encoding="utf-8")
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


@cache
def environment(language: Language) -> Environment:
    """The templates of a language; `trans` says a text of the catalogue."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    made.install_gettext_translations(translations(language), newstyle=True)  # type: ignore[attr-defined]
    made.globals["lang"] = language.value.lower()
    made.filters["typeset"] = typeset
    return made


def agreement_html(page: AgreementDocument) -> str:
    """A version of an agreement as a page."""
    return _rendered("agreement.html", page)


def comparison_html(page: Synopsis) -> str:
    """Two versions of an agreement as a page."""
    return _rendered("comparison.html", page)


def _rendered(name: str, page: AgreementDocument | Synopsis) -> str:
    template = environment(page.language).get_template(name)
    # The style is ours: it is not escaped, for it would not be the one that the policy names.
    return template.render(page=page, marked_line=marked_line, style=Markup(_STYLE))
