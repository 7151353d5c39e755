"""What a negotiation is said to be: whether there is a deal both want, where, and on what terms."""

from __future__ import annotations

import math
from typing import Any

from feasibility.analysis.negotiate.negotiation import Explored, Negotiation
from feasibility.analysis.negotiate.prepared import CONDITIONS
from feasibility.analysis.negotiate.subsidy import Subsidy
from feasibility.analysis.negotiate.terms import Dimension
from feasibility.answers.answer import (
    Answer,
    Sentence,
    sentences,
)
from feasibility.answers.negotiation_tables import both_parties, forms_table, limits, subsidies_table
from feasibility.answers.negotiation_words import (
    CONDITION_WORDS,
    at_point,
    failing,
    pair,
    said_of,
    said_of_each,
    values_of_each,
)
from feasibility.answers.reservations import supported_by
from feasibility.answers.term_sheet import term_sheet
from feasibility.language import Label, format_amount
from feasibility.language.label import either, listed
from feasibility.pictures.look import Picture
from feasibility.pictures.negotiate import picture
from feasibility.report.words import AGAINST


def answer(found: Negotiation) -> Answer:
    """The answer in words, the limits, both parties at the point, the forms of help and the term sheet."""
    tables = [limits(found), both_parties(found)]
    if found.subsidies:
        tables.append(subsidies_table(found))
    if found.forms is not None and found.forms.found:
        tables.append(forms_table(found))
    return Answer(
        "negotiate",
        _TITLE,
        found.result,
        sentences=sentences(
            _zone(found),
            *_opens(found),
            _equal(found),
            no_help(found),
            *_about(found),
        ),
        tables=tuple(tables),
        texts=(term_sheet(found),),
        pictures=(picture(found),),
        data=_data(found),
        checks_failed=bool(found.point.result.failed_checks),
    )


def explored(found: Explored, about: Picture) -> Answer:
    """What is the same whichever point is looked at: where both can agree, and within which limits.

    about: the map, with the point that is looked at.
    """
    tables = [limits(found)]
    if found.subsidies:
        tables.append(subsidies_table(found))
    return Answer(
        "negotiate",
        _TITLE,
        found.result,
        sentences=sentences(_zone(found), *_opens(found), _equal(found), *_about(found)),
        tables=tuple(tables),
        pictures=(about,),
    )


# ---- in words ---------------------------------------------------------------------------------------------


def _about(found: Explored) -> tuple[Label | None, ...]:
    return _stated(found), _judged(found), _supported(found), _set_aside(found)


def _zone(found: Explored) -> Sentence:
    names = pair(found)
    if not found.has_zone:
        return Sentence(
            Label(
                f"Nei. Når {names.nb} varieres, finnes det ingen avtale begge er tjent med: "
                f"{_why_none(found).nb}",
                f"No. When {names.en} are varied, there is no deal both gain from: {_why_none(found).en}",
            ),
            "bad",
        )
    spans, dimension = found.spans["zone"], found.map.x
    at = sorted({span.x for span in spans})
    x = said_of_each(dimension, _unbroken(at, found.map.xs.tolist()))
    y = said_of(found.map.y, min(span.low for span in spans), max(span.high for span in spans))
    tried, range_tried = found.map.xs.size, said_of(dimension, dimension.low, dimension.high)
    at_some, trade = _counted(len(at), tried), _trade_off(found, at)
    return Sentence(
        Label(
            f"Ja. Det finnes avtaler begge er tjent med, innenfor {x.nb} og {y.nb}{trade.nb} Det er prøvd "
            f"{tried} verdier innenfor {range_tried.nb}; slike avtaler finnes ved {at_some.nb} av dem.",
            f"Yes. There are deals both gain from, within {x.en} and {y.en}{trade.en} {tried} values within "
            f"{range_tried.en} are tried; there are such deals at {at_some.en} of them.",
        ),
        "good",
    )


def _unbroken(at: list[float], tried: list[float]) -> list[tuple[float, float]]:
    """The values as stretches of neighbours among those tried."""
    out: list[tuple[float, float]] = []
    for before, x in zip([None, *tried], tried, strict=False):
        if x in at:
            joins = bool(out) and out[-1][1] == before
            out[-1:] = [(out[-1][0], x)] if joins else [*out[-1:], (x, x)]
    return out


def _counted(some: int, tried: int) -> Label:
    if some == tried:
        return Label("alle", "all")
    return Label("én", "one") if some == 1 else Label(str(some), str(some))


