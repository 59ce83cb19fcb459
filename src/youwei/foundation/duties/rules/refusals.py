from youwei.kernel.refusal import Invalid, NotAllowed, WrongState
from youwei.kernel.refusal import gettext_noop as _


class SameOrganChecks(Invalid):
    code = "same_organ_checks"
    message = _("The organ that owes may not check itself.")
    remedy = _("Choose another organ for the check.")


class ShieldedOrgan(NotAllowed):
    code = "shielded_organ"
    message = _(
        "This matter may not go to the organ that it is about, nor to one that depends on it."
    )
    remedy = _("Choose the superior or another competent organ.")


class StaysWithOwner(NotAllowed):
    code = "stays_with_owner"
    message = _("The writer agreed that these words go to this organ, and to no other.")
    remedy = _("Say in the answer who is competent; the office tells the writer.")


class ReasonMissing(Invalid):
    code = "reason_missing"
    message = _("A reason is needed.")
    remedy = _("Write one or two sentences that the other side can check.")


class ObjectionTooLate(WrongState):
    code = "objection_too_late"
    message = _("The time to object to the assignment ended on %(until)s.")
    remedy = _("Sign for it and offer a transfer, or ask the office to reassign it.")


class ExtensionTooLate(WrongState):
    code = "extension_too_late"
    message = _("An extension is asked before the due date, %(due)s.")
    remedy = _("Report what is done; the lateness stays visible and can be explained there.")


class ExtensionTooLong(Invalid):
    code = "extension_too_long"
    message = _("The latest date that an extension may reach is %(latest)s.")
    remedy = _("Choose an earlier date.")


class ExtensionPending(WrongState):
    code = "extension_pending"
    message = _("An extension has been asked and is not decided yet.")
    remedy = _("Wait for the decision.")


class ExtensionUsed(WrongState):
    code = "extension_used"
    message = _("This duty was extended once already.")
    remedy = _("Report what is done by the date that stands.")


class TransferPending(WrongState):
    code = "transfer_pending"
    message = _("A transfer has been offered and is not answered yet.")
    remedy = _("Wait for the answer; until then your organ stays responsible.")


class NotInOrgan(Invalid):
    code = "not_in_organ"
    message = _("This person does not work on duties of the organ.")
    remedy = _("Choose somebody of the organ that owes.")


class PartsOpen(WrongState):
    code = "parts_open"
    message = _("Parts of this duty are still open.")
    remedy = _("Report it when every part is cleared.")


class RecalledAtItsOrigin(NotAllowed):
    code = "recalled_at_its_origin"
    message = _("This duty belongs to a case and is taken back there.")
    remedy = _("Open the case and take it back from the organ.")


class OrganNotHere(Invalid):
    code = "organ_not_here"
    message = _("This organ owes the duty already, or does not exist in its place today.")
    remedy = _("Choose another organ of the same place.")


class NothingToDecide(WrongState):
    code = "nothing_to_decide"
    message = _("Nothing waits for this decision.")
    remedy = _("Read the duty again: somebody may have decided in the meantime.")


class SearchUnnamed(Invalid):
    code = "search_unnamed"
    message = _("A saved search needs a name.")
    remedy = _("Write a few words by which you will know it again.")


class SearchNameTaken(Invalid):
    code = "search_name_taken"
    message = _("You have a saved search of this name.")
    remedy = _("Choose another name, or remove the other one first.")


class TooManySearches(WrongState):
    code = "too_many_searches"
    message = _("You keep %(limit)d searches already.")
    remedy = _("Remove one that you no longer need.")
