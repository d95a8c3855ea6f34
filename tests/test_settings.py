"""Settings that a site is served with."""

import os
import re
import subprocess
import sys

import pytest

from declarations.settings import flag, listed, secret_key


def test_deployment_checks_leave_only_what_is_the_owners_decision(tmp_path):
    """Behind TLS, all that Django asks is whether HSTS holds for subdomains and is preloaded."""
    environment = {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path), "HTTPS": "1"}
    finished = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy"],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    found = set(re.findall(r"security\.[EW]\d+", finished.stdout + finished.stderr))
    assert found == {"security.W005", "security.W021"}


def test_secret_key_is_made_once_and_for_its_owner_only(tmp_path):
    """A second process reads what the first has made."""
    path = tmp_path / "secret_key"
    key = secret_key(path)
    assert len(key) >= 50
    assert secret_key(path) == key
    assert path.stat().st_mode & 0o077 == 0
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("value", "meant"),
    [("1", True), ("true", True), (" ON ", True), ("0", False), ("", False), ("off", False)],
)
def test_flag_reads_yes_and_no(value, meant, monkeypatch):
    """What is not a yes is a no."""
    monkeypatch.setenv("DEBUG", value)
    assert flag("DEBUG") is meant


def test_listed_splits_at_commas_and_drops_blanks(monkeypatch):
    """As people write lists."""
    monkeypatch.setenv("ALLOWED_HOSTS", "a.example, b.example,")
    assert listed("ALLOWED_HOSTS") == ["a.example", "b.example"]
