"""What the database may hold and point to."""

import re
from collections.abc import Iterable

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models

from tests.architecture.source import must_be_none

# Lowest first; apps of one wing do not know each other but in the foundation and on complaints.
FOUNDATION = (
    "rulebook",
    "journal",
    "organs",
    "campaigns",
    "people",
    "files",
    "retention",
    "exports",
    "duties",
)
ON_COMPLAINTS = (
    ("complaints",),
    ("matters",),
    ("channels", "wechat", "open311", "sorting", "feedback", "followup", "figures"),
)
WINGS = ("foundation", "listening", "doing", "judging", "telling", "simulation")

PERSON_SCORE = re.compile(r"(^|_)(score|rank|ranking|points?|merits?|grade|stars|reputation)(_|$)")
ZEAL = re.compile(
    r"(^|_)(likes?|votes?_count|vote_count|checkins?|check_ins?|check_in|online_(time|seconds)"
    r"|leaderboard|streak|last_seen)(_|$)"
)
VISITOR = re.compile(r"(^|_)(ip|ip_address|user_agent|fingerprint|remote_addr)(_|$)")

Model = type[models.Model]


def place(model: Model) -> tuple[int, int, str]:
    """Wing, position in the foundation, app: an order in which references go down."""
    _, wing, app = model.__module__.split(".")[:3]
    return WINGS.index(wing), _height(wing, app), app


def _height(wing: str, app: str) -> int:
    if wing == "foundation":
        return FOUNDATION.index(app)
    return next((n for n, apps_ in enumerate(ON_COMPLAINTS) if app in apps_), 0)


def reference_faults(found: Iterable[Model]) -> list[str]:
    """Foreign keys that point up, or across to another app of the same wing."""
    faults = []
    for model in found:
        for field in model._meta.get_fields():
            target = field.related_model if field.concrete else None
            if not isinstance(target, type) or not _is_ours(target):
                continue
            here, there = place(model), place(target)
            if there[:2] > here[:2] or (there[:2] == here[:2] and there[2] != here[2]):
                faults.append(f"{model.__name__}.{field.name} points up to {target.__name__}")
    return faults


def field_faults(found: Iterable[Model]) -> list[str]:
    """Columns that would score a person, count zeal, or tell who visited (C-02, C-57)."""
    faults = []
    for model in found:
        fields = model._meta.local_concrete_fields
        of_person = model._meta.label == "people.Account" or any(_is_person(f) for f in fields)
        for field in fields:
            patterns = [ZEAL, VISITOR] + ([PERSON_SCORE] if of_person else [])
            if any(pattern.search(field.name) for pattern in patterns) or isinstance(
                field, models.GenericIPAddressField
            ):
                faults.append(f"{model.__name__}.{field.name}")
    return faults


def _is_person(field: "models.Field[object, object]") -> bool:
    target = field.related_model
    return isinstance(target, type) and target._meta.label == "people.Account"


def _is_ours(model: Model) -> bool:
    return model.__module__.startswith("youwei.")


def ours() -> list[Model]:
    return [model for model in apps.get_models() if _is_ours(model)]


def test_references_point_down() -> None:
    must_be_none(reference_faults(ours()))


def test_no_person_is_scored_and_no_visitor_kept() -> None:
    must_be_none(field_faults(ours()))


@pytest.mark.django_db
def test_migrations_are_complete() -> None:
    labels = [config.label for config in apps.get_app_configs() if config.name.startswith("youwei")]
    call_command("makemigrations", *labels, check=True, dry_run=True, verbosity=1)


def _model(module: str, name: str, **fields: object) -> Model:
    """A model that no app keeps."""
    body = {"__module__": f"youwei.{module}.models", "Meta": type("Meta", (), _META), **fields}
    made: Model = type(name, (models.Model,), body)
    apps.all_models["architecture"].pop(name.lower(), None)
    return made


_META = {"app_label": "architecture", "managed": False}


def test_a_reference_upward_is_found() -> None:
    duty = _model("foundation.duties", "SampleDuty")
    organ = _model("foundation.organs", "SampleOrgan", duty=models.ForeignKey(duty, models.PROTECT))
    assert reference_faults([organ]) == ["SampleOrgan.duty points up to SampleDuty"]


def test_a_reference_across_a_wing_is_found() -> None:
    case = _model("listening.complaints", "SampleCase")
    visit = _model("listening.visits", "SampleVisit", case=models.ForeignKey(case, models.PROTECT))
    assert reference_faults([visit])


def test_a_reference_between_neighbours_on_complaints_is_found() -> None:
    batch = _model("listening.feedback", "SampleBatch")
    call = _model(
        "listening.followup", "SampleCall", batch=models.ForeignKey(batch, models.PROTECT)
    )
    assert reference_faults([call])


def test_a_reference_downward_is_left_alone() -> None:
    organ = _model("foundation.organs", "SamplePlace")
    case = _model(
        "listening.complaints", "SampleFile", organ=models.ForeignKey(organ, models.CASCADE)
    )
    assert reference_faults([case]) == []


@pytest.mark.parametrize("name", ["score", "yearly_rank", "points", "grade"])
def test_a_score_of_a_person_is_found(name: str) -> None:
    person = models.ForeignKey("people.Account", models.PROTECT, related_name="+")
    made = _model(
        "foundation.people", f"Sample{name}", person=person, **{name: models.IntegerField()}
    )
    assert field_faults([made])


@pytest.mark.parametrize("name", ["likes", "vote_count", "user_agent", "ip", "online_seconds"])
def test_a_forbidden_column_is_found(name: str) -> None:
    assert field_faults([_model("telling.portal", f"Other{name}", **{name: models.IntegerField()})])
