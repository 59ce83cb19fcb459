"""Who is told by WeChat. The openid stays here, sealed, and never meets a case."""

import secrets
from collections.abc import Sequence
from datetime import timedelta
from enum import StrEnum

from django.db import IntegrityError, transaction
from django.db.models import F

from youwei.foundation.journal.operations import operation, record
from youwei.kernel import clock
from youwei.kernel.actor import Actor
from youwei.kernel.events import Event
from youwei.listening.complaints.access import check_writer
from youwei.listening.complaints.models import Case
from youwei.listening.wechat.access import check_follows
from youwei.listening.wechat.models import Invitation, Seen, Subscription
from youwei.listening.wechat.queries.followers import followers, over
from youwei.listening.wechat.queries.keys import hashes, sealed
from youwei.listening.wechat.rules import events
from youwei.listening.wechat.rules.delivery import Outcome, next_try
from youwei.listening.wechat.rules.messages import CODE_DIGITS

CODE_LIFE = timedelta(minutes=10)
AFTER_END = timedelta(days=7)  # for the last notice to arrive


class Turn(StrEnum):
    """What a message from the chat did."""

    FOLLOWS = "follows"
    CODE_UNKNOWN = "code_unknown"
    FORGOTTEN = "forgotten"


@operation
def give_code(*, actor: Actor, case: Case) -> str:
    """Shown once on the status page, in place of one shown before."""
    check_follows(actor, case)
    known = hashes("case", case.number)
    Invitation.objects.filter(case_hash__in=known).delete()
    code = "".join(secrets.choice("0123456789") for _ in range(CODE_DIGITS))
    Invitation.objects.create(
        code_hash=hashes("code", code)[0], case_hash=known[0], expires_at=clock.now() + CODE_LIFE
    )
    _record(actor, events.CodeGiven())
    return code


@operation
def take_code(*, actor: Actor, openid: str, code: str, mark: str) -> Turn:
    """Whoever sends the code in the chat is told from now on. A code works once."""
    before = _seen(mark, Turn.CODE_UNKNOWN)
    if before is not None:
        _record(actor, events.SentAgain())
        return before
    found = (
        Invitation.objects.select_for_update()
        .filter(code_hash__in=hashes("code", code), expires_at__gt=clock.now())
        .first()
    )
    turn = Turn.CODE_UNKNOWN
    if found is not None:
        turn = Turn.FOLLOWS
        Subscription.objects.update_or_create(
            case_hash=found.case_hash,
            person_hash=hashes("person", openid)[0],
            defaults={"sealed_openid": sealed(openid, found.case_hash)},
        )
        found.delete()
        Seen.objects.filter(mark_hash=hashes("mark", mark)[0]).update(outcome=turn)
    _record(actor, events.ChatTurned(outcome=turn))
    return turn


@operation
def forget_person(*, actor: Actor, openid: str, mark: str) -> Turn:
    """They left the account: nothing of them stays."""
    before = _seen(mark, Turn.FORGOTTEN)
    if before is not None:
        _record(actor, events.SentAgain())
        return before
    Subscription.objects.filter(person_hash__in=hashes("person", openid)).delete()
    _record(actor, events.ChatTurned(outcome=Turn.FORGOTTEN))
    return Turn.FORGOTTEN


@operation
def forget_case(*, actor: Actor, case: Case) -> None:
    """At the writer's wish, or because what identifies writers is erased."""
    if actor.receipt is not None:
        check_writer(actor, case)
    followers([case.number]).delete()
    Invitation.objects.filter(case_hash__in=hashes("case", case.number)).delete()
    _record(actor, events.Forgotten())


@operation
def queue_notice(*, actor: Actor, numbers: Sequence[str], ended: bool) -> None:
    """Whoever follows one of these cases is to be told. `ended`: for the last time, unless it goes
    on after all.
    """
    followers(numbers).update(
        waiting=True,
        not_before=None,
        tries=0,
        turn=F("turn") + 1,
        ends_on=clock.today() + AFTER_END if ended else None,
    )
    _record(actor, events.NoticeQueued())


@operation
def settle_notice(
    *, actor: Actor, subscription: Subscription, outcome: Outcome, errcode: int = 0
) -> Outcome:
    """What became of a notice. One that was queued in the meantime is not lost."""
    rows = Subscription.objects.filter(pk=subscription.pk, turn=subscription.turn)
    if outcome is Outcome.GONE:
        Subscription.objects.filter(person_hash=subscription.person_hash).delete()
    elif outcome in {Outcome.LATER, Outcome.TOKEN}:
        again = next_try(subscription.tries, clock.now(), errcode)
        outcome = Outcome.LATER if again is not None else Outcome.DROPPED
        rows.update(waiting=again is not None, not_before=again, tries=F("tries") + 1)
    else:
        rows.update(waiting=False, not_before=None, tries=0)
    _record(actor, events.NoticeSettled(outcome=outcome))
    return outcome


@operation
def erase_old(*, actor: Actor) -> int:
    """Subscriptions of matters that ended, codes that ran out, marks of old messages."""
    rows = sum(found.delete()[0] for found in over(clock.now()))
    _record(actor, events.OldErased(rows=rows))
    return rows


def _seen(mark: str, turn: Turn) -> Turn | None:
    """What this very message did before; None where it is new, and noted from now on."""
    mark_hash = hashes("mark", mark)[0]
    known = Seen.objects.filter(mark_hash=mark_hash).first()
    if known is None:
        try:
            with transaction.atomic():
                Seen.objects.create(mark_hash=mark_hash, outcome=turn)
            return None
        except IntegrityError:  # the same message, twice at the same moment
            known = Seen.objects.get(mark_hash=mark_hash)
    return Turn(known.outcome)


def _record(actor: Actor, event: Event) -> None:
    record(actor=actor, event=event, subject="wechat")
