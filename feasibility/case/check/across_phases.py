"""Rules for phases: they come one after another, and what is agreed in them can hold in one case."""

from collections.abc import Iterator, Mapping

from feasibility.case.check.across_common import month_within, reference
from feasibility.case.check.across_deal import leases_of
from feasibility.case.check.finding import Finding, Rule, found
from feasibility.case.form.phases import Takeover
from feasibility.case.form.stated import StatedCase
from feasibility.case.messages.problems import shown
from feasibility.language import LANGUAGES, Label, format_amount
from feasibility.language.label import lower_first
from feasibility.names import PARTIES, CompanyId

_ONCE: Mapping[str, Label] = {
    "turnover_rent": Label("omsetningsleie", "turnover rent"),
    "management": Label("driftsavtale", "a management agreement"),
}


def in_order(case: StatedCase) -> Iterator[Finding]:
    """Each phase begins within the horizon, after the one before it; the first after the first month."""
    before = 1
    for place, phase in enumerate(case.phases):
        path = f"phases.{place}.from_month"
        yield from month_within(case, path, phase.from_month)
        if phase.from_month <= before:
            wrong = Label(
                f"fasen begynner i måned {phase.from_month}, men det som gjelder før den, begynner i måned "
                f"{before}.",
                f"the phase begins in month {phase.from_month}, but what holds before it begins in month "
                f"{before}.",
            )
            mend = Label(
                f"Skriv en måned fra {before + 1}, og fasene i den rekkefølgen de kommer.",
                f"Write a month from {before + 1}, and the phases in the order they come.",
            )
            yield found(case, path, phase.from_month, wrong, mend, "phases")
        before = max(before, phase.from_month)


def once(case: StatedCase) -> Iterator[Finding]:
    """Turnover rent and a management agreement each stand in one phase at most: each settles years."""
    for structure, name in _ONCE.items():
        having = [stage for stage in case.stages if stage.deal.structure == structure]
        for stage in having[1:]:
            wrong = Label(
                f"saken har {name.nb} i flere faser, og bare én kan ha det.",
                f"the case has {name.en} in several phases, and only one can.",
            )
            mend = Label(
                "Endre vilkårene i samme fase, eller bruk en annen avtaleform i denne.",
                "Change the terms in the same phase, or use another structure in this one.",
            )
            path = f"{stage.path}.structure"
            yield found(case, path, stage.deal.structure, wrong, mend, "phases")


def same_terms(case: StatedCase) -> Iterator[Finding]:
    """The leases of one case are paid on the same days, and share what holds across a change of phase."""
    leases = leases_of(case)
    for path, lease in leases[1:]:
        first_path, first = leases[0]
        for name, one, other in (
            ("payment", first.payment, lease.payment),
            ("security.kind", first.security.kind, lease.security.kind),
            (
                "operator_makes_good_lost_vat",
                first.operator_makes_good_lost_vat,
                lease.operator_makes_good_lost_vat,
            ),
            ("lost_vat_made_good", first.lost_vat_made_good, lease.lost_vat_made_good),
        ):
            if one != other:
                wrong = Label(
                    f"{shown(other)} her, men {shown(one)} i {first_path}. Leieavtalene i en sak må "
                    "være like i dette.",
                    f"{shown(other)} here, but {shown(one)} in {first_path}. The leases of a case must be "
                    "alike in this.",
                )
                mend = Label(f"Skriv {shown(one)} i begge.", f"Write {shown(one)} in both.")
                yield found(case, f"{path}.{name}", other, wrong, mend, f"{first_path}.{name}")


