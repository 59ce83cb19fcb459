"""Asked again over twelve months, as often as the writer chose."""

from dataclasses import replace
from datetime import date

from youwei.foundation.journal.operations import operation
from youwei.foundation.rulebook.queries import calendar
from youwei.kernel import clock
from youwei.kernel.actor import Actor, ActorKind
from youwei.kernel.deadlines import Term, due
from youwei.kernel.refusal import Invalid, NotAllowed, WrongState
from youwei.listening.complaints.access import check_writer
from youwei.listening.followup.models import CheckBack, Report
from youwei.listening.followup.operations.retaliation import report as report_again
from youwei.listening.followup.queries.retaliation import asked_now
from youwei.listening.followup.queries.rulebook import following
from youwei.listening.followup.rules import events
from youwei.listening.followup.rules.protection import State, Word
from youwei.listening.followup.writing import enter, held_report, track_report


@operation
def choose(*, actor: Actor, report: Report, every: str) -> Report:
    """`every` is one of the rulebook's terms, or empty to be asked no more."""
    report = held_report(report)
    check_writer(actor, report.case)
    rule = following(report.case.campaign).retaliation.check_backs
    if every and every not in {term.code for term in rule.every}:
        raise Invalid(field="every")
    report.check_backs.filter(asked_at=None).delete()
    days = _days(report, every, rule.period) if every else []
    CheckBack.objects.bulk_create(CheckBack(report=report, due_on=day) for day in days)
    report.check_back_every = every
    report.save(update_fields=["check_back_every"])
    track_report(actor, report, events.CheckBacksChosen(every=every, count=len(days)))
    return report


def _days(report: Report, every: str, period: Term) -> list[date]:
    """Counted from today, up to the end of the period that began with the report."""
    last = due(clock.day_of(report.reported_at), period, calendar()).on
    step = Term.parse(every)
    days: list[date] = []
    while True:
        # Each counted from today, so that rest days do not add up.
        term = replace(step, amount=step.amount * (len(days) + 1))
        day = due(clock.today(), term, calendar()).on
        if day > last:
            return days or [last]
        days.append(day)


@operation
def ask(*, actor: Actor, check_back: CheckBack) -> CheckBack:
    """The day has come: the status page asks. No answer is no word that it stopped. WrongState
    where it was asked before, or the writer has chosen other days since.
    """
    if actor.kind is not ActorKind.SYSTEM:
        raise NotAllowed
    due_now = CheckBack.objects.select_for_update().filter(pk=check_back.pk, asked_at=None).first()
    if due_now is None:
        raise WrongState
    check_back = due_now
    check_back.asked_at = clock.now()
    check_back.save(update_fields=["asked_at"])
    track_report(actor, check_back.report, events.CheckBackDue())
    return check_back


@operation
def answer(*, actor: Actor, report: Report, word: Word, words: str = "") -> Report:
    """It stopped, or it goes on: then the report is taken up anew, with its clock."""
    report = held_report(report)
    check_writer(actor, report.case)
    asked = asked_now(report)
    if asked is None:
        raise WrongState
    report.check_backs.filter(asked_at__isnull=False, answered_at=None).update(
        answered_at=clock.now(), word=word
    )
    if word is Word.GOES_ON and report.state != State.REPORTED:
        report_again(actor=actor, case=report.case, words=words)
    else:
        enter(report, "answer", words)
    track_report(actor, report, events.CheckBackAnswered(word=word))
    return report
