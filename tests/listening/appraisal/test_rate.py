"""The ballot page: a code opens it once, and nothing tells who answered what."""

import pytest
from tests.harness.clients import StrictClient, html_of
from tests.listening.appraisal.cast import Cast

from youwei.foundation.journal.models import JournalEvent
from youwei.listening.appraisal.models import Invitation, Slip
from youwei.listening.appraisal.operations.codes import HandedOut
from youwei.listening.appraisal.queries.ballots import paper_of
from youwei.listening.appraisal.rules.refusals import CodeSpent, CodeUnknown
from youwei.listening.appraisal.writing.casting import Choices
from youwei.listening.appraisal.writing.casting import cast as put_in


@pytest.fixture
def handed(cast: Cast) -> HandedOut:
    cast.fill()
    cast.begin()
    return cast.codes["market"][0]


def opened(client: StrictClient, code: str) -> dict[str, str]:
    """The fields of the ballot as a browser would send them untouched, with a first answer."""
    page = client.submit("/rate/", {"code": code})
    assert page.status_code == 200, html_of(page)
    form = page.context["form"]
    first = next(name for name in form.fields if name.startswith("rate-"))
    return {"code": code, "nonce": form["nonce"].value(), first: "good"}


class TestTheCode:
    def test_a_ballot_is_opened_sent_and_closed(
        self, client: StrictClient, handed: HandedOut
    ) -> None:
        answers = opened(client, handed.code.lower().replace("-", " "))
        assert client.send("/rate/send/", answers).status_code == 200
        assert Slip.objects.count() == 1
        assert client.submit("/rate/", {"code": handed.code}).status_code == 409
        assert client.send("/rate/send/", {**answers, "nonce": "other"}).status_code == 409
        assert Slip.objects.count() == 1

    def test_the_same_sending_twice_is_told_that_it_arrived(
        self, client: StrictClient, handed: HandedOut
    ) -> None:
        answers = opened(client, handed.code)
        client.send("/rate/send/", answers)
        again = client.send("/rate/send/", answers)
        assert again.status_code == 200
        assert again.context["again"]
        assert Slip.objects.count() == 1

    @pytest.mark.parametrize("meanwhile", ["erased", "replaced", "used"])
    def test_a_code_that_ends_while_its_ballot_is_sent(
        self, cast: Cast, handed: HandedOut, meanwhile: str
    ) -> None:
        """Two requests at once: the page was read before the other one had its way."""
        paper = paper_of(handed.code)
        rows = Invitation.objects.filter(pk=paper.invitation.pk)  # type: ignore[union-attr]
        if meanwhile == "erased":
            rows.delete()
        elif meanwhile == "replaced":
            rows.update(code_hash="f" * 64)
        else:
            rows.update(spent=True, sent_mark="f" * 64)
        levels = {(one.organ_id, q.pk): "good" for one in paper.organs for q in paper.questions}
        with pytest.raises(CodeSpent if meanwhile == "used" else CodeUnknown):
            put_in(paper, Choices(levels=levels), nonce="n" * 20)
        assert not Slip.objects.exists()

    def test_nothing_answered_spends_nothing(self, client: StrictClient, handed: HandedOut) -> None:
        answers = {**opened(client, handed.code)}
        answers = {key: value for key, value in answers.items() if not key.startswith("rate-")}
        assert client.send("/rate/send/", answers).status_code == 422
        assert not Invitation.objects.filter(spent=True).exists()

    @pytest.mark.parametrize("code", ["AAAA-BBBB-CCCC-DDDD", "x", "1" * 60])
    def test_a_code_that_never_was(
        self, client: StrictClient, handed: HandedOut, code: str
    ) -> None:
        assert client.submit("/rate/", {"code": code}).status_code == 422

    def test_after_the_last_day(self, client: StrictClient, cast: Cast, handed: HandedOut) -> None:
        answers = opened(client, handed.code)
        with cast.over():
            assert client.submit("/rate/", {"code": handed.code}).status_code == 422
            assert client.send("/rate/send/", answers).status_code == 422

    def test_no_session_and_no_event(self, client: StrictClient, handed: HandedOut) -> None:
        before = JournalEvent.objects.count()
        client.send("/rate/send/", opened(client, handed.code))
        assert set(client.cookies) == {"csrftoken"}
        assert JournalEvent.objects.count() == before

    def test_a_declared_interest_leaves_the_organ_out(
        self, client: StrictClient, handed: HandedOut
    ) -> None:
        answers = opened(client, handed.code)
        organ = next(name for name in answers if name.startswith("rate-")).split("-")[1]
        answers[f"interest-{organ}"] = "on"
        assert client.send("/rate/send/", answers).status_code == 422
