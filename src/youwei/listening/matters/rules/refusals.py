from youwei.kernel.refusal import Invalid, WrongState
from youwei.kernel.refusal import gettext_noop as _


class NotOneMatter(Invalid):
    code = "not_one_matter"
    message = _("These cases cannot stand in one matter.")
    remedy = _(
        "Complaints about conduct stand only with others about the same organ, and all cases of a "
        "matter belong to one campaign."
    )


class InAnotherMatter(WrongState):
    code = "in_another_matter"
    message = _("One of the cases already belongs to another matter.")
    remedy = _("Take it out there first; a case belongs to one matter at a time.")


class NotInMatter(WrongState):
    code = "not_in_matter"
    message = _("The case does not belong to this matter.")
    remedy = _("Reload the page: somebody may have acted in the meantime.")


class NobodyToWriteTo(WrongState):
    code = "nobody_to_write_to"
    message = _("None of these writers can be written to any more.")
    remedy = _("Cases that were refused or withdrawn get no more messages.")


class NotHot(WrongState):
    code = "not_hot"
    message = _("This matter is no hot spot now.")
    remedy = _("Reload the page: it may have settled in the meantime.")
