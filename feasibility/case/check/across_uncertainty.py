"""Rules for what is uncertain: distributions are possible and of numbers there are, correlations agree."""

import math
from collections.abc import Iterator, Mapping

from feasibility.case.check.finding import Finding, Rule, found
from feasibility.case.form.navigation import Path, at, child, child_shape, path_of, section_at
from feasibility.case.form.shape import Entries, Items, Leaf, Rate, Shape
from feasibility.case.form.stated import ROOT, StatedCase
from feasibility.case.form.uncertainty import (
    Bootstrap,
    Discrete,
    Distribution,
    Lognormal,
    Normal,
    Pert,
    Triangular,
    Uncertainty,
)
from feasibility.case.messages.wording import allowed, figure, instead
from feasibility.language import Label

_LEAST_INSIDE = 1e-4
"""A distribution with less than this of its probability within the field's limits lies outside them."""
_SINGULAR = 1e-9
_SUM = 1e-9


def inputs(case: StatedCase) -> Iterator[Finding]:
    """Each distribution is of one number of the case, no other is of the same, and it is possible."""
    of: dict[str, str] = {}
    for id, each in ({} if case.uncertainty is None else case.uncertainty.inputs).items():
        path = f"uncertainty.inputs.{id}"
        wrong = _no_number(case, each.path)
        if wrong is not None:
            yield found(case, f"{path}.path", each.path, *wrong)
            continue
        if each.path in of:
            twice = Label(
                f"{each.path} er også fordelt i {of[each.path]}.",
                f"{each.path} is also distributed in {of[each.path]}.",
            )
            yield found(case, f"{path}.path", each.path, twice, Label("Behold én.", "Keep one of them."))
        of.setdefault(each.path, id)
        impossible = list(_impossible(case, path, each))
        yield from impossible or _outside(case, path, each, _leaf(case, path_of(each.path)))


# ---- the number ------------------------------------------------------------------------------------------


def _no_number(case: StatedCase, name: str) -> tuple[Label, Label] | None:
    """What is wrong with a path that is to lead to a number that is stated, or has a default."""
    shape: Shape = ROOT
    stated: object = case
    for step in path_of(name):
        below = child_shape(shape, stated, step)
        known = _names(shape, stated)
        if below is None or (isinstance(shape, Items | Entries | Rate) and step not in known):
            wrong = Label(f"ukjent sti: «{step}» finnes ikke.", f'unknown path: "{step}" does not exist.')
            return wrong, instead(step, known)
        shape, stated = below[0], child(stated, step)
    is_number = isinstance(shape, Rate) or (isinstance(shape, Leaf) and shape.is_number)
    if not is_number or name.split(".")[0] == "uncertainty":
        wrong = Label("stien fører ikke til et tall.", "the path does not lead to a number.")
        return wrong, instead(None, _names(shape, stated))
    if isinstance(stated, Mapping):
        wrong = Label("satsen er oppgitt per år.", "the rate is stated by year.")
        return wrong, Label(f"Skriv også året: {name}.ÅÅÅÅ.", f"Write the year as well: {name}.YYYY.")
    if stated is None:
        wrong = Label("tallet er ikke oppgitt i saken.", "the number is not stated in the case.")
        return wrong, Label("Oppgi tallet selv først.", "State the number itself first.")
    return None


def _names(shape: Shape, stated: object) -> list[str]:
    if isinstance(shape, Items | Rate) and isinstance(stated, Mapping):
        return [str(key) for key in stated]
    if isinstance(shape, Entries) and isinstance(stated, list | tuple):
        return [str(place) for place in range(len(stated))]
    section = section_at(shape, stated)
    return list(section.fields) if section else []


def _leaf(case: StatedCase, path: Path) -> Leaf:
    shape: Shape = ROOT
    for depth, step in enumerate(path):
        below = child_shape(shape, at(case, path[:depth]), step)
        assert below is not None
        shape = below[0]
    leaf = shape.each if isinstance(shape, Rate) else shape
    assert isinstance(leaf, Leaf)
    return leaf


