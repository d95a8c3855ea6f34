"""What a file says of a judgement, and whether it can be one."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from declarations.comparison import Relation
from declarations.models import Judgement, Language

COLUMNS = (
    "coder",
    "left_declaration",
    "left_label",
    "right_declaration",
    "right_label",
    "relation",
    "rationale",
    "kind",
    "created",
    "withdrawn",
    "stale",
    "round",
    "left_language",
    "left_digest",
    "right_language",
    "right_digest",
)
"""Of a CSV file. JSON has the same names, those of the two sides inside ``left`` and ``right``."""
NEEDED = COLUMNS[:6]
ACCOUNT = "account"
"""One more, only where accounts are written out: the name that a coder logs in with."""

MOST_CODER = 150
MOST_RATIONALE = 4_000
MOST_SHOWN = 40
EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)
DIGEST = re.compile(r"[0-9a-f]{64}\Z")
YES = {"true", "yes", "1"}


@dataclass(frozen=True)
class GivenSide:
    """One of the two points: where it stands, and what the coder read of it, if that is known."""

    declaration: str
    label: str
    language: str = ""
    digest: str = ""


@dataclass(frozen=True)
class GivenJudgement:
    """A judgement as a file gives it; ``place`` says where in the file."""

    place: str
    coder: str
    left: GivenSide
    right: GivenSide
    relation: str
    rationale: str = ""
    kind: str = "judgement"
    created: datetime | None = None
    withdrawn: datetime | None = None
    stale: bool = False
    account: str = ""


class Faulty(Exception):
    """What a file says is no judgement; the reason is a sentence."""


def judgement_from(place: str, said: Mapping[str, Any]) -> GivenJudgement:
    """
    Return the judgement that one record of a file gives, by the names of ``COLUMNS``.

    Times are ISO 8601, in UTC where they say nothing else. Raise Faulty with
    what is wrong first.
    """
    coder = _text(said, "coder")
    if not coder:
        raise Faulty(_("it names no coder."))
    if len(coder) > MOST_CODER:
        raise Faulty(_("the name of its coder is longer than 150 characters."))
    relation = _text(said, "relation").lower()
    if relation not in {known.value for known in Relation}:
        raise Faulty(
            _("“%(said)s” is no relation. It is convergent, partial, divergent or unrelated.")
            % {"said": relation[:MOST_SHOWN]}
        )
    rationale = "\n".join(_text(said, "rationale").splitlines())
    if len(rationale) > MOST_RATIONALE:
        raise Faulty(_("its rationale is longer than 4,000 characters."))
    kind = _text(said, "kind").lower() or Judgement.Kind.JUDGEMENT.value
    if kind not in Judgement.Kind.values:
        raise Faulty(
            _("“%(said)s” is no kind. It is judgement or adjudication.")
            % {"said": kind[:MOST_SHOWN]}
        )
    if kind == Judgement.Kind.ADJUDICATION and not rationale:
        raise Faulty(_("an adjudication says why, and this one has no rationale."))
    left, right = _side(said, "left"), _side(said, "right")
    created, withdrawn = _time(said, "created"), _time(said, "withdrawn")
    return GivenJudgement(
        place=place,
        coder=coder,
        left=left,
        right=right,
        relation=relation,
        rationale=rationale,
        kind=kind,
        created=created,
        withdrawn=withdrawn,
        stale=_text(said, "stale").lower() in YES,
        account=_text(said, ACCOUNT),
    )


def _text(said: Mapping[str, Any], name: str) -> str:
    """Return what is said under a name, without blanks around it; nothing said is empty."""
    value = said.get(name)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else ""
    if isinstance(value, int):  # a label may be written as a number
        value = str(value)
    if not isinstance(value, str):
        raise Faulty(_("“%(name)s” is no text.") % {"name": name})
    if "\0" in value or any("\ud800" <= character <= "\udfff" for character in value):
        raise Faulty(_("“%(name)s” holds characters that no text has.") % {"name": name})
    return value.strip()


def _side(said: Mapping[str, Any], side: str) -> GivenSide:
    declaration, label = _text(said, f"{side}_declaration"), _text(said, f"{side}_label")
    if not declaration or not label:
        raise Faulty(
            _("it does not say which point is on the %(side)s: declaration and label are needed.")
            % {"side": _("left") if side == "left" else _("right")}
        )
    language, digest = _text(said, f"{side}_language"), _text(said, f"{side}_digest").lower()
    if language and language not in Language.values:
        raise Faulty(
            _("“%(said)s” is no language that is held here.") % {"said": language[:MOST_SHOWN]}
        )
    if digest and not DIGEST.match(digest):
        raise Faulty(_("a digest has 64 digits, 0 to 9 and a to f."))
    return GivenSide(declaration, label, language, digest if language else "")


def _time(said: Mapping[str, Any], name: str) -> datetime | None:
    text = _text(said, name)
    if not text:
        return None
    try:
        time = datetime.fromisoformat(text)
    except ValueError as error:
        raise Faulty(
            _("“%(said)s” is no time. Write it as 2019-05-07T14:30:00+00:00, or only the day.")
            % {"said": text[:MOST_SHOWN]}
        ) from error
    if time.tzinfo is None:
        time = time.replace(tzinfo=UTC)
    if not EARLIEST <= time <= timezone.now() + timedelta(days=1):
        raise Faulty(_("“%(said)s” lies in no time it could be from.") % {"said": text})
    return time
