"""Migrations without rendering the whole house anew at each step.

Django keeps a picture of all models while it migrates. A new table, index, constraint or trigger
makes it draw every model again that is related to the one at hand; here, where each belongs to a
zone, that is all of them, and a fresh database took minutes. A new model changes no other, an
index, a constraint or a trigger changes no field, and a field changes its own model: only the one
picture is touched. Where a migration runs Python, all is drawn anew before it (`is_delayed`).

Before each operation it also copies the description of every model. Here a copy shares the
descriptions, and whoever changes one takes a copy of that one first.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from django.db.migrations.state import AppConfigStub, ProjectState, StateApps
from pgtrigger.migrations import AddTrigger, RemoveTrigger


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


def _clone(state: ProjectState) -> ProjectState:
    """The whole house as it is, each description shared until one side changes it."""
    new = ProjectState(models=dict(state.models), real_apps=state.real_apps)
    if "apps" in state.__dict__:
        new.apps = state.apps.clone()
    new.is_delayed = state.is_delayed
    return new


def _on_its_own(change: Callable[..., Any]) -> Callable[..., Any]:
    """A change of one model's description, made on a copy that no other state shares."""

    def changed(state: Any, app_label: str, model_name: str, *rest: Any, **named: Any) -> Any:
        _take_own(state, app_label, model_name)
        return change(state, app_label, model_name, *rest, **named)

    return changed


def _take_own(state: Any, app_label: str, model_name: str) -> None:
    key = app_label, model_name.lower()
    state.models[key] = state.models[key].clone()


def _on_their_own(change: Callable[..., Any]) -> Callable[..., Any]:
    """A change that reaches the descriptions of other models too."""

    def changed(state: Any, *given: Any, **named: Any) -> Any:
        state.models = {key: one.clone() for key, one in state.models.items()}
        return change(state, *given, **named)

    return changed


def _clone_apps(apps: StateApps) -> StateApps:
    """The drawn models under their names, in dictionaries of the copy's own."""
    new = StateApps([], {})
    new.all_models = defaultdict(dict, {label: dict(own) for label, own in apps.all_models.items()})
    for label in apps.app_configs:
        config = AppConfigStub(label)
        config.apps = new
        config.import_models()
        new.app_configs[label] = config
    new.real_models = apps.real_models
    return new


def _remove_trigger(operation: Any, app_label: str, state: Any) -> None:
    _take_own(state, app_label, operation.model_name)
    REMOVE_TRIGGER(operation, app_label, state)


REMOVE_TRIGGER = RemoveTrigger.state_forwards
OF_ONE = (
    "alter_model_options", "remove_model_options", "alter_model_managers", "_remove_option",
    "_alter_option", "rename_index", "add_field", "remove_field", "alter_field",
)  # fmt: skip
OF_SEVERAL = ("rename_model", "rename_field")


@contextmanager
def quick_states() -> Iterator[None]:
    """Inside, migrations draw and copy only what they change."""
    changes: dict[str, Any] = {
        "add_model": _add_model, "reload_model": _reload_model, "clone": _clone,
        "_append_option": _on_its_own(_append_option),
    }  # fmt: skip
    changes |= {name: _on_its_own(getattr(ProjectState, name)) for name in OF_ONE}
    changes |= {name: _on_their_own(getattr(ProjectState, name)) for name in OF_SEVERAL}
    with (
        patch.multiple(ProjectState, **changes),
        patch.object(StateApps, "clone", _clone_apps),
        patch.object(AddTrigger, "state_forwards", _add_trigger),
        patch.object(RemoveTrigger, "state_forwards", _remove_trigger),
    ):
        yield
