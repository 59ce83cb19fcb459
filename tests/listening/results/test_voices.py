"""What people said: written anew, by two, and never of few."""

from dataclasses import replace
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from tests.harness.clients import html_of
from tests.listening.results.scene import Scene

from youwei.kernel.refusal import NotAllowed
from youwei.listening.results.models import Voice
from youwei.listening.results.operations import voices
from youwei.listening.results.queries.voices import opinions_of, sources_behind
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
    desk(scene.office).submit(place, given)
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
