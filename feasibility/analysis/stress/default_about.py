"""What the row with the operator's default rests on: its month, the security, the void, the next tenant."""

from __future__ import annotations

from feasibility.engine.calendar import date_of
from feasibility.language import Label, Language, format_amount, format_measure, format_month, format_share
from feasibility.model import Result


def called(result: Result, month: int) -> Label:
    """A project month by its calendar month, with its number."""
    day = date_of(float(result.values["calendar.date"][month - 1]))
    return Label(
        f"{format_month(day, 'nb')} (måned {month})",
        f"{format_month(day, 'en')} (month {month})",
    )


def default_about(result: Result, month: int, why: Label) -> Label:
    """All that the row takes for given, with its amounts.

    Args:
        month: the operator pays nothing from this project month.
        why: what it is the month of.
    """
    from_ = called(result, month)
    parts = [
        Label(f"Fra {from_.nb}, {why.nb}.", f"From {from_.en}, {why.en}."),
        _security(result, month),
        *_let_again(result, month),
    ]
    return Label(" ".join(part.nb for part in parts), " ".join(part.en for part in parts))


def _security(result: Result, month: int) -> Label:
    held = 0.0
    if "lease.security" in result.built.model.lines and month > 1:
        held = float(result.values["lease.security"][month - 2])  # what stands when the month begins
    if held <= 0:
        return Label("Det er ingen sikkerhet å trekke.", "There is no security to draw.")
    return Label(
        f"Sikkerheten på {format_amount(held, 'nb')} trekkes.",
        f"The security of {format_amount(held, 'en')} is drawn.",
    )


def _share(share: float, language: Language) -> str:
    return format_share(share, language, 0 if round(share * 100, 6).is_integer() else 1)


def _let_again(result: Result, month: int) -> list[Label]:
    """The void and the next tenant, as the model lets the space again after a default (docs/model.md §4)."""
    inputs, path = result.values.inputs, "comparison.ordinary_tenant"
    if result.case.comparison.ordinary_tenant is None:
        return [
            Label(
                "Lokalene står tomme etterpå, for saken har ingen ordinær leietaker å leie ut til.",
                "The space stands empty after it, as the case has no ordinary tenant to let to.",
            )
        ]
    void = round(inputs[f"{path}.void_months"] or inputs[f"{path}.relet_void_months"])  # as the model has it
    if month + void > result.case.horizon_months:
        return [
            Label(
                f"Lokalene står tomme ut perioden: tomgangen er {format_measure(void, 'months', 'nb')}.",
                f"The space stands empty to the horizon: the void is {format_measure(void, 'months', 'en')}.",
            )
        ]
    fit_out = inputs.get(f"{path}.relet_fit_out_nok", inputs[f"{path}.fit_out_nok"])
    fee = inputs[f"{path}.agent_fee_share_of_first_year_rent"]
    let = called(result, month + void)
    empty = Label(
        f"Lokalene står tomme i {format_measure(void, 'months', 'nb')}, og leies så ut",
        f"The space stands empty for {format_measure(void, 'months', 'en')}, and is then let",
    )
    if void == 0:
        empty = Label("Lokalene leies ut igjen med det samme,", "The space is let again at once,")
    costs = [
        Label(
            f"leietakertilpasning på {format_amount(fit_out, 'nb')} uten mva.",
            f"fit-out of {format_amount(fit_out, 'en')} without VAT",
        )
        if fit_out > 0
        else Label("ingen leietakertilpasning", "no fit-out"),
        Label(
            f"meglerhonorar på {_share(fee, 'nb')} av første års leie",
            f"an agent's fee of {_share(fee, 'en')} of the first year's rent",
        )
        if fee > 0
        else Label("ikke noe meglerhonorar", "no agent's fee"),
    ]
    words = Label(" og ".join(cost.nb for cost in costs), " and ".join(cost.en for cost in costs))
    return [
        Label(
            f"{empty.nb} som til den ordinære leietakeren fra {let.nb}, med {words.nb}.",
            f"{empty.en} as to the ordinary tenant from {let.en}, with {words.en}.",
        )
    ]
