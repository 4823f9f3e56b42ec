# __init__.pyi - the interface
# SPDX-License-Identifier: MIT
from collections.abc import Sequence
from typing import Generic, Literal, NamedTuple, TypeVar, final

__all__ = ["Document", "Options", "Problem", "Refused", "Segment", "Split", "split"]

# What is given as str comes back as str, what is given as bytes, which are UTF-8, as bytes.
_Text = TypeVar("_Text", str, bytes)

@final
class Options:
    """How texts are read. Never changes; make one and use it for all texts."""

    # markers: named marker sets with commas between them: default, fastadmin, ghost, more.
    # pairs, dividers: markers of your own, with an end and without. unmarked: what a text without markers is.
    # also_free: warn of paid text that stands in the free text, too.
    def __new__(
        cls,
        markers: str | None = None,
        *,
        pairs: Sequence[tuple[str, str]] = (),
        dividers: Sequence[str] = (),
        unmarked: Literal["free", "paid", "error"] = "free",
        salvage: bool = False,
        exact: bool = False,
        lookalikes: bool = True,
        also_free: bool = False,
        max_problems: int = 100,
    ) -> Options: ...

class Problem(NamedTuple):
    """Something wrong in a text."""

    code: str  # such as unclosed-begin
    message: str
    severity: Literal["error", "warning"]
    offset: int  # in bytes of UTF-8, as the next
    bytes: int
    line: int  # from 1
    column: int  # in characters, from 1
    suggestion: str | None  # the marker that was meant, or the marker set to ask for
    related_offset: int | None  # where the region of a nested begin marker was opened, or what is also free is free

class Segment(NamedTuple, Generic[_Text]):
    """A stretch of text that is free or paid throughout."""

    part: Literal["free", "paid"]
    region: int  # 1, 2, ... if paid; 0 if free
    offset: int  # in bytes of UTF-8
    characters: int
    text: _Text

class Split(NamedTuple, Generic[_Text]):
    preview: _Text  # what everybody may read
    full: _Text  # all of it, without the markers
    rest: _Text  # only what is paid

class Refused(ValueError):
    """The text cannot be trusted, and nothing of it was handed out."""

    problems: tuple[Problem, ...]

@final
class Document(Generic[_Text]):
    """A text, read once. What hands out text or figures raises Refused if the text is refused."""

    def __new__(cls, text: _Text, options: Options | None = None, /) -> Document[_Text]: ...
    @property
    def refused(self) -> bool: ...
    @property
    def problems(self) -> tuple[Problem, ...]: ...
    def preview(self, placeholder: str | None = None) -> _Text: ...
    def full(self) -> _Text: ...
    def rest(self) -> _Text: ...
    def excerpt(self, characters: int, visible: bool = False) -> _Text: ...
    def percent_free(self) -> int: ...
    def segments(self) -> tuple[Segment[_Text], ...]: ...

def split(text: _Text, options: Options | None = None, /) -> Split[_Text]: ...
