"""Where an area is typed, the reader is told when it is no longer the others'."""

import pytest

from feasibility.case import case_from_mapping
from feasibility.language import LANGUAGES
from feasibility.screens.areas import disagreement
from tests.case import cases


def test_nothing_is_said_where_all_follow_the_building() -> None:
    case = case_from_mapping(cases.sublease_case())
    total = case.building.total_m2
    alike = case.changed({"deal.lease.area_m2": None, "comparison.ordinary_tenant.area_m2": total})
    for language in LANGUAGES:
        assert disagreement(alike, language) == ""


@pytest.mark.parametrize(
    ("path", "nb", "en"),
    [
        ("deal.lease.area_m2", "leid areal 123", "the leased area 123"),
        ("comparison.ordinary_tenant.area_m2", "leietakerens areal 123", "tenant's area 123"),
    ],
)
def test_an_area_of_its_own_is_told(path: str, nb: str, en: str) -> None:
    case = case_from_mapping(cases.sublease_case())
    total = f"{case.building.total_m2:.0f}"
    everywhere = {"deal.lease.area_m2": None, "comparison.ordinary_tenant.area_m2": None, path: 123}
    changed = case.changed(everywhere)
    for language, name in (("nb", nb), ("en", en)):
        said = disagreement(changed, language).replace("\u00a0", " ")  # type: ignore[arg-type]
        assert name in said
        assert f"{total} m²" in said
