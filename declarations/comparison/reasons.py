"""What is said of two points: a relation, what it rests on, and the reasons for it, as data."""

from dataclasses import dataclass
from enum import StrEnum

from .types import Basis, JudgementRecord, Relation, Stance


class ReasonKind(StrEnum):
    """What a reason says; :mod:`.phrases` puts each in words."""

    ADJUDICATED = "adjudicated"
    JUDGED = "judged"
    CODERS_DIFFER = "coders-differ"
    CODERS_DIFFER_UNCODED = "coders-differ-uncoded"
    CODERS_DIFFER_SUGGESTED = "coders-differ-suggested"
    JUDGED_STALE = "judged-stale"
    EXCHANGE = "exchange"
    OPPOSED = "opposed"
    QUALIFIED = "qualified"
    TENSION = "tension"
    BOTH_AFFIRM = "both-affirm"
    BOTH_QUALIFY = "both-qualify"
    BOTH_REJECT = "both-reject"
    MUCH_ELSE = "much-else"
    WORDING = "wording"
    TOPICS = "topics"
    ACROSS_LANGUAGES = "across-languages"
    SUGGESTION_WITHHELD = "suggestion-withheld"


@dataclass(frozen=True, slots=True)
class Reason:
    """
    One reason, as data; which fields are filled depends on its kind.

    ``propositions`` are slugs: the shared one, or the left and the right rival.
    ``stances`` are the left and the right stance. ``words`` are words shared,
    topics shared, or operative verbs, left and right. ``judgement`` is the
    coder's word; ``share`` is a part of a whole, 0 to 1. Of an exchange,
    ``left_proposes`` says that the left point proposes and the right accepts.
    ``suggested`` where the reason rests on codes that nobody has given yet.
    """

    kind: ReasonKind
    propositions: tuple[str, ...] = ()
    stances: tuple[Stance, ...] = ()
    words: tuple[str, ...] = ()
    judgement: JudgementRecord | None = None
    share: float | None = None
    left_proposes: bool = False
    suggested: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """
    A relation with its basis and its reasons; the relation is None where it is open.

    ``judgements`` are each coder's latest on the pair, also those that do not
    count because the words were changed since.
    """

    relation: Relation | None
    basis: Basis
    reasons: tuple[Reason, ...] = ()
    judgements: tuple[JudgementRecord, ...] = ()

    @property
    def is_adjudicated(self) -> bool:
        """Whether the relation is the lead's word on coders who differ."""
        return any(reason.kind is ReasonKind.ADJUDICATED for reason in self.reasons)

    @property
    def is_disputed(self) -> bool:
        """Whether coders judged the pair as it stands and did not all say the same."""
        said = {one.relation for one in self.judgements if not one.stale and not one.adjudicates}
        return len(said) > 1

    @property
    def is_stale(self) -> bool:
        """Whether any judgement was given on words that have changed since."""
        return any(one.stale for one in self.judgements)

    @property
    def coders_differ(self) -> bool:
        """Whether coders judged the pair as it stands, and no strict majority of them agrees."""
        differ = (
            ReasonKind.CODERS_DIFFER,
            ReasonKind.CODERS_DIFFER_UNCODED,
            ReasonKind.CODERS_DIFFER_SUGGESTED,
        )
        return any(reason.kind in differ for reason in self.reasons)
