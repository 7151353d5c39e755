"""Rules for equity, overdraft and loans: sizes, terms, months, and which loan takes over which."""

from collections.abc import Iterator

from feasibility.case.check.across_common import exactly_one, month_within, not_given, rate_from, reference
from feasibility.case.check.finding import Finding, Rule, found
from feasibility.case.check.running_loan import running
from feasibility.case.form.financing import Financing, Loan
from feasibility.case.form.stated import StatedCase
from feasibility.case.messages.wording import count_of_months
from feasibility.language import Label
from feasibility.names import COMPANY_IDS

OF_CONSTRUCTION = ("works", "commission_share_per_year", "adds_interest", "converts_to")
"""Fields that only a construction loan has."""
OF_TERM_LOANS = (
    "profile_months",
    "tenor_months",
    "interest_only_months",
    "refinanced_by",
    "follows_works",
    "from_owner",
)
"""Fields that a construction loan does not have."""
_TERM_NAMES = {"quarterly": Label("kvartaler", "quarters"), "yearly": Label("år", "years")}


def financing(case: StatedCase) -> Iterator[Finding]:
    """Equity, overdraft and loans of each company."""
    for party in COMPANY_IDS:
        stated: Financing = getattr(case.financing, party)
        path = f"financing.{party}"
        for place, payment in enumerate(stated.equity):
            yield from month_within(case, f"{path}.equity.{place}.month", payment.month)
        if stated.overdraft is not None:
            # Interest is on the opening balance, so the second month is the first to need a rate.
            year = case.start_year + case.start_calendar_month // 12
            rate = stated.overdraft.rate_share_per_year
            yield from rate_from(case, f"{path}.overdraft.rate_share_per_year", rate, year)
        for loan_id, loan in stated.loans.items():
            here = f"{path}.loans.{loan_id}"
            yield from _size(case, here, party, loan_id)
            yield from _months(case, here, stated, loan_id)
            if loan.kind == "construction":
                yield from _construction(case, here, stated, loan_id)
            else:
                yield from not_given(
                    case,
                    here,
                    loan,
                    OF_CONSTRUCTION,
                    Label("bare et byggelån har det.", "only a construction loan has it."),
                )
                yield from _terms(case, here, loan)
            yield from _takes_over(case, path, stated, loan_id)
        yield from _loops(case, path, stated)


# ---- size ------------------------------------------------------------------------------------------------


def _size(case: StatedCase, path: str, party: str, loan_id: str) -> Iterator[Finding]:
    stated: Financing = getattr(case.financing, party)
    loan, sizing = stated.loans[loan_id], stated.loans[loan_id].sizing
    if loan.outstanding_nok is not None:
        yield from running(case, path, stated, loan_id)
        return
    both_given = loan.amount_nok is not None and loan.share_of_works is not None
    none_given = loan.amount_nok is None and loan.share_of_works is None
    if both_given:
        yield from exactly_one(case, path, loan, ("amount_nok", "share_of_works"))
    elif none_given and sizing is None and stated.taken_over(loan_id) is None:
        yield from exactly_one(case, path, loan, ("amount_nok", "share_of_works", "sizing"))
    if sizing is None:
        return
    here = f"{path}.sizing"
    if loan.share_of_works is not None:
        wrong = Label(
            "share_of_works kan ikke stå sammen med sizing.",
            "share_of_works cannot stand together with sizing.",
        )
        mend = Label(
            "Flytt tallet til sizing.share_of_works; laveste ramme gjelder.",
            "Move the number to sizing.share_of_works; the lowest limit holds.",
        )
        yield found(case, f"{path}.share_of_works", loan.share_of_works, wrong, mend, here)
    names = ("share_of_value", "share_of_works", "minimum_cover")
    if all(getattr(sizing, name) is None for name in names):
        listed = ", ".join(names)
        wrong = Label(f"ingen av {listed} er oppgitt.", f"none of {listed} is stated.")
        mend = Label(f"Legg til minst én av {listed}.", f"Add at least one of {listed}.")
        yield found(case, here, None, wrong, mend, *(f"{here}.{name}" for name in names))
    yield from _by_value(case, here, party, sizing.share_of_value)
    if sizing.minimum_cover is not None and loan.kind == "construction":
        wrong = Label(
            "et byggelån har ingen avdrag å dekke.", "a construction loan has no instalments to cover."
        )
        mend = Label(
            "Sett minimum_cover på lånet det konverteres til.",
            "State minimum_cover of the loan it is converted into.",
        )
        yield found(case, f"{here}.minimum_cover", sizing.minimum_cover, wrong, mend, f"{path}.kind")


