from youwei.kernel.refusal import Invalid, NotAllowed, NotFound, WrongState
from youwei.kernel.refusal import gettext_noop as _


class NoFollowupRules(NotFound):
    code = "no_followup_rules"
    message = _("The rulebook of this campaign says nothing about what follows an answer.")
    remedy = _("Adopt a version that has the section “followup”.")


class DrawnAlready(WrongState):
    code = "drawn_already"
    message = _("The call-backs of this month have been drawn.")
    remedy = _("A second draw would let somebody choose; the first one holds.")


class TriesLeft(WrongState):
    code = "tries_left"
    message = _("%(tries)d tries are needed before somebody counts as not reached.")
    remedy = _("Try again on another day and at another hour.")


class TriedToday(WrongState):
    code = "tried_today"
    message = _("A try of today is noted.")
    remedy = _("Try again on another day.")


class ContactGone(NotFound):
    code = "contact_gone"
    message = _("The writer left no contact, or it has been erased.")
    remedy = _("Note that the person cannot be reached.")


class NobodyToProtect(NotAllowed):
    code = "nobody_to_protect"
    message = _(
        "Everybody who would read this here is bound up with the organ. Nothing was stored."
    )
    remedy = _("Turn to the discipline and supervision body of the level above: telephone 12388.")


class StillWarned(WrongState):
    code = "still_warned"
    message = _("The organ has time to answer or to object until %(until)s.")
    remedy = _("After that day the listing can be proposed.")


class ObjectionOver(WrongState):
    code = "objection_over"
    message = _("The organ’s days to object ended on %(until)s.")
    remedy = _("Once the late matters are answered, this ends by itself.")


class SecondPerson(NotAllowed):
    code = "second_person"
    message = _("Whoever proposed it does not approve it.")
    remedy = _("Another person of the office or of the leading group decides.")


class ConsentMissing(WrongState):
    code = "consent_missing"
    message = _("The writer has not agreed that the text goes to this body.")
    remedy = _("The writer is asked on the status page. Or transfer it without the text.")


class NotCarried(Invalid):
    code = "not_carried"
    message = _("This cannot go along to this body.")
    remedy = _("Choose what the rulebook allows for it.")


class TransferRuns(WrongState):
    code = "transfer_runs"
    message = _("A transfer of this matter is under way.")
    remedy = _("Finish it, or give it up first.")
