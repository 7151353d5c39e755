"""What every module of the model is given: case, model under construction, time, rules, ledger."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from feasibility.case import Case, field_info
from feasibility.case.form.fields import shown_label
from feasibility.case.form.phases import phase_name
from feasibility.engine.calendar import Calendar, serial
from feasibility.engine.expr import Expr, Input, Line, Table, total_of, when
from feasibility.engine.flows import Ledger, Party
from feasibility.engine.model import Model
from feasibility.language import Label
from feasibility.language.label import lower_first
from feasibility.model.base.parties import COMPANIES
from feasibility.model.base.source_note import source_note
from feasibility.rules import EmployerZone, Parameter, VatKind, employer_contribution, parameter, vat_rate


class Context:
    """A case on its way to becoming lines. Holds nothing that is not derived from the case and the rules."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.m = Model(case.horizon_months)
        year, month = (int(part) for part in case.start_month.split("-"))
        self.first_day = datetime.date(year, month, 1)
        start = self.m.input(
            "start_month",
            serial(self.first_day),
            "date",
            Label("Første måned", "First month"),
            "start_month",
            self.source("start_month"),
        )
        self.calendar = Calendar(self.m, start)
        self.ledger = Ledger(self.m, self.calendar)
        self.with_support = self.m.input(
            "with_support",
            1,
            "flag",
            Label("Med støtte (1) eller uten (0)", "With support (1) or without (0)"),
            "support",
        )

    # ---- inputs -------------------------------------------------------------------------------------------

    def number(self, path: str, of: str | Label = "") -> Input:
        """The number at a path of the case as an input; `of` names the item it belongs to, for its label."""
        known = self.m.inputs.get(path)
        if known is not None:
            return known
        info = field_info(self.case, path)
        value = self.value(path)
        if not isinstance(value, (int, float)):
            raise TypeError(f"{path} holds {value!r}, not a number")
        label = Label(info.nb, info.en)
        if of:
            whose = of if isinstance(of, Label) else Label(of, of)
            label = Label(f"{whose.nb}: {lower_first(info.nb)}", f"{whose.en}: {lower_first(info.en)}")
        if path.startswith("phases."):
            place = int(path.split(".")[1])
            phase = phase_name(self.case.phases[place], place)
            label = Label(f"{phase.nb}: {lower_first(label.nb)}", f"{phase.en}: {lower_first(label.en)}")
        return self.m.input(path, value, info.unit, label, path.split(".")[0], self.source(path))

    def value(self, path: str) -> object:
        """What the case holds at a path."""
        here: object = self.case
        for part in path.split("."):
            if isinstance(here, Mapping):
                here = here[part] if part in here else here[int(part)]
            elif isinstance(here, tuple):
                here = here[int(part)]
            else:
                here = getattr(here, part)
        return here

    def stated(self, path: str) -> bool:
        """True where the case gives a number at the path."""
        return self.value(path) is not None

    def source(self, path: str) -> Label | None:
        """The user's note on where a number comes from."""
        return source_note(self.case, path)

    def rate_by_year(self, path: str, label: Label) -> Table:
        """A yearly rate, one number or by calendar year, as a table keyed by year (carried forward)."""
        value = self.value(path)
        if isinstance(value, Mapping):
            entries = {float(y): float(v) for y, v in value.items()}
            # the step on the first 1 January may come before the first stated year: the first rate holds
            notes = {y: note for y in entries if (note := self.source(f"{path}.{y:g}")) is not None}
            return self.m.table(path, entries, "share/year", label, "year", path.split(".")[0], notes)
        known = self.m.tables.get(path)
        if known is not None:
            return known
        made = Table(path, (0.0,), (self.number(path),), "year", label)
        self.m.tables[path] = made
        return made

    def calendar_month_table(self, path: str, factors: tuple[float, ...], label: Label) -> Table:
        """Twelve factors, January to December, as a table keyed by calendar month."""
        known = self.m.tables.get(path)
        if known is not None:
            return known
        values = tuple(
            self.m.input(
                f"{path}.{i}",
                factor,
                "share",
                Label(f"{label.nb}, måned {i + 1}", f"{label.en}, month {i + 1}"),
                path.split(".")[0],
                self.source(f"{path}.{i}") or self.source(path),
            )
            for i, factor in enumerate(factors)
        )
        made = Table(path, tuple(float(i + 1) for i in range(len(factors))), values, "count", label)
        self.m.tables[path] = made
        return made

    # ---- rules --------------------------------------------------------------------------------------------

    def rule(self, rule: Parameter) -> Line:
        """A dated parameter of the rules as a line over months, with its statute on the input sheet."""
        id = f"rules.{rule.id}"
        known = self.m.lines.get(id)
        if known is not None:
            return known
        rule.at(self.first_day)  # an error where the case starts before the first known date
        label = Label(rule.nb, rule.en)
        table = self.m.table(
            id,
            {float(serial(v.valid_from)): v.value for v in rule.values},
            rule.unit,
            label,
            "date",
            "rules",
            {float(serial(v.valid_from)): Label(v.source, v.source) for v in rule.values},
        )
        with self.m.block("rules", Label("Regler og satser", "Rules and rates"), *rule.basis):
            return self.m.line(
                id,
                self.m.lookup(table, self.calendar.date),
                rule.unit,
                label,
                Label(
                    "Satsen som gjelder; etter siste kjente dato videreføres den siste.",
                    "The rate in force; after the last known date the last value is carried forward.",
                ),
            )

    def vat(self, kind: VatKind) -> Line | None:
        """The VAT rate of a kind by month; None where there is no VAT."""
        return None if kind == "exempt" else self.rule(vat_rate(kind))

    def employer_rate(self, zone: EmployerZone) -> Line:
        """The employer's contribution (arbeidsgiveravgift) of a zone by month."""
        return self.rule(employer_contribution(zone))

    def fixed_rule(self, id: str) -> Input:
        """A parameter that does not change within a case: its value on the first day, as an input."""
        found = parameter(id)
        looked = found.at(self.first_day)
        return self.m.input(
            f"rules.{id}", looked.value, found.unit, Label(found.nb, found.en), "rules",
            Label(looked.source, looked.source),
        )  # fmt: skip

    # ---- shorthands ---------------------------------------------------------------------------------------

    @contextmanager
    def block(self, id: str, nb: str, en: str, *basis: str) -> Iterator[None]:
        """A block of lines and the law or rule they follow; see `Model.block`."""
        with self.m.block(id, Label(nb, en), *basis):
            yield

    def delay_of(self, works_id: str | None) -> Expr | int:
        """Months that works are delayed, for what is linked to them; 0 where nothing is."""
        if works_id is None:
            return 0
        return self.number(f"works.{works_id}.delay_months", self.name("works", works_id))

    def name(self, section: str, id: str) -> str:
        """What the user calls an item: its label, or its id; numbered where several are called the same."""
        items = self.value(section)
        assert isinstance(items, Mapping)
        called = {key: shown_label(key, item) for key, item in items.items()}
        same = [key for key in called if called[key] == called[id]]
        return called[id] if len(same) == 1 else f"{called[id]} ({same.index(id) + 1})"

    def until(self, path: str, of: str | Label) -> Expr:
        """The month at `path`, or the horizon where the case gives none."""
        return self.number(path, of) if self.stated(path) else self.calendar.horizon

    def total_area(self) -> Expr:
        """All spaces with their share of common area, m²."""
        known = self.m.lines.get("building.area")
        if known is not None:
            return known
        label = Label("Samlet areal", "Total area")
        parts = [self.area_of(space) for space in self.case.building.spaces]
        return self.m.line("building.area", self.sum(parts), "m2", label, basis=("§3",))

    def area_of(self, space: str) -> Expr:
        """A space's area with its share of common area where that is stated, m²."""
        stated = self.case.building.spaces[space].with_common_m2
        field = "exclusive_m2" if stated is None else "with_common_m2"
        return self.number(f"building.spaces.{space}.{field}", self.name("building.spaces", space))

    def sum(self, parts: Sequence[Expr]) -> Expr:
        """Sum of any number of expressions."""
        return total_of(list(parts))

    @property
    def operating_company(self) -> Party:
        """Who sells to the members: the operator that leases, otherwise the landlord."""
        return COMPANIES[self.case.operating_company]

    @property
    def last_operator(self) -> Party:
        """The operator of the last deal that has one, whether or not it sells to the members."""
        return COMPANIES[self.case.stages[-1].operator]

    def if_support(self, value: Expr) -> Expr:
        """The value with support, 0 without."""
        return when(self.with_support.equals(1), value, 0)
