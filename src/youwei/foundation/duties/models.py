from django.db import models
from django.db.models import F, Q

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.duties.rules.lights import Light, Plan, light
from youwei.foundation.duties.rules.states import ENDED, OPEN, State
from youwei.foundation.organs.models import Organ
from youwei.foundation.people.models import Account
from youwei.kernel import clock
from youwei.kernel.deadlines import Deadline
from youwei.kernel.events import LABEL_LIMIT


class Duty(models.Model):
    """Somebody owes something by a date, with evidence, checked by somebody else.

    `origin` names the thing it came from ('case:5'), whatever app that is in. `shielded_from` is
    the organ that the matter is about and that may never learn of it; `shields` name others that it
    was once about. `stays_with_owner`: its words were meant for this organ and go to no other.
    `rule_kind` is the rulebook's kind whose terms hold. `near_from`, `behind_from` (where progress
    is planned) and `due_on` follow from `starts_on`, `term` and progress; `reported_on` is the day
    of the report in force.
    """

    # No index of its own: nearly all duties are of one campaign, and SQLite would sort them all for
    # a page instead of walking them in their order.
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, db_index=False)
    number = models.CharField(max_length=24, unique=True)
    kind = models.CharField(max_length=40)
    rule_kind = models.CharField(max_length=40, blank=True)
    origin = models.CharField(max_length=80, db_index=True)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        db_index=False,
    )
    weight = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(max_length=LABEL_LIMIT)
    statement = models.TextField(blank=True)

    owner = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="owed_duties")
    assignee = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True)
    offered_to = models.ForeignKey(
        Organ,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="offered_duties",
        db_index=False,
    )
    verifier = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="checked_duties")
    shielded_from = models.ForeignKey(
        Organ, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    stays_with_owner = models.BooleanField(default=False)

    state = models.CharField(
        max_length=10, choices=[(s.value, s.value) for s in State], default=State.ASSIGNED
    )
    progress = models.PositiveSmallIntegerField(default=0)
    assigned_at = models.DateTimeField(default=clock.now)
    starts_on = models.DateField()
    term = models.CharField(max_length=40)
    objection_until = models.DateField()
    near_from = models.DateField()
    behind_from = models.DateField(null=True, blank=True)
    due_on = models.DateField()
    due_provisional = models.BooleanField(default=False)
    reported_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    times_sent_back = models.PositiveSmallIntegerField(default=0)
    times_reopened = models.PositiveSmallIntegerField(default=0)
    result = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(owner=F("verifier")), name="duty_checked_by_another_organ"
            ),
            models.CheckConstraint(
                condition=Q(shielded_from__isnull=True)
                | (
                    ~Q(shielded_from=F("owner"))
                    & ~Q(shielded_from=F("verifier"))
                    & (Q(offered_to__isnull=True) | ~Q(shielded_from=F("offered_to")))
                ),
                name="duty_never_with_the_organ_it_is_about",
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("starts_on")), name="duty_due_after_start"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, state__in=sorted(OPEN))
                | Q(ended_at__isnull=False, state__in=sorted(ENDED)),
                name="duty_ended_exactly_when_closed",
            ),
            models.CheckConstraint(condition=Q(progress__lte=100), name="duty_progress_percent"),
            models.CheckConstraint(condition=Q(weight__gte=1), name="duty_weight_positive"),
        ]
        indexes = [
            # The ledger is walked in its order. Lights are counted without reading a duty: the
            # next two indexes hold what lights and `access.visible_to` ask.
            models.Index(fields=["due_on", "id"], name="duty_in_order"),
            models.Index(
                fields=[
                    *("state", "due_on", "id", "reported_on", "campaign", "owner", "verifier"),
                    *("offered_to", "shielded_from"),
                ],
                name="duty_by_state",
            ),
            models.Index(
                fields=[
                    *("due_on", "id", "state", "near_from", "behind_from", "reported_on"),
                    *("times_sent_back", "ended_at", "campaign", "owner", "verifier"),
                    *("offered_to", "shielded_from"),
                ],
                condition=Q(ended_at__isnull=True),
                name="duty_open",
            ),
            models.Index(fields=["owner", "state", "due_on"], name="duty_owner"),
            # The ledger of one organ, and its open duties by lights, likewise.
            models.Index(fields=["owner", "due_on", "id"], name="duty_owner_in_order"),
            models.Index(
                fields=[
                    *("owner", "due_on", "id", "state", "near_from", "behind_from", "reported_on"),
                    *("times_sent_back", "ended_at", "campaign", "verifier", "offered_to"),
                    "shielded_from",
                ],
                condition=Q(ended_at__isnull=True),
                name="duty_owner_open",
            ),
            models.Index(fields=["verifier", "state", "due_on"], name="duty_verifier"),
            # Hardly any duty is on offer or a part of another: an index of all of them says to
            # SQLite that one organ is offered everything, and it walks the ledger instead.
            models.Index(
                fields=["offered_to", "due_on", "id"],
                condition=Q(offered_to__isnull=False),
                name="duty_offered",
            ),
            models.Index(fields=["parent"], condition=Q(parent__isnull=False), name="duty_parts"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def subject(self) -> str:
        """Its name in the journal."""
        return f"duty:{self.pk}"

    @property
    def plan(self) -> Plan:
        return Plan(
            state=State(self.state),
            near_from=self.near_from,
            behind_from=self.behind_from,
            due_on=self.due_on,
            ended_on=self.reported_on,
            sent_back=self.times_sent_back > 0,
        )

    @property
    def due(self) -> Deadline:
        """The due date as pages show it, with its provisional mark."""
        return Deadline(on=self.due_on, provisional=self.due_provisional, basis="")

    @property
    def light(self) -> Light:
        return light(self.plan, clock.today())


class Shield(models.Model):
    """An organ that the matter was once about: whatever it is about now, that organ does not learn
    of it any more.
    """

    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="shields")
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["duty", "organ"], name="shield_against_an_organ_once")
        ]
        indexes = [models.Index(fields=["organ", "duty"], name="shield_organ")]

    def __str__(self) -> str:
        return f"{self.duty_id} from {self.organ_id}"


