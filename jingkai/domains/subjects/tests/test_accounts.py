"""Portal accounts: opened by a code, verified, carried by agents, read out and erased."""

from datetime import date, timedelta

import pytest
from django.contrib.auth import authenticate
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from jingkai.domains.subjects import actions, queries
from jingkai.domains.subjects.actions import codes as sending
from jingkai.domains.subjects.choices import CodePurpose, ConsentPurpose, Power
from jingkai.domains.subjects.errors import (
    AccountExists,
    AgencyStands,
    AgentUnknown,
    CodeNotDelivered,
    ConsentNeeded,
    IdentityRefused,
    IdentityTaken,
    NotVerifiable,
    NotYoursToGrant,
    PhoneNotProven,
    PhoneNotUsable,
    PowersMissing,
    TooOften,
)
from jingkai.domains.subjects.factories import (
    PASSWORD,
    build_visitor,
    make_account,
    sample_identity,
)
from jingkai.domains.subjects.models import Account, Person, PhoneCode
from jingkai.domains.subjects.permissions import VISITORS_MAY, Permission, let_visitors
from jingkai.kernel.access.login import LockedOut
from jingkai.kernel.access.personal import digest
from jingkai.kernel.errors import Forbidden
from jingkai.kernel.trail.history import event_model
from jingkai.kernel.trail.models import Entry
from jingkai.kernel.trail.sealing import seal, verify

PHONE, OTHER = "13904320001", "13904320002"
TODAY = date(2022, 12, 20)


@pytest.fixture(autouse=True)
def the_day(settings):
    settings.JINGKAI_TODAY = "2022-12-20"


@pytest.fixture
def sent(monkeypatch):
    """What went out as text messages."""
    texts = []
    monkeypatch.setattr(sending, "_DELIVERS", [lambda *told: texts.append(told)])
    return texts


def ask(cast, phone=PHONE, purpose=CodePurpose.REGISTER):
    return actions.send_code(phone=phone, purpose=purpose, by=queries.anonymous(cast.zone.pk))


def prove(cast, code, phone=PHONE, purpose=CodePurpose.REGISTER):
    return actions.prove_phone(zone_id=cast.zone.pk, phone=phone, purpose=purpose, code=code)


def register(cast, proof, phone=PHONE, **more):
    values = {"password": PASSWORD, "agreed": True, **more}
    by = queries.anonymous(cast.zone.pk)
    return actions.register_account(phone=phone, proof=proof, by=by, **values)


def test_an_account_is_opened_by_a_code_and_entered_by_its_number(cast):
    account = register(cast, prove(cast, ask(cast)), phone="+86 139-0432-0001")
    assert account.phone.plain == PHONE
    assert str(account) == "139****0001"
    assert PHONE not in account.user.username + account.user.name
    username = queries.username_of(cast.zone.pk, PHONE)
    assert authenticate(None, username=username, password=PASSWORD) == account.user
    consent = account.consents.get()
    assert (consent.purpose, consent.text_version) == (ConsentPurpose.ACCOUNT, "2022-1")
    assert PHONE not in "".join(str(e) + str(e.facts) for e in Entry.objects.all())


def test_a_demonstration_shows_the_code_and_a_zone_at_work_never_does(cast, settings, sent):
    assert ask(cast) == ""
    (zone_id, phone, text), = sent
    assert (zone_id, phone) == (cast.zone.pk, PHONE)
    assert prove(cast, "".join(c for c in text if c.isdigit())[:6]) is not None


def test_without_a_deliverer_no_code_is_sent_but_in_a_demonstration(cast, settings):
    settings.JINGKAI_TODAY = ""
    with pytest.raises(CodeNotDelivered):
        ask(cast)
    assert not PhoneCode.objects.exists()


def test_a_code_is_good_once_and_five_wrong_tries_spoil_it(cast):
    code = ask(cast)
    wrong = f"{(int(code) + 1) % 10**6:06d}"
    assert prove(cast, code, purpose=CodePurpose.LOG_IN) is None
    assert [prove(cast, wrong) for _try in range(4)] == [None] * 4
    assert prove(cast, code) is not None
    assert prove(cast, code) is None
    PhoneCode.objects.all().delete()
    code = ask(cast)
    assert [prove(cast, f"{(int(code) + 1) % 10**6:06d}") for _try in range(5)] == [None] * 5
    assert prove(cast, code) is None


def test_a_code_grows_old_and_is_asked_for_once_a_minute(cast):
    code = ask(cast)
    with pytest.raises(TooOften):
        ask(cast)
    PhoneCode.objects.update(sent_at=timezone.now() - timedelta(minutes=6))
    assert prove(cast, code) is None
    assert ask(cast) != ""


