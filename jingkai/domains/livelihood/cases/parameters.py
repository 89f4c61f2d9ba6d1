"""The dated values of the people's livelihood: minutes, ways, speeds, clocks."""

from datetime import date
from pathlib import Path

from jingkai.domains.livelihood.choices import Area
from jingkai.domains.livelihood.rules.circles import Rules, read_rules
from jingkai.kernel.units.parameters import Parameter, read_parameters

PARAMETERS = Path(__file__).parents[1] / "parameters"


def dated(file: str, code: str) -> Parameter:
    """A parameter of the people's livelihood, with all its values."""
    return read_parameters(PARAMETERS / f"{file}.yaml")[code]


def circle_rules(on: date) -> Rules:
    """Minutes, ways of getting there and speeds in force on a day."""
    told = read_parameters(PARAMETERS / "circles.yaml")
    return read_rules({code: one.on(on).value for code, one in told.items()}, tuple(Area.values))
