"""What `feasibility vat` tells: the case under each VAT policy and regime, and which classes are open."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from feasibility.analysis.vat_compare import Alternative, PartyEffect, RegimeSwitch, VatComparison
from feasibility.case import choice_label
from feasibility.language import Label, Language, format_measure, format_number
from feasibility.names import VAT_REGIMES
from feasibility.report.layout import EMPTY, Shown, paragraph, table
from feasibility.report.summary import Applied, checks, failed_check, heading
from feasibility.rules.classification import Classification

_WIDTHS = (32, 17, 17, 17, 17)


def vat_report(found: VatComparison, language: Language, applied: Applied | None = None) -> list[Shown]:
    """What was found: policies, regimes of all letting products and of each, then the classification."""
    result = found.as_stated
    lines = [
        *heading(result, language, applied or Applied()),
        *(checks(result, language) if result.failed_checks else ()),
        EMPTY,
        Shown(_TITLE.text(language), "title"),
        *paragraph(LEAD.text(language)),
        *_registration(found, language),
        EMPTY,
        *_table(POLICY_HEAD.text(language), found.policies, policies(found), language),
    ]
    for switch in found.regimes:
        lines += [EMPTY, *_table(switched(switch, found, language), switch.alternatives, REGIMES, language)]
    return [*lines, EMPTY, *_classes(found, language)]


def policies(found: VatComparison) -> Mapping[str, Label]:
    """The words of each policy."""
    return {each.id: choice_label("policy", each.id) for each in found.policies}


def _registration(found: VatComparison, language: Language) -> list[Shown]:
    """From which month each company is registered, and why."""
    lines: list[Shown] = []
    result = found.as_stated
    for party in result.case.companies:
        line = result.built.model.lines[f"{party}.vat.registered_from"]
        month, reason = result.number(line.id), result.reason(line)
        since = format_measure(month, "month", language) if month is not None else ""
        if reason is not None:
            since = reason.text(language)
        lines += paragraph(f"{line.label.text(language)}: {since}.", "plain", "  ", "    ")
    return lines


def switched(switch: RegimeSwitch, found: VatComparison, language: Language) -> str:
    """What is classed in another way: a product, or all that let."""
    if switch.product is None:
        return _ALL_PRODUCTS.text(language)
    return _name(found, switch.product)


def _name(found: VatComparison, product: str) -> str:
    return found.as_stated.case.products[product].label or product.replace("_", " ")


def alternative_table(
    head: str, alternatives: Sequence[Alternative], names: Mapping[str, Label], language: Language
) -> tuple[list[str], list[list[str]]]:
    """The heads and rows of a comparison, the first column words."""
    heads = [head]
    for alternative in alternatives:
        mark = f" ({_CURRENT.text(language)})" if alternative.is_current else ""
        heads.append(names[alternative.id].text(language) + mark)

    def amounts(label: Label, of: Callable[[Alternative], float | None]) -> list[str]:
        return [label.text(language), *(_amount(of(a), language) for a in alternatives)]

    def together(of: Callable[[PartyEffect], float]) -> Callable[[Alternative], float]:
        return lambda a: sum(of(p) for p in a.parties.values())

    rows = [
        amounts(_LOST_RUNNING, together(lambda p: p.lost_running)),
        amounts(_LOST_WORKS, together(lambda p: p.lost_works)),
        amounts(_ADJUSTMENT, together(lambda p: p.adjustment)),
    ]
    parties = alternatives[0].parties
    for party in parties:
        rows.append(amounts(_NPV[party], lambda a, party=party: a.parties[party].npv))  # type: ignore[misc]
    rows.insert(4, amounts(_GAIN, lambda a: a.result.number("landlord.npv_against_vacant")))
    for party in parties:
        rows.append(
            amounts(_LOWEST[party], lambda a, party=party: a.parties[party].lowest_cash)  # type: ignore[misc]
        )
    if any(a.turned_away > 0 for a in alternatives):
        away = [format_number(a.turned_away, 1, language) for a in alternatives]
        rows.append([_TURNED_AWAY.text(language), *away])
    return heads, rows


def _table(
    head: str, alternatives: Sequence[Alternative], names: Mapping[str, Label], language: Language
) -> list[Shown]:
    heads, rows = alternative_table(head, alternatives, names, language)
    lines = table(heads, rows, _WIDTHS[: len(heads)])
    for alternative in alternatives:
        if alternative.is_current:
            continue
        for check in alternative.result.failed_checks:
            said = failed_check(check, language)
            lines += paragraph(f"✗ {names[alternative.id].text(language)}: {said}", "bad", "  ")
    return lines


def _amount(nok: float | None, language: Language) -> str:
    return "–" if nok is None else format_measure(nok, "NOK", language)


def class_notes(found: VatComparison, language: Language) -> list[str]:
    """What is settled and what is open of each product, and where that is from, a paragraph each."""
    texts = [_CLASS_LEAD.text(language)]
    for product, item in found.classes.items():
        text = _class(found, product, item, language)
        if found.as_stated.case.products[product].vat_regime not in item.regimes:
            text += f" {_UNUSUAL.text(language)}"
        texts.append(text)
    texts += [note.text(language) for note in _open_notes(found)]
    texts += [f"{source}." for source in dict.fromkeys(item.source for item in found.classes.values())]
    if any(item.uncertain for item in found.classes.values()):
        texts.append(_UNCERTAIN.text(language))
    return texts


def _class(found: VatComparison, product: str, item: Classification, language: Language) -> str:
    stated = found.as_stated.case.products[product].vat_regime
    listed = ", ".join(REGIMES[regime].text(language) for regime in item.regimes)
    verdict = _OPEN if item.is_open else _SETTLED
    return (
        f"{_name(found, product)} ({_STATED.text(language)}: {REGIMES[stated].text(language)}): "
        f"{verdict.text(language)}: {listed}. {Label(item.nb, item.en).text(language)}"
    )


def _classes(found: VatComparison, language: Language) -> list[Shown]:
    lines = [Shown(_CLASS_TITLE.text(language), "title"), *paragraph(_CLASS_LEAD.text(language))]
    for product, item in found.classes.items():
        lines += paragraph(_class(found, product, item, language), "plain", "  ", "    ")
        if found.as_stated.case.products[product].vat_regime not in item.regimes:
            lines += paragraph(_UNUSUAL.text(language), "bad", "    ", "    ")
    for note in _open_notes(found):
        lines += paragraph(note.text(language), "plain", "  ", "    ")
    lines += [EMPTY, Shown(_SOURCES.text(language), "title")]
    for source in dict.fromkeys(item.source for item in found.classes.values()):
        lines += paragraph(f"{source}.", "muted", "  ", "    ")
    if any(item.uncertain for item in found.classes.values()):
        lines += paragraph(_UNCERTAIN.text(language), "muted", "  ", "  ")
    return lines


def _open_notes(found: VatComparison) -> list[Label]:
    """What else the rules leave open (docs/model.md §6), where the case meets it."""
    case, values = found.as_stated.case, found.as_stated.values
    notes = []
    if any(item.kind == "desks_bought" and item.passed_on for item in case.support.values()):
        notes.append(_PASSED_ON)
    if float(values["deal.last_month"]) < case.horizon_months and case.after_lease == "vacant":
        notes.append(_VACANCY)
    return notes


_TITLE = Label("Hva avgjør merverdiavgiften?", "What does VAT decide?")
LEAD = Label(
    "Samme sak regnet på nytt med hver behandling av merverdiavgiften, alt annet likt. Mva. er for begge "
    "selskapene og hele perioden; justering er pluss når mer kan trekkes fra senere. Nåverdi er før "
    "finansiering.",
    "The same case calculated anew under each treatment of VAT, all else equal. VAT is for both companies "
    "and the whole period; adjustment is plus where more may be deducted later. Present value is before "
    "financing.",
)
_CURRENT = Label("saken", "the case")
POLICY_HEAD = Label("Medlemmer uten fradragsrett", "Members who cannot deduct")
_ALL_PRODUCTS = Label("Alle utleieproduktene", "All letting products")
_LOST_RUNNING = Label("Tapt mva., løpende", "VAT lost, running")
_LOST_WORKS = Label("Tapt mva., arbeider", "VAT lost, works")
_ADJUSTMENT = Label("Justering av mva.", "VAT adjustment")
_NPV = {
    "landlord": Label("Nåverdi, gårdeier", "Present value, landlord"),
    "operator": Label("Nåverdi, driver", "Present value, operator"),
    "next_operator": Label("Nåverdi, neste driver", "Present value, next operator"),
}
_GAIN = Label("Gårdeier mot tomt lokale", "Landlord, gain over vacant")
_LOWEST = {
    "landlord": Label("Laveste likviditetsreserve, gårdeier", "Lowest liquidity reserve, landlord"),
    "operator": Label("Laveste likviditetsreserve, driver", "Lowest liquidity reserve, operator"),
    "next_operator": Label(
        "Laveste likviditetsreserve, neste driver", "Lowest liquidity reserve, next operator"
    ),
}
_TURNED_AWAY = Label("Medlemmer avvist, i snitt", "Members turned away, average")
REGIMES: dict[str, Label] = {regime: called.short for regime, called in VAT_REGIMES.items()}
_CLASS_TITLE = Label("Hva er klart, og hva er åpent?", "What is settled, and what is open?")
_CLASS_LEAD = Label(
    "Skattedirektoratet svarte 7. juni 2019 at hvert produkt og hvert areal vurderes for seg. Der flere "
    "behandlinger er mulige, er det åpent, og verdt en linje i bankens papir.",
    "The Directorate of Taxes answered on 7 June 2019 that each product and each area is judged by itself. "
    "Where more than one treatment is possible it is open, and worth a line in the bank's paper.",
)
_STATED = Label("i saken", "in the case")
_OPEN = Label("åpent", "open")
_SETTLED = Label("klart", "settled")
_UNUSUAL = Label(
    "Saken bruker en annen behandling enn de som er vanlige for slike produkter.",
    "The case uses another treatment than the usual ones for such products.",
)
_SOURCES = Label("Kilder", "Sources")
_UNCERTAIN = Label(
    "Uttalelsen er gjengitt etter andre; svaret for det enkelte produktet er ikke kontrollert mot teksten.",
    "The statement is told after others; its answer for each product is not checked against the text.",
)
_PASSED_ON = Label(
    "Åpent: kommunen kan leie med avgift til egen bruk (§ 2-3 første ledd b), men det er ikke avklart når "
    "den "
    "lar andre bruke plassene. Her er de regnet som medlemmenes.",
    "Open: the municipality may rent with VAT for its own use (§ 2-3 first paragraph b), but it is not "
    "settled "
    "where it passes desks on to others. Here they count as the members' do.",
)
_VACANCY = Label(
    "Åpent: i ledighet etter utleie er siste bruk lagt til grunn, så fradraget står.",
    "Open: in vacancy after letting the last use counts, so the deduction stands.",
)
