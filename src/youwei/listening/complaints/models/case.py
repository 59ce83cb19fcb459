from django.db import models
from django.db.models import Q

from youwei.foundation.campaigns.models import Campaign
from youwei.foundation.organs.models import Organ
from youwei.kernel import clock
from youwei.kernel.deadlines import Deadline
from youwei.listening.complaints.rules.kinds import ALLEGATION, CONDUCT
from youwei.listening.complaints.rules.states import State

IN_TURN = ("turn", "triage_due_on", "id")
_ASKED = ("about_organ", "kept_from_organ", "writer_waits_since", "category")


class Case(models.Model):
    """One writer's matter. Who wrote it stands elsewhere (Writer), sealed.

    `about_organ` is the organ that it is about; `kept_from_organ` is set once the writer or the
    office called it a complaint about conduct, and never unset: another kind opens no way to it.
    `external` is a number in the system it came from, unique per channel. `submission` is the
    keyed hash of the form's nonce, `code_hash` that of the query code. `answered_at` is when the
    checked answer was released, `rate_until` and `reopen_until` the last days to do so;
    `writer_waits_since` is set while a message of the writer has no reply; `waits_for_office`: a
    first look, an organ or a reply is due. `urgent`: a rule of the rulebook says so; such a case
    stands first (`turn` 0) until it has been sorted and sent. `category` is what it is about, as a
    person decided or as it came from another system; a code of the rulebook's categories.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT)
    number = models.CharField(max_length=24, unique=True)
    channel = models.CharField(max_length=40)
    external = models.CharField(max_length=60, null=True, blank=True)  # noqa: DJ001 - unique where set
    kind = models.CharField(max_length=20)
    kept_from_organ = models.BooleanField(default=False)
    state = models.CharField(
        max_length=10, choices=[(s.value, s.value) for s in State], default=State.RECEIVED
    )
    about_organ = models.ForeignKey(
        Organ, on_delete=models.PROTECT, null=True, blank=True, related_name="cases_about"
    )
    place = models.CharField(max_length=6, blank=True)
    happened_on = models.DateField(null=True, blank=True)
    summary = models.CharField(max_length=120)
    text = models.TextField()
    language = models.CharField(max_length=10, default="zh-hans")

    received_at = models.DateTimeField(default=clock.now)
    triage_due_on = models.DateField()
    triage_due_provisional = models.BooleanField(default=False)
    accepted_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    rate_until = models.DateField(null=True, blank=True)
    reopen_until = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    times_reopened = models.PositiveSmallIntegerField(default=0)
    writer_waits_since = models.DateTimeField(null=True, blank=True)
    waits_for_office = models.GeneratedField(
        expression=Q(state__in=[State.RECEIVED, State.ACCEPTED])  # type: ignore[arg-type]
        | Q(writer_waits_since__isnull=False),
        output_field=models.BooleanField(),
        db_persist=True,
    )
    category = models.CharField(max_length=60, blank=True)
    urgent = models.BooleanField(default=False)
    turn = models.GeneratedField(
        expression=models.Case(
            models.When(urgent=True, state__in=[State.RECEIVED, State.ACCEPTED], then=0), default=1
        ),
        output_field=models.PositiveSmallIntegerField(),
        db_persist=True,
    )
    refusal_ground = models.CharField(max_length=40, blank=True)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged"
    )

    submission = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001 - unique where set
    code_hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "external"],
                condition=Q(external__isnull=False),
                name="case_taken_over_once",
            ),
            models.CheckConstraint(
                condition=~Q(kind=ALLEGATION), name="no_allegation_in_the_ordinary_store"
            ),
            models.CheckConstraint(
                condition=~Q(kind=CONDUCT) | Q(kept_from_organ=True),
                name="conduct_kept_from_the_organ_concerned",
            ),
            models.CheckConstraint(
                condition=(Q(state=State.MERGED) & Q(merged_into__isnull=False))
                | (~Q(state=State.MERGED) & Q(merged_into__isnull=True)),
                name="case_merged_into_another",
            ),
            models.CheckConstraint(
                condition=(Q(state=State.REFUSED) & ~Q(refusal_ground=""))
                | (~Q(state=State.REFUSED) & Q(refusal_ground="")),
                name="case_refused_with_a_ground",
            ),
            models.CheckConstraint(
                condition=~Q(kept_from_organ=True, state=State.HANDLING, about_organ__isnull=True),
                name="conduct_handled_only_with_its_organ_named",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.ANSWERED, State.CLOSED])
                | Q(
                    answered_at__isnull=False, rate_until__isnull=False, reopen_until__isnull=False
                ),
                name="case_closed_only_with_an_answer",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.FORWARDED) | Q(ended_at__isnull=False),
                name="case_handed_over_is_ended",
            ),
        ]
        indexes = [
            # The queue is walked in its order and counted without reading a case: each of the first
            # three holds what `access.visible_to` asks, and the category. Of a million cases few
            # wait for the office.
            models.Index(fields=["campaign", "state", *IN_TURN, *_ASKED], name="case_by_state"),
            models.Index(fields=["campaign", *IN_TURN, "state", *_ASKED], name="case_in_order"),
            models.Index(
                fields=["campaign", *IN_TURN, "state", *_ASKED],
                condition=Q(waits_for_office=True),
                name="case_for_office",
            ),
            models.Index(fields=["category"], condition=~Q(category=""), name="case_category"),
            models.Index(fields=["campaign", "received_at"], name="case_received"),
            models.Index(fields=["about_organ", "state"], name="case_about"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def subject(self) -> str:
        """Its name in the journal, and the origin of its duties and files."""
        return f"case:{self.pk}"

    @property
    def office_subject(self) -> str:
        """The same for what its writer tells the body that sorts, and not the organ in charge."""
        return f"case_office:{self.pk}"

    @property
    def triage_due(self) -> Deadline:
        """The day by which somebody reads it, as pages show it."""
        return Deadline(on=self.triage_due_on, provisional=self.triage_due_provisional, basis="")

    @property
    def is_conduct(self) -> bool:
        """Handled as a complaint about conduct, whatever its kind is called today."""
        return self.kept_from_organ


class KeptFrom(models.Model):
    """An organ that a complaint about conduct is, or once was, about. The row stays: a case that is
    sorted anew, or told more narrowly, does not open to the organ that was named before.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="kept_from")
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["case", "organ"], name="case_kept_from_an_organ_once")
        ]
        # Every list of cases leaves these out: the cases of an organ, read from the index alone.
        indexes = [models.Index(fields=["organ", "case"], name="kept_from_organ")]

    def __str__(self) -> str:
        return f"{self.case_id} from {self.organ_id}"


class CaseTheme(models.Model):
    """A theme of the rulebook that the case touches; several are usual."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="themes")
    code = models.CharField(max_length=60)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["case", "code"], name="theme_once")]

    def __str__(self) -> str:
        return self.code
