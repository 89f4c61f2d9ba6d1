"""Whether who asked before may still be answered as before: one question to the database.

What a program keeps between two requests of the same session, such as a map's next tile, is worth
nothing once the session has ended, the person or a seat of theirs was changed, or their office or
zone was. All of it is summed up by the database, behind the wall that it raises for the question.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from jingkai.kernel.trail.planned import planned


@dataclass(frozen=True)
class Asker:
    """A session, whose it is, and the seat that acts in it."""

    session: str
    user: int
    zone: int
    seat: int


def standing(asker: Asker, tables: Sequence[str]) -> tuple[str, str]:
    """A sum over all that an asker's rights hang on, and the change mark of tables of a map.

    An equal sum means equal rights; an empty one that there are none any more.
    """
    with planned() as cursor:
        cursor.execute(
            "select standing, mark from"
            " jingkai_standing(%s, %s::bigint, %s::bigint, %s::bigint, string_to_array(%s, ','))",
            [asker.session, asker.user, asker.zone, asker.seat, ",".join(tables)],
        )
        told, mark = cursor.fetchone()
    return str(told or ""), str(mark)
