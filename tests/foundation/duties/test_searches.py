"""Saved searches: what came in since the last look, for whoever may read it now."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from tests.foundation.duties.parties import Parties
from tests.harness.clients import StrictClient, html_of
from youwei.foundation.duties.jobs import gather_news
from youwei.foundation.duties.models import Duty, SavedSearch
from youwei.foundation.duties.offers import news_for
from youwei.foundation.duties.operations.searches import KEPT, drop_search, keep_news, save_search
from youwei.foundation.duties.rules.refusals import SearchNameTaken, TooManySearches
from youwei.foundation.people.models import Account
from youwei.foundation.people.operations import declare_recusal, leave
from youwei.foundation.people.queries import actor_for
from youwei.foundation.people.rules.roles import Interest
from youwei.kernel import clock
from youwei.kernel.actor import SYSTEM, Actor, Role
from youwei.kernel.refusal import NotAllowed, NotFound

Desk = Callable[[Any], StrictClient]


def saved(actor: Actor, query: str = "", name: str = "我的") -> SavedSearch:
    return save_search(actor=actor, place="ledger", name=name, query=query)


def titles(actor: Actor) -> list[str]:
    return [hit.title for news in news_for(actor) for hit in news.hits]


def later(**by: int) -> Any:
    return clock.at(clock.now() + timedelta(**by))


class TestTheDailyLook:
    def test_it_shows_what_came_in_since_and_fits(self, parties: Parties) -> None:
        parties.duty(title="早就有的")
        with later(minutes=1):
            saved(parties.office, "state=assigned")
        with later(hours=2):
            parties.duty(title="新来的")
        assert titles(parties.office) == []
        with later(hours=8):
            assert gather_news() == 1
            assert titles(parties.office) == ["新来的"]
        with later(hours=32):
            assert gather_news() == 0
            assert titles(parties.office) == []

    def test_the_filter_is_that_of_the_list(self, parties: Parties) -> None:
        saved(parties.office, "words=%E5%81%9C%E8%BD%A6")
        with later(hours=1):
            parties.duty(title="规范停车收费")
            parties.duty(title="别的事")
        with later(hours=8):
            gather_news()
            assert titles(parties.office) == ["规范停车收费"]

    def test_each_sees_only_what_is_open_to_them(self, parties: Parties) -> None:
        saved(parties.offered)
        with later(hours=1):
            parties.duty(title="不给他看")
        with later(hours=8):
            assert gather_news() == 0
            assert titles(parties.offered) == []

    def test_nothing_leaks_after_recusal(self, parties: Parties) -> None:
        saved(parties.office)
        with later(hours=1):
            parties.duty(title="要回避的", shielded_from=parties.province.agency)
        with later(hours=8):
            gather_news()
            account = Account.objects.get(pk=parties.office.account_id or 0)
            assert titles(actor_for(account, clock.today())) == ["要回避的"]
            declare_recusal(
                actor=parties.office,
                account=account,
                organ=parties.province.agency,
                reason_code=Interest.KIN,
            )
            assert titles(actor_for(account, clock.today())) == []
        with later(hours=32):
            gather_news()
        assert SavedSearch.objects.get().news == []

    def test_nothing_is_gathered_for_somebody_who_left(self, parties: Parties) -> None:
        search = saved(parties.verifier)
        with later(hours=1):
            parties.duty()
        with later(hours=8):
            assert gather_news() == 1
        security = parties.province.actor("sec", Role.SECURITY_ADMIN, parties.province.office)
        leave(actor=security, account=Account.objects.get(pk=parties.verifier.account_id or 0))
        with later(hours=32):
            gather_news()
        search.refresh_from_db()
        assert search.news == []


class TestKeeping:
    def test_a_name_is_used_once_and_there_is_an_end(self, parties: Parties) -> None:
        saved(parties.office)
        with pytest.raises(SearchNameTaken):
            saved(parties.office)
        for number in range(KEPT - 1):
            saved(parties.office, name=str(number))
        with pytest.raises(TooManySearches):
            saved(parties.office, name="one more")

    def test_the_page_and_empty_fields_are_no_filter(self, parties: Parties) -> None:
        assert saved(parties.office, "page=3&words=&state=&light=near").query == (
            "light=near&state="
        )

    def test_nobody_touches_those_of_others(self, parties: Parties, desk: Desk) -> None:
        search = saved(parties.office, name="临期的")
        with pytest.raises(NotFound):
            drop_search(actor=parties.lead, search=search)
        assert desk(parties.lead).send(f"/desk/searches/{search.pk}/drop/").status_code == 404
        assert "临期的" not in html_of(desk(parties.lead).get("/desk/searches/"))

    def test_only_the_daily_look_writes_news(self, parties: Parties) -> None:
        search = saved(parties.office)
        with pytest.raises(NotAllowed):
            keep_news(actor=parties.office, search=search, news=[1], until=clock.now())

    def test_a_list_that_one_may_not_open_cannot_be_saved(self, parties: Parties) -> None:
        with pytest.raises(NotAllowed):
            save_search(actor=parties.owner, place="cases", name="投诉", query="")
        with pytest.raises(NotFound):
            save_search(actor=parties.office, place="nothing", name="x", query="")


class TestThePages:
    def test_save_open_and_remove(self, parties: Parties, desk: Desk) -> None:
        browser = desk(parties.office)
        browser.submit("/desk/ledger/?light=near", {"name": "临期的"}, form="save-search")
        page = html_of(browser.get("/desk/searches/"))
        assert '<a href="/desk/ledger/?light=near">临期的</a>' in page
        search = SavedSearch.objects.get()
        browser.submit("/desk/searches/", form=f"/desk/searches/{search.pk}/drop/")
        assert not SavedSearch.objects.exists()

    def test_what_is_refused_can_be_mended(self, parties: Parties, desk: Desk) -> None:
        saved(parties.office)
        page = desk(parties.office).submit("/desk/ledger/", {"name": "我的"}, form="save-search")
        assert page.status_code == 422
        assert 'value="我的"' in html_of(page)

    def test_the_inbox_shows_the_news_at_one_cost(
        self, parties: Parties, desk: Desk, same_queries: Callable[..., int]
    ) -> None:
        browser = desk(parties.office)

        def rows(n: int) -> None:
            for _ in range(n):
                saved(parties.office, name=str(SavedSearch.objects.count()))
            with later(minutes=SavedSearch.objects.count()):
                parties.duty(title="新来的事")
            for search in SavedSearch.objects.all():
                keys = list(Duty.objects.values_list("pk", flat=True))
                keep_news(actor=SYSTEM, search=search, news=keys, until=clock.now())

        same_queries(rows, "/desk/", browser)
        assert "新来的事" in html_of(browser.get("/desk/"))
