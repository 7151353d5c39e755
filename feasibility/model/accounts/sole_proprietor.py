"""Tax of a sole proprietor (enkeltpersonforetak) on the result of the business, docs/model.md §8.

The tax of the business is the person's tax of wages and business together, less that of the wages alone:

    general income (alminnelig inntekt): the wages less their standard deduction, and the result
    personal income (personinntekt): the wages, and the result less the shielding deduction, at least 0

General income carries a flat rate beyond the personal allowance; personal income carries the national
insurance contribution and the bracket tax. A loss comes off the wages' general income first, and what is
left is carried forward (skatteloven § 14-6); as personal income it waits for later profits of the business
(§ 12-13). Amounts of a whole year count by the months of it that are in the horizon.
"""

from __future__ import annotations

from collections.abc import Callable

from feasibility.engine.expr import Expr, Line, Total, either, flag, greatest, least, when
from feasibility.engine.flows import Party
from feasibility.language import Label
from feasibility.model.base.context import Context
from feasibility.model.base.parties import OPERATORS
from feasibility.record import record
from feasibility.rules import parameter
from feasibility.rules.personal_tax import BRACKET_COUNT

_Named = Callable[[str, str], Label]


@record
class PersonTax:
    """What a person's tax of the business is made of, NOK by month, in each year's last month.

    base: what the business adds to taxed general income after losses, before the allowance. loss: carried
    forward. tax: of the business in all; below zero where its loss spares tax of the wages. on_sale: the
    part of it that a sale at the horizon brings, None without one.
    """

    base: Line
    loss: Line
    tax: Expr
    on_sale: Expr | None


def is_business(c: Context, party: Party, prefix: str) -> bool:
    """Whether the party's result is personal income too: letting alone is income of capital."""
    landlord = c.case.tax.landlord.sole_proprietor
    if party in OPERATORS or (landlord is not None and landlord.letting_is_business):
        return True
    return not prefix and any(stage.operating_company == party.id for stage in c.case.stages)


def person_tax(
    c: Context,
    party: Party,
    id: str,
    label: _Named,
    so_far: Line,
    sale: Line | None,
    brought: Expr | None,
    business: bool,
) -> PersonTax:
    """The tax of a person's business in one course of events.

    Args:
        id, label: what the course's lines of tax begin with, and are called.
        so_far: taxed result of the year so far, NOK. sale: what a sale of assets adds, by month.
        brought: loss of before the case. business: the result is personal income as well.
    """
    wages = _wages(c, party)
    write = _Writer(c, id, label)
    end = c.calendar.is_year_end
    income = write.line(
        "general_income",
        end * (wages.general + so_far),
        "Alminnelig inntekt før underskudd, lønn og virksomhet",
        "General income before losses, wages and business",
        ("sktl § 5-1",),
    )
    loss = write.carried(
        "loss",
        income,
        brought,
        "Fremførbart underskudd",
        "Loss carried forward",
        Label(
            "Underskuddet trekkes først fra lønnen; resten fremføres uten tidsbegrensning.",
            "The loss comes off the wages first; the rest is carried forward without limit in time.",
        ),
        ("sktl § 14-6",),
    )
    net = write.line(
        "net_income",
        greatest(0, income - end * loss.previous),
        "Alminnelig inntekt etter underskudd, lønn og virksomhet",
        "General income after losses, wages and business",
        ("sktl § 14-6",),
    )
    base = write.line(
        "base",
        net - end * wages.general,
        "Skattepliktig inntekt etter underskudd",
        "Taxed income after losses",
        note=Label(
            "Det virksomheten legger til alminnelig inntekt; negativ når underskuddet trekkes fra lønnen.",
            "What the business adds to general income; negative where the loss comes off the wages.",
        ),
    )
    general = write.line(
        "on_general_income",
        wages.rate * greatest(0, net - wages.allowance),
        "Skatt på alminnelig inntekt, lønn og virksomhet",
        "Tax on general income, wages and business",
        ("sktl § 15-4",),
    )
    tax: Expr = general - wages.on_general
    if business:
        result: Expr = so_far if sale is None else so_far - sale
        personal = _personal_income(c, party, write, result, brought)
        insurance, brackets = _on_personal(c, write, wages.income, personal)
        tax = tax + insurance + brackets - wages.on_personal
    on_sale: Expr | None = None
    if sale is not None:
        without = greatest(0, greatest(0, income - sale - loss.previous) - wages.allowance)
        on_sale = general - wages.rate * without
    return PersonTax(base, loss, tax, on_sale)


