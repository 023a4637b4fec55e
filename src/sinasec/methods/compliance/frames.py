"""Shapes of the tables that cross between facts, methods and publications (Polars).

Facts come in with `registered_at` so that `known_at` can filter them; nothing here knows a
database. `attributes` is canonical JSON text (sorted keys, no spaces, UTF-8, no nulls).
"""

from typing import Final

import polars as pl

COMMITTEES: Final = pl.Schema(
    {
        "committee": pl.String,  # CONASEC, CORESEC-21, CORESEC-1501, COPROSEC-2101, CODISEC-210102
        "level": pl.String,
        "name": pl.String,
        "region": pl.String,  # INEI department code; 1501 for Lima Metropolitana; "" for CONASEC
        "parent": pl.String,  # the next higher instance; "" for CONASEC
        "valid_from": pl.Date,
        "valid_to": pl.Date,  # null: still exists
    }
)

ACTS: Final = pl.Schema(
    {
        "act_id": pl.String,
        "committee": pl.String,
        "kind": pl.String,
        "date": pl.Date,
        "attributes": pl.String,
        "supersedes": pl.String,  # act_id this one corrects, or null
        "registered_at": pl.Datetime("us"),  # UTC, naive
        "simulated": pl.Boolean,
    }
)

REVIEWS: Final = pl.Schema(
    {
        "act_id": pl.String,
        "outcome": pl.String,  # accepted | observed
        "reason": pl.String,
        "registered_at": pl.Datetime("us"),
    }
)

WAIVERS: Final = pl.Schema(
    {
        "committee": pl.String,
        "duty": pl.String,  # code of the duty, or "*" for all
        "day_from": pl.Date,
        "day_to": pl.Date,  # null: open
        "kind": pl.String,  # suspension | no_aplica
        "norm": pl.String,
        "reason": pl.String,
        "registered_at": pl.Datetime("us"),
    }
)

COMPLETENESS: Final = pl.Schema(
    {
        # "El registro de actos de esta clase está completo en estos días, según esta fuente."
        # Only with it can the absence of an act be read as an omission.
        "committee": pl.String,
        "kind": pl.String,  # kind of act, or "*" for all
        "day_from": pl.Date,
        "day_to": pl.Date,
        "source": pl.String,
        "registered_at": pl.Datetime("us"),
    }
)

INTERVALS: Final = pl.Schema(
    {
        "committee": pl.String,
        "duty": pl.String,
        "rule": pl.String,  # at_least | by_date | within | standing
        "version": pl.String,  # ISO date from which the wording is in force
        "breach": pl.String,  # legal | gestion
        "period": pl.String,  # 2024, 2024-S1, 2024-T1, 2024-2027, act id, vigencia
        "period_from": pl.Date,
        "period_to": pl.Date,  # null: a standing duty without end
        "due": pl.Date,  # last day in time; null for standing duties
        "day_from": pl.Date,
        "day_to": pl.Date,
        "state": pl.String,
        "light": pl.String,
        "required": pl.Int32,
        "counted": pl.Int32,  # acts counted so far, at most `required`
        "binds_to": pl.Date,  # last day on which the duty binds the committee; null: it still does
    }
)

COMMITTEE_LIGHTS: Final = pl.Schema(
    {
        "committee": pl.String,
        "breach": pl.String,
        "day_from": pl.Date,
        "day_to": pl.Date,
        "light": pl.String,
        "n_verde": pl.Int32,
        "n_ambar": pl.Int32,
        "n_rojo": pl.Int32,
        "n_gris": pl.Int32,  # duties sin información
        "n_no_exigible": pl.Int32,
    }
)

DUTY_LIGHTS: Final = pl.Schema(
    {
        "committee": pl.String,
        "duty": pl.String,
        "breach": pl.String,
        "day_from": pl.Date,
        "day_to": pl.Date,
        "state": pl.String,
        "light": pl.String,
        "version": pl.String,  # with the two below: the period that decides the light
        "period_from": pl.Date,
        "period": pl.String,
    }
)

CONSTANCIAS: Final = pl.Schema(
    {
        # The declarations of completeness on which a period read as not met rests.
        "committee": pl.String,
        "duty": pl.String,
        "version": pl.String,
        "period_from": pl.Date,
        "period": pl.String,
        "kind": pl.String,  # kind of act declared, or "*" for all
        "day_from": pl.Date,
        "day_to": pl.Date,
        "source": pl.String,
        "registered_at": pl.Datetime("us"),
    }
)

EVIDENCE: Final = pl.Schema(
    {
        "act_id": pl.String,
        "url": pl.String,  # "" when nobody gave one
        "sha256": pl.String,  # "" when nobody gave one
    }
)
