from youwei.kernel.refusal import Invalid, NotAllowed, WrongState
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
    remedy = _("Merge the two matters, or take it out there first.")


class NotFollowed(WrongState):
    code = "not_followed"
    message = _("This matter is not confirmed, or is followed no longer.")
    remedy = _("Confirm it or take it up again first; then others can be merged into it.")


class NotSeenWhole(NotAllowed):
    code = "not_seen_whole"
    message = _("That matter has cases that are not open to you.")
    remedy = _("A colleague to whom all of them are open can merge it.")


class NotInMatter(WrongState):
    code = "not_in_matter"
    message = _("The case does not belong to this matter.")
    remedy = _("Reload the page: somebody may have acted in the meantime.")


class NobodyToWriteTo(WrongState):
    code = "nobody_to_write_to"
    message = _("None of these writers can be written to any more.")
    remedy = _("Cases that were refused or withdrawn get no more messages.")


class PerhapsOfOneWriter(Invalid):
    code = "perhaps_of_one_writer"
    message = _("Every writer of the matter would read: %(found)s.")
    remedy = _("Take it out where it is about a writer; where it is not, tick the box.")


class NotHot(WrongState):
    code = "not_hot"
    message = _("This matter is no hot spot now.")
    remedy = _("Reload the page: it may have settled in the meantime.")
