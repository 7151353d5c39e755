"""The two languages, and a text that exists in both."""

from typing import Final, Literal

from feasibility.record import record

Language = Literal["nb", "en"]
"""`nb`: Norwegian bokmål. `en`: English."""

LANGUAGES: Final[tuple[Language, ...]] = ("nb", "en")
DEFAULT_LANGUAGE: Final[Language] = "nb"


@record(slots=True)
class Label:
    """A text shown to people (ledetekst), in both languages; neither may be empty.

    Raises ValueError where one of them is.
    """

    nb: str
    en: str

    def __post_init__(self) -> None:
        """Refuse a label that would show as nothing in one of the languages."""
        if not self.nb.strip() or not self.en.strip():
            raise ValueError(f"a label needs a text in both languages, not {self.nb!r} and {self.en!r}")

    def text(self, language: Language) -> str:
        """The text in `language`."""
        return self.nb if language == "nb" else self.en

    def by_language(self) -> dict[str, str]:
        """The texts by language, as JSON has them."""
        return {"nb": self.nb, "en": self.en}


def listed(names: list[str], language: Language) -> str:
    """ "a, b og c" / "a, b and c"."""
    return _joined(names, " og " if language == "nb" else " and ")


def either(names: list[str], language: Language) -> str:
    """ "a, b eller c" / "a, b or c"."""
    return _joined(names, " eller " if language == "nb" else " or ")


def _joined(names: list[str], last: str) -> str:
    return last.join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def ended(text: str) -> str:
    """The text with the full stop that ends a sentence, unless an abbreviation brings one ("uten mva.")."""
    return text if text.endswith((".", "…")) else f"{text}."


def lower_first(text: str) -> str:
    """The text with a small first letter, unless it starts with an abbreviation (KPI, MVA)."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
