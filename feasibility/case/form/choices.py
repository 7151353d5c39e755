"""What the choices of a case's fields are called where people read them; the file itself has the ids."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from feasibility.language import Label
from feasibility.names import DEAL_STRUCTURES, PARTIES, VAT_REGIMES


def choice_label(field: str, chosen: str, section: str = "") -> Label:
    """What `chosen` is called in the field of that name, in that section where sections differ.

    Raises KeyError where it is no choice of it.
    """
    words = _CHOICES.get(f"{section}.{field}", {})
    return words[chosen] if chosen in words else _CHOICES[field][chosen]


def _same(*chosen: str) -> dict[str, Label]:
    """Choices that are written as they are spoken of: tax zones, depreciation groups, day counts."""
    return {each: Label(each, each) for each in chosen}


def _lower(label: Label) -> Label:
    return Label(label.nb.lower(), label.en.lower())


_PARTIES: Final[Mapping[str, Label]] = {
    "landlord": _lower(PARTIES["landlord"].short),
    "operator": _lower(PARTIES["operator"].short),
    "next_operator": _lower(PARTIES["next_operator"].short),
    "municipality": Label("kommunen", "municipality"),
    "grant_giver": Label("annen tilskuddsgiver", "other grant-giver"),
    "sponsor": Label("sponsor", "sponsor"),
}
_KINDS: Final[Mapping[str, Label]] = {
    # spaces and products
    "private_office": Label("cellekontor", "private office"),
    "fixed_desk": Label("fast plass", "fixed desk"),
    "flex_desk": Label("fleksplass", "flex desk"),
    "flex_membership": Label("fleksmedlemskap", "flex membership"),
    "meeting_room": Label("møterom", "meeting room"),
    "event": Label("arrangement", "event"),
    "cafe": Label("kafé", "café"),
    "lounge": Label("lounge", "lounge"),
    "ordinary_tenant": Label("ordinær leietaker", "ordinary tenant"),
    "ordinary_tenancy": Label("ordinært leieforhold", "ordinary tenancy"),
    "housing": Label("bolig", "housing"),
    "lodging": Label("overnatting", "lodging"),
    "parking": Label("parkering", "parking"),
    "common": Label("fellesareal", "common area"),
    "day_pass": Label("dagspass", "day pass"),
    "weekly_place": Label("ukeplass", "weekly place"),
    "hourly_room": Label("rom per time", "room by the hour"),
    "virtual_office": Label("virtuelt kontor", "virtual office"),
    "corporate_place": Label("bedriftsplass", "corporate place"),
    # what is bought
    "property": Label("eiendommen", "the property"),
    # reductions and security
    "rent_free": Label("leiefri periode", "rent-free period"),
    "percentage": Label("avslag i prosent", "percentage off"),
    "stated_rent": Label("avtalt leie", "stated rent"),
    "none": Label("ingen", "none"),
    "deposit": Label("depositum", "deposit"),
    "guarantee": Label("bankgaranti", "bank guarantee"),
    # support
    "grant": Label("engangstilskudd", "one-off grant"),
    "yearly_grant": Label("årlig tilskudd", "yearly grant"),
    "works_grant": Label("tilskudd til arbeider", "grant for works"),
    "free_premises": Label("gratis lokaler", "free premises"),
    "desks_bought": Label("kjøpte plasser", "desks bought"),
    "salary_in_kind": Label("lønn betalt av andre", "salary paid by others"),
    "per_place_sold": Label("støtte per solgt plass", "support per place sold"),
    # loans
    "annuity": Label("annuitetslån", "annuity"),
    "serial": Label("serielån", "serial"),
    "bullet": Label("avdragsfritt", "bullet"),
    "construction": Label("byggelån", "construction loan"),
    # security offered
    "mortgage": Label("pant i fast eiendom", "mortgage"),
    "chattel": Label("pant i driftstilbehør", "charge on operating equipment"),
    "receivables": Label("pant i kundefordringer", "charge on receivables"),
    "shares": Label("pant i aksjer", "charge on shares"),
    "suretyship": Label("kausjon", "suretyship"),
    "bank_guarantee": Label("garanti fra en bank", "guarantee given by a bank"),
    # owners
    "person": Label("person", "person"),
    "company": Label("selskap", "company"),
    "municipality": Label("kommune", "municipality"),
    "members": Label("medlemmer av samvirke", "cooperative members"),
    # distributions
    "triangular": Label("trekantfordeling", "triangular"),
    "pert": Label("PERT-fordeling", "PERT"),
    "uniform": Label("jevn fordeling", "uniform"),
    "normal": Label("normalfordeling", "normal"),
    "lognormal": Label("lognormal fordeling", "lognormal"),
    "discrete": Label("diskret fordeling", "discrete"),
    "bootstrap": Label("trukket fra en liste", "drawn from a list"),
}
_OFTEN: Final[Mapping[str, Label]] = {
    "monthly": Label("månedlig", "monthly"),
    "quarterly": Label("kvartalsvis", "quarterly"),
    "yearly": Label("årlig", "yearly"),
    "two_monthly": Label("annenhver måned", "every two months"),
    "quarterly_in_advance": Label("kvartalsvis på forskudd", "quarterly in advance"),
    "yearly_in_advance": Label("årlig på forskudd", "yearly in advance"),
    "quarterly_in_arrears": Label("kvartalsvis på etterskudd", "quarterly in arrears"),
    "half_yearly_in_advance": Label("halvårlig på forskudd", "half-yearly in advance"),
    "yearly_in_arrears": Label("årlig på etterskudd", "yearly in arrears"),
}
_REGISTRATION: Final[Mapping[str, Label]] = {
    "from_threshold": Label("når grensen passeres", "when the threshold is passed"),
    "advance": Label("forhåndsregistrert", "registered in advance"),
    "registered": Label("registrert", "registered"),
}
_DEPRECIATION_GROUPS: Final = _same("a", "c", "d", "h", "i", "j")
_CHOICES: Final[Mapping[str, Mapping[str, Label]]] = {
    "acquisition.kind": {  # shares that are bought, where those offered as security are charged
        "property": Label("eiendommen", "the property"),
        "shares": Label("aksjene", "the shares"),
    },
    "structure": {id: called.short for id, called in DEAL_STRUCTURES.items()},
    "vat_regime": {id: called.short for id, called in VAT_REGIMES.items()},
    "payer": _PARTIES,
    "receiver": _PARTIES,
    "company": _PARTIES,
    "kind": _KINDS,
    "payment": _OFTEN,
    "terms": _OFTEN,
    "filing": _OFTEN,
    "landlord_registration": _REGISTRATION,
    "operator_registration": _REGISTRATION,
    "next_operator_registration": _REGISTRATION,
    "operator": {"same": Label("som før", "as before"), "next": _lower(PARTIES["next_operator"].short)},
    "shape": {
        "linear": Label("rett linje", "linear"),
        "s_curve": Label("S-kurve", "S-curve"),
        "exponential": Label("eksponentiell", "exponential"),
        "stated": Label("oppgitt trinn for trinn", "stated step by step"),
    },
    "vat_treatment": {
        "grant": Label("tilskudd, uten mva.", "a grant, without VAT"),
        "part_of_price": Label("del av prisen, med mva. i tillegg", "part of the price, VAT on top"),
    },
    "vat": {
        "standard": Label("alminnelig sats", "standard rate"),
        "food": Label("sats for mat", "rate for food"),
        "water": Label("sats for vann og avløp", "rate for water and sewerage"),
        "exempt": Label("unntatt", "exempt"),
    },
    "index_clause": {
        "standard": Label("hver 1. januar, første gang forholdsmessig", "every 1 January, the first in part"),
        "after_12_months": Label("hver 1. januar etter 12 måneder", "every 1 January after 12 months"),
        "anniversary": Label("hvert år på dagen for leiestart", "every year on the lease's anniversary"),
        "on_month": Label("hvert år i en oppgitt kalendermåned", "every year in a stated calendar month"),
        "none": Label("ingen regulering", "no indexation"),
    },
    "lost_vat_made_good": {
        "running": Label("på løpende kostnader", "on running costs"),
        "running_and_works": Label("på løpende kostnader og arbeider", "on running costs and works"),
    },
    "settlement_year": {
        "calendar": Label("kalenderåret", "the calendar year"),
        "lease": Label("leieåret, fra leiestart", "the lease year, from its start"),
    },
    "mode": {
        "greater_of": Label("det høyeste av minsteleie og andel", "the greater of minimum rent and share"),
        "above_threshold": Label(
            "minsteleie og andel over en terskel", "minimum rent and share above a threshold"
        ),
    },
    "town_centre": {
        "defined": Label("et definert sentrum", "a defined centre"),
        "none": Label("ikke noe definert sentrum", "no defined centre"),
    },
    "after_lease": {
        "vacant": Label("tomt", "vacant"),
        "relet": Label("leid ut på nytt", "let again"),
    },
    "employer_zone": _same("I", "Ia", "II", "III", "IV", "IVa", "V"),
    "payments_when_delayed": {
        "stretched": Label("fordelt over den lengre tiden", "spread over the longer time"),
        "as_planned": Label("som planlagt", "as planned"),
    },
    "depreciation_group": _DEPRECIATION_GROUPS,
    "opening_depreciation_group": _DEPRECIATION_GROUPS,
    "tenant_fit_out": {
        "lease": Label("over leietiden", "over the lease"),
        "group": Label("etter saldogruppe", "by depreciation group"),
    },
    "day_count": _same("30/360", "actual/360"),
    "exit_kind": {
        "share_sale": Label("salg av aksjer", "sale of shares"),
        "asset_sale": Label("salg av eiendommen", "sale of the property"),
    },
    "policy": {
        "liable_only": Label("avvises", "turned away"),
        "separate": Label("skilles ut", "kept apart"),
        "pooled": Label("betaler mva.", "charged VAT"),
        "unregistered": Label("ingen registrering", "no registration"),
    },
    "adjustment_test": {
        "space": Label("areal", "space"),
        "works": Label("arbeidene samlet", "the works as a whole"),
    },
}
"""By the field's name, then by what stands in the file."""
