"""Migrations without rendering the whole house anew at each step.

Django keeps a picture of all models while it migrates. A new table, index, constraint or trigger
makes it draw every model again that is related to the one at hand; here, where each belongs to a
zone, that is all of them, and a fresh database took minutes. A new model changes no other, an
index, a constraint or a trigger changes no field, and a field changes its own model: only the one
picture is touched. Where a migration runs Python, all is drawn anew before it (`is_delayed`).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger


def _add_model(state: Any, model_state: Any) -> None:
    key = model_state.app_label, model_state.name_lower
    state.models[key] = model_state
    if state._relations is not None:
        state.resolve_model_relations(key)
    if "apps" in state.__dict__:
        state.apps.render_multiple([model_state])


def _append_option(state: Any, app_label: str, model_name: str, option: str, item: Any) -> None:
    model_state = state.models[app_label, model_name.lower()]
    items = [*model_state.options.get(option, []), item]
    model_state.options[option] = items
    if "apps" in state.__dict__:
        setattr(state.apps.get_model(app_label, model_name)._meta, option, list(items))


def _reload_model(state: Any, app_label: str, model_name: str, delay: bool = False) -> None:
    if "apps" not in state.__dict__:
        return
    key = app_label, model_name.lower()
    with state.apps.bulk_update():
        state.apps.unregister_model(*key)
    state.apps.render_multiple([state.models[key]])
    state.is_delayed = True


def _add_trigger(operation: Any, app_label: str, state: Any) -> None:
    _append_option(state, app_label, operation.model_name, "triggers", operation.trigger)


@contextmanager
def quick_states() -> Iterator[None]:
    """Inside, migrations draw only what they change."""
    with (
        patch.object(ProjectState, "add_model", _add_model),
        patch.object(ProjectState, "_append_option", _append_option),
        patch.object(ProjectState, "reload_model", _reload_model),
        patch.object(AddTrigger, "state_forwards", _add_trigger),
    ):
        yield
