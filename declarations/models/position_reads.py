"""Reads of coded positions: who took which stance where."""

from collections.abc import Iterable
from typing import Any, Self

from django.db import models


class PositionQuerySet(models.QuerySet[Any]):
    """Reads of coded positions."""

    def published(self) -> Self:
        """Keep positions of points of published declarations."""
        return self.filter(point__declaration__status="published")

    def on_topic(self, topic: str) -> Self:
        """Keep positions on propositions under a topic; all of them where none is given."""
        return self.filter(proposition__topic__slug=topic) if topic else self

    def on_proposition(self, proposition: str) -> Self:
        """Keep positions on one proposition."""
        return self.filter(proposition__slug=proposition)

    def taken_by(self, declaration: models.Model, proposition: str) -> Self:
        """Keep those of a declaration's points on a proposition, in reading order, with words."""
        return (
            self.on_proposition(proposition)
            .filter(point__declaration=declaration)
            .select_related("point", "proposition")
            .prefetch_related("point__wordings")
            .order_by("point__order")
        )

    def by_issuers(self, issuers: Iterable[str]) -> models.QuerySet[Any, tuple[Any, ...]]:
        """
        Return what each of these issuers said, by their slugs; earliest first.

        Rows of the issuer's slug, the date and slug of the declaration, and the
        stance; a joint statement's once for each of them.
        """
        issuer = "point__declaration__issues__actor__slug"
        date, slug = "point__declaration__date", "point__declaration__slug"
        said = self.filter(**{f"{issuer}__in": issuers}).order_by(date, slug)
        return said.values_list(issuer, date, slug, "stance")

    def said(self) -> models.QuerySet[Any, tuple[Any, ...]]:
        """
        Return rows of what was said where, each declaration's in reading order.

        That is, the keys of the proposition and the declaration, the stance, and the
        key and the number of the point: plain rows, for there are thousands.
        """
        return self.order_by("point__declaration_id", "point__order").values_list(
            "proposition_id", "point__declaration_id", "stance", "point_id", "point__label"
        )
