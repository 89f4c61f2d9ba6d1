from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SubjectsConfig(AppConfig):
    name = "jingkai.domains.subjects"
    label = "subjects"
    verbose_name = _("Subjects")

    def ready(self) -> None:
        """What a closed account takes with it out of row history (PIPL article 47)."""
        from jingkai.domains.subjects.models import Account, Person
        from jingkai.kernel.trail.erasing import erasable

        erasable(Account, "phone", "phone_digest")
        erasable(
            Person, "name", "identity", "identity_digest", "phone", "phone_digest", "note"
        )
