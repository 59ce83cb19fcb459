"""Sign-ins are ended by their owner, or all of them by the one who grants roles."""

from collections.abc import Sequence

from youwei.foundation.journal.operations import operation, record
from youwei.foundation.people import access
from youwei.foundation.people.models import Account, DeskSession
from youwei.foundation.people.rules import events
from youwei.foundation.people.writing.sessions import end_all
from youwei.kernel import clock
from youwei.kernel.actor import Actor


@operation
def end_sessions(*, actor: Actor, account: Account, but: str | None = None) -> int:
    """Ends all but the session with the key `but`; returns how many."""
    access.check_own_or_governs(actor, account)
    count = end_all(account, but=but)
    record(actor=actor, event=events.SessionsEnded(count=count), subject=account.subject)
    return count


@operation
def end_session(*, actor: Actor, session: DeskSession) -> None:
    assert session.account is not None, "only a sign-in of an account is listed"
    access.check_own(actor, session.account)
    record(actor=actor, event=events.SessionsEnded(count=1), subject=session.account.subject)
    session.delete()


@operation
def sweep_sessions(*, actor: Actor, keys: Sequence[int | str]) -> int:
    """Removes what is left of sign-ins that have run out; returns how many."""
    access.check_system(actor)
    count = DeskSession.objects.filter(
        session_key__in=[str(key) for key in keys], expire_date__lte=clock.now()
    ).delete()[0]
    record(actor=actor, event=events.SessionsSwept(count=count), subject="sessions")
    return count
