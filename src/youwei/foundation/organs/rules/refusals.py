from youwei.kernel.refusal import Invalid, Refusal, WrongState, gettext_noop


class NameMissing(Invalid):
    code = "name_missing"
    message = gettext_noop("A name is missing.")
    remedy = gettext_noop("Enter the official name and send it again.")


class WrongCode(Invalid):
    code = "wrong_code"
    message = gettext_noop("The code of a place has six digits.")
    remedy = gettext_noop("Look the code up in GB/T 2260 and enter it again.")


class DatesCrossed(Invalid):
    code = "dates_crossed"
    message = gettext_noop("The end lies before the beginning, or on the same day.")
    remedy = gettext_noop("Correct one of the two dates.")


class NotYet(Invalid):
    code = "not_yet"
    message = gettext_noop("The day of this change has not come yet.")
    remedy = gettext_noop("Record it on the day on which it takes effect, or later.")


class NotInForce(WrongState):
    code = "not_in_force"
    message = gettext_noop("%(name)s does not exist on that day.")
    remedy = gettext_noop("Choose another day, or the name that is valid on that day.")


class AlreadyThere(Refusal):
    code = "already_there"
    message = gettext_noop("%(name)s is in the directory already.")
    remedy = gettext_noop("Use the entry that is there, or end it first.")


class OfAnotherOrgan(Invalid):
    code = "of_another_organ"
    message = gettext_noop("This unit belongs to another organ.")
    remedy = gettext_noop("Choose a unit of the same organ.")


class SuperiorLoop(Invalid):
    code = "superior_loop"
    message = gettext_noop("An organ cannot be led by itself, directly or through others.")
    remedy = gettext_noop("Choose another superior.")


class NothingToJoin(Invalid):
    code = "nothing_to_join"
    message = gettext_noop("A merger or a split needs at least one other organ.")
    remedy = gettext_noop("Choose the organs that take part.")
