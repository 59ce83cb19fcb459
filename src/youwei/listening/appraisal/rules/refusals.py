from collections.abc import Sequence

from youwei.kernel.refusal import Invalid, NotAllowed, NotFound, Refusal, WrongState
from youwei.kernel.refusal import gettext_noop as _
from youwei.listening.appraisal.rules.tables import Fault


class NoAppraisalRules(NotFound):
    code = "no_appraisal_rules"
    message = _("The rulebook of this campaign says too little to hold a public appraisal.")
    remedy = _("Adopt a version that names panels, questions, levels and the ballot.")


class AllRoundsHeld(WrongState):
    code = "all_rounds_held"
    message = _("The rulebook provides for %(rounds)d rounds in this year, and they are there.")
    remedy = _("The next round belongs to the next year.")


class InstrumentFrozen(WrongState):
    code = "instrument_frozen"
    message = _("These questions were used in a round and change no more.")
    remedy = _("Begin a new version; it starts with the same questions.")


class TooManyQuestions(WrongState):
    code = "too_many_questions"
    message = _("A ballot holds %(most)d questions about an organ.")
    remedy = _("Drop one first: a ballot is answered within three minutes.")


class NotReady(WrongState):
    code = "round_not_ready"
    message = _("The round cannot be frozen yet: %(missing)s.")
    remedy = _("The page of the round lists what is missing.")


class SecondPerson(NotAllowed):
    code = "second_person"
    message = _("Whoever proposed it does not approve it.")
    remedy = _("Another person of the leading group decides.")


class NotProposed(WrongState):
    code = "not_proposed"
    message = _("The office has not proposed yet to freeze this round.")
    remedy = _("The office proposes it when everything is there.")


class NotYet(WrongState):
    code = "round_not_yet"
    message = _("This is possible from %(day)s on.")
    remedy = _("Nothing was changed.")


class InterestDeclared(NotAllowed):
    code = "interest_declared"
    message = _("You declared an interest in an organ of this round.")
    remedy = _("Somebody without such an interest decides.")


class FileRefused(Invalid):
    """`faults`: what is wrong, row by row."""

    code = "appraisal_file_refused"
    message = _("Nothing was taken over: %(count)d entries of the file do not fit.")
    remedy = _("Correct the rows listed below and send the whole file again.")

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(count=len(faults), field="file")


class PanelFilledOtherwise(WrongState):
    code = "panel_filled_otherwise"
    message = _("This panel is not asked in this way.")
    remedy = _("The rulebook says whether it has codes or a third party.")


class CodesHandedOut(WrongState):
    code = "codes_handed_out"
    message = _("All codes of this panel were handed out. They are shown once only.")
    remedy = _("Codes that were lost can be replaced; the old ones end with that.")


class NotDeclared(WrongState):
    code = "interests_not_declared"
    message = _("Nothing can be handed in before interests were declared.")
    remedy = _("Declare them first, even if there are none.")


class CodeUnknown(Invalid):
    """The same words whether the code never was, was replaced, or has ended: nobody can try out."""

    code = "code_unknown"
    message = _("This code opens no ballot.")
    remedy = _("Compare it with your letter. It may also have ended or been replaced.")


class CodeSpent(WrongState):
    code = "code_spent"
    message = _("A ballot was sent with this code. It counts, and was not changed now.")
    remedy = _("Each code is for one ballot. If it was not you, tell whoever gave you the code.")


class NothingChosen(Invalid):
    code = "nothing_chosen"
    message = _("No question is answered yet.")
    remedy = _("Answer at least one. You may leave out any other.")


class NoAppraiserHere(Invalid):
    code = "no_appraiser_here"
    message = _("This account hands in for no third party of this place.")
    remedy = _("Choose one that has the role of a third-party appraiser in an organ of the place.")


class KeyGone(Refusal):
    code = "urn_key_gone"
    message = _("The key that opens this urn is not in this data folder.")
    remedy = _("Run the sealing where the round was frozen, or put the key back from its copy.")


class NotSealed(WrongState):
    code = "not_sealed"
    message = _("The ballots of this round are not sealed yet.")
    remedy = _("Wait until the job has opened the urn.")


class SignNotFound(WrongState):
    code = "sign_not_found"
    message = _("No ballot of this panel bears this sign.")
    remedy = _("There is nothing to leave out.")
