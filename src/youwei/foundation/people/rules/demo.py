"""The demo's one password. It opens made-up accounts of a made-up province, in demo mode only."""

from collections.abc import Mapping
from typing import Final

from youwei.kernel.refusal import gettext_noop

DEMO_PASSWORD = "youwei-demo-2016"  # noqa: S105  # stands on the sign-in page
# Logins that are offered beside the first of each role: what their work is, by user name.
DEMO_ALSO: Final[Mapping[str, str]] = {
    "checker": gettext_noop("Checks what another organ reported"),
    "security2": gettext_noop("Confirms what the other security administrator proposed"),
    "office2": gettext_noop("Confirms what a colleague of the office prepared"),
}
