"""A report box: two people, a count, every item accounted for."""

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from tests.harness.clients import StrictClient, html_of
from tests.harness.pages import read

from youwei.kernel import clock, receipts

if TYPE_CHECKING:
    from tests.listening.channels.scene import Scene

    from youwei.kernel.actor import Actor
    from youwei.listening.channels.models import BoxOpening

Desk = Callable[[Any], StrictClient]


def opened(scene: "Scene", count: int = 2, second: "Actor | None" = None) -> "BoxOpening":
    from tests.listening.channels.scene import account_of

    from youwei.listening.channels.operations.boxes import open_box

    return open_box(
        actor=scene.phone,
        campaign=scene.cast.province.campaign,
        organ=scene.bureau,
        place="办事大厅东门",
        at=clock.now() - timedelta(minutes=5),
        count=count,
        second=account_of(second or scene.witness),
    )


def account(scene: "Scene", opening: "BoxOpening", fate: str, **given: Any) -> Any:
    from youwei.listening.channels.operations.boxes import account_for
    from youwei.listening.channels.rules.states import Fate
    from youwei.listening.complaints.operations.intake import Intake

    intake = Intake(**{"channel": "organ-box", "kind": "request", "text": "窗口太慢。"} | given)
    return account_for(
        actor=scene.phone,
        opening=opening,
        fate=Fate(fate),
        position=opening.items.count() + 1,
        intake=intake if fate == "case" else None,
        nonce=receipts.new_nonce(),
    )


def test_two_different_people_open_it(scene: "Scene") -> None:
    from youwei.listening.channels.rules.refusals import SameTwice

    for second in (scene.phone, scene.cast.commission):
        with pytest.raises(SameTwice):
            opened(scene, second=second)


def test_the_moment_has_passed(scene: "Scene") -> None:
    from tests.listening.channels.scene import account_of

    from youwei.listening.channels.operations.boxes import open_box
    from youwei.listening.channels.rules.refusals import NotYetHappened

    with pytest.raises(NotYetHappened):
        open_box(
            actor=scene.phone,
            campaign=scene.cast.province.campaign,
            organ=scene.bureau,
            place="办事大厅",
            at=clock.now() + timedelta(hours=1),
            count=1,
            second=account_of(scene.witness),
        )


def test_the_count_equals_the_items_before_it_is_confirmed(scene: "Scene") -> None:
    from youwei.listening.channels.operations.boxes import confirm, recount
    from youwei.listening.channels.rules.refusals import CountFull, CountOpen, CountTooSmall

    opening = opened(scene, count=3)
    account(scene, opening, "case")
    account(scene, opening, "sealed")
    with pytest.raises(CountOpen):
        confirm(actor=scene.witness, opening=opening)
    with pytest.raises(CountTooSmall):
        recount(actor=scene.phone, opening=opening, count=1)
    recount(actor=scene.phone, opening=opening, count=2)
    with pytest.raises(CountFull):
        account(scene, opening, "void")
    assert confirm(actor=scene.witness, opening=opening).state == "confirmed"


def test_the_opener_does_not_confirm_and_nobody_else_does(scene: "Scene") -> None:
    from youwei.kernel.refusal import NotAllowed, NotFound
    from youwei.listening.channels.operations.boxes import confirm
    from youwei.listening.channels.rules.refusals import NotSecond

    opening = opened(scene, count=0)
    for actor, refusal in (
        (scene.phone, NotSecond),
        (scene.cast.office, NotAllowed),
        (scene.cast.bureau, NotFound),
        (scene.cast.commission, NotFound),
    ):
        with pytest.raises(refusal):
            confirm(actor=actor, opening=opening)
    assert confirm(actor=scene.witness, opening=opening).confirmed_at is not None


def test_what_is_confirmed_stays(scene: "Scene") -> None:
    from youwei.kernel.states import MoveNotPossible
    from youwei.listening.channels.operations.boxes import confirm, recount

    opening = opened(scene, count=1)
    account(scene, opening, "void")
    confirm(actor=scene.witness, opening=opening)
    for late in (
        lambda: recount(actor=scene.phone, opening=opening, count=2),
        lambda: account(scene, opening, "void"),
        lambda: confirm(actor=scene.witness, opening=opening),
    ):
        with pytest.raises(MoveNotPossible):
            late()


def test_an_allegation_is_kept_as_a_number_and_a_day_only(scene: "Scene") -> None:
    from youwei.listening.channels.models import BoxItem
    from youwei.listening.channels.rules.refusals import SealedElsewhere
    from youwei.listening.complaints.models import Case

    opening = opened(scene, count=1)
    with pytest.raises(SealedElsewhere):
        account(scene, opening, "case", kind="allegation")
    account(scene, opening, "sealed")
    item = BoxItem.objects.get()
    assert (item.position, item.fate, item.case) == (1, "sealed", None)
    assert not Case.objects.exists()
    kept = {field.name for field in BoxItem._meta.get_fields()}
    assert kept == {"id", "opening", "position", "fate", "case", "on"}


