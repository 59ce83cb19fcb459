"""Faults of the journal in words; each is an English source string with %(n)s."""

from youwei.foundation.journal.rules.faults import Fault
from youwei.kernel.refusal import gettext_noop

FAULTS = {
    Fault.CHANGED: gettext_noop("Event %(n)s was changed after it was written."),
    Fault.FOREIGN: gettext_noop("Event %(n)s was not written by this installation."),
    Fault.MOVED: gettext_noop("Event %(n)s does not fit its place in the tree."),
    Fault.MISSING: gettext_noop("The event at place %(n)s of the tree is gone."),
    Fault.HEAD: gettext_noop("The leaves do not give the root of the head of size %(n)s."),
    Fault.SIGNATURE: gettext_noop("The head of size %(n)s is not signed by its key."),
    Fault.BLOCK: gettext_noop("The kept root %(n)s does not fit the row below it."),
    Fault.WAITING: gettext_noop("Event %(n)s was left out of the tree."),
}
