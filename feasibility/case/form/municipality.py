"""The municipality's side (kommunen): what it gives and gets beside the support items (model §13.14)."""

from typing import Annotated

from pydantic import Field

from feasibility.case.form.fields import (
    CaseModel,
    Flag,
    Listed,
    Name,
    Number,
    Whole,
    label,
    month_of,
    nok,
    quantity,
    said,
    share_of,
)


class Guarantee(CaseModel):
    """A guarantee (garanti) the municipality stands for: no money, but what it may come to pay."""

    label: Name = label()
    amount_nok: Number = nok("Garantibeløp", "Amount guaranteed")
    from_month: Whole = month_of("Fra måned", "From month", 1)
    to_month: Whole | None = month_of("Til og med måned", "To month", None)


class Commuting(CaseModel):
    """Commuting saved (spart pendling), as the user states it: members × days × minutes × 2."""

    days_per_member_month: Number = quantity(
        "days", "Dager en pendler arbeider her, per måned", "Days a commuter works here a month",
        at_least=0, at_most=31,
    )  # fmt: skip
    minutes_one_way: Number = quantity(
        "minutes", "Minutter spart hver vei", "Minutes saved each way", at_least=0, at_most=600
    )
    share_of_members: Number = share_of(
        "Andel av medlemmene som ellers pendler", "Share of members who would commute", 1.0
    )


class MunicipalSide(CaseModel):
    """What the municipality gives and gets beside `support`: as landlord, guarantor and part owner."""

    is_landlord: Flag = said("Kommunen eier bygget", "The municipality owns the building", False)
    market_rent_nok_per_m2_year: Number | None = nok(
        "Markedsleie kommunen gir avkall på", "Market rent the municipality forgoes", None, unit="NOK/m2/year"
    )
    share_of_operator: Number | None = share_of(
        "Kommunens eierandel i driverselskapet", "The municipality's share of the operator", None
    )
    firms_helped: Number | None = quantity(
        "count", "Bedrifter som får hjelp", "Firms helped", None, above=0, counted=True
    )
    guarantees: Annotated[Listed[Guarantee], Field(max_length=20)] = said("Garantier", "Guarantees", ())
    commuting: Commuting | None = said("Spart pendling", "Commuting saved", None)
