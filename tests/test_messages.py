"""Every string people see is translated; the tool that sees to it is right."""

from pathlib import Path

import polib
import pytest
from django.apps import apps
from django.conf import settings

from tools import messages

VIEWS = '''
from django.utils.translation import gettext_lazy as _, ngettext, pgettext
title = _("Deals")
text = ngettext("{n} deal", "{n} deals", 2).format(n=2)
month = pgettext("month", "May")
long = _("One sentence "
         "in two lines")
unknown = _(title)
'''
PAGE = """{% load i18n %}<p>it's {% translate "Hello" %}, {{ _("Yes") }}</p>
{% blocktranslate count n=total trimmed %}
  {{ n }} row
{% plural %}
  {{ n }} rows
{% endblocktranslate %}{% translate "May" context "month" %}
"""


@pytest.fixture
def project(tmp_path):
    """A small project: an app with a template, and a room without an app."""
    app = tmp_path / "jingkai" / "deals"
    for folder in (app / "templates" / "deals", app / "tests", tmp_path / "jingkai" / "units"):
        folder.mkdir(parents=True)
    (app / "apps.py").write_text("")
    (app / "views.py").write_text(VIEWS)
    (app / "tests" / "test_it.py").write_text('_("Only in a test")')
    (app / "templates" / "deals" / "page.html").write_text(PAGE)
    (tmp_path / "jingkai" / "units" / "errors.py").write_text('sentence = _("No unit {unit}")')
    (tmp_path / "demo").mkdir()
    return tmp_path


def catalogue(project, *parts):
    path = messages.catalogue(project.joinpath("jingkai", *parts), "zh_Hans")
    return path, {messages.key_of(entry): entry for entry in polib.pofile(str(path))}


def translate(path, **translations):
    po = polib.pofile(str(path))
    for entry in po:
        entry.msgstr = translations.get(entry.msgid, entry.msgstr)
    po.save(str(path))


def test_every_message_of_the_project_is_translated():
    assert messages.missing() == []


def test_a_message_of_several_apps_has_one_translation():
    assert messages.conflicts() == []


def test_every_catalogue_is_one_that_django_reads():
    known = {Path(config.path) / "locale" for config in apps.get_app_configs()}
    known |= {Path(path) for path in settings.LOCALE_PATHS}
    strays = [path for path in messages.catalogues() if path.parents[2] not in known]
    assert strays == []


def test_messages_are_found_in_python_and_in_templates(project):
    found = messages.extract(project)
    deals = found[project / "jingkai" / "deals"]
    assert set(deals) == {
        ("", "Deals"),
        ("", "{n} deal"),
        ("month", "May"),
        ("", "One sentence in two lines"),
        ("", "Hello"),
        ("", "Yes"),
        ("", "%(n)s row"),
    }
    assert deals["", "%(n)s row"].many == "%(n)s rows"
    assert deals["month", "May"].places == [
        ("jingkai/deals/templates/deals/page.html", 6),
        ("jingkai/deals/views.py", 5),
    ]


def test_what_no_app_owns_belongs_to_the_projects_own_catalogue(project):
    assert set(messages.extract(project)[project / "jingkai"]) == {("", "No unit {unit}")}


def test_an_update_keeps_translations_and_comments_and_sets_unused_ones_aside(project):
    messages.update(project)
    path, entries = catalogue(project, "deals")
    translate(path, Deals="项目")
    po = polib.pofile(str(path))
    po.find("Deals").tcomment = "签约项目"
    po.save(str(path))
    view = project / "jingkai" / "deals" / "views.py"
    view.write_text(VIEWS.replace("in two lines", "in one line"))
    messages.update(project)
    _, entries = catalogue(project, "deals")
    assert (entries["", "Deals"].msgstr, entries["", "Deals"].tcomment) == ("项目", "签约项目")
    assert entries["", "One sentence in two lines"].obsolete
    assert not entries["", "One sentence in one line"].obsolete


