"""Certificates, ratings, rectifications: issued, revoked, verified, given, mended."""

import io
from datetime import date
from decimal import Decimal

import pdfplumber
import pytest

from jingkai.domains.services import actions, queries
from jingkai.domains.services.errors.approvals import (
    BadKind,
    CallFirst,
    MeasureNeeded,
    NotRatable,
    NotYours,
    RatedAlready,
    ReasonNeeded,
    RevokedAlready,
)
from jingkai.domains.services.factories import apply_online, at, make_version
from jingkai.domains.services.models import Certificate, Rating, Rectification
from jingkai.domains.services.rules.certificates import content_digest, is_identifier
from jingkai.domains.subjects.factories import build_visitor
from jingkai.kernel.cases.errors import MoveNotOffered
from jingkai.kernel.cases.models import Deadline
from jingkai.kernel.errors import Forbidden
from jingkai.kernel.notices.models import Notice
from jingkai.kernel.trail.models import Entry

MONDAY, FRIDAY = date(2022, 3, 7), date(2022, 3, 11)


@pytest.fixture
def version(cast):
    return make_version(cast.zone.pk, cast.hall, office_code="11220271XX00090151")


@pytest.fixture
def resident(cast):
    return build_visitor(cast.zone.pk)


@pytest.fixture
def granted(cast, version, resident):
    approval = apply_online(resident, version, at(MONDAY))
    actions.accept(approval=approval, by=cast.hall_clerk, at=at(MONDAY))
    return actions.decide(
        approval=approval, result="granted", by=cast.hall_chief, at=at(FRIDAY),
        document_number="示例〔2022〕1号",
    )  # fmt: skip


@pytest.fixture
def certificate(granted):
    return Certificate.objects.select_related("office").get(approval=granted)


def test_a_certificate_has_an_identifier_by_the_standard_and_a_digest(granted, certificate):
    assert is_identifier(certificate.identifier)
    assert certificate.identifier.split(".")[6:8] == ["11220271XX00090151", granted.number]
    said = {
        "identifier": certificate.identifier, "name": "示例食品经营许可证", "holder": "示例居民",
        "document_number": "示例〔2022〕1号", "issued_on": FRIDAY, "valid_from": FRIDAY,
        "valid_until": date(2027, 3, 10),
        "content": [{"key": "place", "label": "经营场所", "value": "示例路1号"},
                    {"key": "area", "label": "经营面积", "value": "120"}],
    }  # fmt: skip
    assert certificate.digest == content_digest(said)


def test_the_public_page_tells_what_the_certificate_says_and_masks_a_person(certificate):
    public = queries.public_certificate(certificate, FRIDAY)
    assert (public.valid, public.holder) == (True, "示***")
    assert public.said == (("经营场所", "示例路1号"), ("经营面积", "120"))
    assert queries.certificate_by_token(certificate.zone_id, certificate.token) == certificate
    assert queries.certificate_by_token(certificate.zone_id, "x" * 22) is None
    assert not queries.public_certificate(certificate, date(2030, 1, 1)).valid
    assert not queries.public_certificate(certificate, MONDAY).valid


def test_a_revoked_certificate_says_why_and_its_holder_is_told(cast, certificate):
    with pytest.raises(Forbidden):
        actions.revoke_certificate(certificate=certificate, because="违法", by=cast.hall_clerk)
    with pytest.raises(ReasonNeeded):
        actions.revoke_certificate(certificate=certificate, because=" ", by=cast.hall_chief)
    revoked = actions.revoke_certificate(
        certificate=certificate, because="提供虚假材料", by=cast.hall_chief, at=at(FRIDAY)
    )
    public = queries.public_certificate(revoked, FRIDAY)
    assert (public.valid, public.why_not) == (False, "提供虚假材料")
    assert Notice.objects.filter(code="services.certificate.revoked").count() == 2
    with pytest.raises(RevokedAlready):
        actions.revoke_certificate(certificate=revoked, because="再次", by=cast.hall_chief)


def test_a_certificate_is_a_pdf_page_with_its_code_and_the_numbers_to_verify_it_by(certificate):
    address = "https://example.invalid/v/" + certificate.token
    with pdfplumber.open(io.BytesIO(queries.certificate_pdf(certificate, address))) as made:
        [page] = made.pages
        words = "".join(page.extract_text().split())
        assert page.images == []  # set, not drawn as a picture
        assert [one["uri"] for one in page.hyperlinks] == [address]
    for said in (certificate.name, certificate.holder, certificate.identifier, certificate.token,
                 certificate.digest[:32], certificate.office.name):  # fmt: skip
        assert "".join(said.split()) in words
    assert "<svg" in queries.qr_svg(address)


def test_a_certificate_in_force_is_not_asked_for_again(cast, certificate, resident):
    other = make_version(
        cast.zone.pk, cast.bureau_a, certificate_type="",
        materials=({"key": "permit", "name": "食品经营许可证", "held": "certificate",
                    "certificate_type": certificate.type_code},),
    )  # fmt: skip
    approval = apply_online(resident, other, at(FRIDAY), materials={})
    material = approval.materials.get()
    assert (material.origin, material.certificate) == ("certificate", certificate)


