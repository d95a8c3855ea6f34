"""Finding a declaration from an address that is a little off."""

from django.db.models import QuerySet
from rapidfuzz import fuzz, process

from declarations.models import Declaration

NEAR = 55
"""Likeness, 0 to 100, from which a slug counts as near: a wrong day, a lost hyphen."""
MAX_SLUG = 120


def near_declarations(slug: str, *, limit: int = 4) -> list[Declaration]:
    """Return the published declarations whose slugs are nearest to one that is not held."""
    published: QuerySet[Declaration] = Declaration.objects.published()
    slugs = list(published.order_by().values_list("slug", flat=True))
    near = process.extract(
        slug[:MAX_SLUG].lower(), slugs, scorer=fuzz.ratio, limit=limit, score_cutoff=NEAR
    )
    rank = {found: place for place, (found, _, _) in enumerate(near)}
    return sorted(published.filter(slug__in=rank), key=lambda held: rank[held.slug])
