import pytest
from django.core.exceptions import FieldError
from django.db import connection, models
from django.test.utils import isolate_apps
from hypothesis import given
from hypothesis import strategies as st

from jingkai.kernel.access.personal import (
    DigestField,
    EncryptedTextField,
    MaskedValue,
    Personal,
    digest,
    digests,
    mask,
    mask_identity,
    mask_phone,
)
from jingkai.kernel.access.sealing import SealBroken, seal, unseal

IDENTITY = "220202199001011234"
COLUMN = "subjects.person.identity"


@pytest.fixture
def keys(settings):
    settings.JINGKAI_PERSONAL_KEYS = {"2": "the newer secret", "1": "the older secret"}
    settings.JINGKAI_PERSONAL_CIPHER = "aes"
    settings.JINGKAI_DIGEST = "sha256"
    return settings


@pytest.fixture
def person(db, keys):
    """A noun with a sealed column and its digest, in a table of this test alone."""
    with isolate_apps("jingkai.kernel.access"):

        class Person(models.Model):
            identity = EncryptedTextField(masked_as="identity", blank=True)
            identity_digest = DigestField(of="identity")

            class Meta:
                app_label = "access"
                db_table = "sealed_person"

        with connection.cursor() as cursor:
            cursor.execute(
                "create temporary table sealed_person (id bigserial primary key, "
                "identity text not null, identity_digest varchar(100) not null) on commit drop"
            )
        yield Person


def stored(column="identity"):
    with connection.cursor() as cursor:
        cursor.execute(f"select {column} from sealed_person order by id")
        return [row[0] for row in cursor.fetchall()]


def test_an_identity_number_shows_three_and_four_signs():
    assert mask_identity(IDENTITY) == "220***********1234"
    assert mask(IDENTITY, "identity") == mask_identity(IDENTITY)


def test_a_mobile_number_shows_three_and_four_figures():
    assert mask_phone("13912345678") == "139****5678"


@given(st.text(max_size=30), st.sampled_from(["identity", "phone"]))
def test_a_mask_keeps_the_length_and_hides_four_signs_or_all(text, masked_as):
    masked = mask(text, masked_as)
    assert len(masked) == len(text)
    assert sum(sign == "*" for sign in masked) >= min(4, len(text))


@pytest.mark.parametrize("cipher", ["aes", "sm4"])
def test_what_is_sealed_opens_again_and_does_not_show(keys, cipher):
    keys.JINGKAI_PERSONAL_CIPHER = cipher
    sealed = seal(IDENTITY, COLUMN)
    assert IDENTITY not in sealed
    assert sealed.startswith(f"{cipher}.2.")
    assert sealed != seal(IDENTITY, COLUMN)
    assert unseal(sealed, COLUMN) == IDENTITY


def test_a_sealed_text_moved_to_another_column_does_not_open(keys):
    with pytest.raises(SealBroken):
        unseal(seal(IDENTITY, COLUMN), "subjects.person.phone")


def test_a_changed_sealed_text_does_not_open(keys):
    sealed = seal(IDENTITY, COLUMN)
    changed = sealed[:-6] + ("A" if sealed[-6] != "A" else "B") + sealed[-5:]
    with pytest.raises(SealBroken):
        unseal(changed, COLUMN)


@pytest.mark.parametrize("sealed", ["", "plain", "aes.2.###", "aes.2.QUJD"])
def test_what_was_never_sealed_does_not_open(keys, sealed):
    with pytest.raises(SealBroken):
        unseal(sealed, COLUMN)


def test_after_a_rotation_old_texts_open_and_new_ones_use_the_new_key(keys):
    keys.JINGKAI_PERSONAL_KEYS = {"1": "the older secret"}
    old = seal(IDENTITY, COLUMN)
    keys.JINGKAI_PERSONAL_KEYS = {"2": "the newer secret", "1": "the older secret"}
    assert unseal(old, COLUMN) == IDENTITY
    assert seal(IDENTITY, COLUMN).startswith("aes.2.")
    keys.JINGKAI_PERSONAL_KEYS = {"2": "the newer secret"}
    with pytest.raises(SealBroken):
        unseal(old, COLUMN)


