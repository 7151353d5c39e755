"""The limits at which a warning is raised, as data with their source.

Where no source gives a number, the limit is the product's own, and its source says so.
"""

from __future__ import annotations

from typing import Final

from feasibility.evidence.benchmarks import benchmark
from feasibility.evidence.sources import BANK, DESKMAG, GATHERED, PROJECT, UNION_BANKS, thesis
from feasibility.language import Label
from feasibility.record import record


class UnknownThreshold(LookupError):
    """There is no threshold of that id; the message lists the ids there are."""


@record(slots=True)
class Threshold:
    """A limit. `value` itself is on the good side of it unless `note` says otherwise."""

    id: str
    value: float
    unit: str
    label: Label
    source: Label
    note: str = ""


THRESHOLDS: Final[tuple[Threshold, ...]] = (
    Threshold(
        "occupancy_high",
        0.80,
        "share",
        Label("Høyt stabilisert belegg", "High stabilised occupancy"),
        thesis("16514", "70–80 % ved intervjuet", "70–80% at the interview"),
    ),
    Threshold(
        "occupancy_unproven",
        0.70,
        "share",
        Label("Stabilisert belegg som trenger kilde", "Stabilised occupancy that needs a source"),
        thesis("16514", "70–80 % ved intervjuet", "70–80% at the interview"),
    ),
    Threshold(
        "desks_least",
        10,
        "desks",
        Label("Færrest plasser banken ser for seg", "Fewest desks the bank has in mind"),
        BANK,
    ),
    Threshold(
        "desks_most",
        50,
        "desks",
        Label("Så mange plasser er for mange i en mindre by", "As many desks are too many in a small town"),
        BANK,
        "50 itself is too many: «ikke 50+»",
    ),
    Threshold(
        "town_least",
        20_000,
        "people",
        Label("Minste by som gir kundegrunnlag", "Least town with custom enough"),
        GATHERED,
    ),
    Threshold(
        "services_share",
        benchmark("services_share").value,
        "share",
        Label("Tjenestenes andel av inntekten (70/30)", "Services' share of income (70/30)"),
        thesis("2479–2487", "etter Nystad 2017", "citing Nystad 2017"),
    ),
    Threshold(
        "services_far",
        0.15,
        "share",
        Label("Så langt fra 30 % er langt", "As far from 30% is far"),
        PROJECT,
    ),
    Threshold(
        "open_desk_income",
        0.50,
        "share",
        Label(
            "Åpne plassers del av inntekten av plasser og kontor",
            "Open desks' part of income of desks and offices",
        ),
        Label(
            f"{DESKMAG.nb} (kontor 37 %, plasser 35 %); {thesis('13602, 17422').nb}",
            f"{DESKMAG.en} (offices 37%, desks 35%); {thesis('13602, 17422').en}",
        ),
    ),
    Threshold(
        "equity_least",
        benchmark("equity_least").value,
        "share",
        Label("Minste egenkapitalandel", "Least equity share"),
        BANK,
    ),
    Threshold(
        "loan_to_value_high",
        benchmark("loan_to_value_offered").value,
        "share",
        Label("Belåningsgrad bankene gir", "Loan to value banks offer"),
        UNION_BANKS,
    ),
    Threshold(
        "loan_to_value_refused",
        benchmark("loan_to_value_refused").value,
        "share",
        Label(
            "Belåningsgrad det nesten ikke gis lån ved", "Loan to value at which virtually no loans are given"
        ),
        UNION_BANKS,
    ),
    Threshold(
        "dscr_least",
        1.0,
        "ratio",
        Label("Minste gjeldsbetjeningsgrad", "Least debt service cover"),
        Label(
            "Modellens regel: under 1 dekker driften ikke renter og avdrag",
            "The model's rule: below 1 operation does not cover interest and instalments",
        ),
    ),
    Threshold(
        "prelet_least",
        0.30,
        "share",
        Label("Minste andel utleid før åpning", "Least share let before opening"),
        thesis("16328", "30–40 % av arealet ventet utleid", "30–40% of the area expected to be let"),
    ),
    Threshold(
        "one_customer",
        0.50,
        "share",
        Label("Én kundes del av inntekten", "One customer's part of income"),
        PROJECT,
    ),
    Threshold(
        "letting_months",
        6,
        "months",
        Label("Måneder fra ferdigstillelse til utleie", "Months from completion to letting"),
        Label("Merverdiavgiftsforskriften § 8-6-2", "VAT regulation § 8-6-2"),
    ),
    Threshold(
        "rent_free_months",
        3,
        "months",
        Label("Så lenge uten leie er lenge for mva.", "As long without rent is long for VAT"),
        PROJECT,
    ),
    Threshold(
        "de_minimis_near",
        0.80,
        "share",
        Label("Så nær grensen for bagatellmessig støtte er nær", "As near the de minimis limit is near"),
        PROJECT,
        "0.80 itself is near",
    ),
    Threshold(
        "support_years",
        benchmark("self_running_years").value,
        "years",
        Label("År til konseptet skal være selvgående", "Years until the concept is to run by itself"),
        benchmark("self_running_years").source,
    ),
    Threshold(
        "patience_least",
        benchmark("landlord_horizon_years").value,
        "years",
        Label("Gårdeiers horisont, korteste", "Landlord's horizon, the shortest"),
        benchmark("landlord_horizon_years").source,
    ),
    Threshold(
        "patience_most",
        benchmark("landlord_horizon_years").highest,
        "years",
        Label("Gårdeiers horisont, lengste", "Landlord's horizon, the longest"),
        benchmark("landlord_horizon_years").source,
    ),
    Threshold(
        "desks_safe",
        benchmark("bank_desks_safe").value,
        "desks",
        Label("Trygt antall plasser i en liten by", "A safe number of desks in a small town"),
        benchmark("bank_desks_safe").source,
    ),
    Threshold(
        "equity_left",
        0.50,
        "share",
        Label("Del av innskutt egenkapital som er igjen", "Part of paid-in equity that is left"),
        Label("Aksjeloven § 3-5 (halve aksjekapitalen)", "The Companies Act § 3-5 (half the share capital)"),
    ),
)
"""Every limit there is."""

_BY_ID: Final = {item.id: item for item in THRESHOLDS}


def threshold(threshold_id: str) -> Threshold:
    """The limit with that id. Raises UnknownThreshold."""
    try:
        return _BY_ID[threshold_id]
    except KeyError:
        raise UnknownThreshold(f"no threshold '{threshold_id}'; there are: {', '.join(_BY_ID)}") from None
