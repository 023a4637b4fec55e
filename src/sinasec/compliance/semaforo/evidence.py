"""Where the document that proves an act can be seen."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Evidence:
    """`address`: as somebody wrote it. `sha256` of the document. Each "" when nobody gave it."""

    address: str
    sha256: str
    simulated: bool

    @property
    def url(self) -> str:
        """The address, when it is one that a page may lead to; "" otherwise."""
        return self.address if self.address.startswith(("https://", "http://")) else ""
