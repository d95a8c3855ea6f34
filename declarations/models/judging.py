"""What coders judged of pairs of points, in rounds or of their own accord."""

import hashlib
from typing import Any, NoReturn, Self

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .coding import RELATION_CHOICES
from .people import User
from .points import Language, Point
from .rounds import Round

NEVER_EDITED = "A judgement is never edited: a change of mind is a new one."
NEVER_TAKEN_BACK = "A judgement is never deleted: what is taken back is withdrawn, and stays."
SEE_ALL = "declarations.view_judgement"
"""The permission to read every judgement at any time; leads have it."""


class JudgementQuerySet(models.QuerySet["Judgement"]):
    """Judgements, which are added only. Points and accounts that go still let go of them."""

    def standing(self) -> Self:
        """Leave out what its coder has withdrawn."""
        return self.filter(withdrawal__isnull=True)

    def visible_to(self, viewer: User | AnonymousUser | None) -> Self:
        """
        Keep what somebody may read now; None is a reader without an account.

        What is given in a round stays unseen until the round is closed, but for
        its own coder and for leads. In an open round a coder reads, of the
        pairs that they have judged in it themselves, what the others gave. Of a
        pair that they are to judge in a running round a coder reads nothing
        that others gave, ever: what stands from before would tell them too.
        Every page, count and export reads judgements through here.
        """
        if viewer is not None and viewer.has_perm(SEE_ALL):
            return self
        shown = Q(round__isnull=True) | Q(round__closed__isnull=False)
        if viewer is None or not viewer.is_authenticated:
            return self.filter(shown)
        given = Judgement.objects.standing().filter(coder=viewer, kind=Judgement.Kind.JUDGEMENT)
        own = given.filter(
            round=models.OuterRef("round"),
            first=models.OuterRef("first"),
            second=models.OuterRef("second"),
        )
        judged_in_it = given.filter(
            round=models.OuterRef("pk"),
            first=models.OuterRef(models.OuterRef("first")),
            second=models.OuterRef(models.OuterRef("second")),
        )
        asking = (
            Round.objects.running()
            .filter(
                pairs__tasks__coder=viewer,
                pairs__first=models.OuterRef("first"),
                pairs__second=models.OuterRef("second"),
            )
            .filter(Q(is_blind=True) | ~models.Exists(judged_in_it))
        )
        shown |= Q(round__is_blind=False) & models.Exists(own)
        return self.filter(Q(coder=viewer) | shown & ~models.Exists(asking))

    def of_pair(self, one: int, other: int) -> Self:
        """Keep those on two points, by their keys in either order."""
        return self.filter(first=min(one, other), second=max(one, other))

    def of_published(self) -> Self:
        """Keep those whose two points stand in published declarations."""
        return self.filter(
            first__declaration__status="published", second__declaration__status="published"
        )

    def update(self, **kwargs: Any) -> NoReturn:
        """Refuse."""
        raise TypeError(NEVER_EDITED)

    def delete(self) -> NoReturn:
        """Refuse."""
        raise TypeError(NEVER_TAKEN_BACK)

    update.alters_data = True  # type: ignore[attr-defined]
    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]