def test_a_revoked_certificate_is_asked_for_again(cast, certificate, resident):
    from jingkai.domains.services.errors.approvals import FormFaults

    other = make_version(
        cast.zone.pk, cast.bureau_a, certificate_type="",
        materials=({"key": "permit", "name": "食品经营许可证", "held": "certificate",
                    "certificate_type": certificate.type_code},),
    )  # fmt: skip
    actions.revoke_certificate(
        certificate=certificate, because="提供虚假材料", by=cast.hall_chief, at=at(FRIDAY)
    )
    with pytest.raises(FormFaults, match="食品经营许可证"):
        apply_online(resident, other, at(FRIDAY), materials={})


def test_what_was_filed_with_an_earlier_case_is_not_asked_for_again(cast, resident):
    lease = {"key": "lease", "name": "场所使用证明", "held": "filed"}
    first = make_version(cast.zone.pk, cast.bureau_a, materials=(lease,))
    approval = apply_online(resident, first, at(MONDAY), materials={"lease": "paper"})
    second = make_version(cast.zone.pk, cast.bureau_b, materials=(lease,))
    again = apply_online(resident, second, at(FRIDAY), materials={})
    assert again.materials.get().earlier == approval.materials.get()
    other = build_visitor(cast.zone.pk, phone="13900000002", name="另一居民")
    with pytest.raises(Exception, match="场所使用证明"):
        apply_online(other, second, at(FRIDAY), materials={})


def test_an_application_is_rated_once_and_changed_once_within_ten_days(granted, resident):
    rating = actions.rate(
        approval=granted, level=5, words="很快", by=resident, at=at(FRIDAY)
    )
    assert (rating.level, rating.rater) == (5, "示例居民")
    changed = actions.rate(approval=granted, level=4, by=resident, at=at(date(2022, 3, 20)))
    assert (changed.pk, changed.level, changed.changed_on) == (rating.pk, 4, date(2022, 3, 20))
    with pytest.raises(RatedAlready):
        actions.rate(approval=granted, level=3, by=resident, at=at(date(2022, 3, 21)))
    assert Rating.objects.count() == 1


def test_a_rating_is_not_changed_after_its_days(granted, resident):
    actions.rate(approval=granted, level=5, by=resident, at=at(FRIDAY))
    with pytest.raises(RatedAlready):
        actions.rate(approval=granted, level=4, by=resident, at=at(date(2022, 3, 22)))


def test_only_a_decided_application_is_rated_by_whose_it_is(cast, version, granted, resident):
    running = apply_online(resident, version, at(MONDAY))
    with pytest.raises(NotRatable):
        actions.rate(approval=running, level=5, by=resident)
    other = build_visitor(cast.zone.pk, phone="13900000002", name="另一居民")
    with pytest.raises(NotYours):
        actions.rate(approval=granted, level=1, by=other)
    with pytest.raises(BadKind):
        actions.rate(approval=granted, level=6, by=resident)


@pytest.fixture
def bad(granted, resident):
    actions.rate(approval=granted, level=2, words="等太久", by=resident, at=at(FRIDAY))
    return Rectification.objects.select_related("case").get()


def call(cast, row, result, **more):
    return actions.call_back(
        rectification=row, called="示例居民", result=result, said="示例",
        by=cast.services_supervisor, **more,
    )  # fmt: skip


def answer(cast, row, **more):
    given = {"found": "高峰时窗口不足", "measure": "增开窗口", **more}
    return actions.answer_rectification(
        rectification=row, by=cast.services_supervisor, at=at(date(2022, 3, 16)), **given
    )


def test_a_bad_rating_opens_a_rectification_with_its_clocks(cast, bad):
    assert (bad.state, bad.office, bad.due_on) == ("open", cast.hall, date(2022, 3, 18))
    clocks = Deadline.objects.filter(case=bad.case)
    assert clocks.get(clock="call_back").due_on == date(2022, 3, 14)
    assert bad.case.number.startswith("ZG")


def test_a_complicated_complaint_has_fifteen_working_days(cast, bad):
    call(cast, bad, "confirmed", complicated=True, at=at(date(2022, 3, 14)))
    bad.refresh_from_db()
    assert (bad.state, bad.due_on) == ("rectifying", date(2022, 4, 1))


def test_a_complaint_is_confirmed_answered_and_closed_satisfied(cast, bad):
    with pytest.raises(MoveNotOffered):
        answer(cast, bad)
    call(cast, bad, "confirmed", at=at(date(2022, 3, 14)))
    with pytest.raises(MeasureNeeded):
        answer(cast, bad, measure=" ")
    answer(cast, bad)
    assert Notice.objects.filter(code="services.rectification.answered").exists()
    call(cast, bad, "satisfied", at=at(date(2022, 3, 17)))
    bad.refresh_from_db()
    assert (bad.state, bad.satisfied, bad.closed_on) == ("closed", True, date(2022, 3, 17))


