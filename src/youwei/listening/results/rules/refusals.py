from youwei.kernel.refusal import Invalid, NotAllowed, NotFound, WrongState
from youwei.kernel.refusal import gettext_noop as _


class NotEstimated(WrongState):
    code = "result_not_estimated"
    message = _("There is no result of this round yet.")
    remedy = _("The office estimates it once the ballots are sealed.")


class ObjectionsOpen(WrongState):
    code = "objections_open"
    message = _("%(number)d objections are not decided yet.")
    remedy = _("Each is decided first, by somebody who did not make the result.")


class StillObjecting(WrongState):
    code = "still_objecting"
    message = _("The organs can object until %(until)s.")
    remedy = _("The result can be published from the day after.")


class ObjectionTooLate(WrongState):
    code = "objection_too_late"
    message = _("The time to object ended on %(until)s.")
    remedy = _("After publication a mistake is corrected in the same place: write to the office.")


class ObjectedAlready(WrongState):
    code = "objected_already"
    message = _("Your organ has objected to this result.")
    remedy = _("Withdraw that objection first if it should say something else.")


class MadeAnewFirst(WrongState):
    code = "made_anew_first"
    message = _("An objection was upheld: the result has to be estimated anew.")
    remedy = _("Estimate it again and show it to the organs; then it can be published.")


class NothingUpheld(WrongState):
    code = "nothing_upheld"
    message = _("No objection was upheld: the result that was shown stands.")
    remedy = _("It is made anew once the leading group upholds an objection.")


class SomebodyElse(NotAllowed):
    code = "somebody_else_decides"
    message = _("Whoever made or showed the result does not decide on objections to it.")
    remedy = _("Another person of the leading group decides.")


class SecondPersonApproves(NotAllowed):
    code = "second_person"
    message = _("Whoever wrote it does not approve it.")
    remedy = _("Another person of the office or of the leading group decides.")


class TooFewOpinions(WrongState):
    code = "too_few_opinions"
    message = _("Fewer than %(at_least)d opinions stand behind it.")
    remedy = _("What few people said is not published: it could give them away.")


class TellsWho(Invalid):
    code = "voice_tells_who"
    message = _("It still holds particulars: %(found)s.")
    remedy = _("Write what was said without names, numbers, places, days and hours.")


class AlreadySaid(WrongState):
    code = "voice_already_there"
    message = _("There is a text on this theme.")
    remedy = _("Change that one, as long as it is not approved.")


class NotPublished(NotFound):
    code = "result_not_published"
    message = _("No published result is there.")
    remedy = _("Only published results can be used for a decision.")


class DecidedLater(Invalid):
    code = "use_decided_later"
    message = _("The day of the decision is still to come.")
    remedy = _("Enter a use once the decision is made.")


class StruckAlready(WrongState):
    code = "use_struck_already"
    message = _("This entry was struck out before.")
    remedy = _("Nothing is to be done; the register shows it with the reason.")


class SealedFileGone(WrongState):
    code = "sealed_file_gone"
    message = _("The sealed ballots are not in this data folder, or are not those of the journal.")
    remedy = _("Bring the file back from the backup; the journal holds its fingerprint.")


class NothingSealed(WrongState):
    code = "nothing_sealed"
    message = _("Too few ballots came in: nothing could be sealed, and nothing is estimated.")
    remedy = _("The next round is announced more widely, or asks more people.")


class TooCloseToEarlier(WrongState):
    code = "too_close_to_earlier"
    message = _("It differs by fewer than %(number)d ballots from a result that was already read.")
    remedy = _("Both together would tell what those few said. Leave out more of them, or none.")
