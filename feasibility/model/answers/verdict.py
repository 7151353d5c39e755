"""The verdict on each company and for the bank, with its grounds: one place that decides (docs/model.md §10).

Each ground is a line that is 1 where it holds, so that the verdict is as live in the workbook as the numbers
it is made of. Red is what stops the deal as it stands, amber what must be known before anybody says yes.
"""

from __future__ import annotations

from collections.abc import Sequence

from feasibility.engine.expr import Condition, Expr, Line, flag, if_null, lowest, rounded, value_at, when
from feasibility.language import Label
from feasibility.language.label import lower_first
from feasibility.model.base.bank_view import BankView, Measured
from feasibility.model.base.context import Context
from feasibility.model.base.parties import COMPANIES, ORDINARY_TENANT, of_party
from feasibility.model.base.result import Ground, Level, Verdict, VerdictOf
from feasibility.model.base.stages import operators
from feasibility.model.deal.tenancy import PATH as TENANCY
from feasibility.names import OWNERS, PARTIES, CompanyId

_AGAINST = {
    "vacant": Label("tomme lokaler", "the space vacant"),
    "ordinary": Label("en ordinær leietaker", "an ordinary tenant"),
}


def verdicts(c: Context, views: Sequence[BankView]) -> tuple[Verdict, ...]:
    """One of each company, and the bank's where somebody borrows."""
    found = [_landlord(c, views)]
    found += [_operator(c, views, company) for company in c.case.operators]
    if views:
        found.append(_bank(c, views))
    return tuple(w.verdict() for w in found)


class _Writer:
    """Writes the grounds of one verdict."""

    def __init__(self, c: Context, of: VerdictOf, label: Label) -> None:
        self.c, self.of, self.label = c, of, label
        self.grounds: list[Ground] = []

    def ground(
        self,
        id: str,
        level: Level,
        where: Condition,
        nb: str,
        en: str,
        brief: tuple[str, str],
        amount: Line | None = None,
        of_year: Measured | None = None,
    ) -> None:
        """One ground; `amount` is shown with it, `brief` is the headline's in both languages.

        Args:
            of_year: what it is the worst year of.
        """
        text = Label(nb, en)
        label = Label(f"{self.label.nb}: {nb}", f"{self.label.en}: {en}")
        with self.c.block("verdict", "Vurdering", "Verdict", "§10"):
            line = self.c.m.line(f"verdict.{self.of}.{id}", flag(where), "flag", label, total="none")
        year, after = (None, None) if of_year is None else (of_year.worst_year, of_year.after_deal)
        self.grounds.append(Ground(id, level, line, text, Label(*brief), amount, year, after))

    def verdict(self) -> Verdict:
        """The worst of the grounds that hold: 2 red, 1 amber, 0 green."""
        red, amber = (
            self.c.sum([g.holds for g in self.grounds if g.level == level]) for level in ("red", "amber")
        )
        with self.c.block("verdict", "Vurdering", "Verdict", "§10"):
            level = self.c.m.line(
                f"verdict.{self.of}",
                when(red > 0, 2, when(amber > 0, 1, 0)),
                "flag",
                Label(f"Vurdering: {self.label.nb}", f"Verdict: {self.label.en}"),
                Label("0 grønt, 1 gult, 2 rødt.", "0 green, 1 amber, 2 red."),
                total="none",
            )
        return Verdict(self.of, self.label, level, tuple(self.grounds))

    def of_money(self, party: CompanyId, who: Label | None = None) -> None:
        """Money nobody has agreed to, and what the owners are asked for."""
        m, owners = self.c.m, OWNERS[party]
        nb, en = ("", "") if who is None else (f"{who.nb}: ", f"{who.en}: ")
        low = m.lines[f"{party}.lowest_cash"]
        self.ground(
            f"{party}.short",
            "red",
            rounded(low, 2) < 0,
            f"{nb}det mangler penger ingen har sagt ja til å skyte inn, laveste reserve",
            f"{en}money is missing that nobody has agreed to put in, lowest reserve",
            ("mangler penger ingen har sagt ja til", "lacks money nobody has agreed to"),
            low,
        )
        with self.c.block("verdict", "Vurdering", "Verdict", "§13.2"):
            id = f"{party}.capital_called"
            called = m.lines.get(id) or m.line(
                id,
                value_at(m.lines[f"{party}.called_so_far"], self.c.calendar.horizon),
                "NOK",
                Label(
                    f"Kapitalkall i alt, {PARTIES[party].short.nb.lower()}",
                    f"Capital called in all, {PARTIES[party].short.en.lower()}",
                ),
                total="none",
            )
        self.ground(
            f"{party}.called",
            "amber",
            rounded(called, 2) > 0,
            f"{nb}pengene rekker bare fordi {owners.nb} skyter inn mer, slik saken forutsetter",
            f"{en}the money lasts only because {owners.en} put in more, as the case assumes",
            (f"{owners.nb} må skyte inn mer", f"{owners.en} must put in more"),
            called,
        )

    def of_cover(self, view: BankView, level: Level, who: Label | None = None) -> None:
        """Broken covenants, and earnings that do not carry interest and instalments."""
        nb, en = ("", "") if who is None else (f"{who.nb}: ", f"{who.en}: ")
        for m in view.measures:
            if m.breached is not None:
                self.ground(
                    f"{view.party}.covenant.{m.id}",
                    level,
                    m.breached > 0,
                    f"{nb}bryter lånevilkåret for {_short(m.label.nb)}, i verste år",
                    f"{en}breaks the covenant on {_short(m.label.en)}, in the worst year",
                    ("bryter lånevilkår", "breaks covenants"),
                    m.worst,
                    m,
                )
            if m.id in ("icr", "dscr"):
                what = (
                    Label("renter", "interest")
                    if m.id == "icr"
                    else Label("renter og avdrag", "interest and instalments")
                )
                self.ground(
                    f"{view.party}.cover.{m.id}",
                    level,
                    rounded(if_null(m.worst, 1), 9) < 1,
                    f"{nb}tjener ikke inn {what.nb} i verste år, dekning",
                    f"{en}does not earn its {what.en} in the worst year, cover",
                    ("dekning under 1", "cover below 1"),
                    m.worst,
                    m,
                )


