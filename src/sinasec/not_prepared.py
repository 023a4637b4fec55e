"""Something of this installation stands in the way before any work begins."""


class NotPrepared(RuntimeError):
    """`code` is stable; `str(error)` is a sentence that says what to do."""

    def __init__(self, code: str, sentence: str) -> None:
        self.code = code
        super().__init__(sentence)
