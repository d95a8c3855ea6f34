"""The other side of :mod:`.confining`: limits first, then the library that reads the file."""

import json
import os
import signal
import sys
from collections.abc import Callable

from .limits import CPU_SECONDS, MAX_CHARACTERS, MEMORY_BYTES
from .problems import DocumentError, Problem
from .types import Document, DocumentKind

try:
    import resource
except ImportError:  # Windows: the time on the clock is the only limit there
    resource = None  # type: ignore[assignment]

OUT_OF_MEMORY = 3
"""What the process ends with when it may not have what it asks for."""


def main(kind: str) -> None:
    """Read a file from standard input, and write what it is and says, or what is wrong with it."""
    confine()
    try:
        sys.stdout.write(json.dumps(answer(sys.stdin.buffer.read(), DocumentKind(kind))))
        sys.stdout.flush()
    except MemoryError:
        os._exit(OUT_OF_MEMORY)  # nothing is left to say it with


def answer(content: bytes, kind: DocumentKind) -> dict[str, str]:
    """Return what was read, or the problem; whatever a library raises is one."""
    try:
        document = reader(kind)(content)
    except DocumentError as error:
        return {"problem": error.problem}
    except MemoryError:
        raise
    except RecursionError as error:
        return {"problem": Problem.TOO_COSTLY, "detail": repr(error)[:500]}
    except Exception as error:
        if "memory" in str(error).lower():
            raise MemoryError from error
        return {"problem": Problem.DAMAGED, "detail": repr(error)[:500]}
    if len(document.text) > MAX_CHARACTERS:
        return {"problem": Problem.TOO_LONG}
    return {"kind": document.kind, "text": document.text}


def reader(kind: DocumentKind) -> Callable[[bytes], Document]:
    """Return the function that reads a kind; only its library is loaded."""
    if kind is DocumentKind.PDF:
        from .pdf import read_pdf

        return read_pdf
    if kind is DocumentKind.WORD:
        from .word import read_word

        return read_word
    if kind is DocumentKind.MARKDOWN:
        from .markdown import read_markdown

        return read_markdown
    from .html import read_html

    return read_html


def confine() -> None:
    """
    Take from this process what it does not need: time, memory, files to write.

    The timer counts the processor's time, in the libraries' C code too, and ends
    the process without asking it. ``RLIMIT_DATA`` is what it takes for itself;
    macOS grants neither that nor ``RLIMIT_AS``, so that there time alone is bounded.
    """
    if hasattr(signal, "setitimer") and hasattr(signal, "SIGPROF"):
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_PROF, CPU_SECONDS)
    if resource is None:
        return
    for name, most in (
        ("RLIMIT_CORE", 0),
        ("RLIMIT_FSIZE", 0),
        ("RLIMIT_CPU", int(CPU_SECONDS) + 2),
        ("RLIMIT_DATA", MEMORY_BYTES),
        ("RLIMIT_AS", 3 * MEMORY_BYTES),
    ):
        try:
            kind = getattr(resource, name)
            hard = resource.getrlimit(kind)[1]
            least = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.setrlimit(kind, (least, least))
        except (AttributeError, OSError, ValueError):
            continue  # this system does not have it, or does not grant it