# ---- the distribution ------------------------------------------------------------------------------------


def _impossible(case: StatedCase, path: str, each: Distribution) -> Iterator[Finding]:
    """The ends in order, probabilities for every value that add up."""
    if isinstance(each, Discrete):
        yield from _bad_chances(case, path, each)
        return
    if isinstance(each, Normal | Lognormal | Bootstrap):
        return
    ends = f"low {figure(each.low)}, high {figure(each.high)}"
    if each.low >= each.high:
        wrong = Label(f"low er ikke under high ({ends}).", f"low is not below high ({ends}).")
        mend = Label(
            "Bytt dem om, eller fjern fordelingen hvis tallet er sikkert.",
            "Swap them, or remove the distribution if the number is certain.",
        )
        yield found(case, f"{path}.low", each.low, wrong, mend, f"{path}.high")
    elif isinstance(each, Triangular | Pert) and not each.low <= each.mode <= each.high:
        mode = figure(each.mode)
        wrong = Label(
            f"mode {mode} ligger utenfor low og high ({ends}).", f"mode {mode} lies outside ({ends})."
        )
        mend = Label("Skriv low ≤ mode ≤ high.", "Write low ≤ mode ≤ high.")
        yield found(case, f"{path}.mode", each.mode, wrong, mend, f"{path}.low", f"{path}.high")


def _bad_chances(case: StatedCase, path: str, each: Discrete) -> Iterator[Finding]:
    many, chances = len(each.values), len(each.probabilities)
    whole = f"{path}.probabilities"
    if many != chances:
        wrong = Label(
            f"det er {many} i values, men {chances} i probabilities.",
            f"there are {many} in values, but {chances} in probabilities.",
        )
        mend = Label("Skriv én for hver verdi.", "Write one for each value.")
        yield found(case, whole, each.probabilities, wrong, mend, f"{path}.values")
    elif abs(math.fsum(each.probabilities) - 1) > _SUM:
        total = figure(round(math.fsum(each.probabilities), 9))
        wrong = Label(f"sannsynlighetene blir {total} i sum.", f"the probabilities add up to {total}.")
        mend = Label("Skriv dem slik at summen er 1.", "Write them so that they add up to 1.")
        yield found(case, whole, each.probabilities, wrong, mend)


def _outside(case: StatedCase, path: str, each: Distribution, leaf: Leaf) -> Iterator[Finding]:
    """A distribution that the number's own field leaves nothing of; a listed value that it does not take."""
    what = allowed(leaf)
    mend = Label(f"{each.path} tar {what.nb}.", f"{each.path} takes {what.en}.")
    if isinstance(each, Discrete | Bootstrap):
        for place, value in enumerate(each.values):
            if not leaf.fits(value) or (leaf.kind == "whole" and not value.is_integer()):
                text = figure(value)
                wrong = Label(f"{text} er utenfor feltets grenser.", f"{text} is beyond the field's limits.")
                yield found(case, f"{path}.values.{place}", value, wrong, mend, each.path)
        return
    low = -math.inf if leaf.minimum is None else leaf.minimum
    high = math.inf if leaf.maximum is None else leaf.maximum
    if share_within(each, low, high) < _LEAST_INSIDE:
        wrong = Label(
            "hele fordelingen ligger utenfor feltets grenser.",
            "the whole distribution lies beyond the field's limits.",
        )
        yield found(case, f"{path}.kind", each.kind, wrong, mend, each.path)


def share_within(each: Distribution, low: float, high: float) -> float:
    """How much of a distribution's probability lies between low and high, of a bounded one: of its span."""
    if isinstance(each, Normal):
        return _normal((high - each.mean) / each.sd) - _normal((low - each.mean) / each.sd)
    if isinstance(each, Lognormal):
        variance = math.log1p((each.sd / each.mean) ** 2)
        mean, sd = math.log(each.mean) - variance / 2, math.sqrt(variance)
        ends = [(math.log(end) - mean) / sd if end > 0 else -math.inf for end in (low, high)]
        return _normal(ends[1]) - _normal(ends[0])
    if isinstance(each, Discrete | Bootstrap):
        return sum(low <= value <= high for value in each.values) / len(each.values)
    return max(0.0, min(high, each.high) - max(low, each.low)) / (each.high - each.low)


