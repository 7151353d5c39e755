"""A case file says which version wrote it, and an older version says which it needs."""

import pytest

from feasibility.case import CaseError, parse_case, signed, to_yaml
from feasibility.resources import template_names, template_text
from feasibility.version import __version__

NEWER = "# feasibility 99.1.0\n"


@pytest.mark.parametrize("name", template_names())
def test_the_mark_changes_nothing_and_stands_once(name: str) -> None:
    text = template_text(name)
    once = signed(text)
    assert once.count(f"# feasibility {__version__}\n") == 1
    assert signed(once) == once
    assert parse_case(once) == parse_case(text)
    assert once.startswith("# yaml-language-server:")  # which editors want first
    assert once.replace(f"# feasibility {__version__}\n", "") == text


def test_that_of_another_version_is_replaced() -> None:
    text = to_yaml(parse_case(template_text("sublease")))
    assert signed(NEWER + text) == f"# feasibility {__version__}\n{text}"


def test_a_file_of_a_newer_version_says_which_is_needed() -> None:
    text = NEWER + template_text("sublease") + "\nfra_fremtiden: 1\n"
    with pytest.raises(CaseError) as caught:
        parse_case(text, "sak.yaml")
    first, *rest = caught.value.messages("nb")
    assert first.startswith("sak.yaml: saken er skrevet av versjon 99.1.0")
    assert "Bruk versjon 99.1.0 eller nyere" in first
    assert any("fra_fremtiden" in message for message in rest)
    assert "written by version 99.1.0" in caught.value.messages("en")[0]


def test_one_that_can_be_read_is_read_and_other_mistakes_are_told_as_ever() -> None:
    text = template_text("sublease")
    assert parse_case(NEWER + text) == parse_case(text)
    for mark in ("# feasibility 0.0.1\n", f"# feasibility {__version__}\n", "", "# feasibility 99.x\n"):
        with pytest.raises(CaseError) as caught:
            parse_case(f"{mark}{text}\nfra_fremtiden: 1\n")
        assert len(caught.value.problems) == 1
