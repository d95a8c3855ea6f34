"""Who belonged to which group when, and who belonged to two at once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from declarations.comparison.normalization import fold
from declarations.models import Actor, Membership, in_language


class Period(NamedTuple):
    """A time from a day to a day, both included; None where the day is not known."""

    since: date | None = None
    until: date | None = None

    def meet(self, other: "Period") -> "Period | None":
        """
        Return the time that both cover, or None where it is known that there is none.

        A day that is not known rules nothing out: who left a group on a day
        that nobody recorded may have been in the other by then. So a meeting
        has a first day where either has one, and that is the earliest it can be.
        """
        since = max((day for day in (self.since, other.since) if day), default=None)
        until = min((day for day in (self.until, other.until) if day), default=None)
        if since and until and until < since:
            return None
        return Period(since, until)


@dataclass(frozen=True)
class MemberOfBoth:
    """
    An actor that belonged to two groups.

    ``left`` and ``right`` are its memberships in each. ``together`` are the
    times of both; empty where it is known to have left one before it joined
    the other.
    """

    actor: Actor
    left: Sequence[Membership]
    right: Sequence[Membership]
    together: Sequence[Period]

    @property
    def disputed(self) -> bool:
        """Whether sources differ on any of these memberships."""
        return any(membership.disputed for membership in (*self.left, *self.right))


@dataclass(frozen=True)
class SharedMembers:
    """A group, and who belonged to it as well as to another one."""

    group: Actor
    members: Sequence[MemberOfBoth]


def members_of_both(
    left: Actor,
    right: Actor,
    since: date | None = None,
    until: date | None = None,
    language: str = "en",
) -> list[MemberOfBoth]:
    """
    Return who belonged to both groups in a period, those at the same time first, by name.

    A membership counts where it may have lasted for a day of the period; a
    first or last day that is not known rules nothing out. One query.
    """
    period = Period(since, until)
    held: dict[int, dict[int, list[Membership]]] = {left.pk: defaultdict(list)}
    held[right.pk] = defaultdict(list)
    actors: dict[int, Actor] = {}
    for membership in Membership.objects.of_groups(left, right):
        if period.meet(period_of(membership)):
            held[membership.group_id][membership.member_id].append(membership)
            actors[membership.member_id] = membership.member
    both = [
        _member(actor, held[left.pk][key], held[right.pk][key], period)
        for key, actor in actors.items()
        if key in held[left.pk] and key in held[right.pk]
    ]
    return _ordered(both, language)


def shared_members(group: Actor, language: str = "en") -> list[SharedMembers]:
    """
    Return the other groups that readers may know of with members of this one, the most first.

    Two queries, whatever the number of groups.
    """
    own: dict[int, list[Membership]] = defaultdict(list)
    for membership in Membership.objects.of_groups(group):
        own[membership.member_id].append(membership)
    elsewhere = Membership.objects.public().filter(member__in=list(own)).exclude(group=group)
    groups: dict[int, Actor] = {}
    others: dict[int, dict[int, list[Membership]]] = defaultdict(lambda: defaultdict(list))
    for membership in elsewhere.select_related("group", "member").in_order_of_time():
        groups[membership.group_id] = membership.group
        others[membership.group_id][membership.member_id].append(membership)
    shared = [
        SharedMembers(
            groups[key],
            _ordered(
                [_member(rows[0].member, own[k], rows, Period()) for k, rows in members.items()],
                language,
            ),
        )
        for key, members in others.items()
    ]
    return sorted(
        shared,
        key=lambda item: (-len(item.members), fold(in_language(item.group, "name", language))),
    )


def period_of(membership: Membership) -> Period:
    """Return when a membership lasted, as far as that is known."""
    return Period(membership.since, membership.until)


def _member(
    actor: Actor, left: Sequence[Membership], right: Sequence[Membership], period: Period
) -> MemberOfBoth:
    together = []
    for one in left:
        for other in right:
            met = period_of(one).meet(period_of(other))
            if met and met.meet(period):
                together.append(met)
    return MemberOfBoth(actor, left, right, together)


def _ordered(members: Iterable[MemberOfBoth], language: str) -> list[MemberOfBoth]:
    """Return those who were in both at once first, then the others, each by name."""
    return sorted(
        members,
        key=lambda item: (not item.together, fold(in_language(item.actor, "name", language))),
    )
