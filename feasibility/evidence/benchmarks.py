"""What is known about flexible offices in smaller Norwegian towns, as data: each figure with its source.

To compare with and to start from, never to fill in silently. No source says whether the prices include VAT.
"""

from __future__ import annotations

from typing import Final

from feasibility.evidence.sources import BANK, DESKMAG, THESIS_YEAR, UNION_BANKS, UNION_SURVEYS, thesis
from feasibility.language import Label
from feasibility.record import record


class UnknownBenchmark(LookupError):
    """There is no benchmark of that id; the message lists the ids there are."""


@record(slots=True)
class Benchmark:
    """One figure from the field, or a range where `to_value` is given; `date` is the source's."""

    id: str
    value: float
    unit: str
    label: Label
    source: Label
    date: str
    to_value: float | None = None

    @property
    def middle(self) -> float:
        """The figure, or the middle of the range."""
        return self.value if self.to_value is None else (self.value + self.to_value) / 2


def _price(id: str, value: float, unit: str, nb: str, en: str, lines: str) -> Benchmark:
    return Benchmark(id, value, unit, Label(nb, en), thesis(lines), THESIS_YEAR)


BENCHMARKS: Final[tuple[Benchmark, ...]] = (
    _price(
        "fixed_desk_prestegarden",
        1500,
        "NOK/member/month",
        "Fast plass, Prestegården",
        "Fixed desk, Prestegården",
        "9412",
    ),
    _price(
        "fixed_desk_colab",
        1799,
        "NOK/member/month",
        "Fast plass, Colab i Larvik",
        "Fixed desk, Colab in Larvik",
        "9705",
    ),
    _price(
        "founder_place_grunderiet",
        1500,
        "NOK/member/month",
        "Gründerplass (støttet), Gründeriet i Sandefjord",
        "Founder place (subsidised), Gründeriet in Sandefjord",
        "18736",
    ),
    _price(
        "flex_desk_colab",
        799,
        "NOK/member/month",
        "Fleksplass, Colab i Larvik",
        "Flex desk, Colab in Larvik",
        "9705",
    ),
    _price(
        "flex_desk_grunderiet",
        500,
        "NOK/member/month",
        "Fleksplass (støttet), Gründeriet i Sandefjord",
        "Flex desk (subsidised), Gründeriet in Sandefjord",
        "18736",
    ),
    _price(
        "day_pass_prestegarden", 125, "NOK/use", "Dagspass, Prestegården", "Day pass, Prestegården", "9414"
    ),
    _price("day_pass_colab", 150, "NOK/use", "Dagspass, Colab i Larvik", "Day pass, Colab in Larvik", "9703"),
    _price(
        "day_pass_blender",
        199,
        "NOK/use",
        "Dagspass, Blender i Fredrikstad",
        "Day pass, Blender in Fredrikstad",
        "16364",
    ),
    _price(
        "membership_fee_colab",
        1200,
        "NOK/year",
        "Medlemsavgift per år, Colab i Larvik",
        "Membership fee a year, Colab in Larvik",
        "9703",
    ),
    _price(
        "meeting_room_prestegarden",
        185,
        "NOK/hour",
        "Møterom, Prestegården (gratis eller inkludert de fleste andre steder)",
        "Meeting room, Prestegården (free or included at most others)",
        "9414",
    ),
    _price(
        "office_hotel_rent",
        2500,
        "NOK/m2/year",
        "Kontorhotell, Egnesgården i Tønsberg (per år er antatt)",
        "Office hotel, Egnesgården in Tønsberg (a year is presumed)",
        "10480–10488",
    ),
    _price(
        "office_hotel_offices",
        10,
        "count",
        "Kontor i kontorhotellet, Egnesgården i Tønsberg",
        "Offices in the office hotel, Egnesgården in Tønsberg",
        "10480–10488",
    ),
    _price(
        "flex_uses_per_week",
        2.5,
        "uses",
        "Bruk av fleksibelt medlemskap per uke",
        "Uses of a flexible membership a week",
        "16354",
    ),
    _price(
        "member_notice_months",
        1,
        "months",
        "Oppsigelsestid for medlemmer",
        "Notice of members",
        "17376, 17488",
    ),
    _price(
        "capex_before_opening",
        7_000_000,
        "NOK",
        "Investert før åpning, Larvik",
        "Invested before opening, Larvik",
        "18494",
    ),
    _price(
        "municipal_support_sandefjord",
        1_000_000,
        "NOK/year",
        "Kommunens tilskudd til Gründeriet, Sandefjord",
        "The municipality's grant to Gründeriet, Sandefjord",
        "18734",
    ),
    _price(
        "rent_waiver_halden_months",
        18,
        "months",
        "Måneder med gratis lokaler fra kommunen, Halden",
        "Months of free premises from the municipality, Halden",
        "11492–11496",
    ),
    _price(
        "desks_bought_halden",
        12,
        "desks",
        "Plasser kommunen leier, Halden",
        "Desks the municipality rents, Halden",
        "11492–11496",
    ),
    _price(
        "niche_operator_area",
        1000,
        "m2",
        "Areal hos en nisjeaktør, i snitt",
        "Area of a niche operator, on average",
        "2469",
    ),
    _price(
        "members_and_firms_grunderiet",
        60,
        "count",
        "Firma på over 600 m², Gründeriet",
        "Firms on more than 600 m², Gründeriet",
        "18838",
    ),
    _price(
        "self_running_years",
        5,
        "years",
        "Mål om å være selvgående etter",
        "Aim to be self-running after",
        "17922",
    ),
    _price(
        "services_share",
        0.30,
        "share",
        "Tjenestenes andel av inntekten (70/30)",
        "Services' share of income (70/30)",
        "2479–2487",
    ),
    Benchmark(
        "lease_term_years",
        2,
        "years",
        Label("Vanlige leieavtaler", "Conventional leases"),
        thesis("1228"),
        THESIS_YEAR,
        10,
    ),
    Benchmark(
        "landlord_horizon_years",
        5,
        "years",
        Label("Gårdeiers horisont", "Landlord's horizon"),
        thesis("17902"),
        THESIS_YEAR,
        10,
    ),
    Benchmark(
        "let_before_opening",
        0.30,
        "share",
        Label(
            "Areal ventet utleid før åpning, etter interesse",
            "Area expected to be let before opening, by interest",
        ),
        thesis("16328"),
        THESIS_YEAR,
        0.40,
    ),
    Benchmark(
        "occupancy_interview",
        0.70,
        "share",
        Label("Belegg hos én driver under pandemien", "Occupancy at one operator in the pandemic"),
        thesis("16514"),
        THESIS_YEAR,
        0.80,
    ),
    Benchmark(
        "occupancy_greater_oslo_2019",
        0.53,
        "share",
        Label("Belegg i Stor-Oslo, 2019 og året etter", "Occupancy in greater Oslo, 2019 and the year after"),
        UNION_SURVEYS,
        "2021",
        0.63,
    ),
    Benchmark(
        "occupancy_greater_oslo_2021",
        0.57,
        "share",
        Label("Belegg i Stor-Oslo, februar 2021", "Occupancy in greater Oslo, February 2021"),
        UNION_SURVEYS,
        "2021-02",
    ),
    Benchmark(
        "fixed_desk_occupancy",
        2 / 3,
        "share",
        Label("Belegg på faste plasser i Stor-Oslo", "Occupancy of fixed desks in greater Oslo"),
        UNION_SURVEYS,
        "2021",
    ),
    Benchmark(
        "area_per_desk",
        8,
        "m2",
        Label("Areal per plass", "Area per desk"),
        Label("Workthere", "Workthere"),
        "2021",
        9,
    ),
    Benchmark(
        "profitable_office_income",
        0.37,
        "share",
        Label(
            "Kontorenes andel av inntekten der det går med overskudd",
            "Private offices' share of income in profitable spaces",
        ),
        DESKMAG,
        "2019",
    ),
    Benchmark(
        "profitable_desk_income",
        0.35,
        "share",
        Label(
            "Plassenes og medlemskapenes andel av inntekten der det går med overskudd",
            "Desks' and memberships' share of income in profitable spaces",
        ),
        DESKMAG,
        "2019",
    ),
    Benchmark(
        "equity_least",
        0.25,
        "share",
        Label("«Vi finansierer sjeldent under 25 % (EK)»", '"We seldom finance below 25 % (equity)"'),
        BANK,
        THESIS_YEAR,
    ),
    Benchmark(
        "loan_to_value_offered",
        0.50,
        "share",
        Label("Belåningsgrad bankene gir, kontor i Oslo", "Loan to value banks offer, Oslo offices"),
        UNION_BANKS,
        "2025",
    ),
    Benchmark(
        "loan_to_value_refused",
        0.65,
        "share",
        Label(
            "Belåningsgrad det nesten ikke gis lån ved, kontor i Oslo",
            "Loan to value at which virtually no loans are given, Oslo offices",
        ),
        UNION_BANKS,
        "2023",
    ),
    Benchmark(
        "loan_margin",
        0.0186,
        "share",
        Label("Bankenes margin, kontor i Oslo", "Banks' margin, Oslo offices"),
        UNION_BANKS,
        "2025",
    ),
    Benchmark(
        "loan_rate_all_in",
        0.06,
        "share",
        Label("Rente i alt på femårig swap, kontor i Oslo", "All-in rate on a five-year swap, Oslo offices"),
        UNION_BANKS,
        "2025",
    ),
)
"""Every figure there is, prices first."""

_BY_ID: Final = {item.id: item for item in BENCHMARKS}


def benchmark(benchmark_id: str) -> Benchmark:
    """The benchmark with that id. Raises UnknownBenchmark."""
    try:
        return _BY_ID[benchmark_id]
    except KeyError:
        raise UnknownBenchmark(f"no benchmark '{benchmark_id}'; there are: {', '.join(_BY_ID)}") from None