class Judgement(models.Model):
    """
    A coder's word on how two points stand; added, never edited or deleted.

    The pair has no left and right: ``first`` is the point with the lower key.
    What the coder read is remembered by the language and the digest of both
    wordings, so that a judgement on words that changed since can be shown as
    stale, and a translation that is added makes none so; the references keep
    it readable when a point is gone, and the words themselves stand in the
    history of the wordings.

    An adjudication is the lead's word on a pair that coders judged differently,
    with a note why. It counts for what a page says of the pair, and never for
    agreement between coders.
    """

    class Kind(models.TextChoices):
        JUDGEMENT = "judgement", _("judgement")
        ADJUDICATION = "adjudication", _("adjudication")

    first = models.ForeignKey(
        Point, on_delete=models.SET_NULL, null=True, related_name="judgements_as_first"
    )
    second = models.ForeignKey(
        Point, on_delete=models.SET_NULL, null=True, related_name="judgements_as_second"
    )
    first_reference = models.CharField(_("first point"), max_length=160)
    second_reference = models.CharField(_("second point"), max_length=160)
    first_language = models.CharField(
        _("language of the first wording"), max_length=8, choices=Language
    )
    second_language = models.CharField(
        _("language of the second wording"), max_length=8, choices=Language
    )
    first_digest = models.CharField(max_length=64)
    second_digest = models.CharField(max_length=64)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.JUDGEMENT)
    relation = models.CharField(_("relation"), max_length=20, choices=RELATION_CHOICES)
    rationale = models.TextField(_("rationale"), blank=True)
    coder = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="judgements",
        verbose_name=_("coder's account"),
    )
    coder_name = models.CharField(_("coder"), max_length=150)
    round = models.ForeignKey(
        Round,
        # Without its round, what was judged in it would be open to all.
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="judgements",
        verbose_name=_("round"),
        help_text=_("Unseen by others until it is closed."),
    )
    token = models.UUIDField(
        null=True,
        blank=True,
        unique=True,
        editable=False,
        help_text="Of the form it was sent with, so that a form sent twice gives one judgement.",
    )
    codebook_version = models.CharField(_("version of the codebook"), max_length=64, blank=True)
    # Not auto_now_add: a judgement that is imported keeps its day.
    created = models.DateTimeField(_("given"), default=timezone.now, editable=False)

    objects = JudgementQuerySet.as_manager()

    class Meta:
        ordering = ["created", "pk"]
        verbose_name = _("judgement")
        verbose_name_plural = _("judgements")
        permissions = [("adjudicate_judgement", "Can adjudicate between judgements")]
        constraints = [
            # A point that is gone is null, and then there is nothing to compare.
            models.CheckConstraint(
                condition=Q(first__lt=F("second")),
                name="judgement_lower_key_first",
                violation_error_message=_(
                    "A judgement is about two different points, the one with the lower key first."
                ),
            ),
            models.CheckConstraint(
                condition=Q(relation__in=[value for value, _label in RELATION_CHOICES]),
                name="judgement_relation_known",
                violation_error_message=_(
                    "A judgement is convergent, partial, divergent or unrelated."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(coder_name=""),
                name="judgement_has_a_coder",
                violation_error_message=_("A judgement needs the name of its coder."),
            ),
            models.CheckConstraint(
                condition=Q(kind="judgement") | Q(kind="adjudication") & ~Q(rationale=""),
                name="judgement_kind_known",
                violation_error_message=_("An adjudication says why."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_reference} – {self.second_reference}: {self.relation}"

    def save(self, **kwargs: Any) -> None:
        """Save a new judgement; refuse to change one that was given, also by way of its key."""
        if not self._state.adding:
            raise TypeError(NEVER_EDITED)
        super().save(**kwargs | {"force_insert": True})

    def delete(self, **kwargs: Any) -> NoReturn:
        """Refuse."""
        raise TypeError(NEVER_TAKEN_BACK)


class Withdrawal(models.Model):
    """That a coder took a judgement back; what they had given before stands again."""

    judgement = models.OneToOneField(
        Judgement, on_delete=models.CASCADE, related_name="withdrawal", verbose_name=_("judgement")
    )
    created = models.DateTimeField(_("withdrawn"), default=timezone.now, editable=False)

    class Meta:
        ordering = ["created", "pk"]
        verbose_name = _("withdrawal")
        verbose_name_plural = _("withdrawals")

    def __str__(self) -> str:
        return f"{self.judgement}"


class CoderQuerySet(models.QuerySet["Coder"]):
    """Reads of how coders are named."""

    def with_account(self) -> Self:
        """Fetch the accounts."""
        return self.select_related("account")


class Coder(models.Model):
    """
    How a coder is named to others: by name, or by a pseudonym, as the lead sets.

    One with an account, or a scholar known by name only, whose judgements were
    imported. A coder of whom nothing is set is shown by name.
    """

    account = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        # With the pseudonym gone, judgements that outlive an account would tell the name.
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="named_as",
        verbose_name=_("account"),
    )
    name = models.CharField(
        _("name"),
        max_length=150,
        blank=True,
        help_text=_("Of a scholar without an account, as in the judgements imported."),
    )
    pseudonym = models.CharField(
        _("pseudonym"),
        max_length=150,
        unique=True,
        help_text=_("What pages and exports say in place of the name: Coder A."),
    )

    objects = CoderQuerySet.as_manager()

    class Meta:
        ordering = ["pseudonym"]
        verbose_name = _("coder's pseudonym")
        verbose_name_plural = _("coders' pseudonyms")
        constraints = [
            models.CheckConstraint(
                condition=Q(account__isnull=False, name="") | Q(account__isnull=True) & ~Q(name=""),
                name="coder_account_or_name",
                violation_error_message=_("Choose an account, or give a scholar's name."),
            ),
            models.UniqueConstraint(
                fields=["name"],
                condition=~Q(name=""),
                name="coder_name_once",
                violation_error_message=_("This scholar has a pseudonym already."),
            ),
        ]

    def __str__(self) -> str:
        return self.pseudonym


def digest_of(text: str) -> str:
    """Return the SHA-256 of a wording's text, in hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()
