"""allauth changes passwords and second factors; its signals bring that to the journal."""

from allauth.account.signals import password_changed, password_set
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from django.http import HttpRequest

from youwei.foundation.people import queries
from youwei.foundation.people.models import Account
from youwei.foundation.people.operations import note_sign_in_change
from youwei.kernel import clock


def listen() -> None:
    for signal in (password_changed, password_set):
        signal.connect(_password, dispatch_uid="people.password")
    authenticator_added.connect(_added, dispatch_uid="people.factor_added")
    authenticator_removed.connect(_removed, dispatch_uid="people.factor_removed")
    authenticator_reset.connect(_reset, dispatch_uid="people.factor_reset")


def _password(sender: object, request: HttpRequest, user: Account, **more: object) -> None:
    _note(user, "password")


def _added(sender: object, user: Account, authenticator: Authenticator, **more: object) -> None:
    _note(user, f"{authenticator.type} added")


def _removed(sender: object, user: Account, authenticator: Authenticator, **more: object) -> None:
    _note(user, f"{authenticator.type} removed")


def _reset(sender: object, user: Account, authenticator: Authenticator, **more: object) -> None:
    _note(user, f"{authenticator.type} renewed")


def _note(account: Account, what: str) -> None:
    actor = queries.actor_for(account, clock.today())
    note_sign_in_change(actor=actor, account=account, what=what)
