from typing import Never, Self

from django.db import models

from youwei.foundation.rulebook.rules.book import Rulebook, digest_of
from youwei.kernel import clock


class VersionQuerySet(models.QuerySet["RulebookVersion"]):
    def of(self, book: Rulebook) -> "VersionQuerySet":
        """The adopted version with this rulebook's id and version, whatever its content."""
        return self.filter(rulebook_id=book.id, version=book.version)

    def update(self, **kwargs: object) -> Never:
        raise TypeError("an adopted rulebook does not change; adopt a new version")

    def delete(self) -> Never:
        raise TypeError("results refer to the rulebook that made them; it stays")


class RulebookVersion(models.Model):
    """A rulebook as it was adopted, whole. Results refer to it, so it never changes: who changes a
    rule gives the rulebook a new version. `digest` is the SHA-256 of its canonical JSON.
    """

    rulebook_id = models.CharField(max_length=40)
    version = models.CharField(max_length=20)
    digest = models.CharField(max_length=64, unique=True)
    content = models.JSONField()
    adopted_at = models.DateTimeField(default=clock.now)

    objects = VersionQuerySet.as_manager()

    class Meta:
        ordering = ["rulebook_id", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["rulebook_id", "version"], name="rulebook_version_has_one_content"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rulebook_id} {self.version}"

    def save(self, *args: object, **kwargs: object) -> None:
        if not self._state.adding:
            raise TypeError("an adopted rulebook does not change; adopt a new version")
        super().save(force_insert=True)

    def delete(self, *args: object, **kwargs: object) -> Never:
        raise TypeError("results refer to the rulebook that made them; it stays")

    @classmethod
    def from_book(cls, book: Rulebook) -> Self:
        """The row that an adoption saves."""
        return cls(
            rulebook_id=book.id, version=book.version, digest=book.digest, content=book.to_json()
        )

    @property
    def is_intact(self) -> bool:
        """Whether the stored content still has the digest under which it was adopted."""
        return digest_of(self.content) == self.digest
