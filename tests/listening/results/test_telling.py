"""What is said of an organ in whole sentences."""

from youwei.listening.results.queries.sheets import Figure, Line, OrganSheet
from youwei.listening.results.templatetags.results import chance_words, line_words

LINE = Line(
    place=0,
    name="甲厅",
    figure=Figure(70.0, 66.0, 74.0, 90),
    rank=1,
    low=1,
    high=2,
    band="较好",
    chance=0.97,
    alike=("乙厅",),
)
SHEET = OrganSheet(name="甲厅", group="政府部门", of=3, line=LINE, rows=())


def test_before_publication_an_organ_reads_no_other_name() -> None:
    assert any("乙厅" in one for one in line_words(SHEET, names=True))
    assert not any("乙厅" in one for one in line_words(SHEET, names=False))


def test_a_chance_is_never_told_as_certainty() -> None:
    assert "97%" in chance_words(LINE)
    certain = Line(place=0, name="甲厅", figure=LINE.figure, band="较好", chance=1.0)
    assert "100" not in chance_words(certain)
