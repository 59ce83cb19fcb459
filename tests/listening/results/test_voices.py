"""What people said: written anew, by two, and never of few."""

from dataclasses import replace
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from tests.harness.clients import html_of
from tests.listening.results.scene import Scene

from youwei.foundation.people.models import Account
from youwei.foundation.people.operations import declare_recusal
from youwei.foundation.people.rules.roles import Interest
from youwei.kernel.refusal import NotAllowed
from youwei.listening.appraisal.models import Opinion
from youwei.listening.results.models import Voice
from youwei.listening.results.operations import voices
from youwei.listening.results.queries.voices import Wanted, opinions_of, sources_behind
from youwei.listening.results.rules.refusals import (
    AlreadySaid,
    SecondPersonApproves,
    TellsWho,
    TooFewOpinions,
)

WRITTEN = "有群众反映，办事大厅有时空岗，等候偏长。"


def written(scene: Scene, text: str = WRITTEN, opinions: int = 20) -> Voice:
    keys = list(scene.round.opinions.values_list("pk", flat=True)[:opinions])
    theme = scene.theme
    return voices.write(
        actor=scene.office, round_=scene.round, theme=theme, opinions=keys, text=text
    )


@pytest.mark.parametrize(
    ("text", "opinions", "refusal"),
    [
        pytest.param(WRITTEN, 9, TooFewOpinions, id="few"),
        pytest.param("张建国科长不在窗口。", 20, TellsWho, id="a name"),
        pytest.param(
            "有人说办事窗口上午一直没有人，等了很久才来。", 20, TellsWho, id="words of the writers"
        ),
    ],
)
def test_what_could_tell_who_wrote_is_refused(
    scene: Scene, text: str, opinions: int, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        written(scene, text, opinions)
    assert not Voice.objects.exists()


def test_two_persons_and_then_the_page_of_the_result(scene: Scene, client: Any) -> None:
    voice = written(scene)
    with pytest.raises(SecondPersonApproves):
        voices.approve(actor=scene.office, voice=voice)
    round_ = scene.round
    place = f"/results/{round_.campaign.number_prefix}/{round_.number}/"
    scene.published()
    assert WRITTEN not in html_of(client.get(place))
    voices.approve(actor=scene.leading, voice=voice)
    assert WRITTEN in html_of(client.get(place))
    with pytest.raises(AlreadySaid):
        written(scene)


def test_returned_it_is_written_over(scene: Scene) -> None:
    voice = written(scene)
    voices.send_back(actor=scene.leading, voice=voice, text="请再概括。")
    again = written(scene, "有群众反映等候时间偏长。")
    assert (again.pk, again.returned) == (voice.pk, "")


def test_the_database_keeps_one_person_out(scene: Scene) -> None:
    voice = written(scene)
    with pytest.raises(IntegrityError), transaction.atomic():
        Voice.objects.filter(pk=voice.pk).update(approved_by=voice.written_by)


def test_the_desk_writes_and_decides(scene: Scene, desk: Any) -> None:
    place = f"/desk/results/rounds/{scene.round.pk}/voices/"
    keys = list(scene.round.opinions.values_list("pk", flat=True)[:12])
    given = {"theme": scene.theme, "opinions": keys, "text": WRITTEN}
    desk(scene.office).submit(place, given, form="write")
    voice = Voice.objects.get()
    desk(scene.leading).submit(f"/desk/results/voices/{voice.pk}/", {}, form="approve")
    voice.refresh_from_db()
    assert voice.approved_on is not None


def test_whoever_is_tied_to_an_organ_reads_nothing_of_what_was_said_of_it(scene: Scene) -> None:
    organ = scene.cast.organs[2]  # the opinions are about this one
    tied = replace(scene.leading, recused_from=frozenset({organ.pk}))
    assert opinions_of(scene.leading, scene.round)
    assert not opinions_of(tied, scene.round)
    voice = written(scene)
    assert not sources_behind(tied, voice)
    with pytest.raises(NotAllowed):
        voices.approve(actor=tied, voice=voice)
    own = replace(scene.office, recused_from=frozenset({organ.pk}))
    keys = list(scene.round.opinions.values_list("pk", flat=True))
    with pytest.raises(TooFewOpinions):
        voices.write(actor=own, round_=scene.round, theme=scene.theme, opinions=keys, text=WRITTEN)


def more_opinions(scene: Scene, count: int, text: str) -> list[int]:
    organ = scene.cast.organs[0]
    made = [
        Opinion(round=scene.round, panel="market", organ=organ, text=f"{text}{n}")
        for n in range(count)
    ]
    return [one.pk for one in Opinion.objects.bulk_create(made)]


class TestChoosingAmongMany:
    def test_what_is_ticked_stays_while_the_list_is_filtered_and_paged(
        self, scene: Scene, desk: Any
    ) -> None:
        place, browser = f"/desk/results/rounds/{scene.round.pk}/voices/", desk(scene.office)
        keys = more_opinions(scene, 70, "取号机总是坏")
        first = browser.get(place).context["choice"]
        assert [len(first.page), first.page.paginator.num_pages > 2] == [30, True]
        here = [one.pk for one in first.page][:12]
        typed = {"theme": scene.theme, "text": WRITTEN}
        second = browser.send(place, {**typed, "opinions": here, "show": "2"})
        assert not Voice.objects.exists(), "looking writes nothing"
        assert second.context["form"]["text"].value() == WRITTEN
        choice = second.context["choice"]
        there = [one.pk for one in choice.page][:3]
        kept = {**typed, "elsewhere": choice.elsewhere, "opinions": there}
        fitting = browser.send(place, {**kept, "words": "取号机 坏7", "show": "1"})
        choice = fitting.context["choice"]
        assert {one.text for one in choice.page} == {"取号机总是坏7"}
        assert choice.ticked == {*here, *there}
        shown = [one.pk for one in choice.page if one.pk in choice.ticked]
        browser.send(
            place,
            {**typed, "elsewhere": choice.elsewhere, "opinions": shown, "words": "取号机 坏7"},
        )
        assert set(Voice.objects.get().sources.values_list("pk", flat=True)) == {*here, *there}
        assert set(keys) & {*here, *there}

    def test_by_organ_and_by_use(self, scene: Scene) -> None:
        about = scene.cast.organs[0]
        fresh = set(more_opinions(scene, 4, "取号机总是坏"))
        voice = written(scene)
        behind = set(voice.sources.values_list("pk", flat=True))

        def found(**wanted: Any) -> set[int]:
            rows = opinions_of(scene.office, scene.round, Wanted(**wanted))
            return set(rows.values_list("pk", flat=True))

        assert found(about=about.pk) == fresh
        assert found(used="used") == behind
        assert found(used="unused") == found() - behind
        assert found(used="used", words="没有这个词") == set()

    def test_of_an_organ_one_is_tied_to_nothing_is_found_or_ticked(
        self, scene: Scene, desk: Any
    ) -> None:
        hidden = more_opinions(scene, 3, "取号机总是坏")
        organ = scene.cast.organs[0]
        account = Account.objects.get(pk=scene.office.account_id or 0)
        declare_recusal(actor=scene.office, account=account, organ=organ, reason_code=Interest.KIN)
        place, browser = f"/desk/results/rounds/{scene.round.pk}/voices/", desk(account)
        sent = {"elsewhere": ",".join(map(str, hidden)), "about": organ.pk, "show": "1"}
        page = browser.send(place, sent)
        assert not page.context["choice"].ticked
        assert "取号机" not in html_of(page)
        assert organ.name not in html_of(page).partition('id="opinions"')[2]

    def test_asks_as_often_for_many_as_for_one(
        self, scene: Scene, same_queries: Any, desk: Any
    ) -> None:
        place = f"/desk/results/rounds/{scene.round.pk}/voices/"
        same_queries(lambda n: more_opinions(scene, n, "取号机总是坏"), place, desk(scene.office))
