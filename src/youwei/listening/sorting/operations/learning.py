"""Models are kept, and switched off and on."""

import hashlib
from collections.abc import Sequence

from django.db.models import Max

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.campaigns.queries import rules_of
from youwei.foundation.journal.operations import operation, record
from youwei.kernel.actor import Actor
from youwei.listening.sorting.access import check_governs
from youwei.listening.sorting.models import Learned, Switch
from youwei.listening.sorting.queries.teaching import Taught
from youwei.listening.sorting.rules import events
from youwei.listening.sorting.rules.refusals import TooFewCases


@operation
def keep_models(*, actor: Actor, campaign: Campaign, taught: Sequence[Taught]) -> int:
    """The new version, which speaks from now on; earlier ones keep their report only."""
    check_governs(actor, campaign)
    if not taught:
        raise TooFewCases
    Campaign.objects.select_for_update().get(pk=campaign.pk)
    earlier = Learned.objects.filter(campaign=campaign)
    version = (earlier.aggregate(last=Max("version"))["last"] or 0) + 1
    earlier.exclude(parameters=b"").update(parameters=b"")
    book = rules_of(campaign)
    rows = [
        Learned(
            campaign=campaign,
            target=one.target,
            version=version,
            rulebook=f"{book.id} {book.version}",
            cases=one.cases,
            newest_event=one.newest_event,
            report=one.report,
            parameters=one.parameters,
            digest=hashlib.sha256(one.parameters).hexdigest(),
        )
        for one in taught
    ]
    Learned.objects.bulk_create(rows)
    digest = hashlib.sha256("".join(row.digest for row in rows).encode()).hexdigest()
    record(
        actor=actor,
        event=events.ModelLearned(version=version, targets=len(rows), digest=digest),
        subject=f"suggestions:{campaign.pk}",
        campaign_id=campaign.pk,
    )
    return version


@operation
def switch(*, actor: Actor, campaign: Campaign, on: bool) -> None:
    """Rules of the rulebook go on proposing: they say no more than a paper beside the desk."""
    check_governs(actor, campaign)
    Switch.objects.update_or_create(campaign=campaign, defaults={"on": on})
    record(
        actor=actor,
        event=events.SuggestionsSwitched(on=on),
        subject=f"suggestions:{campaign.pk}",
        campaign_id=campaign.pk,
    )