def _by_value(case: StatedCase, path: str, party: str, share: float | None) -> Iterator[Finding]:
    if share is None:
        return
    if party != "landlord":
        wrong = Label(
            "driveren eier ikke bygget og kan ikke låne på verdien.",
            "the operator does not own the building and cannot borrow on its value.",
        )
        mend = Label(
            "Bruk share_of_works eller minimum_cover, eller før lånet på gårdeieren.",
            "Use share_of_works or minimum_cover, or move the loan to the landlord.",
        )
        yield found(case, f"{path}.share_of_value", share, wrong, mend)
    elif case.valuation is None:
        wrong = Label(
            "valuation mangler, så verdien er ikke kjent.", "valuation is missing, so no value is known."
        )
        mend = Label(
            "Legg til valuation med net_yield_share, eller fjern linjen.",
            "Add valuation with net_yield_share, or remove the line.",
        )
        yield found(case, f"{path}.share_of_value", share, wrong, mend, "valuation")


# ---- months ----------------------------------------------------------------------------------------------


def _months(case: StatedCase, path: str, stated: Financing, loan_id: str) -> Iterator[Finding]:
    """When the loan is paid out, and the first year that needs a rate."""
    loan, before = stated.loans[loan_id], stated.taken_over(loan_id)
    if before is not None:
        why = Label(
            f"lånet utbetales når «{before}» gjøres opp.", f'the loan is paid out when "{before}" is settled.'
        )
        names = ("drawdown_month",) if loan.kind == "construction" else ("drawdown_month", "follows_works")
        yield from not_given(case, path, loan, names, why)
    elif loan.outstanding_nok is not None:
        pass
    elif loan.drawdown_month is None and loan.kind != "construction":
        wrong = Label(
            "mangler. Her skal det stå måneden lånet utbetales.",
            "is missing. It takes the month in which the loan is paid out.",
        )
        mend = Label(
            "Legg til linjen «drawdown_month: …», eller la et annet lån vise hit med refinanced_by.",
            'Add the line "drawdown_month: …", or let another loan refer here with refinanced_by.',
        )
        yield found(case, f"{path}.drawdown_month", None, wrong, mend)
    else:
        yield from month_within(case, f"{path}.drawdown_month", loan.drawdown_month)
    yield from reference(case, f"{path}.follows_works", loan.follows_works, "works", case.works)
    paid_out = _paid_out(case, stated, loan_id, ())
    if paid_out is not None:
        # Interest runs from the month after drawdown, so that month's year is the first to need a rate.
        year = case.start_year + (case.start_calendar_month - 1 + paid_out) // 12
        rate_path = f"{path}.base_rate_share_per_year"
        yield from rate_from(case, rate_path, loan.base_rate_share_per_year, year, f"{path}.drawdown_month")


