"""Every parameter there is, by id, and the two families that a case chooses from by name."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal, get_args

from feasibility.rules import employment, personal_tax, property, support, tax, vat
from feasibility.rules.parameter import Parameter

VatKind = Literal["standard", "food", "water", "lodging", "exempt"]
"""The VAT rates a flow can carry."""

EmployerZone = Literal["I", "Ia", "II", "III", "IV", "IVa", "V"]
"""Zones of the employer's contribution (arbeidsgiveravgiftssoner)."""

VAT_KINDS: Final[tuple[VatKind, ...]] = get_args(VatKind)
DepreciationGroup = Literal["a", "b", "c", "d", "h", "i", "j"]
"""Groups of declining balances (saldogrupper) that works can belong to."""

EMPLOYER_ZONES: Final[tuple[EmployerZone, ...]] = get_args(EmployerZone)

_PARAMETERS: Final[Mapping[str, Parameter]] = MappingProxyType(
    {
        item.id: item
        for item in (
            *vat.PARAMETERS,
            *employment.PARAMETERS,
            *tax.PARAMETERS,
            *personal_tax.PARAMETERS,
            *property.PARAMETERS,
            *support.PARAMETERS,
        )
    }
)


class UnknownParameter(LookupError):
    """There is no parameter of that id; the message lists the ids there are."""


def parameter(parameter_id: str) -> Parameter:
    """The parameter with that id. Raises UnknownParameter."""
    try:
        return _PARAMETERS[parameter_id]
    except KeyError:
        raise UnknownParameter(
            f"no parameter '{parameter_id}'; there are: {', '.join(_PARAMETERS)}"
        ) from None


def all_parameters() -> tuple[Parameter, ...]:
    """Every parameter: value added tax, employment, taxes, property, then public support."""
    return tuple(_PARAMETERS.values())


def vat_rate(kind: VatKind) -> Parameter:
    """The VAT rate of that kind, as a share of the price without VAT. Raises UnknownParameter."""
    return parameter(f"vat_{kind}")


def employer_contribution(zone: EmployerZone) -> Parameter:
    """The ordinary rate of the employer's contribution in `zone`; zone Ia's holds up to its allowance.

    Raises UnknownParameter.
    """
    return parameter(f"employer_contribution_{zone.lower()}")


def depreciation_rate(group: DepreciationGroup) -> Parameter:
    """The highest yearly rate of a group's declining balance. Raises UnknownParameter."""
    return parameter(f"depreciation_{group}")
