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
        "S1, S4",
        Label(
            "Fremleie: driveren leier, gårdeieren hjelper i gang",
            "Sublease: the operator rents, the landlord helps at the start",
        ),
    ),
    Template("landlord_operated", "S2", Label("Gårdeieren driver selv", "Landlord-operated")),
    Template("sublease_shared_risk", "S3", Label("Fremleie med delt risiko", "Sublease with shared risk")),
    Template(
        "municipal_handover",
        "S11",
        Label(
            "Kommunen starter og overlater driften til private",
            "The municipality starts, and hands over to private operation",
        ),
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
)


def catalogue() -> tuple[Template, ...]:
    """The templates that are installed, by their structure's number; one of nobody's knowledge comes last."""
    there = resources.template_names()
    known = {each.name for each in _ALL}
    unknown = (Template(name, "–", Label(name, name)) for name in there if name not in known)
    return (*(each for each in _ALL if each.name in there), *unknown)