class TestOnThePages:
    def test_from_the_opening_to_the_confirmation(self, scene: "Scene", desk: Desk) -> None:
        from youwei.listening.channels.models import BoxOpening
        from youwei.listening.complaints.models import Case

        clerk, witness = desk(scene.phone), desk(scene.witness)
        given = {
            "place": "办事大厅东门",
            "at": (clock.now() - timedelta(hours=1)).strftime("%Y-%m-%dT00:01"),
            "second": str(scene.witness.account_id),
            "count": "2",
        }
        page = clerk.submit("/desk/register/box/open/", given, form="open", follow=True)
        assert page.status_code == 200
        opening = BoxOpening.objects.get()
        place = f"/desk/register/box/{opening.pk}/"
        assert f"{opening.number}-1" in html_of(page)
        assert 'id="confirm"' not in html_of(witness.get(place))
        clerk.submit(place, {"kind": "request", "text": "窗口太慢。"}, form="take-down")
        clerk.submit(place, form="sealed")
        case = Case.objects.get()
        assert (case.channel, case.reception.organ) == ("organ-box", scene.bureau)
        assert 'id="confirm"' not in html_of(clerk.get(place))
        witness.submit(place, form="confirm")
        opening.refresh_from_db()
        assert opening.state == "confirmed"
        assert "双人已确认" in html_of(clerk.get("/desk/register/box/"))

    def test_a_button_pressed_twice_accounts_for_one_item(self, scene: "Scene", desk: Desk) -> None:
        from youwei.listening.complaints.models import Case

        opening, clerk = opened(scene, count=4), desk(scene.phone)
        place = f"/desk/register/box/{opening.pk}/"
        forms = {form.attributes.get("id"): form for form in read(html_of(clerk.get(place))).forms}
        for _ in range(2):
            assert clerk.post(f"{place}item/", forms["void"].untouched()).status_code == 302
        assert clerk.post(f"{place}item/", forms["sealed"].untouched()).status_code == 302
        assert [item.fate for item in opening.items.all()] == ["void"]
        forms = {form.attributes.get("id"): form for form in read(html_of(clerk.get(place))).forms}
        letter = forms["take-down"].untouched() | {"kind": "request", "text": "窗口太慢。"}
        for _ in range(2):
            assert clerk.post(f"{place}item/", letter).status_code == 302
        assert [item.fate for item in opening.items.all()] == ["void", "case"]
        assert Case.objects.count() == 1

    def test_another_letter_under_the_same_number_is_kept_on_the_page(
        self, scene: "Scene", desk: Desk
    ) -> None:
        opening, clerk = opened(scene), desk(scene.phone)
        place = f"/desk/register/box/{opening.pk}/"
        two = [
            next(
                form.untouched() | {"kind": "request", "text": text}
                for form in read(html_of(clerk.get(place))).forms
                if form.attributes.get("id") == "take-down"
            )
            for text in ("窗口太慢。", "材料丢了。")
        ]
        assert clerk.post(f"{place}item/", two[0]).status_code == 302
        answer = clerk.post(f"{place}item/", two[1])
        page = html_of(answer)
        assert answer.status_code == 422
        assert "第1件已处理" in page
        assert "材料丢了。" in page
        form = next(one for one in read(page).forms if one.attributes.get("id") == "take-down")
        assert clerk.post(f"{place}item/", form.untouched()).status_code == 302
        assert [item.fate for item in opening.items.all()] == ["case", "case"]

    def test_what_does_not_fit_is_said_and_kept(self, scene: "Scene", desk: Desk) -> None:
        opening = opened(scene)
        place = f"/desk/register/box/{opening.pk}/"
        answer = desk(scene.phone).submit(place, {"text": "只有内容"}, form="take-down")
        assert answer.status_code == 422
        assert "只有内容" in html_of(answer)

    def test_numbers_stand_there_for_those_who_may_read_the_case(
        self, scene: "Scene", desk: Desk
    ) -> None:
        from youwei.listening.complaints.models import Case

        opening = opened(scene)
        account(scene, opening, "case", kind="conduct", about_organ=scene.bureau)
        number = Case.objects.get().number
        place = f"/desk/register/box/{opening.pk}/"
        for actor in (scene.phone, scene.witness):
            assert number not in html_of(desk(actor).get(place))
        assert number in html_of(desk(scene.cast.office).get(place))

    def test_others_do_not_find_it(self, scene: "Scene", desk: Desk) -> None:
        opening = opened(scene)
        for actor in (scene.cast.bureau, scene.cast.commission, scene.clerk):
            browser = desk(actor)
            assert opening.number not in html_of(browser.get("/desk/register/box/"))
            assert browser.get(f"/desk/register/box/{opening.pk}/").status_code == 404

    def test_the_list_asks_as_often_for_many(
        self, scene: "Scene", desk: Desk, same_queries: Callable[..., int]
    ) -> None:
        def make(n: int) -> None:
            for _ in range(n):
                opened(scene)

        same_queries(make, "/desk/register/box/", desk(scene.phone))
