"""What states, remedies and purposes are called on a page."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from youwei.listening.results.rules.states import Remedy, State
from youwei.listening.results.rules.uses import Purpose

STATE_WORDS: Mapping[State, Promise] = {
    State.FILED: pgettext_lazy("objection", "To be decided"),
    State.REJECTED: pgettext_lazy("objection", "Not upheld"),
    State.UPHELD: pgettext_lazy("objection", "Upheld"),
    State.WITHDRAWN: pgettext_lazy("objection", "Withdrawn"),
}
REMEDY_WORDS: Mapping[Remedy, Promise] = {
    Remedy.ANEW: _("Ballots are looked at again, and the result of all is made anew"),
    Remedy.WITHHELD: _("The organ’s result is not published and takes no part in ranks"),
}
PURPOSE_WORDS: Mapping[Purpose, Promise] = {
    Purpose.LEADING_BODIES: _("Assessment of leading bodies"),
    Purpose.CADRES: _("Selection and use of cadres"),
    Purpose.PERFORMANCE: _("Target performance management"),
}
