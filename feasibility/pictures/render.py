"""A picture as PNG or SVG, drawn by vl-convert: Vega itself, with neither browser nor network."""

from __future__ import annotations

import struct
import zlib
from typing import Final

from feasibility.language import Language
from feasibility.pictures.look import Picture, number_locale

VEGA_LITE: Final = "5.21"
SCALE: Final = 2.0
"""Pixels of a PNG for each unit of the drawing: sharp when printed."""
MARK: Final = "feasibility"
"""The word in a file's own notes that says it is ours, followed by the run it shows."""

_PNG_HEAD: Final = 8 + 25  # the signature, and the first chunk


def png(picture: Picture, language: Language, run: str = "", scale: float = SCALE) -> bytes:
    """The picture as a PNG, with the mark of its run in its text chunk."""
    import vl_convert

    drawn: bytes = vl_convert.vegalite_to_png(
        picture.spec(language),
        VEGA_LITE,
        scale=scale,
        format_locale=number_locale(language),
        allowed_base_urls=[],
    )
    body = f"{MARK}\0{run}".encode("latin-1")
    chunk = struct.pack(">I", len(body)) + b"tEXt" + body + struct.pack(">I", zlib.crc32(b"tEXt" + body))
    return drawn[:_PNG_HEAD] + chunk + drawn[_PNG_HEAD:]


def svg(picture: Picture, language: Language, run: str = "") -> str:
    """The picture as an SVG, with the mark of its run in a comment."""
    import vl_convert

    drawn: str = vl_convert.vegalite_to_svg(
        picture.spec(language), VEGA_LITE, format_locale=number_locale(language), allowed_base_urls=[]
    )
    return drawn.rstrip("\n") + f"\n<!-- {MARK} {run} -->\n"


def is_ours(content: bytes) -> bool:
    """Whether a file's content is a picture that this module drew."""
    if content.startswith(b"\x89PNG"):
        return content[_PNG_HEAD + 4 : _PNG_HEAD + 8 + len(MARK)] == b"tEXt" + MARK.encode()
    return f"<!-- {MARK} ".encode() in content[-200:]