def registration(case: StatedCase) -> Iterator[Finding]:
    """Who sells to the members changes, and a year's income is shared: then registration for VAT is stated.

    From the threshold it would depend on the year's share, the share on income, and income, where the price
    includes VAT, on the registration.
    """
    sellers = {stage.operating_company for stage in case.stages}
    shared = [stage for stage in case.stages if stage.deal.structure in _ONCE]
    if len(sellers) < 2 or not shared:
        return
    for name in (f"{company}_registration" for company in case.companies):
        if getattr(case.vat, name) == "from_threshold":
            wrong = Label(
                "flere selskaper selger til medlemmene i hver sin fase, og inntekten deles etter årets "
                "resultat: da kan ikke registreringen følge av omsetningen.",
                "several companies sell to the members in a phase each, and income is shared by the "
                "year's result: then registration cannot follow from turnover.",
            )
            mend = Label("Skriv registered eller advance.", "Write registered or advance.")
            yield found(case, f"vat.{name}", "from_threshold", wrong, mend, f"{shared[0].path}.structure")


def settled_in_one_deal(case: StatedCase) -> Iterator[Finding]:
    """Rent put off and a share of profit run through a whole lease: not where phases follow one another."""
    if not case.phases:
        return
    for stage in case.stages:
        lease = getattr(stage.deal, "lease", None)
        for path, stated in (
            (f"{stage.path}.profit_share", getattr(stage.deal, "profit_share", None)),
            (f"{stage.path}.lease.deferral", None if lease is None else lease.deferral),
        ):
            if stated is not None:
                wrong = Label(
                    "kan ikke stå i en sak med faser: hva som skyldes når avtalen skifter, er ikke sagt.",
                    "cannot stand in a case with phases: what is owed when the deal changes is not said.",
                )
                mend = Label("Fjern det, eller fjern phases.", "Remove it, or remove phases.")
                yield found(case, path, stated.model_dump(mode="json"), wrong, mend, "phases")


def takeover(case: StatedCase) -> Iterator[Finding]:
    """What is handed over for a price goes from one company to the other, once, with works that are done."""
    having = [
        (place, phase.takeover) for place, phase in enumerate(case.phases) if phase.takeover is not None
    ]
    for place, stated in having[1:]:
        wrong = Label(
            "saken har en overtakelsessum i flere faser, og bare én kan ha det.",
            "the case has a price for a takeover in several phases, and only one can.",
        )
        mend = Label("Behold den ene av dem.", "Keep one of them.")
        path, first = (f"phases.{each}.takeover" for each in (place, having[0][0]))
        yield found(case, f"{path}.price_nok", stated.price_nok, wrong, mend, f"{first}.price_nok")
    for place, stated in having:
        path = f"phases.{place}.takeover"
        before, after = (case.stages[i] for i in (place, place + 1))
        if before.operating_company == after.operating_company:
            yield _nobody_hands_over(case, path, place, after.operating_company)
            continue
        yield from _works_go(case, path, place, stated, before.operating_company)


def _nobody_hands_over(case: StatedCase, path: str, place: int, who: CompanyId) -> Finding:
    stated = case.phases[place].takeover
    assert stated is not None
    nb, en = PARTIES[who].full.nb, PARTIES[who].full.en
    prices = [format_amount(stated.price_nok, language) for language in LANGUAGES]
    wrong = Label(
        f"ingen kan betale {prices[0]} for å overta: {lower_first(nb)} selger til medlemmene både før og "
        "etter fasen.",
        f"nobody can pay {prices[1]} to take over: {lower_first(en)} sells to the members both before and "
        "after the phase.",
    )
    mend = Label(
        "Fjern takeover, eller la fasen skifte hvem som driver: mellom gårdeier og driver, eller til en ny "
        "driver med operator: next.",
        "Remove takeover, or let the phase change who operates: between landlord and operator, or to another "
        "operator with operator: next.",
    )
    reads = [f"{stage.path}.structure" for stage in case.stages[place : place + 2]]
    return found(case, f"{path}.price_nok", stated.price_nok, wrong, mend, *reads, f"phases.{place}.operator")


