from django.urls import path

from youwei.foundation.people.web import account, accounts, me, proposals, second_factor

app_name = "people"
urlpatterns = [
    path("me/", me.me, name="me"),
    path("me/interests/", me.declare, name="declare"),
    path("me/tokens/", me.issue, name="issue_token"),
    path("me/tokens/<int:pk>/revoke/", me.revoke, name="revoke_token"),
    path("me/tokens/asked/<int:pk>/collect/", me.collect, name="collect_token"),
    path("me/tokens/asked/<int:pk>/withdraw/", me.withdraw, name="withdraw_token"),
    path("me/sign-ins/<int:place>/end/", me.end_session, name="end_session"),
    path("me/sign-ins/end/", me.end_others, name="end_others"),
    path("me/second-factor/", second_factor.second_factor, name="second_factor"),
    path("proposals/", proposals.proposals, name="proposals"),
    path("proposals/<int:pk>/<slug:move>/", proposals.decide, name="decide"),
    path("accounts/", accounts.accounts, name="accounts"),
    path("accounts/new/", accounts.add, name="add"),
    path("accounts/<int:pk>/", account.account, name="account"),
    path("accounts/<int:pk>/name/", account.rename, name="rename"),
    path("accounts/<int:pk>/password/", account.issue_password, name="issue_password"),
    path("accounts/<int:pk>/factor/", account.reset_factor, name="reset_factor"),
    path("accounts/<int:pk>/sign-ins/end/", account.end_sessions, name="end_sessions"),
    path("accounts/<int:pk>/leave/", account.leave, name="leave"),
    path("accounts/<int:pk>/grants/", account.grant, name="grant"),
    path("accounts/<int:pk>/grants/<int:grant_pk>/end/", account.end_grant, name="end_grant"),
    path("accounts/<int:pk>/posts/", account.hold_post, name="hold_post"),
    path("accounts/<int:pk>/posts/<int:holding_pk>/leave/", account.leave_post, name="leave_post"),
    path(
        "accounts/<int:pk>/interests/<int:recusal_pk>/end/",
        account.end_recusal,
        name="end_recusal",
    ),
]
