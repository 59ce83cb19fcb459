"""None of these names a case or a person: beside a case they would tell who follows it."""

from dataclasses import dataclass

from youwei.kernel.events import Event
from youwei.kernel.refusal import gettext_noop as _


@dataclass(frozen=True, kw_only=True)
class CodeGiven(Event):
    kind = "wechat.code_given"
    title = _("A code for the chat was shown to a writer")


@dataclass(frozen=True, kw_only=True)
class ChatTurned(Event):
    """`outcome` is one of follows, code_unknown, forgotten."""

    kind = "wechat.chat_turned"
    title = _("A code or a farewell came from the chat")
    outcome: str


@dataclass(frozen=True, kw_only=True)
class SentAgain(Event):
    kind = "wechat.sent_again"
    title = _("The chat sent the same again; it got the same answer")


@dataclass(frozen=True, kw_only=True)
class Forgotten(Event):
    kind = "wechat.forgotten"
    title = _("A writer is no longer told by WeChat")
    erases = True


@dataclass(frozen=True, kw_only=True)
class NoticeQueued(Event):
    kind = "wechat.notice_queued"
    title = _("Somebody is to be told that a matter has moved")


@dataclass(frozen=True, kw_only=True)
class NoticeSettled(Event):
    """`outcome` is one of sent, later, dropped, gone."""

    kind = "wechat.notice_settled"
    title = _("A notice was sent, put off or given up")
    outcome: str


@dataclass(frozen=True, kw_only=True)
class OldErased(Event):
    kind = "wechat.old_erased"
    title = _("What WeChat is no longer needed for was erased")
    erases = True
    rows: int
