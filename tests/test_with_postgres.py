"""The server that the suite's second run gets."""

import os
import subprocess
import sys

import pytest

from tests import with_postgres

GIVEN = "postgres://user:secret@db.example.org/points"


def run(*command: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Run the module with a command, as the Makefile does."""
    return subprocess.run(
        [sys.executable, "-m", "tests.with_postgres", *command],
        env=os.environ | environment,
        capture_output=True,
        text=True,
    )


def test_command_gets_the_server_that_was_given():
    """The address in DATABASE_URL; what is printed names the host and not the password."""
    finished = run(
        "sh", "-c", 'test "$DATABASE_URL" = "$TEST_DATABASE_URL"', TEST_DATABASE_URL=GIVEN
    )
    assert finished.returncode == 0
    assert "db.example.org" in finished.stdout
    assert "secret" not in finished.stdout


@pytest.mark.parametrize(
    ("script", "status"), [("exit 0", 0), ("exit 5", 5), ("kill -TERM $$", 143)]
)
def test_exit_status_is_that_of_the_command(script, status):
    """A failure of the suite must reach make; an end by a signal is told as a shell tells it."""
    assert run("sh", "-c", script, TEST_DATABASE_URL=GIVEN).returncode == status


def test_command_that_is_not_there_is_named():
    """Rather than a traceback of our own."""
    finished = run("no-such-command", TEST_DATABASE_URL=GIVEN)
    assert finished.returncode == 127
    assert finished.stderr.startswith("no-such-command: ")


@pytest.mark.parametrize(("ci", "status"), [("", 0), ("true", 1)])
def test_without_any_postgresql_the_run_is_skipped_aloud_and_fails_in_ci(
    ci, status, monkeypatch, capsys
):
    """A suite that did not run must not look, to a machine, as if it had passed."""
    monkeypatch.setattr(with_postgres, "find_binaries", lambda: None)
    monkeypatch.setattr(with_postgres.signal, "signal", lambda number, handler: None)
    monkeypatch.delenv("TEST_DATABASE_URL", raising=False)
    monkeypatch.setenv("CI", ci)
    assert with_postgres.main(["pytest"]) == status
    assert capsys.readouterr().err.startswith("NOT RUN: ")


def test_versions_are_compared_as_numbers():
    """The newest of several servers on the machine is the one to take."""
    assert sorted(["9.6", "15", "16"], key=with_postgres.version_key) == ["9.6", "15", "16"]
