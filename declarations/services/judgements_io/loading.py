"""Judgements of a file, brought in: what is new, what is here already, what contradicts it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from declarations.models import (
    Declaration,
    Judgement,
    Point,
    Round,
    RoundPair,
    User,
    Withdrawal,
    anchor_of,
    digest_of,
)
from declarations.services.judging import CoderNames, name_of

from .shape import GivenJudgement, GivenSide

UNKNOWN_WORDS = "0" * 64
"""A digest of no text: the words have changed since, and which they were is not known."""
MOST_NAMED = 50
"""Faults and conflicts that are told one by one."""

Key = tuple[str, int, int, str]


@dataclass
class LoadPlan:
    """What loading a file does, or did; nothing of a file with ``faults`` is loaded."""

    faults: list[str] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)
    new: list[Judgement] = field(default_factory=list)
    withdrawals: list[Withdrawal] = field(default_factory=list)
    known: int = 0
    veiled: int = 0

    @property
    def is_loadable(self) -> bool:
        """Whether anything would be added."""
        return not self.faults and bool(self.new or self.withdrawals)

    def sentences(self, *, done: bool) -> list[str]:
        """Return what is done, or would be, in a few sentences."""
        if self.faults:
            n = len(self.faults)
            first = ngettext(
                "%(n)s line cannot be read, so nothing is loaded.",
                "%(n)s lines cannot be read, so nothing is loaded.",
                n,
            )
            return [first % {"n": n}]
        n = len(self.new)
        if done:
            first = ngettext("%(n)s judgement was loaded.", "%(n)s judgements were loaded.", n)
        else:
            first = ngettext("%(n)s judgement is new.", "%(n)s judgements are new.", n)
        told = [first % {"n": n}]
        if self.known:
            second = ngettext("%(n)s is here already.", "%(n)s are here already.", self.known)
            told.append(second % {"n": self.known})
        if self.withdrawals:
            n = len(self.withdrawals)
            third = ngettext("%(n)s is marked as withdrawn.", "%(n)s are marked as withdrawn.", n)
            told.append(third % {"n": n})
        if self.veiled:
            fourth = ngettext(
                "%(n)s is on a pair of a running round, and stays unseen until that is closed.",
                "%(n)s are on pairs of a running round, and stay unseen until that is closed.",
                self.veiled,
            )
            told.append(fourth % {"n": self.veiled})
        if self.conflicts:
            n = len(self.conflicts)
            fifth = ngettext(
                "%(n)s does not go with what is here and is left out.",
                "%(n)s do not go with what is here and are left out.",
                n,
            )
            told.append(fifth % {"n": n})
        return told

    def named(self) -> list[str]:
        """Return the faults and conflicts one by one, the first fifty of each."""
        told = []
        for sentences in (self.faults, self.conflicts):
            told += sentences[:MOST_NAMED]
            if len(sentences) > MOST_NAMED:
                told.append(_("And %(n)s more.") % {"n": len(sentences) - MOST_NAMED})
        return told


@transaction.atomic
def load_judgements(
    given: Sequence[GivenJudgement],
    faults: Sequence[str] = (),
    *,
    match_accounts: bool = False,
    leave_out_lost: bool = False,
) -> LoadPlan:
    """
    Bring in the judgements of a file, and return what was done; faults: nothing.

    Twice is once, also at the same time: of two who load, the second waits.
    """
    slugs = {side.declaration for one in given for side in (one.left, one.right)}
    list(Declaration.objects.filter(slug__in=slugs).order_by("pk").select_for_update())
    plan = plan_load(given, faults, match_accounts=match_accounts, leave_out_lost=leave_out_lost)
    if plan.is_loadable:
        Judgement.objects.bulk_create(plan.new, batch_size=500)
        Withdrawal.objects.bulk_create(plan.withdrawals, batch_size=500)
    return plan


def plan_load(
    given: Sequence[GivenJudgement],
    faults: Sequence[str] = (),
    *,
    match_accounts: bool = False,
    leave_out_lost: bool = False,
) -> LoadPlan:
    """
    Work out what loading a file would do, and do nothing. Seven queries.

    A judgement is here already where the same coder, named by name or
    pseudonym, gave the same on the pair at the same time, or, where the file
    says no time, ever. Another relation or rationale at that time contradicts
    it. A coder becomes a scholar without an account, the one who is known by a
    pseudonym where it is that; with ``match_accounts``, the account that logs in
    with the name, where there is one. Under the pseudonym of an account nobody
    else comes in: that contradicts what is here. A point that is not held is a
    fault; with ``leave_out_lost``, only its judgements are left out.
    """
    held = _Held(given, match_accounts)
    plan = LoadPlan(faults=list(faults))
    for one in given:
        try:
            left, right = held.point(one.left), held.point(one.right)
            if left.pk == right.pk:
                raise LookupError(_("both sides are the same point."))
        except LookupError as error:
            told = plan.conflicts if leave_out_lost else plan.faults
            told.append(f"{one.place}: {error.args[0]}")
            continue
        _place(one, left, right, held, plan)
    plan.veiled = sum(judgement.round is not None for judgement in plan.new)
    return plan


def _place(one: GivenJudgement, left: Point, right: Point, held: "_Held", plan: LoadPlan) -> None:
    """Put one judgement where it belongs in the plan: new, known, or in conflict."""
    pair = sorted(((left, one.left), (right, one.right)), key=lambda side: side[0].pk)
    called = [one.coder, f"@{one.account}"] if one.account else [one.coder]
    keys = [(name, pair[0][0].pk, pair[1][0].pk, one.kind) for name in called]
    before = list({id(row): row for key in keys for row in held.given[key]}.values())
    if one.created is not None:
        before = [row for row in before if row.created == one.created]
    same = [row for row in before if (row.relation, row.rationale) == (one.relation, one.rationale)]
    if same:
        plan.known += 1
        if one.withdrawn and same[0].coder_id is None and same[0].pk not in held.withdrawn:
            held.withdrawn.add(same[0].pk)
            plan.withdrawals.append(Withdrawal(judgement=same[0], created=one.withdrawn))
    elif before:
        plan.conflicts.append(_conflict(one, before[-1]))
    elif one.coder in held.names.of_accounts and held.account(one) is None:
        sentence = _(
            "%(place)s: “%(coder)s” is how readers know somebody who has an account here, and"
            " there would be two of that name."
        )
        plan.conflicts.append(sentence % {"place": one.place, "coder": one.coder})
    else:
        judgement = held.judgement(one, pair)
        plan.new.append(judgement)
        held.given[keys[0]].append(judgement)
        if one.withdrawn:
            plan.withdrawals.append(Withdrawal(judgement=judgement, created=one.withdrawn))


def _conflict(one: GivenJudgement, row: Judgement) -> str:
    told = {
        "place": one.place,
        "coder": one.coder,
        "pair": f"{one.left.declaration} {one.left.label} – "
        f"{one.right.declaration} {one.right.label}",
        "here": row.get_relation_display(),
        "there": one.relation,
    }
    if one.created is None:
        sentence = _(
            "%(place)s: %(coder)s has judged %(pair)s before, as %(here)s. A change of mind"
            " needs a time (created)."
        )
    elif row.relation == one.relation:
        sentence = _("%(place)s: %(coder)s gave another rationale for %(pair)s at this very time.")
    else:
        sentence = _(
            "%(place)s: %(coder)s judged %(pair)s at this very time as %(here)s,"
            " and the file says %(there)s."
        )
    return sentence % told


class _Held:
    """What the database holds of the points that a file speaks of, and of what was judged there."""

    def __init__(self, given: Sequence[GivenJudgement], match_accounts: bool) -> None:
        slugs = {side.declaration for one in given for side in (one.left, one.right)}
        points = Point.objects.filter(declaration__slug__in=slugs)
        points = points.select_related("declaration").prefetch_related("wordings")
        self.points: dict[str, dict[str, Point]] = {
            slug: {}
            for slug in Declaration.objects.filter(slug__in=slugs).values_list("slug", flat=True)
        }
        for point in points:
            self.points[point.declaration.slug][anchor_of(point.label)] = point
        self.now = timezone.now()
        self.accounts = _accounts(given) if match_accounts else {}
        self.names = CoderNames()
        self.given, self.withdrawn = _judged(slugs, self.names)
        self.rounds = _running(slugs)

    def point(self, side: GivenSide) -> Point:
        """Return the point of a side; raise LookupError with a sentence where none is held."""
        points = self.points.get(side.declaration)
        told = {"declaration": side.declaration[:80], "label": side.label[:20]}
        if points is None:
            raise LookupError(_("no declaration “%(declaration)s” is held here.") % told)
        point = points.get(anchor_of(side.label))
        if point is None:
            raise LookupError(_("“%(declaration)s” has no point “%(label)s” here.") % told)
        return point

    def account(self, one: GivenJudgement) -> User | None:
        """Return the account that a judgement of the file is put under, if any."""
        return self.accounts.get(one.account) or self.accounts.get(one.coder)

    def judgement(self, one: GivenJudgement, pair: Sequence[tuple[Point, GivenSide]]) -> Judgement:
        """Return the judgement that one of the file becomes, not saved."""
        account = self.account(one)
        judgement = Judgement(
            relation=one.relation,
            rationale=one.rationale,
            kind=one.kind,
            coder=account,
            coder_name=name_of(account)
            if account
            else self.names.scholars.get(one.coder, one.coder),
            created=one.created or self.now,
        )
        for place, (point, side) in zip(("first", "second"), pair, strict=True):
            setattr(judgement, place, point)
            setattr(judgement, f"{place}_reference", f"{point.declaration.slug} {point.label}")
            read = point.wording_in(side.language or "en")
            words = digest_of(read.text if read else "")
            language = side.language or (read.language if read else "en")
            setattr(judgement, f"{place}_language", language)
            digest = side.digest or (UNKNOWN_WORDS if one.stale else words)
            setattr(judgement, f"{place}_digest", digest)
        if one.kind == Judgement.Kind.JUDGEMENT:
            # As for one that is given on the site: nothing of a blind round is seen before its end.
            judgement.round = self.rounds.get((judgement.first_id, judgement.second_id))
        return judgement


def _judged(slugs: Iterable[str], names: CoderNames) -> tuple[dict[Key, list[Judgement]], set[int]]:
    """Return what was judged between declarations, by each name of its coder; what is withdrawn."""
    rows = Judgement.objects.filter(
        first__declaration__slug__in=slugs, second__declaration__slug__in=slugs
    )
    given: dict[Key, list[Judgement]] = defaultdict(list)
    withdrawn = set()
    for row in rows.select_related("coder", "withdrawal").order_by("created", "pk"):
        called = {row.coder_name, names.of(row)}
        if row.coder:
            called |= {row.coder.get_username(), f"@{row.coder.get_username()}"}
        for name in called:
            given[name, row.first_id, row.second_id, row.kind].append(row)
        if hasattr(row, "withdrawal"):
            withdrawn.add(row.pk)
    return given, withdrawn


def _accounts(given: Sequence[GivenJudgement]) -> dict[str, User]:
    named = {name for one in given for name in (one.account, one.coder) if name}
    return {user.get_username(): user for user in User.objects.filter(username__in=named)}


def _running(slugs: Iterable[str]) -> dict[tuple[int, int], Round]:
    """Return the running round that holds a pair, a blind one first, by both keys."""
    pairs = RoundPair.objects.filter(
        round__closed__isnull=True,
        first__declaration__slug__in=slugs,
        second__declaration__slug__in=slugs,
    ).select_related("round")
    found: dict[tuple[int, int], Round] = {}
    for pair in pairs.order_by("-round__is_blind", "round"):
        found.setdefault((pair.first_id, pair.second_id), pair.round)
    return found