def _paid_out(case: StatedCase, stated: Financing, loan_id: str, seen: tuple[str, ...]) -> int | None:
    """Project month in which a loan is paid out, delays apart; None where that cannot be said."""
    loan, before = stated.loans[loan_id], stated.taken_over(loan_id)
    if loan.outstanding_nok is not None:
        return 0
    if before is None:
        return 1 if loan.drawdown_month is None and loan.kind == "construction" else loan.drawdown_month
    if before in seen:
        return None
    earlier = stated.loans[before]
    if earlier.kind == "construction":
        return _completion(case, earlier)
    drawdown, months = _paid_out(case, stated, before, (*seen, loan_id)), earlier.maturity_months
    if drawdown is None or months is None:
        return None
    size = earlier.months_per_term
    zero = 12 * case.start_year + case.start_calendar_month - 1
    return size * ((zero + drawdown) // size + -(-months // size)) - zero


def _completion(case: StatedCase, loan: Loan) -> int | None:
    """Project month in which the last works that a construction loan pays are completed."""
    known = [case.works[name].completion_month for name in loan.works or case.works if name in case.works]
    return max(known, default=None)


def _terms(case: StatedCase, path: str, loan: Loan) -> Iterator[Finding]:
    profile, tenor, free = loan.profile_months, loan.tenor_months, loan.interest_only_months
    if profile is None and loan.kind == "bullet":
        yield from _bullet(case, path, loan)
        return
    if profile is None:
        wrong = Label(
            "mangler. Her skal det stå antall måneder lånet betales ned over.",
            "is missing. It takes the number of months the loan is repaid over.",
        )
        mend = Label("Legg til linjen «profile_months: …».", 'Add the line "profile_months: …".')
        yield found(case, f"{path}.profile_months", None, wrong, mend, f"{path}.kind")
        return
    if tenor is not None and tenor > profile:
        term = count_of_months(tenor)
        wrong = Label(
            f"løpetiden på {term.nb} er lengre enn nedbetalingsprofilen på {profile}.",
            f"the tenor of {term.en} is longer than the amortisation profile of {profile}.",
        )
        mend = Label(
            f"Skriv høyst {profile}, eller øk profile_months.",
            f"Write at most {profile}, or raise profile_months.",
        )
        yield found(case, f"{path}.tenor_months", tenor, wrong, mend, f"{path}.profile_months")
    if free >= profile:
        most = profile - loan.months_per_term
        whole, one = count_of_months(profile), free == 1
        wrong = Label(
            f"{free} {'avdragsfri måned' if one else 'avdragsfrie måneder'} gir ingen tid igjen av "
            f"profilen på {whole.nb}.",
            f"{free} interest-only {'month leaves' if one else 'months leave'} nothing of the profile of "
            f"{whole.en}.",
        )
        at_most = Label(f"høyst {most}", f"at most {most}") if most > 0 else Label("0", "0")
        mend = Label(
            f"Skriv {at_most.nb}, eller øk profile_months (kind: bullet er et lån uten avdrag).",
            f"Write {at_most.en}, or raise profile_months (kind: bullet is repaid at the end).",
        )
        yield found(case, f"{path}.interest_only_months", free, wrong, mend, f"{path}.profile_months")
    if loan.terms != "monthly":
        for name in ("profile_months", "tenor_months", "interest_only_months"):
            yield from _whole_terms(case, path, loan, name)


def _bullet(case: StatedCase, path: str, loan: Loan) -> Iterator[Finding]:
    """A bullet without an amortisation profile: it must mature, and cover asks for what is not there."""
    if loan.tenor_months is None:
        wrong = Label(
            "mangler. Her skal det stå antall måneder til lånet forfaller.",
            "is missing. It takes the number of months until the loan matures.",
        )
        mend = Label("Legg til linjen «tenor_months: …».", 'Add the line "tenor_months: …".')
        yield found(case, f"{path}.tenor_months", None, wrong, mend, f"{path}.kind")
        return
    if loan.sizing is not None and loan.sizing.minimum_cover is not None:
        wrong = Label(
            "mangler. Et avdragsfritt lån måles mot gjeldsbetjeningsgraden som om det ble betalt ned.",
            "is missing. A bullet is measured against debt service cover as if it were paid down.",
        )
        mend = Label(
            "Legg til linjen «profile_months: …», eller fjern sizing.minimum_cover.",
            'Add the line "profile_months: …", or remove sizing.minimum_cover.',
        )
        yield found(case, f"{path}.profile_months", None, wrong, mend, f"{path}.sizing.minimum_cover")
    if loan.terms != "monthly":
        yield from _whole_terms(case, path, loan, "tenor_months")


def _whole_terms(case: StatedCase, path: str, loan: Loan, name: str) -> Iterator[Finding]:
    size, months = loan.months_per_term, getattr(loan, name)
    if months is None or months % size == 0:
        return
    above = months + size - months % size
    near = f"{above - size} eller {above}" if above > size else str(above)
    near_en = near.replace("eller", "or")
    unit = _TERM_NAMES[loan.terms]
    stated = count_of_months(months)
    wrong = Label(
        f"{stated.nb} er ikke et helt antall {unit.nb}, som er lånets terminer.",
        f"{stated.en} {'is' if months == 1 else 'are'} not a whole number of {unit.en}, the loan's terms.",
    )
    mend = Label(f"Skriv {near}, eller terms: monthly.", f"Write {near_en}, or terms: monthly.")
    yield found(case, f"{path}.{name}", months, wrong, mend, f"{path}.terms")


# ---- construction loans ----------------------------------------------------------------------------------


def _construction(case: StatedCase, path: str, stated: Financing, loan_id: str) -> Iterator[Finding]:
    loan = stated.loans[loan_id]
    why = Label(
        "et byggelån har ingen avdrag; det gjøres opp når arbeidene er ferdige.",
        "a construction loan has no instalments; it is settled when the works are completed.",
    )
    yield from not_given(case, path, loan, OF_TERM_LOANS, why)
    for place, name in enumerate(loan.works or ()):
        yield from reference(case, f"{path}.works.{place}", name, "works", case.works)
    if not case.works:
        wrong = Label("saken har ingen arbeider å betale.", "the case has no works to pay.")
        mend = Label(
            "Legg til works, eller velg kind: annuity, serial eller bullet.",
            "Add works, or choose kind: annuity, serial or bullet.",
        )
        yield found(case, f"{path}.kind", loan.kind, wrong, mend, "works")
    completion = _completion(case, loan)
    if completion is not None and loan.drawdown_month is not None and loan.drawdown_month > completion:
        wrong = Label(
            f"byggelånet åpnes i måned {loan.drawdown_month}, etter at arbeidene er ferdige i måned "
            f"{completion}.",
            f"the construction loan opens in month {loan.drawdown_month}, after the works are completed in "
            f"month {completion}.",
        )
        mend = Label(
            f"Skriv en måned fra 1 til {completion}, eller fjern linjen.",
            f"Write a month from 1 to {completion}, or remove the line.",
        )
        yield found(case, f"{path}.drawdown_month", loan.drawdown_month, wrong, mend, "works")
    yield from _paid_twice(case, path, stated, loan_id)


def _paid_twice(case: StatedCase, path: str, stated: Financing, loan_id: str) -> Iterator[Finding]:
    """No works are paid by two construction loans of one party."""
    own = set(stated.loans[loan_id].works or case.works)
    for other_id, other in stated.loans.items():
        if other_id == loan_id:
            return
        common = own & set(other.works or case.works) if other.kind == "construction" else set()
        if common:
            name = min(common)
            wrong = Label(
                f"«{name}» betales også av byggelånet «{other_id}».",
                f'"{name}" is also paid by the construction loan "{other_id}".',
            )
            mend = Label(
                "List arbeidene hvert byggelån betaler under works, hvert bare ett sted.",
                "List the works each construction loan pays under works, each in one place only.",
            )
            yield found(case, f"{path}.works", name, wrong, mend, path.rsplit(".", 1)[0])
            return


# ---- which loan takes over which -------------------------------------------------------------------------


def _takes_over(case: StatedCase, path: str, stated: Financing, loan_id: str) -> Iterator[Finding]:
    loan = stated.loans[loan_id]
    name, target_id = ("converts_to" if loan.kind == "construction" else "refinanced_by"), loan.followed_by
    if target_id is None:
        return
    here = f"{path}.loans.{loan_id}.{name}"
    yield from reference(case, here, target_id, f"{path}.loans", stated.loans)
    target, first = stated.loans.get(target_id), stated.taken_over(target_id)
    if target is None:
        return
    if target.kind == "construction":
        wrong = Label(
            f"«{target_id}» er et byggelån og kan ikke overta et annet lån.",
            f'"{target_id}" is a construction loan and cannot take over another loan.',
        )
        mend = Label(
            "Vis til et lån av kind annuity, serial eller bullet.",
            "Refer to a loan of kind annuity, serial or bullet.",
        )
        yield found(case, here, target_id, wrong, mend, f"{path}.loans.{target_id}.kind")
    if first is not None and first != loan_id:
        wrong = Label(f"«{target_id}» overtar alt «{first}».", f'"{target_id}" already takes over "{first}".')
        mend = Label("Vis til et eget lån for hvert av dem.", "Refer to a loan of its own for each of them.")
        yield found(case, here, target_id, wrong, mend, f"{path}.loans.{first}")


def _loops(case: StatedCase, path: str, stated: Financing) -> Iterator[Finding]:
    """No loan takes over itself, however long the way round; each loop is told once."""
    told: set[str] = set()
    for loan_id in stated.loans:
        way = [loan_id]
        while (after := stated.loans[way[-1]].followed_by) in stated.loans and after not in way:
            assert after is not None
            way.append(after)
        if after == loan_id and loan_id not in told:
            told.update(way)
            name = "converts_to" if stated.loans[loan_id].kind == "construction" else "refinanced_by"
            shown = " → ".join([*way, loan_id])
            wrong = Label(
                f"lånene overtar hverandre i ring: {shown}.",
                f"the loans take over one another in a ring: {shown}.",
            )
            mend = Label("Fjern ett av leddene.", "Remove one of the links.")
            yield found(
                case,
                f"{path}.loans.{loan_id}.{name}",
                after,
                wrong,
                mend,
                *(f"{path}.loans.{x}" for x in way),
            )


def debt_capacity(case: StatedCase) -> Iterator[Finding]:
    """The month in which the loan of the debt capacity is thought paid out."""
    if case.bank.capacity is not None:
        yield from month_within(case, "bank.capacity.drawdown_month", case.bank.capacity.drawdown_month)


RULES: tuple[Rule, ...] = (financing, debt_capacity)
