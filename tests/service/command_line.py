"""The command line, given to a database of a test's own."""

import base64
import json
from dataclasses import dataclass
from typing import Any

from typer.testing import CliRunner, Result

from service.cli import app
from tests.conftest import Database


@dataclass(frozen=True)
class CommandLine:
    """`klimakreis`, with the settings of one database."""

    environment: dict[str, str]

    @classmethod
    def on(cls, database: Database) -> "CommandLine":
        return cls(
            {
                "DATABASE_URL": database.service_url,
                "DATABASE_OWNER_URL": database.owner_url,
                "KLIMAKREIS_MASTER_KEY": base64.b64encode(bytes(range(32))).decode(),
                "COLUMNS": "200",
            }
        )

    def __call__(self, *arguments: str, code: int = 0, typed: str | None = None) -> Result:
        """What comes of a command that ends with this code."""
        unset = {"DATABASE_URL": "", "DATABASE_OWNER_URL": ""}  # those of the tests themselves
        result = CliRunner().invoke(app, list(arguments), env=unset | self.environment, input=typed)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert result.exit_code == code, result.output
        return result

    def json(self, *arguments: str, code: int = 0) -> Any:
        """What a command tells programs."""
        return json.loads(self(*arguments, "--json", code=code).stdout)

    def county(self, key: str, name: str = "Beispielkreis") -> None:
        """Open the record of a county."""
        self("county", "create", key, name)