def _personal_income(c: Context, party: Party, write: _Writer, result: Expr, brought: Expr | None) -> Line:
    """The year's personal income of the business, in its last month."""
    end = c.calendar.is_year_end
    of_business = write.line(
        "business_income",
        end * result,
        "Virksomhetens resultat som personinntekt, uten salg",
        "Result of the business as personal income, without a sale",
        ("sktl § 12-11",),
    )
    deficit = write.carried(
        "personal_deficit",
        of_business,
        brought,
        "Negativ personinntekt til fremføring",
        "Negative personal income carried forward",
        Label(
            "Trekkes bare fra senere personinntekt fra virksomheten.",
            "Comes off later personal income of the business alone.",
        ),
        ("sktl § 12-13",),
    )
    shielding = c.number(f"tax.{party.id}.sole_proprietor.shielding_nok_per_year", party.label)
    return write.line(
        "personal_income",
        end * greatest(0, of_business - deficit.previous - shielding * _part(c)),
        "Personinntekt fra virksomheten",
        "Personal income of the business",
        ("sktl § 12-10", "sktl § 12-12"),
    )


@record
class _Wages:
    """The person's wages beside the business and the tax of them alone, NOK in each year's last month."""

    income: Line
    general: Line
    rate: Line
    allowance: Line
    on_general: Line
    on_personal: Expr


def _wages(c: Context, party: Party) -> _Wages:
    """The wages, counted by the months of the year in the horizon; the same in every course of events."""
    end, part, id = c.calendar.is_year_end, _part(c), f"{party.id}.wages"
    rate, known = c.rule(parameter("general_income_tax")), c.m.lines
    if f"{id}.income" in known:
        names = ("income", "general_income", "allowance", "on_general_income")
        income, general, allowance, on_general = (known[f"{id}.{name}"] for name in names)
        on_personal = known[f"{id}.national_insurance"] + known[f"{id}.bracket_tax"]
        return _Wages(income, general, rate, allowance, on_general, on_personal)
    nb, en = party.label.nb.lower(), party.label.en.lower()
    write = _Writer(c, id, lambda of, in_en: Label(f"{of}, {nb}", f"{in_en}, {en}"))
    stated = c.number(f"tax.{party.id}.sole_proprietor.other_personal_income_nok_per_year", party.label)
    share, limit = c.rule(parameter("wage_deduction_rate")), c.rule(parameter("wage_deduction_limit"))
    income = write.line(
        "income",
        end * part * stated,
        "Lønn i årets måneder",
        "Wages in the months of the year",
        ("sktl § 12-2",),
    )
    general = write.line(
        "general_income",
        end * part * (stated - least(share * stated, limit)),
        "Lønn etter minstefradrag",
        "Wages after the standard deduction",
        ("sktl § 6-32",),
    )
    allowance = write.line(
        "allowance",
        end * part * c.rule(parameter("personal_allowance")),
        "Personfradrag i årets måneder",
        "Personal allowance in the months of the year",
        ("sktl § 15-4",),
    )
    on_general = write.line(
        "on_general_income",
        rate * greatest(0, general - allowance),
        "Skatt på alminnelig inntekt av lønnen alene",
        "Tax on general income of the wages alone",
        ("sktl § 15-4",),
    )
    insurance, brackets = _on_personal(c, write, income, None)
    return _Wages(income, general, rate, allowance, on_general, insurance + brackets)


def _on_personal(c: Context, write: _Writer, wages: Line, business: Line | None) -> tuple[Line, Line]:
    """National insurance contribution and bracket tax of wages and, where given, the business."""
    end, part = c.calendar.is_year_end, _part(c)
    of_nb = "lønnen alene" if business is None else "lønn og virksomhet"
    of_en = "the wages alone" if business is None else "wages and business"
    all_of_it: Expr = wages if business is None else wages + business
    full: Expr = c.rule(parameter("national_insurance_wage")) * wages
    if business is not None:
        full = full + c.rule(parameter("national_insurance_business")) * business
    above = greatest(0, all_of_it - part * c.rule(parameter("national_insurance_limit")))
    insurance = write.line(
        "national_insurance",
        end * least(full, c.rule(parameter("national_insurance_step")) * above),
        f"Trygdeavgift, {of_nb}",
        f"National insurance contribution, {of_en}",
        ("folketrygdloven § 23-3",),
    )
    steps: list[Expr] = []
    lower: Expr | None = None
    for step in range(1, BRACKET_COUNT + 1):
        rate = c.rule(parameter(f"bracket_{step}_rate"))
        limit = c.rule(parameter(f"bracket_{step}_limit"))
        steps.append(
            write.line(
                f"bracket_{step}",
                end * (rate if lower is None else rate - lower) * greatest(0, all_of_it - part * limit),
                f"Trinnskatt fra trinn {step}, {of_nb}",
                f"Bracket tax from bracket {step}, {of_en}",
                ("Stortingets skattevedtak § 3-1",),
                Label(
                    "Det trinnet legger til satsen under, av alt over innslagspunktet.",
                    "What the bracket adds to the rate below it, of all above where it begins.",
                ),
            )
        )
        lower = rate
    brackets = write.line(
        "bracket_tax",
        c.sum(steps),
        f"Trinnskatt, {of_nb}",
        f"Bracket tax, {of_en}",
        ("Stortingets skattevedtak § 3-1",),
    )
    return insurance, brackets


