"""What came of an import of values."""

from collections.abc import Sequence
from dataclasses import dataclass

from service.command_envelope import CommandOutcome as Sent
from service.imports.values.finding import Finding, Outcome


@dataclass
class Written:
    """How the rows stand in the end, how many have no value, the events that were written and the newest position."""

    findings: list[Finding]
    blank: int
    position: int
    events: int = 0

    def take(self, sent: Sent) -> None:
        """Count what came of a command."""
        self.events += 0 if sent.repeated else len(sent.events)
        self.position = max(self.position, sent.position)

    def refused(self, shown: Sequence[Finding]) -> list[Finding]:
        """The rows that were to be written and were refused after all."""
        return [
            finding
            for finding, before in zip(self.findings, shown, strict=True)
            if finding.outcome is Outcome.WRONG and before.outcome is not Outcome.WRONG
        ]
