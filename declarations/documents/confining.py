"""
Files read in a process of their own, that cannot cost much.

Whatever a file makes a library do, the process ends when its time is up or its
memory used, and takes nothing along. It sees no environment, so no secret key
and no database, and writes no file. What it found comes back on its standard
output: a kind and a text, or a problem.
"""

import json
import logging
import os
import signal
import subprocess
import sys
from pathlib import Path

from .limits import WALL_SECONDS
from .problems import DocumentError, Problem
from .types import Document, DocumentKind
from .worker import OUT_OF_MEMORY

log = logging.getLogger(__name__)

_COMMAND = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]);"
    "from declarations.documents.worker import main; main(sys.argv[2])"
)
_ENDINGS = ("SIGPROF", "SIGXCPU", "SIGKILL")
_REFUSED = {-getattr(signal, name) for name in _ENDINGS if hasattr(signal, name)} | {OUT_OF_MEMORY}


def read_confined(content: bytes, kind: DocumentKind) -> Document:
    """
    Return what another process reads from a file of a kind.

    Raise DocumentError where it finds a problem, takes too long or breaks down.
    """
    command = [_python(), "-I", "-X", "utf8", "-c", _COMMAND, json.dumps(sys.path), kind.value]
    try:
        done = subprocess.run(
            command,
            input=content,
            capture_output=True,
            timeout=WALL_SECONDS,
            # Windows does not start Python without it; elsewhere the process sees nothing.
            env={name: os.environ[name] for name in ("SYSTEMROOT",) if name in os.environ},
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise DocumentError(Problem.TOO_COSTLY) from None
    if done.returncode in _REFUSED:
        raise DocumentError(Problem.TOO_COSTLY)
    try:
        found = json.loads(done.stdout)
    except ValueError:
        # Python says on what it ends; a library that ends it without a word was refused memory.
        log.warning(
            "Reading a file of kind %s ended with %s: %s",
            kind,
            done.returncode,
            done.stderr[-2000:].decode(errors="replace"),
        )
        silent = done.returncode < 0 or not done.stderr
        raise DocumentError(Problem.TOO_COSTLY if silent else Problem.DAMAGED) from None
    if "problem" in found:
        if found.get("detail"):
            log.info("A file of kind %s is not read: %s", kind, found["detail"])
        raise DocumentError(Problem(found["problem"]))
    return Document(found["text"], DocumentKind(found["kind"]))


def _python() -> str:
    """Return the interpreter; a server that embeds Python names itself as the executable."""
    if "python" in Path(sys.executable or "").name.lower():
        return sys.executable
    for name in ("bin/python3", "bin/python", "Scripts/python.exe", "python.exe"):
        found = Path(sys.prefix, name)
        if found.exists():
            return str(found)
    return sys.executable or "python3"
