"""The commands, what each takes, and the help that is printed from this table."""

from __future__ import annotations

from itertools import zip_longest
from typing import Final

from feasibility.cli.arguments import Command, Name, Option
from feasibility.cli.books import BOOKS
from feasibility.cli.decisions import DECISIONS
from feasibility.cli.parts import CASE, DATE, FILE, OVERWRITE, RUN, describe
from feasibility.language import Label, Language
from feasibility.report.layout import WIDTH, broken

_ALL = (
    describe(
        "new",
        Label("Lag en ny sak fra en mal med forklaringer", "Make a new case from a commented template"),
        (
            Name(
                "template",
                Label("MAL", "TEMPLATE"),
                Label("Malen: én for hver avtaleform", "The template: one for each deal structure"),
                is_optional=True,
            ),
            Name("file", FILE, Label("Filen som skal lages", "The file to make"), is_optional=True),
        ),
        Option("--list", Label("vis malene", "show the templates")),
    ),
    describe(
        "app",
        Label(
            "Åpne appen i nettleseren: samme svar, uten kommandoer",
            "Open the app in the browser: the same answers without commands",
        ),
        (),
        Option(
            "--port",
            Label(
                "porten den svarer på (8501 hvis ikke oppgitt)", "the port it answers on (8501 if not given)"
            ),
            Label("N", "N"),
        ),
        Option("--no-browser", Label("ikke åpne nettleseren", "do not open the browser")),
    ),
    describe(
        "discount",
        Label(
            "Hvor mye kan leien settes ned, for gårdeieren, og må den, for driveren?",
            "How far can the rent come down, for the landlord, and must it, for the operator?",
        ),
        (CASE,),
        *RUN,
    ),
    describe(
        "vat",
        Label(
            "Hva avgjør merverdiavgiften? Saken under hver behandling, side om side",
            "What does VAT decide? The case under each treatment, side by side",
        ),
        (CASE,),
        *RUN,
    ),
    describe(
        "bank",
        Label(
            "Det en bank spør om: lånevilkår, kapitalbehov og finansiering, stresstest",
            "What a bank asks: covenants, sources and uses, stress test",
        ),
        (CASE,),
        *RUN,
    ),
    describe(
        "check",
        Label(
            "Finn alle feil i en sak, og kjør alle kontroller",
            "Find every mistake in a case, and run every check",
        ),
        (CASE,),
        *RUN,
    ),
    describe(
        "run",
        Label("Regn ut saken og vis sammendraget", "Calculate the case and show the summary"),
        (CASE,),
        *RUN,
        Option("--json", Label("skriv alle tall til en JSON-fil", "write every number to a JSON file"), FILE),
        Option(
            "--xlsx",
            Label(
                "skriv arbeidsboken, kontrollert celle for celle", "write the workbook, verified cell by cell"
            ),
            FILE,
        ),
        DATE,
        OVERWRITE,
    ),
    *DECISIONS,
    describe(
        "lines",
        Label(
            "Vis hver linje i modellen, med formelen i ord",
            "Show every line of the model, its formula in words",
        ),
        (
            CASE,
            Name(
                "text",
                Label("TEKST", "TEXT"),
                Label(
                    "Bare linjer med dette i id eller navn, på norsk eller engelsk",
                    "Only lines with this in their id or name, in Norwegian or English",
                ),
                is_optional=True,
            ),
        ),
        *RUN,
    ),
    describe(
        "explain",
        Label("Forklar hvorfor et tall ble som det ble", "Explain why a number is what it is"),
        (
            CASE,
            Name(
                "line",
                Label("LINJE", "LINE"),
                Label(
                    "Linjens id eller navn, som i «feasibility lines»",
                    'The line\'s id or name, as in "feasibility lines"',
                ),
            ),
            Name(
                "month",
                Label("MÅNED", "MONTH"),
                Label(
                    "Måneden: 25, 2028-04 eller «apr. 2028»; for en årslinje holder året",
                    'The month: 25, 2028-04 or "Apr 2028"; of a yearly line the year will do',
                ),
                is_optional=True,
            ),
        ),
        *RUN,
        Option(
            "--depth",
            Label("hvor mange ledd bakover (3 hvis ikke oppgitt)", "how many steps back (3 unless given)"),
            Label("N", "N"),
        ),
    ),
    *BOOKS,
    describe(
        "schema",
        Label(
            "Skriv ut JSON-skjemaet, så redigeringsprogrammet hjelper til mens du skriver",
            "Print the JSON Schema, so that your editor helps while you type",
        ),
    ),
)

