"""Nothing by which a person is known comes into the lake."""

from django.db import connection, models
from pyarrow import dataset, types

from jingkai.kernel.access.personal import DigestField, EncryptedTextField
from jingkai.kernel.indicators.lake.layout import OTHER, tables
from jingkai.kernel.indicators.lake.manifest import Manifest
from jingkai.kernel.indicators.lake.verifying import verify
from jingkai.kernel.indicators.lake.writing import both, write
from jingkai.kernel.indicators.tests.filler import SINGLE, Filler
from jingkai.kernel.registers.declare import REGISTERS
from jingkai.kernel.trail.erasing import ERASABLE

MARK = "记名人甲"
# Texts without a list of choices that come in as they are, and what they are.
PLACES_AND_CODES = {
    ("indicators_target", "indicator"): "a code of the catalogue",
    ("livelihood_pensionmonth", "community"): "a community",
    ("livelihood_unemploymentregistration", "community"): "a community",
}


def field_of(table, column):
    return next(f for f in table.model._meta.concrete_fields if f.column == column.source)


def test_no_column_is_personal_in_any_register_sealed_or_erasable():
    held = {(table.name, column.source) for table in both(tables()) for column in table.columns}
    personal = {
        (register.model._meta.db_table, register.model._meta.get_field(column.field).column)
        for register in REGISTERS.values()
        for column in register.columns
        if column.personal
    }
    erasable = {(table, name) for table, names in ERASABLE.items() for name in names}
    assert len(personal) > 3
    assert len(erasable) > 3
    assert held & (personal | erasable) == set()
    for table in tables():
        for column in table.columns:
            assert not isinstance(field_of(table, column), EncryptedTextField | DigestField)


def test_a_text_without_choices_comes_in_only_where_it_is_a_place_or_a_code():
    free = {
        (table.name, column.name)
        for table in tables()
        for column in table.columns
        if column.type == "string" and column.only is None
        if not field_of(table, column).flatchoices
        if not isinstance(field_of(table, column), models.ForeignKey)
    }
    assert free == set(PLACES_AND_CODES)


class MarkedFiller(Filler):
    """Whatever can be written freely names a person, but where a place or a code stands."""

    def _plain(self, field):
        value = super()._plain(field)
        own = (field.model._meta.db_table, field.column)
        room = field.max_length or 40
        form = field.name.endswith(SINGLE) and not field.name.endswith("name")
        if not value or not isinstance(value, str) or form or own in PLACES_AND_CODES:
            return value
        return value if room < len(MARK) + 12 else f"{MARK}{value}"[:room]


def marked_columns(names):
    """In how many columns of the database the person is named."""
    found = 0
    with connection.cursor() as cursor:
        for model in names:
            for field in model._meta.concrete_fields:
                if isinstance(field, models.CharField | models.TextField):
                    cursor.execute(
                        f"select exists(select from {model._meta.db_table}"
                        f' where "{field.column}" like %s)',
                        [f"%{MARK}%"],
                    )
                    found += cursor.fetchone()[0]
    return found


def test_every_record_and_version_comes_in_and_a_person_named_in_each_does_not(cast, tmp_path):
    filled = MarkedFiller(cast, rows=3).fill()
    assert all(filled.values()), filled
    done = write(tmp_path, zones=["here"])
    manifest = Manifest.load(tmp_path)
    texts, others = 0, 0
    for table in both(tables()):
        with connection.cursor() as cursor:
            cursor.execute(f"select count(*) from {table.name}")
            rows = sum(file.rows for file in manifest.of(table.name))
            assert (table.name, rows) == (table.name, cursor.fetchone()[0])
        if paths := manifest.files(table.name):
            held = dataset.dataset(paths, partitioning=None).to_table()
            for name in held.column_names:
                if types.is_string(held[name].type):
                    values = set(held[name].to_pylist()) - {None}
                    assert not [value for value in values if MARK in value], (table.name, name)
                    texts += len(values)
                    others += OTHER in values
    assert marked_columns(filled) > 60
    assert texts > 300
    assert others >= 2  # that something stands there is known, and not what
    found = verify(tmp_path, zones=["here"])
    assert (found.differences, found.rows) == ((), done.rows)
    again = write(tmp_path, zones=["here"])
    assert (again.files, again.rows, again.kept) == (0, 0, done.files)