def test_an_update_without_news_changes_nothing(project):
    messages.update(project)
    path, _ = catalogue(project, "deals")
    before = path.stat().st_mtime_ns
    messages.update(project)
    assert path.stat().st_mtime_ns == before


def test_a_message_that_moves_to_another_app_takes_its_translation_along(project):
    messages.update(project)
    path, _ = catalogue(project)
    translate(path, **{"No unit {unit}": "没有计量单位{unit}"})
    (project / "jingkai" / "units" / "apps.py").write_text("")
    messages.update(project)
    _, entries = catalogue(project, "units")
    assert entries["", "No unit {unit}"].msgstr == "没有计量单位{unit}"


def test_what_is_missing_is_named_with_its_place(project):
    messages.update(project)
    path, _ = catalogue(project)
    name = "jingkai/locale/zh_Hans/LC_MESSAGES/django.po"
    line = "'No unit {unit}' (jingkai/units/errors.py:1)"
    assert f"{name}: not translated: {line}" in messages.missing(project)
    translate(path, **{"No unit {unit}": "没有计量单位{name}"})
    assert f"{name}: has unknown places ['{{name']: {line}" in messages.missing(project)
    translate(path, **{"No unit {unit}": "没有计量单位{unit}"})
    assert not [fault for fault in messages.missing(project) if line in fault]


def test_a_place_that_only_the_translation_uses_is_named_in_its_comment(project):
    messages.update(project)
    path, _ = catalogue(project)
    po = polib.pofile(str(path))
    po[0].msgstr, po[0].tcomment = "没有计量单位{unit}，共{count}种", "also {count}"
    po.save(str(path))
    assert not [fault for fault in messages.missing(project) if "No unit" in fault]


@pytest.mark.parametrize(
    ("chinese", "fault"),
    [("无此单位,请核对{unit}", True), ("无此单位，请核对{unit}", False), ("1,234：{unit}", False)],
)
def test_punctuation_beside_chinese_is_full_width(project, chinese, fault):
    messages.update(project)
    translate(catalogue(project)[0], **{"No unit {unit}": chinese})
    assert any("half-width" in line for line in messages.missing(project)) is fault


def test_a_fuzzy_translation_is_missing(project):
    messages.update(project)
    path, _ = catalogue(project)
    po = polib.pofile(str(path))
    po[0].msgstr, po[0].flags = "没有计量单位{unit}", ["fuzzy"]
    po.save(str(path))
    assert any(": fuzzy: 'No unit" in fault for fault in messages.missing(project))


def test_two_translations_of_one_message_are_named(project):
    (project / "jingkai" / "units" / "errors.py").write_text('_("Deals")')
    messages.update(project)
    translate(catalogue(project)[0], Deals="交易")
    translate(catalogue(project, "deals")[0], Deals="项目")
    assert [fault.split(" (")[0] for fault in messages.conflicts(project)] == [
        "'Deals': '项目' or '交易'?"
    ]


def test_compiling_writes_what_django_reads_and_only_what_changed(project):
    messages.update(project)
    path, _ = catalogue(project, "deals")
    translate(path, Deals="项目")
    messages.compile_all(project)
    binary = path.with_suffix(".mo")
    assert polib.mofile(str(binary)).find("Deals").msgstr == "项目"
    before = binary.stat().st_mtime_ns
    messages.compile_all(project)
    assert binary.stat().st_mtime_ns == before


def test_an_update_of_one_directory_leaves_the_others_alone(project):
    messages.update(project, only=[project / "jingkai" / "deals"])
    assert messages.catalogues(project) == [
        messages.catalogue(project / "jingkai" / "deals", "zh_Hans")
    ]


def test_an_unknown_command_prints_how_to_use_the_tool(capsys):
    assert messages.main(["translate"]) == 2
    assert "tools/messages.py update" in capsys.readouterr().err
