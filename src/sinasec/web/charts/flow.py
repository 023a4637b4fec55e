"""What leads to what: a box a state, with the ways out of it, and a line from each to its box.

All words are inside the boxes, so none can fall on another; a way that stays has no line.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Final

from sinasec.web.charts.plot import Map

LETTER: Final = 7.4  # width of one, at most, in the type of the boxes
LINE: Final = 20
HEAD: Final = 46  # of a box: its name and what is below it
GAP: Final = 26  # between boxes
LANE: Final = 16
PAD: Final = 12
STAYS: Final = "↺"


@dataclass(frozen=True, slots=True)
class Way:
    """A way out of a box. `to`: the code of the box to which it leads; "" when it stays."""

    text: str
    to: str = ""

    @property
    def said(self) -> str:
        return f"{'→' if self.to else STAYS} {self.text}"


@dataclass(frozen=True, slots=True)
class State:
    """`below`: a line under its name. `end`: nothing comes after it."""

    code: str
    name: str
    below: str = ""
    ways: tuple[Way, ...] = ()
    end: bool = False

    @property
    def height(self) -> int:
        return HEAD + LINE * len(self.ways) + (PAD if self.ways else 0)


@dataclass(frozen=True, slots=True)
class Box:
    """A state where it is drawn. `top`: its upper side."""

    state: State
    top: int

    def row(self, index: int) -> int:
        """The middle of the line of a way."""
        return self.top + HEAD + LINE * index + LINE // 2


@dataclass(frozen=True, slots=True)
class Line:
    """From the row of a way to the head of the box to which it leads."""

    start: int
    end: int

    @property
    def span(self) -> tuple[int, int]:
        return min(self.start, self.end), max(self.start, self.end)


def flow(states: Sequence[State]) -> Map:
    """The states from top to bottom. Raises KeyError for a way to none of them."""
    boxes = _boxes(states)
    width = round(LETTER * max(len(text) for one in states for text in _texts(one))) + 3 * PAD
    lines = list(_lines(boxes))
    lanes = _lanes(lines)
    whole = width + LANE * (max(lanes, default=0) + 2) + PAD
    height = boxes[-1].top + boxes[-1].state.height + PAD
    drawn = [part for box in boxes for part in _drawn(box, width)]
    ways = (_path(line, lane, width) for line, lane in zip(lines, lanes, strict=True))
    return Map("".join([*drawn, *ways]), (0, 0, whole, height), fixed=True)


def _boxes(states: Sequence[State]) -> list[Box]:
    boxes: list[Box] = []
    top = PAD
    for state in states:
        boxes.append(Box(state, top))
        top += state.height + GAP
    return boxes


def _texts(state: State) -> Iterator[str]:
    yield state.name
    yield state.below
    yield from (way.said for way in state.ways)


def _drawn(box: Box, width: int) -> Iterator[str]:
    state = box.state
    yield (
        f'<rect class="{"f-final" if state.end else "f-caja"}" x="{PAD}" y="{box.top}" '
        f'width="{width - PAD}" height="{state.height}" rx="6"/>'
    )
    yield f'<text class="f-nombre" x="{2 * PAD}" y="{box.top + 20}">{escape(state.name)}</text>'
    if state.below:
        yield f'<text class="f-bajo" x="{2 * PAD}" y="{box.top + 38}">{escape(state.below)}</text>'
    for index, way in enumerate(state.ways):
        at = box.row(index) + 4
        yield f'<text class="f-texto" x="{2 * PAD}" y="{at}">{escape(way.said)}</text>'


def _lines(boxes: list[Box]) -> Iterator[Line]:
    """Each enters the head of its box at a height of its own."""
    entering = Counter(way.to for box in boxes for way in box.state.ways)
    entered: Counter[str] = Counter()
    by_code = {box.state.code: box for box in boxes}
    for box in boxes:
        for index, way in enumerate(box.state.ways):
            if way.to:
                apart = min(9, (HEAD - 16) / entering[way.to])
                height = by_code[way.to].top + 8 + round(apart * entered[way.to])
                entered[way.to] += 1
                yield Line(box.row(index), height)


def _lanes(lines: list[Line]) -> list[int]:
    """For each line a lane in which nothing else goes along it; short ones nearest the boxes."""
    taken: dict[int, list[tuple[int, int]]] = {}
    found = [0] * len(lines)
    for index in sorted(range(len(lines)), key=lambda n: (lines[n].span[1] - lines[n].span[0], n)):
        first, last = lines[index].span
        lane = 0
        while any(first <= end + 4 and start - 4 <= last for start, end in taken.get(lane, ())):
            lane += 1
        taken.setdefault(lane, []).append((first, last))
        found[index] = lane
    return found


def _path(line: Line, lane: int, width: int) -> str:
    along = width + LANE * (lane + 1)
    way = f"M{width} {line.start}H{along}V{line.end}H{width + 8}"
    tip = f"{width},{line.end} {width + 9},{line.end - 4} {width + 9},{line.end + 4}"
    return f'<path class="f-via" d="{way}"/><polygon class="f-punta" points="{tip}"/>'
