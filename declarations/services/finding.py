"""Finding actors by name, and what was meant by an address that is a little off."""

from django.db.models import QuerySet
from rapidfuzz import fuzz, process

from declarations.comparison.normalization import fold
from declarations.models import Actor, Declaration, in_language

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


def near_actors(slug: str, *, limit: int = 4) -> list[Actor]:
    """Return the actors that readers may know of whose slugs or names are nearest to a slug."""
    actors = {actor.pk: actor for actor in Actor.objects.public()}
    nearness: dict[int, float] = {}
    for key, actor in actors.items():
        spelt = [actor.slug, *(fold(name).replace(" ", "-") for name in _names_of(actor))]
        nearness[key] = max(fuzz.ratio(slug[:MAX_SLUG].lower(), text) for text in spelt)
    near = sorted((key for key in actors if nearness[key] >= NEAR), key=lambda k: -nearness[k])
    return [actors[key] for key in near[:limit]]


def find_actors(text: str = "", *, kind: str = "", language: str = "en") -> list[int]:
    """
    Return the keys of actors that readers may know of, by name in a language.

    With a text: those with every word of it in their names, their short names
    or their code, whatever case and accents. All names are read for that, which
    are as many as there are states and organisations: some hundreds.
    """
    words = fold(text).split()
    actors = Actor.objects.public()
    if kind:
        actors = actors.filter(kind=kind)
    found = []
    for actor in actors:
        searched = fold("\n".join([*_names_of(actor), actor.iso3166]))
        if all(word in searched for word in words):
            found.append((fold(in_language(actor, "name", language)), actor.pk))
    return [key for _, key in sorted(found)]


def _names_of(actor: Actor) -> list[str]:
    names = (actor.name, actor.name_es, actor.short_name, actor.short_name_es)
    return [name for name in names if name]
