"""From the round to the sealed file, the way a year goes."""

from tests.listening.appraisal.cast import Cast, table, votes

from youwei.kernel.actor import SYSTEM
from youwei.listening.appraisal.models import Invitation, Member, Opinion, Slip
from youwei.listening.appraisal.operations import rounds, sealing, third_party
from youwei.listening.appraisal.queries.sealing import survey_plan
from youwei.listening.appraisal.rules.states import State
from youwei.listening.appraisal.writing.parquet import path_of
from youwei.listening.appraisal.writing.urn import has_key
from youwei.stats.survey import answers


def test_from_the_round_to_the_sealed_file(cast: Cast) -> None:
    cast.fill()
    cast.begin()
    first = cast.codes["market"][0]
    organ = cast.organs[0].pk
    votes(first.code, "very-good", words={organ: "窗口很耐心。"})
    for handed in cast.codes["market"][1:30]:
        votes(handed.code, "good")
    for handed in cast.codes["public"][:30]:
        votes(handed.code, "poor")
    votes(cast.codes["upward"][0].code, "not-clear")
    commission = cast.panel("third-party").commission
    head = ("序号", "层", "被评单位", *(q.code for q in cast.instrument.questions.all()))
    rows = table(
        head,
        *((n, ("城市", "农村")[n % 2], cast.organs[n % 3].name, *["较好"] * 6) for n in range(30)),
    )
    third_party.take_raw_data(
        actor=cast.surveyor, commission=commission, rows=rows, content=b"x", quality="复核一成。"
    )
    with cast.over():
        rounds.close(actor=SYSTEM, round_=cast.round_)
        sealed = sealing.seal(actor=SYSTEM, round_=cast.round_)
    assert sealed.state == State.CLOSED
    # One alone in its panel; six who dealt with one organ: fewer than ten stand nowhere.
    assert (sealed.sealed_ballots, sealed.kept_out) == (84, 7)
    assert not Invitation.objects.exists()
    assert not Slip.objects.exists()
    assert Member.objects.exclude(sealed_contact=None).count() == 0
    assert Opinion.objects.get().text == "窗口很耐心。"
    plan = survey_plan(sealed)
    plan.check()
    found = answers(path_of(sealed.sealed_file), plan)
    told = {
        (plan.panels[plan.panel_of(cell)].name, score)
        for cell, score in zip(found.cell.tolist(), found.score.tolist(), strict=True)
    }
    assert told == {("market", 5), ("market", 4), ("public", 2), ("third-party", 4)}
    assert has_key(sealed)  # until the transaction ends
