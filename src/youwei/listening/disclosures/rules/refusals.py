from youwei.kernel.refusal import Invalid, NotAllowed, NotFound, WrongState
from youwei.kernel.refusal import gettext_noop as _


class NoDisclosureRules(WrongState):
    code = "no_disclosure_rules"
    message = _("The rulebook of this campaign has no rules for sealed disclosures.")
    remedy = _("Adopt a newer version of the rulebook.")


class BelongsElsewhere(WrongState):
    """C-11: nothing is stored."""

    code = "disclosure_belongs_elsewhere"
    message = _("This cannot be taken in here, and nothing of it was stored.")
    remedy = _("Call 12388 or use its web site; the page shows the way.")


class NobodyReceives(WrongState):
    code = "nobody_receives"
    message = _("Nobody here may receive this, and nothing of it was stored.")
    remedy = _("Call 12388 or use its web site; the page shows the way.")


class FormUnknown(Invalid):
    code = "disclosure_form_unknown"
    message = _("This form was not made by this site, or it is too old.")
    remedy = _("Open the page anew and copy your text into it.")


class NameNotTaken(Invalid):
    code = "name_not_taken"
    message = _("A name cannot be kept safely here at present, and was not stored.")
    remedy = _("Send it without a name, or give your name at 12388.")


class ContactWithoutName(Invalid):
    code = "contact_without_name"
    message = _("A real-name disclosure needs your name, and a way to reach you.")
    remedy = _("Write both, or choose to stay anonymous.")


class TooMuch(Invalid):
    code = "disclosure_too_much"
    message = _("Files and text together are larger than %(limit)s MB.")
    remedy = _("Send fewer or smaller files; you can add others afterwards.")


class WrongPhrase(Invalid):
    code = "wrong_phrase"
    message = _("Number and passphrase do not fit together.")
    remedy = _(
        "Twelve characters, or their twelve syllables with blanks between. Check each against "
        "what you wrote down."
    )


class TooManyPhrases(NotAllowed):
    code = "too_many_phrases"
    status = 429
    message = _("There were too many wrong tries for this number.")
    remedy = _("Wait a quarter of an hour. The right passphrase still opens the page.")


class RecipientsOnly(NotAllowed):
    code = "recipients_only"
    message = _("Sealed disclosures are for the recipients of the discipline body.")
    remedy = _("Nobody else sees them, nor that there is one.")


class NoKey(WrongState):
    code = "no_key"
    message = _("You have no key yet, or it was not admitted.")
    remedy = _("Make your key pair, and ask another recipient to admit it.")


class HasKey(WrongState):
    code = "has_key"
    message = _("You have a key pair already.")
    remedy = _("Change its passphrase, or have it removed before you make another.")


class WeakPassphrase(Invalid):
    code = "weak_passphrase"
    message = _("This passphrase is too easy to guess.")
    remedy = _("Take at least 16 characters, of which at least 8 differ: a sentence of your own.")


class SameAsPassword(Invalid):
    code = "same_as_password"
    message = _("This is the password with which you sign in.")
    remedy = _("Take another: whoever learns one must not have both.")


class Locked(NotAllowed):
    code = "disclosures_locked"
    message = _("Your key is locked.")
    remedy = _("Enter your passphrase; it is kept nowhere.")


class WrongKey(Invalid):
    code = "wrong_key_passphrase"
    message = _("This is not the passphrase of your key.")
    remedy = _(
        "Nobody can tell or reset it. Without it another recipient admits a new key of yours."
    )


class TooManyKeys(NotAllowed):
    code = "too_many_key_tries"
    status = 429
    message = _("There were too many wrong passphrases.")
    remedy = _("Wait a quarter of an hour.")


class Recused(NotAllowed):
    code = "disclosure_recused"
    message = _("This is about an organ to which you are tied; it was closed to you.")
    remedy = _("The other recipients go on with it. Nothing of it was shown.")


class NotToAdmit(WrongState):
    code = "not_to_admit"
    message = _("This key is not waiting to be admitted.")
    remedy = _("Reload the page.")


class LastKey(WrongState):
    code = "last_key"
    message = _("The last key of a body cannot be removed: nobody could read what it holds.")
    remedy = _("Admit another recipient first.")


class Another(NotAllowed):
    code = "another_person"
    message = _("This needs another person.")
    remedy = _("Ask a recipient who holds the other half of the key to identities.")


class NotARecoveryKey(Invalid):
    code = "not_a_recovery_key"
    message = _("This is not the public part of a recovery key.")
    remedy = _("Copy the whole line that “youwei recovery-key” printed: two keys with a + between.")


class RecoveryKeyWaits(WrongState):
    code = "recovery_key_waits"
    message = _("A recovery key waits to be confirmed already, or this one was registered before.")
    remedy = _("Confirm or remove it first, or make a new one.")


class RecoveryKeyGone(WrongState):
    code = "recovery_key_gone"
    message = _("This recovery key is not in the state for that.")
    remedy = _("Reload the page.")


class SecondPerson(NotAllowed):
    code = "recovery_second_person"
    message = _("This needs a second person of the discipline body.")
    remedy = _("Ask somebody else who holds the role.")


class WrongHalf(Invalid):
    """`number` of the half that is asked for."""

    code = "wrong_half"
    message = _("This is not half %(number)s of this recovery key.")
    remedy = _("Check each group against the paper; half 1 is given first, then half 2.")


class RecoveryUnderWay(WrongState):
    code = "recovery_under_way"
    message = _("A use of this key waits for its second half.")
    remedy = _("Finish or end it first.")


class RecoveryOver(WrongState):
    code = "recovery_over"
    message = _("This use is over: it was finished or ended, or its days have passed.")
    remedy = _("Begin anew if it is still needed.")


class DamagedWrap(WrongState):
    """One of those that the recovery key should open."""

    code = "damaged_wrap"
    message = _("What was kept of disclosure %(number)s for the recovery key is damaged.")
    remedy = _(
        "Nothing was changed, and the two halves stay good. Have the system administrator restore "
        "a backup in which it is intact, and begin anew."
    )


class NotDisposed(WrongState):
    code = "not_disposed"
    message = _("No way of disposal has been recorded yet.")
    remedy = _("Record first which of the four it was, and on which day.")


class DayAhead(Invalid):
    code = "day_ahead"
    message = _("This day lies ahead, or before the disclosure came in.")
    remedy = _("Enter the day on which it happened.")


class NoIdentity(NotFound):
    code = "no_identity"
    message = _("This reporter gave no name. There is nothing to open, and nothing to look for.")
    remedy = _("Ask through the page: the reporter reads it with the passphrase.")


class NotReleased(WrongState):
    code = "not_released"
    message = _("It waits for the other person, was opened already, or its days are over.")
    remedy = _("Ask anew if it is still needed.")


class SameBody(Invalid):
    code = "same_body"
    message = _("The body above must be another than the place's own.")
    remedy = _("Name the organ that stands one level higher.")
