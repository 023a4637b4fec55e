"""What a life-cycle says, as values: who, in which state, may do what, and until when."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol, TypeVar

from sinasec.methods.lifecycle.clocks import Clock


@dataclass(frozen=True, slots=True)
class Role:
    """Who acts. `name`: as people say it, with its article: «la Secretaría Técnica»."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class State:
    """`name`: what everybody reads. `owner`: the role that has the thing while it is so.

    `end`: nothing leads from it to another state.
    """

    code: str
    name: str
    owner: str
    plain: str
    end: bool = False


@dataclass(frozen=True, slots=True)
class Guard:
    """A condition of a move. `plain`: what must be so; `refusal`: what to answer when it is not.

    `clock`: one that decides it by itself: `over` True, once its last day is past; False, until
    that day. "": whoever asks says whether it is so.
    """

    code: str
    plain: str
    refusal: str
    clock: str = ""
    over: bool = False


@dataclass(frozen=True, slots=True)
class Demanded:
    """A document that a move asks for. `name`: with its article."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom a move is told to. `name`: with its article."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Word:
    """What a refusal says of one thing, and whoever asks must give. `name`: what it is."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Move:
    """From any of `origins` to `to` ("": it stays); with no origin it begins the life.

    `name`: a verb. `who`: roles. `document`: "" for none. `starts`, `stops`: clocks. `act`: the
    kind of act that is registered, "" for none. `tells`: audiences. `refusals`: state ("" before
    it begins) -> what to answer there.
    """

    code: str
    name: str
    origins: tuple[str, ...]
    to: str
    who: tuple[str, ...]
    guards: tuple[str, ...]
    document: str
    starts: tuple[str, ...]
    stops: tuple[str, ...]
    act: str
    tells: tuple[str, ...]
    refusals: Mapping[str, str]

    def leaves(self, state: str) -> bool:
        """Whether it can be made in that state; "": before the life begins."""
        return state in self.origins if self.origins else not state

    def reaches(self, state: str) -> str:
        """The state in which it leaves what was in that one."""
        return self.to or state


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """The life of a kind of thing. `thing`: how one is called, with its article.

    `words`: what the refusals say of it. Asking for what it has not raises KeyError.
    """

    code: str
    name: str
    thing: str
    plain: str
    words: tuple[Word, ...]
    roles: tuple[Role, ...]
    states: tuple[State, ...]
    guards: tuple[Guard, ...]
    documents: tuple[Demanded, ...]
    audiences: tuple[Audience, ...]
    clocks: tuple[Clock, ...]
    moves: tuple[Move, ...]

    def role(self, code: str) -> Role:
        return _named(self.roles, code)

    def state(self, code: str) -> State:
        return _named(self.states, code)

    def guard(self, code: str) -> Guard:
        return _named(self.guards, code)

    def document(self, code: str) -> Demanded:
        return _named(self.documents, code)

    def audience(self, code: str) -> Audience:
        return _named(self.audiences, code)

    def clock(self, code: str) -> Clock:
        return _named(self.clocks, code)

    def move(self, code: str) -> Move:
        return _named(self.moves, code)

    def leaving(self, state: str) -> tuple[Move, ...]:
        """The moves that can be made in a state; "": those that begin a life."""
        return tuple(each for each in self.moves if each.leaves(state))


class _Coded(Protocol):
    @property
    def code(self) -> str: ...


T = TypeVar("T", bound=_Coded)


def _named(some: tuple[T, ...], code: str) -> T:
    for each in some:
        if each.code == code:
            return each
    raise KeyError(code)
