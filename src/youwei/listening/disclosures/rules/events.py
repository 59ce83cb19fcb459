"""What the journal keeps of a disclosure: numbers, days and words of lists; nothing said."""

from dataclasses import dataclass
from datetime import date

from youwei.kernel.events import Event
from youwei.kernel.refusal import gettext_noop as _
from youwei.listening.disclosures.rules.recovery import Why
from youwei.listening.disclosures.rules.routing import Part, Step
from youwei.listening.disclosures.rules.states import Cleared, Need, Reason, Way


@dataclass(frozen=True, kw_only=True)
class DisclosureReceived(Event):
    """`sealed` is the SHA-256 of the sealed words: they cannot be exchanged unnoticed."""

    kind = "disclosures.received"
    title = _("Disclosure received, sealed")
    number: str
    sealed: str


@dataclass(frozen=True, kw_only=True)
class DisclosureSentTwice(Event):
    kind = "disclosures.sent_twice"
    title = _("The same form again; its receipt was shown again")


@dataclass(frozen=True, kw_only=True)
class ReporterWrote(Event):
    kind = "disclosures.reporter_wrote"
    title = _("The reporter added something")
    entry: int
    sealed: str


@dataclass(frozen=True, kw_only=True)
class RetaliationTold(Event):
    kind = "disclosures.retaliation_told"
    title = _("The reporter suffers retaliation")
    entry: int
    due_on: date


@dataclass(frozen=True, kw_only=True)
class RetaliationTakenUp(Event):
    kind = "disclosures.retaliation_taken_up"
    title = _("Retaliation taken up")
    entry: int


@dataclass(frozen=True, kw_only=True)
class DisclosureOpened(Event):
    kind = "disclosures.opened"
    title = _("Opened and read")


@dataclass(frozen=True, kw_only=True)
class FileOpened(Event):
    kind = "disclosures.file_opened"
    title = _("Attachment opened")
    file: int


@dataclass(frozen=True, kw_only=True)
class RecipientRecused(Event):
    kind = "disclosures.recipient_recused"
    title = _("Closed to a recipient who is tied to the organ concerned")


@dataclass(frozen=True, kw_only=True)
class RecipientWrote(Event):
    kind = "disclosures.recipient_wrote"
    title = _("The reporter was written to")
    entry: int
    sealed: str


@dataclass(frozen=True, kw_only=True)
class DisclosureAccepted(Event):
    kind = "disclosures.accepted"
    title = _("Accepted; the reporter can read it")


@dataclass(frozen=True, kw_only=True)
class DisclosureDeclined(Event):
    kind = "disclosures.declined"
    title = _("Not within the body's remit; the reporter can read why")


@dataclass(frozen=True, kw_only=True)
class DisposalRecorded(Event):
    kind = "disclosures.disposed"
    title = _("Way of disposal recorded")
    way: Way
    on: date


@dataclass(frozen=True, kw_only=True)
class DisclosureConcluded(Event):
    kind = "disclosures.concluded"
    title = _("Concluded")
    on: date


@dataclass(frozen=True, kw_only=True)
class ResultTold(Event):
    kind = "disclosures.result_told"
    title = _("Result told; the reporter can read it")


@dataclass(frozen=True, kw_only=True)
class ClarificationRecorded(Event):
    kind = "disclosures.cleared"
    title = _("Clarification for a person about whom nothing was found")
    how: Cleared
    on: date


@dataclass(frozen=True, kw_only=True)
class IdentityAsked(Event):
    kind = "disclosures.identity_asked"
    title = _("Opening of an identity asked for")
    opening: int
    reason: Reason


@dataclass(frozen=True, kw_only=True)
class IdentityReleased(Event):
    kind = "disclosures.identity_released"
    title = _("Second person agreed to the opening of an identity")
    opening: int


@dataclass(frozen=True, kw_only=True)
class IdentityRefused(Event):
    kind = "disclosures.identity_refused"
    title = _("Second person refused the opening of an identity")
    opening: int


@dataclass(frozen=True, kw_only=True)
class IdentityOpened(Event):
    kind = "disclosures.identity_opened"
    title = _("Identity opened")
    erases = True  # what was handed over opened with one key
    opening: int
    reason: Reason


