from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from youwei.foundation.files.rules.outcomes import Outcome

OUTCOME_WORDS: Mapping[Outcome, Promise] = {
    Outcome.RELEASED: _("Released"),
    Outcome.PURGED: _("Purged"),
}
