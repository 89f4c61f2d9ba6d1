"""All reads of governance, scoped to the seat that asks."""

from jingkai.domains.governance.queries.campaigns import (
    campaign_standing,
    campaigns_for,
    may_report,
    photos_of_task,
    points_by,
    tasks_due,
    tasks_for,
)
from jingkai.domains.governance.queries.cards import (
    board_of_cards,
    card_standing,
    cards_due,
    cards_for,
    late_matters,
    open_cards,
)
from jingkai.domains.governance.queries.due import (
    due_for,
)
from jingkai.domains.governance.queries.grids import (
    Posts,
    in_force,
    misfits,
    posts,
    size_limits,
    vacancies,
)
from jingkai.domains.governance.queries.nearby import (
    Near,
    may_join,
    nearby,
)
from jingkai.domains.governance.queries.public import (
    Published,
    public_appeals,
    public_kinds,
    published,
    readable,
)
from jingkai.domains.governance.queries.rates import (
    Line,
    rates_by_month,
    rates_by_office,
    rates_of,
)
from jingkai.domains.governance.queries.routing import (
    Router,
    grid_at,
    why_there,
)
from jingkai.domains.governance.queries.rows import (
    apart_for,
    appeals_for,
    grids_for,
    hard_for,
    hard_steps_for,
    kinds_for,
    rounds_for,
    routes_for,
    wardens_for,
)
from jingkai.domains.governance.queries.running import (
    appeals_running,
    cards_running,
    whistles_running,
)
from jingkai.domains.governance.queries.speaking import (
    speaks_for,
)
from jingkai.domains.governance.queries.tables import (
    appeal_standing,
    clocks_table,
    grid_standing,
    hard_steps_table,
    overview_tables,
    rounds_table,
    share,
)
from jingkai.domains.governance.queries.tracking import (
    appeal_by_key,
    appeals_of_account,
    open_kinds,
    tracked_appeal,
)
from jingkai.domains.governance.queries.wardens import (
    appeals_of_grids,
    grids_of,
    kinds_to_report,
    posts_of,
    warden_appeals,
    warden_tasks,
)
from jingkai.domains.governance.queries.whistles import (
    duties_for,
    halted,
    journal_of_whistle,
    offices_of_whistle,
    rating_clock,
    whistles_due,
    whistles_for,
)

__all__ = [
    "appeals_running",
    "cards_running",
    "whistles_running",
    "apart_for",
    "Line",
    "Near",
    "Posts",
    "Published",
    "Router",
    "appeal_by_key",
    "appeal_standing",
    "appeals_for",
    "appeals_of_account",
    "appeals_of_grids",
    "board_of_cards",
    "campaign_standing",
    "campaigns_for",
    "card_standing",
    "cards_due",
    "cards_for",
    "clocks_table",
    "due_for",
    "duties_for",
    "grid_at",
    "grid_standing",
    "grids_for",
    "grids_of",
    "halted",
    "hard_for",
    "hard_steps_for",
    "hard_steps_table",
    "in_force",
    "journal_of_whistle",
    "kinds_for",
    "kinds_to_report",
    "late_matters",
    "may_join",
    "may_report",
    "misfits",
    "nearby",
    "offices_of_whistle",
    "open_cards",
    "open_kinds",
    "overview_tables",
    "photos_of_task",
    "points_by",
    "posts",
    "posts_of",
    "public_appeals",
    "public_kinds",
    "published",
    "rates_by_month",
    "rates_by_office",
    "rates_of",
    "rating_clock",
    "readable",
    "rounds_for",
    "rounds_table",
    "routes_for",
    "share",
    "size_limits",
    "speaks_for",
    "tasks_due",
    "tasks_for",
    "tracked_appeal",
    "vacancies",
    "warden_appeals",
    "warden_tasks",
    "wardens_for",
    "whistles_due",
    "whistles_for",
    "why_there",
]
