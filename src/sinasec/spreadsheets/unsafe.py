"""The one refusal of this package: a sentence in Spanish for the person who sent the file."""


class UnsafeFile(ValueError):
    """The file is not opened. `code` is stable; `str(error)` says why and what to do."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
