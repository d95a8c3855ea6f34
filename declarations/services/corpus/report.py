"""What a load did, counted and in sentences."""

from dataclasses import dataclass, field

NAMES_GIVEN = 10
"""As many as one reads; the count says how many there are."""

ORDER = [
    "declarations",
    "points",
    "wordings",
    "positions",
    "issuers",
    "signatories",
    "sources",
    "actors",
    "memberships",
    "topics",
    "propositions",
    "pairs of rivals",
]
"""What a reader asks for first comes first."""


@dataclass
class Tally:
    """How many records of a kind were created, updated, …"""

    singular: str
    created: int = 0
    updated: int = 0
    removed: int = 0
    unchanged: int = 0
    left: int = 0
    """To the editors, who changed, deleted or entered them."""


@dataclass
class LoadReport:
    """What a load did: a tally for each kind by its plural, and the records that it left alone."""

    tallies: dict[str, Tally] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)
    """Names of what editors changed, deleted or entered and the file has otherwise."""
    kept: list[str] = field(default_factory=list)
    """Names of points from an earlier file that this one no longer has."""

    @property
    def changed(self) -> bool:
        """Whether anything was written."""
        return any(
            tally.created or tally.updated or tally.removed for tally in self.tallies.values()
        )

    def sentences(self) -> list[str]:
        """Return the report as a person reads it, one sentence to a line."""
        result = []
        if self.changed:
            for verb, counted in [
                ("Loaded", "created"),
                ("Updated", "updated"),
                ("Removed", "removed"),
                ("Unchanged:", "unchanged"),
            ]:
                if counts := self._counts(counted):
                    result.append(f"{verb} {counts}.")
        else:
            counts = self._counts("unchanged") or "no records"
            result.append(f"Nothing to change: {counts} are as in the file.")
        if self.left:
            result.append(
                f"Left as editors have them ({len(self.left)}): {_first(self.left)}. "
                "With --overwrite they are set back to the file."
            )
        if self.kept:
            result.append(f"Kept, though not in the file ({len(self.kept)}): {_first(self.kept)}.")
        return result

    def _counts(self, counted: str) -> str:
        """Return the counts above zero: "23 declarations, 1 point"."""
        counts = [(getattr(self.tallies[plural], counted), plural) for plural in self._plurals()]
        return ", ".join(
            f"{count} {self.tallies[plural].singular if count == 1 else plural}"
            for count, plural in counts
            if count
        )

    def _plurals(self) -> list[str]:
        return [plural for plural in ORDER if plural in self.tallies]


def _first(names: list[str]) -> str:
    """Return the first names, and how many more there are."""
    given = "; ".join(names[:NAMES_GIVEN])
    more = len(names) - NAMES_GIVEN
    return f"{given}; and {more} more" if more > 0 else given
