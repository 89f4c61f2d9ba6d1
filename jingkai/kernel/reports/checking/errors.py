"""Why a file can't be checked."""

from django.utils.translation import gettext_lazy as _

from jingkai.kernel.errors import Refusal


class UnknownKind(Refusal):
    """The file is of a kind that the check doesn't read."""

    sentence = _("“{name}” is not a report that can be read.")
    hint = _("Bring it as .docx, .pdf, .html, .md or .txt.")


class OldWord(Refusal):
    """A .doc of the Word of old."""

    sentence = _("“{name}” is in the old Word format.")
    hint = _("Open it in Word or WPS and save it as .docx.")


class TooLarge(Refusal):
    """The file is larger than a report can be."""

    sentence = _("“{name}” is larger than {limit} MB.")
    hint = _("Take the pictures out, or check it in parts.")


class Encrypted(Refusal):
    """The file asks for a password."""

    sentence = _("“{name}” is protected by a password.")
    hint = _("Save it without a password and check it again.")


class NoText(Refusal):
    """A scan without a text layer."""

    sentence = _("“{name}” holds pictures of pages, but no text.")
    hint = _("Have the text recognised first, or bring the file it was printed from.")


class Damaged(Refusal):
    """The file isn't what its name says."""

    sentence = _("“{name}” can't be opened: it is damaged, or is no {kind} file.")
    hint = _("Save it again from the program that made it.")


class NotText(Refusal):
    """A text file in an unknown encoding."""

    sentence = _("“{name}” is not text in UTF-8 or GB 18030.")
    hint = _("Save it as UTF-8 text.")


class CannotAnnotate(Refusal):
    """The check's marks can't be written into that kind of file."""

    sentence = _(
        "Marks can be written as .html, and into a .docx that was read, but not as “{name}”."
    )
    hint = _("Name an output that ends in .html.")
