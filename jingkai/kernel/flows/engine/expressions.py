"""Conditions in CEL, bounded before they run: what can't be stopped must not be started.

CEL has no loops, but its macros go through lists, lists can be doubled and macros nested; and the
interpreter, once started, can't be interrupted. So an expression is refused before it is compiled
when it is long, deep, nests macros, runs a macro over anything but a plain path, or joins inside
one. With lists of at most LIST items the worst allowed expression stays far under a second
(`tests/test_hostile.py`).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from jingkai.kernel.flows.engine.shapes import BadExpression, TooMuch

LENGTH, TOKENS, DEPTH = 500, 160, 12
JOINS, MACROS, TESTS = 20, 3, 40
"""At most so many `+`, macros, and words and signs inside one macro."""
LIST, VALUES = 500, 5_000
"""What a macro may meet: items of a list, and values in all it reads."""
PATTERN, REPEATS = 80, 100
MACRO = frozenset({"exists", "all", "exists_one", "filter", "map"})
FUNCTIONS = MACRO | {
    "size", "contains", "startsWith", "endsWith", "matches", "has",
    "int", "double", "string", "timestamp", "duration",
}  # fmt: skip
_TOKEN = re.compile(
    r"""\s*(?:(?P<text>[rR]?"(?:[^"\\\n]|\\.)*"|[rR]?'(?:[^'\\\n]|\\.)*')
    |(?P<number>0[xX][0-9a-fA-F]+|(?:\d+\.\d+|\d+)(?:[eE][+-]?\d+)?[uU]?)
    |(?P<name>[A-Za-z_]\w*)|(?P<sign>&&|\|\||[=!<>]=|[-+*/%!<>?:.,()\[\]{}]))""",
    re.VERBOSE | re.ASCII,
)

type Token = tuple[str, str]
"""What it is (text, number, name, sign), and how it stands there."""


@dataclass(frozen=True, slots=True)
class Expression:
    """A checked and compiled expression, with the names it reads."""

    source: str
    program: Any
    names: tuple[str, ...]
    macros: bool

    def value(self, data: Mapping[str, Any]) -> Any:
        """What it is worth; a name that isn't known yet is null. Raises ValueError."""
        known = {name: data.get(name) for name in self.names}
        if self.macros:
            _bounded(known)
        try:
            return self.program.execute(known)
        except Exception as error:
            raise ValueError(str(error).splitlines()[0][:200]) from error
        except BaseException as error:
            if type(error).__name__ != "PanicException":
                raise
            raise ValueError("CEL") from error


@lru_cache(maxsize=4096)
def compiled(source: str) -> Expression:
    """The expression, checked and compiled once. Raises BadExpression."""
    import cel  # brings a command line with it, which takes a while

    tokens = _tokens(source)
    _check_size(source, tokens)
    bound = _check_macros(source, tokens)
    _check_calls(source, tokens)
    try:
        program = cel.compile(source)
    except Exception as error:
        at = re.search(r"<input>:\d+:(\d+)", str(error))
        place = source[int(at[1]) - 1 if at else 0 :][:20]
        raise _bad(source, _("it cannot be read from “{place}” on.").format(place=place)) from error
    names = tuple(name for name in program.variables() if name not in bound)
    return Expression(source, program, names, bool(bound))


def evaluate(source: str, data: Mapping[str, Any]) -> Any:
    """What an expression is worth for this data. Raises BadExpression."""
    try:
        return compiled(source).value(data)
    except ValueError as error:
        raise _bad(source, str(error)) from error


def compared(source: str) -> Iterator[tuple[str, str]]:
    """The names that an allowed expression compares with a text, and the text: `a == "yes"`.

    >>> list(compared('review == "agree" && case.kind != "x" || "no" == land'))
    [('review', 'agree'), ('land', 'no')]
    """
    tokens = [("sign", ""), *_tokens(source), ("sign", "")]
    for place in range(1, len(tokens) - 3):
        one, sign, other = tokens[place : place + 3]
        if sign[1] not in {"==", "!="}:
            continue
        name, text = (one, other) if other[0] == "text" else (other, one)
        beside = tokens[place - 1] if name is one else tokens[place + 3]
        if name[0] == "name" and text[0] == "text" and beside[1] not in {".", "[", "("}:
            yield name[1], text[1].strip("rR")[1:-1]


def _bad(source: str, why: str) -> BadExpression:
    return BadExpression(expression=source[:80], why=why)


def _tokens(source: str) -> list[Token]:
    """The words and signs of it; refuses what CEL doesn't know."""
    if not source.strip():
        raise _bad(source, _("it is empty."))
    if len(source) > LENGTH:
        raise _bad(source, _("it is longer than {n} characters.").format(n=LENGTH))
    tokens, at = [], 0
    end = len(source.rstrip())
    while at < end:
        found = _TOKEN.match(source, at)
        if not found:
            raise _bad(
                source, _("“{sign}” is no part of CEL.").format(sign=source[at:].strip()[:1])
            )
        tokens.append((str(found.lastgroup), found[str(found.lastgroup)]))
        at = found.end()
    return tokens


