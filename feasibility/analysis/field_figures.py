"""A case beside the figures of the field (nøkkeltall): what it assumes and gives, against what has been seen.

Every figure of the field has a source; where there is none, the case stands alone and that is said. The
case's own numbers are those of its lines and inputs as evaluated; the rules are docs/model.md §13.15.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, Literal

from feasibility.evidence.benchmarks import Benchmark, benchmark
from feasibility.evidence.facts import DESK_KINDS, OFFICE_KINDS, OPEN_KINDS, Facts
from feasibility.evidence.sources import thesis
from feasibility.language import Label
from feasibility.language.label import listed
from feasibility.model import Result
from feasibility.names import DEAL_STRUCTURES
from feasibility.record import record

Standing = Literal["below", "within", "above", "alone", "not_stated"]
"""How a case stands to the field; alone: the field has no figure; not_stated: the case has none."""

PRICES_OF_KIND: Final[dict[str, tuple[str, ...]]] = {
    "fixed_desk": ("fixed_desk_prestegarden", "fixed_desk_colab"),
    "corporate_place": ("fixed_desk_prestegarden", "fixed_desk_colab"),
    "flex_membership": ("flex_desk_grunderiet", "flex_desk_colab"),
    "day_pass": ("day_pass_prestegarden", "day_pass_colab", "day_pass_blender"),
    "hourly_room": ("meeting_room_prestegarden",),
}
"""What the field charges, by kind of product, the lowest first."""


@record
class Beside:
    """A number of the case beside the field's.

    value: the case's; None where it has none, which `reason` says. low, high: the field's, in the same unit;
    None where the field has no figure. source: of the figures; date: theirs, empty where none is given.
    """

    id: str
    label: Label
    value: float | None
    unit: str
    low: float | None = None
    high: float | None = None
    source: Label | None = None
    date: str = ""
    reason: Label | None = None

    @property
    def standing(self) -> Standing:
        """How the case stands to the field; what differs by less than a billionth is the same."""
        if self.value is None:
            return "not_stated"
        if self.low is None or self.high is None:
            return "alone"
        if round(self.value - self.low, 9) < 0:
            return "below"
        return "above" if round(self.value - self.high, 9) > 0 else "within"


@record
class Host:
    """What it takes to pay the hosts (verter) of the case, in the reference year.

    cost: salary, holiday pay, pension and employer's contribution, whoever pays, NOK a year. fte: their
    full-time equivalents. price: what a taken place brings on average, NOK a month, membership fees included.
    places: cost / (price × 12). capacity: places there are for members.
    """

    fte: float
    cost: float
    price: float
    places: float
    capacity: float


@record
class Catchment:
    """Places for members against people or firms in the catchment, as the case states them.

    share: places / number. with_rivals: (places + competitors' desks) / number; None where none are stated.
    """

    id: str
    label: Label
    number: float
    share: float
    with_rivals: float | None


@record
class FieldFigures:
    """A case set beside the field: number by number, what pays a host, and who is to fill the places.

    host: None, with `no_host` saying why. capacity: places for members of offices, desks and memberships.
    """

    beside: tuple[Beside, ...]
    host: Host | None
    no_host: Label | None
    capacity: float
    catchment: tuple[Catchment, ...]


def field_figures(result: Result) -> FieldFigures:
    """The case of the run beside the figures of the field."""
    facts = Facts(result.case, result.built, result.values)
    capacity = sum(
        facts.number(f"products.{id}.units") * facts.number(f"products.{id}.members_per_unit")
        for id in facts.products(DESK_KINDS)
    )
    host = _host(facts, capacity)
    return FieldFigures(
        (*_prices(facts), *_space(facts), *_income(facts), *_filled(facts), *_mix(facts), *_terms(facts)),
        host if isinstance(host, Host) else None,
        None if isinstance(host, Host) else host,
        capacity,
        tuple(_catchment(facts, capacity)),
    )


# ---- number by number -------------------------------------------------------------------------------------


def _against(
    id: str,
    label: Label,
    value: float | None,
    unit: str,
    figures: tuple[str, ...] = (),
    reason: Label | None = None,
) -> Beside:
    """A number against the span of some figures of the field."""
    seen = [benchmark(each) for each in figures]
    if not seen:
        return Beside(id, label, value, unit, reason=reason)
    low, high = min(each.value for each in seen), max(each.highest for each in seen)
    return Beside(id, label, value, unit, low, high, _sources(seen), _dates(seen), reason)


def _sources(seen: list[Benchmark]) -> Label:
    """Their sources, each once; lines of the thesis after one name."""
    nb = dict.fromkeys(each.source.nb for each in seen)
    en = dict.fromkeys(each.source.en for each in seen)
    return Label("; ".join(_after_one_name(nb, thesis("").nb)), "; ".join(_after_one_name(en, thesis("").en)))


def _after_one_name(texts: Iterable[str], name: str) -> Iterator[str]:
    for place, text in enumerate(texts):
        yield f"l. {text.removeprefix(name)}" if place and text.startswith(name) else text


def _dates(seen: list[Benchmark]) -> str:
    return ", ".join(dict.fromkeys(each.date for each in seen if each.date))


def _prices(facts: Facts) -> Iterator[Beside]:
    for id, product in facts.case.products.items():
        name, path = facts.name(id), f"products.{id}"
        figures = PRICES_OF_KIND.get(product.kind, ())
        for field, unit in (("price_nok_per_month", "NOK/member/month"), ("price_nok_per_use", "NOK/use")):
            if getattr(product, field) is not None:
                shown = benchmark(figures[0]).unit if figures else unit
                label = Label(f"Pris, {name}", f"Price, {name}")
                yield _against(f"price.{id}", label, facts.number(f"{path}.{field}"), shown, figures)
        fee = facts.number(f"{path}.membership_fee_nok_per_year")
        if fee > 0:
            label = Label(f"Medlemsavgift, {name}", f"Membership fee, {name}")
            yield _against(f"fee.{id}", label, fee, "NOK/year", ("membership_fee_colab",))


def _space(facts: Facts) -> Iterator[Beside]:
    desks, area = facts.all_desks, facts.concept_area
    yield _against(
        "area_per_desk",
        Label("Areal per plass", "Area per desk"),
        area / desks if desks else None,
        "m2",
        ("area_per_desk",),
        _NO_DESKS,
    )
    yield _against(
        "desks",
        Label(
            "Plasser, mot det banken regner som trygt og for mange", "Desks, to the bank safe and too many"
        ),
        desks,
        "desks",
        ("bank_desks_safe", "bank_desks_too_many"),
    )


def _income(facts: Facts) -> Iterator[Beside]:
    """Income and rent by the m², against the case's own ordinary tenant and an office hotel."""
    area, ordinary, unit = facts.concept_area, facts.ordinary_rent_per_m2(), "NOK/m2/year"

    def per_m2(line: str) -> float | None:
        found = facts.in_reference_year(line)
        return None if found is None or not area else found / area

    def to_ordinary(id: str, label: Label, line: str, reason: Label) -> Beside:
        value = per_m2(line) if facts.has(line) else None
        if ordinary is None:
            return Beside(id, label, value, unit, reason=reason)
        return Beside(id, label, value, unit, ordinary, ordinary, _OWN_TENANT, reason=reason)

    of_users = Label("Leieinntekt per m²", "Rent income by m²")
    yield _against(
        "rent_income_per_m2", of_users, per_m2("income.rent"), unit, ("office_hotel_rent",), _NO_YEAR
    )
    beside = Label("mot ordinær leie", "against ordinary rent")
    for id, nb, en, line, reason in (
        ("rent_income", of_users.nb, of_users.en, "income.rent", _NO_YEAR),
        ("income", "Inntekt i alt per m²", "Income in all by m²", "income.total", _NO_YEAR),
        ("rent", "Leie til gårdeieren per m²", "Rent to the landlord by m²", "lease.rent", _no_lease(facts)),
    ):
        yield to_ordinary(
            f"{id}_to_ordinary", Label(f"{nb}, {beside.nb}", f"{en}, {beside.en}"), line, reason
        )


def _no_lease(facts: Facts) -> Label:
    if facts.case.lease is not None:
        return _NO_YEAR
    deal = DEAL_STRUCTURES[facts.case.deal.structure].short
    return Label(f"ingen leie i avtalen ({deal.nb.lower()})", f"no rent in the deal ({deal.en.lower()})")


def _filled(facts: Facts) -> Iterator[Beside]:
    desks = {id: facts.desks(id) for id in facts.products(DESK_KINDS)}
    fixed = {id: facts.desks(id) for id in facts.products(frozenset({"fixed_desk"}))}
    for id, label, of, figures, reason in (
        ("occupancy", Label("Planlagt belegg", "Planned occupancy"), desks, "occupancy_interview", _NO_DESKS),
        (
            "fixed_occupancy",
            Label("Planlagt belegg, faste plasser", "Planned occupancy, fixed desks"),
            fixed,
            "fixed_desk_occupancy",
            _NO_FIXED,
        ),
    ):
        total = sum(of.values())
        mean = sum(n * facts.number(f"products.{p}.ramp.stabilised_share") for p, n in of.items())
        yield _against(id, label, mean / total if total else None, "share", (figures,), reason)
    label = Label("Utleid før åpning, av kapasiteten", "Let before opening, of capacity")
    yield _against("prelet", label, _prelet(facts), "share", ("let_before_opening",), _NOT_SIGNED)


def _prelet(facts: Facts) -> float | None:
    """Share of all capacity let by contract in the month of opening; None where none is stated."""
    signed = whole = 0.0
    for id, product in facts.case.products.items():
        capacity = facts.number(f"products.{id}.units") * facts.number(f"products.{id}.members_per_unit")
        whole += capacity
        if product.contracts:
            opens = facts.first_month(facts.months(f"products.{id}.open") > 0)
            signed += 0 if opens is None else float(facts.months(f"products.{id}.signed")[opens - 1])
        else:
            signed += capacity * facts.number(f"products.{id}.prelet_share")
    return signed / whole if signed > 0 else None


def _mix(facts: Facts) -> Iterator[Beside]:
    yield _against(
        "services_share",
        Label("Tjenestenes andel av inntekten", "Services' share of income"),
        facts.scalar("concept.services_share"),
        "share",
        ("services_share",),
        _NO_YEAR,
    )
    whole = facts.in_reference_year("income.total")
    for id, label, kinds, figure in (
        (
            "offices",
            Label("Kontorenes andel av inntekten", "Offices' share of income"),
            OFFICE_KINDS,
            "office",
        ),
        (
            "desks",
            Label(
                "Plassenes og medlemskapenes andel av inntekten", "Desks' and memberships' share of income"
            ),
            OPEN_KINDS,
            "desk",
        ),
    ):
        part = sum(
            facts.in_reference_year(f"products.{p}.{what}") or 0.0
            for p in facts.products(kinds)
            for what in ("income", "bought_income")
        )
        share = part / whole if whole else None
        yield _against(f"{id}_share", label, share, "share", (f"profitable_{figure}_income",), _NO_YEAR)


def _terms(facts: Facts) -> Iterator[Beside]:
    notices = [
        facts.number(f"products.{id}.contracts.{place}.notice_months")
        for id, product in facts.case.products.items()
        for place in range(len(product.contracts))
    ]
    label = Label(
        "Oppsigelsestid, den korteste i signerte kontrakter", "Notice, the shortest of signed contracts"
    )
    shortest = min(notices, default=None)
    yield _against("notice", label, shortest, "months", ("member_notice_months",), _NO_CONTRACTS)
    years = None if facts.case.lease is None else facts.number("deal.lease.term_months") / 12
    label = Label("Leietid", "Lease term")
    yield _against("lease_years", label, years, "years", ("lease_term_years",), _no_lease(facts))
    opens, turns = facts.scalar("concept.opens"), facts.scalar("concept.turns")
    yield _against(
        "break_even_years",
        Label("År fra åpning til overskudd av driften", "Years from opening to a profit of operation"),
        None if opens is None or turns is None else (turns - opens) / 12,
        "years",
        ("break_even_after_opening_u9_years", "break_even_after_opening_u8_years"),
        _NEVER,
    )


# ---- a host, and who is to fill the places ----------------------------------------------------------------


def _host(facts: Facts, capacity: float) -> Host | Label:
    """What it takes to pay the hosts, or why it cannot be said."""
    hosts = [id for id, person in facts.case.staff.items() if person.is_facilitator]
    if not hosts:
        return _NO_HOST
    if facts.scalar("reference.year") is None:
        return _NO_YEAR
    year = facts.months("calendar.year") == facts.scalar("reference.year")
    cost = 0.0
    for id in hosts:
        zone = facts.case.staff[id].employer_zone.lower()
        rate = facts.months(f"rules.employer_contribution_{zone}")
        pay = facts.total([f"staff.{id}.{part}" for part in ("wages", "holiday_pay", "pension")])
        cost += float((pay * (1 + rate))[year].sum())
    places = facts.products(DESK_KINDS)
    taken = sum(float(facts.months(f"products.{id}.{what}")[year].sum()) for id in places for what in _TAKEN)
    income = sum(
        facts.in_reference_year(f"products.{id}.{what}") or 0.0 for id in places for what in _BROUGHT
    )
    if taken <= 0 or income <= 0:
        return _NOTHING_TAKEN
    price = income / taken
    fte = sum(facts.number(f"staff.{id}.fte") for id in hosts)
    return Host(fte, cost, price, cost / (price * 12), capacity)


def _catchment(facts: Facts, capacity: float) -> Iterator[Catchment]:
    """Each kind of people stated, and all of them together where there are several."""
    stated = facts.case.bank.catchment
    if stated is None:
        return
    rivals = None if stated.competitor_desks is None else facts.number("bank.catchment.competitor_desks")
    found = {id: facts.number(f"bank.catchment.{id}") for id in _PEOPLE if getattr(stated, id) is not None}
    numbers = dict(found)
    if len(found) > 1:
        numbers["all"] = sum(found.values())
    for id, number in numbers.items():
        if number <= 0:
            continue
        label = _PEOPLE.get(id) or Label(
            listed([_PEOPLE[each].nb for each in found], "nb"),
            listed([_PEOPLE[each].en for each in found], "en"),
        )
        more = None if rivals is None else (capacity + rivals) / number
        yield Catchment(id, label, number, capacity / number, more)


_TAKEN: Final = ("members", "bought")
_BROUGHT: Final = ("income", "bought_income")
_PEOPLE: Final = {
    "commuters": Label("pendlere", "commuters"),
    "firms": Label("bedrifter", "firms"),
    "freelancers": Label("selvstendige", "freelancers"),
}
_OWN_TENANT: Final = Label(
    "Sakens egen ordinære leietaker (comparison.ordinary_tenant)",
    "The case's own ordinary tenant (comparison.ordinary_tenant)",
)
_NO_DESKS: Final = Label("ingen plasser", "no desks")
_NO_FIXED: Final = Label("ingen faste plasser", "no fixed desks")
_NO_YEAR: Final = Label("ikke noe stabilisert år", "no stabilised year")
_NOT_SIGNED: Final = Label("ikke oppgitt", "not stated")
_NO_CONTRACTS: Final = Label("ingen kontrakter oppgitt", "no contracts stated")
_NEVER: Final = Label("ikke innen saken er slutt", "not within the case")
_NO_HOST: Final = Label(
    "Saken har ingen ansatt vert (is_facilitator), så det er ikke noe å betale.",
    "The case has no employed host (is_facilitator), so there is nothing to pay.",
)
_NOTHING_TAKEN: Final = Label(
    "Ingen plasser er tatt mot betaling i det stabiliserte året.",
    "No places are taken for pay in the stabilised year.",
)
