"""Accounts, and what binds them to organs: grants, posts, declared interests, tokens.

Each binding holds from its first day until the day before `ends`; ended today, it ends at once.
"""

from datetime import date
from typing import ClassVar, Self, TypeVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from youwei.foundation.organs.models import Organ, Post, Unit
from youwei.foundation.people.rules.accounts import NAME_LENGTH, USERNAME
from youwei.foundation.people.rules.proposals import WEIGHTY
from youwei.foundation.people.rules.roles import Interest
from youwei.kernel import clock
from youwei.kernel.actor import ADMINISTRATORS, Role

M = TypeVar("M", bound=models.Model)

_ADMINISTRATORS = sorted(role.value for role in ADMINISTRATORS)
_WEIGHTY = sorted(role.value for role in WEIGHTY)


class AccountManager(BaseUserManager["Account"]):
    """Reads only: accounts are made by the operation `add_account`."""


class Account(AbstractBaseUser):
    """A member of staff. No identity number and no sign-in times are kept (C-44, C-57).

    `password_due`: the password was set by somebody else and opens only its own change.
    """

    last_login = None  # when somebody works is nobody's statistic
    username = models.CharField(_("User name"), max_length=40, unique=True)
    name = models.CharField(pgettext_lazy("person", "Name"), max_length=NAME_LENGTH)
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="accounts")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="accounts")
    email = models.EmailField(_("Work e-mail"), blank=True)
    is_active = models.BooleanField(default=True)
    left_on = models.DateField(null=True, blank=True)
    password_due = models.BooleanField(default=False)

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering = ["username"]
        indexes = [models.Index(fields=["organ", "username"], name="people_by_organ")]
        constraints = [
            models.CheckConstraint(
                condition=Q(username__regex=USERNAME), name="people_account_username"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="people_account_named"),
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(is_active=False), name="people_leaver_is_closed"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> str:
        """Its name in the journal."""
        return f"account:{self.pk}"


class BindingQuerySet(models.QuerySet[M]):
    def in_force(self, day: date) -> Self:
        return self.filter(Q(ends=None) | Q(ends__gt=day), starts__lte=day)

    def unended(self, day: date) -> Self:
        """In force, or granted for later."""
        return self.filter(Q(ends=None) | Q(ends__gt=day))


class Binding(models.Model):
    starts = models.DateField(_("First day"))
    ends = models.DateField(_("Until (not including)"), null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["starts", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends=None) | Q(ends__gte=F("starts")),
                name="%(app_label)s_%(class)s_ends_after_start",
            ),
        ]


class RoleGrantQuerySet(BindingQuerySet["RoleGrant"]):
    pass


class RoleGrant(Binding):
    """One role in one organ. `ended_on` is the day on which somebody ended it.

    Two of the three administrator roles never meet in one account (C-51): such a grant has no
    planned end, only one can be open, and it closes no later than the day it is ended. A weighty
    role that a person gave shows the proposal that another made; `granted_by` is who confirmed it.
    """

    account = models.ForeignKey(Account, models.PROTECT, related_name="grants")
    role = models.CharField(max_length=20, choices=[(role.value, role.value) for role in Role])
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="grants")
    granted_by = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="granted"
    )
    ended_on = models.DateField(null=True, blank=True)
    proposal = models.OneToOneField(
        "people.Proposal", models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = RoleGrantQuerySet.as_manager()

    class Meta(Binding.Meta):
        constraints = [
            *Binding.Meta.constraints,
            models.CheckConstraint(
                condition=Q(role__in=[role.value for role in Role]), name="people_grant_role_known"
            ),
            models.CheckConstraint(
                condition=Q(granted_by=None) | ~Q(granted_by=F("account")),
                name="people_grant_not_to_oneself",
            ),
            models.UniqueConstraint(
                fields=["account", "role", "organ"],
                condition=Q(ends=None),
                name="people_grant_once",
            ),
            models.UniqueConstraint(
                fields=["account"],
                condition=Q(ends=None, role__in=_ADMINISTRATORS),
                name="people_one_administrator_role",
            ),
            models.CheckConstraint(
                condition=~Q(role__in=_ADMINISTRATORS)
                | Q(ends=None)
                | Q(ended_on__isnull=False, ends__lte=F("ended_on"))
                | Q(ended_on__isnull=False, ends=F("starts")),
                name="people_administrator_ends_at_once",
            ),
            models.CheckConstraint(
                condition=~Q(role__in=_WEIGHTY) | Q(granted_by=None) | Q(proposal__isnull=False),
                name="people_weighty_grant_by_two",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.organ_id}"


class PostHoldingQuerySet(BindingQuerySet["PostHolding"]):
    pass


class PostHolding(Binding):
    """Who holds a post, and from when to when."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="holdings")
    post = models.ForeignKey(Post, models.PROTECT, related_name="holdings")

    objects = PostHoldingQuerySet.as_manager()

    class Meta(Binding.Meta):
        constraints = [
            *Binding.Meta.constraints,
            models.UniqueConstraint(
                fields=["account", "post"], condition=Q(ends=None), name="people_holding_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.post_id}"


class RecusalQuerySet(BindingQuerySet["Recusal"]):
    pass


class Recusal(Binding):
    """A declared interest in an organ, in whose matters the person reads and decides nothing."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="recusals")
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="recusals")
    reason_code = models.CharField(
        max_length=10, choices=[(code.value, code.value) for code in Interest]
    )

    objects = RecusalQuerySet.as_manager()

    class Meta(Binding.Meta):
        constraints = [
            *Binding.Meta.constraints,
            models.CheckConstraint(
                condition=Q(reason_code__in=[code.value for code in Interest]),
                name="people_recusal_reason_known",
            ),
            models.UniqueConstraint(
                fields=["account", "organ"], condition=Q(ends=None), name="people_recusal_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.organ_id}"


class ApiToken(models.Model):
    """A program's key to what one person may do. Only a keyed hash is kept; it is shown once."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="tokens")
    name = models.CharField(_("What it is for"), max_length=NAME_LENGTH)
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=clock.now)
    expires_on = models.DateField(_("Last day"))
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return self.name

    def works_on(self, day: date) -> bool:
        return self.revoked_at is None and day <= self.expires_on
