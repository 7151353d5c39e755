"""Rules for who owns the companies: all of each is held, and dividends have a share capital to leave."""

from collections.abc import Iterator

from feasibility.case.check.finding import Finding, Rule, found
from feasibility.case.form.stated import StatedCase
from feasibility.language import Label
from feasibility.language.numbers import format_number

_CLOSE = 0.0005
"""Three owners may each hold 0.3333."""


def all_is_held(case: StatedCase) -> Iterator[Finding]:
    """The shares of a company's owners add up to 1."""
    for party in ("landlord", "operator"):
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
    for party in ("landlord", "operator"):
        stated = getattr(case.owners, party)
        capital = f"financing.{party}.share_capital_nok"
        if stated is None or stated.dividend is None:
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


RULES: tuple[Rule, ...] = (all_is_held, dividends, one_group)
