"""Who may know whom, where import contracts cannot say it: future aggregates are covered too."""

import ast
import re
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from events import AGGREGATES
from events.agreement.amendments import AmendmentProposed, ProposeAmendment

ROOT = Path(__file__).parent.parent
EDGES = {"cli", "imports", "pages", "demo"}

# What all aggregates are made of. Any other module of events is an aggregate or a part of one; an aggregate of several
# modules is a package, whose own name is its home.
VOCABULARY = {
    "events",
    "events.aggregate",
    "events.authority",
    "events.correction",
    "events.dated",
    "events.decider",
    "events.message",
    "events.policy",
    "events.retelling",
    "events.values",
}

# All that pure rules need of the standard library.
PURE = {
    "base64",
    "collections",
    "dataclasses",
    "datetime",
    "decimal",
    "enum",
    "fractions",
    "functools",
    "hashlib",
    "itertools",
    "math",
}
PURE |= {"difflib", "re", "typing", "unicodedata"}

IMPURE_CALLS = {"today", "now", "utcnow", "fromtimestamp", "open", "print", "input", "eval", "exec", "__import__"}


def modules(folder: str) -> list[Path]:
    return sorted(path for path in (ROOT / folder).rglob("*.py"))


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imported(path: Path) -> Iterator[tuple[str, str]]:
    """The modules that a file imports, each with what it takes from there."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.module is not None
            yield from ((node.module, alias.name) for alias in node.names)


@pytest.mark.parametrize("path", modules("events"), ids=named)
def test_events_are_pure(path: Path) -> None:
    assert {module.partition(".")[0] for module, _ in imported(path)} <= PURE | {"events"}
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        assert not isinstance(node, ast.AsyncFunctionDef | ast.Await | ast.AsyncFor | ast.AsyncWith)
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            assert called not in IMPURE_CALLS, f"line {node.lineno} calls {called}"


@pytest.mark.parametrize("path", modules("service"), ids=named)
def test_the_service_knows_no_aggregate_by_name(path: Path) -> None:
    if path.relative_to(ROOT / "service").parts[0] in EDGES:
        return
    for module, name in imported(path):
        assert not names_an_aggregate(module, name), f"{module} is an aggregate or a part of one"


def names_an_aggregate(module: str, name: str) -> bool:
    """Whether importing this from there is to know an aggregate or a part of one."""
    if module == "events":
        return f"events.{name}" not in VOCABULARY and name not in ("AGGREGATES", "")
    return module.partition(".")[0] == "events" and module not in VOCABULARY


@pytest.mark.parametrize(
    ("module", "name", "told"),
    [
        ("events", "AGGREGATES", False),
        ("events", "decider", False),
        ("events.values", "Text", False),
        ("graphql", "events", False),
        ("events", "COUNTY", True),
        ("events", "county", True),
        ("events.county", "COUNTY", True),
        ("events.noun", "NOUN", True),
        ("events.noun.part", "Part", True),
        ("events.values.part", "", True),
    ],
)
def test_a_module_of_an_aggregates_package_is_a_part_of_it(module: str, name: str, told: bool) -> None:
    assert names_an_aggregate(module, name) is told


def module_of(path: Path) -> str:
    """The module that a file is: `events.noun.part`."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def home(module: str) -> str:
    """The noun's own module, or its package where it has several: `events.noun`."""
    return ".".join(module.split(".")[:2])


def test_every_aggregate_is_a_module_of_its_own() -> None:
    homes = [home(aggregate.state.__module__) for aggregate in AGGREGATES]
    assert len(set(homes)) == len(homes)
    assert not VOCABULARY & set(homes)
    for aggregate, place in zip(AGGREGATES, homes, strict=True):
        assert place.startswith("events.")
        assert home(aggregate.viewed.__module__) == place


def test_the_rules_are_no_more_than_can_be_read() -> None:
    assert sum(len(path.read_text(encoding="utf-8").splitlines()) for path in modules("events")) <= 24_000


def test_no_rules_import_each_other_in_a_circle() -> None:
    """Not even for types alone: what is imported under TYPE_CHECKING counts."""
    every = {module_of(path) for path in modules("events")}
    needs: dict[str, set[str]] = {}
    for path in modules("events"):
        taken = {f"{source}.{name}" if f"{source}.{name}" in every else source for source, name in imported(path)}
        needs[module_of(path)] = taken & every
    assert len(list(TopologicalSorter(needs).static_order())) == len(
        every
    )  # a circle raises CycleError, which names it


def test_an_act_is_declared_in_three_places() -> None:
    """What is recorded, what is asked for, and a line in the part; besides, only the functions of its rules name it."""
    names = {ProposeAmendment.__name__, AmendmentProposed.__name__}
    naming = {
        named(path): [
            statement
            for statement in ast.parse(path.read_text(encoding="utf-8")).body
            if names & {*re.findall(r"\w+", ast.unparse(statement))}
        ]
        for path in modules("events")
    }
    ((_, statements),) = ((path, found) for path, found in naming.items() if found)
    declared = [each for each in statements if not isinstance(each, ast.FunctionDef)]
    assert [type(each) for each in declared] == [ast.ClassDef, ast.ClassDef, ast.Assign]


def test_only_the_app_mounts_the_schema() -> None:
    importing = {
        named(path)
        for path in modules("service")
        if any(module.partition(".")[0] == "schema" for module, _ in imported(path))
    }
    assert importing == {"service/app.py"}
    assert not any(module == "service.app" for path in modules("schema") for module, _ in imported(path))


@pytest.mark.parametrize("folder", ["events", "service", "schema", "migrations", "tests"])
def test_names_say_what_things_are(folder: str) -> None:
    """A class is called after what it is in the field, not after a role that any code could have."""
    for path in modules(folder):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                assert not node.name.endswith(("Manager", "Handler", "Base", "Utils", "Helper", "Updated")), named(path)


def test_a_class_name_means_one_thing() -> None:
    places: dict[str, list[str]] = {}
    for path in (path for folder in ("events", "service", "schema") for path in modules(folder)):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                places.setdefault(node.name, []).append(named(path))
    assert {name: found for name, found in places.items() if len(found) > 1} == {}
