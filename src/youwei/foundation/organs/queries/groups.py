from youwei.foundation.rulebook.models import RulebookVersion
from youwei.foundation.rulebook.queries import rulebook
from youwei.foundation.rulebook.rules.appraisal import OrganGroup


def group_rules() -> dict[str, OrganGroup]:
    """The comparison groups of every adopted rulebook by code, in the rulebook's order; the one
    adopted last names them. One query, and one more for each version that is read the first time.
    """
    versions = RulebookVersion.objects.order_by("adopted_at", "id").values_list("pk", flat=True)
    return {group.code: group for pk in versions for group in rulebook(pk).organ_groups}


def groups_in_use() -> dict[str, OrganGroup]:
    """The groups into which an organ can be put: those of each rulebook as it was adopted last.

    A group that only an earlier version had is left out. Queries as for `group_rules`.
    """
    versions = RulebookVersion.objects.order_by("adopted_at", "id")
    latest = dict(versions.values_list("rulebook_id", "pk"))
    return {group.code: group for pk in latest.values() for group in rulebook(pk).organ_groups}
