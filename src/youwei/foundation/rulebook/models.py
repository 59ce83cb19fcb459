from django.db import models

from youwei.kernel import clock


class RulebookVersion(models.Model):
    """The content that a campaign adopted, kept as it was: a result names the version that made it.
    A version is never changed; another text is another version.
    """

    rulebook_id = models.CharField(max_length=40)
    version = models.CharField(max_length=20)
    digest = models.CharField(max_length=64, unique=True)
    content = models.JSONField()
    adopted_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["rulebook_id", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["rulebook_id", "version"], name="rulebook_version_has_one_content"
            )
        ]

    def __str__(self) -> str:
        return f"{self.rulebook_id} {self.version}"
