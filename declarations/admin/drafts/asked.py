"""What a button of the page of codes asks for, as its value says."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from declarations.admin.base import is_key
from declarations.services.editing import Refused
from declarations.services.reviewing import PROPOSITION, TOPIC


@dataclass(frozen=True)
class Asked:
    """
    What a button asks for: ``accept.12.topic.elections``, ``all.12``, ``sure``.

    ``point`` is a key, ``kind`` and ``slug`` name a code; blank where the verb
    is about none. ``moment`` is that of the answers to be taken back.
    """

    verb: str
    point: int | None = None
    kind: str = ""
    slug: str = ""
    moment: datetime | None = None

    @classmethod
    def read(cls, value: str) -> "Asked":
        """Return what a button's value says; raise Refused where it is none of ours."""
        verb, _dot, rest = value.partition(".")
        parts = rest.split(".")
        if verb in {"sure", "save"} and not rest:
            return cls(verb)
        if verb == "undo":
            try:
                moment = parse_datetime(rest)
            except ValueError:
                moment = None
            if moment is not None and moment.tzinfo is not None:
                return cls(verb, moment=moment)
        elif verb in {"all", "add", "force", "offer"} and len(parts) == 1 and is_key(parts[0]):
            return cls(verb, int(parts[0]))
        elif (
            verb in {"accept", "refuse", "again", "remove"}
            and len(parts) == 3
            and is_key(parts[0])
            and parts[1] in {TOPIC, PROPOSITION}
            and "\0" not in parts[2]
        ):
            return cls(verb, int(parts[0]), parts[1], parts[2])
        raise Refused(_("This form was not complete. Open the page again, then answer anew."))
