"""allauth changes passwords and second factors; its signals bring that to the journal, and end the
other sign-ins of the account.
"""

from allauth.account.signals import password_changed, password_set
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest

from youwei.foundation.people import queries
from youwei.foundation.people.models import Account
from youwei.foundation.people.operations import end_sessions, note_sign_in_change
from youwei.foundation.people.writing.sessions import begin
from youwei.foundation.people.writing.walls import raise_walls
from youwei.kernel import clock


def listen() -> None:
    user_logged_in.connect(_begin, dispatch_uid="people.sign_in")
    for signal in (password_changed, password_set):
        signal.connect(_password, dispatch_uid="people.password")
    authenticator_added.connect(_added, dispatch_uid="people.factor_added")
    authenticator_removed.connect(_removed, dispatch_uid="people.factor_removed")
    authenticator_reset.connect(_reset, dispatch_uid="people.factor_reset")


def after_migrating(using: str, **more: object) -> None:
    raise_walls(using)


def _begin(sender: object, request: HttpRequest, user: Account, **more: object) -> None:
    begin(request)


def _password(sender: object, request: HttpRequest, user: Account, **more: object) -> None:
    _note(request, user, "password")


def _added(
    sender: object,
    request: HttpRequest,
    user: Account,
    authenticator: Authenticator,
    **more: object,
) -> None:
    _note(request, user, f"{authenticator.type} added")


def _removed(
    sender: object,
    request: HttpRequest,
    user: Account,
    authenticator: Authenticator,
    **more: object,
) -> None:
    _note(request, user, f"{authenticator.type} removed")


def _reset(
    sender: object,
    request: HttpRequest,
    user: Account,
    authenticator: Authenticator,
    **more: object,
) -> None:
    _note(request, user, f"{authenticator.type} renewed")


def _note(request: HttpRequest, account: Account, what: str) -> None:
    actor = queries.actor_for(account, clock.today())
    note_sign_in_change(actor=actor, account=account, what=what)
    end_sessions(actor=actor, account=account, but=request.session.session_key)
