"""Sentences on how far coders agree, in the reader's language."""

from django.utils.translation import gettext, ngettext

from declarations.comparison.agreement import (
    RELIABLE_FROM,
    TENTATIVE_FROM,
    Agreement,
    Reliability,
)
from declarations.comparison.types import Relation

from .judged_words import relation_word


def agreement_verdict(
    *, agreement: Agreement, coders: int, enough: int, only: Relation | None = None
) -> str:
    """
    Return how far coders agree, in sentences, each figure with what it is out of.

    ``enough`` is the number of pairs from which alpha is given; ``only`` the
    relation that all judgements give, where they give no other.
    """
    pairs = agreement.units
    if not pairs:
        return gettext("No pair has been judged by two coders yet, so there is nothing to compare.")
    judged = ngettext(
        "%(pairs)s pair was judged by at least two of %(coders)s coders.",
        "%(pairs)s pairs were judged by at least two of %(coders)s coders.",
        pairs,
    )
    if coders == 2:
        judged = ngettext(
            "Two coders judged %(pairs)s pair.", "Two coders both judged %(pairs)s pairs.", pairs
        )
    same = gettext("Where two judgements meet, %(same)s of %(all)s are the same (%(share)s %%).")
    sentences = [
        judged % {"coders": coders, "pairs": f"{pairs:,}"},
        same
        % {
            "same": f"{agreement.agreeing:,}",
            "all": f"{agreement.compared:,}",
            "share": round(100 * (agreement.raw or 0.0)),
        },
    ]
    if pairs < enough:
        sentences.append(
            gettext("That is too little to say more: alpha is given from %(n)s pairs on.")
            % {"n": enough}
        )
    elif agreement.alpha is None:
        sentences.append(
            gettext(
                "All judgements are %(relation)s. Where nothing varies alpha is not defined: it"
                " cannot be told whether the coders would see a difference."
            )
            % {"relation": relation_word(only) if only else ""}
        )
    else:
        sentences += _alpha_in_words(agreement)
    return " ".join(sentences)


def _alpha_in_words(agreement: Agreement) -> list[str]:
    """Return what alpha and its interval say, in two sentences or one."""
    meant = {
        Reliability.RELIABLE: gettext("reliable by the usual reading"),
        Reliability.TENTATIVE: gettext("good for tentative conclusions only, by the usual reading"),
        Reliability.UNRELIABLE: gettext("not reliable by the usual reading"),
    }
    reliability = agreement.reliability
    alpha = "" if agreement.alpha is None else decimal(agreement.alpha)
    words = meant[reliability] if reliability else ""
    if agreement.low is None or agreement.high is None:
        return [
            gettext(
                "Alpha is %(alpha)s, %(meant)s. It has no interval: no two judgements differ, and"
                " what does not vary cannot be drawn anew."
            )
            % {"alpha": alpha, "meant": words}
        ]
    sentences = [
        gettext("Alpha is %(alpha)s (95 %%: %(low)s to %(high)s), %(meant)s.")
        % {
            "alpha": alpha,
            "low": decimal(agreement.low),
            "high": decimal(agreement.high),
            "meant": words,
        }
    ]
    if reliability is not Reliability.UNRELIABLE and agreement.low < TENTATIVE_FROM:
        sentences.append(
            gettext(
                "But other pairs of the same kind could well have given less than"
                " %(floor)s: more pairs would tell."
            )
            % {"floor": TENTATIVE_FROM}
        )
    return sentences


def decimal(value: float) -> str:
    """
    Return a figure with two places, and a true minus.

    One that would be rounded up to a floor that it does not reach keeps a third place.

    >>> decimal(-0.117), decimal(-0.001), decimal(0.7996)
    ('−0.12', '0.00', '0.799')
    """
    written = f"{value:.2f}"
    if any(value < floor <= float(written) for floor in (TENTATIVE_FROM, RELIABLE_FROM)):
        written = f"{int(1000 * value) / 1000:.3f}"
    return "0.00" if float(written) == 0 else written.replace("-", "\N{MINUS SIGN}")
