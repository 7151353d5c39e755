"""What `feasibility sensitivity` and `feasibility simulate` take."""

from __future__ import annotations

from feasibility.cli.arguments import Option
from feasibility.cli.parts import CASE, FILES, RUN, describe
from feasibility.language import Label

_NUMBER = Label("TALL", "NUMBER")
_LINE = Label("LINJE", "LINE")
MEASURE = Option(
    "--measure",
    Label(
        "nøkkeltallet, ved id eller navn (driverens nåverdi hvis ikke oppgitt, gårdeierens uten driver)",
        "the measure, by id or name (the operator's present value unless given, the landlord's where "
        "there is no operator)",
    ),
    _LINE,
)

UNCERTAINTY = (
    describe(
        "sensitivity",
        Label(
            "Hva hviler svaret på? Tallene etter hvor mye de flytter et nøkkeltall",
            "What does the answer rest on? The numbers by how far they move a measure",
        ),
        (CASE,),
        MEASURE,
        Option("--top", Label("hvor mange tall som vises (15)", "how many numbers are shown (15)"), _NUMBER),
        Option(
            "--table",
            Label(
                "også en tabell over to tall: gis to ganger, STI eller STI=FRA..TIL",
                "also a table of two numbers: given twice, PATH or PATH=FROM..TO",
            ),
            Label("STI", "PATH"),
            repeats=True,
        ),
        Option(
            "--indices",
            Label(
                "også hvor mye de viktigste forklarer, alene og sammen",
                "also how much the most important explain, alone and together",
            ),
        ),
        *RUN,
        *FILES,
    ),
    describe(
        "simulate",
        Label(
            "Hva kan skje? Saken kjørt tusenvis av ganger med de usikre tallene trukket",
            "What may happen? The case run thousands of times, its uncertain numbers drawn",
        ),
        (CASE,),
        Option(
            "--vary",
            Label(
                'fordelingen av et tall, for eksempel "sti=triangular(1, 2, 3)"',
                'the distribution of a number, such as "path=triangular(1, 2, 3)"',
            ),
            Label("STI=FORM", "PATH=FORM"),
            repeats=True,
        ),
        Option(
            "--correlate",
            Label("to tall som følger hverandre: sti,sti=0.5", "numbers that move together: path,path=0.5"),
            Label("A,B=RANG", "A,B=RANK"),
            repeats=True,
        ),
        Option("--runs", Label("antall kjøringer (10 000)", "number of runs (10,000)"), _NUMBER),
        Option(
            "--seed",
            Label("frøet: samme frø gir samme svar", "the seed: the same seed gives the same answer"),
            _NUMBER,
        ),
        MEASURE,
        Option(
            "--also",
            Label("vis også fordelingen av dette nøkkeltallet", "show this measure's distribution too"),
            _LINE,
            repeats=True,
        ),
        *RUN,
        *FILES,
    ),
)
