"""Rules for a sole proprietor (enkeltpersonforetak): what belongs to a company is not stated for a person."""

from collections.abc import Iterator

from feasibility.case.check.finding import Finding, Rule, found
from feasibility.case.form.stated import StatedCase
from feasibility.case.form.tax import LandlordTax, OperatorTax
from feasibility.language import Label
from feasibility.names import COMPANY_IDS


def _of_a_person(case: StatedCase) -> Iterator[tuple[str, LandlordTax | OperatorTax, str]]:
    """Each party that is a sole proprietor: its id, its tax, and the path that says so."""
    for party in COMPANY_IDS:
        tax: LandlordTax | OperatorTax = getattr(case.tax, party)
        if tax.sole_proprietor is not None:
            yield party, tax, f"tax.{party}.sole_proprietor"


def taxed_as_a_person(case: StatedCase) -> Iterator[Finding]:
    """A person is taxed, and what becomes of a loss follows from the person's other income."""
    for party, tax, path in _of_a_person(case):
        if not tax.is_taxed:
            wrong = Label(
                "den som driver et enkeltpersonforetak, betaler skatt.", "a sole proprietor pays tax."
            )
            mend = Label("Skriv true, eller fjern sole_proprietor.", "Write true, or remove sole_proprietor.")
            yield found(case, f"tax.{party}.is_taxed", tax.is_taxed, wrong, mend, path)
        if tax.losses_used_elsewhere:
            other = f"{path}.other_personal_income_nok_per_year"
            wrong = Label(
                "i et enkeltpersonforetak trekkes underskuddet fra lønnen eieren har ved siden av.",
                "a sole proprietor's loss is set against the wages beside the business.",
            )
            mend = Label(
                f"Skriv false, og lønnen i {other}; er det ingen, fremføres underskuddet.",
                f"Write false, and the wages in {other}; where there are none, the loss is carried forward.",
            )
            field = f"tax.{party}.losses_used_elsewhere"
            yield found(case, field, tax.losses_used_elsewhere, wrong, mend, path)


def no_shares(case: StatedCase) -> Iterator[Finding]:
    """A sole proprietorship has no share capital, dividends or members; one person owns all of it."""
    for party, _, path in _of_a_person(case):
        capital = getattr(case.financing, party).share_capital_nok
        if capital is not None:
            wrong = Label(
                "et enkeltpersonforetak har ingen aksjekapital, og aksjeloven gjelder ikke for det.",
                "a sole proprietorship has no share capital, and the companies act does not apply to it.",
            )
            mend = Label(f"Fjern share_capital_nok, eller {path}.", f"Remove share_capital_nok, or {path}.")
            yield found(case, f"financing.{party}.share_capital_nok", capital, wrong, mend, path)
        owners = getattr(case.owners, party)
        if owners is None:
            continue
        for name in ("dividend", "cooperative"):
            stated = getattr(owners, name)
            if stated is None:
                continue
            wrong = Label(
                "et enkeltpersonforetak deler ikke ut utbytte eller etterbetaling: pengene er eierens.",
                "a sole proprietorship pays no dividends or refunds: the money is its owner's.",
            )
            mend = Label(f"Fjern {name}, eller {path}.", f"Remove {name}, or {path}.")
            value = stated.model_dump(mode="json")
            yield found(case, f"owners.{party}.{name}", value, wrong, mend, path)
        kinds = [owner.kind for owner in owners.holders.values()]
        if kinds != ["person"]:
            wrong = Label(
                "et enkeltpersonforetak eies av én person.", "a sole proprietorship is owned by one person."
            )
            mend = Label(
                f"Skriv én eier med kind: person, eller fjern {path}.",
                f"State one owner of kind: person, or remove {path}.",
            )
            reads = [f"owners.{party}.holders.{id}.kind" for id in owners.holders]
            yield found(case, f"owners.{party}.holders", kinds, wrong, mend, path, *reads)


def no_loan_to_oneself(case: StatedCase) -> Iterator[Finding]:
    """What the owner puts into a sole proprietorship is no loan: it is the same person's money."""
    for party, _, path in _of_a_person(case):
        for id, loan in getattr(case.financing, party).loans.items():
            if loan.from_owner is None:
                continue
            wrong = Label(
                "i et enkeltpersonforetak kan eieren ikke låne til seg selv; det er egenkapital.",
                "a sole proprietor cannot lend to himself or herself; it is equity.",
            )
            mend = Label(
                f"Skriv beløpet under financing.{party}.equity, eller fjern from_owner.",
                f"State the amount under financing.{party}.equity, or remove from_owner.",
            )
            yield found(case, f"financing.{party}.loans.{id}.from_owner", loan.from_owner, wrong, mend, path)


def nothing_but_property_is_sold(case: StatedCase) -> Iterator[Finding]:
    """What a person owns is sold and bought as property: there are no shares."""
    if case.tax.landlord.sole_proprietor is None:
        return
    path = "tax.landlord.sole_proprietor"
    worth, bought = case.valuation, case.acquisition
    if worth is not None and worth.include_exit and worth.exit_kind == "share_sale":
        wrong = Label(
            "et enkeltpersonforetak har ingen aksjer å selge.", "a sole proprietorship has no shares to sell."
        )
        mend = Label(
            "Skriv exit_kind: asset_sale, eller include_exit: false.",
            "Write exit_kind: asset_sale, or include_exit: false.",
        )
        field = "valuation.exit_kind"
        yield found(case, field, worth.exit_kind, wrong, mend, path, "valuation.include_exit")
    if bought is not None and bought.kind == "shares":
        wrong = Label(
            "kjøper en person aksjene, er det fortsatt selskapet som eier bygget.",
            "where a person buys the shares, it is still the company that owns the building.",
        )
        mend = Label(f"Skriv kind: property, eller fjern {path}.", f"Write kind: property, or remove {path}.")
        yield found(case, "acquisition.kind", bought.kind, wrong, mend, path)


