"""The PostgreSQL the service runs for itself: from nothing, after every kind of end, and for one process only."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psutil
import psycopg
import pytest

from service import postgres as module
from service.postgres import DATABASE, OWNER, SERVICE, DirectoryInUse, EmbeddedPostgres, PostgresError
from service.server_user import as_server_user

pytestmark = pytest.mark.soak

STARTS_AND_IS_KILLED = """
import os, signal, sys
from pathlib import Path
from service.postgres import EmbeddedPostgres
server = EmbeddedPostgres(Path(sys.argv[1]))
server.start()
print(server.pid, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[EmbeddedPostgres]:
    """A running server of the test's own, as durable as in production."""
    with EmbeddedPostgres(tmp_path / "data") as started:
        started.ensure_roles()
        yield started


def ask(url: str, statement: str) -> object:
    with closing(psycopg.connect(url, autocommit=True)) as connection:
        cursor = connection.execute(statement.encode())
        row = cursor.fetchone() if cursor.description else None
    return row[0] if row else None


def test_starts_from_nothing_with_two_plain_roles(server: EmbeddedPostgres) -> None:
    for url, role in ((server.owner_url, OWNER), (server.service_url, SERVICE)):
        assert ask(url, "SELECT current_user") == role
        assert ask(url, "SELECT current_database()") == DATABASE
        privileged = "SELECT rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb FROM pg_roles WHERE rolname = "
        assert ask(url, f"{privileged}'{role}'") is False
    assert (
        ask(server.owner_url, "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database()")
        == OWNER
    )


def test_the_service_role_makes_nothing(server: EmbeddedPostgres) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        ask(server.service_url, "CREATE TABLE public.mine ()")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        ask(server.service_url, "CREATE TEMP TABLE mine ()")


def test_roles_are_made_once(server: EmbeddedPostgres) -> None:
    server.ensure_roles()
    assert ask(server.admin_url, f"SELECT count(*) FROM pg_roles WHERE rolname IN ('{OWNER}', '{SERVICE}')") == 2


def test_is_durable_and_out_of_reach(server: EmbeddedPostgres) -> None:
    assert ask(server.admin_url, "SHOW fsync") == "on"
    assert ask(server.admin_url, "SHOW data_checksums") == "on"
    assert ask(server.admin_url, "SHOW listen_addresses") == ""
    assert server.cluster.stat().st_mode & 0o077 == 0


def test_its_log_keeps_no_text_of_a_statement(server: EmbeddedPostgres) -> None:
    with pytest.raises(psycopg.errors.UniqueViolation):
        ask(
            server.owner_url,
            "CREATE TABLE t (a text UNIQUE); INSERT INTO t VALUES ('Erika'); INSERT INTO t VALUES ('Erika')",
        )
    log = server.log.read_text()
    assert "unique constraint" in log
    assert "Erika" not in log


def test_start_is_repeatable(server: EmbeddedPostgres) -> None:
    before = server.pid
    server.start()
    assert server.pid == before


def test_stops_and_starts_with_what_was_kept(server: EmbeddedPostgres) -> None:
    ask(server.owner_url, "CREATE TABLE kept AS SELECT 7 AS number")
    server.stop()
    assert not server.is_alive
    assert server.pid is None
    server.start()
    assert ask(server.owner_url, "SELECT number FROM kept") == 7


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGQUIT])
def test_a_dead_server_is_started_again(server: EmbeddedPostgres, number: signal.Signals) -> None:
    ask(server.owner_url, "CREATE TABLE kept AS SELECT 7 AS number")
    assert server.pid is not None
    process = psutil.Process(server.pid)
    process.send_signal(number)
    process.wait()
    assert not server.is_alive
    server.restart()
    assert server.is_alive
    assert ask(server.owner_url, "SELECT number FROM kept") == 7


def test_backends_that_outlive_their_postmaster_do_not_hinder_the_next(server: EmbeddedPostgres) -> None:
    """A stopped backend cannot see that its postmaster is gone; it would hold the shared memory for ever."""
    with closing(psycopg.connect(server.owner_url)) as connection:
        backend = psutil.Process(connection.info.backend_pid)
        backend.suspend()
        assert server.pid is not None
        os.kill(server.pid, signal.SIGKILL)
        server.restart()
        assert not backend.is_running() or backend.status() == psutil.STATUS_ZOMBIE
    assert ask(server.owner_url, "SELECT 1") == 1


def test_one_process_a_directory(server: EmbeddedPostgres) -> None:
    with pytest.raises(DirectoryInUse, match="in use by another klimakreis process"):
        EmbeddedPostgres(server.directory).start()
    with pytest.raises(DirectoryInUse):
        EmbeddedPostgres(server.directory).stop_left_behind()
    assert server.is_alive


def test_another_process_finds_it(server: EmbeddedPostgres) -> None:
    other = EmbeddedPostgres(server.directory)
    assert other.find()
    assert other.service_url == server.service_url
    server.stop()
    assert not other.find()


