"""Those who protect find a report of retaliation. That nobody else does, at any address of the
desk, is asked in tests/matrix/test_conduct_matrix.py, in the scene that has one.
"""

import pytest


@pytest.mark.usefixtures("still")
def test_those_who_protect_find_it(db: None) -> None:
    from tests.matrix.retaliation import WORDS, hidden_in
    from tests.matrix.scenes import reported
    from tests.matrix.test_conduct_matrix import account_of, content_of, signed_in

    scene = reported()
    report = hidden_in(scene).report
    for group in ("the office", "the leading group"):
        browser = signed_in(account_of(group, scene))
        assert scene.case.number in content_of(browser.get("/desk/retaliation/"))
        assert WORDS in content_of(browser.send(f"/desk/retaliation/{report.pk}/open/"))
