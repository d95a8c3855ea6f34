"""What a corpus looks like: every key, what may stand under it, and what must agree with what."""

import re
from typing import Any

from declarations.comparison.types import Stance
from declarations.models import (
    Actor,
    Declaration,
    Language,
    Membership,
    Point,
    Position,
    Proposition,
    Signatory,
    Source,
    Topic,
    Wording,
)

from .checks import (
    Check,
    Place,
    address,
    day,
    distinct,
    distinct_texts,
    each,
    either,
    every,
    number,
    objects_in,
    one_of,
    or_null,
    reference,
    shape,
    shown,
    slug,
    text,
    texts_in,
    whole_number,
    yes_or_no,
)
from .consistency import (
    actors_differ,
    ends_after_start,
    few_positions,
    fit_to_be_read,
    label_shows_doubt,
    labels_differ,
    legend,
    origins_of_wordings,
    rivals_are_mutual,
    territory,
    text_key,
)

MOST_POINTS = 9999
"""No declaration comes near; a higher number is a slip."""
MOST_IN_FILE = 999_999
"""Of what a database held: below the places that a load and the desk use to move points by."""
MOST_IN_ORDER = 2**15 - 1
"""What a small number of the database holds."""


def problems_of(corpus: Any) -> list[str]:
    """Return what is wrong with a corpus, each problem with its place, in the file's order."""
    known = corpus if isinstance(corpus, dict) else {}
    place = Place(exact=known.get("exact") is True)
    _corpus_shape(known)(corpus, place)
    return place.problems


def _corpus_shape(corpus: dict[str, Any]) -> Check:
    """Return the check of a whole corpus, which may refer to what this one defines."""

    def slugs(name: str) -> list[str]:
        return texts_in([item.get("slug") for _, item in objects_in(corpus.get(name))])

    issuing = slugs("groups") + slugs("actors")
    order = whole_number(0, MOST_IN_ORDER)
    actor = reference(issuing, "actor")
    member = _by_actor(MEMBER, shape({"actor": actor, **IN_MEMBERSHIP}, also=ends_after_start))
    group = shape(
        {
            "slug": slug(Actor),
            "name": text(Actor, "name"),
            "name_es": text(Actor, "name_es"),
            "short_name": text(Actor, "short_name"),
            "founded": or_null(day),
            "description": text(Actor, "description"),
            "members": every(each(member, title="iso3166"), distinct("iso3166", "actor", "since")),
        },
        optional={
            "short_name_es": text(Actor, "short_name_es"),
            "description_es": text(Actor, "description_es"),
            "iso3166": _two_capitals,
        },
    )
    signatory = shape(
        {"actor": actor},
        optional={
            "status": one_of(Signatory.Status.values),
            "note": text(Signatory, "note"),
        },
    )
    issuer = shape({"actor": actor, "order": order})
    proposition = shape(
        {
            "slug": slug(Proposition),
            "topic": reference(slugs("topics"), "topic"),
            "text": text(Proposition, "text"),
            "text_es": text(Proposition, "text_es"),
            "definition": text(Proposition, "definition"),
            "rivals": every(each(reference(slugs("propositions"), "proposition")), distinct_texts),
        },
        optional={"definition_es": text(Proposition, "definition_es"), "order": order},
    )
    position = shape(
        {
            "proposition": reference(slugs("propositions"), "proposition"),
            "stance": one_of([stance.value for stance in Stance]),
        },
        optional={"note": text(Position, "note"), "order": order},
    )
    wordings = {text_key(code): text(Wording, "text") for code in Language.values}
    origins = {code: one_of(Wording.Origin.values) for code in Language.values}
    point = shape(
        {
            "number": number(1, MOST_POINTS, exact=(0, MOST_IN_FILE)),
            "label": text(Point, "label", one_line=True),
            "number_certain": yes_or_no,
            "kind": one_of(Point.Kind.values),
            "topics": every(each(reference(slugs("topics"), "topic")), distinct_texts),
            "actors": each(text(one_line=True)),
            "confidence": one_of(Point.Confidence.values),
            "positions": every(each(position), distinct("proposition"), few_positions),
            "force": _known_unless_exact(
                whole_number(min(Point.Force.values), max(Point.Force.values))
            ),
            "operative": text(Point, "operative", one_line=True),
        },
        optional={**wordings, "origins": shape({}, optional=origins)},
        also=every(label_shows_doubt, origins_of_wordings),
    )
    declaration = shape(
        {
            "slug": slug(Declaration),
            "issuers": every(
                each(either(reference(issuing, "group"), issuer)), distinct_texts, distinct("actor")
            ),
            "title": text(Declaration, "title"),
            "title_es": text(Declaration, "title_es"),
            "date": day,
            "place": text(Declaration, "place"),
            "occasion": text(Declaration, "occasion"),
            "numbering": one_of(Declaration.Numbering.values),
            "numbering_note": text(Declaration, "numbering_note"),
            "language_of_source": one_of(Language.values),
            "complete": yes_or_no,
            "points_in_source": or_null(number(1, MOST_POINTS, exact=(1, 2**31 - 1))),
            "signatories": every(
                each(either(territory, signatory)), distinct_texts, distinct("actor")
            ),
            "sources": every(each(SOURCE), distinct("url")),
            "gaps": each(text(one_line=True)),
            "points": every(each(point, title="label"), distinct("number"), labels_differ),
        },
        optional={"status": one_of(Declaration.Status.values)},
        also=fit_to_be_read,
    )
    return shape(
        {
            "note": text(),
            "fields": legend,
            "groups": every(
                each(group, title="slug"), distinct("slug"), distinct("name"), actors_differ
            ),
            "topics": every(each(TOPIC, title="slug"), distinct("slug"), distinct("name")),
            "propositions": every(
                each(proposition, title="slug"), distinct("slug"), rivals_are_mutual
            ),
            "declarations": every(each(declaration, title="slug"), distinct("slug")),
        },
        optional={
            "exact": yes_or_no,
            "actors": every(each(ACTOR, title="slug"), distinct("slug"), distinct("name")),
        },
    )


