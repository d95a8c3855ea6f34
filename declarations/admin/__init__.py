"""The editors' desk: a file for each file of models, and what they share."""

from .actors import ActorAdmin, MembershipAdmin
from .coding import JudgementAdmin, PositionAdmin, PropositionAdmin, TopicAdmin
from .intake import IntakeAdmin
from .people import UserAdmin
from .point import PointAdmin
from .texts import DeclarationAdmin

__all__ = [
    "ActorAdmin",
    "DeclarationAdmin",
    "IntakeAdmin",
    "JudgementAdmin",
    "MembershipAdmin",
    "PointAdmin",
    "PositionAdmin",
    "PropositionAdmin",
    "TopicAdmin",
    "UserAdmin",
]
