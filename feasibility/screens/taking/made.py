"""The files' contents: JSON, pictures and tables, of a run and of the answers that are asked of it."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Final

from feasibility.analysis.no_answer import NoAnswer
from feasibility.answers.answer import Answer
from feasibility.language import LANGUAGES, Label, Language
from feasibility.model import Result
from feasibility.model.base.result import Chart
from feasibility.pictures.look import Picture, Spec
from feasibility.report.document import document, to_json
from feasibility.report.summary import Applied
from feasibility.screens import session
from feasibility.screens.chosen import Opened
from feasibility.screens.pictures import description, picture
from feasibility.screens.questions import ASKED, Ask
from feasibility.screens.words import AXIS_UNIT

Tell = Callable[[float], None]
_CHART_WIDTH: Final = 640
_ANSWERS_SHARE: Final = 0.7
"""Of the work, where answers are worked out and then drawn or written."""


def _discount(result: Result) -> Answer:
    from feasibility.analysis.discount import discount
    from feasibility.answers.discount import answer

    return answer(discount(result.case))


def _negotiate(result: Result) -> Answer:
    from feasibility.analysis.negotiate.negotiation import negotiate
    from feasibility.answers.negotiate import answer

    return answer(negotiate(result))


def _compare(result: Result) -> Answer:
    from feasibility.analysis.compare.compare import compare
    from feasibility.answers.compare import answer

    return answer(compare(result), result)


ANSWERS: Final[Mapping[str, Ask]] = {
    "discount": _discount,
    "negotiate": _negotiate,
    "compare": _compare,
    **ASKED,
}
"""The questions whose answers are taken along, each as it is asked where nobody chooses otherwise."""


def answers(result: Result, tell: Tell) -> list[Answer]:
    """Every answer the case has; a question it has no answer to is left out."""
    start, found = session.as_many_start(result), []
    for place, ask in enumerate(ANSWERS.values()):
        with suppress(NoAnswer):
            found.append(ask(start))
        tell((place + 1) / len(ANSWERS) * _ANSWERS_SHARE)
    return found


def run_json(opened: Opened, result: Result, date: datetime.date) -> bytes:
    """What `feasibility run --json` writes of the same run."""
    now = opened.chosen
    applied = Applied(changes=dict(now.numbers), with_support=now.with_support)
    return to_json(document(result, opened.example, applied, date)).encode("utf-8")


def pictures(name: str, result: Result, found: list[Answer], language: Language, tell: Tell) -> bytes:
    """Every picture as PNG and SVG: those of the result, and of the answers."""
    from feasibility.pictures.render import png, svg

    drawn = [("", each) for each in charts(result)]
    drawn += [(f"{answer.id}-", each) for answer in found for each in answer.pictures]
    files: dict[str, bytes] = {}
    for place, (of, each) in enumerate(drawn):
        stem = f"{name}-{of}{each.id}"
        files[f"{stem}.png"] = png(each, language, result.mark)
        files[f"{stem}.svg"] = svg(each, language, result.mark).encode("utf-8")
        tell(_ANSWERS_SHARE + (1 - _ANSWERS_SHARE) * (place + 1) / len(drawn))
    return zipped(files)


def charts(result: Result) -> list[Picture]:
    """The result's own charts as pictures that can be drawn without a page."""
    return [_drawn(chart, result) for chart in result.built.charts]


def _drawn(chart: Chart, result: Result) -> Picture:
    def spec(language: Language) -> Spec:
        title = f"{chart.title.text(language)}, {AXIS_UNIT[chart.unit].text(language)}"
        return {**picture(chart, result, None, language), "width": _CHART_WIDTH, "title": title}

    about = Label(*(description(chart, False, language) for language in LANGUAGES))
    return Picture(chart.id, chart.title, about, spec)


def tables(name: str, opened: Opened, found: list[Answer], language: Language, date: datetime.date) -> bytes:
    """Each answer's tables as CSV and the whole of it as JSON, as the commands write them."""
    from feasibility.answers.written import answer_json, csv_files

    now = opened.chosen
    applied = Applied(changes=dict(now.numbers), with_support=now.with_support)
    files: dict[str, bytes] = {}
    for each in found:
        for table, text in csv_files(each, language).items():
            files[f"{name}-{each.id}-{table}.csv"] = text.encode("utf-8-sig")
        files[f"{name}-{each.id}.json"] = answer_json(each, opened.example, applied, date).encode("utf-8")
    return zipped(files)


def zipped(files: Mapping[str, bytes]) -> bytes:
    """The files in one, alike whenever they are alike: no time of making stands in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
