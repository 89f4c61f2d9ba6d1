"""The words of matters: those of the national implementation list, and our own beside them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MatterKind(models.TextChoices):
    """What the office does to the applicant (事项类型)."""

    LICENCE = "licence", _("administrative licence")
    BENEFIT = "benefit", _("administrative benefit")
    CONFIRMATION = "confirmation", _("administrative confirmation")
    REWARD = "reward", _("administrative reward")
    RULING = "ruling", _("administrative ruling")
    OTHER_POWER = "other_power", _("other administrative power")
    PUBLIC_SERVICE = "public_service", _("public service")


class VersionState(models.TextChoices):
    """Whether a version may still be edited."""

    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")


class Standing(models.TextChoices):
    """Where a version stands on a day; told by its dates, never typed in."""

    DRAFT = "draft", _("draft")
    PLANNED = "planned", _("published, not yet in force")
    IN_FORCE = "in_force", _("in force")
    OUT_OF_FORCE = "out_of_force", _("out of force")


class PowerLevel(models.TextChoices):
    """The level that exercises the power; the 19th character of the implementation code."""

    NATION = "1", _("national level")
    PROVINCE = "2", _("provincial level")
    CITY = "3", _("city level")
    COUNTY = "4", _("county or zone level")
    STREET = "5", _("street or township level")
    COMMUNITY = "6", _("community or village level")


class PowerSource(models.TextChoices):
    """Where the office has the power from (权力来源)."""

    OWN = "own", _("own statutory power")
    TRANSFERRED = "transferred", _("transferred from a higher level")
    AUTHORISED = "authorised", _("authorised by a higher level")
    COMMISSIONED = "commissioned", _("commissioned by a higher level")


class OfficeNature(models.TextChoices):
    """What the implementing office is in law (实施主体性质)."""

    STATUTORY = "statutory", _("statutory organ")
    AUTHORISED = "authorised", _("authorised organisation")
    COMMISSIONED = "commissioned", _("commissioned organisation")


class LimitUnit(models.TextChoices):
    """What a limit is counted in."""

    WORKDAYS = "workdays", _("working days")
    DAYS = "days", _("calendar days")
    MONTHS = "months", _("months")


class HandlingKind(models.TextChoices):
    """Whether it is done at once or by a promised day (办件类型)."""

    IMMEDIATE = "immediate", _("done at once")
    PROMISED = "promised", _("done by a promised day")


class OnlineDepth(models.TextChoices):
    """How far it can be done online (网上办理深度)."""

    NONE = "none", _("information only")
    PRECHECK = "precheck", _("materials checked online beforehand")
    ACCEPT = "accept", _("accepted online, finished at the counter")
    FULL = "full", _("whole process online")


class CommonHandling(models.TextChoices):
    """How far it may be applied for elsewhere (通办范围)."""

    NONE = "none", _("at the implementing office only")
    ZONE = "zone", _("anywhere in the zone")
    CITY = "city", _("anywhere in the city")
    PROVINCE = "province", _("anywhere in the province")
    NATION = "nation", _("anywhere in the country")


class ResultKind(models.TextChoices):
    """What the applicant gets (结果类型)."""

    LICENCE = "licence", _("licence or certificate")
    APPROVAL = "approval", _("approval document")
    NOTICE = "notice", _("notice or receipt")
    PAYMENT = "payment", _("payment")
    RECORD = "record", _("entry in a record")
    OTHER = "other", _("other result")


class MaterialNeed(models.TextChoices):
    """Who has to bring a material (材料必要性)."""

    REQUIRED = "required", _("always")
    CONDITIONAL = "conditional", _("under a condition")
    OPTIONAL = "optional", _("may be added")


class MaterialForm(models.TextChoices):
    """In what form it is given (材料形式)."""

    PAPER = "paper", _("on paper")
    ELECTRONIC = "electronic", _("electronic")
    EITHER = "either", _("on paper or electronic")


class MaterialSource(models.TextChoices):
    """Who makes it (来源渠道)."""

    APPLICANT = "applicant", _("applicant")
    GOVERNMENT = "government", _("issued by an office")
    INTERMEDIARY = "intermediary", _("intermediary or other body")


class Held(models.TextChoices):
    """Where the zone has it already, so that it isn't asked again (免提交)."""

    NOT = "not", _("not held")
    REGISTER = "register", _("register of enterprises")
    ACCOUNT = "account", _("real-name account")
    CERTIFICATE = "certificate", _("electronic certificate")
    FILED = "filed", _("filed with an earlier case")