def _short(label: str) -> str:
    """ "rentedekningsgrad (ICR)" of a label that begins a sentence."""
    return label[:1].lower() + label[1:]


def _landlord(c: Context, views: Sequence[BankView]) -> _Writer:
    w, m = _Writer(c, "landlord", PARTIES["landlord"].short), c.m
    w.of_money("landlord")
    for company in c.case.operators:
        _operator_fails(w, company, "amber")
    for other, name in _AGAINST.items():
        gain = m.lines.get(f"landlord.npv_against_{other}")
        if gain is None:
            continue
        without = m.lines[f"landlord.npv_against_{other}.without_sale"]
        worse = rounded(gain, 0) < 0
        if other == "ordinary":
            worse = _worse_than_there(w, gain, worse)
        w.ground(
            f"worse_than_{other}",
            "red" if other == "vacant" else "amber",
            worse,
            f"kommer dårligere ut enn med {name.nb}",
            f"ends up worse than with {name.en}",
            (f"dårligere enn {name.nb}", f"worse than {name.en}"),
            gain,
        )
        w.ground(
            f"rests_on_sale_{other}",
            "amber",
            _both(rounded(gain, 0) > 0, rounded(without, 0) < 0),
            f"gevinsten mot {name.nb} hviler på det antatte salget; uten det",
            f"the gain over {name.en} rests on the assumed sale; without it",
            (
                f"gevinsten mot {name.nb} hviler på det antatte salget",
                f"the gain over {name.en} rests on the sale",
            ),
            without,
        )
    for view in views:
        if view.party == "landlord":
            w.of_cover(view, "amber")
    return w


def _worse_than_there(w: _Writer, gain: Line, worse: Condition) -> Condition:
    """Red where the ordinary tenant is there today, without a void: who does worse than that says no.

    Returns where the other ground holds: worse than a tenant who is still to be found.
    """
    void = w.c.number(f"{TENANCY}.void_months", ORDINARY_TENANT)
    w.ground(
        "worse_than_tenant_there",
        "red",
        _both(worse, void.equals(0)),
        "kommer dårligere ut enn med leietakeren som er der",
        "ends up worse than with the tenant who is there",
        ("dårligere enn leietakeren som er der", "worse than the tenant who is there"),
        gain,
    )
    return _both(worse, void > 0)


def _operator_fails(w: _Writer, company: CompanyId, level: Level) -> None:
    """The rent is the operator's to pay: what the landlord shows does not stand where its money runs out."""
    lacks = _lowest_as_operator(w.c, company)
    nb, en = (lower_first(text) for text in (PARTIES[company].full.nb, PARTIES[company].full.en))
    w.ground(
        f"{company}_fails",
        level,
        rounded(lacks, 2) < 0,
        f"{nb} mangler penger, så leien kan utebli; {nb}s laveste reserve",
        f"{en} lacks money, so the rent may fail; {en}'s lowest reserve",
        (f"{nb} mangler penger: leien kan utebli", f"{en} lacks money: rent may fail"),
        lacks,
    )


def _lowest_as_operator(c: Context, company: CompanyId) -> Line:
    """The lowest reserve in the months the company is the operator: what it lacks in others fails no rent."""
    during = dict(operators(c))[COMPANIES[company]]
    if during is None:
        return c.m.lines[f"{company}.lowest_cash"]
    m, party, id = c.m, COMPANIES[company], f"{company}.lowest_as_operator"
    if id in m.lines:
        return m.lines[id]
    reserve = Label("Reserve mens den er driver", "Reserve while it is the operator")
    low = Label("Laveste reserve mens den er driver", "Lowest reserve while it is the operator")
    with c.block("verdict", "Vurdering", "Verdict", "§13.12"):
        own = m.line(
            f"{company}.liquidity_as_operator",
            m.lines[f"{company}.liquidity"] * during,
            "NOK",
            of_party(reserve, party),
            total="end",
        )
        return m.line(id, lowest(own), "NOK", of_party(low, party), total="none")


def _operator(c: Context, views: Sequence[BankView], company: CompanyId) -> _Writer:
    w, m = _Writer(c, company, PARTIES[company].short), c.m
    w.of_money(company)
    npv = m.lines[f"{company}.npv"]
    w.ground(
        "earns_too_little",
        "amber",
        rounded(npv, 0) < 0,
        "får ikke dekket avkastningskravet sitt, nåverdi",
        "does not earn what it asks for, present value",
        ("får ikke dekket avkastningskravet sitt", "does not earn what it asks for"),
        npv,
    )
    for view in views:
        if view.party == company:
            w.of_cover(view, "amber")
    return w


def _bank(c: Context, views: Sequence[BankView]) -> _Writer:
    w = _Writer(c, "bank", Label("Banken", "The bank"))
    for view in views:
        w.of_money(view.party, view.label)
        w.of_cover(view, "red", view.label)
    borrowers = {view.party for view in views}
    for company in c.case.operators:
        if company not in borrowers:  # else its own lack of money is told
            _operator_fails(w, company, "red")  # the covers shown are of rent that may not come
    return w


def _both(first: Condition, second: Condition) -> Condition:
    product: Expr = flag(first) * flag(second)
    return product > 0
