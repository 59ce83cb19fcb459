"""Small models and many small cases, without the way through the office."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import cache

from tests.listening.complaints.cast import Cast

from youwei.kernel import clock
from youwei.kernel.actor import SYSTEM
from youwei.listening.complaints.models import Case
from youwei.listening.complaints.rules.states import State
from youwei.listening.sorting.operations.learning import keep_models
from youwei.listening.sorting.queries.teaching import Taught
from youwei.listening.sorting.rules.targets import Target
from youwei.text.learning import Lesson, Sample, learn
from youwei.text.words import terms

HEAT = ("小区供暖温度太低", "供暖费交了暖气不热", "锅炉坏了没有供暖", "暖气冰凉供暖不足")
SCHOOL = ("学校补课收费太高", "孩子入学报名被拒", "老师让学生补课", "学校食堂收费不公开")
ENDS = ("请查", "谢谢", "已经很久")


@cache
def taught(target: Target, heat: str, school: str) -> Taught:
    """A model that tells heating from schools."""
    samples = [
        Sample(terms(text + end), label)
        for label, texts in ((heat, HEAT), (school, SCHOOL))
        for text in texts
        for end in ENDS
    ]
    model, _ = learn(Lesson(samples, texts_of_word=2), seed=1)
    labels = [
        {"label": label, "texts": 12, "recall": 1.0, "precision": None} for label in (heat, school)
    ]
    report: dict[str, object] = {
        "texts": 24,
        "accuracy": 1.0,
        "macro_f1": 1.0,
        "spoken": 0.9,
        "right_when_spoken": None,
        "labels": labels,
    }
    return Taught(target, 24, 1, 10, model.to_bytes(), report)


def teaches(cast: Cast, answers: Mapping[Target, tuple[str, str]]) -> int:
    models = [taught(target, *labels) for target, labels in answers.items()]
    return keep_models(actor=SYSTEM, campaign=cast.province.campaign, taught=models)


def decided(cast: Cast, texts: Sequence[str], **given: object) -> list[Case]:
    """Cases that were accepted, each of another writer."""
    start = Case.objects.count()
    rows = [
        Case(
            campaign=cast.province.campaign,
            number=f"T-{start + at}",
            channel="web",
            state=State.ACCEPTED,
            summary=text[:20],
            text=text,
            triage_due_on=clock.today() + timedelta(days=5),
            code_hash=f"{start + at:064d}",
            **({"kind": "request"} | given),
        )
        for at, text in enumerate(texts)
    ]
    return Case.objects.bulk_create(rows)
