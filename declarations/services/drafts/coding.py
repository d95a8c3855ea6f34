"""Codes that an editor chooses by hand, and the force of a point."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from declarations.comparison.normalization import fold
from declarations.models import Declaration, Point, Position, Proposition, Topic, User
from declarations.services.editing import Refused, note_save, raise_version
from declarations.services.reviewing import PROPOSITION, TOPIC

NAMED = 5
"""Codes that a refusal names where several were meant."""


def list_codes() -> list[str]:
    """Return the names of all topics, then the statements of all propositions. Two queries."""
    topics = Topic.objects.values_list("name", flat=True)
    propositions = Proposition.objects.order_by("topic__order", "topic__name", "order", "slug")
    return [*topics, *propositions.values_list("text", flat=True)]


def find_code(typed: str) -> Topic | Proposition:
    """
    Return the code that an editor means by its name, its slug, or words of it that no other has.

    Case and accents make no difference. Raise Refused, with those that are
    near, where none or several have the words.
    """
    words = fold(typed).split()
    if not words or "\0" in typed:
        raise Refused(_("Type the name of a topic or words of a proposition first."))
    codes: list[Topic | Proposition] = [*Topic.objects.all(), *Proposition.objects.all()]
    meant = " ".join(words)
    exact = [code for code in codes if meant in {code.slug, " ".join(fold(_name(code)).split())}]
    if exact:
        return exact[0]
    found = [code for code in codes if all(word in fold(_name(code)) for word in words)]
    found = found or [code for code in codes if all(word in code.slug for word in words)]
    if len(found) == 1:
        return found[0]
    if not found:
        raise Refused(
            _("Nothing in the codebook has the words “%(words)s”.") % {"words": typed[:80]}
        )
    names = "; ".join(f"“{_name(code)}”" for code in found[:NAMED])
    raise Refused(
        _("%(n)d codes have the words “%(words)s”: %(names)s. Choose one.")
        % {"n": len(found), "words": typed[:80], "names": names}
    )


def _name(code: Topic | Proposition) -> str:
    return code.name if isinstance(code, Topic) else code.text


@transaction.atomic
def add_code(
    *, declaration: Declaration, point: int, code: Topic | Proposition, stance: str
) -> None:
    """
    Give a point a topic, or a stance on a proposition; one that it has already stays.

    Another stance on a proposition that it has takes the former's place. Raise
    Refused where it holds as many positions as it may.
    """
    held = _locked(declaration, point)
    reason = _("Coded by hand, point %(label)s") % {"label": held.label}
    if isinstance(code, Topic):
        held._change_reason = reason
        held.topics.add(code)
    else:
        position = held.positions.filter(proposition=code).first()
        if position is None:
            if held.positions.count() >= Position.MAX_PER_POINT:
                raise Refused(
                    _("A point holds at most %(n)s positions.") % {"n": Position.MAX_PER_POINT}
                )
            last = held.positions.aggregate(last=Max("order"))["last"]
            position = Position(point=held, proposition=code, order=0 if last is None else last + 1)
        position.stance = stance
        position._change_reason = reason
        try:
            position.full_clean()
        except ValidationError as error:
            raise Refused(*error.messages) from error
        position.save()
    note_save(declaration_id=declaration.pk, reason=reason)


@transaction.atomic
def remove_code(*, declaration: Declaration, point: int, kind: str, slug: str) -> str:
    """Take a code out of a point; return its name. Gone already is gone: no complaint."""
    held = _locked(declaration, point)
    reason = _("Code taken out, point %(label)s") % {"label": held.label}
    name = ""
    if kind == TOPIC:
        topic = held.topics.filter(slug=slug).first()
        if topic:
            name = topic.name
            held._change_reason = reason
            held.topics.remove(topic)
    elif kind == PROPOSITION:
        position = held.positions.select_related("proposition").filter(proposition__slug=slug)
        for one in position:
            name = one.proposition.text
            one._change_reason = reason
            one.delete()
    if name:
        note_save(declaration_id=declaration.pk, reason=reason)
    return name


@transaction.atomic
def put_force(
    *, declaration: Declaration, values: Iterable[tuple[int, int | None, str]], editor: User
) -> int:
    """
    Give points their force (1 to 5, or none) and operative verbs; say how many were changed.

    ``values`` has the key of each point with them. Points that have them so
    already, and those of other declarations, are passed over. The caller has
    claimed the version that the editor saw.
    """
    wanted = {key: (force, verbs) for key, force, verbs in values}
    changed = []
    for point in declaration.points.filter(pk__in=wanted):
        force, verbs = wanted[point.pk]
        if (point.force, point.operative) != (force, verbs):
            point.force, point.operative = force, verbs
            point._history_user = editor
            point._change_reason = _("Force and verbs")
            try:
                point.full_clean(exclude=["declaration", "order", "label"])
            except ValidationError as error:
                raise Refused(*error.messages) from error
            point.save()
            changed.append(point.label)
    if changed:
        reason = _("Force and verbs, point %(labels)s") % {"labels": ", ".join(changed)}
        note_save(declaration_id=declaration.pk, reason=reason[:100])
    return len(changed)


def _locked(declaration: Declaration, key: int) -> Point:
    raise_version(declaration_id=declaration.pk)  # which locks the row until the end
    point = declaration.points.filter(pk=key).first()
    if point is None:
        raise Refused(_("This point is no longer there: somebody took it out meanwhile."))
    return point
