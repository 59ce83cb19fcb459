"""Who may change accounts and grants, and who sees them."""

from collections.abc import Mapping

from django.db.models import Q, QuerySet

from youwei.foundation.organs.models import Organ
from youwei.foundation.people.models import Account
from youwei.kernel.actor import Actor, ActorKind, Role
from youwei.kernel.refusal import NotAllowed, NotFound, gettext_noop

# allauth's views carry no gate of ours; this table says who may open each of those that we keep.
ALLAUTH_URLS: Mapping[str, str] = {
    "account_login": "anyone",
    "account_logout": "anyone",
    "account_inactive": "anyone",
    "account_reauthenticate": "signed_in",
    "account_change_password": "signed_in",
    "account_set_password": "signed_in",
    "mfa_index": "signed_in",
    "mfa_authenticate": "anyone",
    "mfa_reauthenticate": "signed_in",
    "mfa_activate_totp": "signed_in",
    "mfa_deactivate_totp": "signed_in",
    "mfa_view_recovery_codes": "signed_in",
    "mfa_generate_recovery_codes": "signed_in",
    "mfa_download_recovery_codes": "signed_in",
    "mfa_list_webauthn": "signed_in",
    "mfa_add_webauthn": "signed_in",
    "mfa_edit_webauthn": "signed_in",
    "mfa_remove_webauthn": "signed_in",
    "mfa_reauthenticate_webauthn": "signed_in",
    "mfa_login_webauthn": "anyone",
    "openid_connect_login": "anyone",
    "openid_connect_callback": "anyone",
    "socialaccount_login_cancelled": "anyone",
    "socialaccount_login_error": "anyone",
}


class NotToOneself(NotAllowed):
    code = "not_to_oneself"
    message = gettext_noop("Nobody grants or takes roles from themselves.")
    remedy = gettext_noop("Ask another security administrator.")


class OutsideRealm(NotAllowed):
    code = "outside_realm"
    message = gettext_noop("This organ lies outside the place for which you grant roles.")
    remedy = gettext_noop("Ask the security administrator of that place.")


class OwnOnly(NotAllowed):
    code = "own_only"
    message = gettext_noop("Only the person themselves may do this.")
    remedy = gettext_noop("Ask the person to sign in and do it.")


def check_governs(actor: Actor) -> None:
    """Security administrators, and the system when it is set up."""
    if actor.kind is not ActorKind.SYSTEM and not actor.holds(Role.SECURITY_ADMIN):
        raise NotAllowed


def check_governs_organ(actor: Actor, organ: Organ) -> None:
    """A place's security administrator governs that place and those below it."""
    check_governs(actor)
    if actor.kind is ActorKind.SYSTEM:
        return
    realm = actor.jurisdictions_as(Role.SECURITY_ADMIN)
    place = organ.jurisdiction
    while place.pk not in realm:
        if place.parent is None:
            raise OutsideRealm
        place = place.parent


def check_governs_account(actor: Actor, account: Account) -> None:
    check_governs_organ(actor, account.organ)


def check_not_oneself(actor: Actor, account: Account) -> None:
    if actor.account_id == account.pk:
        raise NotToOneself


def check_own(actor: Actor, account: Account) -> None:
    """The person, or the system that acts a person's year in a simulation."""
    if actor.kind is not ActorKind.SYSTEM and actor.account_id != account.pk:
        raise OwnOnly


def check_own_or_governs(actor: Actor, account: Account) -> None:
    if actor.account_id != account.pk:
        check_governs_account(actor, account)


def check_sees(actor: Actor, account: Account) -> None:
    if not visible_to(actor).filter(pk=account.pk).exists():
        raise NotFound


def visible_to(actor: Actor) -> QuerySet[Account]:
    """Accounts of the places that the actor governs; to everybody else only their own."""
    if actor.kind is ActorKind.SYSTEM:
        return Account.objects.all()
    own = Q(pk=actor.account_id) if actor.account_id is not None else Q(pk__in=())
    realm = actor.jurisdictions_as(Role.SECURITY_ADMIN)
    # Three levels of places: province, city, county.
    below = (
        Q(organ__jurisdiction__in=realm)
        | Q(organ__jurisdiction__parent__in=realm)
        | Q(organ__jurisdiction__parent__parent__in=realm)
    )
    return Account.objects.filter(own | below if realm else own)


def may_govern(actor: Actor) -> bool:
    try:
        check_governs(actor)
    except NotAllowed:
        return False
    return True
