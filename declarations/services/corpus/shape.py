"""What a corpus looks like: every key, what may stand under it, and what must agree with what."""

from typing import Any

from babel import Locale
from django.utils.text import slugify

from declarations.comparison.types import Stance
from declarations.models import (
    Actor,
    Declaration,
    Language,
    Membership,
    Point,
    Position,
    Proposition,
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
    every,
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

MOST_POINTS = 9999
"""No declaration comes near; a higher number is a slip."""


def problems_of(corpus: Any) -> list[str]:
    """Return what is wrong with a corpus, each problem with its place, in the file's order."""
    place = Place()
    _corpus_shape(corpus if isinstance(corpus, dict) else {})(corpus, place)
    return place.problems


def _corpus_shape(corpus: dict[str, Any]) -> Check:
    """Return the check of a whole corpus, which may refer to what this one defines."""

    def slugs(name: str) -> list[str]:
        return texts_in([item.get("slug") for _, item in objects_in(corpus.get(name))])

    group = shape(
        {
            "slug": slug(Actor),
            "name": text(Actor, "name"),
            "name_es": text(Actor, "name_es"),
            "short_name": text(Actor, "short_name"),
            "founded": or_null(day),
            "description": text(Actor, "description"),
            "members": every(each(MEMBER, title="iso3166"), distinct("iso3166", "since")),
        }
    )
    proposition = shape(
        {
            "slug": slug(Proposition),
            "topic": reference(slugs("topics"), "topic"),
            "text": text(Proposition, "text"),
            "text_es": text(Proposition, "text_es"),
            "definition": text(Proposition, "definition"),
            "rivals": every(each(reference(slugs("propositions"), "proposition")), distinct_texts),
        }
    )
    position = shape(
        {
            "proposition": reference(slugs("propositions"), "proposition"),
            "stance": one_of([stance.value for stance in Stance]),
        },
        optional={"note": text(Position, "note")},
    )
    point = shape(
        {
            "number": whole_number(1, MOST_POINTS),
            "label": text(Point, "label", one_line=True),
            "number_certain": yes_or_no,
            "kind": one_of(Point.Kind.values),
            "text": text(Wording, "text"),
            "topics": every(each(reference(slugs("topics"), "topic")), distinct_texts),
            "actors": each(text(one_line=True)),
            "confidence": one_of(Point.Confidence.values),
            "positions": every(each(position), distinct("proposition"), _few_positions),
            "force": whole_number(min(Point.Force.values), max(Point.Force.values)),
            "operative": text(Point, "operative", one_line=True),
        },
        optional={"text_es": text(Wording, "text")},
        also=_label_shows_doubt,
    )
    declaration = shape(
        {
            "slug": slug(Declaration),
            "issuers": every(each(reference(slugs("groups"), "group")), distinct_texts, _not_empty),
            "title": text(Declaration, "title"),
            "title_es": text(Declaration, "title_es"),
            "date": day,
            "place": text(Declaration, "place"),
            "occasion": text(Declaration, "occasion"),
            "numbering": one_of(Declaration.Numbering.values),
            "numbering_note": text(Declaration, "numbering_note"),
            "language_of_source": one_of(Language.values),
            "complete": yes_or_no,
            "points_in_source": or_null(whole_number(1, MOST_POINTS)),
            "signatories": every(each(_territory), distinct_texts),
            "sources": every(each(SOURCE), distinct("url")),
            "gaps": each(text(one_line=True)),
            "points": every(each(point, title="label"), distinct("number"), _labels_differ),
        },
        also=_complete_as_counted,
    )
    return shape(
        {
            "note": text(),
            "fields": _legend,
            "groups": every(
                each(group, title="slug"), distinct("slug"), distinct("name"), _actors_differ
            ),
            "topics": every(each(TOPIC, title="slug"), distinct("slug"), distinct("name")),
            "propositions": every(
                each(proposition, title="slug"), distinct("slug"), _rivals_are_mutual
            ),
            "declarations": every(each(declaration, title="slug"), distinct("slug")),
        }
    )


# --- What one object must agree with ----------------------------------------------


def _legend(value: Any, place: Place) -> None:
    """Expect words on each key of the file; which keys is for the legend to choose."""
    if not isinstance(value, dict):
        place.report(f"must be an object, not {shown(value)}")
        return
    for name, words in value.items():
        text()(words, place.key(name))


def _territory(value: Any, place: Place) -> None:
    """Expect an ISO 3166 code that has a name in both languages of the site."""
    known = isinstance(value, str) and len(value) == 2 and value.isalpha()
    if not known or not all(value in Locale(code).territories for code in ("en", "es")):
        place.report(f"{shown(value)} is no ISO 3166-1 alpha-2 code")


def _ends_after_start(member: dict[str, Any], place: Place) -> None:
    """Expect a membership to end on its first day or later."""
    since, until = member.get("since"), member.get("until")
    if isinstance(since, str) and isinstance(until, str) and until < since:
        place.key("until").report(f"{shown(until)} is before the first day, {shown(since)}")


def _label_shows_doubt(point: dict[str, Any], place: Place) -> None:
    """Expect a question mark on labels whose number is only likely, and on no others."""
    label, certain = point.get("label"), point.get("number_certain")
    if not isinstance(label, str) or not isinstance(certain, bool):
        return
    if not label.rstrip("?"):
        place.key("label").report("has no number before the question mark")
    elif label.endswith("?") == certain:
        mark = "has a question mark" if certain else "has no question mark"
        place.key("number_certain").report(f"is {shown(certain)}, yet the label {mark}")


def _complete_as_counted(declaration: dict[str, Any], place: Place) -> None:
    """Expect every point of a declaration that is said to be complete."""
    points, total = declaration.get("points"), declaration.get("points_in_source")
    if declaration.get("complete") is not True or not isinstance(points, list):
        return
    if isinstance(total, int) and total != len(points):
        place.key("complete").report(f"is true, yet {len(points)} of {total} points are here")


# --- What a list must agree with --------------------------------------------------


def _not_empty(value: Any, place: Place) -> None:
    """Expect something in a list."""
    if value == []:
        place.report("is empty")


def _few_positions(value: Any, place: Place) -> None:
    """Expect no more positions than the codebook allows a point."""
    if isinstance(value, list) and len(value) > Position.MAX_PER_POINT:
        place.report(f"holds {len(value)} positions, {Position.MAX_PER_POINT} at most")


def _labels_differ(points: Any, place: Place) -> None:
    """Expect labels that differ by more than their doubt: 6 and 6? lead to the same address."""
    first: dict[str, int] = {}
    for index, point in objects_in(points):
        label = point.get("label")
        if isinstance(label, str):
            earlier = first.setdefault(Point(label=" ".join(label.split())).anchor, index)
            if earlier != index:
                place.at(index, label).key("label").report(
                    f"the number stands at [{earlier}] already"
                )


def _actors_differ(groups: Any, place: Place) -> None:
    """Expect one name for a code, one code for a name, and no member named as a group is."""
    names: dict[str, str] = {}
    codes: dict[str, str] = {}
    for _, group in objects_in(groups):
        for name in texts_in([group.get("slug"), group.get("name")]):
            codes[slugify(name)] = "a group's"
    for group_index, group in objects_in(groups):
        members = place.at(group_index, group.get("slug")).key("members")
        for index, member in objects_in(group.get("members")):
            code, name = member.get("iso3166"), member.get("country")
            if not isinstance(code, str) or not isinstance(name, str):
                continue
            here = members.at(index, code).key("country")
            if names.setdefault(code, name) != name:
                here.report(f"{shown(name)} is {shown(names[code])} elsewhere")
            elif codes.setdefault(slugify(name), code) != code:
                here.report(f"{shown(name)} is the name of another actor")


def _rivals_are_mutual(propositions: Any, place: Place) -> None:
    """Expect rivals to name each other, and nothing to be its own rival."""
    rivals = {
        item["slug"]: texts_in(item.get("rivals"))
        for _, item in objects_in(propositions)
        if isinstance(item.get("slug"), str)
    }
    for index, item in objects_in(propositions):
        own = item.get("slug")
        if not isinstance(own, str) or not isinstance(item.get("rivals"), list):
            continue
        for number, rival in enumerate(item["rivals"]):
            here = place.at(index, own).key("rivals").at(number)
            if rival == own:
                here.report(f"{shown(rival)} is the proposition itself")
            elif isinstance(rival, str) and rival in rivals and own not in rivals[rival]:
                here.report(f"{shown(rival)} does not name {shown(own)} as its rival in turn")


MEMBER = shape(
    {
        "country": text(Actor, "name"),
        "iso3166": _territory,
        "since": or_null(day),
        "until": or_null(day),
        "note": text(Membership, "note"),
        "source": or_null(address(Membership, "source")),
        "disputed": yes_or_no,
    },
    also=_ends_after_start,
)
TOPIC = shape(
    {
        "slug": slug(Topic),
        "name": text(Topic, "name"),
        "name_es": text(Topic, "name_es"),
        "description": text(Topic, "description"),
    }
)
SOURCE = shape(
    {
        "url": address(Source, "url"),
        "publisher": text(Source, "publisher"),
        "accessed_text": one_of(Source.Extent.values),
    }
)
