"""The roles of people who work here: what each may do, and accounts that have them."""

from collections.abc import Collection, Iterable, Sequence
from enum import StrEnum

from django.contrib.auth.models import Group, Permission
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS, transaction
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from declarations.models import Judgement, User

from .editing import Refused

APP = "declarations"
# No 0 and O, 1, l and I: somebody will copy it by hand.
LEGIBLE = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
PASSWORD_LENGTH = 16


class Role(StrEnum):
    """What somebody is here; readers need no account and have none. Held as a Django group."""

    CODER = "coder"
    EDITOR = "editor"
    LEAD = "lead"

    @property
    def group_name(self) -> str:
        """The name of the group, as the database holds it."""
        return self.value.capitalize()


ROLE_LABELS = {
    Role.CODER: gettext_lazy("Coder"),
    Role.EDITOR: gettext_lazy("Editor"),
    Role.LEAD: gettext_lazy("Lead"),
}
AT_THE_DESK = {Role.EDITOR, Role.LEAD}
"""Roles whose work is at /admin/, where only accounts with staff status get in."""


def _all_on(*models: str) -> frozenset[str]:
    return frozenset(
        f"{verb}_{model}" for verb in ("add", "change", "delete", "view") for model in models
    )


RIGHTS: dict[Role, frozenset[str]] = {
    Role.CODER: frozenset({"add_judgement"}),
    # Nothing that tells what coders gave: an editor sees of judgements what every reader sees.
    Role.EDITOR: _all_on(
        "actor",
        "declaration",
        "intake",
        "issue",
        "membership",
        "point",
        "position",
        "proposition",
        "review",
        "signatory",
        "source",
        "topic",
        "wording",
    ),
    # Accounts are only looked at: whoever may change accounts can make themselves administrator.
    Role.LEAD: _all_on("coder", "round", "roundpair", "task")
    | {"add_judgement", "view_judgement", "adjudicate_judgement", "view_withdrawal", "view_user"},
}
"""Of each role the permissions, by their codenames in this app."""


@transaction.atomic
def set_up_roles(
    *, new: Collection[str] | None = None, using: str = DEFAULT_DB_ALIAS
) -> dict[Role, list[str]]:
    """
    Make the groups, give each what its role needs, and return what was added to each.

    Twice is once, and nothing is ever taken away: what an administrator gave a
    group stays. With ``new``, the codenames of permissions that have just come
    to be, a group that exists gets of those only, so that a right that an
    administrator took from it does not come back with the next upgrade.
    """
    held = {
        permission.codename: permission
        for permission in Permission.objects.using(using).filter(content_type__app_label=APP)
    }
    added = {}
    for role, rights in RIGHTS.items():
        group, made = Group.objects.using(using).get_or_create(name=role.group_name)
        wanted = rights if made or new is None else rights & set(new)
        has = set(
            group.permissions.filter(content_type__app_label=APP).values_list("codename", flat=True)
        )
        added[role] = sorted((wanted - has) & held.keys())
        group.permissions.add(*(held[codename] for codename in added[role]))
    return added


@transaction.atomic
def give_role(*, account: User, role: Role) -> None:
    """Make somebody a coder, editor or lead, beside what they are; let them in where they work."""
    group = Group.objects.filter(name=role.group_name).first()
    if group is None:
        set_up_roles()
        group = Group.objects.get(name=role.group_name)
    account.groups.add(group)
    if role in AT_THE_DESK and not account.is_staff:
        account.is_staff = True
        account.save(update_fields=["is_staff"])


def make_account(
    *, username: str, roles: Iterable[Role], email: str = "", name: str = ""
) -> tuple[User, str]:
    """
    Make an account with its roles; return it with a password, which is held nowhere in clear.

    ``name`` is that of the person, its first word the first name. Raise Refused,
    with sentences, where the name is taken or no name of an account.
    """
    first_name, _blank, last_name = name.strip().partition(" ")
    account = User(
        username=username, email=email, first_name=first_name, last_name=last_name.strip()
    )
    password = legible_password()
    account.set_password(password)
    with transaction.atomic():
        try:
            account.full_clean()
        except ValidationError as error:
            raise Refused(*error.messages) from error
        account.save()
        for role in roles:
            give_role(account=account, role=role)
    return account, password


def legible_password() -> str:
    """Return a random password of 16 letters and digits that are not taken for one another."""
    while True:
        password = get_random_string(PASSWORD_LENGTH, LEGIBLE)
        try:
            validate_password(password)
        except ValidationError:  # sixteen digits, once in many lives
            continue
        return password


def roles_of(account: User) -> Sequence[str]:
    """Return what somebody is, in words: the roles, and administrator. One query."""
    groups = set(account.groups.values_list("name", flat=True))
    words = [str(ROLE_LABELS[role]) for role in Role if role.group_name in groups]
    return [*words, _("Administrator")] if account.is_superuser else words


def count_own_judgements(account: User) -> int:
    """Return how many judgements somebody has given that they have not taken back."""
    own = Judgement.objects.standing().filter(coder=account, kind=Judgement.Kind.JUDGEMENT)
    return own.count()
