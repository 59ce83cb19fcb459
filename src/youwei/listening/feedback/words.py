"""What states, checks and findings are called on a page."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from youwei.listening.feedback.rules.release import Check
from youwei.listening.feedback.rules.states import State
from youwei.text.identifying import Kind, Why

SOURCE_WORD = _("From the central feedback of the office")
SOURCE_MORE = _("The letter with everything that was demanded stands there.")
DEMAND_WORD = _("What is demanded:")

STATE_WORDS: Mapping[State, Promise] = {
    State.DRAFT: pgettext_lazy("feedback", "Draft"),
    State.SUBMITTED: pgettext_lazy("feedback", "Waits for approval"),
    State.RETURNED: pgettext_lazy("feedback", "Returned for changes"),
    State.APPROVED: pgettext_lazy("feedback", "Approved, not sent yet"),
    State.RELEASED: pgettext_lazy("feedback", "Sent to the organ"),
    State.FOLLOWED: pgettext_lazy("feedback", "Being put right"),
    State.SETTLED: pgettext_lazy("feedback", "Settled"),
    State.DROPPED: pgettext_lazy("feedback", "Will not be sent"),
}
CHECK_WORDS: Mapping[Check, Promise] = {
    Check.WRITTEN: _("Problem and demand are written"),
    Check.THEMED: _("At least one theme is named"),
    Check.FIT_SOURCES: _("Every source may be used"),
    Check.ENOUGH_SOURCES: _("Enough sources, or generalised with a reason"),
    Check.NOTHING_RARE: _("No theme is so rare that it tells who wrote"),
    Check.NO_PARTICULARS: _("No names, numbers, places, days or times"),
    Check.NOTHING_TAKEN_OVER: _("No passage taken over word for word"),
}
KIND_WORDS: Mapping[Kind, Promise] = {
    Kind.NAME: pgettext_lazy("particular", "Name"),
    Kind.PHONE: pgettext_lazy("particular", "Telephone number"),
    Kind.IDENTITY: pgettext_lazy("particular", "Identity number"),
    Kind.CARD: pgettext_lazy("particular", "Bank card number"),
    Kind.ORGANISATION: pgettext_lazy("particular", "Enterprise or its code"),
    Kind.PLATE: pgettext_lazy("particular", "Number plate"),
    Kind.CASE: pgettext_lazy("particular", "Case or file number"),
    Kind.ACCOUNT: pgettext_lazy("particular", "Account such as WeChat or QQ"),
    Kind.MAIL: pgettext_lazy("particular", "E-mail address"),
    Kind.LINK: pgettext_lazy("particular", "Web address"),
    Kind.NUMBER: pgettext_lazy("particular", "Long number"),
    Kind.ADDRESS: pgettext_lazy("particular", "Address"),
    Kind.MOMENT: pgettext_lazy("particular", "Day or time"),
}
WHY_WORDS: Mapping[Why, Promise] = {
    Why.CHECK_DIGIT: _("its check digit is right"),
    Why.SHAPE: _("it has the shape of one"),
    Why.CUE: _("the word before it says so"),
    Why.TITLE: _("a surname with an office or a form of address"),
    Why.MASKED: _("a surname with the rest masked"),
    Why.READS_AS_NAME: _("it reads as a name"),
    Why.LENGTH: _("a number this long can belong to somebody"),
}
