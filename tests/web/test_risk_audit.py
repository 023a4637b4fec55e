"""The audit page: what a share of squares hides, and what cannot be removed."""

from sinasec.web.risk import audit
from sinasec.web.views import risk_audit


def test_an_element_that_goes_against_the_index_says_so(index, client, monkeypatch):
    found = {("pobreza", "irs"): {"pearson": -0.5}, ("robo", "irs"): {"pearson": 0.5}}
    monkeypatch.setattr(audit, "_pairs", lambda publication: found)
    told = {row["element"]: row["against"] for row in audit.weights(index)}
    assert [element for element, against in told.items() if against] == ["pobreza"]


def test_what_cannot_be_removed_comes_last(index, client, monkeypatch):
    whole = audit.named

    def named(publication, table):
        rows = whole(publication, table)
        return [{**row, "mean_shift": None if at == 0 else row["mean_shift"]}
                for at, row in enumerate(rows)] if table == "retiros" else rows  # fmt: skip

    monkeypatch.setattr(risk_audit.rows, "named", named)
    assert client.get("/riesgo/auditoria/").status_code == 200
