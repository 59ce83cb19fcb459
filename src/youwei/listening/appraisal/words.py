"""What states, panels' parts and signs are called on a page."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, pgettext_lazy

from youwei.listening.appraisal.rules.quality import Sign
from youwei.listening.appraisal.rules.readiness import Lack
from youwei.listening.appraisal.rules.states import State

STATES: Mapping[State, Promise] = {
    State.DRAFT: pgettext_lazy("round", "In preparation"),
    State.FROZEN: pgettext_lazy("round", "Frozen"),
    State.OPEN: pgettext_lazy("round", "Open for ballots"),
    State.CLOSED: pgettext_lazy("round", "Closed"),
    State.ESTIMATED: pgettext_lazy("round", "Estimated"),
    State.OBJECTION: pgettext_lazy("round", "Time for objections"),
    State.PUBLISHED: pgettext_lazy("round", "Published"),
}
NEXT: Mapping[State, Promise] = {
    State.DRAFT: _("The office prepares organs, questions and frames, then proposes to freeze."),
    State.FROZEN: _("Codes are handed out; the leading group opens the round on its first day."),
    State.OPEN: _("Ballots are taken until the last day. Nobody can look into the urn before."),
    State.CLOSED: _("A job opens the urn, seals the ballots and erases codes and contacts."),
    State.ESTIMATED: _("Next, each organ sees its own result and has time to object."),
    State.OBJECTION: _("Objections are decided by others than those who estimated."),
    State.PUBLISHED: _("The result is public, with its uncertainty."),
}
SEALED = _("The ballots are sealed; codes and contacts are erased. Next, the result is estimated.")
MISSING: Mapping[Lack, Promise] = {
    Lack.QUESTION: _("no question under “%(dimension)s”"),
    Lack.ORGANS: _("no organ on the roster"),
    Lack.FRAME: _("too few people in the frame of “%(panel)s”"),
    Lack.COMMISSION: _("no third party for “%(panel)s”"),
}
SIGNS: Mapping[Sign, Promise] = {
    Sign.SAME: _("One level for everything"),
    Sign.FAST: _("Answered too fast"),
    Sign.BURST: _("Sent on a crowded day"),
    Sign.ALIKE: _("Alike in every answer"),
}
METHODS: Mapping[Sign, Promise] = {
    Sign.SAME: _("at least %(same_from)d answers, all of the same level"),
    Sign.FAST: _("less than %(seconds)d s for an answer, as the page itself told in one word"),
    Sign.BURST: _("a day with more than %(day_share)d %% of the panel’s ballots"),
    Sign.ALIKE: _("more than %(alike)d %% of those asked about the same organs agree in all"),
}
RUNS_IT = gettext_noop("runs the round")  # stored, and said in the reader’s language
