"""Several applications sent in from one form: to each its own fields, materials and files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from jingkai.domains.services.actions.applying import send_in
from jingkai.domains.services.actions.drafting import save_draft
from jingkai.domains.services.choices.approvals import DeliveryWay
from jingkai.domains.services.models import Approval, MatterVersion
from jingkai.domains.services.queries.joint import Joint, joint_of
from jingkai.domains.services.rules.merging import Paper
from jingkai.kernel.files.actions import pass_on
from jingkai.kernel.files.models import Attachment


@dataclass(frozen=True)
class Handed:
    """What was handed in for all of them: the one form, where each material is from, the files.

    Both may be told by the keys of the common form or by a matter's own; `joint` is that form,
    where it is not just that of the matters which are applied for. `committed`: what may be granted
    on a commitment is asked for on one.
    """

    form: Mapping[str, Any]
    materials: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, Sequence[Attachment]] = field(default_factory=dict)
    joint: Joint | None = None
    committed: bool = False


def apply_together(
    versions: Sequence[MatterVersion], handed: Handed, *, by: Any, at: datetime,
    applicant: Mapping[str, Any], **whole: Any,
) -> list[Approval]:  # fmt: skip
    """Apply for each of the matters; what is lacking for one of them opens none.

    Whoever came in person came once, for all of them.
    """
    joint, came = handed.joint or joint_of(versions), bool(whole.pop("came_in_person", False))
    return [
        _apply(version, joint, handed, by, at, applicant,
               {**whole, "came_in_person": came and nth == 0})
        for nth, version in enumerate(versions)
    ]  # fmt: skip


def _apply(
    version: MatterVersion, joint: Joint, handed: Handed, by: Any, at: datetime,
    applicant: Mapping[str, Any], whole: Mapping[str, Any],
) -> Approval:  # fmt: skip
    code = version.matter.code
    papers = [paper for paper in joint.papers if code in paper.asks]
    given = {
        **applicant,
        "materials": _origins(papers, code, handed.materials),
        "delivery": _way(version, applicant.get("delivery", "")),
        "committed": handed.committed and version.commitment,
    }
    draft = save_draft(
        version=version, form=joint.merged.own(code, handed.form), by=by, at=at, **given
    )
    files = [
        (paper.asks[code].key, one) for paper in papers for one in handed.files.get(paper.key, ())
    ]
    if files:
        pass_on(holder=draft, items=files, by=by)
    return send_in(draft, by=by, at=at, **whole)


def _origins(papers: Sequence[Paper], code: str, given: Mapping[str, str]) -> dict[str, str]:
    """Where each material of one matter is from."""
    told = {
        paper.asks[code].key: given.get(paper.key) or given.get(paper.asks[code].key)
        for paper in papers
    }
    return {key: origin for key, origin in told.items() if origin}


def _way(version: MatterVersion, wanted: str) -> str:
    """The way of delivery that was asked for, where the matter has it; else its first."""
    offered = {
        DeliveryWay.DOWNLOAD: version.deliver_download,
        DeliveryWay.COUNTER: version.deliver_counter,
        DeliveryWay.POST: version.deliver_post,
    }
    ways = [way.value for way, there in offered.items() if there]
    if wanted in ways or not ways:
        return wanted or DeliveryWay.COUNTER
    return ways[0]
