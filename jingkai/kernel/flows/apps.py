"""The app of processes."""

from django.apps import AppConfig


class FlowsConfig(AppConfig):
    """Lets the clocks of steps be told with those of their cases."""

    name = "jingkai.kernel.flows"
    label = "flows"

    def ready(self) -> None:
        from jingkai.kernel.cases import recounting
        from jingkai.kernel.flows import permissions  # noqa: F401  (declares them)
        from jingkai.kernel.flows.stepping import clocks_of_steps

        recounting.STEPS.append(clocks_of_steps)
