"""On the status page: let yourself be told, or no longer."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from youwei.kernel.actor import Actor, citizen
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.offers import Given, WriterMove
from youwei.listening.wechat.access import account, can_follow
from youwei.listening.wechat.operations import forget_case, give_code
from youwei.listening.wechat.queries.followers import followers
from youwei.listening.wechat.rules.messages import spoken_code


class ButtonOnly(forms.Form):
    def __init__(self, *args: object, case: Case, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]


def _follow(actor: Actor, case: Case, given: Given) -> str:
    code = spoken_code(give_code(actor=actor, case=case))
    found = account()
    if found is None or not found.name:
        return gettext(
            "Send this to our official account in WeChat within ten minutes: %(code)s. "
            "It works once."
        ) % {"code": code}
    return gettext(
        "Send this to the official account “%(name)s” in WeChat within ten minutes: %(code)s. "
        "It works once."
    ) % {"name": found.name, "code": code}


def _stop(actor: Actor, case: Case, given: Given) -> None:
    forget_case(actor=actor, case=case)


def _may_follow(case: Case) -> bool:
    return can_follow(citizen(case.number), case) and not followers([case.number]).exists()


def _may_stop(case: Case) -> bool:
    return account() is not None and followers([case.number]).exists()


FOLLOW = WriterMove(
    name="wechat",
    label=_("Be told by WeChat when it moves"),
    lead=_(
        "You get a code to send to our official account. From then on a message there says that "
        "your matter has moved, and nothing else: no number, no organ, nothing of what you wrote. "
        "WeChat learns that you follow a matter here, not which. Do not write there what it is "
        "about."
    ),
    button=_("Show the code"),
    form=ButtonOnly,
    act=_follow,
    done=_("The code was shown once. Press again for another."),
    offered=_may_follow,
)
STOP = WriterMove(
    name="wechat-stop",
    label=_("No longer be told by WeChat"),
    lead=_("You are told by WeChat when this matter moves. What makes that possible is erased."),
    button=_("Stop and erase"),
    form=ButtonOnly,
    act=_stop,
    done=_("You are no longer told by WeChat, and what made it possible is erased."),
    offered=_may_stop,
)
