"""The groups that issue declarations, as pages show them: with a colour that stays theirs."""

from collections.abc import Iterable
from dataclasses import dataclass

from declarations.models import Actor, in_language

COLOURS = 6
"""Group colours and shapes in the style sheets; from the seventh group on they come again."""


@dataclass(frozen=True)
class Group:
    """A group that issues declarations. ``colour`` is 1 to ``COLOURS``, whoever else is shown."""

    actor: Actor
    name: str
    brief: str
    colour: int

    @property
    def slug(self) -> str:
        """What stands for it in addresses."""
        return self.actor.slug


def read_groups(language: str = "en") -> list[Group]:
    """Return the groups that issued a published declaration, in the order of their first one."""
    return name_groups(Actor.objects.groups().by_first_word(), language)


def name_groups(actors: Iterable[Actor], language: str) -> list[Group]:
    """Return groups, all of them in the order of their first word, named in a language."""
    return [
        Group(
            actor=actor,
            name=in_language(actor, "name", language),
            brief=actor.brief_in(language),
            colour=place % COLOURS + 1,
        )
        for place, actor in enumerate(actors)
    ]
