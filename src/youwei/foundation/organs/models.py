"""Places, organs, units and posts, each valid from one day until the day before another.

A renamed, merged or split organ ends and another begins; a succession ties the two, so that a
record keeps pointing at the organ, and the name, of its time (domain.md B.11, B.15).
"""

from datetime import date
from typing import Self, TypeVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

M = TypeVar("M", bound=models.Model)

NAME_LENGTH = 100  # characters; the longest official name that we met has 41


class DatedQuerySet(models.QuerySet[M]):
    def in_force(self, day: date) -> Self:
        """Those that exist on this day: `valid_from` counts, `valid_to` does not."""
        return self.filter(Q(valid_to=None) | Q(valid_to__gt=day), valid_from__lte=day)


class Dated(models.Model):
    """Valid from the first day on, until the day before `valid_to`; without one, until further."""

    valid_from = models.DateField(_("Valid from"))
    valid_to = models.DateField(_("Valid until (not including)"), null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")),
                name="%(app_label)s_%(class)s_ends_after_start",
            ),
        ]

    def in_force_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


class Level(models.TextChoices):
    PROVINCE = "province", _("Province")
    CITY = "city", _("City")
    COUNTY = "county", _("County")


class JurisdictionQuerySet(DatedQuerySet["Jurisdiction"]):
    pass


class Jurisdiction(Dated):
    """A province, city or county by its GB/T 2260 code; codes change, so each row has its days."""

    code = models.CharField(_("Code (GB/T 2260)"), max_length=6)
    name = models.CharField(pgettext_lazy("organ", "Name"), max_length=NAME_LENGTH)
    level = models.CharField(_("Level"), max_length=10, choices=Level)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )

    objects = JurisdictionQuerySet.as_manager()

    class Meta(Dated.Meta):
        ordering = ["code", "valid_from"]
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(code__regex=r"^[0-9]{6}\Z"), name="organs_jurisdiction_code_six_digits"
            ),
            models.CheckConstraint(
                condition=Q(level__in=Level.values), name="organs_jurisdiction_level_known"
            ),
            models.CheckConstraint(
                condition=~Q(parent=F("id")), name="organs_jurisdiction_not_in_itself"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="organs_jurisdiction_named"),
            models.UniqueConstraint(
                fields=["code", "valid_from"], name="organs_jurisdiction_code_from"
            ),
            models.UniqueConstraint(
                fields=["code"],
                condition=Q(valid_to=None),
                name="organs_jurisdiction_one_in_force",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class OrganQuerySet(DatedQuerySet["Organ"]):
    def of(self, jurisdiction: Jurisdiction) -> Self:
        return self.filter(jurisdiction=jurisdiction)


class Organ(Dated):
    """An organ under one name. `group` is a comparison group of the rulebook; empty: not compared.
    `superior` leads it in its trade (主管机关), and takes over where it may not judge itself.
    """

    jurisdiction = models.ForeignKey(Jurisdiction, models.PROTECT, related_name="organs")
    name = models.CharField(pgettext_lazy("organ", "Name"), max_length=NAME_LENGTH)
    short_name = models.CharField(_("Short name"), max_length=40, blank=True)
    group = models.CharField(_("Comparison group"), max_length=40, blank=True)
    superior = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="subordinates"
    )

    objects = OrganQuerySet.as_manager()

    class Meta(Dated.Meta):
        ordering = ["jurisdiction_id", "group", "name", "id"]
        indexes = [models.Index(fields=["jurisdiction", "group", "name"], name="organs_by_group")]
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(superior=F("id")), name="organs_organ_not_its_own_superior"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="organs_organ_named"),
            models.UniqueConstraint(
                fields=["jurisdiction", "name"],
                condition=Q(valid_to=None),
                name="organs_organ_one_name_in_force",
            ),
        ]

    def __str__(self) -> str:
        return self.short_name or self.name

    @property
    def subject(self) -> str:
        """Its name in the journal."""
        return f"organ:{self.pk}"


class How(models.TextChoices):
    RENAMED = "renamed", _("renamed")
    MERGED = "merged", _("merged")
    SPLIT = "split", _("split")


class OrganSuccession(models.Model):
    """From the day `on`, the successor is, or takes over from, the predecessor."""

    predecessor = models.ForeignKey(Organ, models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Organ, models.PROTECT, related_name="origins")
    on = models.DateField()
    how = models.CharField(max_length=10, choices=How)

    class Meta:
        ordering = ["on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"], name="organs_succession_once"
            ),
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")), name="organs_succession_of_another"
            ),
            models.CheckConstraint(
                condition=Q(how__in=How.values), name="organs_succession_how_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_id} → {self.successor_id}"


class UnitQuerySet(DatedQuerySet["Unit"]):
    pass


class Unit(Dated):
    """An internal unit (内设机构). A parent is of the same organ: migration 0002 ties them."""

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="units")
    name = models.CharField(pgettext_lazy("organ", "Name"), max_length=NAME_LENGTH)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )

    objects = UnitQuerySet.as_manager()

    class Meta(Dated.Meta):
        ordering = ["organ_id", "id"]
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(condition=~Q(parent=F("id")), name="organs_unit_not_in_itself"),
            models.CheckConstraint(condition=~Q(name=""), name="organs_unit_named"),
            models.UniqueConstraint(
                fields=["organ", "name"],
                condition=Q(valid_to=None),
                name="organs_unit_one_name_in_force",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Mark(models.TextChoices):
    """Whom the opinion names as its key targets (一(三), A5), and everybody else."""

    PRINCIPAL = "principal", _("Principal")
    LEADERSHIP = "leadership", _("Leadership")
    UNIT_HEAD = "unit_head", _("Head of a unit")
    KEY = "key", _("Key post")
    STAFF = "staff", _("Staff")


class PostQuerySet(DatedQuerySet["Post"]):
    pass


class Post(Dated):
    """A post, not its holder. Its unit, if any, is of the same organ: migration 0002 ties them."""

    organ = models.ForeignKey(Organ, models.PROTECT, related_name="posts")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="posts")
    title = models.CharField(_("Title"), max_length=NAME_LENGTH)
    mark = models.CharField(_("Mark"), max_length=12, choices=Mark, default=Mark.STAFF)

    objects = PostQuerySet.as_manager()

    class Meta(Dated.Meta):
        ordering = ["organ_id", "id"]
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(
                condition=Q(mark__in=Mark.values), name="organs_post_mark_known"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="organs_post_titled"),
        ]

    def __str__(self) -> str:
        return self.title
