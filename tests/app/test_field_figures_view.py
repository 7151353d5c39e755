"""The view that sets the case beside the field."""

import pytest

from tests.app.pages import all_text, open_app


@pytest.mark.slow
def test_the_view_sets_the_case_beside_the_field() -> None:
    at = open_app(example="larvik", view="benchmarks")
    assert not at.exception
    told = all_text(at)
    assert "Mot feltet: er tallene som andres?" in told
    assert "Saken ved siden av feltet" in told
    assert "Hva som skal til for å lønne en vert" in told
    assert "coworkingresources.org" in told