def _two_capitals(value: Any, place: Place) -> None:
    """Expect an ISO 3166 code, or nothing."""
    if not isinstance(value, str) or not re.fullmatch(r"([A-Z]{2})?", value):
        place.report(f"{shown(value)} is not two capital letters")


def _known_unless_exact(check: Check) -> Check:
    """Expect what a check expects; also null, where the file is as a database held it."""

    def check_known(value: Any, place: Place) -> None:
        if value is not None or not place.exact:
            check(value, place)

    return check_known


def _by_actor(by_code: Check, by_slug: Check) -> Check:
    """Expect an object that names an actor by its slug, or else by its code."""

    def check_named(value: Any, place: Place) -> None:
        (by_slug if isinstance(value, dict) and "actor" in value else by_code)(value, place)

    return check_named


IN_MEMBERSHIP = {
    "since": or_null(day),
    "until": or_null(day),
    "note": text(Membership, "note"),
    "source": or_null(address(Membership, "source")),
    "disputed": yes_or_no,
}
MEMBER = shape(
    {"country": text(Actor, "name"), "iso3166": territory, **IN_MEMBERSHIP},
    also=ends_after_start,
)
ACTOR = shape(
    {
        "slug": slug(Actor),
        "name": text(Actor, "name"),
        "name_es": text(Actor, "name_es"),
        "kind": one_of(sorted(set(Actor.Kind.values) - {Actor.Kind.GROUP.value})),
        "iso3166": _two_capitals,
    },
    optional={
        "short_name": text(Actor, "short_name"),
        "short_name_es": text(Actor, "short_name_es"),
        "founded": or_null(day),
        "description": text(Actor, "description"),
        "description_es": text(Actor, "description_es"),
    },
)
TOPIC = shape(
    {
        "slug": slug(Topic),
        "name": text(Topic, "name"),
        "name_es": text(Topic, "name_es"),
        "description": text(Topic, "description"),
    },
    optional={
        "description_es": text(Topic, "description_es"),
        "order": whole_number(0, MOST_IN_ORDER),
    },
)
SOURCE = shape(
    {
        "url": address(Source, "url"),
        "publisher": text(Source, "publisher"),
        "accessed_text": one_of(Source.Extent.values),
    },
    optional={"retrieved": or_null(day), "order": whole_number(0, MOST_IN_ORDER)},
)
