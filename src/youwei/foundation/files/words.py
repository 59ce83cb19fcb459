from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from youwei.foundation.files.rules.outcomes import Outcome

# What a writer is told before anything is attached.
ORIGINAL_DROPPED = _("Hidden data (place, device, author) is removed and the original is not kept.")
ORIGINAL_SEALED = _(
    "Hidden data (place, device, author) is removed from what is read. Your original file with its "
    "hidden data is kept sealed: only the discipline body can open it, and each opening is "
    "recorded."
)
ORIGINAL_SEALED_IF_NAMED = _(
    "Hidden data (place, device, author) is removed from what is read. If you leave your name or "
    "how to reach you, your original file with its hidden data is kept sealed: only the discipline "
    "body can open it, and each opening is recorded. Without them the original is not kept."
)
OUTCOME_WORDS: Mapping[Outcome, Promise] = {
    Outcome.RELEASED: _("Released"),
    Outcome.PURGED: _("Purged"),
}
