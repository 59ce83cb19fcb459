"""What has to hold in the database after any death: no duty, case, file or event is half-made.

A rule is a name and a query that finds what breaks it. Whoever adds an app adds rules.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Cast, Concat

Finding = Callable[[], Iterable[object]]


@dataclass(frozen=True)
class Rule:
    name: str
    broken: Finding


def found_broken() -> list[str]:
    """One line for each rule that does not hold, with the first few places."""
    lines = []
    for rule in rules():
        places = [str(one) for one in rule.broken()]
        if places:
            lines.append(f"{rule.name}: {', '.join(places[:5])}")
    return lines


def rules() -> tuple[Rule, ...]:
    return (
        Rule("a case was received by exactly one event, with its receipt", _received_once),
        Rule("a case stands where its last event left it", _case_follows_its_events),
        Rule("a case in handling has exactly one open duty of its own", _handled_by_a_duty),
        Rule("an answered case shows a checked answer", _answered_with_words),
        Rule("each message and its event", _messages_recorded),
        Rule("a duty was assigned by exactly one event", _assigned_once),
        Rule("a duty stands where its last event left it", _duty_follows_its_events),
        Rule("a duty of a case is bound to it", _duty_bound_to_its_case),
        Rule("a disclosure was received by exactly one event", _disclosed_once),
        Rule("each entry of a disclosure and its event", _entries_recorded),
        Rule("a disclosure can be opened by every recipient", _wrapped_for_all),
        Rule("an event is about something that is there", _events_about_something),
        Rule("a file that is not withdrawn is whole", _files_whole),
        Rule("a case can be found by its words", _findable),
        Rule("the journal fits", _journal_fits),
    )


def _subjects(kind: str, prefix: str) -> QuerySet[Any]:
    """Events of one kind about the row that an outer query stands at."""
    from django.db.models import CharField, Value

    from youwei.foundation.journal.models import JournalEvent

    subject = Concat(Value(prefix), Cast(OuterRef("pk"), CharField()))
    return JournalEvent.objects.filter(kind=kind, subject=subject)


def _exactly_one(rows: QuerySet[Any], kind: str, prefix: str) -> Iterable[object]:
    """Rows about which there is no event of this kind, or more than one."""
    from django.db.models import Subquery

    counted = (
        _subjects(kind, prefix).order_by().values("subject").annotate(n=Count("pk")).values("n")
    )
    found: Iterable[object] = (
        rows.annotate(told=Subquery(counted))
        .filter(Q(told__isnull=True) | ~Q(told=1))
        .values_list("pk", flat=True)
    )
    return found


def _received_once() -> Iterable[object]:
    from youwei.foundation.journal.models import JournalEvent
    from youwei.listening.complaints.models import Case

    yield from _exactly_one(Case.objects.exclude(submission=None), "complaints.received", "case:")
    marks = dict(Case.objects.values_list("number", "code_hash"))
    for data in JournalEvent.objects.filter(kind="complaints.received").values_list(
        "data", flat=True
    ):
        if marks.get(data["number"]) != data["receipt"]:
            yield data["number"]


_CASE = {
    "complaints.received": {"received"},
    "complaints.accepted": {"accepted"},
    "complaints.dispatched": {"handling"},
    "complaints.answered": {"answered"},
    "complaints.reopened": {"handling"},
    "complaints.recalled": {"accepted"},
    "complaints.refused": {"refused"},
    "complaints.withdrawn": {"withdrawn"},
    "complaints.closed": {"closed"},
    "complaints.merged": {"merged"},
    "complaints.split": {"accepted"},
    "complaints.forwarded": {"forwarded"},
}
_DUTY = {
    "duties.assigned": {"assigned"},
    "duties.accepted": {"handling"},
    "duties.objected": {"objected"},
    "duties.objection_rejected": {"assigned"},
    "duties.reassigned": {"assigned"},
    "duties.reported": {"reported"},
    "duties.verified": {"verified"},
    "duties.sent_back": {"handling"},
    "duties.reopened": {"handling"},
    "duties.recalled": {"recalled"},
}


def _case_follows_its_events() -> Iterable[object]:
    from youwei.listening.complaints.models import Case

    resumed = {"handling", "answered", "closed"}  # says only that a duty went on
    return _follows(Case.objects.all(), "case:", {**_CASE, "complaints.resumed": resumed})


def _duty_follows_its_events() -> Iterable[object]:
    from youwei.foundation.duties.models import Duty

    return _follows(Duty.objects.all(), "duty:", _DUTY)


def _follows(rows: QuerySet[Any], prefix: str, allowed: dict[str, set[str]]) -> Iterable[object]:
    from youwei.foundation.journal.models import JournalEvent

    events = JournalEvent.objects.filter(kind__in=allowed, subject__startswith=prefix)
    last = dict(events.order_by("id").values_list("subject", "kind"))
    for pk, state in rows.values_list("pk", "state"):
        kind = last.get(f"{prefix}{pk}")
        if kind is not None and state not in allowed[kind]:
            yield f"{prefix}{pk} is {state} after {kind}"


def _handled_by_a_duty() -> Iterable[object]:
    from youwei.foundation.duties.queries import OPEN_STATES
    from youwei.listening.complaints.models import Case

    open_duties = Count(
        "handlings",
        filter=Q(handlings__purpose="matter", handlings__duty__state__in=OPEN_STATES),
    )
    return (
        Case.objects.filter(state="handling")
        .annotate(n=open_duties)
        .exclude(n=1)
        .values_list("number", flat=True)
    )


def _answered_with_words() -> Iterable[object]:
    from youwei.listening.complaints.models import Case, Message

    answers = Message.objects.filter(
        case=OuterRef("pk"), duty__isnull=False, released_at__isnull=False
    )
    return Case.objects.filter(Q(state="answered") & ~Exists(answers)).values_list(
        "number", flat=True
    )


def _messages_recorded() -> Iterable[object]:
    """Where no ground was given and no reply was imported: those are words without a message."""
    from youwei.foundation.journal.models import JournalEvent
    from youwei.listening.complaints.models import Case

    told = Counter(
        JournalEvent.objects.filter(
            kind__in=["complaints.message_added", "complaints.reopened"]
        ).values_list("subject", flat=True)
    )
    ours = Case.objects.exclude(submission=None).exclude(state="refused")
    said = Count("messages", filter=Q(messages__duty__isnull=True))
    for pk, count in ours.annotate(said=said).values_list("pk", "said"):
        if count != told[f"case:{pk}"] + told[f"case_office:{pk}"]:
            yield f"case:{pk}"


def _assigned_once() -> Iterable[object]:
    from youwei.foundation.duties.models import Duty

    return _exactly_one(Duty.objects.all(), "duties.assigned", "duty:")


def _duty_bound_to_its_case() -> Iterable[object]:
    from django.db.models import CharField, Value

    from youwei.foundation.duties.models import Duty
    from youwei.listening.complaints.models import Handling

    of_case = Duty.objects.filter(kind="complaint")
    yield from of_case.filter(handling__isnull=True).values_list("number", flat=True)
    name = Concat(Value("case:"), Cast(F("case_id"), CharField()))
    matters = Handling.objects.filter(purpose="matter").annotate(name=name)
    yield from matters.exclude(duty__origin=F("name")).values_list("pk", flat=True)


def _disclosed_once() -> Iterable[object]:
    from youwei.listening.disclosures.models import Disclosure

    return _exactly_one(Disclosure.objects.all(), "disclosures.received", "disclosure:")


def _entries_recorded() -> Iterable[object]:
    from youwei.foundation.journal.models import JournalEvent
    from youwei.listening.disclosures.models import Disclosure

    kinds = ["disclosures.received", "disclosures.reporter_wrote"]
    told = Counter(JournalEvent.objects.filter(kind__in=kinds).values_list("subject", flat=True))
    for one in Disclosure.objects.annotate(said=Count("entries")):
        if one.said != told[one.subject]:
            yield one.number


def _wrapped_for_all() -> Iterable[object]:
    from youwei.listening.disclosures.models import Disclosure, RecipientKey

    for one in Disclosure.objects.select_related("body"):
        keys = RecipientKey.objects.filter(organ=one.body.organ_id, removed_on=None)
        if set(one.report_keys.values_list("recipient", flat=True)) != set(
            keys.exclude(admitted_on=None).values_list("pk", flat=True)
        ):
            yield one.number


def opened_with(secrets: Mapping[str, str]) -> dict[str, list[list[str]]]:
    """By number: everything that was said, as each of these recipients reads it."""
    from youwei.listening.disclosures.models import Disclosure, RecipientKey
    from youwei.listening.disclosures.queries.thread import lines, report_secret

    keys = {key: secrets[str(key.pk)] for key in RecipientKey.objects.filter(pk__in=secrets)}
    return {
        one.number: [
            [line.text or "" for line in lines(one, report_secret(one, key, secret))]
            for key, secret in keys.items()
        ]
        for one in Disclosure.objects.all()
    }


def _events_about_something() -> Iterable[object]:
    from youwei.foundation.duties.models import Duty
    from youwei.foundation.files.models import EvidenceFile
    from youwei.foundation.journal.models import JournalEvent
    from youwei.listening.complaints.models import Case

    there = {"case": Case, "duty": Duty, "file": EvidenceFile}
    for prefix, model in there.items():
        known = {f"{prefix}:{pk}" for pk in model._default_manager.values_list("pk", flat=True)}
        events = JournalEvent.objects.filter(subject__startswith=f"{prefix}:")
        yield from set(events.values_list("subject", flat=True)) - known


def _files_whole() -> Iterable[object]:
    from youwei.foundation.files.models import EvidenceFile
    from youwei.foundation.files.queries import open_stream
    from youwei.foundation.files.rules.refusals import FileMissing

    for file in EvidenceFile.objects.filter(withdrawn_at=None):
        try:
            with open_stream(file) as stream:
                if hashlib.sha256(stream.read()).hexdigest() != file.sha256:
                    yield f"file {file.pk} is changed"
        except FileMissing:
            yield f"file {file.pk} is gone"


def _findable() -> Iterable[object]:
    from django.db import connection

    from youwei.listening.complaints.models import Case

    name = "rowid" if connection.vendor == "sqlite" else "case_id"
    with connection.cursor() as cursor:
        table = "complaints_words_docsize" if connection.vendor == "sqlite" else "complaints_words"
        cursor.execute(f"SELECT {'id' if name == 'rowid' else name} FROM {table}")
        known = {row[0] for row in cursor.fetchall()}
    return set(Case.objects.values_list("pk", flat=True)) ^ known


def _journal_fits() -> Iterable[object]:
    from youwei.foundation.journal.queries.verifying import verify

    found = verify()
    if found.fault is not None:
        yield f"{found.fault} at {found.first_bad}"
