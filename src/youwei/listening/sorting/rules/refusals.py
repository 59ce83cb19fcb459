from youwei.kernel.refusal import Invalid, NotAllowed, WrongState
from youwei.kernel.refusal import gettext_noop as _


class UnknownCategory(Invalid):
    code = "unknown_category"
    message = _("This category is not in the rulebook.")
    remedy = _("Choose one of the categories that are offered.")


class NotOfTheOffice(NotAllowed):
    code = "suggestions_not_yours"
    message = _("Only the rectification office and the system administrator see to suggestions.")
    remedy = _("Ask the office of the campaign.")


class TooFewCases(WrongState):
    code = "too_few_cases"
    message = _("There are too few decided cases to learn from.")
    remedy = _("Go on sorting by hand; it is tried again every night.")
