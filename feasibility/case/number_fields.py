"""Every number in a case, with its unit, labels, limits and source."""

from collections.abc import Iterator, Mapping

from feasibility.case.form.actual import Actual
from feasibility.case.form.fields import shown_label
from feasibility.case.form.navigation import Path, at, child, child_shape, path_of, section_at
from feasibility.case.form.shape import Entries, Field, Items, Leaf, Overrides, Rate, Section, Shape, Variants
from feasibility.case.form.stated import ROOT, SourceNote, StatedCase
from feasibility.case.form.uncertainty import Uncertainty
from feasibility.case.messages.problems import CaseError, dotted, problem
from feasibility.case.messages.wording import instead
from feasibility.language import DEFAULT_LANGUAGE, Label, Language
from feasibility.record import record

_MONTHS = (
    Label("januar", "January"),
    Label("februar", "February"),
    Label("mars", "March"),
    Label("april", "April"),
    Label("mai", "May"),
    Label("juni", "June"),
    Label("juli", "July"),
    Label("august", "August"),
    Label("september", "September"),
    Label("oktober", "October"),
    Label("november", "November"),
    Label("desember", "December"),
)


@record
class NumberField:
    """A number in a case: where it stands, what it is worth, and what it is called.

    ``nb`` and ``en`` are the field's own label ("Pris per medlem og måned"); ``trail`` holds the labels of
    the sections and items around it, from the outermost ("Produkter", "Fleksplass").
    """

    path: str
    value: float
    unit: str
    nb: str
    en: str
    source: SourceNote | None
    trail: tuple[Label, ...]

    def label(self, language: Language = DEFAULT_LANGUAGE) -> str:
        """Return the field's own label."""
        return self.nb if language == "nb" else self.en


@record
class FieldInfo:
    """What a number field is, apart from its value: unit, labels, limits and default.

    A limit is None where there is none, and lies itself outside where ``..._included`` is False.
    ``default`` is None where the user must state the number, or where leaving it out means "none".
    ``is_counted``: of things that come in whole ones, though the field takes a fraction.
    """

    unit: str
    nb: str
    en: str
    minimum: float | None
    maximum: float | None
    default: float | None
    minimum_included: bool = True
    maximum_included: bool = True
    is_whole: bool = False
    is_optional: bool = False
    is_counted: bool = False


def numbers(case: StatedCase) -> Iterator[NumberField]:
    """Yield every number in the case, defaults included, in the file's order.

    Optional numbers that are not stated, the changes that scenarios make, how numbers are distributed, and
    booked figures are left out. A rate by year gives one number for each year
    (``index.prices_share_per_year.2027``), season factors one for each month.
    """
    yield from _numbers(case, ROOT, None, case, (), ())


def field_info(case: StatedCase | type[StatedCase], path: str) -> FieldInfo:
    """Return what the number field at the dotted ``path`` is.

    With a case, the path must exist in it (a number that is not stated included); with the class, any id
    will do, and a path through a choice of sections leads into the first that has it. Raises
    :class:`CaseError` where the path leads nowhere or not to a number.
    """
    steps = path_of(path)
    stated = case if isinstance(case, StatedCase) else None
    shape, field = _found(ROOT, None, stated, steps, 0)
    leaf = shape.each if isinstance(shape, Rate) else shape
    if not isinstance(leaf, Leaf) or not leaf.is_number or field is None:
        wrong = Label("stien fører ikke til et tall.", "the path does not lead to a number.")
        raise CaseError([problem(path, None, wrong, instead(None, _names(shape, at(stated, steps))))])
    label = own_label(field, steps)
    return FieldInfo(
        unit=field.unit,
        nb=label.nb,
        en=label.en,
        minimum=leaf.minimum,
        maximum=leaf.maximum,
        default=_default(field, steps[-1]),
        minimum_included=leaf.minimum_included,
        maximum_included=leaf.maximum_included,
        is_whole=leaf.kind == "whole",
        is_optional=field.nullable,
        is_counted=field.is_counted,
    )


