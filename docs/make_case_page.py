"""Writes docs/case.md, the case file field by field, and the schema that ships with the package.

Both are made from the schema the product itself checks with.

Run it after a change of the case's fields: python docs/make_case_page.py
The prose that no schema knows stands here, by the section it belongs to.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PAGE = Path(__file__).resolve().parent / "case.md"
SCHEMA_FILE = PAGE.parents[1] / "feasibility" / "case.schema.json"
Schema = dict[str, Any]
Shown = tuple[str, Schema | None, str]
"""A heading: path, the section's schema (None where a field of it chooses among several), and title."""

HEAD = """\
# The case file

<!-- Written by docs/make_case_page.py; change that, not this. -->

A case (sak) is one YAML file, or the same in JSON. Start from a template: `feasibility new sublease
my-case.yaml`. The [templates](../templates/sublease.yaml) explain each field in Norwegian where it stands,
the [examples](../examples/larvik.yaml) are whole cases with sources. [How the model computes](model.md) says
what becomes of each number. `feasibility schema` prints the JSON Schema behind this page, so that an editor
completes and checks while you type.

## Writing numbers

- Amounts are NOK without VAT, in the money of the case's first month, unless the field says otherwise.
- A share (andel) is written `0.25`, not 25. Decimals have a point; thousands no separator: `1250000`.
  `1.250` may be 1250 or 1.25, and is refused: write one of them (1.125 is written `1.1250`).
- Months are **project months**: 1 is `start_month`. Only rent reductions, `break_option.month` and terms
  count from the lease's own start.
- A rate per year is one number, or one for each calendar year, by the year whose 1 January it takes
  effect: `{2027: 0.02, 2029: 0.025}`. A year left out carries the one before; the last is carried
  forward. The first year stated must be the first one needed, or earlier.
- Any number may carry where it comes from, and the note follows it into the workbook:

```yaml
price_nok_per_month: {value: 799, source: "Masteroppgave NMBU 2021, l. 9705", date: 2021}
stabilised_share: {value: 0.75, assumption: "Middle of the range seen"}
```

- A number that has a source or an assumption may also state the range it may lie within, `low` and `high`,
  which [sensitivity](sensitivity.md) moves it through and [simulation](simulate.md) draws it from:

```yaml
net_yield_share: {value: 0.07, low: 0.06, high: 0.085, assumption: "Range of the brokers' estimates"}
```

- How sure the number is follows from its note: **documented** (dokumentert) with a source that has a date, an
  **estimate** (anslag) with an assumption, or with a source without a date. `confidence: documented`,
  `estimate` or `guess` (gjetning) says otherwise. [The register](register.md) lists and counts them all:

```yaml
stabilised_share: {value: 0.75, assumption: "Nobody has tried it here", confidence: guess}
```

- Your own names (of spaces, products, costs, loans ...) have small letters a–z, digits and `_`, begin
  with a letter, and have at most 40 characters. In the headings below they are written `NAME`.
- A **path** is the names on the way to a field with dots between, list places from 0:
  `products.flex.price_nok_per_month`, `deal.lease.reductions.0.to_month`,
  `index.prices_share_per_year.2027`. Scenarios, `--set`, `Case.changed` and every message about a mistake
  use paths.

An unknown or misspelt field is an error, never ignored. All mistakes are told at once, each with its
path, its line and how to mend it. Files above 2 MB, anchors and aliases, a key given twice and anything
nested deeper than 30 levels are refused, and so is a list, or a set of named items, of more than 500
(100 loans). A number that states no upper limit below has that of its unit, far above any case:
1,000,000,000 for an amount in all, by month or by year; 1,000,000 for a price, a rent per m² and an area;
1,200 for a month.

## The fields

In the column *default*, **required** means that the field must be stated, and – that leaving it out means
"none".
"""