def test_ten_codes_a_day_are_enough_for_a_number(cast):
    for _time in range(10):
        ask(cast)
        PhoneCode.objects.update(sent_at=timezone.now() - timedelta(minutes=2))
    with pytest.raises(TooOften):
        ask(cast)
    assert ask(cast, OTHER)


def test_an_account_needs_consent_a_mobile_number_and_a_proof_of_it(cast):
    proof = prove(cast, ask(cast))
    with pytest.raises(ConsentNeeded):
        register(cast, proof, agreed=False)
    with pytest.raises(PhoneNotUsable):
        register(cast, proof, phone="0432-63456789")
    with pytest.raises(PhoneNotProven):
        register(cast, proof, phone=OTHER)
    with pytest.raises(PhoneNotProven):
        register(cast, None)
    register(cast, proof)
    with pytest.raises(AccountExists):
        register(cast, proof)


def test_five_wrong_passwords_lock_the_account_and_a_new_one_opens_it(cast, settings):
    account = make_account(cast.zone.pk, phone=PHONE)
    username = queries.username_of(cast.zone.pk, PHONE)
    for _time in range(settings.JINGKAI_LOCK_AFTER_FAILURES):
        assert authenticate(None, username=username, password="wrong") is None
    with pytest.raises(LockedOut):
        authenticate(None, username=username, password=PASSWORD)
    visitor = queries.visitor_of(account, on=TODAY)
    actions.set_password(account=account, password="Another-2022-word", by=visitor)
    assert authenticate(None, username=username, password="Another-2022-word") == account.user


def test_the_same_number_has_an_account_of_its_own_in_another_zone(cast):
    from jingkai.kernel.access.walls import walled

    here = make_account(cast.zone.pk, phone=PHONE)
    with walled(cast.elsewhere.pk):
        there = make_account(cast.elsewhere.pk, phone=PHONE)
        assert queries.account_of(cast.elsewhere.pk, here.user) is None
    assert here.user_id != there.user_id
    assert queries.account_of(cast.zone.pk, here.user) == here


def test_the_demonstration_verifies_the_form_of_an_identity_and_says_so(cast):
    account = make_account(cast.zone.pk, phone=PHONE)
    visitor = queries.visitor_of(account, on=TODAY)
    own = {"account": account, "by": visitor, "agreed": True, "name": "示例 居民"}
    with pytest.raises(IdentityRefused):
        actions.verify_real_name(identity="220202199001011235", **own)
    with pytest.raises(ConsentNeeded):
        actions.verify_real_name(**{**own, "agreed": False}, identity=sample_identity(1))
    actions.verify_real_name(identity=sample_identity(1), **own)
    account.refresh_from_db()
    assert account.verified
    assert (account.name, str(account.person.identity)[:3]) == ("示例居民", "220")
    assert "check digit only" in account.verified_by or "仅校验" in account.verified_by


def test_without_a_service_the_real_name_is_verified_at_the_counter(cast, settings):
    settings.JINGKAI_TODAY = ""
    account = make_account(cast.zone.pk, phone=PHONE)
    visitor = queries.visitor_of(account, on=TODAY)
    name, identity = "示例居民", sample_identity(1)
    with pytest.raises(NotVerifiable):
        actions.verify_real_name(
            account=account, name=name, identity=identity, agreed=True, by=visitor
        )
    with pytest.raises(Forbidden):
        actions.verify_at_counter(account=account, name=name, identity=identity, by=cast.clerk)
    actions.verify_at_counter(account=account, name=name, identity=identity, by=cast.registrar)
    assert account.verified
    assert "孙丽" in account.verified_by


def test_a_person_has_one_account_and_keeps_the_recorded_name(cast):
    make_account(cast.zone.pk, phone=PHONE, name="示例甲", identity=sample_identity(7))
    second = make_account(cast.zone.pk, phone=OTHER)
    by = queries.visitor_of(second, on=TODAY)
    own = {"account": second, "identity": sample_identity(7), "agreed": True, "by": by}
    with pytest.raises(IdentityRefused):
        actions.verify_real_name(name="示例乙", **own)
    with pytest.raises(IdentityTaken):
        actions.verify_real_name(name="示例甲", **own)


