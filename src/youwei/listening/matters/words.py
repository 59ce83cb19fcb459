"""What states and likeness are called on a page."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from youwei.listening.matters.rules.likeness import Likeness
from youwei.listening.matters.rules.states import Heat, State

STATE_WORDS: Mapping[State, Promise] = {
    State.PROPOSED: _("Proposed, to be confirmed"),
    State.OPEN: _("Followed together"),
    State.CLOSED: _("Matter closed"),
    State.DISMISSED: _("Not one matter"),
}
HEAT_WORDS: Mapping[Heat, Promise] = {
    Heat.RAISED: _("Hot spot, to be assessed"),
    Heat.ACKNOWLEDGED: _("Hot spot, assessed"),
    Heat.SETTLED: _("Hot spot has settled"),
}
LIKENESS_WORDS: Mapping[Likeness, Promise] = {
    Likeness.COPY: _("nearly the same words"),
    Likeness.PASSAGES: _("whole passages in common"),
    Likeness.NAMES: _("names and rare words in common"),
}
