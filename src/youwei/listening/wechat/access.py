"""Whether the account is connected, and who may let themselves be told."""

from django.conf import settings

from youwei.kernel.actor import Actor
from youwei.kernel.refusal import NotFound, Refusal
from youwei.listening.complaints.access import check_writer
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.rules.states import ENDED, State
from youwei.listening.wechat.rules.account import OfficialAccount


def account() -> OfficialAccount | None:
    """None where the installation set none: then nothing here exists."""
    found = settings.YOUWEI_WECHAT
    return OfficialAccount(**found) if found else None


def check_follows(actor: Actor, case: Case) -> None:
    """The writer, while something may still happen."""
    check_writer(actor, case)
    if account() is None or case.state in ENDED - {State.MERGED}:
        raise NotFound


def can_follow(actor: Actor, case: Case) -> bool:
    try:
        check_follows(actor, case)
    except Refusal:
        return False
    return True
