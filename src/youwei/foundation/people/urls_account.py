"""Of allauth's pages only those that staff need: no signing up, no mail, no reset by mail.

`people.access.ALLAUTH_URLS` says who may open each.
"""

from allauth.account import views as account
from allauth.mfa import urls as second_factor
from allauth.socialaccount import views as identity
from allauth.socialaccount.providers.openid_connect import urls as openid_connect
from django.urls import include, path

from youwei.foundation.people.web.identity import unknown_identity

urlpatterns = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/set/", account.password_set, name="account_set_password"),
    path("2fa/", include(second_factor)),
    path("identity/unknown/", unknown_identity, name="account_unknown_identity"),
    path("identity/cancelled/", identity.login_cancelled, name="socialaccount_login_cancelled"),
    path("identity/error/", identity.login_error, name="socialaccount_login_error"),
    path("", include(openid_connect)),
]
