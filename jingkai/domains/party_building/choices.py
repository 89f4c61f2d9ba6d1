"""The words of party building that come from closed lists."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganisationKind(models.TextChoices):
    """What a party organisation is in the tree."""

    WORKING_COMMITTEE = "working_committee", _("working committee")
    COMMITTEE = "committee", _("party committee")
    GENERAL_BRANCH = "general_branch", _("general branch")
    BRANCH = "branch", _("branch")


class Sector(models.TextChoices):
    """Where an organisation works."""

    OFFICES = "offices", _("offices of the committee")
    STREET = "street", _("street (sector)")
    COMMUNITY = "community", _("community (sector)")
    VILLAGE = "village", _("village (sector)")
    INSTITUTION = "institution", _("public institution")
    STATE_ENTERPRISE = "state_enterprise", _("state-owned enterprise")
    PRIVATE_ENTERPRISE = "private_enterprise", _("private enterprise")
    NEW_GROUP = "new_group", _("new social group")


class PostTitle(models.TextChoices):
    """The posts of an organisation."""

    SECRETARY = "secretary", _("secretary")
    DEPUTY = "deputy", _("deputy secretary")
    ORGANISATION = "organisation", _("member for organisation")
    PUBLICITY = "publicity", _("member for publicity")
    DISCIPLINE = "discipline", _("member for discipline")
    MEMBER = "member", _("committee member")


class Half(models.TextChoices):
    """Which half of a year."""

    FIRST = "first", _("first half-year")
    SECOND = "second", _("second half-year")


class CoverWay(models.TextChoices):
    """How an enterprise is covered by party work (党的组织和工作覆盖)."""

    OWN = "own", _("an organisation of its own")
    JOINT = "joint", _("an organisation with others")
    INSTRUCTOR = "instructor", _("an instructor sent there")


class MeetingKind(models.TextChoices):
    """What was held; the first four are the three meetings and one class (三会一课)."""

    BRANCH = "branch", _("branch meeting")
    COMMITTEE = "committee", _("meeting of the branch committee")
    GROUP = "group", _("meeting of a party group")
    CLASS = "class", _("party class")
    LEADING = "leading", _("meeting of the leading body")
    STUDY = "study", _("study session of the leading body")
    THEME_DAY = "theme_day", _("theme day")
    DISCUSSION = "discussion", _("meeting of a discussion drive")
    LIFE = "life", _("organisational life meeting")


class Cycle(models.TextChoices):
    """The cycles of the three meetings and one class, under the codes of their meetings."""

    BRANCH = "branch", _("branch meeting")
    COMMITTEE = "committee", _("meeting of the branch committee")
    GROUP = "group", _("meetings of the party groups")
    CLASS = "class", _("party class")


class CampaignScope(models.TextChoices):
    """Which enterprises a round of visits is to reach."""

    ALL = "all", _("all enterprises of the zone")
    LEADING = "leading", _("enterprises of the leading industries")


class QuestionState(models.TextChoices):
    """Where a question raised at a visit stands, by the days of its steps."""

    RAISED = "raised", _("raised")
    FORWARDED = "forwarded", _("filed as an appeal")
    ANSWERED = "answered", _("answered")
    TOLD = "told", _("answer told back")


class InspectionSubject(models.TextChoices):
    """What a special inspection looks into (专项巡察)."""

    ZONE = "zone", _("building of the development zone")
    SAFETY = "safety", _("work safety")
    BUSINESS = "business", _("business environment")
    OTHER = "other", _("another matter")


class FindingState(models.TextChoices):
    """Where what an inspection found stands, by the days of its steps."""

    FOUND = "found", _("found")
    ORDERED = "ordered", _("handed over for rectification")
    REPORTED = "reported", _("reported as rectified")
    CLOSED = "closed", _("closed after re-inspection")


class Verdict(models.TextChoices):
    """What a re-inspection comes to."""

    PASSED = "passed", _("rectified")
    FAILED = "failed", _("not rectified yet")


class EducationKind(models.TextChoices):
    """How integrity was taught."""

    LECTURE = "lecture", _("integrity lecture")
    WARNING = "warning", _("warning education")
    VISIT = "visit", _("visit to an education base")
    CASES = "cases", _("briefing on cases")
    TALK = "talk", _("collective talk")


class TaskKind(models.TextChoices):
    """What a secretary took upon himself or herself."""

    NUMBER_ONE = "number_one", _("number-one project of the secretary")
    LED = "led", _("project led by the secretary")
