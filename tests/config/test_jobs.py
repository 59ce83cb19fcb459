import pytest
from django.db import connection

from youwei.config.jobs import keep_statistics


@pytest.mark.django_db
def test_sqlite_walks_a_list_in_its_order_once_it_knows_its_tables() -> None:
    """Without the statistics it sorts every duty that somebody sees, for each page."""
    from tests.foundation.duties.parties import build_parties
    from youwei.foundation.duties.queries import LedgerFilter, ledger

    parties = build_parties()
    for _ in range(12):
        parties.duty()
    keep_statistics()
    if connection.vendor == "sqlite":
        keys = ledger(parties.office, LedgerFilter()).values_list("pk", flat=True)
        assert "duty_in_order" in keys.explain()