@dataclass(frozen=True, kw_only=True)
class IdentityTakenBack(Event):
    kind = "disclosures.identity_taken_back"
    title = _("Identity handed over was taken back: nobody opened it in time")
    erases = True  # as above
    opening: int


@dataclass(frozen=True, kw_only=True)
class OriginalOpened(Event):
    """`sha256` of the sealed bytes."""

    kind = "disclosures.original_opened"
    title = _("Sealed original of an evidence file opened")
    sha256: str
    need: Need


@dataclass(frozen=True, kw_only=True)
class BodyAppointed(Event):
    kind = "disclosures.body_appointed"
    title = _("Body that receives sealed disclosures appointed")
    place: str
    step: Step
    organ: str


@dataclass(frozen=True, kw_only=True)
class KeyMade(Event):
    """`key` is the public half."""

    kind = "disclosures.key_made"
    title = _("Recipient's key pair made")
    key: str
    admitted: bool


@dataclass(frozen=True, kw_only=True)
class KeyAdmitted(Event):
    kind = "disclosures.key_admitted"
    title = _("Recipient admitted; earlier disclosures were wrapped for the new key")
    key: str
    part: Part
    wrapped: int


@dataclass(frozen=True, kw_only=True)
class KeyRemoved(Event):
    kind = "disclosures.key_removed"
    title = _("Recipient removed; disclosures were sealed anew for the others")
    erases = True  # what the key opened
    key: str
    renewed: int


@dataclass(frozen=True, kw_only=True)
class RecoveryKeyRegistered(Event):
    """`key`: how both public halves begin."""

    kind = "disclosures.recovery_key_registered"
    title = _("Offline recovery key registered; a second person has to confirm it")
    key: str


@dataclass(frozen=True, kw_only=True)
class RecoveryKeyConfirmed(Event):
    """`replaced`: the one that it took the place of; `wrapped`: disclosures that it opens now."""

    kind = "disclosures.recovery_key_confirmed"
    title = _("Offline recovery key confirmed by a second person")
    erases = True  # what a former one opened
    key: str
    replaced: str
    wrapped: int


@dataclass(frozen=True, kw_only=True)
class RecoveryKeyExtended(Event):
    kind = "disclosures.recovery_key_extended"
    title = _("Further disclosures wrapped for the offline recovery key")
    key: str
    wrapped: int


@dataclass(frozen=True, kw_only=True)
class RecoveryKeyRemoved(Event):
    kind = "disclosures.recovery_key_removed"
    title = _("Offline recovery key removed; disclosures were sealed anew without it")
    erases = True  # what it opened
    key: str
    renewed: int


@dataclass(frozen=True, kw_only=True)
class RecoveryBegun(Event):
    """`to`: how the key begins that shall open what is recovered."""

    kind = "disclosures.recovery_begun"
    title = _("First half of the offline recovery key given")
    key: str
    to: str
    why: Why
    disclosures: int


@dataclass(frozen=True, kw_only=True)
class DisclosuresRecovered(Event):
    kind = "disclosures.recovered"
    title = _("Offline recovery key used: disclosures wrapped for a recipient")
    erases = True  # what lay between the halves
    key: str
    to: str
    why: Why
    recovered: int
    recovery: int


@dataclass(frozen=True, kw_only=True)
class RecoveryStopped(Event):
    """By a person, or by the system when the second half did not come in time."""

    kind = "disclosures.recovery_stopped"
    title = _("Use of the offline recovery key ended without the second half")
    erases = True  # as above
    key: str


@dataclass(frozen=True, kw_only=True)
class PassphraseChanged(Event):
    kind = "disclosures.passphrase_changed"
    title = _("Passphrase of a key changed")
    erases = True  # the lock that the former one opens


@dataclass(frozen=True, kw_only=True)
class DisclosureErased(Event):
    kind = "disclosures.erased"
    title = _("Sealed words and files erased after their time")
    erases = True


@dataclass(frozen=True, kw_only=True)
class IdentityErased(Event):
    kind = "disclosures.identity_erased"
    title = _("Sealed identity erased after its time")
    erases = True
