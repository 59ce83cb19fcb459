"""What the nightly check of the whole journal found. Like the tree, no operation: an event about
each check would be one more to check.
"""

import time

from youwei.foundation.journal.models import Verification
from youwei.foundation.journal.queries.verifying import verify


def note_verification() -> Verification:
    started = time.monotonic()
    found = verify()
    return Verification.objects.create(
        checked=found.checked,
        heads=found.heads,
        fault=found.fault.value if found.fault else "",
        first_bad=found.first_bad,
        seconds=round(time.monotonic() - started),
    )
