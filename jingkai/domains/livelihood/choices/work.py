"""The words of jobs, unemployment and vacancies."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class JobForm(models.TextChoices):
    """In what form somebody took up work."""

    EMPLOYED = "employed", _("employed by a unit")
    SELF = "self", _("started a business")
    FLEXIBLE = "flexible", _("flexible employment")
    WELFARE = "welfare", _("public welfare post")


class JobOrigin(models.TextChoices):
    """Whence somebody came who took up work in town."""

    GRADUATE = "graduate", _("university graduate")
    UNEMPLOYED = "unemployed", _("registered unemployed")
    RURAL = "rural", _("rural worker moved to town")
    VETERAN = "veteran", _("veteran")
    OTHER = "other", _("others")


class LossReason(models.TextChoices):
    """Why somebody is without work."""

    DISMISSED = "dismissed", _("contract ended or dissolved")
    RESIGNED = "resigned", _("resigned")
    BUSINESS = "business", _("own business closed")
    NEVER = "never", _("never worked before")
    RETURNED = "returned", _("back from service or imprisonment")
    OTHER = "other", _("others")


class EndReason(models.TextChoices):
    """Why a registration of unemployment ended."""

    WORK = "work", _("found work")
    BUSINESS = "business", _("started a business")
    RETIRED = "retired", _("reached pension age")
    AWAY = "away", _("moved away")
    STUDY = "study", _("began to study or to serve")
    REFUSED = "refused", _("refused suitable work")
    OTHER = "other", _("others")


class WorkKind(models.TextChoices):
    """Kinds of work that vacancies offer and seekers look for."""

    OPERATOR = "operator", _("production operator")
    MECHANIC = "mechanic", _("mechanic or electrician")
    CHEMIST = "chemist", _("laboratory or process worker")
    LOGISTICS = "logistics", _("warehouse and transport")
    BUILDER = "builder", _("construction work")
    OFFICE = "office", _("office and accounts")
    SALES = "sales", _("sales and customer service")
    CARE = "care", _("household and care services")
    CATERING = "catering", _("catering")
    CLEANING = "cleaning", _("cleaning and greenery")
    ENGINEER = "engineer", _("engineering and IT")


class Education(models.TextChoices):
    """Education reached or asked for, lowest first."""

    PRIMARY = "1", _("primary school or below")
    JUNIOR = "2", _("junior middle school")
    SENIOR = "3", _("senior middle or vocational school")
    COLLEGE = "4", _("junior college")
    BACHELOR = "5", _("bachelor")
    MASTER = "6", _("master or above")
