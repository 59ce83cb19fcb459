"""Run by the worker; each may run twice, or be cut off."""

from youwei.kernel import clock
from youwei.kernel.actor import SYSTEM
from youwei.kernel.sealing import SealBroken
from youwei.listening.wechat.access import account
from youwei.listening.wechat.jobs.official import NO_ANSWER, Official
from youwei.listening.wechat.operations import erase_old, settle_notice
from youwei.listening.wechat.queries.followers import over, waiting
from youwei.listening.wechat.queries.keys import openid_of
from youwei.listening.wechat.rules.delivery import Outcome

AT_ONCE = 200


def send_notices() -> int:
    """Tells those who wait; returns how many were told. Without an account nothing goes out."""
    found = account()
    rows = waiting(clock.now(), AT_ONCE) if found else ()
    if found is None or not rows:
        return 0
    told = 0
    with Official(found) as official:
        for row in rows:
            try:
                outcome, errcode = official.tell(openid_of(row))
            except SealBroken:  # the secret is gone, and with it whom to tell
                outcome, errcode = Outcome.GONE, 0
            settle_notice(actor=SYSTEM, subscription=row, outcome=outcome, errcode=errcode)
            told += outcome is Outcome.SENT
            if errcode == NO_ANSWER:
                break  # the others would wait as long for nothing; the next run begins with them
    return told


def erase_what_is_over() -> int:
    """Also where the account was disconnected; returns how many rows."""
    if not any(found.exists() for found in over(clock.now())):
        return 0
    return erase_old(actor=SYSTEM)
