"""What a classifier learns, says, keeps and leaves out."""

import numpy as np
import pytest

from youwei.text.classifying import Classifier
from youwei.text.figures import figures_of
from youwei.text.learning import Lesson, Outcome, Sample, fit, learn, sharpness_of, trial
from youwei.text.words import terms

HEAT = ["小区供暖温度太低", "供暖费交了暖气不热", "锅炉坏了没有供暖", "暖气片冰凉供暖不足"]
SCHOOL = ["学校补课收费太高", "孩子入学报名被拒", "老师让学生补课", "学校食堂收费不公开"]
SAMPLES = [
    *(Sample(terms(text + more), "heat") for text in HEAT for more in ("请查", "谢谢", "")),
    *(Sample(terms(text + more), "school") for text in SCHOOL for more in ("请查", "谢谢", "")),
]
LESSON = Lesson(SAMPLES, texts_of_word=2)


@pytest.fixture(scope="module")
def model() -> Classifier:
    return learn(LESSON, seed=1)[0]


def test_it_says_what_people_said_of_such_texts_and_which_words_led_there(
    model: Classifier,
) -> None:
    guess = model.guess(terms("我家供暖不好"), reasons=3)
    assert guess.label == "heat"
    assert guess.because == ("供暖",)
    assert guess.confidence > 0.5


def test_a_text_of_unknown_words_leads_nowhere(model: Classifier) -> None:
    assert model.guess(terms("蓝天白云"), reasons=3).because == ()


def test_it_is_the_same_after_it_was_kept(model: Classifier) -> None:
    again = Classifier.from_bytes(model.to_bytes())
    texts = [sample.text for sample in SAMPLES]
    assert np.array_equal(again.shares(texts), model.shares(texts))
    assert again.labels == model.labels


def test_a_kept_model_that_holds_code_is_refused() -> None:
    import io

    file = io.BytesIO()
    np.savez(file, terms=np.array([print], dtype=object))
    with pytest.raises(ValueError, match="pickle"):
        Classifier.from_bytes(file.getvalue())


def test_a_word_of_few_texts_is_not_kept() -> None:
    rare = [*SAMPLES, Sample(terms("供暖阀门漏水"), "heat")]
    found = fit(Lesson(rare, texts_of_word=5)).weighing.terms
    assert "供暖" in found
    assert "阀门" not in found
    assert fit(Lesson(rare, texts_of_word=5)).weighing.terms == found


def test_a_seed_of_an_unknown_answer_makes_no_answer() -> None:
    seeds = [Sample(terms("公共汽车"), "transport"), Sample(terms("锅炉"), "heat")]
    found = fit(Lesson(SAMPLES, seeds=seeds, texts_of_word=2))
    assert found.labels == ("heat", "school")
    assert found.guess(terms("锅炉"), reasons=1).label == "heat"


def test_texts_without_a_decision_teach_more_words() -> None:
    background = [terms("供暖管网破裂") for _ in range(10)] + [terms("学校课桌老旧")] * 10
    plain = fit(LESSON).guess(terms("管网破裂"), reasons=2)
    found = fit(Lesson(SAMPLES, (), background, 2)).guess(terms("管网破裂"), reasons=2)
    assert plain.because == ()
    assert found.label == "heat"
    assert "管网" in found.because


def test_the_trial_judges_no_text_by_a_model_that_knows_it() -> None:
    """Words that stand in one text only tell nothing of another; learned by heart they would."""
    words = "春夏秋冬东南西北金木水火土红黄蓝绿白黑青"
    samples = [Sample((word, word * 2), "ab"[at % 2]) for at, word in enumerate(words)]
    assert (trial(Lesson(samples, texts_of_word=1), 0).shares.max(axis=1) < 0.75).all()


def test_shares_are_sharpened_as_far_as_they_hold() -> None:
    margins = np.array([[2.0, -2.0], [-2.0, 2.0]] * 5)
    right, half = np.array([0, 1] * 5), np.array([0, 1, 1, 0] * 2 + [0, 0])
    assert sharpness_of(margins, right) > sharpness_of(margins, half)


def test_figures_say_how_often_it_speaks_and_is_right_then() -> None:
    shares = np.array([[0.9, 0.1], [0.6, 0.4], [0.2, 0.8], [0.7, 0.3]])
    outcome = Outcome(("a", "b"), np.array([0, 1, 1, 0]), shares, 1.0)
    found = figures_of(outcome, threshold=0.7)
    assert (found.accuracy, found.spoken, found.right_when_spoken) == (0.75, 0.75, 1.0)
    assert [(one.label, one.texts, one.recall) for one in found.labels] == [
        ("a", 2, 1.0),
        ("b", 2, 0.5),
    ]
    assert found.macro_f1 == pytest.approx((0.8 + 2 / 3) / 2)
    assert figures_of(outcome, threshold=0.95).right_when_spoken is None
