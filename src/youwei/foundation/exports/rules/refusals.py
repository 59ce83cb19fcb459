"""Why an export is not made."""

from youwei.kernel.refusal import Invalid, WrongState, gettext_noop


class NothingToExport(WrongState):
    code = "nothing_to_export"
    message = gettext_noop("Nothing fits this filter that you may read.")
    remedy = gettext_noop("Go back to the list and change the filter.")


class TooManyRows(Invalid):
    code = "too_many_rows_to_export"
    message = gettext_noop("More than %(limit)s rows fit; one export takes no more.")
    remedy = gettext_noop("Narrow the filter, for example by organ or state.")


class ReasonNeeded(Invalid):
    code = "export_reason_needed"
    message = gettext_noop("An export needs its reason.")
    remedy = gettext_noop("Say what the file is for, in at least six characters.")


class NobodyToApprove(WrongState):
    code = "nobody_to_approve"
    message = gettext_noop("Nobody else may read all of these rows, so nobody can approve it.")
    remedy = gettext_noop("Narrow the filter to what a colleague in charge reads as well.")


class ExportOver(WrongState):
    code = "export_over"
    message = gettext_noop("The time of this export is over.")
    remedy = gettext_noop("Ask for it again; the reason can be the same.")
