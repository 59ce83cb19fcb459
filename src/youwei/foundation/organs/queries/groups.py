from youwei.foundation.rulebook.models import RulebookVersion
from youwei.foundation.rulebook.queries import rulebook
from youwei.foundation.rulebook.rules.appraisal import OrganGroup


def group_rules() -> dict[str, OrganGroup]:
    """The comparison groups of every adopted rulebook by code, in the rulebook's order; the one
    adopted last names them. One query, and one more for each version that is read the first time.
    """
    versions = RulebookVersion.objects.order_by("adopted_at", "id").values_list("pk", flat=True)
    return {group.code: group for pk in versions for group in rulebook(pk).organ_groups}
