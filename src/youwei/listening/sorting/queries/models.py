"""The models of a campaign: each is read from its row once in a process."""

import hashlib
from functools import lru_cache

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.campaigns.queries import rules_of
from youwei.listening.sorting.models import Learned, Switch
from youwei.listening.sorting.rules.targets import Target
from youwei.text.classifying import Classifier

KEPT_IN_MEMORY = 32


class ModelChanged(ValueError):
    """The parameters are not those that were learned."""


def is_on(campaign: Campaign) -> bool:
    settings = rules_of(campaign).sorting
    if settings is None:
        return False
    row = Switch.objects.filter(campaign=campaign).first()
    return settings.suggest if row is None else row.on


def present_models(campaign: Campaign) -> dict[Target, Learned]:
    """The newest of each target, without its parameters; one query."""
    found: dict[Target, Learned] = {}
    for row in Learned.objects.filter(campaign=campaign).defer("parameters").order_by("version"):
        found[Target(row.target)] = row
    return found


def speaking_models(campaign: Campaign) -> dict[Target, Learned]:
    """Those that may speak now: none where suggestions are switched off."""
    rows = (
        Learned.objects.filter(campaign=campaign)
        .exclude(parameters=b"")
        .defer("parameters", "report")
        .order_by("version")
    )
    return {Target(row.target): row for row in rows} if is_on(campaign) else {}


def classifier_of(row: Learned) -> Classifier:
    return _read(row.pk, row.digest)


@lru_cache(maxsize=KEPT_IN_MEMORY)
def _read(pk: int, digest: str) -> Classifier:
    content = bytes(Learned.objects.values_list("parameters", flat=True).get(pk=pk))
    if hashlib.sha256(content).hexdigest() != digest:
        raise ModelChanged(f"model {pk} was changed after it was learned")
    return Classifier.from_bytes(content)
