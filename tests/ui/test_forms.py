"""Every label, hint and error is tied to its field."""

import re

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.http import QueryDict
from django.utils import translation
from django.utils.datastructures import MultiValueDict

from youwei.ui.forms import CountedTextarea, FilesField, RadioCards, Rating
from youwei.ui.templatetags.ui import error_summary

KINDS = (("a", "A"), ("b", "B"))


class Form(forms.Form):
    title = forms.CharField(
        label="Title", help_text="A hint", error_messages={"required": "Give a title."}
    )
    words = forms.CharField(widget=CountedTextarea, max_length=5, required=False)
    kind = forms.ChoiceField(
        label="Which?",
        choices=KINDS,
        help_text="Hint of kind",
        widget=RadioCards(hints={"a": "Hint of A"}, closed=("b",)),
    )
    level = forms.ChoiceField(
        choices=(("5", "Good"), ("1", "Bad"), ("skip", "Skip")), widget=Rating, required=False
    )
    papers = FilesField(required=False)
    agree = forms.BooleanField(label="I agree", required=False, help_text="Hint of box")


def wrong() -> Form:
    return Form({"title": "", "words": "123456"})


def sent(*papers: tuple[str, bytes]) -> "MultiValueDict[str, UploadedFile[bytes]]":
    return MultiValueDict({"papers": [SimpleUploadedFile(*paper) for paper in papers]})


def part(form: forms.Form, name: str) -> str:
    return str(form[name].as_field_group())


def ids(text: str) -> set[str]:
    return set(re.findall(r'\bid="([^"]+)"', text))


def test_a_list_of_choices_is_drawn_as_django_draws_it() -> None:
    field = forms.ChoiceField(
        choices=(("", "All"), ("a&b", "A <b>"), ("Group <g>", (("1", "One"), ("2", "Two")))),
        widget=forms.Select(attrs={"class": "wide"}),
    )
    drawn = re.sub(r"\s*\n\s*", "", str(field.widget.render("organ", "2", {"id": "id_organ"})))
    assert drawn == (
        '<select name="organ" class="wide" id="id_organ">'
        '<option value="">All</option><option value="a&amp;b">A &lt;b&gt;</option>'
        '<optgroup label="Group &lt;g&gt;"><option value="1">One</option>'
        '<option value="2" selected>Two</option></optgroup></select>'
    )


def test_hint_and_error_are_read_with_the_field() -> None:
    text = part(wrong(), "title")
    described = re.search(r'<input[^>]*aria-describedby="([^"]+)"', text)
    assert described is not None
    assert set(described[1].split()) <= ids(text)
    assert described[1].split() == ["id_title_helptext", "id_title_error"]
    assert 'aria-invalid="true"' in text
    assert '<label class="field__label" for="id_title">' in text


def test_a_group_of_choices_is_a_fieldset_with_its_legend() -> None:
    text = part(wrong(), "kind")
    described = re.search(r'<fieldset[^>]*aria-describedby="([^"]+)"', text)
    assert described is not None
    assert set(described[1].split()) <= ids(text)
    assert "<legend>Which?" in text


def test_all_ids_are_different() -> None:
    text = str(wrong())
    found = re.findall(r'\bid="([^"]+)"', text)
    assert len(found) == len(set(found))


def test_the_summary_leads_to_every_wrong_field() -> None:
    form = wrong()
    summary, text = error_summary(form), str(form)
    anchors = [anchor for anchor, _ in summary["faults"]]
    assert anchors == ["id_title", "id_words", "id_kind_0"]
    assert set(anchors) <= ids(text)
    assert 'href="#id_kind_0"' in text


def test_the_summary_joins_label_and_message_as_the_language_does() -> None:
    with translation.override("zh-hans"):
        said = [message for _, message in error_summary(wrong())["faults"]]
    assert said[0] == "Title：Give a title."
    assert said[2] == "Which? 请填写此项。"


def test_an_error_of_the_whole_form_stands_in_the_summary() -> None:
    form = wrong()
    form.add_error(None, "Both cannot be.")
    assert ("", "Both cannot be.") in error_summary(form)["faults"]


def test_the_browser_never_cuts_a_text_off() -> None:
    text = part(wrong(), "words")
    assert "maxlength" not in text
    assert 'data-counts="id_words" data-max="5"' in text


def test_what_is_not_needed_says_so() -> None:
    with translation.override("zh-hans"):
        assert "选填" in part(Form(), "words")
        assert "选填" not in part(Form(), "title")


def test_a_closed_choice_cannot_be_taken() -> None:
    text = part(Form(), "kind")
    assert "Hint of A" in text
    assert re.search(r'value="b"[^>]*disabled', text)
    assert not re.search(r'value="a"[^>]*disabled', text)


def test_ways_out_of_a_rating_stand_apart() -> None:
    levels, aside = part(Form(), "level").split("rating__aside")
    assert levels.count('type="radio"') == 2
    assert aside.count('type="radio"') == 1
    assert 'value="skip"' in aside


def test_a_box_has_its_label_beside_it() -> None:
    text = part(Form(), "agree")
    assert 'for="id_agree">I agree<' in text
    assert 'aria-describedby="id_agree_helptext"' in text


def test_the_step_check_uses_the_forms_own_words() -> None:
    assert 'data-missing="Give a title."' in part(Form(), "title")
    assert "data-missing" not in part(Form(), "words")


def test_the_frameworks_sentences_are_said_plainly() -> None:
    with translation.override("zh-hans"):
        errors = wrong().errors
    assert errors["words"] == ["最多5个字，现在有6个字。"]


def test_several_files_arrive_as_a_list() -> None:
    form = Form(QueryDict("title=x&kind=a"), sent(("a.pdf", b"1"), ("b.pdf", b"2")))
    assert form.is_valid(), form.errors
    assert [file.name for file in form.cleaned_data["papers"]] == ["a.pdf", "b.pdf"]


def test_no_file_is_an_empty_list_and_an_empty_file_is_refused() -> None:
    assert Form(QueryDict("title=x&kind=a")).is_valid()
    assert "papers" in Form(QueryDict("title=x&kind=a"), sent(("a.pdf", b""))).errors


def test_what_a_person_wrote_comes_back_escaped() -> None:
    form = Form({"title": '"><script>', "words": "</textarea><script>"})
    assert "<script>" not in str(form)
