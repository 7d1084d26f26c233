"""Whether the font has every character of a sheet.

Rules:
 * A character without a glyph would be drawn as nothing or as an empty box, and a fact would be
   missing in silence: the sheet is refused, and the character is named.
 * The message names the character alone, never the answer it stands in.
"""

from collections.abc import Container
from unicodedata import name

from ros1_desktop.sheet.sheet import PrintError, strings

NO_GLYPH = "no_glyph"


def check_glyphs(sheet: object, drawn: Container[int]) -> None:
    """Refuse a document that holds a character outside `drawn`, the code points of the font.

    Raises:
        PrintError: `no_glyph`, with the character, its code point and its name.
    """
    for text in strings(sheet):
        for character in text:
            if ord(character) not in drawn:
                raise PrintError(
                    NO_GLYPH,
                    character=character if character.isprintable() else "",
                    code_point=f"U+{ord(character):04X}",
                    name=name(character, "unnamed"),
                )
