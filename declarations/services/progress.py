"""How far rounds and their coders have come: counts alone, never an answer."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from declarations.models import Judgement, Round, RoundPair, Task, User

from .judging import Viewer, name_of
from .rereading import to_read_again


@dataclass(frozen=True)
class CoderProgress:
    """How far one coder has come."""

    coder: User
    name: str
    total: int
    done: int

    @property
    def percent(self) -> int:
        """How much is done, 0 to 100."""
        return 100 * self.done // self.total if self.total else 0


@dataclass(frozen=True)
class Progress:
    """How far a round has come, by coders in the order of their names."""

    coders: tuple[CoderProgress, ...] = ()

    @property
    def total(self) -> int:
        """Tasks of all coders."""
        return sum(coder.total for coder in self.coders)

    @property
    def done(self) -> int:
        """Tasks done by all coders."""
        return sum(coder.done for coder in self.coders)

    @property
    def percent(self) -> int:
        """How much is done, 0 to 100."""
        return 100 * self.done // self.total if self.total else 0


def progress_of(rounds: Iterable[Round], coder: User | None = None) -> dict[int, Progress]:
    """
    Return how far rounds have come, by their keys; one coder's part alone.

    What was judged on words that have changed since is to do again. Three
    queries, some more where that is so.
    """
    keys = [round.pk for round in rounds]
    tasks = Task.objects.filter(pair__round__in=keys)
    if coder is not None:
        tasks = tasks.filter(coder=coder)
    tally = tasks.tally()
    again = Counter((held, account) for held, account, _pair in to_read_again(keys, coder))
    accounts = User.objects.in_bulk({account for _round, account in tally})
    found: dict[int, list[CoderProgress]] = defaultdict(list)
    for (round, account), (total, done) in tally.items():
        held = accounts.get(account)
        if held is not None:
            done -= again[round, account]
            found[round].append(CoderProgress(held, name_of(held), total, done))
    return {
        key: Progress(tuple(sorted(found[key], key=lambda one: (one.name, one.coder.pk))))
        for key in keys
    }


def judged_by(
    round: Round, pairs: Collection[RoundPair], viewer: Viewer
) -> dict[tuple[int, int], int]:
    """
    Return how many people judged each of some pairs in a round, by the keys of their points.

    Counted is what the viewer may see: before the end that is everything for a lead. One query.
    """
    rows = (
        Judgement.objects.standing()
        .visible_to(viewer)
        .filter(
            round=round,
            kind=Judgement.Kind.JUDGEMENT,
            first__in=[pair.first_id for pair in pairs],
            second__in=[pair.second_id for pair in pairs],
        )
        .values_list("first", "second", "coder", "coder_name")
    )
    people: dict[tuple[int, int], set[object]] = defaultdict(set)
    for first, second, coder, name in rows:
        people[first, second].add(coder or name)
    return {pair: len(judged) for pair, judged in people.items()}
