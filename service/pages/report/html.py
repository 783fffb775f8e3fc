"""A report as HTML: one file, whole in itself, without scripts, to be read and to be printed."""

from base64 import b64encode
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from service.pages.report.chart.bars import BarChart, drawn_bars
from service.pages.report.chart.frame import NARROW, WIDE
from service.pages.report.chart.lines import LineChart, drawn_lines
from service.pages.report.report import Report
from service.pages.typography import typeset

_TEMPLATES = Path(__file__).parent.parent / "templates"
_STYLE = "".join((_TEMPLATES / name).read_text(encoding="utf-8") for name in ("style.css", "report.css"))
_STYLE_HASH = b64encode(sha256(_STYLE.encode()).digest()).decode()

KEPT_POLICY = f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; base-uri 'none'; form-action 'none'"
"""What a browser may do with a report that somebody has kept as a file: show it in its own style, and nothing else."""
SECURITY_POLICY = f"{KEPT_POLICY}; frame-ancestors 'none'"
"""The same, and no other page may show it within itself."""


def drawn(chart: LineChart | BarChart, width: int) -> Markup:
    """A chart as a picture."""
    return drawn_lines(chart, width) if isinstance(chart, LineChart) else drawn_bars(chart, width)


_environment = Environment(
    loader=FileSystemLoader(_TEMPLATES),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_environment.filters["typeset"] = typeset
# The style is ours: it is not escaped, for it would not be the one that the policy names.
_environment.globals.update(style=Markup(_STYLE), policy=KEPT_POLICY, drawn=drawn, wide=WIDE, narrow=NARROW)


def report_html(page: Report) -> str:
    """A report as a page."""
    return _environment.get_template("report.html").render(page=page)
