"""Indicators: figures declared once, computed from the records they count.

See README.md for the manner of declaring.
"""

from jingkai.kernel.indicators.catalogue import Dimension, catalogue, dimension
from jingkai.kernel.indicators.columns import Column, fields
from jingkai.kernel.indicators.measures import Indicator, Measure
from jingkai.kernel.indicators.period import Period
from jingkai.kernel.indicators.predicates import Predicate
from jingkai.kernel.indicators.recordsets import RecordSet, during, records, stock
from jingkai.kernel.indicators.spans import Days, Span, span

__all__ = [
    "Column",
    "Days",
    "Dimension",
    "Indicator",
    "Measure",
    "Period",
    "Predicate",
    "RecordSet",
    "Span",
    "catalogue",
    "dimension",
    "during",
    "fields",
    "records",
    "span",
    "stock",
]
