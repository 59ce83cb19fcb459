from django.db import models

from youwei.listening.complaints.models import Case


class Sketch(models.Model):
    """What a case is compared by (youwei.text.sketches): pairs of characters as numbers, four bytes
    each. It is made of the text and can be made again; `recipe` says by which version.
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="sketch")
    recipe = models.PositiveSmallIntegerField()
    pairs = models.BinaryField()

    def __str__(self) -> str:
        return f"sketch of {self.case_id}"


class ForgottenSketch(models.Model):
    """The words of this case are not kept any more: every process that has its sketch in memory
    learns it here.
    """

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"no sketch of {self.case_id}"
