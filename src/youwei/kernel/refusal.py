"""Named refusals: what happened and what one can do, with a code that programs can read."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar


def gettext_noop(message: str) -> str:
    """Marks a source string for the catalogue; pages translate it when they show it."""
    return message


OUT_OF_REACH = gettext_noop(
    "Call the rectification office, or 12388 where it is about discipline, and name the number of "
    "your matter, but never the query code or passphrase. Who keeps this site can then look "
    "whether a backup holds it intact."
)


class Refusal(Exception):
    """Something asked for is not done. Subclasses name the reason.

    `message` says what happened, `remedy` what the person can do now; both are English source
    strings with named placeholders filled from `params`. `outside` is the remedy for a person with
    no account here, where it is another. `damage`: something is damaged, so nobody may say that
    nothing was lost. `status` is the HTTP status that fits. `field` names the form field at fault,
    if one is.
    """

    code: ClassVar[str] = "refused"
    status: ClassVar[int] = 409
    message: ClassVar[str] = gettext_noop("This cannot be done.")
    remedy: ClassVar[str] = gettext_noop("Nothing was changed. Go back and check what is possible.")
    outside: ClassVar[str] = ""
    damage: ClassVar[bool] = False

    def __init__(self, *, field: str | None = None, **params: object) -> None:
        self.field = field
        self.params: Mapping[str, object] = MappingProxyType(params)
        super().__init__(self.code)

    def __str__(self) -> str:
        return self.message % self.params if self.params else self.message


class NotAllowed(Refusal):
    code = "not_allowed"
    status = 403
    message = gettext_noop("You may not do this.")
    remedy = gettext_noop("If it belongs to your work, ask the one who grants roles in your organ.")


class SignInNeeded(NotAllowed):
    code = "sign_in_needed"
    status = 401
    message = gettext_noop("This page is for staff who have signed in.")
    remedy = gettext_noop("Sign in and open the page again.")


class NotFound(Refusal):
    """Also the answer where knowing that a thing exists would already tell too much."""

    code = "not_found"
    status = 404
    message = gettext_noop("There is no such page or record, or it is not open to you.")
    remedy = gettext_noop("Check the address or the number.")


class Invalid(Refusal):
    code = "invalid"
    status = 422
    message = gettext_noop("Something that was entered does not fit.")
    remedy = gettext_noop("Correct the marked field; the rest of what you wrote is kept.")


class WrongState(Refusal):
    code = "wrong_state"
    status = 409
    message = gettext_noop("This step is not possible in the present state.")
    remedy = gettext_noop("Reload the page: somebody may have acted in the meantime.")
