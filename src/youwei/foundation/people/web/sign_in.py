"""allauth's forms in our look: a label says what a field is; no grey word in it repeats that."""

from typing import TYPE_CHECKING

from allauth.account import forms as account
from allauth.mfa.base import forms as second_factor
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as keys
from django import forms
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    _Base = forms.Form
else:
    _Base = object

_NEW_PASSWORD = _("At least 12 characters; no common password, and nothing like your name.")


class Plain(_Base):
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
        if "password1" in self.fields:
            self.fields["password1"].help_text = _NEW_PASSWORD
        if "code" in self.fields:
            self.fields["code"].label = _("Authenticator code")
        if "name" in self.fields:
            self.fields["name"].label = _("Name of the key")


class LoginForm(Plain, account.LoginForm):  # type: ignore[misc]  # allauth is untyped
    pass


class ReauthenticateForm(Plain, account.ReauthenticateForm):  # type: ignore[misc]
    pass


class ChangePasswordForm(Plain, account.ChangePasswordForm):  # type: ignore[misc]
    def clean_password1(self) -> str:
        """Whoever issued the first password knows it."""
        chosen: str = self.cleaned_data["password1"]
        if self.user.password_due and self.user.check_password(chosen):
            raise forms.ValidationError(
                _("Choose a password of your own, another than the one you were given.")
            )
        return chosen


class SetPasswordForm(Plain, account.SetPasswordForm):  # type: ignore[misc]
    pass


class AuthenticateForm(Plain, second_factor.AuthenticateForm):  # type: ignore[misc]
    pass


class ReauthenticateCodeForm(Plain, second_factor.ReauthenticateForm):  # type: ignore[misc]
    pass


class ActivateTOTPForm(Plain, totp.ActivateTOTPForm):  # type: ignore[misc]
    pass


class AddKeyForm(Plain, keys.AddWebAuthnForm):  # type: ignore[misc]
    pass


class EditKeyForm(Plain, keys.EditWebAuthnForm):  # type: ignore[misc]
    pass
