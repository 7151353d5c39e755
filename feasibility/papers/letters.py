"""How wide letters are in the type of papers and sheets, as the fonts say.

They are those of Arial, and of Liberation Sans, which was made to have the same.
"""

from __future__ import annotations

from typing import Final

_WIDTHS: Final = {
    "'": 191,
    "ijl": 222,
    "|": 260,
    " \N{NO-BREAK SPACE}!,./:;I[\\]ft": 278,
    "()-`r²³": 333,
    "{}": 334,
    "*": 389,
    "°": 400,
    "cksvxyzJ": 500,
    "0123456789_#$abdeghnopquL?åäáàâéèêëóòôöúüñ«»–": 556,
    "+<=>~−": 584,
    "FTZø": 611,
    "Σ": 618,
    "ABEKPSVXYÅÄÉ&": 667,
    "CDHNRUwÜ": 722,
    "GOQØÖ": 778,
    "Mm": 833,
    "æ%": 889,
    "W": 944,
    "…—Æ→": 1000,
}
LETTER_WIDTHS: Final = {letter: width for letters, width in _WIDTHS.items() for letter in letters}
"""In thousandths of the type's size, regular; what is not among them is another letter."""
