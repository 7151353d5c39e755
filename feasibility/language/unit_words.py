"""The unit people type after a number: "600 kvm", "6 mål", "18 mnd", "1 200 kr per m² og år", "et halvt år".

Only words of the field's own unit are taken away, so that "9 000 per måned" in a field per year is not read.
"""

import re
from typing import Final

from feasibility.language.label import Label

_M2: Final = "m2|m²|kvm|kvadratmeter|sqm|sq m|square met(?:er|re)s?"
_MAL: Final = "mål|dekar|daa|decares?"
_MONTH: Final = "mnd|mndr|md|måned|måneder|måneden|month|months"
_YEAR: Final = "år|året|year|years|yr|yrs"
_WORDS: Final[dict[str, str]] = {
    "m2": _M2,
    "month": _MONTH,
    "lease_month": _MONTH,
    "months": _MONTH,
    "year": _YEAR,
    "years": _YEAR,
    "day": "dag|dager|day|days",
    "days": "dag|dager|day|days",
    "hour": "time|timen|timer|hour|hours",
    "hours": "time|timer|hour|hours",
    "use": "gang|gangen|use",
    "uses": "gang|ganger|use|uses",
    "desk": "plass|desk",
    "desks": "plass|plasser|pult|pulter|stk|desk|desks",
    "member": "medlem|member",
    "members": "medlem|medlemmer|member|members",
    "person": "person",
    "people": "person|personer|innbyggere|people",
    "FTE": "årsverk|fte",
    "count": "stk|kontor|kontorer|plass|plasser|pult|pulter|rom|office|offices|desk|desks|room|rooms",
    "NOK": "kr|kroner|nok",
}
_JOIN: Final = r"(?:per|pr|/|og|and|i|a|,)?\.?"
_MONTHS_PER_YEAR: Final = 12
_M2_PER_MAL: Final = 1000
_LARGER: Final[dict[str, tuple[str, int]]] = {"months": (_YEAR, _MONTHS_PER_YEAR), "m2": (_MAL, _M2_PER_MAL)}
"""What may be typed in place of a unit, and how many of the unit it is."""
_SPELLED: Final[dict[str, str]] = {
    "en": "1", "ett": "1", "et": "1", "én": "1", "to": "2", "tre": "3", "fire": "4", "fem": "5", "seks": "6",
    "sju": "7", "syv": "7", "åtte": "8", "ni": "9", "ti": "10", "elleve": "11", "tolv": "12",
    "et halvt": "0.5", "ett halvt": "0.5", "en halv": "0.5", "halvt": "0.5", "halvannet": "1.5",
    "halvannen": "1.5", "ett og et halvt": "1.5", "to og et halvt": "2.5",
    "one": "1", "a": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7",
    "eight": "8", "nine": "9", "ten": "10", "eleven": "11", "twelve": "12",
    "half a": "0.5", "one and a half": "1.5", "two and a half": "2.5",
}  # fmt: skip
EXAMPLES: Final[dict[str, Label]] = {
    "m2": Label("600 kvm eller 1,5 mål", "600 m2 or 1.5 decares"),
    "months": Label("18 mnd, 2 år eller et halvt år", "18 months, 2 years or half a year"),
    "share": Label("12,5 %", "12.5%"),
    "count": Label("12", "12"),
}
"""What a number of a unit may be typed as; of others the number alone is an example."""
_LONGEST: Final = 100  # a longer text is no number


def apart(text: str, unit: str) -> tuple[str, int]:
    """What was typed without the words of the unit, and what the number is to be multiplied by.

    The last is 12 where years were typed for months, 1000 where mål or dekar were for m², else 1. A number in
    words ("et halvt", "to") comes back in figures where a unit was typed after it. A text without such words
    comes back as it is.
    """
    if len(text) > _LONGEST:
        return text, 1
    head, *per = unit.split("/")
    rest = text.strip()
    if head in _LARGER and not per:
        words, factor = _LARGER[head]
        shorter = _without(rest, words, "")
        if shorter != rest:
            return _in_figures(shorter), factor
    for _ in per:
        for word in per:
            rest = _without(rest, _WORDS.get(word, ""), _JOIN)
    if head != "NOK":  # that currency may stand on either side is known where numbers are read
        rest = _without(rest, _WORDS.get(head, ""), "")
    return (rest if rest == text.strip() else _in_figures(rest)), 1


def _in_figures(text: str) -> str:
    return _SPELLED.get(" ".join(text.split()).casefold(), text)


def _without(text: str, words: str, join: str) -> str:
    if not words:
        return text
    found = re.fullmatch(rf"(.*?[0-9a-z%.,-]?)\s*{join}\s*(?<![^\W\d])(?:{words})\.?", text, re.I | re.S)
    return found[1].rstrip() if found and found[1].strip() else text
