from django.db import models


class SpentProof(models.Model):
    """A proof of work that opened a door: hashes of the solution and of the form, and when it runs
    out. It names no case, and nothing is thrown out before its time.
    """

    name = models.CharField(max_length=64, primary_key=True)
    form = models.CharField(max_length=64)
    until = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.name[:8]
