"""Shapes of the tables that go into the risk index and come out of it (Polars).

`unit` is the INEI code of a district, six digits as text. What is not known is null, never zero.
"""

from typing import Final

import polars as pl

# -- inputs

UNITS: Final = pl.Schema(
    {
        "unit": pl.String,
        "name": pl.String,
        "province": pl.String,
        "department": pl.String,
        "capital": pl.Boolean,  # seat of a provincial municipality
        "longitude": pl.Float64,  # degrees; null when not known
        "latitude": pl.Float64,
    }
)

REPORTS: Final = pl.Schema(
    {
        "unit": pl.String,
        "year": pl.Int32,
        "month": pl.Int32,
        "kind": pl.String,  # as the source names it: Robo, Hurto, Extorsión, …
        "count": pl.Int64,
    }
)

POPULATION: Final = pl.Schema({"unit": pl.String, "year": pl.Int32, "population": pl.Int64})

INDICATORS: Final = pl.Schema(
    {
        "unit": pl.String,
        "indicator": pl.String,
        "year": pl.Int32,
        "value": pl.Float64,
        "low": pl.Float64,  # 95 % interval of the source; null when it gives none
        "high": pl.Float64,
        "source": pl.String,
    }
)

NEIGHBOURS: Final = pl.Schema({"unit": pl.String, "neighbour": pl.String})  # both directions

REPORTING: Final = pl.Schema(
    {
        "kind": pl.String,  # kind of event, or "*" for all
        "rate": pl.Float64,  # share of victims who report, 0 to 1
        "low": pl.Float64,  # 95 % interval; null when the survey gives none
        "high": pl.Float64,
        "period": pl.String,
        "source": pl.String,
    }
)

# -- results

DISTRICTS: Final = pl.Schema(
    {
        "unit": pl.String,
        "name": pl.String,
        "province": pl.String,
        "department": pl.String,
        "peer": pl.String,  # kind of municipality, a code of PEERS
        "population": pl.Int64,
        "state": pl.String,  # evaluado | sin_informacion
        # nunca_reporto | cobertura | sin_poblacion | pocos_datos; "" when evaluado
        "why": pl.String,
        "months_covered": pl.Int32,  # months of the window with at least one report
        "score": pl.Float64,  # null when sin_informacion, and so are the next ones
        "rank": pl.Int32,  # 1 is the highest risk
        "rank_low": pl.Int32,  # interval over the replications, of the level of the edition
        "rank_median": pl.Int32,
        "rank_high": pl.Int32,
        "p_top": pl.Float64,  # share of replications in which it is among the first k
        "zone": pl.String,  # dentro | frontera | fuera, by the probabilities of the edition
    }
)

ELEMENTS: Final = pl.Schema(
    {
        "element": pl.String,
        "name": pl.String,
        "parent": pl.String,  # "" for the index itself
        "level": pl.Int32,  # 1 indicators, 2 dimensions, … the last is the index
        "weight": pl.Float64,  # among its siblings, adding up to 1
        "direction": pl.Int32,  # 1: more is more risk; -1: more is less risk
        "unit_of_measure": pl.String,
        "criterion": pl.String,  # the criterion of the norm it stands for
        "norm": pl.String,
        "source": pl.String,  # where its values come from; "" for aggregates
        "period": pl.String,  # year or window of the values
        "treatment": pl.String,  # smoothing and correction applied, in words
        "available": pl.Boolean,  # False: declared, and no data loaded for it
        "why": pl.String,  # why it is not available; "" otherwise
        "reason": pl.String,  # why the edition has it, with that weight; "" when it does not say
        "note": pl.String,  # what the edition warns of it; "" when nothing
    }
)

CONTRIBUTIONS: Final = pl.Schema(
    {
        "unit": pl.String,
        "element": pl.String,
        "level": pl.Int32,
        "parent": pl.String,
        "value": pl.Float64,  # as it entered the index, null for aggregates
        "imputed": pl.Boolean,
        "normalised": pl.Float64,  # 0 to 100 after direction; the score of an aggregate
        "contribution": pl.Float64,  # points of the score; those of one level add up to it
        "position": pl.Int32,  # rank of the district in this element, 1 is the highest risk
    }
)

PEERS: Final = pl.Schema({"peer": pl.String, "name": pl.String, "units": pl.Int32})

RATES: Final = pl.Schema(
    {
        "unit": pl.String,
        "element": pl.String,
        "events": pl.Float64,
        "exposure": pl.Float64,  # persons × years of the window, of the months that count
        "raw": pl.Float64,  # per `rate_per` persons a year, and so are the next ones
        "low": pl.Float64,  # intervals of the level of the edition
        "high": pl.Float64,
        "smoothed": pl.Float64,
        "smoothed_low": pl.Float64,
        "smoothed_high": pl.Float64,
        "months": pl.Int32,  # of the window, those that count as lived
        "toward": pl.Float64,  # what `smoothed` is drawn towards; null when nothing is smoothed
    }
)

SPATIAL: Final = pl.Schema(
    {
        "unit": pl.String,
        "element": pl.String,
        "local_i": pl.Float64,
        "p": pl.Float64,  # pseudo p-value by conditional permutation
        "q": pl.Float64,  # the same after false-discovery control
        "cluster": pl.String,  # alto-alto | bajo-bajo | alto-bajo | bajo-alto | no_significativo
        "g_star": pl.Float64,  # z of Getis–Ord G*
        "g_p": pl.Float64,
        "g_q": pl.Float64,
    }
)