def _trade_off(found: Explored, at: list[float]) -> Label:
    """Where the values of y that suit both depend on x: that they do, and what they are at the two ends."""
    by_x = {x: _both_at(found, x) for x in at}
    if len(set(by_x.values())) < 2:
        return Label(".", ".")
    ends = [(said_of(found.map.x, x), by_x[x]) for x in (at[0], at[-1])]
    nb = " og ".join(f"med {x.nb}: {y.nb}" for x, y in ends)
    en = " and ".join(f"with {x.en}: {y.en}" for x, y in ends)
    return Label(
        f", men ikke i enhver blanding: det ene avhenger av det andre ({nb}; resten står i tabellen).",
        f", but not in every mix: the one depends on the other ({en}; the rest stands in the table).",
    )


def _both_at(found: Explored, x: float) -> Label:
    """The values of y that suit both at one of x."""
    return values_of_each(found.map.y, [(s.low, s.high) for s in found.spans["zone"] if s.x == x])


def _why_none(found: Explored) -> Label:
    landlord, operator = int(found.map.landlord.sum()), int(found.map.operator.sum())
    if not landlord:
        fails = _nowhere(found, "landlord")
        return Label(
            f"gårdeierens vilkår holder ingen steder ({fails.nb}).",
            f"the landlord's conditions hold nowhere ({fails.en}).",
        )
    if not operator:
        fails = _nowhere(found, "operator")
        return Label(
            f"driverens vilkår holder ingen steder ({fails.nb}).",
            f"the operator's conditions hold nowhere ({fails.en}).",
        )
    return Label(
        "det gårdeieren kan gi, er mindre enn det driveren må ha.",
        "what the landlord can give is less than what the operator must have.",
    )


def _nowhere(found: Explored, party: str) -> Label:
    """Which conditions of a party hold nowhere; where each does somewhere, that they never do together."""
    never = [CONDITION_WORDS[c] for c in CONDITIONS if c.startswith(party) and not found.map.holds[c].any()]
    if not never:
        return Label("aldri alle samtidig", "never all at once")
    return Label(listed([w.nb for w in never], "nb"), listed([w.en for w in never], "en"))


def _opens(found: Explored) -> list[Sentence]:
    if not found.subsidies:
        return []
    helps = [subsidy for subsidy in found.subsidies if subsidy.nok is not None]
    if not helps:
        return [
            Sentence(
                Label(
                    "Intet tilskudd til bare én av dem åpner for en avtale.",
                    "No subsidy to one of them alone opens for a deal.",
                ),
                "bad",
            )
        ]
    said = [_subsidy_words(subsidy) for subsidy in helps]
    nb, en = either([w.nb for w in said], "nb"), either([w.en for w in said], "en")
    return [
        Sentence(
            Label(
                f"Det minste tilskuddet som åpner for en: {nb}.",
                f"The smallest subsidy that opens for one: {en}.",
            ),
            "mixed",
        )
    ]


def _subsidy_words(subsidy: Subsidy) -> Label:
    assert subsidy.nok is not None
    kroner = float(math.ceil(subsidy.nok - 1e-6))
    nb, en = format_amount(kroner, "nb"), format_amount(kroner, "en")
    to = (
        Label("driveren", "the operator")
        if subsidy.receiver == "operator"
        else Label("gårdeieren", "the landlord")
    )
    if subsidy.kind == "lump":
        return Label(f"{nb} én gang til {to.nb}", f"{en} once to {to.en}")
    return Label(f"{nb} i året til {to.nb}", f"{en} a year to {to.en}")


def _equal(found: Explored) -> Label | None:
    if found.equal is None:
        return None
    at = at_point(found, found.equal.x, found.equal.y)
    nb, en = (format_amount(found.equal.landlord_gain, of) for of in ("nb", "en"))
    if found.equal.is_exact:
        return Label(
            f"Begge tjener like mye, {nb} i nåverdi, med {at.nb}.",
            f"Both gain the same, {en} in present value, with {at.en}.",
        )
    other = [format_amount(found.equal.operator_gain, of) for of in ("nb", "en")]
    return Label(
        f"Ingen steder i sonen tjener de like mye. Nærmest er {at.nb}: {nb} for gårdeieren og {other[0]} for "
        "driveren, i nåverdi.",
        f"Nowhere in the zone do they gain the same. Nearest is {at.en}: {en} for the landlord and "
        f"{other[1]} "
        "for the operator, in present value.",
    )


def no_help(found: Negotiation) -> Label | None:
    """That there is no help to give in another form, where the point gives none."""
    if found.forms is None or found.forms.found:
        return None
    return Label(
        "Punktet gir ikke driveren mer enn sakens leie uten avslag, så det er ingen hjelp å gi i en annen "
        "form.",
        "The point gives the operator no more than the case's rent without reductions, so there is no help "
        "to "
        "give in another form.",
    )


def _stated(found: Explored) -> Label:
    if not found.as_stated:
        return Label(
            "Saken som den står, er en avtale begge er tjent med.",
            "The case as it stands is a deal both gain from.",
        )
    fails = failing(found.as_stated)
    return Label(
        f"Saken som den står, er det ikke: {fails.nb}.", f"The case as it stands is not one: {fails.en}."
    )


