"""The unit that people type after a number: "600 kvm", "12 mnd", "1 200 kr per m² og år", "2 år".

Only words of the field's own unit are taken away, so that "9 000 per måned" in a field per year is not read.
"""

import re
from typing import Final

_M2: Final = "m2|m²|kvm|kvadratmeter|sqm|sq m|square met(?:er|re)s?"
_MONTH: Final = "mnd|mndr|md|måned|måneder|måneden|month|months"
_YEAR: Final = "år|året|year|years|yr|yrs"
_WORDS: Final[dict[str, str]] = {
    "m2": _M2,
    "month": _MONTH,
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
_LONGEST: Final = 100  # a longer text is no number


def apart(text: str, unit: str) -> tuple[str, int]:
    """What was typed without the words of the unit, and what the number is to be multiplied by.

    The last is 12 where years were typed for months, else 1. A text without such words comes back as it is.
    """
    if len(text) > _LONGEST:
        return text, 1
    head, *per = unit.split("/")
    rest, factor = text.strip(), 1
    if head == "months" and not per:
        shorter = _without(rest, _YEAR, "")
        if shorter != rest:
            return shorter, _MONTHS_PER_YEAR
    for _ in per:
        for word in per:
            rest = _without(rest, _WORDS.get(word, ""), _JOIN)
    if head != "NOK":  # that currency may stand on either side is known where numbers are read
        rest = _without(rest, _WORDS.get(head, ""), "")
    return rest, factor


def _without(text: str, words: str, join: str) -> str:
    if not words:
        return text
    found = re.fullmatch(rf"(.*?[0-9a-z%.,-]?)\s*{join}\s*(?<![^\W\d])(?:{words})\.?", text, re.I | re.S)
    return found[1].rstrip() if found and found[1].strip() else text
