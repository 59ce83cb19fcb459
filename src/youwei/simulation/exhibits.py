"""Attachments of made-up people: drawings of papers and queues, and notes; nothing photographed."""

from io import BytesIO
from random import Random

from PIL import Image, ImageDraw

from youwei.foundation.files.queries import prepared
from youwei.foundation.files.rules.working_copy import WorkingCopy
from youwei.simulation.matters.replies import ATTACHED_NOTE

_SIZE = (900, 640)
_PAPERS = ((246, 243, 234), (233, 240, 246), (240, 236, 246), (238, 245, 236))


def exhibits(chance: Random) -> tuple[WorkingCopy, ...]:
    """Checked and cleaned once; every attachment of the year is one of these."""
    pictures = [
        prepared(name=f"现场照片{number}.png", content=_picture(chance, paper))
        for number, paper in enumerate(_PAPERS, start=1)
    ]
    notes = [
        prepared(name=f"经过{number}.txt", content=BytesIO(text.encode()))
        for number, text in enumerate(ATTACHED_NOTE, start=1)
    ]
    return (*pictures, *notes)


def _picture(chance: Random, paper: tuple[int, int, int]) -> BytesIO:
    """A sheet with lines for words, and a seal that says nothing."""
    image = Image.new("RGB", _SIZE, (96, 104, 112))
    draw = ImageDraw.Draw(image)
    draw.rectangle((120, 40, 780, 600), fill=paper)
    for line in range(90, 540, 34):
        draw.line((170, line, chance.randint(420, 730), line), fill=(120, 120, 126), width=7)
    left, top = chance.randint(480, 600), chance.randint(400, 460)
    draw.ellipse((left, top, left + 120, top + 120), outline=(196, 60, 52), width=8)
    out = BytesIO()
    image.save(out, "PNG")
    out.seek(0)
    return out
