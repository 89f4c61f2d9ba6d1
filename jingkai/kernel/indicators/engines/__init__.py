"""Engines: one definition of a figure, answered by PostgreSQL, DuckDB, Spark, or from atoms.

`cube` plans, `sql` writes, `live` `duck` `spark` `exchange` answer, `telling` forms the figures.
"""

from jingkai.kernel.indicators.engines.opening import ENGINES, Opened, open_engine

__all__ = ["ENGINES", "Opened", "open_engine"]
