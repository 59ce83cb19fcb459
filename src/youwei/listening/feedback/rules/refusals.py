from youwei.kernel.refusal import Invalid, NotAllowed, WrongState
from youwei.kernel.refusal import gettext_noop as _


class NoFeedbackRules(WrongState):
    code = "no_feedback_rules"
    message = _("The rulebook of this campaign has no rules for central feedback.")
    remedy = _("Adopt a newer version of the rulebook.")


class OfficeOnly(NotAllowed):
    code = "feedback_office_only"
    message = _("Only the rectification office prepares central feedback.")
    remedy = _("What was sent to your organ stands in “Central feedback”.")


class BoundUp(NotAllowed):
    code = "feedback_bound_up"
    message = _("You serve the organ concerned, or declared an interest in it.")
    remedy = _("A colleague without such a tie prepares this feedback.")


class SecondPerson(NotAllowed):
    code = "feedback_second_person"
    message = _("Whoever wrote a part of it does not approve it.")
    remedy = _("Another member of the office reads and approves it.")


class SourceHidden(NotAllowed):
    code = "feedback_source_hidden"
    message = _("Behind it stands a case that you may not read, so you cannot judge it.")
    remedy = _("A colleague who may read all the sources approves it.")


class NothingToSend(WrongState):
    code = "feedback_nothing_to_send"
    message = _("The batch has no item yet.")
    remedy = _("Write at least one.")


class NotReady(WrongState):
    code = "feedback_not_ready"
    message = _("Something still stands in the way: %(first)s")
    remedy = _("The checklist beside each item shows all of it. Nothing was sent.")


class NotASource(Invalid):
    code = "feedback_not_a_source"
    message = _("One of the chosen cases cannot stand behind this item.")
    remedy = _("Choose among the cases that the page shows.")


class NoReason(Invalid):
    code = "feedback_no_reason"
    message = _("No reason is given why nobody can be recognised.")
    remedy = _("Say in a sentence why nobody could tell from it who wrote.")


class UnfitChecker(Invalid):
    code = "feedback_unfit_checker"
    message = _("The organ that checks must not depend on the organ concerned.")
    remedy = _("Choose the office, or an organ that stands beside or above it.")


class AlreadySent(WrongState):
    code = "feedback_already_sent"
    message = _("It has been taken up already, without anything that leads to you.")
    remedy = _("You can write a message: the office reads it.")
