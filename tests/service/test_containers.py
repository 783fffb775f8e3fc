"""The image and the compose file, held against the code: no container engine runs where the tests do."""

import os
import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import typer.main
import yaml
from starlette.applications import Starlette
from starlette.routing import Route
from typer.core import TyperGroup

from service import migrate
from service.app import create_app
from service.cli import app as command_line
from service.postgres import DATABASE, OWNER, SERVICE, EmbeddedPostgres
from service.settings import Settings, described
from tests.service.test_postgres import ask

ROOT = Path(__file__).parent.parent.parent
SETTINGS = {setting.name for setting in described()}
SECRETS = {
    "POSTGRES_PASSWORD",
    "KLIMAKREIS_OWNER_PASSWORD",
    "KLIMAKREIS_SERVICE_PASSWORD",
    "KLIMAKREIS_MASTER_KEY_FILE",
}


def instructions() -> list[tuple[str, str]]:
    """The Dockerfile's instructions, each with its arguments on one line."""
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    text = re.sub(r"^#.*\n", "", text, flags=re.MULTILINE).replace("\\\n", " ")
    return [
        (line.split(maxsplit=1)[0], line.split(maxsplit=1)[1].strip()) for line in text.splitlines() if line.strip()
    ]


def told(name: str) -> list[str]:
    return [arguments for instruction, arguments in instructions() if instruction == name]


def environment() -> dict[str, str]:
    pairs = [shlex.split(line) for line in told("ENV")]
    return dict(pair.split("=", 1) for line in pairs for pair in line)


@pytest.fixture(scope="module")
def compose() -> Any:
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))


def routes() -> set[str]:
    app: Starlette = create_app(Settings(database_url="postgresql://klimakreis_service@/klimakreis"))
    return {route.path for route in app.routes if isinstance(route, Route)}


def asked(command: str) -> str:
    """The path that a health check asks for. The check must be a program that can be read."""
    compile(command, "health check", "exec")
    (path,) = re.findall(r"'?(/[a-z]+)', timeout", command)
    return str(path)


def test_the_image_runs_a_command_that_there_is() -> None:
    assert told("ENTRYPOINT") == ['["klimakreis"]']
    (command,) = told("CMD")
    commands = typer.main.get_command(command_line)
    assert isinstance(commands, TyperGroup)
    assert yaml.safe_load(command)[0] in commands.commands


def test_the_image_sets_settings_that_there_are() -> None:
    set_here = {name for name in environment() if not name.startswith(("PIP_", "PYTHON"))} - {"PATH"}
    assert set_here <= SETTINGS
    settings = Settings.from_environment(environment())
    assert settings.host == "0.0.0.0"
    assert told("EXPOSE") == [str(settings.port)]
    assert told("VOLUME") == [str(settings.data)]


def test_the_image_holds_files_that_there_are() -> None:
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    for arguments in told("COPY"):
        if arguments.startswith("--from="):
            continue
        for source in arguments.split()[:-1]:
            assert (ROOT / source).exists(), source
            assert f"!{source}" in ignored


def test_the_image_is_installed_from_the_lock_and_serves_as_nobody_special() -> None:
    assert any("--require-hashes -r requirements.lock" in arguments for arguments in told("RUN"))
    assert told("USER") == ["klimakreis"]
    assert [arguments.split()[0] for arguments in told("FROM")] == ["python:3.13-slim"] * 2


def test_the_image_is_watched_at_a_path_that_there_is() -> None:
    (check,) = told("HEALTHCHECK")
    command = yaml.safe_load(check[check.index("CMD") + 4 :])
    assert command[:2] == ["python", "-c"]
    assert asked(command[2]) == "/health"
    assert "/health" in routes()


def test_the_service_is_watched_at_a_path_that_there_is(compose: Any) -> None:
    command = compose["services"]["service"]["healthcheck"]["test"]
    assert command[:3] == ["CMD", "python", "-c"]
    assert asked(command[3]) == "/ready"
    assert "/ready" in routes()