class ProcedureKind(models.TextChoices):
    """A special procedure whose time lies outside the limit (特别程序)."""

    EXPERT_REVIEW = "expert_review", _("expert review")
    HEARING = "hearing", _("hearing")
    INSPECTION = "inspection", _("site inspection")
    TESTING = "testing", _("inspection, testing or quarantine")
    PUBLICATION = "publication", _("publication for objections")


class JointRole(models.TextChoices):
    """What another office does in a matter."""

    REVIEW = "review", _("reviews in parallel")
    JOINT = "joint", _("decides jointly")


class DelegationWay(models.TextChoices):
    """What an office may do for the implementing office."""

    ACCEPT = "accept", _("accepts applications")
    ASSIST = "assist", _("helps to apply, hands over")


class FieldKind(models.TextChoices):
    """What a field of a form takes."""

    TEXT = "text", _("one line")
    LONG = "long", _("several lines")
    NUMBER = "number", _("plain number")
    WHOLE = "whole", _("whole number")
    MONEY = "money", _("amount of money")
    AREA = "area", _("area")
    DATE = "date", _("date")
    CHOICE = "choice", _("choice")
    CHOICES = "choices", _("several choices")
    FLAG = "flag", _("yes or no answer")
    IDENTITY = "identity", _("identity card number")
    CREDIT_CODE = "credit_code", _("unified social credit code")
    PHONE = "phone", _("telephone number")
    EMAIL = "email", _("e-mail")


class ConstructionStage(models.TextChoices):
    """The four stages of a construction project (工程建设项目审批阶段)."""

    LAND = "land", _("land and planning permit")
    WORKS = "works", _("construction works permit")
    BUILDING = "building", _("construction permit")
    ACCEPTANCE = "acceptance", _("completion acceptance")


class Audience(models.TextChoices):
    """For whom a situation is."""

    PERSON = "person", _("residents")
    ENTERPRISE = "enterprise", _("enterprises")


class PersonTheme(models.TextChoices):
    """Subject classes for natural persons: what happens in a life (面向自然人主题分类)."""

    BIRTH = "birth", _("birth and adoption")
    HOUSEHOLD = "household", _("household registration")
    EDUCATION = "education", _("education and research")
    ARMY = "army", _("military service")
    WORK = "work", _("work and starting a business")
    SET_UP = "set_up", _("setting up and changing")
    PERMIT = "permit", _("permission to operate")
    QUALIFICATION = "qualification", _("professional qualification")
    MARRIAGE = "marriage", _("marriage registration")
    CARE = "care", _("support and compensation")
    BUILDING = "building", _("planning and building")
    HOUSING = "housing", _("housing")
    SOCIAL = "social", _("social security")
    PAPERS = "papers", _("identity papers")
    TRAFFIC = "traffic", _("traffic and travel")
    PUBLIC_SAFETY = "public_safety", _("public safety")
    JUSTICE = "justice", _("justice and notaries")
    CULTURE = "culture", _("culture and sport")
    UTILITIES = "utilities", _("utilities")
    HEALTH = "health", _("medicine and health")
    RETIREMENT = "retirement", _("leaving work and retirement")
    DEATH = "death", _("death and burial")
    OTHER = "other", _("other")


class EnterpriseTheme(models.TextChoices):
    """Subject classes for legal persons: what happens to an enterprise (面向法人主题分类)."""

    SET_UP = "set_up", _("setting up and changing")
    PERMIT = "permit", _("permission to operate")
    QUALIFICATION = "qualification", _("qualification and certification")
    YEARLY = "yearly", _("yearly reports and inspections")
    TAX = "tax", _("tax and finance")
    STAFF = "staff", _("staff")
    SOCIAL = "social", _("social security")
    INVESTMENT = "investment", _("approval of investment")
    FINANCE = "finance", _("financing and credit")
    TRADE = "trade", _("trade")
    LAND = "land", _("land, planning and building")
    TRANSPORT = "transport", _("transport")
    ENVIRONMENT = "environment", _("environment and greening")
    SAFETY = "safety", _("work safety and emergencies")
    FOOD_DRUGS = "food_drugs", _("food and drugs")
    HEALTH = "health", _("medicine and health")
    UTILITIES = "utilities", _("utilities")
    CULTURE = "culture", _("culture, education and sport")
    CLOSING = "closing", _("closing down and bankruptcy")
    OTHER = "other", _("other")
