import io
import zipfile

import pytest
from PIL import Image

from tests.foundation.files import samples
from youwei.foundation.files.rules import images
from youwei.foundation.files.rules.refusals import FileBroken, ImageTooLarge
from youwei.foundation.files.rules.working_copy import working_copy

LIMIT = 20 * 1024 * 1024


def opened(content: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


def is_red(image: Image.Image, place: tuple[int, int]) -> bool:
    colour = image.convert("RGB").getpixel(place)
    assert isinstance(colour, tuple)
    return colour[0] > 150 and colour[2] < 60


def test_the_sample_carries_what_the_tests_look_for() -> None:
    assert samples.jpeg().count(samples.TRACE) >= 5
    assert opened(samples.jpeg()).getexif().get_ifd(0x8825)
    assert samples.png().count(samples.TRACE) >= 2


@pytest.mark.parametrize("content", [samples.jpeg(), samples.png()], ids=["jpeg", "png"])
def test_no_trace_survives_and_the_picture_does(content: bytes) -> None:
    cleaned = images.clean(content)
    image = opened(cleaned)
    assert samples.TRACE not in cleaned
    assert not dict(image.getexif())
    assert not {"exif", "icc_profile", "comment", "xmp", "dpi"} & set(image.info)
    assert image.size == (60, 40)
    assert is_red(image, (30, 5))
    assert not is_red(image, (30, 35))


def test_jpeg_segments_are_only_those_of_the_picture() -> None:
    cleaned = images.clean(samples.jpeg())
    assert [marker for marker in range(0xE1, 0xF0) if bytes((0xFF, marker)) in cleaned[:200]] == []


@pytest.mark.parametrize(
    ("orientation", "size", "red_at"),
    [
        (1, (60, 40), (30, 5)),
        (2, (60, 40), (30, 5)),
        (3, (60, 40), (30, 35)),
        (4, (60, 40), (30, 35)),
        (5, (40, 60), (5, 30)),
        (6, (40, 60), (35, 30)),
        (7, (40, 60), (35, 30)),
        (8, (40, 60), (5, 30)),
    ],
)
def test_the_picture_is_turned_before_its_exif_goes(
    orientation: int, size: tuple[int, int], red_at: tuple[int, int]
) -> None:
    image = opened(images.clean(samples.jpeg(orientation)))
    assert image.size == size
    assert is_red(image, red_at)


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGBA", "I;16"])
def test_every_kind_of_png_stays_readable(mode: str) -> None:
    image = opened(images.clean(samples.png(mode)))
    assert image.mode in {"L", "RGB"}
    assert image.size == (60, 40)


def test_sixteen_bits_of_grey_are_scaled() -> None:
    image = Image.new("I;16", (2, 1))
    image.putpixel((0, 0), 65_535)
    image.putpixel((1, 0), 32_768)
    out = io.BytesIO()
    image.save(out, "PNG")
    cleaned = opened(images.clean(out.getvalue()))
    assert [cleaned.getpixel((x, 0)) for x in (0, 1)] == [255, 128]


def test_what_was_erased_by_transparency_is_really_gone() -> None:
    image = opened(images.clean(samples.half_erased_png()))
    assert image.getcolors() == [(60 * 40, (255, 255, 255))]


def test_a_phone_s_second_picture_inside_the_file_is_dropped() -> None:
    out = io.BytesIO()
    hidden = Image.new("RGB", (60, 40), "green")
    samples.picture().save(out, "MPO", save_all=True, append_images=[hidden])
    cleaned = images.clean(out.getvalue())
    assert opened(cleaned).format == "JPEG"
    assert getattr(opened(cleaned), "n_frames", 1) == 1


def test_only_the_first_frame_of_an_animation_stays() -> None:
    out = io.BytesIO()
    frames = [Image.new("RGB", (60, 40), "green")]
    samples.picture().save(out, "PNG", save_all=True, append_images=frames)
    assert getattr(opened(images.clean(out.getvalue())), "n_frames", 1) == 1


@pytest.mark.parametrize("size", [(50_000, 50_000), (9_000, 9_000), (100_000, 600)])
def test_a_small_file_that_claims_many_pixels_is_not_decoded(size: tuple[int, int]) -> None:
    content = samples.claiming(*size)
    assert len(content) < 1_000
    with pytest.raises(ImageTooLarge) as refused:
        images.clean(content)
    assert refused.value.params["limit"] == 50


def test_a_jpeg_of_countless_scans_is_not_decoded() -> None:
    with pytest.raises(FileBroken):
        images.clean(samples.jpeg() + b"\xff\xda" * (images.SCANS + 1))


def test_what_follows_the_picture_is_cut_off() -> None:
    tail = io.BytesIO()
    with zipfile.ZipFile(tail, "w") as archive:
        archive.writestr("evil.html", "<script>Traceable</script>")
    for name, content in (("a.jpg", samples.jpeg()), ("a.png", samples.png())):
        copy = working_copy(name, content + tail.getvalue(), at_most=LIMIT)
        assert b"PK" not in copy.content
        assert b"script" not in copy.content


def test_the_same_picture_gives_the_same_bytes() -> None:
    assert images.clean(samples.jpeg()) == images.clean(samples.jpeg())
