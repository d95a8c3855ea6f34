"""
Fixtures of the whole suite.

**The database is empty** unless a test asks for something: builders from
``tests/factories.py``, or the fixture ``sample``, which puts the sample corpus
into the test's own transaction. So a test of an empty site and a test of the
full one can stand side by side, in any order.

Loading the corpus runs the validation of some hundred rows and takes its time.
It is therefore loaded once a session, each table it filled is copied within
the test database, and ``sample`` copies back: two dozen ``INSERT … SELECT``,
the same on SQLite and PostgreSQL. The copies outlive the flush at the end of a
test with ``transaction=True``, so ``sample`` serves such tests and the browser
journeys as well.

Tests of ``declarations/comparison`` need none of this and touch no database.
They and all others that ask for no database run on SQLite only: pytest-django
lets none of them near one, so PostgreSQL could tell them nothing. So do tests
with a mark of ``tests/databases.py``, which says why one database is enough.
"""

import gc
from collections.abc import Iterable, Iterator
from functools import cache as cache_of
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, transaction
from django.test import client, override_settings

from declarations.comparison import CodebookText, PointRecord, Suggester
from declarations.models import Judgement
from declarations.services import suggesting

COPY_PREFIX = "copy_of_"
SUGGESTERS_KEPT = 8


def pytest_report_header() -> str:
    """Say which database the suite runs on, and what it leaves to the run on SQLite."""
    if connection.vendor == "sqlite":
        return f"database: {connection.display_name}"
    return (
        f"database: {connection.display_name}"
        " (tests that use none, or need but one, run on SQLite only)"
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the tests that ask for no database, or for any, to the run on SQLite."""
    if connection.vendor == "sqlite":
        return
    chosen, left = [], []
    for item in items:
        (chosen if asks_for_this_database(item) else left).append(item)
    config.hook.pytest_deselected(items=left)
    items[:] = chosen


def asks_for_this_database(item: pytest.Item) -> bool:
    """Say whether a test may use the database, by its mark or a fixture, and not just any."""
    if item.get_closest_marker("one_database"):
        return False
    fixtures = {"db", "transactional_db"} & set(getattr(item, "fixturenames", ()))
    return bool(fixtures) or item.get_closest_marker("django_db") is not None


def pytest_collection_finish() -> None:
    """Keep the collector from searching all that has been imported, and from searching often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000)


@pytest.fixture(scope="session", autouse=True)
def test_settings(django_test_environment: None) -> Iterator[None]:
    """
    Change what would make tests slow or dependent on an earlier ``collectstatic``.

    Static files come straight from the source tree under their own names, and
    WhiteNoise looks for one only when asked. Passwords are hashed the quick way, and
    failed log-ins slow nobody down, except in the tests that are about that.
    """
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(
        AXES_ENABLED=False,
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        STORAGES={
            "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
            "staticfiles": plain,
        },
        WHITENOISE_AUTOREFRESH=True,
        WHITENOISE_USE_FINDERS=True,
    ):
        yield


@pytest.fixture(scope="session", autouse=True)
def pages_noted_without_widgets() -> Iterator[None]:
    """
    Keep of a response the templates and contexts of its page, not those of every widget.

    Django's test client copies the context of each template that is rendered, and a page of
    the desk renders some seven hundred, for labels, options and attributes.
    """
    note = client.store_rendered_templates

    def note_unless_of_a_widget(store: Any, signal: Any, sender: Any, template: Any, **more: Any):
        if not (template.name or "").startswith("django/forms/"):
            note(store, signal, sender, template, **more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(client, "store_rendered_templates", note_unless_of_a_widget)
        yield


@pytest.fixture(scope="session", autouse=True)
def suggesters_made_once() -> Iterator[None]:
    """
    Keep what suggests codes from one test to the next that has the very same points and codebook.

    The sample's takes a third of a second, and dozens of tests ask for it. When the
    site takes up another is decided as ever: by what is in the database.
    """
    made: dict[tuple[str, ...], Suggester] = {}

    def make(
        points: Iterable[PointRecord], language: str, codebook: Iterable[CodebookText] = ()
    ) -> Suggester:
        points, codebook = list(points), list(codebook)
        key = (repr(points), language, repr(codebook))
        if key not in made:
            if len(made) >= SUGGESTERS_KEPT:
                made.pop(next(iter(made)))
            made[key] = suggester = Suggester(points, language, codebook)
            suggester.suggest = cache_of(suggester.suggest)
        return made[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(suggesting, "Suggester", make)
        yield


@pytest.fixture(autouse=True)
def empty_cache() -> Iterator[None]:
    """Clear the cache after each test: its rows are rolled back, so what was made of them goes."""
    yield
    cache.clear()


@pytest.fixture(scope="session")
def sample_tables(django_db_setup: None, django_db_blocker) -> list[str]:
    """Load the sample once, copy the tables it filled and empty them again; return their names."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:

        def is_empty(table: str) -> bool:
            cursor.execute(f"SELECT 1 FROM {table} LIMIT 1")
            return cursor.fetchone() is None

        tables = [
            connection.ops.quote_name(table)
            for table in connection.introspection.django_table_names(only_existing=True)
        ]
        empty = [table for table in tables if is_empty(table)]
        call_command("load_sample", without_judgements=True, verbosity=0)
        filled = [table for table in empty if not is_empty(table)]
        # References between the tables are checked when the block ends, and then all are gone.
        with transaction.atomic():
            for table in filled:
                cursor.execute(f"CREATE TABLE {copy_of(table)} AS SELECT * FROM {table}")
                cursor.execute(f"DELETE FROM {table}")
    return filled


def copy_of(table: str) -> str:
    """Return the quoted name of the table that keeps the sample's rows of a quoted table."""
    return connection.ops.quote_name(COPY_PREFIX + table.strip('"'))


@pytest.fixture
def sample(sample_tables: list[str], db: None) -> None:
    """
    Put the sample corpus into the database of this test, as ``load_sample`` loads it.

    Two groups with their members, 16 topics, 45 propositions, 23 published
    declarations with 187 points; the founding pair is ``lima-group-2019-05-03``
    and ``international-contact-group-2019-05-07``.
    """
    # As above: rows refer to rows of tables that come later.
    with transaction.atomic(), connection.cursor() as cursor:
        for table in sample_tables:
            cursor.execute(f"INSERT INTO {table} SELECT * FROM {copy_of(table)}")


@pytest.fixture(scope="session")
def judgements_table(sample_tables: list[str], django_db_blocker) -> str:
    """Load the sample's judgements once, copy them and empty all again; return their table."""
    with django_db_blocker.unblock(), transaction.atomic(), connection.cursor() as cursor:
        for table in sample_tables:
            cursor.execute(f"INSERT INTO {table} SELECT * FROM {copy_of(table)}")
        call_command("load_sample", verbosity=0)
        judged = connection.ops.quote_name(Judgement._meta.db_table)
        cursor.execute(f"CREATE TABLE {copy_of(judged)} AS SELECT * FROM {judged}")
        for table in (judged, *sample_tables):
            cursor.execute(f"DELETE FROM {table}")
    return judged


@pytest.fixture
def judged_sample(judgements_table: str, sample: None) -> None:
    """
    Put the sample into the database of this test with its 20 judgements, as ``make run`` does.

    Two scholars without an account, ``sample-coder-1`` and ``sample-coder-2``,
    judged 10 pairs of the founding comparison.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {judgements_table} SELECT * FROM {copy_of(judgements_table)}")
