"""What the writer can do on the status page: say that they suffer for it, and answer when asked."""

from django.utils.translation import gettext_lazy as _

from youwei.kernel.actor import Actor
from youwei.kernel.refusal import NotFound
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.offers import Given, WriterMove
from youwei.listening.followup.models import Report, Transfer
from youwei.listening.followup.operations import check_backs, retaliation, transfers
from youwei.listening.followup.queries.retaliation import asked_now
from youwei.listening.followup.queries.rulebook import has_rules
from youwei.listening.followup.queries.transfers import pending_of
from youwei.listening.followup.rules.protection import Word
from youwei.listening.followup.rules.transferring import State
from youwei.listening.followup.web.forms import (
    CheckBacksForm,
    ConsentForm,
    RetaliationForm,
    WordForm,
)


def _report(case: Case) -> Report:
    found = Report.objects.filter(case=case).first()
    if found is None:
        raise NotFound
    return found


def _has_report(case: Case) -> bool:
    return Report.objects.filter(case=case).exists()


def _is_asked(case: Case) -> bool:
    found = Report.objects.filter(case=case).first()
    return found is not None and asked_now(found) is not None


def _waits_for_consent(case: Case) -> bool:
    found = pending_of(case)
    return found is not None and found.state == State.PREPARED and found.consented_at is None


def _say(actor: Actor, case: Case, given: Given) -> None:
    retaliation.report(actor=actor, case=case, words=given["text"], contact=given["contact"])


def _choose(actor: Actor, case: Case, given: Given) -> None:
    check_backs.choose(actor=actor, report=_report(case), every=given["every"])


def _answer(actor: Actor, case: Case, given: Given) -> None:
    word = Word(given["word"])
    check_backs.answer(actor=actor, report=_report(case), word=word, words=given["text"])


def _decide(actor: Actor, case: Case, given: Given) -> None:
    transfer: Transfer | None = pending_of(case)
    if transfer is None:
        raise NotFound
    run = transfers.agree if given["agree"] == "yes" else transfers.refuse
    run(actor=actor, transfer=transfer)


WRITER_MOVES = (
    WriterMove(
        name="transfer-consent",
        label=_("Another body is responsible: may your words go there?"),
        lead=_("Above stands which body. Without your yes, nothing that you wrote goes there."),
        button=_("Send"),
        form=ConsentForm,
        act=_decide,
        done=_("Your decision is recorded."),
        offered=_waits_for_consent,
    ),
    WriterMove(
        name="retaliation-word",
        label=_("We ask you again: does the retaliation go on?"),
        lead=_("If you say nothing, nothing is taken for granted."),
        button=_("Send"),
        form=WordForm,
        act=_answer,
        done=_("Your word is recorded. If it goes on, somebody takes it up anew."),
        offered=_is_asked,
    ),
    WriterMove(
        name="retaliation",
        label=_("I suffer retaliation"),
        lead=_(
            "One press of the button is enough; words are up to you. It is read outside the organ "
            "concerned, which does not learn of it. In danger, call 110 at once."
        ),
        button=_("I suffer retaliation"),
        form=RetaliationForm,
        act=_say,
        done=_("It was received, and is taken up within one working day. Look here again."),
        offered=lambda case: has_rules(case.campaign),
    ),
    WriterMove(
        name="check-backs",
        label=_("Be asked again whether you are safe"),
        lead=_("For twelve months this page can ask you from time to time."),
        button=_("Choose"),
        form=CheckBacksForm,
        act=_choose,
        done=_("Your choice is recorded."),
        offered=_has_report,
    ),
)
