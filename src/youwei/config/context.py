"""What every page may show."""

from django.conf import settings
from django.http import HttpRequest

from youwei.config.navigation import desk_navigation
from youwei.kernel.actor import CITIZEN, Actor


def page(request: HttpRequest) -> dict[str, object]:
    """`actor` for what a page offers, `desk_nav` for the rail, `demo` for the notice."""
    actor: Actor = getattr(request, "actor", CITIZEN)
    return {
        "actor": actor,
        "demo": settings.DEMO,
        "desk_nav": desk_navigation(request, actor) if actor.is_staff else (),
    }
