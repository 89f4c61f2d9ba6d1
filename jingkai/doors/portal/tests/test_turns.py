"""A saving whose answer was lost on its way is known again, and is no change by somebody else."""

import uuid
from typing import Any

from django.apps import apps

from jingkai.domains.services import actions
from jingkai.domains.services.factories import make_one_thing
from jingkai.doors.portal.tests.conftest import begun, entered, typed

HERE = "/portal/here/"
Draft, JointDraft = (apps.get_model(f"services.{name}") for name in ("Draft", "JointDraft"))


def turn() -> str:
    return str(uuid.uuid4())


def test_a_saving_sent_again_is_done_once_and_answered_as_the_first_time(
    cast: Any, version: Any, resident: Any
) -> None:
    client = entered(resident)
    draft, lost = begun(client, version), turn()
    first = client.post(f"{draft}save/", typed(f_place="甲处", revision="1", turn=lost))
    again = client.post(f"{draft}save/", typed(f_place="乙处", revision="1", turn=lost))
    assert (first.json()["revision"], again.json()["revision"]) == (2, 2)
    assert Draft.objects.get().form["place"] == "甲处"
    next_one = client.post(f"{draft}save/", typed(f_place="乙处", revision="2", turn=turn()))
    assert next_one.json()["revision"] == 3
    assert Draft.objects.get().form["place"] == "乙处"


def test_a_saving_that_never_arrived_is_done_under_its_key(
    cast: Any, version: Any, resident: Any
) -> None:
    client = entered(resident)
    draft = begun(client, version)
    told = client.post(f"{draft}save/", typed(f_place="丙处", revision="1", turn=turn()))
    assert told.json()["revision"] == 2
    assert Draft.objects.get().form["place"] == "丙处"


def test_what_somebody_else_saved_after_a_lost_answer_is_still_told(
    cast: Any, version: Any, resident: Any
) -> None:
    client = entered(resident)
    draft, lost = begun(client, version), turn()
    client.post(f"{draft}save/", typed(f_place="甲处", revision="1", turn=lost))
    client.post(f"{draft}save/", typed(f_place="别处", revision="2", turn=turn()))
    for way in (f"{draft}save/", draft):
        clash = client.post(way, typed(f_place="乙处", revision="1", turn=lost))
        assert clash.status_code == 409
    assert Draft.objects.get().form["place"] == "别处"


def test_the_whole_form_sent_again_is_answered_as_the_first_time(
    cast: Any, version: Any, resident: Any
) -> None:
    client = entered(resident)
    draft, lost = begun(client, version), turn()
    for _time in range(2):
        answer = client.post(draft, typed(revision="1", preview="1", turn=lost))
        assert answer["Location"] == f"{draft}preview/"
    assert Draft.objects.get().revision == 2


def test_a_draft_that_was_sent_in_meanwhile_is_told_as_sent(
    cast: Any, version: Any, resident: Any
) -> None:
    client = entered(resident)
    draft, lost = begun(client, version), turn()
    client.post(f"{draft}save/", typed(revision="1", turn=lost))
    client.post(f"{draft}submit/", {"revision": "2", "true": "1"})
    assert client.post(f"{draft}save/", typed(revision="1", turn=lost)).status_code == 410


def test_a_key_counts_for_its_own_draft_alone_and_nonsense_for_none(
    cast: Any, version: Any, resident: Any
) -> None:
    client = entered(resident)
    draft, key = begun(client, version), turn()
    client.post(f"{draft}save/", typed(f_place="甲处", revision="1", turn=key))
    client.post(f"{draft}discard/")
    other = begun(client, version)
    assert other != draft
    told = client.post(f"{other}save/", typed(f_place="丁处", revision="1", turn=key))
    assert told.json()["revision"] == 2
    assert Draft.objects.get().form["place"] == "丁处"
    for revision in ("2", "3"):
        odd = client.post(f"{other}save/", typed(revision=revision, turn="x" * 300))
        assert odd.status_code == 200


def test_a_joint_draft_knows_its_own_saving_too(cast: Any, version: Any, resident: Any) -> None:
    client = entered(resident)
    thing = make_one_thing(cast.zone.pk, cast.bureau_a, [(version, "")])
    draft, lost = client.post(f"{HERE}things/{thing.code}/apply/")["Location"], turn()
    held = JointDraft.objects.get()
    sent = {"f_place": "甲处", "revision": str(held.revision), "turn": lost}
    for _time in range(2):
        told = client.post(f"{draft}save/", sent).json()
        assert told["revision"] == held.revision + 1
    actions.save_joint_draft(draft=held, form={}, by=resident)
    assert client.post(f"{draft}save/", sent).status_code == 409


def test_a_number_that_is_none_is_no_fault_of_the_server(
    cast: Any, version: Any, resident: Any
) -> None:
    client = entered(resident)
    draft = begun(client, version)
    for none in ("²", "9" * 5000):
        told = client.post(f"{draft}save/", typed(f_place="甲处", revision=none, turn=turn()))
        assert told.status_code == 200
        assert client.get(f"{HERE}my/", {"after": none}).status_code == 200
        assert client.get(f"{HERE}matters/", {"office": none}).status_code == 200
