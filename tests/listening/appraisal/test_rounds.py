"""Who may what, two persons, tables that do not fit, third parties, decisions about ballots."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from tests.harness.clients import StrictClient, html_of
from tests.listening.appraisal.cast import RATED, Cast, market_rows, table, votes

from youwei.foundation.people.operations import declare_recusal
from youwei.foundation.people.queries import actor_for
from youwei.foundation.people.rules.roles import Interest
from youwei.kernel import clock
from youwei.kernel.actor import SYSTEM, Role
from youwei.kernel.refusal import NotAllowed, NotFound, Refusal, WrongState
from youwei.listening.appraisal.jobs import close_and_seal
from youwei.listening.appraisal.models import Invitation, Member, Round
from youwei.listening.appraisal.operations import (
    codes,
    frames,
    instruments,
    rounds,
    sealing,
    third_party,
)
from youwei.listening.appraisal.queries.sealing import left_out
from youwei.listening.appraisal.rules import refusals
from youwei.listening.appraisal.rules.drawing import drawn
from youwei.listening.appraisal.rules.quality import Sign
from youwei.listening.appraisal.rules.states import State


class TestFreezing:
    def test_the_office_proposes_and_another_freezes(self, cast: Cast) -> None:
        cast.fill()
        with pytest.raises(refusals.NotProposed):
            rounds.freeze(actor=cast.leading, round_=cast.round_)
        rounds.propose(actor=cast.office, round_=cast.round_)
        with pytest.raises(NotAllowed):
            rounds.freeze(actor=cast.office, round_=cast.round_)
        frozen = rounds.freeze(actor=cast.leading, round_=cast.round_)
        assert frozen.state == State.FROZEN
        with pytest.raises(refusals.InstrumentFrozen):
            instruments.drop_question(
                actor=cast.office, question=cast.instrument.questions.all()[0]
            )
        with pytest.raises(Refusal):
            frames.take_frame(actor=cast.office, panel=cast.panel("market"), rows=market_rows(5))

    def test_nobody_freezes_what_they_proposed(self, cast: Cast) -> None:
        """Also who holds both roles."""
        from youwei.foundation.people.operations import grant_role

        cast.fill()
        account = cast.province.campaign.office_organ.accounts.get(username="office")
        grant_role(
            actor=SYSTEM,
            account=account,
            role=Role.LEADING_GROUP,
            organ=cast.province.leading,
            starts=clock.today(),
        )
        both = actor_for(account, clock.today())
        rounds.propose(actor=both, round_=cast.round_)
        with pytest.raises(refusals.SecondPerson):
            rounds.freeze(actor=both, round_=cast.round_)

    def test_a_new_frame_has_to_be_proposed_again(self, cast: Cast) -> None:
        cast.fill()
        rounds.propose(actor=cast.office, round_=cast.round_)
        frames.take_frame(actor=cast.office, panel=cast.panel("market"), rows=market_rows(30))
        assert cast.again().proposed_by is None

    def test_a_declared_interest_bars_who_decides(self, cast: Cast) -> None:
        cast.fill()
        rounds.propose(actor=cast.office, round_=cast.round_)
        account = cast.province.leading.accounts.get(username="leading")
        declare_recusal(
            actor=cast.leading,
            account=account,
            organ=cast.organs[0],
            reason_code=Interest.FORMER,
        )
        with pytest.raises(refusals.InterestDeclared):
            rounds.freeze(actor=actor_for(account, clock.today()), round_=cast.round_)
        rounds.freeze(actor=cast.second, round_=cast.round_)

    def test_who_runs_the_round_is_not_rated_in_it(self, cast: Cast) -> None:
        out = {row.organ_id for row in cast.round_.roster.exclude(left_out="")}
        assert out == {cast.province.office.pk, cast.province.leading.pk}

    def test_the_same_seed_and_frame_draw_the_same_people(self, cast: Cast) -> None:
        panel = cast.panel("market")
        panel.quota = 24
        panel.save()
        cast.fill(market=200)
        cast.freeze()
        for stratum in panel.strata.all():
            members = stratum.members.values_list("serial", flat=True)
            chosen = set(members.filter(drawn=True))
            assert len(chosen) == stratum.quota == panel.at_least
            assert chosen == set(drawn(cast.round_.seed, stratum.code, members, stratum.quota))

    def test_a_third_round_in_the_first_year_is_refused(self, cast: Cast) -> None:
        campaign = cast.province.campaign
        campaign.starts = clock.today() - timedelta(days=60)
        campaign.save()
        day = clock.today()
        made: dict[str, Any] = {"instrument": cast.instrument, "opens_on": day, "closes_on": day}
        rounds.prepare(actor=cast.office, campaign=campaign, title="二", **made)
        with pytest.raises(refusals.AllRoundsHeld):
            rounds.prepare(actor=cast.office, campaign=campaign, title="三", **made)


class TestTables:
    @pytest.mark.parametrize(
        ("row", "part"),
        [
            (("M1", "", "小微"), "missing"),
            (("M1", "甲市", "巨型"), "not known"),
            (("M1" * 40, "甲市", "小微"), "longer"),
        ],
    )
    def test_a_row_that_does_not_fit_refuses_the_file(
        self, cast: Cast, row: tuple[str, ...], part: str
    ) -> None:
        head = ("序号", "层", "规模")
        with pytest.raises(refusals.FileRefused) as refused:
            frames.take_frame(actor=cast.office, panel=cast.panel("market"), rows=table(head, row))
        (fault,) = refused.value.faults
        assert fault.row == 2
        assert part in fault.message
        assert not Member.objects.exists()

    def test_a_missing_column_is_named(self, cast: Cast) -> None:
        with pytest.raises(refusals.FileRefused) as refused:
            frames.take_frame(
                actor=cast.office, panel=cast.panel("market"), rows=table(("序号",), ("M1",))
            )
        assert {fault.params["column"] for fault in refused.value.faults} == {"层", "规模"}

    def test_who_serves_an_organ_of_the_round_is_barred(self, cast: Cast) -> None:
        head = ("序号", "层", "身份", "所在单位")
        rows = table(head, ("1", "甲市", "群众", ""), ("2", "甲市", "一般干部", RATED[0]))
        kept = frames.take_frame(actor=cast.office, panel=cast.panel("upward"), rows=rows)
        assert kept == 1

    def test_a_third_party_declares_first_and_hands_in_nothing_about_its_interests(
        self, cast: Cast
    ) -> None:
        cast.fill()
        made = cast.panel("third-party").commission
        third_party.declare_interests(
            actor=cast.surveyor, commission=made, text="为其提供服务", organs=[cast.organs[0]]
        )
        cast.begin()
        head = ("序号", "层", "被评单位", *(q.code for q in cast.instrument.questions.all()))
        rows = table(
            head,
            ("1", "城市", RATED[0], *["很好"] * 6),
            ("1", "城市", RATED[1], *["较好"] * 5, ""),
        )
        given: dict[str, Any] = {"commission": made, "content": b"", "quality": "复核"}
        delivery = third_party.take_raw_data(actor=cast.surveyor, rows=rows, **given)
        assert (delivery.respondents, delivery.answers, delivery.left_out) == (1, 5, 1)
        bad = table(head, ("1", "山区", "某局", *["优秀"] * 6))
        with pytest.raises(refusals.FileRefused) as refused:
            third_party.take_raw_data(actor=cast.surveyor, rows=bad, **given)
        assert len(refused.value.faults) == 9  # stratum, organ, six levels, and so no answer
        with pytest.raises(NotFound):
            third_party.take_raw_data(actor=cast.office, rows=rows, **given)


class TestDays:
    def test_closed_and_sealed_by_itself_after_the_last_day(self, cast: Cast) -> None:
        cast.fill()
        cast.begin()
        with pytest.raises(refusals.NotYet):
            rounds.close(actor=cast.leading, round_=cast.round_)
        assert close_and_seal() == 0
        with cast.over():
            assert close_and_seal() == 1
            assert close_and_seal() == 0
        assert cast.again().sealed_on is not None

    def test_a_round_without_enough_ballots_is_sealed_without_a_file(self, cast: Cast) -> None:
        cast.fill()
        cast.begin()
        votes(cast.codes["market"][0].code)
        with cast.over():
            assert close_and_seal() == 1
        sealed = cast.again()
        assert (sealed.sealed_file, sealed.sealed_ballots, sealed.kept_out) == ("", 0, 1)
        assert not Invitation.objects.exists()

    def test_codes_are_handed_out_once(self, cast: Cast) -> None:
        cast.fill()
        cast.freeze()
        panel = cast.panel("market")
        assert len(codes.hand_out(actor=cast.office, panel=panel)) == 40
        with pytest.raises(refusals.CodesHandedOut):
            codes.hand_out(actor=cast.office, panel=panel)
        with pytest.raises(WrongState):
            frames.take_frame(actor=cast.office, panel=panel, rows=market_rows(3))


class TestLeavingOut:
    def test_only_by_a_decision_with_both_results_kept(self, cast: Cast) -> None:
        cast.fill()
        cast.begin()
        for handed in cast.codes["market"][:15]:
            votes(handed.code, "very-good")
        for handed in cast.codes["market"][15:30]:
            votes(handed.code, lambda organ, q: ("fair", "poor", "good")[q % 3])
        with cast.over():
            close_and_seal()
            found = cast.again().findings.get(panel="market", sign=Sign.SAME)
            assert found.ballots == len(found.numbers) == 15
            assert found.mean_all is not None
            assert found.mean_without is not None
            assert found.mean_all > found.mean_without
            assert left_out(cast.round_) == frozenset()
            with pytest.raises(NotAllowed):
                sealing.decide_exclusion(
                    actor=cast.office,
                    round_=cast.round_,
                    panel="market",
                    sign=Sign.SAME,
                    text="一律同答。",
                )
            sealing.decide_exclusion(
                actor=cast.leading,
                round_=cast.round_,
                panel="market",
                sign=Sign.SAME,
                text="一律同答。",
            )
        assert left_out(cast.round_) == frozenset(found.numbers)
        assert cast.again().sealed_ballots == 30


class TestDesk:
    def test_the_list_asks_as_often_for_three_rounds_as_for_one(
        self, cast: Cast, same_queries: Any, desk: Any
    ) -> None:
        def more(number: int) -> None:
            for _ in range(number):
                last = Round.objects.order_by("-number")[0].number
                Round.objects.create(
                    campaign=cast.province.campaign,
                    number=last + 1,
                    title="轮次",
                    instrument=cast.instrument,
                    opens_on=clock.today(),
                    closes_on=clock.today(),
                )

        same_queries(more, reverse("appraisal:overview"), desk(cast.office))

    def test_a_round_from_proposal_to_codes(self, cast: Cast, desk: Any) -> None:
        cast.fill()
        office, leading = desk(cast.office), desk(cast.leading)
        page = reverse("appraisal:round", args=[cast.round_.pk])
        office.submit(page, form=reverse("appraisal:move", args=[cast.round_.pk, "propose"]))
        leading.submit(page, form=reverse("appraisal:move", args=[cast.round_.pk, "freeze"]))
        assert cast.again().state == State.FROZEN
        panel = cast.panel("market")
        there = reverse("appraisal:panel", args=[panel.pk])
        sheets = office.submit(there, form=reverse("appraisal:hand_out", args=[panel.pk, "sheets"]))
        assert html_of(sheets).count("slip__qr") == 40
        assert Invitation.objects.filter(code_hash__isnull=False).count() == 40
        shown = html_of(office.get(there))
        assert "甲市" in shown

    def test_who_has_no_part_in_it_sees_nothing(self, cast: Cast, desk: Any) -> None:
        handler = desk(cast.province.actor("handler", Role.HANDLER, cast.organs[0]))
        for address in (
            reverse("appraisal:overview"),
            reverse("appraisal:round", args=[cast.round_.pk]),
            reverse("appraisal:panel", args=[cast.panel("market").pk]),
            reverse("appraisal:commissions"),
        ):
            assert handler.get(address).status_code == 403

    def test_a_third_party_sees_its_own_commission_only(self, cast: Cast, desk: Any) -> None:
        cast.fill()
        surveyor = desk(cast.surveyor)
        made = cast.panel("third-party").commission
        assert surveyor.get(reverse("appraisal:commission", args=[made.pk])).status_code == 200
        round_page = reverse("appraisal:round", args=[cast.round_.pk])
        assert surveyor.get(round_page).status_code == 403
        other = cast.province.account("other", Role.APPRAISER, cast.province.government)
        page = desk(other).get(reverse("appraisal:commission", args=[made.pk]))
        assert page.status_code == 404

    def test_the_preview_has_no_way_to_send(self, cast: Cast, desk: Any) -> None:
        page: StrictClient = desk(cast.office)
        html = html_of(page.get(reverse("appraisal:preview", args=[cast.round_.pk])))
        assert "ballot__organ" in html
        assert "/rate/send/" not in html
