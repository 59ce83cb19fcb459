"""The rail shows what will open, and asks little for it."""

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.harness.province import Province
from youwei.config.navigation import desk_navigation
from youwei.foundation.retention.access import can_dispose
from youwei.kernel.actor import Actor, Role


def rail(actor: Actor) -> set[str]:
    request = RequestFactory().get("/desk/")
    return {item.url for item in desk_navigation(request, actor)}


def test_asks_once_whether_a_campaign_names_the_organ(province: Province) -> None:
    office = province.actor("office", Role.OFFICE, province.office)
    with CaptureQueriesContext(connection) as queries:
        assert reverse("retention:overview") in rail(office)
    of_campaigns = [
        one["sql"] for one in queries if one["sql"].startswith('SELECT 1 AS "a" FROM "campaigns_')
    ]
    assert len(of_campaigns) == 1


@pytest.mark.parametrize("role", [Role.OFFICE, Role.LEADING_GROUP, Role.CLERK, Role.HANDLER])
def test_shows_what_the_access_rule_opens(province: Province, role: Role) -> None:
    of_bureau = province.actor("other", role, province.bureau)
    places = rail(of_bureau)
    assert (reverse("retention:overview") in places) == can_dispose(of_bureau)
    assert (reverse("channels:register") in places) == (role is Role.CLERK)
    assert reverse("disclosures:counts") not in places