def test_who_is_not_satisfied_has_it_rectified_again(cast, bad):
    call(cast, bad, "confirmed", at=at(date(2022, 3, 14)))
    answer(cast, bad)
    call(cast, bad, "unsatisfied", at=at(date(2022, 3, 17)))
    bad.refresh_from_db()
    assert (bad.state, bad.answered_on) == ("rectifying", None)


def test_it_is_closed_only_after_somebody_was_reached(cast, bad):
    call(cast, bad, "confirmed", at=at(date(2022, 3, 14)))
    answer(cast, bad)
    by, day = cast.services_supervisor, at(date(2022, 3, 17))
    with pytest.raises(CallFirst):
        actions.close_rectification(rectification=bad, satisfied=False, by=by, at=day)
    call(cast, bad, "not_reached", at=day)
    with pytest.raises(CallFirst):
        actions.close_rectification(rectification=bad, satisfied=False, by=by, at=day)


def test_whoever_is_not_reached_in_three_calls_has_no_last_word(cast, bad):
    call(cast, bad, "confirmed", at=at(date(2022, 3, 14)))
    answer(cast, bad)
    by = cast.services_supervisor
    for day, left in ((17, 3), (18, 2), (21, 1)):
        assert queries.calls_missing(Rectification.objects.get(), date(2022, 3, day)) == left
        with pytest.raises(CallFirst):
            actions.close_rectification(rectification=bad, by=by, at=at(date(2022, 3, day)))
        call(cast, bad, "not_reached", at=at(date(2022, 3, day)))
    closed = actions.close_rectification(
        rectification=bad, satisfied=True, by=by, at=at(date(2022, 3, 21))
    )
    assert (closed.state, closed.satisfied) == ("closed", None)


def test_each_who_is_to_do_something_about_it_is_told(cast, bad):
    def told(code):
        return set(
            Notice.objects.filter(code=f"services.rectification.{code}", channel="app")
            .values_list("seat_id", flat=True)
        )  # fmt: skip

    assert told("opened") == {cast.services_supervisor.pk}
    call(cast, bad, "not_reached", at=at(date(2022, 3, 14)))
    assert told("confirmed") == set()
    call(cast, bad, "confirmed", at=at(date(2022, 3, 14)))
    assert told("confirmed") == {cast.hall_chief.pk}
    answer(cast, bad)
    assert told("to_call_again") == {cast.services_supervisor.pk}


def test_it_is_due_for_the_caller_then_for_the_office_then_for_the_caller_again(cast, bad):
    def due(seat):
        return [(item.pk, item.due) for item in queries.due_for(seat, MONDAY)]

    supervisor, chief = cast.services_supervisor, cast.hall_chief
    assert due(supervisor) == [(bad.pk, date(2022, 3, 14))]
    assert due(chief) == due(cast.hall_clerk) == []
    call(cast, bad, "confirmed", at=at(date(2022, 3, 14)))
    assert due(chief) == [(bad.pk, date(2022, 3, 18))]
    assert due(cast.reviewer_a) == []
    answer(cast, bad)
    assert (due(supervisor), due(chief)) == ([(bad.pk, None)], [])
    call(cast, bad, "satisfied", at=at(date(2022, 3, 17)))
    assert due(supervisor) == []


def test_the_telephone_is_read_by_who_calls_and_that_stands_in_the_trail(cast, bad):
    read = actions.read_rater_phone
    assert read(rectification=bad, by=cast.services_supervisor) == "13900000001"
    assert Entry.objects.filter(code="services.rectification.phone_read").count() == 1
    with pytest.raises(Forbidden):
        read(rectification=bad, by=cast.hall_chief)
    call(cast, bad, "groundless", at=at(date(2022, 3, 14)))
    with pytest.raises(Forbidden):
        read(rectification=bad, by=cast.services_supervisor)


def test_a_mistaken_rating_is_dismissed(cast, bad):
    call(cast, bad, "groundless", at=at(date(2022, 3, 14)))
    bad.refresh_from_db()
    assert bad.state == "dismissed"
    assert bad.closed_on == date(2022, 3, 14)


def test_who_may_not_call_back_does_not(cast, bad):
    with pytest.raises(Forbidden):
        actions.call_back(
            rectification=bad, called="示例", result="confirmed", said="", by=cast.hall_clerk
        )


def test_a_rating_made_better_keeps_its_rectification(bad, granted, resident):
    actions.rate(approval=granted, level=1, by=resident, at=at(date(2022, 3, 12)))
    assert Rectification.objects.count() == 1


def test_the_rates_tell_levels_and_what_became_of_the_bad_ones(cast, bad):
    rates = queries.rates(cast.services_supervisor, date(2022, 1, 1), date(2022, 12, 31))
    assert (rates.ratings, rates.bad, rates.rectified) == (1, 1, 0)
    assert (rates.bad_share, rates.satisfaction, rates.rectified_share) == (1, 0, Decimal(0))
    other = queries.rates(cast.services_supervisor, date(2021, 1, 1), date(2021, 12, 31))
    assert other.bad_share is None
