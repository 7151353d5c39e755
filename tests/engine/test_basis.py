"""The law or rule a line follows: its own, or that of the block around it; and what flows give theirs."""

import datetime

import pytest

from feasibility.engine.calendar import Calendar, serial
from feasibility.engine.compute.program import Program
from feasibility.engine.explain.explain import Trace, explain, render
from feasibility.engine.explain.trace import basis_in_words
from feasibility.engine.flows import Ledger, Party
from feasibility.engine.model import Model
from feasibility.engine.timing import InvoicedLater, Monthly, PaidLater, QuarterlyInAdvance, Timing
from feasibility.language import Label

NAME = Label("Linje", "Line")
NOTE = Label("Uten mva.", "Ex VAT.")


def model() -> tuple[Model, Calendar]:
    """A year from January 2026."""
    m = Model(12)
    first = m.input("start", serial(datetime.date(2026, 1, 1)), "date", Label("Første måned", "First month"))
    return m, Calendar(m, first)


class TestInherited:
    def line(self, m: Model, id: str, *basis: str) -> tuple[str, ...]:
        return m.line(id, m.lines["calendar.number"] * 1, "count", NAME, basis=basis).basis

    def test_a_line_follows_what_its_block_follows(self) -> None:
        m, _ = model()
        with m.block("vat", NAME, "mval § 8-1", "§6"):
            assert self.line(m, "a") == ("mval § 8-1", "§6")
            # a statute of its own stands instead of the block's statutes, a section instead of its sections
            assert self.line(m, "b", "mval § 8-2") == ("mval § 8-2", "§6")
            assert self.line(m, "c", "§9") == ("mval § 8-1", "§9")
            assert self.line(m, "d", "aksjeloven § 3-5", "§9") == ("aksjeloven § 3-5", "§9")
        assert self.line(m, "e") == ()
        assert self.line(m, "f", "§1") == ("§1",)

    def test_a_block_inside_a_block(self) -> None:
        m, _ = model()
        with m.block("outer", NAME, "§4"):
            with m.block("named", NAME, "§2"):
                assert self.line(m, "a") == ("§2",)
            with m.block("silent", NAME):
                assert self.line(m, "b") == ("§4",)
            with m.based_on("§5"):
                assert self.line(m, "c") == ("§5",)
            assert self.line(m, "d") == ("§4",)

    def test_a_block_entered_again_may_follow_another_rule(self) -> None:
        m, _ = model()
        with m.block("cash", NAME, "§9"):
            assert self.line(m, "a") == ("§9",)
        with m.block("cash", NAME, "§1"):
            assert self.line(m, "b") == ("§1",)
        assert m.lines["a"].block == m.lines["b"].block == "cash"

    def test_what_is_declared_first_and_what_is_made_of_itself(self) -> None:
        m, time = model()
        with m.block("loan", NAME, "§7"):
            declared = m.declare("owed", "NOK", NAME, NOTE, basis=("sktl § 14-43",))
            grown = m.recurrence("grown", lambda before: before + time.number, "NOK", NAME, NOTE)
        assert (declared.basis, declared.note) == (("sktl § 14-43", "§7"), NOTE)
        assert (grown.basis, grown.note) == (("§7",), NOTE)


@pytest.mark.parametrize(
    ("timing", "taxed", "found"),
    [
        # what is invoiced and paid follows the flow's own rule, VAT is §6, what is settled at the end §1
        ("monthly", True, {"rent": "§4", "rent.vat": "§6", "rent.paid": "§4"}),
        ("later", False, {"rent": "§4", "rent.paid": "§4", "rent.owed": "§4", "rent.settled": "§1"}),
        (
            "quarterly",
            True,
            {
                "rent": "§4", "rent.beyond": "§1", "rent.invoiced": "§4", "rent.credited": "§1",
                "rent.vat": "§6", "rent.paid": "§4", "rent.settled": "§1",
            },
        ),
        ("invoiced", True, {"rent": "§4", "rent.invoiced": "§4", "rent.vat": "§6", "rent.paid": "§4"}),
    ],
)  # fmt: skip
def test_lines_of_a_flow(timing: str, taxed: bool, found: dict[str, str]) -> None:
    m, time = model()
    with m.block("deal", NAME, "§4"):
        starts = m.line("starts", time.at(time.number * 0 + 1), "count", NAME)
        goes_on = m.line("goes_on", time.ones * 1, "count", NAME)
        timings: dict[str, Timing] = {
            "monthly": Monthly(),
            "later": PaidLater(lambda earned: earned.previous),
            "quarterly": QuarterlyInAdvance(starts, goes_on),
            "invoiced": InvoicedLater(lambda earned: earned.previous),
        }
        price = m.input("price", 100, "NOK", Label("Pris", "Price"))
        rate = m.input("rate", 0.25, "share", Label("Sats", "Rate")) if taxed else None
        a, b = Party("a", NAME), Party("b", NAME)
        Ledger(m, time).flow(
            "rent", a, b, price * time.ones, "rent", NAME, rate, timings[timing], NOTE, basis=("§4",)
        )
    assert {id: line.basis for id, line in m.lines.items() if id.startswith("rent")} == {
        id: (section,) for id, section in found.items()
    }
    assert m.lines["rent"].note == NOTE


@pytest.mark.parametrize(
    ("basis", "nb", "en"),
    [
        ((), "", ""),
        (("mval § 8-2",), "mval § 8-2", "mval § 8-2"),
        (("§6",), "dokumentasjonen, modell §6", "the documentation, model §6"),
        (
            ("mval § 8-2", "FMVA § 8-6-2", "§6", "§9"),
            "mval § 8-2; FMVA § 8-6-2; dokumentasjonen, modell §6, §9",
            "mval § 8-2; FMVA § 8-6-2; the documentation, model §6, §9",
        ),
    ],
)
def test_basis_in_words(basis: tuple[str, ...], nb: str, en: str) -> None:
    assert basis_in_words(basis, "nb") == nb
    assert basis_in_words(basis, "en") == en


def test_an_explanation_tells_the_law_of_the_line_asked_for_and_every_note() -> None:
    m, time = model()
    with m.block("vat", NAME, "mval § 8-2", "§6"):
        bought = m.line("bought", time.number * 1, "count", Label("Kjøpt", "Bought"), NOTE)
        m.line(
            "kept",
            bought + time.month,
            "count",
            Label("Beholdt", "Kept"),
            Label("Etter fradrag.", "After deduction."),
        )
    trace = explain(Program(m).run(), "kept", 3)
    assert (trace.basis, trace.note) == (
        ("mval § 8-2", "§6"),
        Label("Etter fradrag.", "After deduction."),
    )
    part = trace.precedents[0]
    assert isinstance(part, Trace)
    assert (part.basis, part.note) == (("mval § 8-2", "§6"), NOTE)
    # in March: month 3 of the case and of the year
    assert render(trace, "nb").splitlines() == [
        "Beholdt, mars 2026: 6  [kept]",
        "  = Kjøpt + Kalendermåned",
        "  Hjemmel: mval § 8-2; dokumentasjonen, modell §6",
        "  Merknad: Etter fradrag.",
        "  Kjøpt, mars 2026: 3  [bought]",
        "    = Måned nr. × 1",
        "    Merknad: Uten mva.",
        "  Kalendermåned, mars 2026: 3  [calendar.month]",
        "    = kalendermåneden til (Måned)",
    ]
    assert render(trace, "en").splitlines()[2:4] == [
        "  Basis: mval § 8-2; the documentation, model §6",
        "  Note: After deduction.",
    ]