def one_person_once(case: StatedCase) -> Iterator[Finding]:
    """Landlord and operator of one group cannot both be persons, and none belongs to a municipality."""
    landlord, operator = case.tax.landlord.sole_proprietor, case.tax.operator.sole_proprietor
    if case.group is not None and landlord is not None and operator is not None:
        wrong = Label(
            "gårdeier og driver er én person, som har personfradrag og trinn i trinnskatten bare én gang.",
            "landlord and operator are one person, who has the allowance and the brackets only once.",
        )
        mend = Label(
            "Bruk avtaleformen landlord_operated for en eier som driver selv, eller fjern group.",
            "Use the structure landlord_operated for an owner who operates, or remove group.",
        )
        path = "tax.operator.sole_proprietor"
        value = operator.model_dump(mode="json")
        yield found(case, path, value, wrong, mend, "group", "tax.landlord.sole_proprietor")
    municipal = case.municipality
    if municipal is None:
        return
    if operator is not None and municipal.share_of_operator:
        wrong = Label(
            "kommunen kan ikke eie en del av et enkeltpersonforetak.",
            "the municipality cannot own part of a sole proprietorship.",
        )
        mend = Label(
            "Skriv 0, eller fjern tax.operator.sole_proprietor.",
            "Write 0, or remove tax.operator.sole_proprietor.",
        )
        field, share = "municipality.share_of_operator", municipal.share_of_operator
        yield found(case, field, share, wrong, mend, "tax.operator.sole_proprietor")
    if landlord is not None and municipal.is_landlord:
        wrong = Label("kommunen er ikke et enkeltpersonforetak.", "the municipality is no sole proprietor.")
        mend = Label(
            "Skriv false, eller fjern tax.landlord.sole_proprietor.",
            "Write false, or remove tax.landlord.sole_proprietor.",
        )
        path = "municipality.is_landlord"
        yield found(case, path, municipal.is_landlord, wrong, mend, "tax.landlord.sole_proprietor")


def private_use(case: StatedCase) -> Iterator[Finding]:
    """Only a person uses part of the house privately; what is divided is for all of it."""
    private = case.building.private_m2
    if private is not None and case.tax.landlord.sole_proprietor is None:
        wrong = Label(
            "bare den som eier huset som enkeltpersonforetak, har en privat del av det.",
            "only one who owns the house as a sole proprietor has a private part of it.",
        )
        mend = Label(
            "Oppgi tax.landlord.sole_proprietor, eller fjern private_m2.",
            "State tax.landlord.sole_proprietor, or remove private_m2.",
        )
        yield found(case, "building.private_m2", private, wrong, mend, "tax.landlord.sole_proprietor")
    for id, item in case.works.items():
        if item.for_whole_house:
            yield from _divided(case, f"works.{id}", item.spaces is not None, "spaces")
    for id, cost in case.costs.items():
        if not cost.for_whole_house:
            continue
        path = f"costs.{id}"
        yield from _divided(case, path, cost.space is not None, "space")
        if cost.nok_per_month is None or cost.payer != "landlord":
            wrong = Label(
                "bare et beløp per måned som gårdeieren betaler, kan deles med den private delen.",
                "only an amount per month that the landlord pays can be divided with the private part.",
            )
            mend = Label(
                "Skriv nok_per_month og payer: landlord, eller fjern for_whole_house.",
                "Write nok_per_month and payer: landlord, or remove for_whole_house.",
            )
            reads = (f"{path}.nok_per_month", f"{path}.payer")
            yield found(case, f"{path}.for_whole_house", True, wrong, mend, *reads)


def _divided(case: StatedCase, path: str, has_spaces: bool, spaces: str) -> Iterator[Finding]:
    """What is for the whole house has a private part to be divided with, and is for no space of its own."""
    field = f"{path}.for_whole_house"
    if case.building.private_m2 is None:
        wrong = Label("huset har ingen privat del.", "the house has no private part.")
        mend = Label(
            "Oppgi building.private_m2, eller fjern for_whole_house.",
            "State building.private_m2, or remove for_whole_house.",
        )
        yield found(case, field, True, wrong, mend, "building.private_m2")
    if has_spaces:
        wrong = Label(
            "det som gjelder hele huset, gjelder ikke bare noen av arealene.",
            "what is for the whole house is not for some of its spaces alone.",
        )
        mend = Label(f"Fjern {spaces}, eller for_whole_house.", f"Remove {spaces}, or for_whole_house.")
        yield found(case, field, True, wrong, mend, f"{path}.{spaces}")


RULES: tuple[Rule, ...] = (
    taxed_as_a_person,
    no_shares,
    no_loan_to_oneself,
    nothing_but_property_is_sold,
    one_person_once,
    private_use,
)
