"""Small pieces of a page that are built in Python, where a template would cost too much."""

from functools import lru_cache

from django.templatetags.static import static
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

TONES = ("", "red", "amber", "green", "blue")


@lru_cache(maxsize=512)
def icon(name: str, classes: str = "") -> SafeString:
    """An icon of the sprite; decoration only, so it is hidden from screen readers."""
    return format_html(
        '<svg class="i{}" aria-hidden="true"><use href="{}#{}"></use></svg>',
        f" {classes}" if classes else "",
        static("built/icons.svg"),
        name,
    )


def badge(words: object, tone: str = "") -> SafeString:
    """A state in a word, its tone said by colour and by the word itself."""
    tint = f" badge-{tone}" if tone in TONES and tone else ""
    return mark_safe(f'<span class="badge{tint}">{escape(words)}</span>')  # noqa: S308