def _normal(z: float) -> float:
    return (1 + math.erf(z / math.sqrt(2))) / 2


# ---- correlations ----------------------------------------------------------------------------------------


def correlations(case: StatedCase) -> Iterator[Finding]:
    """Each is between two numbers that are distributed, stated once, and all can hold at the same time."""
    if case.uncertainty is None:
        return
    seen: set[frozenset[str]] = set()
    before = False
    for place, pair in enumerate(case.uncertainty.correlations):
        path = f"uncertainty.correlations.{place}.between"
        unknown = [id for id in pair.between if id not in case.uncertainty.inputs]
        if unknown:
            wrong = Label(f"«{unknown[0]}» er ikke blant inputs.", f'"{unknown[0]}" is not among the inputs.')
            yield found(case, path, pair.between, wrong, instead(unknown[0], case.uncertainty.inputs))
        elif pair.between[0] == pair.between[1]:
            wrong = Label("et tall følger alltid seg selv.", "a number always follows itself.")
            yield found(case, path, pair.between, wrong, Label("Nevn to.", "Name two."))
        elif frozenset(pair.between) in seen:
            wrong = Label("paret er oppgitt to ganger.", "the pair is stated twice.")
            yield found(case, path, pair.between, wrong, Label("Behold ett.", "Keep one."))
        else:
            seen.add(frozenset(pair.between))
            continue
        before = True
    if not before:
        yield from _contradiction(case, case.uncertainty)


def normal_correlation(rank: float) -> float:
    """Pearson's correlation of two normal numbers whose ranks correlate by ``rank`` (Spearman's)."""
    return 2 * math.sin(math.pi * rank / 6)


def _contradiction(case: StatedCase, stated: Uncertainty) -> Iterator[Finding]:
    """A correlation that cannot hold together with the others: the matrix is not positive definite."""
    ids = list(dict.fromkeys(id for pair in stated.correlations for id in pair.between))
    known = {frozenset(pair.between): pair.rank for pair in stated.correlations}
    rows: list[list[float]] = []
    for place, id in enumerate(ids):
        with_earlier = [normal_correlation(known.get(frozenset((id, other)), 0.0)) for other in ids[:place]]
        row: list[float] = []
        for other, of in enumerate(with_earlier):
            earlier = rows[other]
            row.append((of - math.fsum(a * b for a, b in zip(row, earlier, strict=False))) / earlier[other])
        left = 1 - math.fsum(each * each for each in row)
        if left < _SINGULAR:
            strongest = max(range(place), key=lambda other: abs(row[other]))
            paired = [other for other in range(place) if frozenset((id, ids[other])) in known]
            worst = max(paired, key=lambda other: abs(with_earlier[other]), default=strongest)
            yield _contradicted(case, stated, frozenset((id, ids[worst])))
            return
        rows.append([*row, math.sqrt(left)])


def _contradicted(case: StatedCase, stated: Uncertainty, between: frozenset[str]) -> Finding:
    place = next(n for n, pair in enumerate(stated.correlations) if frozenset(pair.between) == between)
    pair = stated.correlations[place]
    named = f"{pair.between[0]}–{pair.between[1]}"
    wrong = Label(
        f"samvariasjonen {named} kan ikke gjelde sammen med de andre (matrisen er ikke positivt definit).",
        f"the correlation {named} cannot hold with the others (the matrix is not positive definite).",
    )
    mend = Label(
        "Velg et tall nærmere 0, eller oppgi også parene som mangler: de regnes som 0.",
        "Choose a number nearer 0, or state the pairs that are missing as well: they count as 0.",
    )
    return found(case, f"uncertainty.correlations.{place}.rank", pair.rank, wrong, mend)


RULES: tuple[Rule, ...] = (inputs, correlations)