def next_operator(case: StatedCase) -> Iterator[Finding]:
    """The next operator comes once, after a first and into a deal that has one; a group has one operator."""
    having = [place for place, phase in enumerate(case.phases) if phase.operator == "next"]
    for place in having:
        path, stage = f"phases.{place}.operator", case.stages[place + 1]
        if not stage.has_operator:
            wrong = Label(
                "gårdeieren driver selv i fasen, og da er det ingen neste driver i den.",
                "the landlord operates in the phase, and then there is no next operator in it.",
            )
            mend = Label(
                "Fjern operator, eller skriv den i fasen der den neste driveren begynner.",
                "Remove operator, or write it in the phase in which the next operator begins.",
            )
            yield found(case, path, "next", wrong, mend, f"{stage.path}.structure")
        if not any(each.has_operator for each in case.stages[: place + 1]):
            wrong = Label(
                "ingen driver kommer før den, så dette er den første.",
                "no operator comes before it, so this is the first.",
            )
            mend = Label("Fjern operator.", "Remove operator.")
            reads = [f"{each.path}.structure" for each in case.stages[: place + 1]]
            yield found(case, path, "next", wrong, mend, *reads)
    for place in having[1:]:
        wrong = Label(
            "en sak har én driver og én neste driver; denne ville være den tredje.",
            "a case has one operator and one next operator; this would be the third.",
        )
        mend = Label(
            "Fjern operator her. For en tredje driver: lag en sak til som begynner når den overtar.",
            "Remove operator here. For a third operator: make another case that begins when it takes over.",
        )
        yield found(case, f"phases.{place}.operator", "next", wrong, mend, f"phases.{having[0]}.operator")
    if having and case.group is not None:
        wrong = Label(
            "et konsern er gårdeieren og én driver, og saken har to.",
            "a group is the landlord and one operator, and the case has two.",
        )
        mend = Label("Fjern group, eller operator: next.", "Remove group, or operator: next.")
        value = case.group.model_dump(mode="json")
        yield found(case, "group", value, wrong, mend, f"phases.{having[0]}.operator")


def _works_go(
    case: StatedCase, path: str, place: int, stated: Takeover, leaving: CompanyId
) -> Iterator[Finding]:
    """The works that come along exist, are done before the phase, and are the leaving company's."""
    month = case.phases[place].from_month
    for i, id in enumerate(stated.works):
        here = f"{path}.works.{i}"
        yield from reference(case, here, id, "works", case.works)
        if id not in case.works:
            continue
        item = case.works[id]
        if id in stated.works[:i]:
            wrong = Label(f"«{id}» står to ganger i listen.", f'"{id}" stands twice in the list.')
            yield found(case, here, id, wrong, Label("Fjern den ene.", "Remove one of them."))
        if item.completion_month >= month:
            wrong = Label(
                f"arbeidene er ferdige i måned {item.completion_month}, og fasen begynner i måned {month}.",
                f"the works are completed in month {item.completion_month}, and the phase begins in month "
                f"{month}.",
            )
            mend = Label(
                f"La arbeidene bli ferdige senest i måned {month - 1}, eller ta dem ut av listen.",
                f"Let the works be completed in month {month - 1} at the latest, or leave them out.",
            )
            yield found(case, here, id, wrong, mend, f"works.{id}", f"phases.{place}.from_month")
        if item.in_housing:
            wrong = Label("arbeider i bolig kan ikke følge med.", "works in housing cannot come along.")
            mend = Label("Ta dem ut av listen.", "Leave them out.")
            yield found(case, here, id, wrong, mend, f"works.{id}.in_housing")
        if leaving != "landlord" and item.landlord_share >= 1:
            wrong = Label(
                "gårdeieren betaler alt av disse arbeidene, og det er driveren som overlater driften.",
                "the landlord pays all of these works, and it is the operator that hands over.",
            )
            mend = Label(
                "Ta dem ut av listen, eller skriv en landlord_share under 1.",
                "Leave them out, or write a landlord_share below 1.",
            )
            yield found(case, here, id, wrong, mend, f"works.{id}.landlord_share")


RULES: tuple[Rule, ...] = (
    in_order,
    once,
    same_terms,
    registration,
    settled_in_one_deal,
    takeover,
    next_operator,
)
