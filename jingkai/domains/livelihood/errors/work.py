"""What is refused about jobs, unemployment and vacancies."""

from django.utils.translation import gettext_lazy as _

from jingkai.kernel.errors import Refusal

STEP_TOO_EARLY = _("This step lies before the step before it.")


class NotOpen(Refusal):
    """A registration of unemployment that has ended is ended no second time."""

    sentence = _("The registration {number} ended on {day} already.")
    hint = _("Register anew if the person is without work again.")


class MoreThanPosts(Refusal):
    """More posts are told as filled than a vacancy has left."""

    sentence = _("The vacancy has {left} posts left to fill.")
    hint = _("Tell no more than that, or raise the number of posts first.")
    status = 422
