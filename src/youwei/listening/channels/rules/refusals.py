from youwei.kernel.refusal import Invalid, NotAllowed, NotFound, WrongState
from youwei.kernel.refusal import gettext_noop as _


class NotYourChannel(NotAllowed):
    code = "not_your_channel"
    message = _("You do not take down what comes in by this channel.")
    remedy = _("Whoever receives is responsible: the clerk of that organ registers it.")


class NotReadBack(Invalid):
    code = "not_read_back"
    message = _("The text has not been read back to the person.")
    remedy = _("Read it back, ask whether it may be recorded so, and tick the box.")


class OnlyByCode(Invalid):
    code = "only_by_code"
    message = _("In a complaint about conduct nobody may open a name or a contact.")
    remedy = _("The person reads the answer with number and code; keep neither name nor contact.")


class NoWayToPerson(Invalid):
    code = "no_way_to_person"
    message = _("There is no telephone number or address for the answer.")
    remedy = _("Ask for it, or let the person read the answer with number and code.")


class SourceMissing(Invalid):
    code = "source_missing"
    message = _("The paper or programme is not named.")
    remedy = _("Name it, with the day of the report; an address of the clip helps.")


class TiedToOrgan(NotAllowed):
    code = "tied_to_organ"
    message = _("You serve this organ, or declared an interest in it, so you cannot hand this in.")
    remedy = _("Ask another supervisor, or use the public form as a citizen.")


class OriginUnknown(Invalid):
    code = "origin_unknown"
    message = _("“%(text)s” is not the origin of a web site.")
    remedy = _("Write it as https://www.example.org, without a path; one in a line.")


class TooManyOrigins(Invalid):
    code = "too_many_origins"
    message = _("More than %(limit)d origins were given.")
    remedy = _("Issue a token of its own for each site.")


class NotForFrames(Invalid):
    code = "not_for_frames"
    message = _("The form of this channel does not stand in other sites.")
    remedy = _("Choose the channel of a partner's site.")


class SameTwice(Invalid):
    code = "same_twice"
    message = _("A box is opened by two different people.")
    remedy = _("Name a colleague of the organ who was present.")


class NotSecond(NotAllowed):
    code = "not_second"
    message = _("Only the second person who was present confirms the opening.")
    remedy = _("That person signs in and confirms it under their own name.")


class CountOpen(WrongState):
    code = "count_open"
    message = _("%(count)d items were counted, %(done)d are accounted for.")
    remedy = _("Account for each item, or correct the count, before it is confirmed.")


class ItemAccounted(WrongState):
    code = "item_accounted"
    message = _("Item %(position)d is accounted for already.")
    remedy = _("Look at the number on the paper; what you typed becomes the next item.")


class CountFull(WrongState):
    code = "count_full"
    message = _("All %(count)d items are accounted for.")
    remedy = _("If there is one more, correct the count first.")


class CountTooSmall(Invalid):
    code = "count_too_small"
    message = _("%(done)d items are accounted for already; the count cannot be smaller.")
    remedy = _("Count again together.")


class NotYetHappened(Invalid):
    code = "not_yet_happened"
    message = _("This moment has not come yet.")
    remedy = _("Check day and time.")


class SealedElsewhere(Invalid):
    code = "sealed_elsewhere"
    message = _("An allegation against a person is not typed in here.")
    remedy = _("Mark the item as sealed and forward it unopened to the discipline body.")


class HeardByOrgan(NotAllowed):
    code = "heard_by_organ"
    message = _(
        "This was taken down by the organ that it is about; its clerk heard the code as well."
    )
    remedy = _("Write a message that you want to withdraw it: the office takes it from there.")


class CodeHeard(NotAllowed):
    code = "code_closed"  # names no organ: whoever holds the code may serve it
    message = _(
        "It was received and is with the rectification office. This code opens nothing more,"
        " because others may know it."
    )
    remedy = _("Ask the rectification office for a new code; only you get it.")


class CodeUnheard(WrongState):
    code = "code_unheard"
    message = _("Only the writer knows the code of this case.")
    remedy = _("Nothing is to be done; the code that the writer has works.")


class FormGone(NotFound):
    code = "form_gone"
    status = 410
    message = _("This form is no longer offered on this site.")
    remedy = _("Report on the platform itself; nothing was sent or stored here.")


class TooManyRows(Invalid):
    code = "too_many_rows"
    message = _("The sheet has %(rows)d rows; at the desk %(limit)d are taken over at once.")
    remedy = _("Split the file, or use the command line.")


class SheetEmpty(Invalid):
    code = "sheet_empty"
    message = _("The table has no rows.")
    remedy = _("Put the rows below their headings; of a workbook the first sheet is read.")


class ColumnMissing(Invalid):
    code = "column_missing"
    message = _("Number, text and day of receipt need a column.")
    remedy = _("Choose the column of each in the list.")


class SourceNameless(Invalid):
    code = "source_nameless"
    message = _("The source has no name.")
    remedy = _("Name the body that forwards, so that its columns are known next time.")


class NotForFiles(Invalid):
    code = "not_for_files"
    message = _("The rulebook has no such channel, or none that comes by file.")
    remedy = _("Choose a channel whose entry is “file”.")
