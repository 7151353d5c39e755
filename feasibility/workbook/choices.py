"""Choices that a case states by a word, and what the words mean to a reader."""

from typing import Final

from feasibility.language import Label

CHOICES_SHOWN: Final = frozenset(
    {
        "structure", "index_clause", "payment", "after_lease", "mode", "vat_regime", "include_exit",
        "depreciation_group", "shape", "price_includes_vat", "exercised", "terms", "refinanced_by",
        "converts_to",
    }
)  # fmt: skip
"""Fields whose choice changes what is calculated, and that no number on the input sheet tells."""

CHOICE_WORDS: Final[dict[str, Label]] = {
    "sublease": Label("fremleie", "sublease"),
    "turnover_rent": Label("omsetningsleie", "turnover rent"),
    "management": Label("driftsavtale", "management agreement"),
    "landlord_operated": Label("gårdeier driver selv", "landlord-operated"),
    "standard": Label(
        "første 1. januar etter start, forholdsmessig", "first 1 January after the start, in proportion"
    ),
    "after_12_months": Label(
        "første 1. januar minst 12 måneder etter start", "first 1 January at least 12 months after the start"
    ),
    "anniversary": Label("på årsdagen", "on the anniversary"),
    "monthly": Label("hver måned", "monthly"),
    "quarterly": Label("hvert kvartal", "quarterly"),
    "yearly": Label("hvert år", "yearly"),
    "quarterly_in_advance": Label("hvert kvartal på forskudd", "quarterly in advance"),
    "yearly_in_advance": Label("hvert år på forskudd", "yearly in advance"),
    "vacant": Label("tomt", "vacant"),
    "relet": Label("leies ut til ordinær leietaker", "re-let to an ordinary tenant"),
    "greater_of": Label("det største av minsteleie og andel", "the greater of minimum and share"),
    "above_threshold": Label("minsteleie og andel over terskel", "minimum and a share above a threshold"),
    "taxable_service": Label("avgiftspliktig tjeneste", "taxable service"),
    "registered_letting": Label("frivillig registrert utleie", "letting under voluntary registration"),
    "unregistered_letting": Label("utleie uten registrering", "letting without registration"),
    "exempt_right": Label("rett til fast eiendom, unntatt", "right to property, exempt"),
    "exempt_service": Label("unntatt tjeneste", "exempt service"),
    "housing": Label("bolig, unntatt", "housing, exempt"),
    "lodging": Label("overnatting, lav sats", "lodging, low rate"),
    "linear": Label("lineær", "linear"),
    "s_curve": Label("S-kurve", "S-curve"),
    "exponential": Label("eksponentiell", "exponential"),
    "True": Label("ja", "yes"),
    "False": Label("nei", "no"),
}
