"""The app of processes."""

from django.apps import AppConfig


class FlowsConfig(AppConfig):
    """Lets the clocks of steps be told with those of their cases, and their events in words."""

    name = "jingkai.kernel.flows"
    label = "flows"

    def ready(self) -> None:
        from jingkai.kernel.cases import recounting
        from jingkai.kernel.cases.words import EVENTS
        from jingkai.kernel.flows import permissions, words  # noqa: F401  (permissions declare themselves)
        from jingkai.kernel.flows.stepping import clocks_of_steps

        EVENTS.update(words.EVENTS)
        recounting.STEPS.append(clocks_of_steps)