# What the schema cannot say, by section (path with NAME for the user's own names).
NOTES: dict[str, str] = {
    "owners": (
        "Who owns the companies, and what they are paid on the way (model §13.13). What is paid in stands "
        "under `financing`. A company that states no owners pays them, as one, what is left at the horizon."
    ),
    "group": (
        "Shows landlord and operator as one, with what they pay each other taken out (model §13.13). Without "
        "an operator there is one company, and no group. Owners, where both state them, are the same."
    ),
    "owners.landlord.holders.NAME": "The shares of a company's owners add up to 1 (to within 0.0005).",
    "owners.landlord.cooperative": (
        "Of the company that sells to the members, with no phases; its owners are `members`. Deposits are "
        "equity and come and go with members who have a place to work at."
    ),
    "owners.landlord.dividend": (
        "Once a year, of the free equity at the last 31 December; needs `financing.*.share_capital_nok`."
    ),
    "party_rates": (
        "Effective yearly discount rates (avkastningskrav). Each party's flows are discounted at its own."
    ),
    "index": (
        "Prices, costs and wages step every 1 January after the case's first month; a lease follows "
        "its own clause."
    ),
    "building": (
        "Owner costs (eierkostnader) and property tax stay with the landlord whoever rents. Common "
        "costs (felleskostnader) are what the building pays its suppliers; what a tenant is charged "
        "is stated in the lease."
    ),
    "building.spaces.NAME": (
        "`with_common_m2` is never below `exclusive_m2`; left out, it equals it. Rent, owner costs "
        "and common costs are counted on the area with common share."
    ),
    "products.NAME": (
        "Capacity is `units` × `members_per_unit`. Sold by the month, with `price_nok_per_month`: "
        "`private_office`, `fixed_desk`, `flex_membership`, `virtual_office`, `corporate_place`, "
        "`parking`, `ordinary_tenancy`, `housing` (in a space of that kind). Sold by the use, with "
        "`price_nok_per_use` and exactly one of "
        "`uses_per_month` and `uses_per_member_month`: `day_pass`, `weekly_place`, `hourly_room`, "
        "`event`, `lodging`. `space` is required for all but `virtual_office`. Without `vat_regime`, "
        "virtual offices, parking and events are `taxable_service`, lodging is `lodging`, all else "
        "`registered_letting`. `follows_works` moves the opening as much as those works are delayed; "
        "`closing_month` is the last month it is sold. Several campaigns stand in `campaigns`, and "
        "`campaign` is then left out. `prelet_share` is for who has no list of `contracts`."
    ),
    "products.NAME.steps.N": (
        "In order of month. A price is in the money of the case's first month and of the product's own kind, "
        "by the month or by the use; `units` from the month on. At least one of them."
    ),
    "products.NAME.contracts.N": (
        "Signed customers of a product sold by the month. They have their places before the ramp fills any: "
        "members are the greater of what the ramp gives and what is signed. Not more `units` at once than "
        "the product has. The price is ex VAT, in the money of the contract's own first month. Without "
        "`to_month` it runs until somebody gives notice (`notice_months`), in the model to the horizon."
    ),
    "products.NAME.campaigns.N": "Periods must not overlap.",
    "products.NAME.ramp": (
        "Occupancy from `start_share` in the opening month to `stabilised_share` after `months` "
        "months; 0 months means at once. With `shape: stated` the list `shares` takes the place of "
        "`start_share`: what is let until then, as shares of `stabilised_share`, each for as many of the "
        "`months` as the others (12 months and 4 shares: one for each quarter)."
    ),
    "demand_shocks.N": "Periods must not overlap.",
    "services": "Either `itemised` or `mix`, not both.",
    "services.itemised.NAME": (
        "Exactly one of `uses_per_month` and `uses_per_member_month`; members are those of all "
        "products sold by the month. A ramp is counted from `from_month`; `season_factors` are the service's "
        "own, and the case's are the products' alone. With `unit_name` its own break-even is shown, in what "
        "it sells."
    ),
    "services.mix": "Services are `services_share` of total income: 0.3 is the 70/30 mix.",
    "deal": (
        "`structure` chooses the deal, and with it the fields: `sublease` (fremleie), `turnover_rent` "
        "(omsetningsleie), `management` (driftsavtale) or `landlord_operated` (gårdeier driver "
        "selv)."
    ),
    "phases.N": (
        "From `from_month` on, `deal` holds in place of what was agreed before; it has the fields of "
        "[deal](#deal), its own months included. With `operator: next` the operator is another company from "
        "then on, stated as `next_operator` where the companies are. Phases come in the order of their "
        "months ([model](model.md#1312-change-over-time))."
    ),
    "phases.N.takeover": (
        "Only in a phase in which another company sells to the members than before, landlord or "
        "operator, and in one phase of a case. `works` are completed before the phase; they go over at book "
        "value, and the rest of the price is goodwill."
    ),
    "deal.lease": (
        "The head lease. Under turnover rent its rent is the minimum rent (minsteleie). Without "
        "`area_m2` the whole building's area is let. `follows_works` moves the start as much as those "
        "works are delayed."
    ),
    "deal.lease.reductions.N": (
        "`kind` chooses the reduction. Months count from 1 at lease start. Periods must not overlap "
        "and lie within the term. Common costs are reduced only where it says so."
    ),
    "deal.lease.security": (
        "Months of rent with common costs and VAT, as a deposit or as a bank guarantee with a yearly fee."
    ),
    "deal.lease.break_option": (
        "Stated but not exercised, it shortens only what counts as sure in the warnings."
    ),
    "deal.lease.renewal": (
        "Runs on from the term. With a stated rent, that rent is in the money of the renewal's first month."
    ),
    "deal.turnover": (
        "`threshold_nok_per_year` belongs to `above_threshold`, which requires it, and is not indexed."
    ),
    "deal.fee": "At most one of `base_nok_per_month` and `base_share_of_income`.",
    "comparison.ordinary_tenant": (
        "Also the tenant that `after_lease: relet` re-lets to, and the one after the operator's default. "
        "Fit-out and agent's fee recur with every new tenant; once the space has been in use, the fit-out is "
        "`relet_fit_out_nok`, where it is stated."
    ),
    "costs.NAME": (
        "Exactly one basis: `nok_per_month`, `nok_per_m2_year`, `nok_per_desk_month`, "
        "`nok_per_member_month` or `share_of_income` (of all income, or of one product's or service's). "
        "An amount per m² is of the `space` the cost is for, else of the area leased, or the landlord's "
        "building. `steps` change the amount from stated months, by the same basis. What is paid in "
        "advance follows neither income nor members. What the municipality pays is support: without support "
        "the operating company pays it."
    ),
    "staff.NAME": (
        "Holiday pay, pension and employer's contribution come on top of the contractual salary. What "
        "the municipality pays is salary in kind. Mark the host with `is_facilitator`."
    ),
    "works.NAME": (
        "Paid evenly over `months` from `start_month`, or by `instalments` whose shares sum to 1. The "
        "operator pays what the landlord does not. Completion is the last payment's month plus "
        "`delay_months`, inside the horizon."
    ),
    "support.NAME": "`kind` chooses the support and its fields. Items compose freely.",
    "financing.NAME": "For `landlord` and `operator` each.",
    "financing.NAME.loans.NAME": (
        "Exactly one of `amount_nok` and `share_of_works` (of this party's works). The rate is base "
        "plus margin. `profile_months` is the amortisation period from drawdown, interest-only months "
        "included; `tenor_months` the maturity, when what is left falls due."
    ),
    "valuation": "Left out, the property is not valued and not sold at the horizon.",
    "vat": "Choices in the settlement; the rates are rules of law with dates.",
    "uncertainty": (
        "How sure the numbers are. Neither the case's own result nor its fingerprint depends on it. A number "
        "that a scenario, `--set` or `Case.changed` sets is no longer drawn."
    ),
    "uncertainty.inputs.NAME": (
        "`kind` chooses the distribution of the number at `path`, in that number's own unit: `triangular`, "
        "`pert`, `uniform`, `normal`, `lognormal` (by mean and standard deviation of the number itself), "
        "`discrete` (values with probabilities that add up to 1) or `bootstrap` (drawn from a list). It is "
        "kept within the limits of the number's field."
    ),
    "uncertainty.correlations.N": (
        "`between` names two of the `inputs`, `rank` is Spearman's rank correlation. Pairs that are not "
        "stated are independent; all must be able to hold at once."
    ),
    "answers_to_warnings.N": (
        "An answer to a warning: why it is accepted, or what is done about it. The warning stands all the "
        "same, with the answer beside it on the terminal, in the app, the workbook and the JSON document; "
        "there stands its id too. An answer whose warning is no longer given is kept, and said to be so."
    ),
    "actual": (
        "What has been booked since opening, beside the plan: `feasibility actual` ([actual](actual.md)). No "
        "number of the plan depends on it, nor the fingerprint. Many figures come from a file instead: CSV "
        "or "
        "SAF-T Financial (`--booked`)."
    ),
    "papers": (
        "What the board paper, the credit paper and the municipality's paper say beside the numbers "
        "([papers](papers.md)). No number of the case depends on it, nor its fingerprint. What is left out "
        "is told as missing in the paper that asks for it. `asked_for` names the scenario that is what the "
        "other party asked for: the board paper sets it beside the case."
    ),
    "papers.applicant": (
        "Who asks the bank. `organisation_number` is held to its check digit; spaces in it do not matter."
    ),
    "papers.location": "What a lender's list asks about the place, in words; advice, never numbers.",
    "scenarios.NAME": (
        "`set` maps paths of this case to new values, sourced or not; a whole section may be "
        "replaced, `deal` too (a scenario may put a management agreement in the place of a sublease, and "
        "`deal.structure` is then among what it states), and `null` removes an optional field or a named "
        "item. An item may be named by its "
        "label instead of its id or position, and is then followed when the list changes. The changed "
        "case is checked in full when the file is read."
    ),
}


