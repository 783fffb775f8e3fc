"""The published schema as text: `python -m schema.sdl` writes schema/schema.graphql, `--check` compares it."""

import argparse
import difflib
import sys
from pathlib import Path

from graphql import print_schema

from schema.publish import published_schema

COMMITTED = Path(__file__).parent / "schema.graphql"


def sdl() -> str:
    """The published schema."""
    return print_schema(published_schema()) + "\n"


def main(arguments: list[str] | None = None) -> int:
    """Write the schema, or say how the committed one differs. Returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m schema.sdl", description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare instead of writing")
    if not parser.parse_args(arguments).check:
        COMMITTED.write_text(sdl(), encoding="utf-8")
        return 0
    committed = COMMITTED.read_text(encoding="utf-8") if COMMITTED.exists() else ""
    changed = list(
        difflib.unified_diff(committed.splitlines(), sdl().splitlines(), COMMITTED.name, "published", lineterm="")
    )
    for line in changed[:200]:
        print(line)
    if changed:
        print("The committed schema is out of date: python -m schema.sdl", file=sys.stderr)
    return 1 if changed else 0


if __name__ == "__main__":
    sys.exit(main())