def test_the_database_is_waited_for(compose: Any) -> None:
    database = compose["services"]["database"]
    assert database["image"] == "postgres:18"
    assert database["healthcheck"]["test"][:2] == ["CMD", "pg_isready"]
    assert compose["services"]["service"]["depends_on"] == {"database": {"condition": "service_healthy"}}
    assert "database:/var/lib/postgresql" in database["volumes"]
    assert "database" in compose["volumes"]


def test_no_password_stands_in_the_file(compose: Any) -> None:
    """Whatever is secret comes from outside, and compose refuses to start without it."""
    text = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    for name in SECRETS:
        uses = re.findall(rf"\$\{{{name}(.*?)\}}", text)
        assert uses
        assert all(re.fullmatch(r":\?.+", use) for use in uses)
    for service in compose["services"].values():
        for name, value in service["environment"].items():
            if "PASSWORD" in name:
                assert str(value).startswith(f"${{{name}:?")


def substituted(compose: Any, service: str) -> dict[str, str]:
    given = dict.fromkeys(SECRETS, "given")

    def values(text: str) -> str:
        return re.sub(r"\$\{(\w+)(?::[?-]([^}]*))?\}", lambda found: given.get(found[1], found[2] or ""), text)

    return {name: values(str(value)) for name, value in compose["services"][service]["environment"].items()}


def test_the_service_gets_settings_that_there_are(compose: Any) -> None:
    env = substituted(compose, "service")
    assert env.keys() <= SETTINGS
    settings = Settings.from_environment(environment() | env)
    secret = compose["services"]["service"]["secrets"][0]
    assert settings.key_file == Path("/run/secrets") / secret
    assert secret in compose["secrets"]
    for url, role in ((settings.database_url, SERVICE), (settings.database_owner_url, OWNER)):
        parts = urlsplit(str(url))
        assert (parts.username, parts.password, parts.hostname) == (role, "given", "database")
        assert parts.path == f"/{DATABASE}"
    published = compose["services"]["service"]["ports"]
    assert published[0].endswith(f":{settings.port}")


def test_the_service_has_time_to_end(compose: Any) -> None:
    assert int(compose["services"]["service"]["stop_grace_period"].removesuffix("s")) > 20


@pytest.fixture
def bare_server(tmp_path: Path) -> Iterator[EmbeddedPostgres]:
    """A server as the image of PostgreSQL makes it: a superuser and an empty database."""
    with EmbeddedPostgres(tmp_path / "data") as server:
        ask(server.admin_url, f"CREATE DATABASE {DATABASE}")
        yield server


def test_the_roles_are_made_as_the_migrations_need_them(compose: Any, bare_server: EmbeddedPostgres) -> None:
    (mounted,) = [volume for volume in compose["services"]["database"]["volumes"] if volume.startswith("./")]
    script, target, mode = mounted.split(":")
    assert target.startswith("/docker-entrypoint-initdb.d/")
    assert mode == "ro"
    env = substituted(compose, "database")
    env |= {"KLIMAKREIS_OWNER_PASSWORD": "o'wner", "KLIMAKREIS_SERVICE_PASSWORD": 'ser"vice'}
    programs = f"{bare_server.binaries}{os.pathsep}{os.environ['PATH']}"
    where = {"PGHOST": str(bare_server.cluster), "PATH": programs}
    subprocess.run([ROOT / script], env=env | where, check=True)
    migrate.run(bare_server.owner_url, SERVICE)
    assert ask(bare_server.service_url, "SELECT count(*) FROM events") == 0
    privileged = "SELECT count(*) FROM pg_roles WHERE rolname LIKE 'klimakreis%' AND (rolsuper OR rolbypassrls)"
    assert ask(bare_server.admin_url, privileged) == 0
    with pytest.raises(Exception, match="permission denied"):
        ask(bare_server.service_url, "CREATE TABLE public.mine ()")
