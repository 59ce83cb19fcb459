from youwei.kernel.refusal import Invalid, NotAllowed, NotFound, WrongState
from youwei.kernel.refusal import gettext_noop as _


class NothingWritten(Invalid):
    code = "nothing_written"
    message = _("Nothing has been written yet.")
    remedy = _("Say in your own words what happened; one sentence is enough.")


class UnknownKind(Invalid):
    code = "unknown_kind"
    message = _("This kind of matter is not known here.")
    remedy = _("Choose one of the kinds that are offered.")


class UnknownTheme(Invalid):
    code = "unknown_theme"
    message = _("One of the themes is not in the rulebook.")
    remedy = _("Choose from the list, or leave it empty: the office will do it.")


class UnknownOrgan(Invalid):
    code = "unknown_organ"
    message = _("This organ is not in the list of this campaign.")
    remedy = _("Choose from the list, or leave it empty and name it in your own words.")


class HigherLevel(NotAllowed):
    code = "higher_level"
    message = _(
        "A complaint about this body belongs to a higher level, and nothing was stored here."
    )
    remedy = _("Turn to the petition office or the discipline body of the level above.")


class WrongCode(NotFound):
    code = "wrong_code"
    message = _("Number and code do not belong together.")
    remedy = _("Check both; letters and digits only, capital or small does not matter.")


class TooManyTries(NotAllowed):
    code = "too_many_tries"
    status = 429
    message = _("There were too many wrong codes for this number.")
    remedy = _("Copy the code from your receipt. The right one opens the page at any time.")


class FormUnknown(Invalid):
    code = "form_unknown"
    message = _("This form is too old to be recognised. Nothing was sent yet.")
    remedy = _("Everything you wrote is still here: press “Send” once more.")


class AlreadyRated(WrongState):
    code = "already_rated"
    message = _("You have rated this answer already.")
    remedy = _("If the matter is not solved, you may reopen it once within the period shown.")


class ReopenedOnce(WrongState):
    code = "reopened_once"
    message = _("This case was reopened once already.")
    remedy = _("Write a message here, or hand in a new case that names this number.")


class WindowOver(WrongState):
    code = "window_over"
    message = _("The period for this ended on %(until)s.")
    remedy = _("You may hand in a new case and name this number in it.")


class StatementGone(WrongState):
    code = "statement_gone"
    message = _("The statement has been passed on already and cannot be taken back or changed.")
    remedy = _("Write a message: the office will pass on what must be known.")


class NoStatement(WrongState):
    code = "no_statement"
    message = _("The writer has not consented to pass on a statement.")
    remedy = _("Without consent the case goes to the superior or another competent organ.")


class NotMergeable(Invalid):
    code = "not_mergeable"
    message = _("These two cases cannot be merged.")
    remedy = _(
        "Both must be open, of this campaign, and of the same kind; complaints about conduct must "
        "be about the same organ."
    )


class NoConsentToContact(NotAllowed):
    code = "no_consent_to_contact"
    message = _("The writer did not agree that the handling organ learns name or contact.")
    remedy = _("Write a message: the writer reads it on the status page.")


class LeadsOthers(WrongState):
    code = "leads_others"
    message = _("Other people's cases were merged with this one, so it goes on for them.")
    remedy = _("Write a message that you need no answer any more.")


class UnknownLevel(Invalid):
    code = "unknown_level"
    message = _("No level was chosen.")
    remedy = _("Choose one of the levels, or leave the page: skipping is no answer at all.")


class UnknownPlace(Invalid):
    code = "unknown_place"
    message = _("This place is not in the list of this campaign.")
    remedy = _("Choose from the list, or leave it empty and name it in your own words.")


class DayToCome(Invalid):
    code = "day_to_come"
    message = _("This day has not come yet.")
    remedy = _("Check the date, or leave it empty.")


class ContactNotKept(Invalid):
    code = "contact_not_kept"
    message = _("Name and contact are kept only where the person agrees to be contacted.")
    remedy = _("Leave both out, or ask the person; the answer stands on the status page anyway.")


class ContactMissing(Invalid):
    code = "contact_missing"
    message = _("The person agrees to be contacted, but no contact was given.")
    remedy = _("Say how the person can be reached, or leave it at the status page.")


class NoStatementHere(Invalid):
    code = "no_statement_here"
    message = _("A statement belongs to a complaint about the conduct of an organ that is named.")
    remedy = _("Leave it out, or name the organ that shall solve the person's own matter.")


class KeyUsed(WrongState):
    code = "key_used"
    message = _("Something else was handed in under this key already. Nothing was stored now.")
    remedy = _("Take a new Idempotency-Key for each matter; repeat one only with the same words.")


class NotForPrograms(Invalid):
    code = "not_for_programs"
    message = _("The rulebook has no such channel, or none in which programs hand in.")
    remedy = _("Choose a channel whose entry is “program”.")


class TokenNameless(Invalid):
    code = "token_nameless"
    message = _("The token has no name.")
    remedy = _("Say whose program it is, so that the journal can show it.")
