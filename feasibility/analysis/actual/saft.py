"""Booked figures from SAF-T Regnskap, the Norwegian standard export of an accounting system.

The file comes from outside: it is read in one pass by Python's own XML reader, with bounds, and one that
declares a document type or an entity is refused before anything in it is used. Of the whole standard only
accounts, their balances, periods and amounts are read (Skatteetaten: Norwegian SAF-T Financial, 1.2 and 1.3).
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from feasibility.analysis.actual.accounts import (
    BANK_ACCOUNTS,
    CARRIED,
    EQUITY_ACCOUNTS,
    Range,
    is_of_result,
    line_for,
    table_for,
    within,
)
from feasibility.analysis.actual.booked import (
    BALANCES,
    OTHER,
    Booked,
    Figure,
    gathered,
    lines_of,
    mistake,
    project_month,
    same_mistakes,
)
from feasibility.case import CaseError, Problem
from feasibility.language import Label, format_number
from feasibility.language.label import listed
from feasibility.model import Result
from feasibility.names import CompanyId

NAMESPACE: Final = "urn:StandardAuditFile-Taxation-Financial:NO"
LARGEST_BYTES: Final = 200_000_000
_MOST_DEPTH: Final = 40
_MOST_TEXT: Final = 200
"""Characters of a text that is read; longer ones are descriptions, which nothing here needs."""
_LARGEST_NOK: Final = 1e12
_AMOUNT: Final = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]{1,6})?")
_LAST_MONTH: Final = 12
_TOLD: Final = 20


@dataclass
class _Read:
    """What has been read of the file: balances by account, and movements, debit above 0."""

    opening: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    closing: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    moved: dict[tuple[str, str], float] = field(default_factory=lambda: defaultdict(float))
    entries: int = 0
    header: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def is_saft(content: bytes) -> bool:
    """Whether a file is XML rather than text: it is read as SAF-T then."""
    return content.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<")


def read_saft(result: Result, party: CompanyId, content: bytes, name: str) -> Booked:
    """The figures of a SAF-T file by the months of its periods, each account under the line it belongs to.

    Movements come from the general ledger entries. A file with balances alone tells no months, and is taken
    where it is of one month only. Raises CaseError with the mistakes.
    """
    if len(content) > LARGEST_BYTES:
        raise CaseError([mistake(name, len(content), _LARGE, _SMALLER)])
    read = _parsed(content, name)
    if not read.entries:
        _of_balances(read, name)
    if read.problems:
        raise CaseError(same_mistakes(read.problems, _TOLD))
    return _mapped(result, party, read, name)


# ---- reading ---------------------------------------------------------------------------------------------


class _Reader:
    """Follows the elements of one file."""

    def __init__(self, name: str) -> None:
        self.name, self.read = name, _Read()
        self.path: list[str] = []
        self.text = ""
        self.account, self.line_account, self.line_net = "", "", 0.0
        self.period, self.year, self.date = "", "", ""
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self.refused
        self.parser.EntityDeclHandler = self.refused
        self.parser.StartElementHandler = self.started
        self.parser.EndElementHandler = self.ended
        self.parser.CharacterDataHandler = self.said

    def fail(self, wrong: Label, mend: Label) -> CaseError:
        return CaseError([mistake(self.name, None, wrong, mend, self.parser.CurrentLineNumber)])

    def refused(self, *_: object) -> None:
        raise self.fail(_DOCTYPE, _EXPORT)

    def started(self, tag: str, attributes: dict[str, str]) -> None:
        local = tag[tag.rfind(" ") + 1 :]
        if not self.path and tag != f"{NAMESPACE} AuditFile":
            raise self.fail(_no_saft(tag.rpartition(" ")[0], local), _EXPORT)
        if len(self.path) >= _MOST_DEPTH:
            raise self.fail(_DEEP, _EXPORT)
        self.path.append(local)
        self.text = ""
        if local == "Line":
            self.line_account, self.line_net = "", 0.0
        elif local == "Transaction":
            self.period = self.year = self.date = ""

    def said(self, characters: str) -> None:
        if len(self.text) < _MOST_TEXT:
            self.text += characters

    def ended(self, tag: str) -> None:
        local = self.path.pop()
        above = self.path[-1] if self.path else ""
        text, self.text = self.text.strip(), ""
        section = self.path[1] if len(self.path) > 1 else ""
        if section == "GeneralLedgerEntries":
            self._entry(local, above, text)
        elif section == "MasterFiles" and above == "Account":
            self._account(local, text)
        elif section == "Header":
            self.read.header.setdefault(local, text)

    def _account(self, local: str, text: str) -> None:
        if local == "AccountID":
            self.account = text
        elif local in _BALANCES:
            which, sign = _BALANCES[local]
            balances = self.read.opening if which == "opening" else self.read.closing
            balances[self.account] += sign * self.amount(text)

    def _entry(self, local: str, above: str, text: str) -> None:
        if above == "Transaction" and local == "Period":
            self.period = text
        elif above == "Transaction" and local == "PeriodYear":
            self.year = text
        elif above == "Transaction" and local == "TransactionDate":
            self.date = text
        elif above == "Line" and local == "AccountID":
            self.line_account = text
        elif local == "Amount" and above in _SIDES:
            self.line_net += _SIDES[above] * self.amount(text)
        elif local == "Line":
            self.read.entries += 1
            self.read.moved[self.month(), self.line_account] += self.line_net

    def month(self) -> str:
        """The month of the transaction being read: its period, else its date; period 13 is December."""
        if self.year.isdecimal() and self.period.isdecimal() and int(self.period) >= 1:
            return f"{self.year}-{min(int(self.period), _LAST_MONTH):02d}"
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}.*", self.date):
            return self.date[:7]
        raise self.fail(_NO_PERIOD, _EXPORT)

    def amount(self, text: str) -> float:
        """An amount as the standard writes it; told with its line where it is none."""
        found = float(text) if _AMOUNT.fullmatch(text) else math.nan
        if not abs(found) <= _LARGEST_NOK:
            shown = text[:40]
            wrong = Label(f"«{shown}» er ikke et beløp.", f'"{shown}" is no amount.')
            at = self.parser.CurrentLineNumber
            self.read.problems.append(mistake(self.name, shown, wrong, _EXPORT, at))
            return 0.0
        return found


def _parsed(content: bytes, name: str) -> _Read:
    reader = _Reader(name)
    try:
        reader.parser.Parse(content, True)
    except expat.ExpatError as error:
        wrong = Label("filen er ikke hel og gyldig XML.", "the file is not whole and valid XML.")
        raise CaseError([mistake(name, None, wrong, _EXPORT, error.lineno)]) from None
    except ValueError:  # an encoding Python has no name for
        wrong = Label("filens tegnsett er ukjent.", "the file's character set is unknown.")
        raise CaseError([mistake(name, None, wrong, _EXPORT)]) from None
    currency = reader.read.header.get("DefaultCurrencyCode", "NOK")
    if currency != "NOK":
        shown = currency[:10]
        wrong = Label(f"regnskapet er i {shown}, ikke i NOK.", f"the accounts are in {shown}, not in NOK.")
        raise CaseError([mistake(name, shown, wrong, _EXPORT)])
    return reader.read


def _of_balances(read: _Read, name: str) -> None:
    """Movements of the one month a file with balances alone is of."""
    first, last = _ends(read.header)
    if not first or first != last:
        raise CaseError([mistake(name, None, _BALANCES_ONLY, _ONE_MONTH)])
    for account in {*read.opening, *read.closing}:
        read.moved[first, account] = read.closing.get(account, 0.0) - read.opening.get(account, 0.0)


def _ends(header: dict[str, str]) -> tuple[str, str]:
    """The first and the last month the file says it is of; empty where it does not."""
    start, end = header.get("SelectionStartDate", "")[:7], header.get("SelectionEndDate", "")[:7]
    if start and end:
        return start, end
    parts = [header.get(key, "") for key in ("PeriodStartYear", "PeriodStart", "PeriodEndYear", "PeriodEnd")]
    if not all(part.isdecimal() for part in parts):
        return "", ""
    return f"{parts[0]}-{int(parts[1]):02d}", f"{parts[2]}-{int(parts[3]):02d}"


# ---- mapping ---------------------------------------------------------------------------------------------


def _mapped(result: Result, party: CompanyId, read: _Read, name: str) -> Booked:
    case = result.case
    own = [Range(each.first, each.last, each.line) for each in getattr(case.actual, party).accounts]
    known = lines_of(result, party)
    lines = [line for line in known if line not in BALANCES]
    table = table_for(party, case.operating_company, own)
    months = sorted({month for month, _ in read.moved})
    by_line: dict[tuple[str, str], float] = defaultdict(float)
    unmapped: dict[int, float] = defaultdict(float)
    strange: set[str] = set()
    for (month, id), net in read.moved.items():
        account = _number(id)
        if account is None:
            strange.add(id[:20])
        elif is_of_result(account):
            line = line_for(account, table, lines)
            by_line[month, line] -= net  # credit is income
            if line in OTHER:
                unmapped[account] -= net
    # in a whole set of accounts a line without an entry is nothing, where the plan has it
    figures = [
        Figure(month, line, by_line.get((month, line), 0.0), name)
        for month in months
        for line in lines
        if line not in OTHER or any(by_line.get((each, line)) for each in months)
    ]
    figures += _balances(read, months, name)
    outside = [month for month in months if isinstance(project_month(case, month), Label)]
    if outside:
        figures = [next(figure for figure in figures if figure.month == month) for month in outside]
    return gathered(result, party, figures, _remarks(read, unmapped, strange))


def _balances(read: _Read, months: list[str], name: str) -> list[Figure]:
    """Bank and equity at the end of each month; equity with the result that is not carried to it yet."""
    figures: list[Figure] = []
    sums = {"cash": 0.0, "equity": 0.0}
    for id, opening in read.opening.items():
        for balance, signed in _of_balance(id, opening):
            sums[balance] += signed
    for month in months:
        for (at, id), net in read.moved.items():
            if at == month:
                for balance, signed in _of_balance(id, net):
                    sums[balance] += signed
        figures += [Figure(month, balance, nok, name) for balance, nok in sums.items()]
    return figures


def _of_balance(id: str, net: float) -> Iterable[tuple[str, float]]:
    account = _number(id)
    if account is None:
        return
    if within(account, BANK_ACCOUNTS):
        yield "cash", net
    elif within(account, EQUITY_ACCOUNTS) or within(account, CARRIED) or is_of_result(account):
        yield "equity", -net


def _number(id: str) -> int | None:
    """The four digits of an account that say what it is: 30001 is one of 3000."""
    digits = id.strip()[:4]
    return int(digits) if len(digits) == 4 and digits.isdecimal() and digits.isascii() else None


def _remarks(read: _Read, unmapped: dict[int, float], strange: set[str]) -> tuple[Label, ...]:
    found = []
    who = read.header.get("Name", "")
    if who:
        found.append(Label(f"Regnskapet er fra {who}.", f"The accounts are from {who}."))
    amounts = {account: nok for account, nok in sorted(unmapped.items()) if round(nok)}
    if amounts:
        nb, en = (
            listed(
                [f"{account} ({format_number(nok, 0, language)})" for account, nok in amounts.items()],
                language,
            )
            for language in ("nb", "en")
        )
        found.append(
            Label(
                f"Kontoer planen ikke har noen linje for, står som «annet»: {nb}.",
                f'Accounts the plan has no line for stand as "other": {en}.',
            )
        )
    if strange:
        ids = ", ".join(sorted(strange)[:10])
        found.append(
            Label(
                f"Kontoer uten firesifret nummer er ikke med: {ids}.",
                f"Accounts without a four-digit number are left out: {ids}.",
            )
        )
    return tuple(found)


_BALANCES: Final = {
    "OpeningDebitBalance": ("opening", 1),
    "OpeningCreditBalance": ("opening", -1),
    "ClosingDebitBalance": ("closing", 1),
    "ClosingCreditBalance": ("closing", -1),
}
_SIDES: Final = {"DebitAmount": 1, "CreditAmount": -1}


def _no_saft(namespace: str, local: str) -> Label:
    found = f"{local[:40]} ({namespace[:80]})" if namespace else local[:40]
    return Label(
        f"filen er ikke SAF-T Regnskap: den begynner med {found}, ikke med AuditFile ({NAMESPACE}).",
        f"the file is not SAF-T Financial: it begins with {found}, not with AuditFile ({NAMESPACE}).",
    )


_EXPORT: Final = Label(
    "Ta filen ut av regnskapssystemet på nytt, som SAF-T Regnskap.",
    "Take the file out of the accounting system once more, as SAF-T Financial.",
)
_DOCTYPE: Final = Label(
    "filen har en dokumenttype eller egne entiteter, og leses ikke.",
    "the file declares a document type or entities, and is not read.",
)
_DEEP: Final = Label("elementene ligger for dypt i hverandre.", "the elements lie too deep in each other.")
_NO_PERIOD: Final = Label(
    "et bilag har verken periode eller dato.", "a transaction has neither period nor date."
)
_LARGE: Final = Label("filen er for stor (over 200 MB).", "the file is too large (above 200 MB).")
_SMALLER: Final = Label("Ta ut færre måneder om gangen.", "Take out fewer months at a time.")
_BALANCES_ONLY: Final = Label(
    "filen har saldoer, men ingen bilag, og gjelder ikke én måned.",
    "the file has balances but no transactions, and is not of one month.",
)
_ONE_MONTH: Final = Label(
    "Ta den ut med bilag, eller for én måned.", "Take it out with transactions, or for one month."
)
