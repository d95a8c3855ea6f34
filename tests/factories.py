"""
Builders of test data: ``make_*`` functions, keyword arguments, defaults for all.

A builder makes what its object needs to stand, and no more. Topics and
propositions may be named by slug; one of that slug is used again, so that two
points of a test can meet on it::

    left = make_declaration(points=["Support the truce.", "Urge its renewal."])
    right = make_declaration(
        points=[{"text": "Reject the truce.", "positions": {"truce": "rejects"}}]
    )
"""

import datetime
import itertools
from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.auth.models import Group

from declarations.models import (
    Actor,
    Coder,
    Declaration,
    Intake,
    Issue,
    Judgement,
    Membership,
    Point,
    Position,
    Proposition,
    Round,
    RoundPair,
    Signatory,
    Source,
    Task,
    Topic,
    User,
    Wording,
    digest_of,
)
from declarations.services.roles import Role

numbers = itertools.count(1)
PASSWORD = "correct horse battery staple"


def make_actor(**fields: Any) -> Actor:
    """Make a state, or what ``kind`` says."""
    number = next(numbers)
    defaults = {"slug": f"actor-{number}", "name": f"Actor {number}", "kind": Actor.Kind.STATE}
    return Actor.objects.create(**defaults | fields)


def make_group(*, members: Iterable[Actor] = (), **fields: Any) -> Actor:
    """Make a group, with members who joined at a time that is not known."""
    number = next(numbers)
    defaults = {"slug": f"group-{number}", "name": f"Group {number}", "kind": Actor.Kind.GROUP}
    group = make_actor(**defaults | fields)
    for member in members:
        make_membership(group=group, member=member)
    return group


def make_membership(
    *, group: Actor | None = None, member: Actor | None = None, **fields: Any
) -> Membership:
    """Make an actor a member of a group; both are made where they are not given."""
    return Membership.objects.create(
        group=group or make_group(), member=member or make_actor(), **fields
    )


def make_topic(slug: str | None = None, **fields: Any) -> Topic:
    """Make a topic, or return the one that has this slug."""
    slug = slug or f"topic-{next(numbers)}"
    defaults = {"name": slug.replace("-", " ").capitalize(), **fields}
    return Topic.objects.get_or_create(slug=slug, defaults=defaults)[0]


def make_proposition(
    slug: str | None = None,
    *,
    topic: Topic | str | None = None,
    rivals: Iterable[Proposition | str] = (),
    **fields: Any,
) -> Proposition:
    """Make a proposition, or return the one that has this slug; add the rivals to it."""
    slug = slug or f"proposition-{next(numbers)}"
    proposition = Proposition.objects.filter(slug=slug).first()
    if proposition is None:
        defaults = {
            "text": f"{slug.replace('-', ' ').capitalize()}.",
            "definition": "Affirmed where the words say so.",
        }
        proposition = Proposition.objects.create(
            slug=slug,
            topic=topic if isinstance(topic, Topic) else make_topic(topic or "general"),
            **defaults | fields,
        )
    for rival in rivals:
        proposition.rivals.add(rival if isinstance(rival, Proposition) else make_proposition(rival))
    return proposition


def make_declaration(
    *,
    issuers: Iterable[Actor] | None = None,
    points: Iterable[str | Mapping[str, Any]] = (),
    signatories: Iterable[Actor] = (),
    **fields: Any,
) -> Declaration:
    """
    Make a published declaration of a new group, or of the issuers in their order.

    Each of ``points`` is a text or the arguments of :func:`make_point`.
    """
    number = next(numbers)
    defaults = {
        "slug": f"declaration-{number}",
        "title": f"Declaration {number}",
        "date": datetime.date(2019, 5, 3),
        "status": Declaration.Status.PUBLISHED,
    }
    declaration = Declaration.objects.create(**defaults | fields)
    for order, actor in enumerate([make_group()] if issuers is None else issuers):
        Issue.objects.create(declaration=declaration, actor=actor, order=order)
    for actor in signatories:
        Signatory.objects.create(declaration=declaration, actor=actor)
    for point in points:
        arguments = {"text": point} if isinstance(point, str) else point
        make_point(declaration=declaration, **arguments)
    return declaration


def make_source(*, declaration: Declaration | None = None, **fields: Any) -> Source:
    """Make a source in which the whole text was seen."""
    defaults = {
        "url": f"https://example.org/{next(numbers)}",
        "publisher": "Ministry of Foreign Affairs",
        "extent": Source.Extent.FULL,
    }
    return Source.objects.create(declaration=declaration or make_declaration(), **defaults | fields)