COMMANDS: Final[dict[str, Command]] = {command.id: command for command in _ALL}


def overview(language: Language) -> str:
    """What the program does, and its commands."""
    usages = [command.usage(language).partition(" [")[0] for command in _ALL]
    longest = max(map(len, usages))
    lines = [
        f"  {usage.ljust(longest)}   {command.about.text(language)}"
        for usage, command in zip(usages, _ALL, strict=True)
    ]
    return "\n".join([_LEAD.text(language), "", *lines, "", *_NOTES.text(language).split("\n")])


def help_of(command: Command, language: Language) -> str:
    """How one command is used."""
    rows = [(name.shown.text(language), name.about.text(language)) for name in command.names]
    rows += [
        (
            option.flag if option.value is None else f"{option.flag} {option.value.text(language)}",
            option.about.text(language),
        )
        for option in command.options
    ]
    longest = max(len(left) for left, _ in rows)
    return "\n".join(
        [
            f"{command.about.text(language)}.".replace("?.", "?"),
            "",
            *_wrapped_usage(command, language),
            "",
            *(line for left, right in rows for line in _row(left, right, longest)),
            *(["", *_SET_HELP.text(language).split("\n")] if RUN[0] in command.options else []),
        ]
    )


def _row(left: str, right: str, longest: int) -> list[str]:
    """A name and what it is, over as many lines as it takes."""
    parts = broken(right, WIDTH - longest - 5)
    return [f"  {name.ljust(longest)}   {part}" for name, part in zip_longest([left], parts, fillvalue="")]


def _wrapped_usage(command: Command, language: Language) -> list[str]:
    lead = f"{_USAGE.text(language)} feasibility {command.id} "
    parts = command.usage(language).removeprefix(f"feasibility {command.id}").strip().replace(" [", "\n[")
    lines = [lead.rstrip()]
    for part in parts.split("\n"):
        if len(lines[-1]) + 1 + len(part) <= WIDTH:
            lines[-1] += f" {part}"
        else:
            lines.append(f"{' ' * len(lead)}{part}")
    return lines


_USAGE = Label("Bruk:", "Usage:")
_LEAD = Label(
    "feasibility: lønner det seg å drive kontorfellesskap i lokalene, for gårdeieren og for driveren?",
    "feasibility: does it pay to run a shared office in the space, for the landlord and for the operator?",
)
_NOTES = Label(
    "«feasibility KOMMANDO --help» viser mer. «--language en» gir engelsk.\n"
    "Avslutningskode: 0 alt er i orden, 1 en kontroll feilet, 2 noe er feil i det som ble oppgitt.",
    '"feasibility COMMAND --help" shows more. "--language nb" gives Norwegian.\n'
    "Exit code: 0 all is well, 1 a check failed, 2 something is wrong with the input.",
)
_SET_HELP = Label(
    "--set kan gis flere ganger, og skrives som i saksfilen eller som folk skriver tall:\n"
    "  --set products.fleksplass.price_nok_per_month=899\n"
    '  --set "deal.lease.rent_nok_per_m2_year=1 250,50"   --set index.prices_share_per_year=2,5%',
    "--set may be given several times, written as in the case file or as people write numbers:\n"
    "  --set products.fleksplass.price_nok_per_month=899\n"
    '  --set "deal.lease.rent_nok_per_m2_year=1,250.50"   --set index.prices_share_per_year=2.5%',
)
