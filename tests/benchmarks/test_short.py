"""The benchmarks work: every figure is told, as a number. What the numbers are is for `make bench` to say."""

import subprocess
import sys

NAMES = [
    "peer_per_s",
    "append_per_s",
    "command_per_s",
    "mutation_per_s",
    "mutation_shown_per_s",
    "append_ratio",
    "command_ratio",
    "mutation_ratio",
    "mutation_shown_ratio",
    "rebuild_events_per_s",
    "rebuild_rss_mb",
    "list_ms",
    "at_ms",
    "history_ms",
    "append_ms",
    "growth_ratio_list",
    "growth_ratio_at",
    "growth_ratio_history",
    "growth_ratio_append",
    "growth_ratio",
    "agreement_version_ms",
    "agreement_growth_ratio_version",
    "agreement_comparison_ms",
    "agreement_growth_ratio_comparison",
    "agreement_list_ms",
    "agreement_growth_ratio_list",
    "agreement_growth_ratio",
    "agreement_states_per_text",
    "monitoring_ms",
    "monitoring_sql_ms",
    "monitoring_ratio",
]


def test_every_figure_is_told() -> None:
    told = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks", "--short"], check=True, capture_output=True, text=True
    ).stdout
    lines = [line.split(": ") for line in told.splitlines()]
    assert [name for name, _ in lines] == NAMES
    assert all(float(value) > 0 for _, value in lines)