def test_a_digest_is_the_same_however_the_number_is_typed(keys):
    assert digest("139-1234 5678") == digest("１３９１２３４５６７８")
    assert digest("2202021990010112 3x") == digest("22020219900101123X")
    assert digest(IDENTITY) != digest("220202199001011235")
    assert digest("") == digest(" - ") == ""
    assert digests("") == []


def test_a_digest_depends_on_the_key_and_search_tries_every_key(keys):
    keys.JINGKAI_PERSONAL_KEYS = {"1": "the older secret"}
    old = digest(IDENTITY)
    keys.JINGKAI_PERSONAL_KEYS = {"2": "the newer secret", "1": "the older secret"}
    assert digest(IDENTITY) != old
    assert {digest(IDENTITY), old} < set(digests(IDENTITY))


def test_rows_found_by_one_algorithm_are_still_found_after_a_change_to_the_other(keys):
    keys.JINGKAI_DIGEST = "sm3"
    chosen = digest(IDENTITY)
    keys.JINGKAI_DIGEST = "sha256"
    assert chosen != digest(IDENTITY)
    assert {chosen, digest(IDENTITY)} < set(digests(IDENTITY))


def test_a_number_is_masked_wherever_it_is_printed():
    number = Personal(IDENTITY, masked_as="identity", bound_to=COLUMN)
    assert str(number) == f"{number}" == "220***********1234"
    assert IDENTITY not in repr(number)
    assert number.plain == IDENTITY
    assert number == Personal(IDENTITY, masked_as="identity", bound_to=COLUMN)


def test_the_table_holds_sealed_text_and_a_digest_only(person):
    person.objects.create(identity=IDENTITY)
    assert IDENTITY not in stored()[0]
    assert stored("identity_digest") == [digest(IDENTITY)]
    read = person.objects.get()
    assert (str(read.identity), read.identity.plain) == ("220***********1234", IDENTITY)


def test_many_rows_at_once_are_sealed_and_found_by_their_digest(person):
    person.objects.bulk_create([person(identity=f"22020219900101{n:04}") for n in range(20)])
    found = person.objects.filter(identity_digest__in=digests("220202199001010007"))
    assert [row.identity.plain for row in found] == ["220202199001010007"]


def test_saving_an_unchanged_row_leaves_the_sealed_text_as_it_is(person):
    person.objects.create(identity=IDENTITY)
    before = stored()
    person.objects.get().save()
    assert stored() == before


def test_saving_after_a_rotation_seals_under_the_new_key(person, keys):
    person.objects.create(identity=IDENTITY)
    keys.JINGKAI_PERSONAL_KEYS = {"3": "the newest secret", **keys.JINGKAI_PERSONAL_KEYS}
    person.objects.get().save()
    assert stored()[0].startswith("aes.3.")
    assert stored("identity_digest")[0].startswith("3.")
    assert person.objects.get().identity.plain == IDENTITY


def test_an_empty_number_stays_empty(person):
    person.objects.create(identity="")
    assert stored() == stored("identity_digest") == [""]
    assert not person.objects.get().identity


def test_a_masked_number_is_never_saved(person):
    row = person.objects.create(identity=IDENTITY)
    with pytest.raises(MaskedValue):
        row.identity = "220***********1234"


def test_a_form_sent_back_with_the_masked_number_changes_nothing(person):
    row = person.objects.create(identity=IDENTITY)
    field = person._meta.get_field("identity")
    field.save_form_data(row, "220***********1234")
    assert row.identity.plain == IDENTITY
    field.save_form_data(row, "220202199001014321")
    assert row.identity.plain == "220202199001014321"


@pytest.mark.parametrize("lookup", ["identity", "identity__contains", "identity__in"])
def test_a_sealed_column_refuses_to_be_searched(person, lookup):
    with pytest.raises(FieldError, match="digest"):
        person.objects.filter(**{lookup: IDENTITY})


def test_a_copy_of_the_field_in_the_history_opens_what_the_row_sealed(person):
    field = person._meta.get_field("identity")
    assert field.bound_to == "access.person.identity"
    _, _, arguments, options = field.deconstruct()
    copy = EncryptedTextField(*arguments, **options)
    copy.set_attributes_from_name("identity")
    sealed = field.get_prep_value(IDENTITY)
    assert copy.from_db_value(sealed).plain == IDENTITY