# Said once at the top of the page, and not in every row.
SHORTER = {
    r", eller ett tall for hvert år.*": ", eller per år",
    r", or one number for each year.*": ", or by year",
    r": et kort navn med små bokstaver.*": ": et av dine navn",
    r": a short name of small letters.*": ": one of your names",
    r" \(hver (post )?begynner med «- »\)": "",
    r" \(each (item )?begins with \"- \"\)": "",
}


def page() -> str:
    """The page as text."""
    schema = _json_schema()
    parts = [HEAD, *_table(schema)]
    shown: set[str] = set()
    for path, section, title in _sections(schema, schema["properties"], ""):
        if path in shown:
            continue
        shown.add(path)
        parts.append(f"\n### {path}\n\n{title}")
        if path in NOTES:
            parts.append(f"\n{NOTES[path]}")
        if section is not None:
            parts += ["", *_table(section)]
    unknown = set(NOTES) - shown
    if unknown:
        raise ValueError(f"notes on sections that do not exist: {', '.join(sorted(unknown))}")
    return "\n".join(parts) + "\n"


def _json_schema() -> Schema:
    # the script also runs from a checkout that is not installed
    sys.path.insert(0, str(PAGE.parents[1]))
    from feasibility.case.schema import json_schema

    return json_schema()


