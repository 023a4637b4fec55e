"""A life-cycle as a drawing: a box for each state with the moves that leave it, and their lines.

SVG without script nor fonts of its own, the same bytes for the same life-cycle. All words are
inside the boxes, so none can fall on another; a move that stays where it was has no line.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Final

from sinasec.methods.lifecycle import Lifecycle, Move
from sinasec.methods.words import listed

LETTER: Final = 7.4  # width of one, at most, in the type of the boxes
LINE: Final = 20
HEAD: Final = 46  # of a box: the name of the state and who has it
GAP: Final = 26  # between boxes
LANE: Final = 16
PAD: Final = 12
STAYS: Final = "↺"
STYLE: Final = (
    "text{font:13px system-ui,sans-serif;fill:#1b1f24}.n{font-weight:700;font-size:15px}"
    ".d{fill:#4b535d}.b{fill:#fff;stroke:#57606a;stroke-width:1.2}.f{stroke-width:3}"
    ".l{fill:none;stroke:#1f4e79;stroke-width:1.4}.p{fill:#1f4e79}"
)


@dataclass(frozen=True, slots=True)
class Box:
    """`state`: "" for the beginning. `top`: its upper side; `moves`: those that leave it."""

    state: str
    name: str
    owner: str
    end: bool
    top: int
    moves: tuple[Move, ...]

    @property
    def height(self) -> int:
        return HEAD + LINE * len(self.moves) + (PAD if self.moves else 0)

    def row(self, index: int) -> int:
        """The middle of the line of a move."""
        return self.top + HEAD + LINE * index + LINE // 2


@dataclass(frozen=True, slots=True)
class Line:
    """From the row of a move to the head of the box to which it leads."""

    start: int
    end: int

    @property
    def span(self) -> tuple[int, int]:
        return min(self.start, self.end), max(self.start, self.end)


def drawing(life: Lifecycle) -> str:
    """The text of an SVG file."""
    boxes = _boxes(life)
    width = round(max(LETTER * len(text) for box in boxes for text in _texts(life, box))) + 3 * PAD
    lines = list(_lines(boxes))
    lanes = _lanes(lines)
    whole = width + LANE * (max(lanes, default=0) + 2) + PAD
    height = boxes[-1].top + boxes[-1].height + PAD
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole} {height}" width="{whole}" '
        f'height="{height}" role="img" aria-labelledby="t d">',
        f'<title id="t">{escape(f"Vida de {life.thing}")}</title>',
        f'<desc id="d">{escape(told(life))}</desc>',
        f"<style>{STYLE}</style>",
        f'<rect width="{whole}" height="{height}" fill="#fff"/>',
        *(part for box in boxes for part in _drawn(life, box, width)),
        *(_path(line, lane, width) for line, lane in zip(lines, lanes, strict=True)),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def told(life: Lifecycle) -> str:
    """What the drawing says, for whoever does not see it."""
    names = {state.code: state.name for state in life.states}
    said = [
        f"De {listed([names[one] for one in move.origins])} a {names[move.to]}: {move.name}."
        if move.origins and move.to
        else f"En {listed([names[one] for one in move.origins])}: {move.name}."
        if move.origins
        else f"Empieza en {names[move.to]}: {move.name}."
        for move in life.moves
    ]
    return " ".join(said)


def _boxes(life: Lifecycle) -> list[Box]:
    boxes = [Box("", "Comienzo", "", False, PAD, life.leaving(""))]
    for state in life.states:
        top = boxes[-1].top + boxes[-1].height + GAP
        owner = f"la tiene {life.role(state.owner).name}"
        boxes.append(Box(state.code, state.name, owner, state.end, top, life.leaving(state.code)))
    return boxes


def _texts(life: Lifecycle, box: Box) -> Iterator[str]:
    yield box.name
    yield _below(box)
    yield from (_row(life, move) for move in box.moves)


def _below(box: Box) -> str:
    return f"{box.owner}; es un final" if box.end else box.owner


def _row(life: Lifecycle, move: Move) -> str:
    who = listed([life.role(code).name for code in move.who])
    return f"{'→' if move.to else STAYS} {move.name} ({who})"


def _drawn(life: Lifecycle, box: Box, width: int) -> Iterator[str]:
    kind = "b f" if box.end else "b"
    inside = width - PAD
    yield (
        f'<rect class="{kind}" x="{PAD}" y="{box.top}" width="{inside}" height="{box.height}" '
        'rx="6"/>'
    )
    yield f'<text class="n" x="{2 * PAD}" y="{box.top + 20}">{escape(box.name)}</text>'
    if below := _below(box):
        yield f'<text class="d" x="{2 * PAD}" y="{box.top + 38}">{escape(below)}</text>'
    for index, move in enumerate(box.moves):
        at = box.row(index) + 4
        yield f'<text x="{2 * PAD}" y="{at}">{escape(_row(life, move))}</text>'


def _lines(boxes: list[Box]) -> Iterator[Line]:
    """Each enters the head of its box at a height of its own."""
    entering = Counter(move.to for box in boxes for move in box.moves)
    entered: Counter[str] = Counter()
    by_state = {box.state: box for box in boxes}
    for box in boxes:
        for index, move in enumerate(box.moves):
            if move.to:
                apart = min(9, (HEAD - 16) / entering[move.to])
                height = by_state[move.to].top + 8 + round(apart * entered[move.to])
                entered[move.to] += 1
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
    return f'<path class="l" d="{way}"/><polygon class="p" points="{tip}"/>'
