"""Why nothing is erased, or no hold is placed."""

from youwei.kernel.refusal import Invalid, WrongState, gettext_noop


class NothingDue(WrongState):
    code = "nothing_due"
    message = gettext_noop("Nothing of this class is due.")
    remedy = gettext_noop("Nothing needs to be done.")


class ListWaits(WrongState):
    code = "list_waits"
    message = gettext_noop("A list of this class waits for its second person already.")
    remedy = gettext_noop("It is confirmed or withdrawn first.")


class ListOver(WrongState):
    code = "list_over"
    message = gettext_noop("The time to confirm this list is over.")
    remedy = gettext_noop("Prepare it again; more may be due by now.")


class GroundNeeded(Invalid):
    code = "hold_ground_needed"
    message = gettext_noop("A hold needs a reason and its basis.")
    remedy = gettext_noop("Say why, and name the document or the rule it rests on.")


class NothingOfThisNumber(Invalid):
    code = "nothing_of_this_number"
    message = gettext_noop("Nothing with this number is open to you.")
    remedy = gettext_noop("Check the number.")


class HeldAlready(WrongState):
    code = "held_already"
    message = gettext_noop("This is under a hold already.")
    remedy = gettext_noop("Nothing needs to be done.")