class Remark(models.Model):
    """What one side wrote with a move: reason, result, finding. Never shown outside the duty."""

    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="remarks")
    move = models.CharField(max_length=20)
    text = models.TextField()
    author = models.CharField(max_length=LABEL_LIMIT)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.duty} {self.move}"


class Extension(models.Model):
    """Asked before expiry with a reason, decided by the office."""

    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="extensions")
    asked_at = models.DateTimeField(default=clock.now)
    until = models.DateField()
    reason = models.TextField()
    decided_at = models.DateTimeField(null=True, blank=True)
    granted = models.BooleanField(null=True)
    decision = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, granted__isnull=True)
                | Q(decided_at__isnull=False, granted__isnull=False),
                name="extension_decided_with_an_answer",
            ),
            models.UniqueConstraint(
                fields=["duty"], condition=Q(decided_at__isnull=True), name="one_open_extension"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.duty} → {self.until}"


class Escalation(models.Model):
    """Somebody told by a rung of the ladder; each rung is climbed once per due date."""

    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="escalations")
    rung = models.CharField(max_length=40)
    to = models.CharField(max_length=20)
    due_on = models.DateField()
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["duty", "rung", "to", "due_on"], name="rung_climbed_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.duty} {self.rung}"


class Recheck(models.Model):
    """回头看: some time after clearing, does the result hold?"""

    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="rechecks")
    due_on = models.DateField()
    done_at = models.DateTimeField(null=True, blank=True)
    holds = models.BooleanField(null=True)
    finding = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, holds__isnull=True)
                | Q(done_at__isnull=False, holds__isnull=False),
                name="recheck_done_with_an_answer",
            )
        ]

    def __str__(self) -> str:
        return f"{self.duty} {self.due_on}"


class SavedSearch(models.Model):
    """A filter of a list that somebody keeps under a name. `place` is the list (offers.Place),
    `query` the filter as its address has it. `news` are the keys of what came in and fitted in the
    time before `looked_at`; who may read them is asked anew whenever they are shown.
    """

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="searches")
    place = models.CharField(max_length=20)
    name = models.CharField(max_length=40)
    query = models.CharField(max_length=600, blank=True)
    saved_at = models.DateTimeField(default=clock.now)
    looked_from = models.DateTimeField(default=clock.now)
    looked_at = models.DateTimeField(default=clock.now)
    news = models.JSONField(default=list)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["account", "name"], name="search_named_once")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> str:
        """Its name in the journal."""
        return f"saved_search:{self.pk}"
