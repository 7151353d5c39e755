"""Rules for owners: they hold all of a company, leave its share capital in it, and lend to their own."""

from collections.abc import Iterator

from feasibility.case.check.across_common import reference
from feasibility.case.check.finding import Finding, Rule, found
from feasibility.case.form.stated import StatedCase
from feasibility.language import LANGUAGES, Label
from feasibility.language.numbers import format_number
from feasibility.names import COMPANY_IDS

_CLOSE = 0.0005
"""Three owners may each hold 0.3333."""


def all_is_held(case: StatedCase) -> Iterator[Finding]:
    """The shares of a company's owners add up to 1."""
    for party in COMPANY_IDS:
        stated = getattr(case.owners, party)
        if stated is None:
            continue
        path = f"owners.{party}.holders"
        held = sum(owner.held_share for owner in stated.holders.values())
        if abs(held - 1) > _CLOSE:
            wrong = Label(
                f"eierandelene er {format_number(held, 4, 'nb')} til sammen.",
                f"the shares held add up to {format_number(held, 4, 'en')}.",
            )
            mend = Label(
                "Skriv andeler som til sammen er 1: alt i selskapet har en eier.",
                "Write shares that add up to 1: somebody owns all of the company.",
            )
            reads = [f"{path}.{id}.held_share" for id in stated.holders]
            yield found(
                case, path, {id: o.held_share for id, o in stated.holders.items()}, wrong, mend, *reads
            )


def dividends(case: StatedCase) -> Iterator[Finding]:
    """Only what is beyond the share capital may be paid out (aksjeloven § 8-1), so it must be stated."""
    for party in COMPANY_IDS:
        stated = getattr(case.owners, party)
        capital = f"financing.{party}.share_capital_nok"
        if stated is None or stated.dividend is None:
            continue
        if getattr(case.tax, party).sole_proprietor is not None:  # has none to state: `across_sole`
            continue
        if getattr(case.financing, party).share_capital_nok is None:
            wrong = Label(
                "aksjekapitalen er ikke oppgitt, og utbytte kan bare tas av egenkapitalen utover den "
                "(aksjeloven § 8-1).",
                "the share capital is not stated, and dividends come only of the equity beyond it "
                "(aksjeloven § 8-1).",
            )
            mend = Label(f"Skriv {capital}, eller fjern dividend.", f"State {capital}, or remove dividend.")
            path = f"owners.{party}.dividend"
            yield found(case, path, stated.dividend.model_dump(mode="json"), wrong, mend, capital)


def one_group(case: StatedCase) -> Iterator[Finding]:
    """The companies of a group have the same owners, where both state theirs."""
    landlord, operator = case.owners.landlord, case.owners.operator
    if case.group is None or landlord is None or operator is None:
        return
    held = {id: owner.held_share for id, owner in landlord.holders.items()}
    other = {id: owner.held_share for id, owner in operator.holders.items()}
    if held != other:
        wrong = Label(
            "gårdeier og driver har ikke de samme eierne med de samme andelene, og er da ikke ett konsern.",
            "landlord and operator have not the same owners with the same shares, and so are no group.",
        )
        mend = Label(
            "Skriv de samme eierne i begge, eller fjern group.",
            "State the same owners in both, or remove group.",
        )
        yield found(case, "owners.operator.holders", other, wrong, mend, "owners.landlord.holders", "group")


def cooperatives(case: StatedCase) -> Iterator[Finding]:
    """A cooperative runs the concept throughout, its members own it, and its surplus goes by one way."""
    for party in COMPANY_IDS:
        stated = getattr(case.owners, party)
        if stated is None or stated.cooperative is None:
            continue
        path, value = f"owners.{party}.cooperative", stated.cooperative.model_dump(mode="json")
        remove = Label("Fjern cooperative.", "Remove cooperative.")
        if case.phases or case.operating_company != party:
            wrong = Label(
                "et samvirke må være den som selger til medlemmene, i hele saken.",
                "a cooperative must be the one that sells to the members, throughout the case.",
            )
            yield found(case, path, value, wrong, remove, "deal.structure", "phases")
        if stated.dividend is not None:
            wrong = Label(
                "et samvirke betaler etter hva medlemmene har kjøpt, ikke utbytte av egenkapitalen.",
                "a cooperative pays by what its members bought, not dividends of its equity.",
            )
            mend = Label("Fjern dividend eller cooperative.", "Remove dividend or cooperative.")
            yield found(case, path, value, wrong, mend, f"owners.{party}.dividend")
        for id, owner in stated.holders.items():
            if owner.kind != "members":
                here = f"owners.{party}.holders.{id}.kind"
                wrong = Label("medlemmene eier et samvirke.", "its members own a cooperative.")
                mend = Label(
                    "Skriv kind: members, eller fjern cooperative.",
                    "Write kind: members, or remove cooperative.",
                )
                yield found(case, here, owner.kind, wrong, mend, path)


def municipal_share(case: StatedCase) -> Iterator[Finding]:
    """What the municipality owns of the operator is the same among its owners as in its own account."""
    stated, owners = case.municipality, case.owners.operator
    if stated is None or owners is None:
        return
    held = sum(owner.held_share for owner in owners.holders.values() if owner.kind == "municipality")
    if abs(held - (stated.share_of_operator or 0)) > _CLOSE:
        nb, en = (format_number(held, 4, language) for language in LANGUAGES)
        wrong = Label(
            f"kommunen eier {nb} av driveren under owners.operator.",
            f"the municipality owns {en} of the operator under owners.operator.",
        )
        mend = Label("Skriv den samme andelen begge steder.", "Write the same share in both.")
        path = "municipality.share_of_operator"
        yield found(case, path, stated.share_of_operator, wrong, mend, "owners.operator.holders")


def owners_loans(case: StatedCase) -> Iterator[Finding]:
    """A loan from an owner is from one of the company's, and no bank takes it over: it is paid back."""
    for party in COMPANY_IDS:
        section, owners = f"owners.{party}.holders", getattr(case.owners, party)
        for id, loan in getattr(case.financing, party).loans.items():
            if loan.from_owner is None:
                continue
            path = f"financing.{party}.loans.{id}"
            holders = {} if owners is None else owners.holders
            yield from reference(case, f"{path}.from_owner", loan.from_owner, section, holders)
            if loan.refinanced_by is not None:
                wrong = Label(
                    "eieren får lånet tilbake av selskapet, senest ved horisonten; ingen overtar det.",
                    "the company pays the owner back, by the horizon at the latest; nobody takes it over.",
                )
                mend = Label("Fjern refinanced_by.", "Remove refinanced_by.")
                here = f"{path}.refinanced_by"
                yield found(case, here, loan.refinanced_by, wrong, mend, f"{path}.from_owner")


RULES: tuple[Rule, ...] = (all_is_held, dividends, one_group, cooperatives, municipal_share, owners_loans)