def test_an_agent_acts_within_the_powers_and_the_days_that_were_granted(cast, enter, monkeypatch):
    monkeypatch.setattr("jingkai.domains.subjects.permissions.VISITORS_MAY", VISITORS_MAY)
    let_visitors({"test.apply": Power.APPLY, "test.withdraw": Power.WITHDRAW, "test.see": ""})
    enterprise = enter(1)
    agent = make_account(cast.zone.pk, phone=PHONE, name="示例代办")
    grant = {
        "enterprise": enterprise, "phone": PHONE, "since": date(2022, 12, 1),
        "until": date(2022, 12, 31), "powers": {Power.APPLY},
    }  # fmt: skip
    with pytest.raises(Forbidden):
        actions.grant_agency(name="示例代办", by=cast.clerk, **grant)
    with pytest.raises(AgentUnknown):
        actions.grant_agency(name="别人", by=cast.registrar, **grant)
    agency = actions.grant_agency(name="示例代办", by=cast.registrar, **grant)
    with pytest.raises(AgencyStands):
        actions.grant_agency(name="示例代办", by=cast.registrar, **grant)
    visitor = queries.visitor_of(agent, enterprise.pk, on=TODAY)
    assert visitor.enterprise == enterprise
    asked = ("test.apply", "test.withdraw", "test.see", Permission.AGENCY_GRANT)
    assert [visitor.can(p) for p in asked] == [True, False, True, False]
    alone = queries.visitor_of(agent, on=TODAY)
    assert [alone.can(p) for p in asked] == [True, True, True, False]
    assert queries.visitor_of(agent, enterprise.pk, on=date(2023, 1, 1)).enterprise is None
    actions.end_agency(agency=agency, because="离职", by=visitor)
    assert queries.visitor_of(agent, enterprise.pk, on=TODAY).enterprise is None
    for code in ("test.apply", "test.withdraw", "test.see"):
        VISITORS_MAY.pop(code)


def test_the_legal_representative_grants_and_nobody_grants_more_than_they_hold(cast, enter):
    enterprise = enter(2)
    boss = build_visitor(cast.zone.pk, phone="13904320009", name="示例法人")
    agent = build_visitor(cast.zone.pk, phone=PHONE, name="示例代办")
    helper = build_visitor(cast.zone.pk, phone=OTHER, name="示例助理")
    grant = {"enterprise": enterprise, "phone": PHONE, "name": "示例代办"}
    with pytest.raises(NotYoursToGrant):
        actions.grant_agency(powers={Power.APPLY}, by=boss, **grant)
    actions.record_contact(
        enterprise=enterprise, name="示例法人", post="法定代表人", person=boss.person,
        by=cast.registrar,
    )  # fmt: skip
    actions.grant_agency(powers={Power.APPLY, Power.GRANT}, by=boss, **grant)
    further = {"enterprise": enterprise, "phone": OTHER, "name": "示例助理", "by": agent}
    with pytest.raises(PowersMissing):
        actions.grant_agency(powers={Power.APPLY, Power.WITHDRAW}, **further)
    with pytest.raises(PowersMissing):
        actions.grant_agency(powers=set(), **further)
    agency = actions.grant_agency(powers={Power.APPLY}, **further)
    with pytest.raises(NotYoursToGrant):
        actions.end_agency(agency=queries.agents_of(enterprise)[1], by=helper)
    actions.end_agency(agency=agency, by=boss)
    assert [a.account.name for a in queries.agents_of(enterprise)] == ["示例代办"]


def test_a_holder_has_everything_read_out(cast):
    visitor = build_visitor(cast.zone.pk, phone=PHONE, name="示例居民")
    told = actions.export_account(account=visitor.account, by=visitor)
    assert told["account"]["phone"] == PHONE
    assert told["person"]["identity"] == visitor.person.identity.plain
    assert {c["purpose"] for c in told["consents"]} == {"account", "identity"}


def test_erasing_leaves_nothing_of_the_person_and_frees_the_number(cast):
    visitor = build_visitor(cast.zone.pk, phone=PHONE, name="示例居民")
    account, person = visitor.account, visitor.person
    actions.erase_account(account=account, by=visitor)
    account = Account.objects.select_related("user").get(pk=account.pk)
    assert (account.phone.plain, account.person, account.verified) == ("", None, False)
    assert not account.user.is_active
    assert Person.objects.get(pk=person.pk).name == "—"
    assert authenticate(
        None, username=queries.username_of(cast.zone.pk, PHONE), password=PASSWORD
    ) is None  # fmt: skip
    assert make_account(cast.zone.pk, phone=PHONE).pk != account.pk


def history_of(model, pk):
    events = event_model(model)
    return " ".join(str(row) for row in events.objects.filter(pgh_obj_id=pk).values_list())