def _check_size(source: str, tokens: list[Token]) -> None:
    """Not too long, not too deep, not too many joins."""
    if len(tokens) > TOKENS:
        raise _bad(source, _("it has more than {n} words and signs.").format(n=TOKENS))
    depth = 0
    for _kind, text in tokens:
        depth += (text in {"(", "[", "{", "?"}) - (text in {")", "]", "}"})
        if depth > DEPTH:
            raise _bad(source, _("it is nested deeper than {n}.").format(n=DEPTH))
    if sum(text == "+" for _kind, text in tokens) > JOINS:
        raise _bad(source, _("it has more than {n} “+”.").format(n=JOINS))


def _check_calls(source: str, tokens: list[Token]) -> None:
    """Only known functions, each called with its bracket; no inner attributes, cheap patterns."""
    for index, ((kind, text), after) in enumerate(
        pairwise([*tokens, ("sign", "")])
    ):  # fmt: skip
        if kind != "name":
            continue
        if text.startswith("__"):
            raise _bad(source, _("“{name}” is not open to processes.").format(name=text))
        if after == ("sign", "(") and text not in FUNCTIONS:
            raise _bad(source, _("there is no function “{name}”.").format(name=text))
        if text == "matches" and after == ("sign", "("):
            _check_pattern(source, tokens[index + 2 : index + 4])


def _check_pattern(source: str, given: list[Token]) -> None:
    """The pattern stands there as it is, is short, and repeats only small counts."""
    if len(given) < 2 or given[0][0] != "text" or given[1] != ("sign", ")"):
        raise _bad(source, _("“matches” takes one pattern in quotation marks."))
    pattern = given[0][1]
    counts = [int(n) for n in re.findall(r"\d+", "".join(re.findall(r"\{[\d,\s]*\}", pattern)))]
    if len(pattern) > PATTERN or sum(counts) > REPEATS or len(counts) > 4:
        raise _bad(source, _("its pattern is too large."))


def _check_macros(source: str, tokens: list[Token]) -> set[str]:
    """Macros run over plain paths, side by side, without joins; gives the names they bind."""
    bound: set[str] = set()
    for start, end in _macros(source, tokens):
        inside = tokens[start + 2 : end]
        words = [text for kind, text in inside if kind != "text"]
        if len(inside) > TESTS:
            raise _bad(source, _("“{name}” has too much inside.").format(name=tokens[start][1]))
        if MACRO & set(words) or "+" in words or "matches" in words:
            raise _bad(
                source,
                _("“{name}” may hold no further list function, no “+” and no pattern.").format(
                    name=tokens[start][1]
                ),
            )
        if not inside or inside[0][0] != "name" or not _plain_receiver(tokens, start):
            raise _bad(
                source,
                _("“{name}” must follow a plain name such as case.items.").format(
                    name=tokens[start][1]
                ),
            )
        variable = inside[0][1]
        if tokens[start][1] == "map" and not _plain_path(inside[2:], variable):
            raise _bad(source, _("“map” may only pick a field of each item."))
        bound.add(variable)
    if len(bound) > MACROS:
        raise _bad(source, _("it has more than {n} list functions.").format(n=MACROS))
    return bound


def _macros(source: str, tokens: list[Token]) -> Iterator[tuple[int, int]]:
    """Where each macro's name and its closing bracket stand."""
    count = 0
    for index, (kind, text) in enumerate(tokens[:-1]):
        if kind != "name" or text not in MACRO or tokens[index + 1] != ("sign", "("):
            continue
        count += 1
        if count > MACROS:
            raise _bad(source, _("it has more than {n} list functions.").format(n=MACROS))
        depth = 0
        for end in range(index + 1, len(tokens)):
            depth += (tokens[end][1] in {"(", "[", "{"}) - (tokens[end][1] in {")", "]", "}"})
            if depth == 0:
                break
        yield index, end


def _plain_receiver(tokens: list[Token], at: int) -> bool:
    """Whether `a.b.c.` stands before the macro, and nothing that makes a list."""
    if at < 2 or tokens[at - 1] != ("sign", "."):
        return False
    place, wanted = at - 2, "name"
    while place >= 0:
        kind, text = tokens[place]
        if wanted == "name" and kind != "name":
            return False
        if wanted == "." and text != ".":
            return text not in {")", "]", "}"}
        wanted = "." if wanted == "name" else "name"
        place -= 1
    return wanted == "."


def _plain_path(tokens: list[Token], variable: str) -> bool:
    """Whether these are `x` or `x.a.b`."""
    if not tokens or tokens[0] != ("name", variable) or len(tokens) % 2 == 0:
        return False
    return all(
        (kind == "name") if place % 2 == 0 else (text == ".")
        for place, (kind, text) in enumerate(tokens)
    )


def _bounded(known: Mapping[str, Any]) -> None:
    """Refuse to run list functions over more than they may meet."""
    waiting: list[Any] = list(known.values())
    seen = 0
    while waiting:
        value = waiting.pop()
        seen += 1
        inside = value.values() if isinstance(value, dict) else value
        if isinstance(value, list | dict):
            if len(value) > LIST or seen + len(value) > VALUES:
                raise TooMuch(
                    why=_("a list in a condition has more than {n} items.").format(n=LIST)
                )
            waiting += inside
