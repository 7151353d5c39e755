"""The templates (malene) by the structure each belongs to: what a case may begin as (evidence: S1 to S20)."""

from __future__ import annotations

from typing import Final

from feasibility import resources
from feasibility.language import Label
from feasibility.record import record


@record
class Template:
    """A template on offer. name: what `feasibility new` calls it. structure: its number among the twenty
    structures of the field, S1 to S20. says: what it is, in one line."""

    name: str
    structure: str
    says: Label


_ALL: Final = (
    Template(
        "sublease",
        "S1",
        Label(
            "Fremleie: driveren leier av gårdeieren og selger videre",
            "Sublease: the operator rents and sells to members",
        ),
    ),
    Template(
        "landlord_operated",
        "S2",
        Label(
            "Gårdeieren driver selv: inntekt, kostnad og risiko er gårdeierens",
            "Landlord-operated: income, cost and risk are the landlord's",
        ),
    ),
    Template(
        "landlord_operated_rebuilt",
        "S2",
        Label("Gårdeieren driver selv og bygger om underveis", "Landlord-operated, rebuilt on the way"),
    ),
    Template("sublease_shared_risk", "S3", Label("Fremleie med delt risiko", "Sublease with shared risk")),
    Template(
        "sublease_landlord_support",
        "S4",
        Label(
            "Fremleie der gårdeieren hjelper konseptet på bena",
            "Sublease where the landlord helps the concept to its feet",
        ),
    ),
    Template(
        "municipal_premises_then_desks",
        "S5",
        Label(
            "Kommunen gir lokaler, så leier den plasser", "The municipality gives premises, then rents desks"
        ),
    ),
    Template(
        "municipal_salary", "S6", Label("Kommunen lønner daglig leder", "The municipality pays the manager")
    ),
    Template("grant_and_sponsors", "S7", Label("Tilskudd og sponsorer", "Grant and sponsors")),
    Template(
        "propco_opco",
        "S8",
        Label(
            "Eiendomsselskap og driftsselskap med samme eier", "Property and operating company of one owner"
        ),
    ),
    Template(
        "cooperative",
        "S9",
        Label("Samvirke som leier av kommunen", "Cooperative renting from the municipality"),
    ),
    Template(
        "municipal_shareholding",
        "S10",
        Label("Aksjeselskap der kommunen eier en del", "Company the municipality owns part of"),
    ),
    Template(
        "municipal_handover",
        "S11",
        Label(
            "Kommunen starter og overlater driften til private",
            "The municipality starts, and hands over to private operation",
        ),
    ),
    Template(
        "hybrid_services",
        "S12",
        Label(
            "Hybrid: kafé og oppdrag er inntekten, plassene er gratis",
            "Hybrid: café and commissions are the income, desks are free",
        ),
    ),
    Template(
        "member_run",
        "S13",
        Label("Medlemmene driver, gårdeieren støtter", "Member-run, subsidised by the landlord"),
    ),
    Template(
        "management",
        "S14",
        Label(
            "Driftsavtale: fast honorar og del av overskuddet",
            "Management agreement: a fee and a share of the surplus",
        ),
    ),
    Template("turnover_rent", "S15", Label("Omsetningsleie med minsteleie", "Turnover rent with a minimum")),
    Template(
        "corporate_anchor",
        "S16",
        Label("Bedriftsplasser på avtale som anker", "Corporate anchor desks on contract"),
    ),
    Template(
        "rural_owner_operator",
        "S17",
        Label("Bygdesenter drevet av eieren, med overnatting", "Rural centre run by its owner, with lodging"),
    ),
    Template(
        "virtual_office",
        "S18",
        Label("Virtuelt kontor: adresse og resepsjon", "Virtual office: address and reception"),
    ),
    Template(
        "rent_package",
        "S19",
        Label("Leiepakke som kommunen er med på", "Rent package the municipality helps pay"),
    ),
    Template(
        "live_work",
        "S20",
        Label("Bolig og kontor i samme bygg", "Live–work: homes and desks in one building"),
    ),
)


def catalogue() -> tuple[Template, ...]:
    """The templates that are installed, by their structure's number; one of nobody's knowledge comes last."""
    there = resources.template_names()
    known = {each.name for each in _ALL}
    unknown = (Template(name, "–", Label(name, name)) for name in there if name not in known)
    return (*(each for each in _ALL if each.name in there), *unknown)