def _table(section: Schema) -> list[str]:
    """The fields of a section: a row for each."""
    rows = ["| field | norsk | English | default |", "| --- | --- | --- | --- |"]
    for name, field in section["properties"].items():
        nb, en = _both(field)
        default = "**required**" if name in section["required"] else _default(field)
        rows.append(f"| `{name}` | {nb} | {en} | {default} |")
    return rows


def _both(field: Schema) -> tuple[str, str]:
    """The description in Norwegian and English, a choice as a list of its names."""
    nb, _, en = field["description"].partition(". / ")
    return _cell(nb), _cell(en.removesuffix("."))


def _cell(text: str) -> str:
    for words in (": én av ", ": one of "):
        if words in text:
            label, _, choices = text.partition(words)
            return f"{label}: {', '.join(f'`{choice}`' for choice in choices.split(', '))}"
    for long, short in SHORTER.items():
        text = re.sub(long, short, text)
    return text.replace("|", "\\|")


def _default(field: Schema) -> str:
    if "const" in field:
        return f"`{field['const']}`"
    default = field.get("default")
    if default is None:
        return "–"
    if isinstance(default, bool):
        return f"`{str(default).lower()}`"
    if isinstance(default, list):
        return "all 1" if set(default) == {1.0} else ", ".join(f"{item:g}" for item in default)
    return f"`{default:g}`" if isinstance(default, int | float) else f"`{default}`"


def _sections(schema: Schema, properties: Schema, above: str) -> Iterator[Shown]:
    """Every section below some fields, from the outermost: path, schema and title."""
    for name, field in properties.items():
        path = f"{above}{name}"
        title = f"{field['title']} – {_both(field)[1].partition(':')[0]}."
        if path == "phases.N.deal":  # it has the fields of the case's own deal
            continue
        # landlord and operator have the same fields: one section for both
        if path in ("financing.landlord", "financing.operator"):
            if name == "operator":
                continue
            path, title = "financing.NAME", "Gårdeier og driver – Landlord and operator."
        yield from _below(schema, field, path, title)


def _below(schema: Schema, field: Schema, path: str, title: str) -> Iterator[Shown]:
    found = [option for option in _options(schema, field) if option.get("type") == "object"]
    lists = [option for option in _options(schema, field) if option.get("type") == "array"]
    for option in lists:
        yield from _below(schema, option["items"], f"{path}.N", title)
    for option in found:
        if "value" in option.get("properties", {}) or set(option) == {"type", "title", "description"}:
            continue
        if "patternProperties" in option:
            inner = next(iter(option["patternProperties"].values()))
            if any(
                "properties" in one and "value" not in one["properties"] for one in _options(schema, inner)
            ):
                yield from _below(schema, inner, f"{path}.NAME", title)
        elif "properties" in option:
            chosen = _choice(option)
            if chosen and option is found[0]:
                yield path, None, title
            yield f"{path}: {chosen}" if chosen else path, option, title
            yield from _sections(schema, option["properties"], f"{path}.")


def _choice(section: Schema) -> str:
    """The value of the field that chooses among sections, where there is one."""
    return next((str(field["const"]) for field in section["properties"].values() if "const" in field), "")


def _options(schema: Schema, field: Schema) -> list[Schema]:
    """What may stand in a field, references followed."""
    if "$ref" in field:
        return _options(schema, schema["$defs"][field["$ref"].rpartition("/")[2]])
    for key in ("anyOf", "oneOf"):
        if key in field and "properties" not in field:
            return [option for each in field[key] for option in _options(schema, each)]
    return [field]


def _schema_text() -> str:
    from feasibility.case.schema import schema_text

    return schema_text()


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    SCHEMA_FILE.write_text(_schema_text(), encoding="utf-8")
    print(f"{PAGE.name}: {len(page().splitlines())} lines")
