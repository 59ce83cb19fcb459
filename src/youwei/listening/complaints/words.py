"""What states and terms are called on a page."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from youwei.kernel.deadlines import Term, Unit
from youwei.listening.complaints.rules.states import State

ORIGIN_WORD = _("From the complaint")
ORIGIN_MORE = _("What the writer says, the files, and the words both ways stand there.")
STATE_WORDS: Mapping[State, Promise] = {
    State.RECEIVED: _("Received and registered"),
    State.ACCEPTED: _("Accepted"),
    State.HANDLING: _("Being handled"),
    State.ANSWERED: _("Answered after an independent check"),
    State.CLOSED: _("Case closed"),
    State.REFUSED: _("Not accepted"),
    State.MERGED: _("Accepted, together with others about the same matter"),
    State.WITHDRAWN: _("Withdrawn"),
    State.FORWARDED: _("Taken over by another body"),
}


def term_words(term: Term) -> str:
    """Such as "15 working days"."""
    n = term.amount
    if term.unit is Unit.WORKING_DAYS:
        words = ngettext("%(n)d working day", "%(n)d working days", n)
    elif term.unit is Unit.NATURAL_DAYS:
        words = ngettext("%(n)d day", "%(n)d days", n)
    else:
        words = ngettext("%(n)d month", "%(n)d months", n)
    return words % {"n": n}
