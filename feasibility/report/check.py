"""What `feasibility check` tells: each run of the case with its checks, then the advice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from feasibility.language import LANGUAGES, Label, Language
from feasibility.model import Result
from feasibility.report.answered import answered, no_longer
from feasibility.report.layout import EMPTY, Shown, paragraph
from feasibility.report.summary import Applied, failed_check, heading


@dataclass(frozen=True)
class Checked:
    """One run, and what it changed in the case as it stands in the file."""

    applied: Applied
    result: Result


def check_report(runs: Sequence[Checked], language: Language) -> list[Shown]:
    """The verdict of every run, every check of the first, and every warning with its source.

    Args:
        runs: the one asked for first, then the others.
        language: of every word.
    """
    first = runs[0].result
    lines = [*heading(first, language, runs[0].applied), *paragraph(_SOUND.text(language), "good"), EMPTY]
    for place, run in enumerate(runs):
        lines += _run(run, place == 0, language)
    lines += [EMPTY, Shown(_EACH.text(language), "title")]
    for check in sorted(first.checks, key=lambda check: check.passed):
        if not check.passed:
            text = failed_check(check, language)
            lines += paragraph(f"✗ {text}", "bad", "  ", "    ")
        else:
            lines += paragraph(f"✓ {check.label.text(language)}", "plain", "  ", "    ")
    return [*lines, EMPTY, *_warnings(first, language)]


def _run(run: Checked, is_first: bool, language: Language) -> list[Shown]:
    failed, count = run.result.failed_checks, len(run.result.checks)
    name = _name(run).text(language)
    if not failed:
        passed = _passed(len(run.result.built.checks), count).text(language)
        return paragraph(f"✓ {name}: {passed}", "plain", "  ", "    ")
    lines = paragraph(f"✗ {name}: {_failed(len(failed), count).text(language)}", "bad", "  ", "    ")
    if not is_first:
        for check in failed:
            text = failed_check(check, language)
            lines += paragraph(text, "bad", "      ")
    return lines


def _warnings(result: Result, language: Language) -> list[Shown]:
    left = [
        shown
        for each in result.answers_left
        for shown in paragraph(no_longer(each).text(language), "muted", "  ", "    ")
    ]
    if not result.warnings:
        return [*paragraph(_NO_WARNINGS.text(language), "muted"), *left]
    lines = [Shown(_WARNINGS.text(language), "title")]
    for warning in result.warnings:
        source = f"({_SOURCE.text(language)}: {warning.source.text(language)})"
        lines += paragraph(f"! {warning.text.text(language)} {source}", indent="  ", hanging="    ")
        if warning.answer is not None:
            lines += paragraph(answered(warning.answer).text(language), "good", "    ", "    ")
    return [*lines, *left]


def _name(run: Checked) -> Label:
    applied = run.applied
    parts = [] if applied.scenario is None else [_scenario(applied.scenario_label or applied.scenario)]
    parts += [_CHANGED] if applied.changes else []
    parts += [] if applied.with_support else [_WITHOUT_SUPPORT]
    nb, en = (", ".join(part.text(language) for part in parts) for language in LANGUAGES)
    return Label(f"{nb[:1].upper()}{nb[1:]}", f"{en[:1].upper()}{en[1:]}") if parts else _AS_STATED


def _scenario(name: str) -> Label:
    return Label(f"scenario {name}", f"scenario {name}")


def _passed(model: int, count: int) -> Label:
    return Label(
        f"alle {count} kontroller bestått ({model} av modellen, {count - model} av resultatet)",
        f"all {count} checks passed ({model} of the model, {count - model} of the result)",
    )


def _failed(failed: int, count: int) -> Label:
    return Label(f"{failed} av {count} kontroller FEILER", f"{failed} of {count} checks FAIL")


_SOUND = Label("Saksfilen er uten feil.", "The case file has no mistakes.")
_EACH = Label("Hver kontroll", "Each check")
_AS_STATED = Label("Slik saken står", "As the case stands")
_WITHOUT_SUPPORT = Label("uten støtte", "without support")
_CHANGED = Label("med endringene", "with the changes")
_WARNINGS = Label("Verdt å se på (råd, ikke feil)", "Worth a look (advice, not mistakes)")
_NO_WARNINGS = Label("Ingen råd.", "No advice.")
_SOURCE = Label("kilde", "source")
