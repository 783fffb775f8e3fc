"""Lines of an official list, made for tests: the fixed width and nothing of a real place."""

from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).parent / "data"
SHARED = Path(__file__).parents[4] / "shared" / "data" / "gv100ad-extract-2023-11-30.txt"


@dataclass(frozen=True)
class Official:
    """A list in the official form, and what is known to be in it for one county."""

    path: Path
    county: str
    municipalities: int
    associations: int
    free: str
    """The AGS of a municipality of no association."""
    bound: str
    """The AGS of a municipality of an association, with an umlaut in its name."""


OWN = Official(DATA / "gv100ad-beispielkreis.txt", "01098", 7, 2, "01098001", "01098012")
REAL = Official(SHARED, "01059", 123, 13, "01059045", "01059126")
OFFICIAL = [OWN, REAL] if SHARED.exists() else [OWN]


def county_line(key: str, name: str, day: str = "20231130") -> str:
    return f"40{day}{key}".ljust(22) + name.ljust(50) + "Musterstadt".ljust(50) + "43".ljust(98)


def association_line(county: str, number: str, name: str, kind: int = 51, day: str = "20231130") -> str:
    assert len(number) == 4
    return f"50{day}{county}".ljust(18) + number + name.ljust(50) + "".ljust(50) + str(kind).ljust(98)


def municipality_line(
    ags: str, number: str, name: str, inhabitants: int = 100, kind: int = 64, day: str = "20231130"
) -> str:
    start = f"60{day}{ags}{number}{name.ljust(50)}{''.ljust(50)}{kind}    "
    return (start + f"{500:011}{inhabitants:011}{inhabitants // 2:011}    99999").ljust(220)


def as_file(lines: list[str]) -> bytes:
    return "".join(line + "\n" for line in lines).encode()