def make_point(
    *,
    declaration: Declaration | None = None,
    text: str = "Support the renewal of the truce.",
    language: str = "en",
    wordings: Mapping[str, str] | None = None,
    origin: str = Wording.Origin.OFFICIAL,
    positions: Mapping[str, str] | None = None,
    topics: Iterable[Topic | str] = (),
    **fields: Any,
) -> Point:
    """
    Make the next point of a declaration, with its words and its codes.

    ``text`` is its wording in ``language``; ``wordings`` adds, or changes,
    those of other languages. ``positions`` maps slugs of propositions to
    stances.
    """
    declaration = declaration or make_declaration()
    place = declaration.points.count() + 1
    point = Point.objects.create(
        **{"declaration": declaration, "order": place, "label": str(place)} | fields
    )
    for spoken, words in ({language: text} | dict(wordings or {})).items():
        Wording.objects.create(point=point, language=spoken, text=words, origin=origin)
    for order, (slug, stance) in enumerate((positions or {}).items()):
        Position.objects.create(
            point=point, proposition=make_proposition(slug), stance=stance, order=order
        )
    if topics := [topic if isinstance(topic, Topic) else make_topic(topic) for topic in topics]:
        point.topics.add(*topics)
    return point


def make_judgement(
    *, first: Point | None = None, second: Point | None = None, **fields: Any
) -> Judgement:
    """
    Make a judgement on two points as they stand; ``first`` gets the lower key.

    The coder read English where there is some, else any language held.
    """
    pair = sorted([first or make_point(), second or make_point()], key=lambda point: point.pk)
    defaults: dict[str, Any] = {"relation": "convergent", "coder_name": "Coder"}
    for side, point in zip(("first", "second"), pair, strict=True):
        defaults[side] = point
        defaults[f"{side}_reference"] = f"{point.declaration.slug} {point.label}"
        read = point.wording_in("en")
        defaults[f"{side}_language"] = read.language if read else "en"
        defaults[f"{side}_digest"] = digest_of(read.text if read else "")
    return Judgement.objects.create(**defaults | fields)


def make_round(
    *, pairs: Iterable[tuple[Point, Point]] = (), coders: Iterable[User] = (), **fields: Any
) -> Round:
    """Make a running blind round; each coder has each pair, in the order given."""
    held = Round.objects.create(**{"title": f"Round {next(numbers)}"} | fields)
    for place, points in enumerate(pairs):
        first, second = sorted(points, key=lambda point: point.pk)
        pair = RoundPair.objects.create(
            round=held,
            first=first,
            second=second,
            left_is_first=first is points[0],
            origin=RoundPair.Origin.CHOSEN,
        )
        for coder in coders:
            Task.objects.create(pair=pair, coder=coder, place=place)
    return held


def make_pseudonym(**fields: Any) -> Coder:
    """Make the pseudonym of a scholar, or of what ``account`` says."""
    number = next(numbers)
    defaults = {"pseudonym": f"Coder {number}"}
    if "account" not in fields:
        defaults["name"] = f"Scholar {number}"
    return Coder.objects.create(**defaults | fields)


def make_intake(**fields: Any) -> Intake:
    """Make a text that was pasted, and nothing done with it yet."""
    return Intake.objects.create(**{"text": "1. Support the truce.", "language": "en"} | fields)


def make_user(**fields: Any) -> User:
    """Make an account without rights; its password is ``PASSWORD``."""
    defaults = {"username": f"user-{next(numbers)}", "password": PASSWORD}
    return User.objects.create_user(**defaults | fields)


def make_editor(**fields: Any) -> User:
    """Make an account with the role of an editor: all that concerns declarations, at the desk."""
    return _with_role(Role.EDITOR, {"is_staff": True} | fields)


def make_coder(**fields: Any) -> User:
    """Make an account with the role of a coder, who may judge pairs."""
    return _with_role(Role.CODER, fields)


def make_lead(**fields: Any) -> User:
    """Make an account with the role of a lead: judges, sees all, adjudicates, opens rounds."""
    return _with_role(Role.LEAD, {"is_staff": True} | fields)


def _with_role(role: Role, fields: Mapping[str, Any]) -> User:
    user = make_user(**{"username": f"{role}-{next(numbers)}"} | fields)
    user.groups.add(Group.objects.get(name=role.group_name))
    return user
