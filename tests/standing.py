"""How tests ask for a publication's standing: at once, or not at all."""

from sinasec.publications.trust.standing import Standing


def every_look_is_fresh(monkeypatch) -> None:
    """What changes is seen by the very next question, and not a moment later."""
    monkeypatch.setattr("sinasec.publications.trust.standing.GLANCE_SECONDS", 0)


def all_stand(monkeypatch) -> None:
    """No publication is verified: the rows of the test have no files."""
    monkeypatch.setattr(
        "sinasec.publications.trust.standing._in_turn", lambda _: Standing("prueba")
    )
