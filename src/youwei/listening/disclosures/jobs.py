"""Run by the worker; each may run twice, or be cut off: what is done is not done again."""

from youwei.kernel.actor import SYSTEM
from youwei.listening.disclosures.operations import erasing
from youwei.listening.disclosures.queries.keeping import over, over_identities


def erase_what_is_over() -> int:
    """Daily. Identities go first, then words and files, each after its time in the rulebook."""
    count = 0
    for disclosure in over_identities():
        erasing.erase_identity(actor=SYSTEM, disclosure=disclosure)
        count += 1
    for disclosure in over():
        erasing.erase(actor=SYSTEM, disclosure=disclosure)
        count += 1
    return count
