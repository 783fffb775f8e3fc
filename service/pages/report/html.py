"""A report as HTML: one file, whole in itself, without scripts, to be read and to be printed."""

from base64 import b64encode
from hashlib import sha256

from markupsafe import Markup

from service.pages.html import TEMPLATES, environment
from service.pages.report.chart.bars import BarChart, drawn_bars
from service.pages.report.chart.frame import NARROW, WIDE
from service.pages.report.chart.lines import LineChart, drawn_lines
from service.pages.report.report import Report

_STYLE = "".join((TEMPLATES / name).read_text(encoding="utf-8") for name in ("style.css", "report.css"))
_STYLE_HASH = b64encode(sha256(_STYLE.encode()).digest()).decode()

KEPT_POLICY = f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; base-uri 'none'; form-action 'none'"
"""What a browser may do with a report that somebody has kept as a file: show it in its own style, and nothing else."""
SECURITY_POLICY = f"{KEPT_POLICY}; frame-ancestors 'none'"
"""The same, and no other page may show it within itself."""


def drawn(chart: LineChart | BarChart, width: int) -> Markup:
    """A chart as a picture."""
    return drawn_lines(chart, width) if isinstance(chart, LineChart) else drawn_bars(chart, width)


def report_html(page: Report) -> str:
    """A report as a page."""
    template = environment(page.language).get_template("report.html")
    # The style is ours: it is not escaped, for it would not be the one that the policy names.
    return template.render(page=page, style=Markup(_STYLE), policy=KEPT_POLICY, drawn=drawn, wide=WIDE, narrow=NARROW)
