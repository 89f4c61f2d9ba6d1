"""Who may see and hand in the photos of appeals, of offices' arrivals, and of campaigns' tasks."""

from typing import Any

from jingkai.domains.governance.models import CampaignTask, WhistleDuty
from jingkai.domains.governance.permissions import Permission as P
from jingkai.domains.governance.queries import appeals_for
from jingkai.domains.governance.queries.speaking import speaks_for
from jingkai.domains.governance.queries.wardens import appeals_of_grids
from jingkai.kernel.files.holders import declare_holder
from jingkai.kernel.files.rules import MB, PICTURES, FileRule

APPEAL = "governance.appeal"
DUTY = "governance.whistleduty"
TASK = "governance.campaigntask"
PHOTO = "photo"
PHOTOS = FileRule(types=PICTURES, max_size=20 * MB, max_count=12)


def declare_files() -> None:
    """Make the holders known; once at start-up."""
    declare_holder(APPEAL, reads=_reads_appeal, writes=_writes_appeal, rule=PHOTOS)
    declare_holder(DUTY, reads=_reads_duty, writes=_writes_duty, rule=PHOTOS)
    declare_holder(TASK, reads=_reads_task, writes=_writes_task, rule=PHOTOS)


def _reads_appeal(reader: Any, pk: int) -> bool:
    """Whoever sees the appeal: its office, the desk, the warden of its grid."""
    if getattr(reader, "office", None) is None:
        return False
    return appeals_for(reader).filter(pk=pk).exists() or (
        reader.can(P.APPEAL_FILE) and appeals_of_grids(reader).filter(pk=pk).exists()
    )


def _writes_appeal(writer: Any, pk: int) -> bool:
    return bool(writer.can(P.APPEAL_FILE))


def _reads_duty(reader: Any, pk: int) -> bool:
    there = WhistleDuty.objects.filter(pk=pk, zone_id=reader.zone_id).exists()
    return reader.can(P.WHISTLE_VIEW) and there


def _writes_duty(writer: Any, pk: int) -> bool:
    duty = WhistleDuty.objects.filter(pk=pk, zone_id=writer.zone_id).first()
    return duty is not None and writer.can(P.WHISTLE_ANSWER) and speaks_for(writer, duty.office)


def _reads_task(reader: Any, pk: int) -> bool:
    there = CampaignTask.objects.filter(pk=pk, zone_id=reader.zone_id).exists()
    return reader.can(P.CAMPAIGN_VIEW) and there


def _writes_task(writer: Any, pk: int) -> bool:
    task = CampaignTask.objects.filter(pk=pk, zone_id=writer.zone_id).first()
    return task is not None and writer.can(P.CAMPAIGN_WORK) and speaks_for(writer, task.office)