SPATIAL_GLOBAL: Final = pl.Schema(
    {
        "element": pl.String,
        "moran": pl.Float64,
        "expected": pl.Float64,
        "z": pl.Float64,
        "p": pl.Float64,
        "units": pl.Int32,
        "islands": pl.Int32,  # units without neighbours, left out
        "neighbours": pl.String,  # limites | cercanos
    }
)

VARIANTS: Final = pl.Schema(
    {
        "variant": pl.String,
        "title": pl.String,
        "changes": pl.String,  # what it changes, in words
        "units": pl.Int32,
        "spearman": pl.Float64,  # with the ranks of the edition
        "mean_shift": pl.Float64,  # mean absolute change of rank, in places
        "max_shift": pl.Int32,
        "enter": pl.Int32,  # districts that enter the first k
        "leave": pl.Int32,
    }
)

VARIANT_RANKS: Final = pl.Schema(
    {
        "variant": pl.String,
        "unit": pl.String,
        "score": pl.Float64,
        "rank": pl.Int32,  # among all that the variant ranks
        "shift": pl.Int32,  # before - after: places gained towards the top
        "before": pl.Int32,  # the published place among the districts ranked in both, and
        "after": pl.Int32,  # that of the variant; null where it is ranked in one only
    }
)

CORRELATIONS: Final = pl.Schema(
    {
        "a": pl.String,
        "b": pl.String,
        "pearson": pl.Float64,
        "spearman": pl.Float64,
        "units": pl.Int32,
        "flag": pl.String,  # colineal | negativa | "" (bounds in the edition)
    }
)

COHERENCE: Final = pl.Schema(
    {
        "element": pl.String,  # an aggregate
        "indicators": pl.Int32,
        "alpha": pl.Float64,  # Cronbach; null with fewer than two
        "first_component": pl.Float64,  # share of variance of the first principal component
    }
)

EFFECTIVE_WEIGHTS: Final = pl.Schema(
    {
        "element": pl.String,
        "level": pl.Int32,
        "nominal": pl.Float64,  # share of the index by the given weights
        "effective": pl.Float64,  # share by correlation with the score, adding up to 1 in a level
        "vif": pl.Float64,  # variance inflation among indicators; null for aggregates
    }
)

REMOVALS: Final = pl.Schema(
    {
        "element": pl.String,  # left out of the index
        "spearman": pl.Float64,
        "mean_shift": pl.Float64,
        "max_shift": pl.Int32,
        "enter": pl.Int32,
        "leave": pl.Int32,
    }
)

TREATMENTS: Final = pl.Schema(
    {
        "element": pl.String,
        "skew_before": pl.Float64,
        "kurtosis_before": pl.Float64,
        "method": pl.String,  # ninguno | winsorizado | logaritmo | box-cox
        "points": pl.Int32,  # values brought in
        "skew_after": pl.Float64,
        "kurtosis_after": pl.Float64,
        "pass": pl.Boolean,
    }
)

STEPS: Final = pl.Schema(
    {
        "order": pl.Int32,
        "step": pl.String,
        "arguments": pl.String,  # canonical JSON
        "what": pl.String,  # what it did, in a sentence
    }
)

SENSITIVITY: Final = pl.Schema(
    {
        "factor": pl.String,
        "title": pl.String,
        "first": pl.Float64,
        "first_low": pl.Float64,
        "first_high": pl.Float64,
        "total": pl.Float64,
        "total_low": pl.Float64,
        "total_high": pl.Float64,
    }
)

QUALITY: Final = pl.Schema(
    {
        "unit": pl.String,
        "year": pl.Int32,
        "months": pl.Int32,  # months with at least one report, 0 to `come`
        "reports": pl.Int64,
        "flag": pl.String,  # nunca_reporto | parcial | quiebre | ""
        "come": pl.Int32,  # months of that year that the series has come to, 1 to 12
    }
)

# Name in a publication -> shape. Every result of `compute` has all of these.
RESULTS: Final[dict[str, pl.Schema]] = {
    "distritos": DISTRICTS,
    "elementos": ELEMENTS,
    "contribuciones": CONTRIBUTIONS,
    "pares": PEERS,
    "tasas": RATES,
    "espacial": SPATIAL,
    "espacial_global": SPATIAL_GLOBAL,
    "variantes": VARIANTS,
    "variantes_puestos": VARIANT_RANKS,
    "correlaciones": CORRELATIONS,
    "coherencia": COHERENCE,
    "pesos_efectivos": EFFECTIVE_WEIGHTS,
    "retiros": REMOVALS,
    "tratamiento": TREATMENTS,
    "pasos": STEPS,
    "sensibilidad": SENSITIVITY,
    "calidad": QUALITY,
}
INPUTS: Final[dict[str, pl.Schema]] = {
    "unidades": UNITS,
    "denuncias": REPORTS,
    "poblacion": POPULATION,
    "indicadores": INDICATORS,
    "vecinos": NEIGHBOURS,
    "tasas_de_denuncia": REPORTING,
}
