"""Pictures: what can be opened, and is not made to fill the memory."""

from PIL import Image, UnidentifiedImageError

from jingkai.kernel.files.errors import Bomb, UnknownContent
from jingkai.kernel.files.inspecting.subject import Subject
from jingkai.kernel.files.limits import MOST_PHOTO_PIXELS, MOST_PIXELS
from jingkai.kernel.files.names import ending_of

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF")
MOST_ANYWHERE = 2 * MOST_PHOTO_PIXELS
"""Beyond this no picture is taken; between the two it is, without a preview."""
Image.MAX_IMAGE_PIXELS = MOST_ANYWHERE


def look(subject: Subject) -> int:
    """How many previews there are: one, or none of a very large picture.

    Only the picture's header is read. Raises UnknownContent, Bomb.
    """
    try:
        with Image.open(subject.path, formats=FORMATS) as picture:
            wide, high = picture.size
            photo = picture.format == "JPEG"
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Bomb(name=subject.name) from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        raise UnknownContent(
            name=subject.name, ending=ending_of(subject.name), allowed=subject.allowed
        ) from None
    pixels = wide * high
    if pixels > MOST_ANYWHERE:
        raise Bomb(name=subject.name)
    return int(pixels <= (MOST_PHOTO_PIXELS if photo else MOST_PIXELS))
