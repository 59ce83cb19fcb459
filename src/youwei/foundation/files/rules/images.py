"""JPEG and PNG are decoded and encoded anew: only the pixels survive.

EXIF with place, author and thumbnail, XMP, comments, text chunks, colour profiles (they can name
the device), further frames, bytes after the end and what lies under transparent pixels are gone.
Without its profile a wide-gamut photo looks slightly paler; it stays legible, which evidence needs.
"""

from io import BytesIO

from PIL import Image

from youwei.foundation.files.rules.refusals import FileBroken, ImageTooLarge

PIXELS = 50_400_000  # 8192 × 6144, the largest picture of common phones
SCANS = 64  # of a progressive JPEG; usual are 10, thousands would cost minutes
JPEG_QUALITY = 92
_ORIENTATION = 0x0112
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def clean(content: bytes, *, upright: bool = True) -> bytes:
    """The same picture in the same format, turned as its EXIF says if `upright`.

    Raises FileBroken, ImageTooLarge, and whatever Pillow raises on damaged data.
    """
    with _opened(content) as image:
        turn = _TURNS.get(_orientation(image)) if upright else None
        save_as = "PNG" if image.format == "PNG" else "JPEG"  # a phone's MPO is a JPEG and more
        image.load()
        pixels = _flat(image)
    if turn is not None:
        pixels = pixels.transpose(turn)
    pixels.info = {}
    out = BytesIO()
    pixels.save(out, save_as, quality=JPEG_QUALITY)
    return out.getvalue()


def pixels_of(content: bytes) -> int:
    """By the header, without decoding. Raises as `clean`."""
    with _opened(content) as image:
        return image.width * image.height


def _opened(content: bytes) -> Image.Image:
    if content.count(b"\xff\xda") > SCANS and content.startswith(b"\xff\xd8"):
        raise FileBroken
    try:
        image = Image.open(BytesIO(content), formats=("JPEG", "PNG"))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise ImageTooLarge(limit=PIXELS // 1_000_000) from None
    if image.width * image.height > PIXELS:
        raise ImageTooLarge(limit=PIXELS // 1_000_000)
    return image


def _orientation(image: Image.Image) -> int:
    try:
        return int(image.getexif().get(_ORIENTATION, 1))
    except (
        Exception
    ):  # Pillow parses EXIF lazily and promises no set of errors; the pixels are fine
        return 1


def _flat(image: Image.Image) -> Image.Image:
    """Grey or colour on white; what was erased by making it transparent is really gone."""
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        layered = image.convert("RGBA")
        flat = Image.new("RGB", image.size, "white")
        flat.paste(layered, mask=layered)
        return flat
    if image.mode.startswith("I"):  # 16 bits of grey; a plain conversion would cut off, not scale
        return image.convert("I").point(lambda level: level * (1 / 256)).convert("L")
    return image.convert("L" if image.mode in {"1", "L"} else "RGB")
