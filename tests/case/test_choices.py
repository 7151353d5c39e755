"""Every choice there is in a case has words of its own, so that nobody reads what only the file says."""

from collections.abc import Iterator

import pytest

from feasibility.case import choice_label
from feasibility.case.form.shape import Entries, Items, Leaf, Section, Shape, Variants
from feasibility.case.form.stated import ROOT


def choices(shape: Shape, name: str = "", above: str = "") -> Iterator[tuple[str, str, str]]:
    """Every field with choices, by its name and that of its section, with each of them."""
    match shape:
        case Leaf():
            yield from ((name, chosen, above) for chosen in shape.choices)
        case Section():
            for field in shape.fields.values():
                yield from choices(field.shape, field.name, name)
        case Variants():
            for section in shape.sections.values():
                yield from choices(section, name, above)
        case Items(item=item):
            yield from choices(item, "NAME", name)
        case Entries(item=item):
            yield from choices(item, name if isinstance(item, Leaf) else "0", above)
        case _:
            pass


EVERY = sorted(set(choices(ROOT)))


def test_the_form_has_choices_of_every_kind() -> None:
    assert {("structure", "sublease"), ("kind", "guarantee"), ("payer", "operator")} <= {
        (field, chosen) for field, chosen, _ in EVERY
    }


@pytest.mark.parametrize(("field", "chosen", "section"), EVERY)
def test_a_choice_has_words_in_both_languages(field: str, chosen: str, section: str) -> None:
    label = choice_label(field, chosen, section)
    assert "_" not in label.nb + label.en


def test_two_choices_of_a_field_are_never_called_the_same() -> None:
    for language in ("nb", "en"):
        said: dict[tuple[str, str], str] = {}
        for field, chosen, section in EVERY:
            word = getattr(choice_label(field, chosen, section), language)
            assert said.setdefault((field, word), chosen) == chosen


def test_by_hand() -> None:
    assert choice_label("mode", "greater_of").nb == "det høyeste av minsteleie og andel"
    assert choice_label("kind", "guarantee").nb == "bankgaranti"
    assert choice_label("kind", "shares", "acquisition").nb == "aksjene"
    assert choice_label("kind", "shares", "0").nb == "pant i aksjer", "as security, in a list"
    with pytest.raises(KeyError):
        choice_label("payer", "nobody")
