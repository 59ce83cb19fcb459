"""Nothing here points to a case: who has both stores but not the key cannot join them."""

from django.db import models

from youwei.kernel import clock


class Subscription(models.Model):
    """A writer who wants to be told by WeChat. `case_hash` and `person_hash` are keyed hashes of
    the case's number and of the openid, which itself is sealed. `waiting`: a notice is to be sent,
    not before `not_before`; `turn` grows with each, so that none is lost while one is on its way.
    Gone after `ends_on`. Days, no hours: they would join what the hashes keep apart.
    """

    case_hash = models.CharField(max_length=64, db_index=True)
    person_hash = models.CharField(max_length=64, db_index=True)
    sealed_openid = models.BinaryField()
    since = models.DateField(default=clock.today)
    ends_on = models.DateField(null=True, blank=True)
    waiting = models.BooleanField(default=False, db_index=True)
    not_before = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    turn = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["case_hash", "person_hash"], name="followed_once")
        ]

    def __str__(self) -> str:
        return f"subscription {self.pk}"


class Invitation(models.Model):
    """A code that the status page showed, to be sent in the chat."""

    code_hash = models.CharField(max_length=64, unique=True)
    case_hash = models.CharField(max_length=64)
    expires_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"invitation {self.pk}"


class Seen(models.Model):
    """A message that did something, so that a repetition gets the same answer and does nothing."""

    mark_hash = models.CharField(max_length=64, unique=True)
    outcome = models.CharField(max_length=20)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.outcome
