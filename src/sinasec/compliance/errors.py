"""What can be wrong with a fact, as sentences for whoever registers it."""

from sinasec.intake.rows.layout import RowError


class FactError(RowError):
    """The fact is not registered. `code` is stable; `str(error)` says what to do."""

    code = "hecho-invalido"


class InvalidAct(FactError):
    """What the act says of itself does not hold together."""

    code = "acto-invalido"


def no_act(code: str) -> str:
    """The sentence for a code that no registered act has."""
    return (
        f"No hay un acto registrado con el código «{code}»: cópielo de la descarga de actos "
        "(«sinasec export-acts»)."
    )


class UnknownAct(FactError):
    """A correction or a review of an act that nobody registered."""

    code = "acto-desconocido"


class AlreadyCorrected(FactError):
    """An act is corrected once; who wants to correct again corrects the correction."""

    code = "acto-ya-corregido"


class ForeignCorrection(FactError):
    """A correction of another committee's act, or of an act of another family."""

    code = "correccion-ajena"
