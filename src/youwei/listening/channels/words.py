"""What fates, ways and states are called on a page."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from youwei.listening.channels.rules.circumstances import AnswerBy, SpokenBy
from youwei.listening.channels.rules.states import BoxState, Fate, FileState

FATES: Mapping[Fate, Promise] = {
    Fate.CASE: _("Registered as a case"),
    Fate.SEALED: _("Allegation: forwarded unopened to the discipline body"),
    Fate.VOID: _("Empty or advertising"),
}
BOX_STATES: Mapping[BoxState, Promise] = {
    BoxState.DRAFT: _("Not confirmed yet"),
    BoxState.CONFIRMED: _("Confirmed by both"),
}
FILE_STATES: Mapping[FileState, Promise] = {
    FileState.PREVIEW: _("Preview, nothing taken over yet"),
    FileState.TAKEN: pgettext_lazy("file", "Taken over"),
    FileState.DROPPED: _("Dropped"),
}
ANSWERS: Mapping[AnswerBy, Promise] = {
    AnswerBy.PAGE: pgettext_lazy("answer", "By number and code"),
    AnswerBy.PHONE: pgettext_lazy("answer", "By telephone"),
    AnswerBy.LETTER: pgettext_lazy("answer", "By letter"),
}
SPEAKERS: Mapping[SpokenBy, Promise] = {
    SpokenBy.SELF: _("the person themselves"),
    SpokenBy.OTHER: _("somebody on the person's behalf"),
}
FIELD_WORDS: Mapping[str, Promise] = {
    "external": _("Their number"),
    "writer": _("Who wrote"),
    "summary": _("Heading"),
    "text": _("Text"),
    "received": _("Received there on"),
    "reply": _("Reply given there"),
    "replied": _("Replied there on"),
    "category": _("Category there"),
    "forwarded": _("Forwarded on"),
}
