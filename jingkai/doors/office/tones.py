"""How a state is tinted: red is lost or late, amber waits, green is done, blue is under way."""

from jingkai.kernel.registers.declare import Register
from jingkai.kernel.registers.fields import field_at

TONES = {
    "red": ("overdue", "late", "lost", "revoked", "broken", "breached", "rejected", "missed",
            "stopped"),
    "amber": ("due", "soon", "pool", "waiting", "pending", "suspended", "moved_away", "open"),
    "green": (
        "active", "signed", "started", "converted", "fulfilled", "done", "closed", "in_force",
        "published", "achieved", "production", "full",
    ),
    "blue": ("claimed", "negotiating", "negotiation", "evaluation", "running", "planned",
             "structure", "equipment", "trial", "reported"),
}  # fmt: skip
_OF = {word: tone for tone, words in TONES.items() for word in words}
STATES = ("state", "stage", "status")


def tone_of(value: object) -> str:
    """The tone of a stored state."""
    return _OF.get(str(value), "")


def state_field(register: Register) -> str:
    """The column that says where a record stands, if the register has one."""
    for column in register.columns:
        field = field_at(register.model, column.field)
        if column.field in STATES and field is not None and field.choices:
            return column.field
    return ""
