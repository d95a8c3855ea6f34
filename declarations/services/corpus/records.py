"""A corpus as records: one for each row, in the order in which rows need each other."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from babel import Locale
from django.utils.text import slugify

from declarations.models import Actor, Declaration, Signatory, Wording

from .kinds import (
    ACTOR,
    DECLARATION,
    ISSUE,
    MEMBERSHIP,
    POINT,
    POSITION,
    PROPOSITION,
    SIGNATORY,
    SOURCE,
    TOPIC,
    WORDING,
    Key,
    Kind,
    Record,
)

EUROPEAN_UNION = "EU"
"""Reserved in ISO 3166; no state."""


def records_of(corpus: dict[str, Any]) -> Iterator[tuple[Kind, list[Record]]]:
    """Yield the records of a corpus that passed its check, kind by kind."""
    actors = _Actors(corpus)
    declarations = corpus["declarations"]
    yield ACTOR, actors.records()
    yield MEMBERSHIP, actors.memberships()
    yield TOPIC, [_topic(order, item) for order, item in enumerate(corpus["topics"])]
    yield (
        PROPOSITION,
        [_proposition(order, item) for order, item in enumerate(corpus["propositions"])],
    )
    yield DECLARATION, [_declaration(item) for item in declarations]
    yield ISSUE, [record for item in declarations for record in _issuers(item)]
    yield SIGNATORY, [record for item in declarations for record in actors.signatories(item)]
    yield SOURCE, [record for item in declarations for record in _sources(item)]
    points = [(item["slug"], point) for item in declarations for point in item["points"]]
    yield POINT, [_point(slug, point) for slug, point in points]
    yield WORDING, [record for slug, point in points for record in _wordings(slug, point)]
    yield POSITION, [record for slug, point in points for record in _positions(slug, point)]


# --- Who speaks -------------------------------------------------------------------


class _Actors:
    """The groups of a corpus, and the states that it names by their ISO 3166 code."""

    def __init__(self, corpus: dict[str, Any]) -> None:
        self.groups: list[dict[str, Any]] = corpus["groups"]
        self.names = {
            member["iso3166"]: member["country"]
            for group in self.groups
            for member in group["members"]
        }
        english = Locale("en").territories
        for declaration in corpus["declarations"]:
            for code in declaration["signatories"]:
                self.names.setdefault(code, english[code])

    def records(self) -> list[Record]:
        """Return the groups, then every state and organisation named."""
        spanish = Locale("es").territories
        states = [
            Record(
                key=(slugify(name),),
                name=f"Actor {name}",
                values={
                    "slug": slugify(name),
                    "name": name,
                    "name_es": spanish[code],
                    "kind": (
                        Actor.Kind.ORGANISATION if code == EUROPEAN_UNION else Actor.Kind.STATE
                    ).value,
                    "iso3166": code,
                },
            )
            for code, name in self.names.items()
        ]
        return [_group(group) for group in self.groups] + states

    def memberships(self) -> list[Record]:
        """Return who belonged to which group when."""
        return [
            Record(
                key=(group["slug"], *self._key(member["iso3166"]), _day(member["since"])),
                name=f"Membership of {member['country']} in {group['slug']}",
                values={
                    "since": _day(member["since"]),
                    "until": _day(member["until"]),
                    "source": member["source"] or "",
                    "note": member["note"],
                    "disputed": member["disputed"],
                },
                references={"group": (group["slug"],), "member": self._key(member["iso3166"])},
            )
            for group in self.groups
            for member in group["members"]
        ]

    def signatories(self, declaration: dict[str, Any]) -> list[Record]:
        """Return who signed a declaration; the file has no other status."""
        slug = declaration["slug"]
        return [
            Record(
                key=(slug, *self._key(code)),
                name=f"Signatory {self.names[code]} of {slug}",
                values={"status": Signatory.Status.SIGNED.value},
                references={"declaration": (slug,), "actor": self._key(code)},
            )
            for code in declaration["signatories"]
        ]

    def _key(self, code: str) -> Key:
        return (slugify(self.names[code]),)


def _group(item: dict[str, Any]) -> Record:
    return Record(
        key=(item["slug"],),
        name=f"Actor {item['name']}",
        values={
            **_same(item, "slug", "name", "name_es", "short_name", "description"),
            "kind": Actor.Kind.GROUP.value,
            "founded": _day(item["founded"]),
        },
    )


# --- The codebook -----------------------------------------------------------------


def _topic(order: int, item: dict[str, Any]) -> Record:
    return Record(
        key=(item["slug"],),
        name=f"Topic {item['slug']}",
        values={"order": order, **_same(item, "slug", "name", "name_es", "description")},
    )


def _proposition(order: int, item: dict[str, Any]) -> Record:
    return Record(
        key=(item["slug"],),
        name=f"Proposition {item['slug']}",
        values={"order": order, **_same(item, "slug", "text", "text_es", "definition")},
        references={"topic": (item["topic"],)},
    )


def rivals_of(corpus: dict[str, Any]) -> list[tuple[Key, Key]]:
    """Return the pairs of propositions in tension, each once."""
    pairs = {
        tuple(sorted([item["slug"], rival]))
        for item in corpus["propositions"]
        for rival in item["rivals"]
    }
    return [((one,), (other,)) for one, other in sorted(pairs)]


# --- What was said ----------------------------------------------------------------


def _declaration(item: dict[str, Any]) -> Record:
    return Record(
        key=(item["slug"],),
        name=f"Declaration {item['slug']}",
        values={
            **_same(item, "slug", "title", "title_es", "place", "occasion"),
            **_same(item, "numbering", "numbering_note", "points_in_source", "complete", "gaps"),
            "date": _day(item["date"]),
            "language": item["language_of_source"],
            "status": Declaration.Status.PUBLISHED.value,
        },
    )


def _issuers(item: dict[str, Any]) -> list[Record]:
    return [
        Record(
            key=(item["slug"], issuer),
            name=f"Issuer {issuer} of {item['slug']}",
            values={"order": order},
            references={"declaration": (item["slug"],), "actor": (issuer,)},
        )
        for order, issuer in enumerate(item["issuers"])
    ]


def _sources(item: dict[str, Any]) -> list[Record]:
    return [
        Record(
            key=(item["slug"], source["url"]),
            name=f"Source {source['url']} of {item['slug']}",
            values={
                **_same(source, "url", "publisher"),
                "order": order,
                "extent": source["accessed_text"],
            },
            references={"declaration": (item["slug"],)},
        )
        for order, source in enumerate(item["sources"])
    ]


def _point(slug: str, item: dict[str, Any]) -> Record:
    return Record(
        key=(slug, item["number"]),
        name=_point_name(slug, item),
        values={
            **_same(item, "kind", "force", "operative", "confidence"),
            "label": " ".join(item["label"].split()),  # as the field keeps it
            "order": item["number"],
            "mentions": item["actors"],
        },
        references={"declaration": (slug,)},
        links=frozenset((topic,) for topic in item["topics"]),
    )


def _wordings(slug: str, item: dict[str, Any]) -> list[Record]:
    """Return the wordings of a point; the file's note says that all are paraphrase."""
    return [
        Record(
            key=(slug, item["number"], language),
            name=f"{_point_name(slug, item)} (wording, {language_name})",
            values={
                "language": language,
                "text": item[key],
                "origin": Wording.Origin.PARAPHRASE.value,
            },
            references={"point": (slug, item["number"])},
        )
        for language, language_name, key in [
            ("en", "English", "text"),
            ("es", "Spanish", "text_es"),
        ]
        if key in item
    ]


def _positions(slug: str, item: dict[str, Any]) -> list[Record]:
    return [
        Record(
            key=(slug, item["number"], position["proposition"]),
            name=f"{_point_name(slug, item)} (position on {position['proposition']})",
            values={
                "stance": position["stance"],
                "note": position.get("note", ""),
                "order": order,
            },
            references={
                "point": (slug, item["number"]),
                "proposition": (position["proposition"],),
            },
        )
        for order, position in enumerate(item["positions"])
    ]


def _point_name(slug: str, item: dict[str, Any]) -> str:
    return f"Point {item['label']} of {slug}"


def _same(item: dict[str, Any], *names: str) -> dict[str, Any]:
    """Return the values that the file and the model call by the same name."""
    return {name: item[name] for name in names}


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
