"""What allauth asks us: nobody signs up, a government identity opens an existing account only,
secrets of the second factor lie sealed, and nothing learns a visitor's address or agent.
"""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from youwei.foundation.people.models import Account
from youwei.foundation.people.rules.accounts import username_of
from youwei.kernel import sealing


class ClosedSignup(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is untyped
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: str) -> str:
        """One counter per name, whatever host the request names and however the name is written."""
        return username_of(credentials.get("username", ""))

    def get_client_ip(self, request: HttpRequest) -> str:
        """No counter, mail or message of ours may hold an address (C-02)."""
        return "0.0.0.0"  # noqa: S104  # a word for nobody, not a place to listen

    def get_http_user_agent(self, request: HttpRequest) -> str:
        return ""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, object]) -> None:
        """Sign-in sends no mail: its texts would carry address and agent."""

    def is_safe_url(self, url: str) -> bool:
        """Only an address of this site, without a host: allauth's own reading of one that is none
        (`//[`) raises ValueError, and it also takes every host that the site answers to.
        """
        return url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("people:me")

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        if isinstance(user, Account):
            user.password_due = False
        super().set_password(user, password)


class KnownAccountsOnly(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """The identity's `preferred_username` names the account; whoever has none is turned away."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        username = _username(sociallogin)
        sociallogin.account.extra_data = {}  # the other claims are none of our business (C-44)
        if sociallogin.is_existing:
            sociallogin.account.save(update_fields=["extra_data"])
            return
        account = Account.objects.filter(username=username, is_active=True).first()
        if account is None:
            raise ImmediateHttpResponse(redirect(reverse("account_unknown_identity")))
        sociallogin.connect(request, account)


def _username(sociallogin: SocialLogin) -> str:
    claims = sociallogin.account.extra_data
    # userinfo and id_token are nested since allauth 65; older answers are flat.
    found = claims.get("userinfo", {}).get("preferred_username") or claims.get("id_token", {}).get(
        "preferred_username", claims.get("preferred_username", "")
    )
    return username_of(str(found))


class SealedSecrets(DefaultMFAAdapter):  # type: ignore[misc]
    """TOTP keys and recovery seeds are sealed with a key that is not in the database."""

    def encrypt(self, text: str) -> str:
        return sealing.seal(text, key=_key(str(settings.SECRET_KEY)), context=_CONTEXT).hex()

    def decrypt(self, encrypted_text: str) -> str:
        sealed = bytes.fromhex(encrypted_text)
        for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
            try:
                return sealing.unseal(sealed, key=_key(str(secret)), context=_CONTEXT)
            except sealing.SealBroken:
                continue
        raise sealing.SealBroken

    def get_totp_label(self, user: AbstractBaseUser) -> str:
        return user.get_username()

    def _get_user_identifier(self, user: AbstractBaseUser) -> str:
        return user.get_username()

    def _get_site_name(self) -> str:
        return "Youwei"

    def send_notification_mail(self, *args: object, **kwargs: object) -> None:
        """See ClosedSignup.send_mail."""


_CONTEXT = "second-factor"


def _key(secret: str) -> bytes:
    return sealing.derive(secret, _CONTEXT)