def _numbers(
    case: StatedCase, shape: Shape, field: Field | None, value: object, path: Path, trail: tuple[Label, ...]
) -> Iterator[NumberField]:
    match shape:
        case Overrides():
            return
        case Section(model=model) if model in (Uncertainty, Actual):
            return
        case Leaf() | Rate() if not isinstance(value, Mapping):
            is_number = isinstance(shape, Rate) or shape.is_number
            if is_number and field is not None and isinstance(value, int | float):
                label, name = own_label(field, path), dotted(path)
                source = case.sources.get(name)
                yield NumberField(name, value, field.unit, label.nb, label.en, source, trail)
        case Section() | Variants():
            section = section_at(shape, value)
            below = trail if field is None else (*trail, Label(field.nb, field.en))
            for inner in section.fields.values() if section and value is not None else ():
                item = getattr(value, inner.name)
                yield from _numbers(case, inner.shape, inner, item, (*path, inner.name), below)
        case Items(item=item_shape) if isinstance(value, Mapping) and field is not None:
            below = (*trail, Label(field.nb, field.en))
            for item_id, item in value.items():
                called = shown_label(item_id, item)
                around = (*below, Label(called, called))
                yield from _numbers(case, item_shape, None, item, (*path, item_id), around)
        case Rate(each=each) if isinstance(value, Mapping):
            for year, rate in sorted(value.items()):
                yield from _numbers(case, each, field, rate, (*path, str(year)), trail)
        case Entries(item=item_shape) if isinstance(value, tuple) and field is not None:
            yield from _listed(case, item_shape, field, value, path, trail)


def _listed(
    case: StatedCase,
    shape: Shape,
    field: Field,
    values: tuple[object, ...],
    path: Path,
    trail: tuple[Label, ...],
) -> Iterator[NumberField]:
    for place, value in enumerate(values):
        below = (*path, str(place))
        if isinstance(shape, Leaf):
            yield from _numbers(case, shape, field, value, below, trail)
        else:
            numbered = Label(f"{field.nb} {place + 1}", f"{field.en} {place + 1}")
            yield from _numbers(case, shape, None, value, below, (*trail, numbered))


def own_label(field: Field, path: Path) -> Label:
    """What the field at the path is called: of a rate with its year, in a list with its month or place."""
    last = path[-1]
    if not last.isdecimal():
        return Label(field.nb, field.en)
    if not isinstance(field.shape, Entries):
        return Label(f"{field.nb} {last}", f"{field.en} {last}")
    place = int(last)
    if field.shape.longest == len(_MONTHS) and place < len(_MONTHS):
        month = _MONTHS[place]
        return Label(f"{field.nb}, {month.nb}", f"{field.en}, {month.en}")
    return Label(f"{field.nb} {place + 1}", f"{field.en} {place + 1}")


def _default(field: Field, last: str) -> float | None:
    default = field.default
    if isinstance(default, tuple):
        default = default[int(last)] if last.isdecimal() and int(last) < len(default) else None
    return default if isinstance(default, int | float) and not isinstance(default, bool) else None


def _found(
    shape: Shape, field: Field | None, stated: object, steps: Path, depth: int
) -> tuple[Shape, Field | None]:
    if depth == len(steps):
        return shape, field
    step = steps[depth]
    if isinstance(shape, Variants) and stated is None:
        return _found_in_any(shape, steps, depth)
    below = child_shape(shape, stated, step)
    if below is None or (
        isinstance(shape, Items | Entries) and stated is not None and step not in _names(shape, stated)
    ):
        wrong = Label(f"ukjent sti: «{step}» finnes ikke.", f'unknown path: "{step}" does not exist.')
        raise CaseError([problem(dotted(steps), None, wrong, instead(step, _names(shape, stated)))])
    return _found(below[0], below[1] or field, child(stated, step), steps, depth + 1)


def _found_in_any(shape: Variants, steps: Path, depth: int) -> tuple[Shape, Field | None]:
    error = CaseError(())
    for section in shape.sections.values():
        try:
            return _found(section, None, None, steps, depth)
        except CaseError as failed:
            error = failed
    raise error


def _names(shape: Shape, stated: object) -> list[str]:
    if isinstance(shape, Items | Rate) and isinstance(stated, Mapping):
        return [str(key) for key in stated]
    if isinstance(shape, Entries) and isinstance(stated, list | tuple):
        return [str(place) for place in range(len(stated))]
    section = section_at(shape, stated)
    return list(section.fields) if section else []
