"""The picture that a shared link to a finding shows: two amounts as bars, in yuan, and how much one is more than the other.

It has digits only, so that one stands for all languages and needs no font but the one that Pillow brings.
"""

from __future__ import annotations

import io
from functools import cache

from PIL import Image, ImageDraw, ImageFont

from build_scripts.pages.finding_words import TwoAmounts

SIZE = (1200, 630)
"""What the theme says of every picture of a link."""
_GROUND, _PAPER, _PRINTED, _OTHER = range(4)
_INKS = ((24, 71, 94), (255, 255, 255), (10, 94, 142), (144, 156, 166))
_TEXT = 8
"""From here on the palette goes in eight steps from the paper to the ink of texts."""
_COLOURS = [
    *(part for ink in (*_INKS, *(_INKS[0],) * (_TEXT - len(_INKS))) for part in ink),
    *(255 - (255 - part) * step // 7 for step in range(8) for part in _INKS[0]),
]
_STEPS = [_TEXT + value * 7 // 255 for value in range(256)]
_LEFT, _RIGHT, _THICK = 120, 1080, 70


def picture_of(both: TwoAmounts) -> bytes:
    """Return the picture of two amounts as PNG, the same for the same amounts."""
    figure, other = both.in_yuan(both.figure), both.in_yuan(both.other)
    image = Image.new("P", SIZE, _GROUND)
    image.putpalette(_COLOURS)
    draw = ImageDraw.Draw(image)
    draw.rectangle((60, 60, 1140, 570), fill=_PAPER)
    largest = max(abs(figure), abs(other))
    for top, amount, colour in ((110, figure, _PRINTED), (310, other, _OTHER)):
        length = int((_RIGHT - _LEFT) * abs(amount) / largest) if largest else 0
        draw.rectangle((_LEFT, top, _LEFT + max(length, 4), top + _THICK), fill=colour)
        _write(image, f"CNY {amount:,f}", top + _THICK)
    _write(image, both.signs, 470)
    written = io.BytesIO()
    image.save(written, "PNG", compress_level=1, bits=4)
    return written.getvalue()


def _write(image: Image.Image, text: str, top: int) -> None:
    """Write a line on the paper, with soft edges: its grey steps are colours of the palette."""
    font = _font(72)
    left, _, right, bottom = font.getbbox(text)
    mask = Image.new("L", (int(right), int(bottom) + 8), 0)
    ImageDraw.Draw(mask).text((-left, 0), text, fill=255, font=font)
    image.paste(Image.frombytes("P", mask.size, mask.point(_STEPS).tobytes()), (_LEFT, top))


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.load_default(size)
    assert isinstance(font, ImageFont.FreeTypeFont)  # Pillow brings it
    return font