@pytest.mark.parametrize("taken_over", [True, False])
def test_a_server_left_behind_is_ended(tmp_path: Path, taken_over: bool) -> None:
    started = subprocess.run(
        [sys.executable, "-c", STARTS_AND_IS_KILLED, str(tmp_path / "data")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert started.returncode == -signal.SIGKILL
    left = int(started.stdout)
    assert psutil.pid_exists(left)
    next_one = EmbeddedPostgres(tmp_path / "data")
    if taken_over:
        with next_one:
            assert next_one.pid != left
    else:
        next_one.stop_left_behind()
        assert not next_one.is_alive
    assert not psutil.pid_exists(left) or psutil.Process(left).status() == psutil.STATUS_ZOMBIE


def test_a_stale_pid_file_harms_no_other_program(server: EmbeddedPostgres) -> None:
    server.stop()
    (server.cluster / "postmaster.pid").write_text(f"{os.getpid()}\n{server.cluster}\n0\n5432\n{server.cluster}\n\n\n")
    assert not EmbeddedPostgres(server.directory).find()
    EmbeddedPostgres(server.directory).stop_left_behind()


def test_a_long_path_gets_a_short_private_socket(tmp_path: Path) -> None:
    with EmbeddedPostgres(tmp_path / ("a" * 60) / ("b" * 60)) as server:
        server.ensure_roles()
        assert ask(server.service_url, "SELECT 1") == 1
        directory = Path(server.service_url.partition("host=")[2].partition("&")[0])
        assert directory != server.cluster
        assert directory.stat().st_mode & 0o077 == 0
        assert EmbeddedPostgres(server.directory).find()
    directory.chmod(0o777)
    with pytest.raises(PostgresError, match="should be a private directory of ours"):
        server.start()
    directory.rmdir()


def test_an_interrupted_beginning_is_begun_again(tmp_path: Path) -> None:
    draft = tmp_path / "data" / "postgres.new"
    draft.mkdir(parents=True)
    (draft / "PG_VERSION").write_text("18\n")
    with EmbeddedPostgres(tmp_path / "data") as server:
        assert server.initialised
    assert not draft.exists()


def test_a_cluster_of_another_version_is_left_alone(server: EmbeddedPostgres) -> None:
    server.stop()
    (server.cluster / "PG_VERSION").write_text("13\n")
    with pytest.raises(PostgresError, match="made by PostgreSQL 13"):
        server.start()
    assert not server.is_alive


def test_a_server_that_cannot_start_says_why(tmp_path: Path) -> None:
    server = EmbeddedPostgres(tmp_path / "data", configuration={"shared_buffers": "much"})
    with pytest.raises(PostgresError, match="shared_buffers"):
        server.start()
    assert not server.is_alive


def test_a_server_that_does_not_answer_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "RECOVERY_SECONDS", 0.0)
    server = EmbeddedPostgres(tmp_path / "data", configuration={"max_connections": "20"})
    with pytest.raises(PostgresError, match="does not answer"):
        server.start()
    assert not server.is_alive


def test_a_wait_for_the_server_can_be_abandoned(tmp_path: Path) -> None:
    server = EmbeddedPostgres(tmp_path / "data")
    server.abandon()
    with pytest.raises(PostgresError, match="asked to stop before it answered"):
        server.start()
    assert not server.is_alive


def test_a_directory_that_cannot_be_used_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    with pytest.raises(PostgresError, match="cannot run in"):
        EmbeddedPostgres(tmp_path / "data").start()


def test_programs_that_are_not_there_are_told(tmp_path: Path) -> None:
    server = EmbeddedPostgres(tmp_path / "data", binaries=tmp_path)
    with pytest.raises(PostgresError, match="cannot run in"):
        server.start()
    assert not server.is_alive


def test_a_server_not_started_has_no_address(tmp_path: Path) -> None:
    with pytest.raises(PostgresError, match="was not started"):
        _ = EmbeddedPostgres(tmp_path).owner_url


def test_a_long_log_is_put_aside(server: EmbeddedPostgres, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LOG_BYTES", 0)
    server.stop()
    server.start()
    assert server.log.with_suffix(".log.1").exists()


def test_a_stubborn_server_is_stopped_in_the_end(server: EmbeddedPostgres) -> None:
    """A postmaster that does not hear is killed; its data recovers."""
    assert server.pid is not None
    psutil.Process(server.pid).suspend()
    server.stop(seconds=0.01)
    server.start()
    assert ask(server.owner_url, "SELECT 1") == 1


def test_waits_for_what_a_killed_server_still_holds(server: EmbeddedPostgres, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pid file names a process of the server's user that lives: PostgreSQL refuses until it is gone."""
    server.stop()
    monkeypatch.setattr(module, "FREE_SECONDS", 0.2)
    with subprocess.Popen(["sleep", "60"], **as_server_user()) as holder:
        written = f"{holder.pid}\n{server.cluster}\n0\n5432\n{server.cluster}\n\n\n"
        (server.cluster / "postmaster.pid").write_text(written)
        with pytest.raises(PostgresError, match=r"postmaster\.pid"):
            server.start()
        holder.kill()
    server.start()
    assert ask(server.owner_url, "SELECT 1") == 1
