"""Who has judged, and under which name readers know them."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count, Max

from declarations.models import Coder, Judgement, User


@dataclass(frozen=True)
class JudgingCoder:
    """Somebody who has judged: the name they judged under last, and the pseudonym, if any."""

    name: str
    account: User | None
    count: int
    pseudonym: Coder | None

    @property
    def query(self) -> str:
        """The fields of a form that gives this coder a pseudonym, as a query string."""
        return urlencode({"account": self.account.pk} if self.account else {"name": self.name})


def list_coders() -> list[JudgingCoder]:
    """
    Return everybody who has judged, by name: accounts, and scholars who have none. Three queries.

    An account is one coder, whatever it was called at the time.
    """
    coders = list(Coder.objects.with_account())
    by_account = {coder.account_id: coder for coder in coders if coder.account_id}
    by_name = {coder.name: coder for coder in coders if coder.name}
    accounts = User.objects.filter(judgements__isnull=False).annotate(
        judged=Count("judgements"), judged_as=Max("judgements__coder_name")
    )
    found = [
        JudgingCoder(
            account.get_full_name() or account.judged_as,  # type: ignore[attr-defined]
            account,
            account.judged,  # type: ignore[attr-defined]
            by_account.get(account.pk),
        )
        for account in accounts
    ]
    scholars = Judgement.objects.filter(coder__isnull=True).order_by().values("coder_name")
    found += [
        JudgingCoder(row["coder_name"], None, row["judged"], by_name.get(row["coder_name"]))
        for row in scholars.annotate(judged=Count("pk"))
    ]
    return sorted(found, key=lambda coder: (coder.name.casefold(), coder.account is None))


def is_name_in_use(name: str) -> bool:
    """Say whether somebody has judged under this name, or logs in with it."""
    return (
        Judgement.objects.filter(coder_name__iexact=name).exists()
        or User.objects.filter(username__iexact=name).exists()
    )