def _part(c: Context) -> Line:
    """The part of the calendar year that has passed of the horizon at month end."""
    known = c.m.lines.get("person.part_of_year")
    if known is not None:
        return known
    return c.m.line(
        "person.part_of_year",
        least(c.calendar.month, c.calendar.number) / 12,
        "share",
        Label("Del av året som er med, hittil", "Part of the year counted, so far"),
        Label(
            "Beløp for hele året (lønn, fradrag, innslagspunkter) regnes for månedene som er med.",
            "Amounts of a whole year (wages, allowance, brackets) count by the months in the horizon.",
        ),
        "none",
        axis=c.calendar.number.axis,
    )


def advance_and_rest(c: Context, id: str, accrued: Line, label: _Named) -> Expr:
    """Advance tax in four instalments of last year's tax, the rest in May of the year after."""
    m, cal = c.m, c.calendar
    law = ("skattebetalingsloven § 10-20",)

    def declare(name: str, nb: str, en: str) -> Line:
        return m.declare(f"{id}.{name}", "NOK", label(nb, en), total="none", basis=law)

    assessed = declare("assessed", "Skatt for siste avsluttede år", "Tax of the last year that ended")
    m.define(assessed, when(cal.is_year_end.equals(1), accrued, assessed.previous))
    months = [c.fixed_rule(f"advance_tax_month_{place}") for place in range(1, 4 + 1)]
    due = flag(either(*(cal.month.equals(month) for month in months)))
    advance = m.line(
        f"{id}.advance",
        due * greatest(0, assessed.previous) / 4,
        "NOK",
        label("Forskuddsskatt", "Advance tax"),
        Label(
            "En fjerdedel av skatten for året før, i hver av fire terminer.",
            "A quarter of the tax of the year before, in each of four instalments.",
        ),
        axis=cal.number.axis,
        basis=law,
    )
    paid = declare("advance_so_far", "Forskuddsskatt hittil i året", "Advance tax, year so far")
    m.define(paid, when(cal.year_step.equals(1), 0, paid.previous) + advance)
    rest = declare("rest", "Rest for siste avsluttede år", "Rest of the last year that ended")
    m.define(rest, when(cal.is_year_end.equals(1), accrued - paid, rest.previous))
    return advance + flag(cal.month.equals(c.fixed_rule("rest_tax_month"))) * rest.previous


class _Writer:
    """Writes lines of one course's tax: a common beginning of the id, and what the lines are called."""

    def __init__(self, c: Context, id: str, label: _Named) -> None:
        self.c, self.id, self.label = c, id, label

    def line(
        self,
        name: str,
        value: Expr,
        nb: str,
        en: str,
        basis: tuple[str, ...] = (),
        note: Label | None = None,
        total: Total = "sum",
    ) -> Line:
        """A line by month."""
        axis = self.c.calendar.number.axis
        return self.c.m.line(
            f"{self.id}.{name}", value, "NOK", self.label(nb, en), note, total, axis=axis, basis=basis
        )

    def carried(
        self,
        name: str,
        income: Line,
        brought: Expr | None,
        nb: str,
        en: str,
        note: Label,
        basis: tuple[str, ...],
    ) -> Line:
        """What is below zero, carried from year to year until later income has used it."""
        m, end = self.c.m, self.c.calendar.is_year_end
        made = m.declare(
            f"{self.id}.{name}", "NOK", self.label(nb, en), note, "end", opening=brought, basis=basis
        )
        m.define(made, when(end.equals(1), greatest(0, made.previous - income), made.previous))
        return made
