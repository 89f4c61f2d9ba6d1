"""Vacancies filled and closed."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from jingkai.domains.livelihood.errors import MoreThanPosts
from jingkai.domains.livelihood.models import Vacancy
from jingkai.domains.livelihood.permissions import Permission
from jingkai.kernel.cases.steps import locked, not_before, require, saved
from jingkai.kernel.trail.acting import Actor, action


@action("livelihood.vacancy.filled", _("Posts of the vacancy {subject} were filled"))
def fill_posts(*, vacancy: Vacancy, posts: int, on: date, by: Actor) -> Vacancy:
    """So many posts found their people; with the last one the vacancy closes.

    Raises MoreThanPosts where fewer are left, TooEarly before it was published.
    """
    require(by, Permission.WORK_EDIT)
    vacancy = locked(vacancy)
    not_before(on, vacancy.published_on, _("published on"))
    left = 0 if vacancy.closed_on else vacancy.headcount - vacancy.filled
    if posts > left:
        raise MoreThanPosts(field="posts", left=left)
    vacancy.filled += posts
    if vacancy.filled == vacancy.headcount:
        vacancy.closed_on = on
    return saved(vacancy, on=on, posts=posts)


@action("livelihood.vacancy.closed", _("The vacancy {subject} was closed"))
def close_vacancy(*, vacancy: Vacancy, on: date, by: Actor) -> Vacancy:
    """The enterprise looks for nobody any more."""
    require(by, Permission.WORK_EDIT)
    vacancy = locked(vacancy)
    not_before(on, vacancy.published_on, _("published on"))
    vacancy.closed_on = vacancy.closed_on or on
    return saved(vacancy, on=on)
