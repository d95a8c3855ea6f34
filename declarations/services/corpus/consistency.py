"""What the parts of a corpus must agree with: each other, the calendar and the codebook."""

from typing import Any

from babel import Locale
from django.utils.text import slugify

from declarations.models import Declaration, Language, Point, Position

from .checks import Place, objects_in, shown, text, texts_in


def text_key(language: str) -> str:
    """Return the key under which a file has the words of a point in a language."""
    return "text" if language == Language.ENGLISH else f"text_{language}"


# --- What one object must agree with ----------------------------------------------


def legend(value: Any, place: Place) -> None:
    """Expect words on each key of the file; which keys is for the legend to choose."""
    if not isinstance(value, dict):
        place.report(f"must be an object, not {shown(value)}")
        return
    for name, words in value.items():
        text()(words, place.key(name))


def territory(value: Any, place: Place) -> None:
    """Expect an ISO 3166 code that has a name in both languages of the site."""
    known = isinstance(value, str) and len(value) == 2 and value.isalpha()
    if not known or not all(value in Locale(code).territories for code in ("en", "es")):
        place.report(f"{shown(value)} is no ISO 3166-1 alpha-2 code")


def ends_after_start(member: dict[str, Any], place: Place) -> None:
    """Expect a membership to end on its first day or later."""
    since, until = member.get("since"), member.get("until")
    if isinstance(since, str) and isinstance(until, str) and until < since:
        place.key("until").report(f"{shown(until)} is before the first day, {shown(since)}")


def label_shows_doubt(point: dict[str, Any], place: Place) -> None:
    """Expect a question mark on labels whose number is only likely, and on no others."""
    label, certain = point.get("label"), point.get("number_certain")
    if not isinstance(label, str) or not isinstance(certain, bool):
        return
    if not label.rstrip("?"):
        place.key("label").report("has no number before the question mark")
    elif label.endswith("?") == certain:
        mark = "has a question mark" if certain else "has no question mark"
        place.key("number_certain").report(f"is {shown(certain)}, yet the label {mark}")


def origins_of_wordings(point: dict[str, Any], place: Place) -> None:
    """Expect an origin of wordings only that are there."""
    origins = point.get("origins")
    for code in origins if isinstance(origins, dict) else ():
        if text_key(code) not in point:
            place.key("origins").key(code).report("is of a wording that is not given")


def fit_to_be_read(declaration: dict[str, Any], place: Place) -> None:
    """Expect of what readers see issuers, words in each point, and all points if complete."""
    if declaration.get("status") == Declaration.Status.DRAFT:
        return
    not_empty(declaration.get("issuers"), place.key("issuers"))
    for index, point in objects_in(declaration.get("points")):
        spoken = [key for key in map(text_key, Language.values) if key in point]
        # A file that was written by hand has English in each point, as the sample has.
        if not spoken or not (place.exact or "text" in point):
            place.key("points").at(index, point.get("label")).report('"text" is missing')
    complete_as_counted(declaration, place)


def complete_as_counted(declaration: dict[str, Any], place: Place) -> None:
    """Expect every point of a declaration that is said to be complete."""
    points, total = declaration.get("points"), declaration.get("points_in_source")
    if declaration.get("complete") is not True or not isinstance(points, list):
        return
    if not isinstance(total, int) or isinstance(total, bool):
        return
    # The desk counts as a source may: of 16 numbered points 18 can be held, with the preamble.
    if total > len(points) or (total < len(points) and not place.exact):
        place.key("complete").report(f"is true, yet {len(points)} of {total} points are here")


# --- What a list must agree with --------------------------------------------------


def not_empty(value: Any, place: Place) -> None:
    """Expect something in a list."""
    if value == []:
        place.report("is empty")


def few_positions(value: Any, place: Place) -> None:
    """Expect no more positions than the codebook allows a point."""
    if isinstance(value, list) and len(value) > Position.MAX_PER_POINT:
        place.report(f"holds {len(value)} positions, {Position.MAX_PER_POINT} at most")


def labels_differ(points: Any, place: Place) -> None:
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


def actors_differ(groups: Any, place: Place) -> None:
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


def rivals_are_mutual(propositions: Any, place: Place) -> None:
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
        for place_of, rival in enumerate(item["rivals"]):
            here = place.at(index, own).key("rivals").at(place_of)
            if rival == own:
                here.report(f"{shown(rival)} is the proposition itself")
            elif isinstance(rival, str) and rival in rivals and own not in rivals[rival]:
                here.report(f"{shown(rival)} does not name {shown(own)} as its rival in turn")
