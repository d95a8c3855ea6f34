"""Answering a suggestion: take the code up, turn it down, or ask for it again."""

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from declarations.comparison import Suggestion
from declarations.models import Declaration, Point, Position, Proposition, Review, Topic, User

from .editing import Refused, note_save, raise_version
from .suggesting import suggest_codes

TOPIC, PROPOSITION = "topic", "proposition"
"""The kinds of code that are suggested."""


def review_suggestion(
    *, point: Point, kind: str, slug: str, answer: str, reviewer: User, stance: str = ""
) -> Review:
    """
    Record a person's answer to a suggestion; an accepted one becomes the point's code.

    ``point`` comes with its declaration. ``stance`` is
    needed where none was suggested. The same answer twice is one answer, as
    after a double click. Raise Refused with sentences where it is not
    suggested, or where the code cannot be taken up.
    """
    with transaction.atomic():
        point = _locked(point)
        code = _code(kind, slug)
        answered = Review.objects.filter(point=point, **code).first()
        if answered is not None:
            if answered.answer != answer:
                raise Refused(
                    _("This suggestion was answered meanwhile: %(answer)s by %(reviewer)s.")
                    % {"answer": answered.get_answer_display(), "reviewer": answered.reviewer_name}
                )
            return answered
        suggestion = _current(point, kind, slug)
        review = Review(
            point=point,
            **code,
            stance=suggestion.stance.value if suggestion.stance else "",
            score=round(suggestion.score, 3),
            answer=answer,
            reviewer=reviewer,
            reviewer_name=reviewer.get_full_name() or reviewer.get_username(),
        )
        try:
            review.full_clean()
            if answer == Review.Answer.ACCEPTED:
                _take_up(point, code, review.stance or stance)
        except ValidationError as error:
            raise Refused(*error.messages) from error
        review.save()
        return review


@transaction.atomic
def reconsider(*, point: Point, kind: str, slug: str) -> bool:
    """Take a refusal back, so that the code may be suggested again; say whether there was one."""
    point = _locked(point)
    code = _code(kind, slug)
    refused = Review.objects.filter(point=point, answer=Review.Answer.REFUSED, **code)
    return refused.delete()[0] > 0


def _locked(point: Point) -> Point:
    """
    Return the point with its codes as they are now, and keep everybody else from changing them.

    The declaration's row is locked, which every save at the desk claims first:
    locks taken in one order cannot wait for each other in a circle.
    """
    Declaration.objects.select_for_update().get(pk=point.declaration_id)
    held = Point.objects.with_codes().get(pk=point.pk)
    held.declaration = point.declaration
    return held


def _code(kind: str, slug: str) -> dict[str, Topic | Proposition]:
    """Return the topic or proposition, under the name of its field in a review."""
    held: Topic | Proposition | None = None
    if "\0" not in slug:
        if kind == TOPIC:
            held = Topic.objects.filter(slug=slug).first()
        elif kind == PROPOSITION:
            held = Proposition.objects.filter(slug=slug).first()
    if held is None:
        raise Refused(_("This topic or proposition is no longer in the codebook."))
    return {kind: held}


def _current(point: Point, kind: str, slug: str) -> Suggestion:
    """Return what is suggested now; what was shown an hour ago may rest on codes since changed."""
    found = suggest_codes({point.declaration: [point]}, besides=True).by_point.get(point.pk)
    if found is not None:
        for suggestion in found.topics if kind == TOPIC else found.positions:
            if suggestion.slug == slug:
                return suggestion
    raise Refused(_("This is not suggested any more. It can still be coded at the editors’ desk."))


def _take_up(point: Point, code: dict[str, Topic | Proposition], stance: str) -> None:
    """Give the point the code, with a line in its history and its declaration's."""
    reason = _("Suggestion accepted, point %(label)s") % {"label": point.label}
    raise_version(declaration_id=point.declaration_id)
    if TOPIC in code:
        point._change_reason = reason
        point.topics.add(code[TOPIC])
    else:
        held = point.positions.aggregate(last=Max("order"))
        if point.positions.count() >= Position.MAX_PER_POINT:
            raise Refused(
                _("A point holds at most %(n)s positions.") % {"n": Position.MAX_PER_POINT}
            )
        if not stance:
            raise Refused(_("Say first what the point does with it: affirm, qualify or reject."))
        order = 0 if held["last"] is None else held["last"] + 1
        position = Position(point=point, stance=stance, order=order, **code)
        position._change_reason = reason
        position.full_clean()
        position.save()
    note_save(declaration_id=point.declaration_id, reason=reason)


def may_review(user: User | AnonymousUser) -> bool:
    """Say whether somebody may answer suggestions: whoever may change points at the desk."""
    return bool(user.is_staff and user.has_perm("declarations.change_point"))
