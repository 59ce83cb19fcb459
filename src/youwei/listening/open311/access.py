"""What anyone may read through GeoReport v2 (docs/adr/0007)."""

from django.db.models import Q, QuerySet

from youwei.listening.complaints.rules.states import State
from youwei.listening.open311.models import PublicRequest

CLOSED = frozenset({State.ANSWERED, State.CLOSED})
SENT = frozenset({State.HANDLING}) | CLOSED


def readable() -> QuerySet[PublicRequest]:
    """Those whose senders agreed, of a kind that the office settled as not about conduct, and only
    once the matter was sent to an organ: until then a request may turn out to be a complaint about
    the organ that reads this list, and its going away would tell.
    """
    merged = Q(
        case__state=State.MERGED,
        case__merged_into__state__in=SENT,
        case__merged_into__kept_from_organ=False,
    )
    return PublicRequest.objects.filter(
        Q(case__state__in=SENT) | merged, case__kept_from_organ=False
    )
