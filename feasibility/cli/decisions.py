"""The commands that answer one question by many runs: what each takes beside the case and the files."""

from __future__ import annotations

from feasibility.cli.arguments import Name, Option
from feasibility.cli.parts import CASE, FILE, FILES, RUN, WHOLE, describe
from feasibility.cli.uncertainty_options import MEASURE, UNCERTAINTY
from feasibility.language import Label

_NUMBER = Label("TALL", "NUMBER")
_RANGE = Label("FRA..TIL", "FROM..TO")
_TERM = Label("LEDD", "TERM")

DECISIONS = (
    describe(
        "compare",
        Label(
            "Hvilket alternativ? Scenarioer, saker og avtaler side om side",
            "Which alternative? Scenarios, cases and deals side by side",
        ),
        (CASE,),
        Option(
            "--with",
            Label("ta med en sak til, fra en fil", "put another case beside, from a file"),
            FILE,
            repeats=True,
        ),
        Option(
            "--only",
            Label(
                "bare denne kolonnen: case, vacant, ordinary, et scenario eller en fils navn",
                "only this column: case, vacant, ordinary, a scenario or a file's name",
            ),
            Label("NAVN", "NAME"),
            repeats=True,
        ),
        Option(
            "--against",
            Label(
                "kolonnen forskjellene regnes fra (saken hvis ikke oppgitt)",
                "the column differences are taken to (the case unless given)",
            ),
            Label("NAVN", "NAME"),
        ),
        *RUN,
        *FILES,
    ),
    describe(
        "solve",
        Label(
            "Hva må et tall være for at et nøkkeltall skal nå et mål?",
            "What must a number be for a measure to reach a target?",
        ),
        (CASE,),
        Option(
            "--number",
            Label(
                "tallet som søkes, ved sti eller navn; flere ganges med én faktor",
                "the number sought, by path or name; several share one factor",
            ),
            Label("STI", "PATH"),
            repeats=True,
        ),
        MEASURE,
        Option(
            "--target",
            Label(
                "målet, i nøkkeltallets enhet (0 hvis ikke oppgitt)",
                "the target, in the measure's unit (0 unless given)",
            ),
            _NUMBER,
        ),
        Option(
            "--from",
            Label("let fra denne verdien", "look from this value"),
            _NUMBER,
        ),
        Option("--to", Label("let til denne verdien", "look up to this value"), _NUMBER),
        *RUN,
        *FILES,
    ),
    describe(
        "capacity",
        Label(
            "Hvor mye kan gårdeieren og driveren låne, og hva binder?",
            "How much can landlord and operator borrow, and what binds?",
        ),
        (CASE,),
        Option(
            "--party",
            Label(
                "bare landlord (gårdeier), operator (driver) eller next_operator (neste driver)",
                "only landlord, operator or next_operator",
            ),
            Label("landlord|operator", "landlord|operator"),
        ),
        Option(
            "--need",
            Label(
                "lånet det er behov for (selskapets egne lån hvis ikke oppgitt)",
                "the loan that is needed (the company's own loans unless given)",
            ),
            Label("BELØP", "AMOUNT"),
        ),
        *RUN,
        *FILES,
    ),
    describe(
        "paper",
        Label(
            "Papiret til styret, banken eller kommunen, som PDF",
            "The paper for the board, the bank or the municipality, as a PDF",
        ),
        (CASE,),
        Option(
            "--for",
            Label(
                "hvem papiret er til: board (styret, hvis ikke oppgitt), bank eller municipality (kommunen)",
                "whom the paper is for: board (unless given), bank or municipality",
            ),
            Label("LESER", "READER"),
        ),
        Option(
            "--pdf",
            Label(
                "skriv papiret til denne filen (sakens navn og leseren hvis ikke oppgitt)",
                "write the paper to this file (the case's name and the reader unless given)",
            ),
            FILE,
        ),
        WHOLE,
        *RUN,
        *FILES,
    ),
    describe(
        "stress",
        Label(
            "Hva tåler selskapene? Verre hendelser, og hvor lånevilkår og penger brister",
            "What can the companies take? Worse courses of events, and where covenants and money break",
        ),
        (CASE,),
        Option(
            "--party",
            Label(
                "bare landlord (gårdeier), operator (driver) eller next_operator (neste driver)",
                "only landlord, operator or next_operator",
            ),
            Label("landlord|operator", "landlord|operator"),
        ),
        *RUN,
        *FILES,
    ),
    describe(
        "audit",
        Label(
            "Rystetest: holder alle kontroller, hva tallene enn er?",
            "Do all checks hold, whatever the numbers are?",
        ),
        (CASE,),
        *RUN,
        *FILES,
    ),
    describe(
        "register",
        Label(
            "Hva hviler tallene på? Hver forutsetning med kilde, dato og sikkerhet",
            "What do the numbers rest on? Every assumption with source, date and confidence",
        ),
        (CASE,),
        Option(
            "--only",
            Label(
                "bare disse tallene: documented, estimate, guess, unsourced (uten kilde), default "
                "(programmets "
                "standard) eller template (malens)",
                "only these numbers: documented, estimate, guess, unsourced, default (the program's) or "
                "template",
            ),
            Label("SLAG", "KIND"),
        ),
        WHOLE,
        *RUN,
        *FILES,
    ),
    describe(
        "benchmarks",
        Label(
            "Er tallene som andres? Saken ved siden av det som er kjent fra feltet; uten sak: bare det",
            "Are the numbers as others'? The case beside the field's figures; without one: those alone",
        ),
        (Name(CASE.id, CASE.shown, CASE.about, is_optional=True),),
        WHOLE,
        *RUN,
        *FILES,
    ),
    describe(
        "actual",
        Label(
            "Går det som planlagt? Bokførte måneder mot planen, og hva det fører til",
            "Is it going as planned? Booked months against the plan, and what follows",
        ),
        (CASE,),
        Option(
            "--booked",
            Label(
                "de bokførte tallene: CSV (måned;linje;beløp) eller SAF-T Regnskap (XML); ellers sakens egne",
                "the booked figures: CSV (month;line;amount) or SAF-T Financial (XML); else the case's own",
            ),
            FILE,
        ),
        Option(
            "--party",
            Label(
                "hvem regnskapet er for: landlord, operator eller next_operator (hvis ikke oppgitt: den "
                "som driver)",
                "whose accounts they are: landlord, operator or next_operator (unless given: who runs the "
                "office)",
            ),
            Label("landlord|operator", "landlord|operator"),
        ),
        *RUN,
        *FILES,
    ),
    describe(
        "negotiate",
        Label(
            "Finnes det en avtale både gårdeieren og driveren vil ha?",
            "Is there a deal both landlord and operator want?",
        ),
        (CASE,),
        Option(
            "--pair",
            Label(
                "hva det forhandles om: months_percentage (hvis ikke oppgitt), months_works, rent_turnover "
                "eller cash_term",
                "what is negotiated: months_percentage (unless given), months_works, rent_turnover or "
                "cash_term",
            ),
            Label("PAR", "PAIR"),
        ),
        Option(
            "--x",
            Label(
                "første ledd, ved navn, sti eller det tallet heter",
                "the first term, by name, by path or by what the number is called",
            ),
            _TERM,
        ),
        Option("--y", Label("andre ledd, på samme måte", "the second term, likewise"), _TERM),
        Option("--x-range", Label("prøv første ledd fra og til", "try the first term from and to"), _RANGE),
        Option("--y-range", Label("prøv andre ledd fra og til", "try the second term from and to"), _RANGE),
        Option(
            "--against",
            Label(
                "det gårdeieren skal komme minst like godt ut som: best (hvis ikke oppgitt), vacant (tomt) "
                "eller "
                "ordinary (ordinær leietaker)",
                "what the landlord must do as well as: best (unless given), vacant or ordinary (an ordinary "
                "tenant)",
            ),
            Label("HVA", "WHAT"),
        ),
        Option(
            "--point",
            Label(
                "punktet avtaleskissen gjelder, som 10;0,125",
                "the point the term sheet is of, such as 10,0.125",
            ),
            Label("X;Y", "X,Y"),
        ),
        *RUN,
        *FILES,
    ),
    *UNCERTAINTY,
)
"""In the order they are listed."""