@pytest.mark.parametrize("sealed", [True, False])
def test_erasing_takes_the_person_out_of_row_history_and_the_seals_hold(cast, sealed):
    visitor = build_visitor(cast.zone.pk, phone=PHONE, name="示例居民")
    account, person = visitor.account, visitor.person
    identity = person.identity_digest
    assert "示例居民" in history_of(Person, person.pk)
    if sealed:
        seal(cast.zone.pk)
    actions.erase_account(account=account, by=visitor)
    assert "示例居民" not in history_of(Person, person.pk)
    assert identity not in history_of(Person, person.pk)
    assert digest(PHONE) not in history_of(Account, account.pk)
    assert event_model(Person).objects.filter(pgh_obj_id=person.pk).count() == 2
    entry = Entry.objects.get(code="subjects.account.erased")
    assert entry.facts["history"] >= 2
    assert "示例居民" not in entry.subject_title
    assert verify(cast.zone.pk) == []
    seal(cast.zone.pk)
    assert verify(cast.zone.pk) == []


def test_the_web_role_erases_nothing_else_and_leaves_no_erasure_of_its_own(cast):
    visitor = build_visitor(cast.zone.pk, phone=PHONE, name="示例居民")
    called = "select jingkai_erase(%s, '{1}', %s, '{pgh_id}', null, gen_random_uuid())"
    for table, columns in (
        ("subjects_personevent", ["pgh_label"]), ("access_seatevent", ["role_code"]),
        ("trail_entry", ["actor"]), ("subjects_personevent", []),
    ):  # fmt: skip
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(called, [table, columns])
    events = event_model(Person)._meta.db_table
    for sql in (f"update {events} set name = ''", "delete from trail_erasure",
                "insert into trail_erasure (zone_id, history, row, context_id, before, after)"
                " values (1, 'x', 1, gen_random_uuid(), '', '')"):  # fmt: skip
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    assert "示例居民" in history_of(Person, visitor.person.pk)


def test_what_was_erased_without_an_entry_is_found(cast):
    visitor = build_visitor(cast.zone.pk, phone=PHONE, name="示例居民")
    seal(cast.zone.pk)
    events = event_model(Person)._meta.db_table
    [first] = event_model(Person).objects.filter(pgh_obj_id=visitor.person.pk)
    with connection.cursor() as cursor:
        cursor.execute(
            "select jingkai_erase(%s, %s, '{name}', %s, 1, gen_random_uuid())",
            [events, [first.pgh_id], sorted(f.column for f in type(first)._meta.local_fields)],
        )
    assert [(fault.table, fault.what) for fault in verify(cast.zone.pk)] == [
        ("trail_erasure", "erased")
    ]


def test_a_person_whom_other_records_need_stays_when_the_account_goes(cast, enter):
    visitor = build_visitor(cast.zone.pk, phone=PHONE, name="示例法人")
    actions.record_contact(
        enterprise=enter(3), name="示例法人", post="法定代表人", person=visitor.person,
        by=cast.registrar,
    )  # fmt: skip
    person = visitor.person
    actions.erase_account(account=visitor.account, by=visitor)
    assert Person.objects.get(pk=person.pk).name == "示例法人"


def test_withdrawing_consent_to_the_identity_makes_the_account_unverified(cast):
    visitor = build_visitor(cast.zone.pk, phone=PHONE, name="示例居民")
    actions.end_consent(account=visitor.account, purpose=ConsentPurpose.IDENTITY, by=visitor)
    account = Account.objects.get(pk=visitor.account.pk)
    assert (account.verified, account.person, account.phone.plain) == (False, None, PHONE)


def test_the_number_is_changed_with_a_code_to_the_new_one(cast):
    account = make_account(cast.zone.pk, phone=PHONE)
    by = queries.visitor_of(account, on=TODAY)
    code = actions.send_code(phone=OTHER, purpose=CodePurpose.CHANGE_PHONE, by=by)
    proof = prove(cast, code, phone=OTHER, purpose=CodePurpose.CHANGE_PHONE)
    actions.change_phone(account=account, phone=OTHER, proof=proof, by=by)
    username = queries.username_of(cast.zone.pk, OTHER)
    assert authenticate(None, username=username, password=PASSWORD) == account.user
    assert queries.account_with_phone(cast.zone.pk, PHONE) is None


def test_what_is_asked_too_often_is_refused_and_another_door_stays_open(cast):
    for _time in range(3):
        actions.knock(zone_id=cast.zone.pk, door="track", who="10.0.0.1", most=3, minutes=10)
    with pytest.raises(TooOften):
        actions.knock(zone_id=cast.zone.pk, door="track", who="10.0.0.1", most=3, minutes=10)
    actions.knock(zone_id=cast.zone.pk, door="track", who="10.0.0.2", most=3, minutes=10)
