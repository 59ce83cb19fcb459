"""What the codes of a rulebook are called on the page that shows it."""

from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from youwei.foundation.rulebook.rules.appraisal import Asks, FilledBy
from youwei.foundation.rulebook.rules.channels import Entry, Medium, Receiver
from youwei.foundation.rulebook.rules.disclosing import Goes
from youwei.foundation.rulebook.rules.duties import Recipient, Step
from youwei.foundation.rulebook.rules.evidence import Keeping
from youwei.foundation.rulebook.rules.following import Caller, Carries
from youwei.foundation.rulebook.rules.kinds import Needed
from youwei.foundation.rulebook.rules.publishing import Afterwards, Disposal, Since

CODE_WORDS: Mapping[type[StrEnum], Mapping[StrEnum, Promise]] = {
    Medium: {
        Medium.WEB: pgettext_lazy("rule", "web site"),
        Medium.WECHAT: pgettext_lazy("rule", "WeChat"),
        Medium.TELEVISION: pgettext_lazy("rule", "television"),
        Medium.PERSON: pgettext_lazy("medium", "person"),
        Medium.PHONE: pgettext_lazy("rule", "telephone"),
        Medium.BOX: pgettext_lazy("rule", "box"),
        Medium.LETTER: pgettext_lazy("rule", "letter"),
        Medium.VISIT: pgettext_lazy("rule", "visit"),
        Medium.MEDIA: pgettext_lazy("rule", "press"),
        Medium.FORWARD: _("passed on by another organ"),
        Medium.API: pgettext_lazy("rule", "program interface"),
    },
    Entry: {
        Entry.SELF: pgettext_lazy("rule", "the person"),
        Entry.CLERK: pgettext_lazy("rule", "a clerk"),
        Entry.PROGRAM: pgettext_lazy("rule", "a program"),
        Entry.FILE: _("an imported file"),
    },
    Keeping: {
        Keeping.DROP: _("not kept"),
        Keeping.SEAL: _("sealed to the discipline body"),
    },
    Asks: {
        Asks.ROTATION: _("a few organs of the round, by chance"),
        Asks.USED: _("the organ with which the person had to do"),
    },
    FilledBy: {
        FilledBy.CODES: _("people with a code each"),
        FilledBy.THIRD_PARTY: _("a third party that hands in what it collected"),
    },
    Receiver: {
        Receiver.OFFICE: _("the rectification office"),
        Receiver.ORGAN: pgettext_lazy("rule", "the organ"),
    },
    Caller: {
        Caller.OFFICE: _("the rectification office"),
        Caller.LEADING_GROUP: _("the leading group"),
    },
    Carries: {
        Carries.NOTHING: _("number, day and organ only"),
        Carries.STATEMENT: _("the statement that the writer agreed to"),
        Carries.TEXT: _("the text, if the writer agrees"),
    },
    Goes: {
        Goes.OWN: _("the place's own discipline body"),
        Goes.ABOVE: _("the discipline body one level up"),
        Goes.DOOR: _("nobody here: another door"),
    },
    Needed: {
        Needed.EARLIER_CASE: _("number of the earlier matter"),
        Needed.COMPETENT_ORGAN: _("the competent organ"),
    },
    Recipient: {
        Recipient.OWNER: _("whoever works on it"),
        Recipient.OWNER_LEAD: _("whoever answers for the owing organ"),
        Recipient.VERIFIER: pgettext_lazy("rule", "the verifier"),
        Recipient.OFFICE: _("the rectification office"),
        Recipient.LEADING_GROUP: _("the leading group"),
    },
    Step: {
        Step.REMINDER: pgettext_lazy("rule", "reminder"),
        Step.SECOND_LEVEL: pgettext_lazy("rule", "second level"),
        Step.THIRD_LEVEL: pgettext_lazy("rule", "third level"),
    },
    Since: {
        Since.CLOSED: pgettext_lazy("rule", "closing"),
        Since.PUBLISHED: pgettext_lazy("rule", "publication"),
        Since.RECORDED: pgettext_lazy("rule", "recording"),
        Since.UPLOADED: pgettext_lazy("rule", "upload"),
        Since.ENDED: pgettext_lazy("rule", "its end"),
    },
    Afterwards: {
        Afterwards.ERASE: pgettext_lazy("rule", "erased"),
        Afterwards.ARCHIVE: pgettext_lazy("rule", "archived"),
        Afterwards.REVIEW: _("reviewed by a person"),
    },
    Disposal: {
        Disposal.TWO_PERSONS: _("two persons"),
        Disposal.BY_RULE: _("the rule, every night"),
    },
}
