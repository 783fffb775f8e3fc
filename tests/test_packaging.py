"""What is handed on: the locks, the wheel, the licence, the description for others, the commands of the Makefile."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
PACKAGES = ("events", "service", "schema", "migrations")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def plain(name: str) -> str:
    return re.split(r"[\s\[;<>=!~]", name, maxsplit=1)[0].lower().replace("_", "-")


def wanted(file: str) -> set[str]:
    lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
    return {plain(line) for line in lines if line and not line.startswith(("#", "-"))}


def pinned(file: str) -> dict[str, str]:
    lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
    return {plain(line): line.split("==")[1].split()[0] for line in lines if "==" in line}


def third_party(folder: str) -> set[str]:
    """The distributions that a package imports by itself."""
    found = set()
    homes = packages_distributions()
    for path in (ROOT / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
            found |= {name.partition(".")[0] for name in names}
    own = {*PACKAGES, "tests", *sys.stdlib_module_names}
    return {plain(homes[name][0]) for name in found - own}


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_locks_pin_with_hashes_and_name_no_host(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"^--", text, re.MULTILINE)
    for requirement in re.split(r"\n(?=\S)", text.strip()):
        first, *hashes = requirement.splitlines()
        assert re.match(r"[a-z0-9.-]+(\[[a-z0-9, -]+\])?==[0-9]\S*( ; .*)? \\$", first), first
        assert hashes
        assert all(re.fullmatch(r"    --hash=sha256:[0-9a-f]{64}( \\)?", line) for line in hashes)


def test_locks_hold_what_is_wanted_and_agree() -> None:
    runtime, tools = pinned("requirements.lock"), pinned("requirements-dev.lock")
    assert wanted("requirements.in") <= runtime.keys()
    assert wanted("requirements-dev.in") <= tools.keys()
    assert runtime.items() <= tools.items()


@pytest.mark.parametrize("folder", PACKAGES)
def test_what_is_imported_is_asked_for(folder: str) -> None:
    assert third_party(folder) <= wanted("requirements.in")


def test_what_the_tests_import_is_asked_for() -> None:
    assert third_party("tests") <= wanted("requirements.in") | wanted("requirements-dev.in")


def tracked() -> set[str]:
    """What git knows of the packages, or what lies there where git is not at hand."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", *PACKAGES],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode == 0:
        return {name for name in listed.stdout.splitlines() if (ROOT / name).exists()}
    files = [path for folder in PACKAGES for path in (ROOT / folder).rglob("*") if path.is_file()]
    return {path.relative_to(ROOT).as_posix() for path in files if "__pycache__" not in path.parts}


def test_the_wheel_holds_every_file_of_the_packages(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    for name in ("pyproject.toml", "requirements.in", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source / name)
    for folder in PACKAGES:
        shutil.copytree(ROOT / folder, source / folder)
    build = "import sys; from setuptools.build_meta import build_wheel; print(build_wheel(sys.argv[1]))"
    subprocess.run([sys.executable, "-c", build, str(tmp_path)], cwd=source, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("klimakreis-*.whl")
    with zipfile.ZipFile(wheel) as opened:
        packed = set(opened.namelist())
        entries = opened.read(next(name for name in packed if name.endswith("entry_points.txt"))).decode()
    assert {name for name in packed if ".dist-info/" not in name} == tracked()
    assert any(name.endswith("licenses/LICENSE") for name in packed)
    assert "klimakreis = service.cli:app" in entries


def test_the_licence_is_whole() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2\nEUPL © the European Union 2007, 2016\n")
    for article in range(1, 16):
        assert re.search(rf"^{article}\.\s?[A-Z]", text, re.MULTILINE), article
    assert "‘Compatible Licences’ according to Article 5 EUPL are:" in text
    assert text.rstrip().endswith("require the production of a new EUPL version.")


def test_the_description_for_others_keeps_to_its_standard() -> None:
    described = yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))
    assert described["publiccodeYmlVersion"] == "0.4"
    for key in ("name", "url", "platforms", "categories", "developmentStatus", "softwareType"):
        assert described[key]
    assert described["softwareVersion"] == PROJECT["project"]["version"]
    assert described["legal"] == {"license": PROJECT["project"]["license"]}
    assert described["maintenance"]["type"] == "community"
    assert all(contact["name"] for contact in described["maintenance"]["contacts"])
    assert described["localisation"]["localisationReady"] is True
    assert set(described["description"]) == {"en", "de"} == set(described["localisation"]["availableLanguages"])
    for text in described["description"].values():
        assert len(text["genericName"]) <= 35
        assert len(text["shortDescription"]) <= 150
        assert 150 <= len(text["longDescription"]) <= 10_000
        assert all(len(feature) <= 100 for feature in text["features"])


def test_the_changelog_tells_of_what_is_to_come() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert text.startswith("# Changelog\n")
    assert "## [Unreleased]" in text


def test_what_make_offers_is_told_and_there() -> None:
    told = subprocess.run(
        ["make", "--no-print-directory", "help"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    offered = set(re.findall(r"make (\w+)", told.stdout))
    assert {"run", "test", "check", "bench", "soak", "sdl", "lock", "clean", "help"} <= offered
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert set(re.findall(r"^([a-z]+):.*## ", text, re.MULTILINE)) == offered
    for module in re.findall(r"python -m (tests\.\S+|schema\.\S+)", text):
        path = ROOT.joinpath(*module.split("."))
        assert path.with_suffix(".py").exists() or (path / "__main__.py").exists(), module


def test_what_a_submission_must_pass_is_what_make_offers() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "set -euo pipefail" in script
    assert re.findall(r"^make (\w+)", script, re.MULTILINE) == ["check", "test"]
