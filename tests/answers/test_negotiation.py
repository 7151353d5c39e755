"""What a negotiation says and draws, on a case by hand: the landlord has 100,000 to give over a lease of 60
months at 10,000, and the operator needs 60,000 of it."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
from itertools import combinations

import pytest

from feasibility.analysis.negotiate.negotiation import Negotiation, negotiate
from feasibility.analysis.negotiate.zone import EqualGain, Span
from feasibility.answers.answer import Answer, Figure
from feasibility.answers.negotiate import answer
from feasibility.answers.negotiation_tables import both_parties, limits
from feasibility.answers.written import csv_files
from feasibility.language import LANGUAGES, Language
from feasibility.language.label import either
from feasibility.model import Result
from feasibility.pictures.labels import LETTER, LINE, placed
from tests.analysis.test_discount import OPERATOR_PAID_IN, closed_case, ordinary_tenant
from tests.evaluated import evaluated


def plain(text: str) -> str:
    return " ".join(text.replace("\u00a0", " ").split())


def said(found: Answer, language: Language = "nb") -> str:
    return plain(" ".join(sentence.text.text(language) for sentence in found.sentences))


def sheet(found: Answer, language: Language = "nb") -> str:
    return plain(" ".join(paragraph.text(language) for text in found.texts for paragraph in text.paragraphs))


@pytest.fixture(scope="module")
def result() -> Result:
    return evaluated(closed_case(**OPERATOR_PAID_IN))


@pytest.fixture(scope="module")
def found(result: Result) -> Negotiation:
    return negotiate(result)


def two_stretches(found: Negotiation) -> Negotiation:
    """As if something else bound the operator between two stretches, in two parts of the map."""
    spans = [Span(0, 0.02, 0.05, False, False), Span(0, 0.1, 0.16, False, False), Span(9, 0, 0, True, False)]
    return dataclasses.replace(found, spans={**found.spans, "zone": tuple(spans)})


def test_limits_that_depend_on_each_other_are_said_to(found: Negotiation) -> None:
    """Of 600,000 at least 60,000 and at most 100,000; ten free months are all there is."""
    text = said(answer(found))
    assert "innenfor 0 – 10 leiefrie måneder og 0,0 % – 16,7 % avslag" in text
    assert "men ikke i enhver blanding: det ene avhenger av det andre" in text
    assert "(med 0 leiefrie måneder: 10,0 % – 16,7 % og med 10 leiefrie måneder: 0,0 %;" in text
    # 0 to 40 free months are tried, and 0 to 10 leave both something
    assert (
        "Det er prøvd 41 verdier innenfor 0 – 40 leiefrie måneder; slike avtaler finnes ved 11 av dem."
        in text
    )
    assert "there are such deals at 11 of them." in said(answer(found), "en")


def test_a_zone_of_several_parts_is_told_part_by_part(found: Negotiation) -> None:
    text = said(answer(two_stretches(found)))
    assert "innenfor 0 eller 9 leiefrie måneder" in text
    assert "(med 0 leiefrie måneder: 2,0 % – 5,0 % eller 10,0 % – 16,0 % og med 9" in text
    at_none = [row for row in limits(two_stretches(found)).rows if row.cells[0].value == 0]  # type: ignore[union-attr]
    both = [tuple(cell.value for cell in row.cells[-2:]) for row in at_none]  # type: ignore[union-attr]
    assert both == [(0.02, 0.05), (0.1, 0.16)]


def test_conditions_are_listed_as_people_list_things(found: Negotiation) -> None:
    """No covenants here: two conditions each, with an "og" between them."""
    text = said(answer(found))
    assert (
        "Gårdeieren skal komme minst like godt ut som om lokalene står tomme og ha penger hver måned;" in text
    )
    assert "driveren skal få dekket avkastningskravet sitt og ha penger hver måned." in text
    assert "Saken har ingen lånevilkår, så bankens krav er ikke prøvd." in text
    assert either(["a", "b", "c"], "nb") == "a, b eller c"
    assert either(["a"], "en") == "a"


def test_the_term_sheet_speaks_of_support_only_where_others_give_some(
    result: Result, found: Negotiation
) -> None:
    assert "støtte" not in sheet(answer(found)).lower()
    assert "finansiering, avklart mva.-registrering og at en advokat" in sheet(answer(found))
    # a renewal is counted in the gain, and nobody is bound to it; here the horizon ends with the term
    assert "forlenges" not in sheet(answer(found))
    longer = {"horizon_months": 84, "deal.lease.renewal": {"term_months": 12}, "after_lease": "relet"}
    tenant = {"comparison.ordinary_tenant": ordinary_tenant(100)}
    renewed = sheet(answer(negotiate(evaluated(closed_case(**OPERATOR_PAID_IN, **longer, **tenant)))))
    assert "at leien forlenges med 12 måneder og at lokalene leies ut igjen etter leietiden" in renewed
    # a contribution is the landlord's own term, not support that must be granted
    given = answer(negotiate(result, "cash_contribution", "term", point=(50_000, 48)))
    assert "Kontantbidrag: gårdeieren betaler driveren 50 000 kr" in sheet(given)
    assert "støtte" not in sheet(given).lower()
    assert "negotiated" not in sheet(given, "en")
    grant = {"kind": "grant", "payer": "municipality", "receiver": "operator", "amount_nok": 1000, "month": 1}
    helped = closed_case(**OPERATOR_PAID_IN, support={"start": {**grant, "label": "Starthjelp"}})
    with_support = sheet(answer(negotiate(evaluated(helped))))
    assert "at støtten blir gitt (Starthjelp)" in with_support
    assert "finansiering, tilsagn om støtten, avklart" in with_support


def test_the_limits_are_numbers_in_files(found: Negotiation) -> None:
    """After three free months 70,000 and 30,000 are left of both, over 57 months of 10,000."""
    for language, delimiter, decimal in (("nb", ";", ","), ("en", ",", ".")):
        text = csv_files(answer(found), language)["limits"]  # type: ignore[arg-type]
        heads, *rows = csv.reader(io.StringIO(text), delimiter=delimiter)
        assert len(heads) == 7
        numbers = {float(row[0]): [float(c.replace(decimal, ".")) for c in row[1:] if c] for row in rows}
        assert numbers[3] == pytest.approx([0, 7 / 57, 3 / 57, 1, 3 / 57, 7 / 57], abs=1e-6)
        assert len(numbers[40]) == 2  # the landlord can accept nothing there, and so not both


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_picture_says_that_signs_are_of_the_first_obstacle(
    found: Negotiation, language: Language
) -> None:
    (picture,) = answer(found).pictures
    spec = json.dumps(picture.spec(language), ensure_ascii=False)
    assert {"nb": "Første hindring", "en": "First obstacle"}[language] in spec
    assert {"nb": "rekkefølgen; flere kan svikte", "en": "this order; more may fail"}[language] in spec
    assert '"filled": true' not in spec  # marks are hollow: the zone is seen through them


def test_what_is_nearest_to_equal_is_not_called_equal(found: Negotiation) -> None:
    off = dataclasses.replace(found, equal=EqualGain(1, 0.12, 19_000, 21_000, False))
    assert "Der begge tjener mest likt" in both_parties(off).columns[-1].label.nb
    (picture,) = answer(off).pictures
    assert "begge tjener mest likt" in json.dumps(picture.spec("nb"), ensure_ascii=False)
    assert "Der begge tjener like mye" in both_parties(found).columns[-1].label.nb


@pytest.mark.parametrize(
    "points",
    [
        [(300.0, 300.0, "saken som den står"), (300.0, 300.0, "begge tjener like mye")],
        [(300.0, 300.0, "saken som den står"), (305.0, 308.0, "begge tjener like mye")],
        [
            (550.0, 555.0, "saken som den står"),
            (545.0, 552.0, "nærmest en avtale"),
            (540.0, 548.0, "spurt om"),
        ],
        [(0.0, 0.0, "saken som den står"), (12.0, 4.0, "punktet det er spurt om")],
    ],
)
def test_words_by_points_lie_on_nothing(points: list[tuple[float, float, str]]) -> None:
    boxes = []
    for (x, y, words), place in zip(points, placed(points, 560, 560), strict=True):
        left = x + place.dx - (len(words) * LETTER if place.is_left else 0)
        boxes.append((left, y + place.dy - LINE / 2, left + len(words) * LETTER, y + place.dy + LINE / 2))
    assert all(box[0] >= 0 and box[1] >= 0 and box[2] <= 560 and box[3] <= 560 for box in boxes)
    for one, other in combinations(boxes, 2):
        assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
    for (x, y, _), box in [(point, box) for point in points for box in boxes]:
        assert not (box[0] < x < box[2] and box[1] < y < box[3])


def test_figures_of_the_limits_are_shown_with_their_unit(found: Negotiation) -> None:
    cell = limits(found).rows[0].cells[2]
    assert isinstance(cell, Figure)
    assert cell.shown is not None
    assert plain(cell.shown.nb) == "16,7 %"
