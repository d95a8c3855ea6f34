"""
Measure "points like this one": how fast among 100,000 points, and what the two steps lose.

``make bench`` runs it on SQLite and, by :mod:`tests.with_postgres`, on
PostgreSQL. The database is made for it, filled by ``manage.py grow_corpus``,
and gone at the end: a minute each.

**Speed** is of the whole service call for a point as its page asks, in all its
languages, with the points found fetched. **Recall** is the share of the first
ten of an exhaustive ranking that are among the ten found: over all points of
the sample, and over some of the synthetic corpus, which is harder than any real
one, since all its points are put together from the same few clauses.
"""

import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from typing import Any
from unittest import mock

POINTS, SEED = 100_000, 1
ASKED, EXHAUSTIVE, WARM_UP = 300, 40, 30
WITHIN = 0.050
"""Seconds within which 95 of 100 calls answer."""
COLD_WITHIN = 5.0
"""Seconds within which the first call of a process does, which counts how telling words are."""
RECALL = 0.9
"""Of the first ten, on the sample."""


class Exhaustive:
    """Every published wording of the database, ranked in full."""

    def __init__(self) -> None:
        from declarations.models import Wording
        from declarations.services.weights import corpus_weights

        self.weights = corpus_weights()
        self.held: dict[str, dict[int, str]] = {}
        rows = Wording.objects.filter(point__declaration__status="published").order_by("point")
        for point, language, stems in rows.values_list("point", "language", "stems"):
            self.held.setdefault(language, {})[point] = stems

    def rank(self, texts: Mapping[str, str], without: int, limit: int = 10) -> list[int]:
        """Return the keys of the points nearest to a point's wordings, one language each."""
        from declarations.comparison import rank_stems, ranking
        from declarations.comparison.blocks import LANGUAGES
        from declarations.comparison.normalization import content_stems

        found = []
        compared = {without}
        for language in sorted(texts, key=LANGUAGES.index):
            others = {k: v for k, v in self.held.get(language, {}).items() if k not in compared}
            keys, contents = list(others), list(others.values())
            stems = content_stems(texts[language], language)
            with mock.patch.object(ranking, "CANDIDATES", sys.maxsize):
                ranked = rank_stems(stems, contents, self.weights.stems[language], limit=limit)
            # A point that shares no word is like nothing, whatever its letters.
            sought = set(stems)
            found += [
                (-likeness, keys[place])
                for place, likeness in ranked
                if not sought.isdisjoint(contents[place].split())
            ]
            compared.update(others)
        return [key for _, key in sorted(found)[:limit]]


def recall(points: list[Any]) -> float:
    """Return which share of the first ten of an exhaustive ranking is found, over some points."""
    from declarations.services import points_like

    everything = Exhaustive()
    found = sought = 0
    for point in points:
        texts = texts_of(point)
        best = set(everything.rank(texts, point.pk))
        sought += len(best)
        found += len(best & {like.point.pk for like in points_like(texts, without_point=point.pk)})
    return found / sought


def texts_of(point: Any) -> dict[str, str]:
    """Return a point's wordings by their languages."""
    return {wording.language: wording.text for wording in point.wordings.all()}


def seconds(work: Callable[[], object]) -> float:
    """Return how long something takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> int:
    """Fill the database, print the figures; return 1 where a limit is broken."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from declarations.models import Point
    from declarations.services import points_like
    from declarations.services.growing import PREFIX

    call_command("migrate", verbosity=0)
    call_command("load_sample", verbosity=0)
    held = Point.objects.prefetch_related("wordings").order_by("pk")
    on_sample = recall(list(held))
    made = seconds(lambda: call_command("grow_corpus", points=POINTS, seed=SEED, verbosity=0))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    synthetic = held.filter(declaration__slug__startswith=PREFIX)
    keys = random.Random(SEED).sample(list(synthetic.values_list("pk", flat=True)), ASKED)
    points = list(synthetic.filter(pk__in=keys))
    cold = seconds(lambda: points_like(texts_of(points[0]), without_point=points[0].pk))
    timings = []
    for point in [*points[:WARM_UP], *points]:
        texts = texts_of(point)
        timings.append(
            seconds(lambda texts=texts, key=point.pk: points_like(texts, without_point=key))
        )
    timings = sorted(timings[WARM_UP:])
    p50, p95 = (timings[round(share * (len(timings) - 1))] for share in (0.50, 0.95))
    on_synthetic = recall(points[:EXHAUSTIVE])
    over = p95 > WITHIN or cold > COLD_WITHIN or on_sample < RECALL
    print(
        f"points like this one, {connection.display_name}: {POINTS:,} points made in {made:.0f} s\n"
        f"  p50 {p50 * 1000:.1f} ms, p95 {p95 * 1000:.1f} ms (limit {WITHIN * 1000:.0f}),"
        f" the first of a process {cold:.1f} s (limit {COLD_WITHIN:.0f})\n"
        f"  recall of the first ten: {on_sample:.3f} on the sample (limit {RECALL}),"
        f" {on_synthetic:.3f} on {EXHAUSTIVE} synthetic points  {'over' if over else 'ok'}"
    )
    return int(over)


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "declarations.settings"
    with tempfile.TemporaryDirectory(prefix="benchmark-") as directory:
        os.environ["DATA_DIR"] = directory
        sys.exit(main())
