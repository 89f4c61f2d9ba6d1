"""A register over offices: the kernel is tested without the zone's business."""

import pytest

from jingkai.kernel.access.models import Office
from jingkai.kernel.access.permissions import Permission
from jingkai.kernel.geo.tests.conftest import ground  # noqa: F401 - a fixture
from jingkai.kernel.registers.declare import REGISTERS, Column, Fault, Filter, Register, declare


def offices_of(seat):
    return Office.objects.filter(zone_id=seat.zone_id)


def a_bureau_has_a_superior(values):
    if values.get("kind") == "bureau" and values.get("parent") is None:
        yield Fault("parent", "A bureau stands under a committee.", "a committee")
    if "临时" in str(values.get("name", "")):
        yield Fault("name", "A temporary office?", "a lasting name", warning=True)


@pytest.fixture
def offices():
    """The register of offices, declared for one test."""
    register = declare(
        Register(
            code="test.offices", model=Office, name="Offices", noun="office", sheet="单位",
            key=("code",), order=("code",), search=("name", "code"), rows=offices_of,
            view=Permission.OFFICES_MANAGE, edit=Permission.OFFICES_MANAGE, removable=True,
            columns=(
                Column("name", heading="名称", required=True, example="示例局"),
                Column("code", heading="代码", required=True, example="example"),
                Column("kind", heading="类别", required=True, example="局办"),
                Column("parent", heading="上级单位", match="code"),
                Column("name_en", heading="英文名称"),
            ),
            filters=(Filter("kind"), Filter("parent"), Filter("code")),
            checks=(a_bureau_has_a_superior,),
        )
    )  # fmt: skip
    yield register
    del REGISTERS["test.offices"]


@pytest.fixture
def plots(ground):  # noqa: F811 - the fixture above
    """The register of plots of ground, a noun with a shape, declared for one test."""
    from jingkai.kernel.registers.tests.plots import plots_register

    with plots_register() as register:
        yield register
