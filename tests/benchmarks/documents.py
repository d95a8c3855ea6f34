"""
What reading a file costs: ``python -m tests.benchmarks.documents``.

Each file is read in a process of its own, as on the site: seconds on the clock
from bytes to text or sentence, and the most memory that the reading process
held. The command fails where a hostile file costs more than 2 s or 200 MB, or an
ordinary one more than 1 s.
"""

import json
import resource
import subprocess
import sys
import time

from declarations.documents import DocumentError, read_document
from tests.documents.hostile import HOSTILE, MEGABYTES, SECONDS, plain_docx, plain_pdf

ORDINARY = {
    "a PDF of three pages": ("a.pdf", plain_pdf),
    "a Word file": ("a.docx", plain_docx),
    "a web page": ("a.html", lambda: b"<html><body><ol>" + b"<li>Support the truce." * 30),
    "Markdown": ("a.md", lambda: b"# Declaration\n\n" + b"1. Support the truce.\n" * 30),
    "plain text": ("a.txt", lambda: b"1. Support the truce.\n" * 30),
}
ORDINARY_SECONDS = 1.0


def measure(name: str) -> dict[str, object]:
    """Read one file and return what it cost and what came of it."""
    filename, make = ORDINARY[name] if name in ORDINARY else HOSTILE[name][:2]
    content = make()
    begun = time.perf_counter()
    try:
        came = f"{len(read_document(content, filename=filename).text):,} characters"
    except DocumentError as error:
        came = error.problem.value
    seconds = time.perf_counter() - begun
    kilobytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    per_megabyte = 1_000_000 if sys.platform == "darwin" else 1_000
    return {"seconds": seconds, "megabytes": kilobytes / per_megabyte, "came": came}


def main() -> int:
    """Measure every file and print a line for each."""
    failed = 0
    for name in (*ORDINARY, *HOSTILE):
        command = [sys.executable, "-m", "tests.benchmarks.documents", name]
        found = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
        most = ORDINARY_SECONDS if name in ORDINARY else SECONDS
        good = found["seconds"] < most and found["megabytes"] < MEGABYTES
        problem = HOSTILE[name].problem if name in HOSTILE else None
        good = good and (problem is None or found["came"] == problem.value)
        failed += not good
        print(
            f"{name:38}{found['seconds']:7.2f} s{found['megabytes']:8.0f} MB   {found['came']}"
            f"{'' if good else '   FAILED'}",
            flush=True,
        )
    return 1 if failed else 0


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(measure(sys.argv[1])))
    else:
        sys.exit(main())
