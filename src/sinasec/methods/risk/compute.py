"""The index of a year: from an edition and its inputs to every table that is published."""

import polars as pl

from sinasec.methods.composite import (
    Built,
    IndexTables,
    build,
    draw_design,
    probability_top,
    rank_intervals,
    read_tables,
    replay,
)
from sinasec.methods.risk import tables
from sinasec.methods.risk.assemble import Assembled, assemble
from sinasec.methods.risk.auditing import audit_tables
from sinasec.methods.risk.editions.edition import RiskEdition
from sinasec.methods.risk.peers import peers_table
from sinasec.methods.risk.reports.quality import quality_table
from sinasec.methods.risk.sensitivities import sensitivity_table
from sinasec.methods.risk.spatial import spatial_tables
from sinasec.methods.risk.values import RiskInputs, RiskResult
from sinasec.methods.risk.variant_runs import Base, run_variants


def compute(
    edition: RiskEdition,
    inputs: RiskInputs,
    *,
    year: int,
    replications: int | None = None,
    seed: int | None = None,
) -> RiskResult:
    """Every table of `frames.RESULTS`; the same for the same arguments.

    `replications`, `seed`: those of the edition when None. Raises NotLoaded, NothingToMeasure
    (sentences of what to load), IndexFaults or CannotBuild.
    """
    assembled = assemble(edition, inputs, year)
    index = read_tables(assembled.idata, assembled.imeta)
    built = build(index, edition.recipe)
    key = edition.uncertainty.seed if seed is None else seed
    draws = edition.uncertainty.replications if replications is None else replications
    design = _design(edition, index, draws, key)
    base = Base(edition, inputs, year, assembled, index, built)
    return RiskResult(
        tables=_tables(base, design, key),
        steps=tables.step_tables(built),
        idata=assembled.idata,
        imeta=assembled.imeta,
        recipe=tables.recipe_text(edition.recipe),
        design=design,
        top=edition.top,
    )


def _design(edition: RiskEdition, index: IndexTables, replications: int, seed: int) -> pl.DataFrame:
    """One row a replication; a recipe without factors has nothing to draw, and one row."""
    if edition.recipe.factors:
        return draw_design(edition.recipe, replications, seed, index)
    return pl.DataFrame({"replication": [1]}, schema={"replication": pl.Int32})


def _tables(base: Base, design: pl.DataFrame, seed: int) -> dict[str, pl.DataFrame]:
    edition, assembled, index, built = base.edition, base.assembled, base.index, base.built
    chances = _chances(edition, index, design)
    districts = tables.districts_table(edition, assembled, built, chances)
    variants, places = run_variants(base)
    near, whole = spatial_tables(edition, assembled, built, seed)
    return {
        "distritos": districts,
        "elementos": tables.elements_table(edition, assembled, built),
        "contribuciones": tables.contributions_table(assembled, built),
        "pares": peers_table(edition.peers, districts),
        "tasas": _evaluated(assembled, built),
        "espacial": near,
        "espacial_global": whole,
        "variantes": variants,
        "variantes_puestos": places,
        **audit_tables(edition, index, built),
        "tratamiento": tables.treatments_table(built),
        "pasos": tables.steps_table(built),
        "sensibilidad": sensitivity_table(edition, index, seed),
        "calidad": _quality(base),
    }


def _chances(edition: RiskEdition, index: IndexTables, design: pl.DataFrame) -> pl.DataFrame:
    """uCode, rank_low, rank_median, rank_high, p_top over the replications."""
    replayed = replay(index, edition.recipe, design)
    intervals = rank_intervals(replayed, edition.uncertainty.interval)
    return intervals.join(probability_top(replayed, edition.top), on="uCode")


def _evaluated(assembled: Assembled, built: Built) -> pl.DataFrame:
    return assembled.rates.filter(~pl.col("unit").is_in(built.left_out))


def _quality(base: Base) -> pl.DataFrame:
    years = base.inputs.reports["year"].unique().sort().to_list()
    known = [year for year in years if year <= base.year]
    return quality_table(base.inputs.reports, base.units, known)
