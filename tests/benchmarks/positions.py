"""
Time the page of positions: on the sample, and with 200 declarations and 200 propositions beside it.

``python -m tests.benchmarks.positions``. In a database of its own, in memory,
without a network: from the request to the whole answer, before compression.
Best of five; says the bytes and the queries, and fails where a limit is passed.
"""

import os
import sys
import tempfile
import time

LIMITS = {"sample": 0.150, "grown": 0.500}
"""Seconds for a page; the export, which holds all of it, has none."""
MOST_BYTES = 150_000
READINGS = 5


def main() -> int:
    """Measure, print a line for each address, and return how many passed a limit."""
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "declarations.settings",
        "DATA_DIR": tempfile.mkdtemp(),
        "DATABASE_URL": "sqlite://:memory:",
        "DEBUG": "",
    }
    import django

    django.setup()
    from django.core.management import call_command
    from django.test.utils import setup_test_environment

    setup_test_environment()
    call_command("migrate", verbosity=0)
    call_command("load_sample", verbosity=0)
    failed = sum(
        measure("sample", query)
        for query in ("", "?contested=1", "?topic=dialogue", "?lang=es", "export.csv")
    )
    call_command("grow_positions", declarations=200, propositions=200, seed=1, verbosity=0)
    return failed + sum(
        measure("grown", query)
        for query in ("", "?page=4", "?contested=1", "?topic=grown-topic-007", "export.csv")
    )


def measure(what: str, query: str) -> bool:
    """Print what one address costs; say whether it passes a limit."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client, override_settings
    from django.test.utils import CaptureQueriesContext

    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    address = f"/positions/{query}"
    with override_settings(STORAGES={**settings.STORAGES, "staticfiles": plain}):
        client = Client()
        with CaptureQueriesContext(connection) as queries:
            content = client.get(address).content
        asked = len(queries)  # each request begins a new list
        taken = []
        for _reading in range(READINGS):
            start = time.perf_counter()
            client.get(address)
            taken.append(time.perf_counter() - start)
    page = not query.endswith(".csv")
    passed = page and (min(taken) > LIMITS[what] or len(content) > MOST_BYTES)
    print(
        f"{what:7} {address:36} {1000 * min(taken):5.0f} ms  {len(content) / 1000:7.1f} KB  "
        f"{asked} queries{'  over a limit' if passed else ''}"
    )
    return passed


if __name__ == "__main__":
    sys.exit(main())
