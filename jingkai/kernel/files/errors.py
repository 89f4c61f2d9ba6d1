"""What is refused about files, each with what is allowed instead and what to do."""

from django.utils.translation import gettext_lazy as _

from jingkai.kernel.errors import Refusal


class FileRefused(Refusal):
    """A file that can't be taken."""

    status = 422


# Names


class NameMissing(FileRefused):
    """A file without a name."""

    sentence = _("The file has no name.")
    hint = _("Give it a name that says what it is, and choose it again.")


class PathInName(FileRefused):
    """A name that would lead somewhere."""

    sentence = _("The name “{name}” contains the path of a folder.")
    hint = _("Give the file a name without slashes and without “..”, and choose it again.")


class HiddenCharacters(FileRefused):
    """A name with characters that hide what it is."""

    sentence = _("The name “{name}” contains characters that can't be seen or turn its reading.")
    hint = _("Type the name of the file anew, and choose it again.")


class ReservedName(FileRefused):
    """A name that some systems keep for devices."""

    sentence = _("“{name}” is a name that computers keep for themselves.")
    hint = _("Give the file another name, and choose it again.")


class DoubleExtension(FileRefused):
    """A name that passes a program off as a document."""

    sentence = _("The name “{name}” has the ending of a program (“.{ending}”) in it.")
    hint = _("Give the file a name with one ending only. Allowed here: {allowed}.")


# Types and sizes


class TypeNotAllowed(FileRefused):
    """A kind of file that is not taken here."""

    sentence = _("“{name}” is of a kind that is not taken here ({found}).")
    hint = _("Allowed here: {allowed}. Save or export it as one of these.")


class ContentNotAsNamed(FileRefused):
    """The name tells one type, the content is another."""

    sentence = _("“{name}” is called .{ending}, but its content is another ({found}).")
    hint = _("Open it and save it as one of these: {allowed}. Changing its name is not enough.")


class UnknownContent(FileRefused):
    """Content that can't be recognised, or is broken."""

    sentence = _("“{name}” can't be read as .{ending}: it is damaged, or of another kind.")
    hint = _("See whether it opens on your computer, and save it anew. Allowed here: {allowed}.")


class EmptyFile(FileRefused):
    """A file without content."""

    sentence = _("“{name}” is empty.")
    hint = _("See whether it opens on your computer, and choose it again.")


class TooLarge(FileRefused):
    """More than the kind allows."""

    sentence = _("“{name}” is too large: {size}; at most {allowed} are taken here.")
    hint = _("Scan at a lower resolution, compress the pictures, or split it into several files.")
    status = 413


class TooMany(FileRefused):
    """More files than the kind allows."""

    sentence = _("At most {count} files are taken here.")
    hint = _("Remove one first, or put several pages into one PDF.")


# Dangerous content


class MacrosInside(FileRefused):
    """An office file with programs in it."""

    sentence = _("“{name}” contains macros or embedded programs.")
    hint = _("Save it without macros (.docx, .xlsx, .pptx) or as PDF, and choose it again.")


class ScriptInside(FileRefused):
    """A page, drawing or PDF that runs something."""

    sentence = _("“{name}” contains a script that would run when it is opened.")
    hint = _("Print it to PDF or save it as a picture, and choose that.")


class TwoInOne(FileRefused):
    """A file that is valid as two kinds at once."""

    sentence = _("“{name}” is two kinds of file in one ({found}).")
    hint = _("Open it and save it anew as one of these: {allowed}.")


class LockedFile(FileRefused):
    """A file behind a password."""

    sentence = _("“{name}” is locked by a password; nobody could read or check it.")
    hint = _("Save it without a password, and choose it again.")


class Bomb(FileRefused):
    """An archive made to fill a disk."""

    sentence = _("“{name}” would unpack to far more than a document holds.")
    hint = _("Pack fewer files, without archives inside archives, or hand the files in one by one.")


class BadArchive(FileRefused):
    """An archive that can't be looked into, or holds what may not come in."""

    sentence = _("“{name}” holds something that can't be taken: “{entry}”.")
    hint = _("Pack it anew without that, as a plain ZIP, or hand the files in one by one.")


class Infected(FileRefused):
    """A virus was found."""

    sentence = _("“{name}” contains a virus or its test sign ({found}) and was destroyed.")
    hint = _("Have your computer checked, then hand in a clean copy.")


class ScannerDown(Refusal):
    """The virus scanner is required and does not answer."""

    sentence = _("Files can't be taken at the moment: the virus check does not answer.")
    hint = _("What was uploaded is kept; press “Check again” in some minutes. If it lasts, tell the"
             " system administrator.")  # fmt: skip
    status = 503


class NotScannable(FileRefused):
    """The required scanner does not take a file of this size."""

    sentence = _("“{name}” is larger than the virus check can look at.")
    hint = _("Split it into smaller files, or ask the system administrator to raise the limit.")


# Uploads


class UploadGone(Refusal):
    """Never there, expired, or somebody else's."""

    sentence = _("This upload is no longer there.")
    hint = _("Uploads are kept for {hours} hours. Choose the file again.")
    status = 404


class UploadUnfinished(Refusal):
    """Asked for before all of it has come."""

    sentence = _("“{name}” has not been uploaded completely.")
    hint = _("Wait until it has arrived, or remove it from the list.")
    status = 409


class WrongOffset(Refusal):
    """The sender goes on from another place than where the half file ends."""

    sentence = _("This upload goes on from byte {offset}.")
    status = 409


class WrongChecksum(Refusal):
    """What came is not what was sent."""

    sentence = _("A part of “{name}” arrived damaged and is sent again.")
    status = 460


class UploadBusy(Refusal):
    """Another request is writing this upload."""

    sentence = _("This upload is being written by another connection.")
    hint = _("It goes on by itself in some seconds.")
    status = 423


class TooManyUploads(Refusal):
    """More uploads at a time than one person may have."""

    sentence = _("You have {count} uploads waiting already.")
    hint = _("Send the form, or remove files that you don't need.")
    status = 429


class DiskFull(Refusal):
    """There is no room for the file."""

    sentence = _("There is no room for “{name}” at the moment.")
    hint = _("Try again later; if it lasts, tell the system administrator.")
    status = 507


# Attachments


class NotCurrent(Refusal):
    """Only the current version can be renewed or removed."""

    sentence = _("“{name}” is no longer the current version.")
    hint = _("Load the page again and go on from the newest version.")


class OriginalKept(Refusal):
    """The original of an identity document is not given out to this reader."""

    sentence = _("The original of an identity document is not given out to your seat.")
    hint = _("Look at it in the preview, which bears your name and the time.")
    status = 403


class Withheld(Refusal):
    """A virus was found after the file had come in."""

    sentence = _("“{name}” is withheld: a virus was found in it.")
    hint = _("Ask whoever handed it in for a clean copy.")
    status = 410


class NoPreview(Refusal):
    """There is no picture of this page."""

    sentence = _("There is no preview of this.")
    hint = _("Download the file to open it.")
    status = 404