def _judged(found: Explored) -> Label:
    than = _against(found)
    covenants = {c.party for c in found.map.ready.covenants}
    landlord = [Label(f"komme minst like godt ut som {than.nb}", f"do at least as well as {than.en}")]
    operator = [Label("få dekket avkastningskravet sitt", "earn what it asks for")]
    for party, of in (("landlord", landlord), ("operator", operator)):
        of.append(Label("ha penger hver måned", "have money every month"))
        if party in covenants:
            of.append(Label("holde lånevilkårene", "keep its covenants"))
    one, other = (_all_of(of) for of in (landlord, operator))
    said = Label(
        f"Gårdeieren skal {one.nb}; driveren skal {other.nb}. Kassekreditt og kapital fra eierne, slik saken "
        "forutsetter, er penger.",
        f"The landlord is to {one.en}; the operator is to {other.en}. An overdraft and owners' capital, as "
        "the case assumes, are money.",
    )
    return said if covenants else Label(f"{said.nb} {_NO_TERMS.nb}", f"{said.en} {_NO_TERMS.en}")


_NO_TERMS = Label(
    "Saken har ingen lånevilkår, så bankens krav er ikke prøvd.",
    "The case has no loan terms, so the bank's tests are not checked.",
)


def _all_of(conditions: list[Label]) -> Label:
    return Label(listed([c.nb for c in conditions], "nb"), listed([c.en for c in conditions], "en"))


def _against(found: Explored) -> Label:
    names = found.map.ready.alternatives if found.map.against == "best" else (found.map.against,)
    nb, en = " og som ".join(AGAINST[n].nb for n in names), " and ".join(AGAINST[n].en for n in names)
    return Label(nb, en)


def _supported(found: Explored) -> Label | None:
    names = supported_by(found.result.case)
    if not names:
        return None
    if found.result.values.inputs.get("with_support", 1.0) == 0:
        return Label("Støtten i saken er ikke regnet med.", "The support of the case is not counted.")
    return Label(
        f"Støtten i saken er regnet med: {listed(names, 'nb')}.",
        f"The support of the case is counted: {listed(names, 'en')}.",
    )


def _set_aside(found: Explored) -> Label | None:
    lease = found.result.case.lease
    if not found.map.ready.sets_aside or lease is None or not lease.reductions:
        return None
    return Label(
        "Sakens egne avslag i leien er satt til side; det som forhandles, kommer i stedet for dem.",
        "The case's own rent reductions are set aside; what is negotiated takes their place.",
    )


# ---- data -------------------------------------------------------------------------------------------------


def _data(found: Negotiation) -> dict[str, Any]:
    there = found.map.evaluated

    def grid(values: Any) -> list[list[Any]]:
        return [[_plain(v) for v in row] for row in found.map.table(values).tolist()]

    return {
        "x": _dimension(found.map.x, found.map.xs),
        "y": _dimension(found.map.y, found.map.ys),
        "against": found.map.against,
        "landlord_gain": grid(there.gain),
        "operator_value": grid(there.operator_value),
        "landlord_lowest_cash": grid(there.landlord_cash),
        "operator_lowest_cash": grid(there.operator_cash),
        "covenants_broken_years": {c.line: grid(years) for c, years in there.breaches.items()},
        "conditions": {condition: grid(flags) for condition, flags in found.map.holds.items()},
        "zone": grid(found.map.zone),
        "limits": {
            whose: [{"x": s.x, "low": s.low, "high": s.high} for s in spans]
            for whose, spans in found.spans.items()
        },
        "equal_gain": None
        if found.equal is None
        else {
            "x": found.equal.x,
            "y": found.equal.y,
            "landlord_gain": found.equal.landlord_gain,
            "operator_value": found.equal.operator_gain,
            "is_exact": found.equal.is_exact,
        },
        "point": {
            "why": found.point.why,
            "x": found.point.x,
            "y": found.point.y,
            "fails": list(found.point.fails),
        },
        "subsidies": [
            {"kind": s.kind, "receiver": s.receiver, "nok": s.nok, "x": s.x, "y": s.y}
            for s in found.subsidies
        ],
        "forms": None
        if found.forms is None
        else [
            {
                "id": f.id,
                "size": f.size,
                "cost_nok": f.cost_nok,
                "operator_value": f.operator_nok,
                "fails": list(f.fails),
            }
            for f in found.forms.found
        ],
    }


def _dimension(of: Dimension, values: Any) -> dict[str, Any]:
    return {
        "id": of.id,
        "label": of.label.by_language(),
        "unit": of.unit,
        "values": values.tolist(),
        "stated": of.stated,
    }


_TITLE = Label("Finnes det en avtale begge vil ha?", "Is there a deal both want?")


def _plain(value: Any) -> Any:
    return None if isinstance(value, float) and not math.isfinite(value) else value
