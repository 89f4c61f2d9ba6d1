"""All reads of the green park, scoped to the seat that asks."""

from jingkai.domains.ecology.queries.due import due_for
from jingkai.domains.ecology.queries.rows import (
    inspections_for,
    months_for,
    points_for,
    public_sections,
    rectifications_for,
    samples_for,
    sections_for,
    soil_for,
    sources_for,
)
from jingkai.domains.ecology.queries.soil import SoilYear, soil_trend, soil_years
from jingkai.domains.ecology.queries.tables import (
    point_standing,
    rectification_standing,
    rivers_table,
    sample_standing,
    section_standing,
    soil_standing,
    year_tables,
)
from jingkai.domains.ecology.queries.timeline import happenings
from jingkai.domains.ecology.queries.water import (
    Judgement,
    RiverState,
    factor_names,
    judgement,
    month_of,
    months_of,
    rivers,
)

__all__ = [
    "Judgement",
    "RiverState",
    "SoilYear",
    "due_for",
    "factor_names",
    "happenings",
    "inspections_for",
    "judgement",
    "month_of",
    "months_for",
    "months_of",
    "point_standing",
    "points_for",
    "rectification_standing",
    "rectifications_for",
    "rivers",
    "rivers_table",
    "sample_standing",
    "public_sections",
    "samples_for",
    "section_standing",
    "sections_for",
    "soil_for",
    "soil_standing",
    "soil_trend",
    "soil_years",
    "sources_for",
    "year_tables",
]
