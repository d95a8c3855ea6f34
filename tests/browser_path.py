"""
Find a Chromium for the journeys; ``python -m tests.browser_path`` installs one if need be.

In order of preference: ``CHROME_PATH``, a Chromium or Chrome of the machine,
Playwright's own download where somebody made it, and, for root on a machine
with apt-get (a build machine, a container), the distribution's package.
Without any the journeys are skipped, which is said, and are a failure when
``CI`` is set.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
APPLICATIONS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
MISSING = (
    "there is no Chromium here: install one (Debian: apt-get install chromium),"
    " or name one in CHROME_PATH"
)


def find_browser() -> str | None:
    """Return the path of a Chromium, or None where there is none."""
    if named := os.environ.get("CHROME_PATH"):
        if not os.access(named, os.X_OK):
            raise SystemExit(f"CHROME_PATH names {named}, which is not a program.")
        return named
    for name in NAMES:
        if path := shutil.which(name):
            return path
    for application in APPLICATIONS:
        if os.access(application, os.X_OK):
            return application
    return find_playwrights_own()


def find_playwrights_own() -> str | None:
    """Return the path of the Chromium that ``playwright install`` fetched, if it did."""
    # In a process of its own: Playwright may be running already in this one.
    code = (
        "from playwright.sync_api import sync_playwright as s\n"
        "with s() as p: print(p.chromium.executable_path)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    path = run.stdout.strip()
    return path if path and Path(path).exists() else None


def install_browser() -> None:
    """Install the distribution's Chromium; only root can, and only with apt-get."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    print("Installing Chromium", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"],
    ):
        run = subprocess.run(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        if run.returncode:
            last_words = "\n".join(run.stdout.strip().splitlines()[-10:])
            print(f"{' '.join(command)} failed:\n{last_words}", file=sys.stderr)


def main() -> int:
    """Make sure there is a browser; where there cannot be one, say so and fail only in CI."""
    if find_browser():
        return 0
    install_browser()
    if find_browser():
        return 0
    print(f"NO JOURNEYS: {MISSING}.", file=sys.stderr)
    return 1 if os.environ.get("CI") else 0


if __name__ == "__main__":
    sys.exit(main())
