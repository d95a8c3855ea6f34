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
    exact = actors.exact
    declarations = corpus["declarations"]
    yield ACTOR, actors.records()
    yield MEMBERSHIP, actors.memberships()
    yield TOPIC, [_topic(order, item, exact) for order, item in enumerate(corpus["topics"])]
    yield (
        PROPOSITION,
        [_proposition(order, item, exact) for order, item in enumerate(corpus["propositions"])],
    )
    yield DECLARATION, [_declaration(item) for item in declarations]
    yield ISSUE, [record for item in declarations for record in _issuers(item)]
    yield SIGNATORY, [record for item in declarations for record in actors.signatories(item)]
    yield SOURCE, [record for item in declarations for record in _sources(item, exact)]
    points = [(item["slug"], point) for item in declarations for point in item["points"]]
    yield POINT, [_point(slug, point) for slug, point in points]
    yield WORDING, [record for slug, point in points for record in _wordings(slug, point)]
    yield POSITION, [record for slug, point in points for record in _positions(slug, point)]


# --- Who speaks -------------------------------------------------------------------


class _Actors:
    """
    The groups of a corpus, the actors that it describes, and the states that it only names.

    Those it names by their ISO 3166 code. A code that a described actor has is that actor's.
    """

    def __init__(self, corpus: dict[str, Any]) -> None:
        self.exact: bool = corpus.get("exact", False)
        self.groups: list[dict[str, Any]] = corpus["groups"]
        self.described: list[dict[str, Any]] = corpus.get("actors", [])
        self.names: dict[str, str] = {}
        self.slugs = {item["iso3166"]: item["slug"] for item in self.described if item["iso3166"]}
        for group in self.groups:
            for member in group["members"]:
                if "iso3166" in member and member["iso3166"] not in self.slugs:
                    self.names[member["iso3166"]] = member["country"]
        english = Locale("en").territories
        for declaration in corpus["declarations"]:
            for code in declaration["signatories"]:
                if isinstance(code, str) and code not in self.slugs:
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
        groups = [self._described(item, Actor.Kind.GROUP.value) for item in self.groups]
        return groups + [self._described(item, item["kind"]) for item in self.described] + states

    def memberships(self) -> list[Record]:
        """Return who belonged to which group when."""
        return [
            Record(
                key=(group["slug"], *self._member(member), _day(member["since"])),
                name=f"Membership of {_known_as(member)} in {group['slug']}",
                values={
                    "since": _day(member["since"]),
                    "until": _day(member["until"]),
                    "source": member["source"] or "",
                    "note": member["note"],
                    "disputed": member["disputed"],
                },
                references={"group": (group["slug"],), "member": self._member(member)},
            )
            for group in self.groups
            for member in group["members"]
        ]

    def signatories(self, declaration: dict[str, Any]) -> list[Record]:
        """Return who signed a declaration; one named by its code alone signed it."""
        slug = declaration["slug"]
        records = []
        for signatory in declaration["signatories"]:
            told = signatory if isinstance(signatory, dict) else {}
            actor = (told["actor"],) if told else self._key(signatory)
            values = {"status": told.get("status", Signatory.Status.SIGNED.value)}
            if told or self.exact:
                values["note"] = told.get("note", "")
            name = told.get("actor") or self.names.get(signatory, signatory)
            records.append(
                Record(
                    key=(slug, *actor),
                    name=f"Signatory {name} of {slug}",
                    values=values,
                    references={"declaration": (slug,), "actor": actor},
                )
            )
        return records

    def _member(self, member: dict[str, Any]) -> Key:
        return (member["actor"],) if "actor" in member else self._key(member["iso3166"])

    def _key(self, code: str) -> Key:
        return (self.slugs.get(code) or slugify(self.names[code]),)

    def _described(self, item: dict[str, Any], kind: str) -> Record:
        more = {"short_name": "", "short_name_es": "", "description": "", "description_es": ""}
        return Record(
            key=(item["slug"],),
            name=f"Actor {item['name']}",
            values={
                **_same(item, "slug", "name", "name_es"),
                **_more(item, self.exact, iso3166="", **more),
                "kind": kind,
                "founded": _day(item.get("founded")),
            },
        )


def _known_as(member: dict[str, Any]) -> str:
    name: str = member.get("country") or member["actor"]
    return name


# --- The codebook -----------------------------------------------------------------


def _topic(order: int, item: dict[str, Any], exact: bool) -> Record:
    return Record(
        key=(item["slug"],),
        name=f"Topic {item['slug']}",
        values={
            "order": item.get("order", order),
            **_same(item, "slug", "name", "name_es", "description"),
            **_more(item, exact, description_es=""),
        },
    )


def _proposition(order: int, item: dict[str, Any], exact: bool) -> Record:
    return Record(
        key=(item["slug"],),
        name=f"Proposition {item['slug']}",
        values={
            "order": item.get("order", order),
            **_same(item, "slug", "text", "text_es", "definition"),
            **_more(item, exact, definition_es=""),
        },
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
            "status": item.get("status", Declaration.Status.PUBLISHED.value),
        },
    )


def _issuers(item: dict[str, Any]) -> list[Record]:
    issuers = [
        (issuer["actor"], issuer["order"]) if isinstance(issuer, dict) else (issuer, order)
        for order, issuer in enumerate(item["issuers"])
    ]
    return [
        Record(
            key=(item["slug"], issuer),
            name=f"Issuer {issuer} of {item['slug']}",
            values={"order": order},
            references={"declaration": (item["slug"],), "actor": (issuer,)},
        )
        for issuer, order in issuers
    ]


def _sources(item: dict[str, Any], exact: bool) -> list[Record]:
    return [
        Record(
            key=(item["slug"], source["url"]),
            name=f"Source {source['url']} of {item['slug']}",
            values={
                **_same(source, "url", "publisher"),
                **{
                    name: _day(value)
                    for name, value in _more(source, exact, retrieved=None).items()
                },
                "order": source.get("order", order),
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
    """Return the wordings of a point: paraphrase, where the file does not say otherwise."""
    origins = item.get("origins", {})
    return [
        Record(
            key=(slug, item["number"], language),
            name=f"{_point_name(slug, item)} (wording, {language_name})",
            values={
                "language": language,
                "text": item[key],
                "origin": origins.get(language, Wording.Origin.PARAPHRASE.value),
            },
            references={"point": (slug, item["number"])},
        )
        for language, language_name, key in [
            ("en", "English", "text"),
            ("es", "Spanish", "text_es"),
            ("pt", "Portuguese", "text_pt"),
            ("fr", "French", "text_fr"),
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
                "order": position.get("order", order),
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


def _more(item: dict[str, Any], exact: bool, **otherwise: Any) -> dict[str, Any]:
    """
    Return the values that a file need not give: those given.

    What an exact file does not give has the value that stands ``otherwise``.
    """
    return {
        name: item.get(name, value) for name, value in otherwise.items() if exact or name in item
    }


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
