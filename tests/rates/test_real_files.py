"""The police reports of 2023 and the population of INEI: what the methods say of real districts.

Facts here are reached by two routes, or hold a method to what the other half of the year did.
"""

import numpy as np
import polars as pl
import pytest

from sinasec.methods.rates import (
    Neighbours,
    best_neighbours,
    eb_global,
    eb_spatial,
    getis_ord,
    local_moran,
    moran,
    rate_interval,
    stabilised,
)
from tests.rates.maps import neighbour_lists
from tests.rates.twins import local_moran_twin, moran_twin

SMALL = 5_000  # inhabitants


@pytest.fixture(scope="module")
def districts(shared):
    """One row a district: place, population of 2023, robberies in odd and even months; null where
    it is not known. A district that reported something that year and no robbery had none."""
    files = shared / "data"
    reports = (
        pl.read_csv(files / "crime" / "denuncias_policiales_2018_2024.csv.gz")
        .filter(pl.col("ANIO") == 2023)
        .with_columns(ubigeo=pl.col("UBIGEO_HECHO").cast(pl.String).str.zfill(6))
    )
    robbery = pl.col("P_MODALIDADES") == "Robo"
    counts = reports.group_by("ubigeo").agg(
        odd=pl.col("cantidad").filter(robbery & (pl.col("MES") % 2 == 1)).sum(),
        even=pl.col("cantidad").filter(robbery & (pl.col("MES") % 2 == 0)).sum(),
    )
    population = pl.read_parquet(files / "population" / "poblacion_distrito_anio.parquet").filter(
        (pl.col("fuente") == "INEI_PROY_2018_2026") & (pl.col("anio") == 2023)
    )
    return (
        pl.read_parquet(files / "territory" / "distritos.parquet")
        .select("ubigeo", lon="lon_centroide", lat="lat_centroide")
        .join(population.select("ubigeo", "poblacion"), on="ubigeo", how="left")
        .join(counts, on="ubigeo", how="left")
        .sort("ubigeo")
    )


def column(frame, name):
    return frame[name].cast(pl.Float64).fill_null(np.nan).to_numpy()


@pytest.fixture(scope="module")
def neighbours(districts):
    return Neighbours.from_coordinates(
        districts["ubigeo"].to_list(), column(districts, "lon"), column(districts, "lat"), k=6
    )


@pytest.fixture(scope="module")
def halves(districts):
    """Events of odd and even months, and person-years of half a year."""
    return column(districts, "odd"), column(districts, "even"), column(districts, "poblacion") / 2


def test_only_a_place_without_coordinates_is_an_island(districts, neighbours):
    unplaced = np.isnan(column(districts, "lon"))
    assert (neighbours.islands == unplaced).all()
    assert (neighbours.degrees[~unplaced] >= 6).all()
    near = neighbour_lists(neighbours)[districts["ubigeo"].to_list().index("150101")]
    # Those of the centre of Lima are in Lima or in Callao.
    assert {districts["ubigeo"][place][:4] for place in near} <= {"1501", "0701"}


def test_robbery_clusters_and_the_slow_twins_agree(districts, neighbours, halves):
    odd, even, half = halves
    rates = (odd + even) / (2 * half)
    known = ~np.isnan(rates) & ~neighbours.islands
    found = moran(rates, neighbours)
    among = neighbours.among(known)
    assert not among.islands.any()
    assert found.units == known.sum()
    assert found.islands == (~np.isnan(rates) & neighbours.islands).sum()
    lists = neighbour_lists(among)
    assert found.value == pytest.approx(moran_twin(rates[known].tolist(), lists))
    assert found.value > 0
    assert found.p == pytest.approx(2 / 1_000)
    local = local_moran(rates, neighbours)
    assert local.value[known] == pytest.approx(local_moran_twin(rates[known].tolist(), lists))
    assert np.nanmean(local.value) == pytest.approx(found.value)


def test_chance_would_not_cluster_so(neighbours, halves):
    """The same rates dealt at random over the districts show nothing."""
    odd, even, half = halves
    rates = (odd + even) / (2 * half)
    known = np.flatnonzero(~np.isnan(rates))
    dealt = rates.copy()
    dealt[known] = rates[np.random.default_rng(1).permutation(known)]
    assert abs(moran(dealt, neighbours).z) < 4 < moran(rates, neighbours).z
    assert (local_moran(dealt, neighbours).q <= 0.05).sum() <= 2


def test_clusters_of_both_methods_tell_the_same_story(neighbours, halves):
    odd, even, half = halves
    made = stabilised(odd + even, 2 * half)
    clusters = local_moran(made, neighbours).clusters()
    spots = getis_ord(made, neighbours)
    assert (clusters == "alto-alto").sum() > 10
    assert (spots.z[clusters == "alto-alto"] > 0).all()
    assert (spots.z[clusters == "bajo-bajo"] < 0).all()


def test_districts_without_information_get_no_rate(districts, halves):
    odd, _, half = halves
    never = np.isnan(odd)
    assert never.sum() > 50
    for found in (eb_global(odd, half), rate_interval(odd, half)):
        assert (np.isnan(found.value) == (never | np.isnan(half))).all()


def square_error(foretold, seen, half, chosen):
    """Root mean square, per 100,000, of the rates of one half of the year in the other."""
    return 1e5 * float(np.sqrt(np.mean((foretold - seen / half)[chosen] ** 2)))


def deviance(foretold, seen, half, chosen):
    """Poisson deviance of the same, per district; rates above zero."""
    mean, seen = (foretold * half)[chosen], seen[chosen]
    parts = np.where(seen > 0, seen * np.log(np.where(seen > 0, seen, 1) / mean), 0)
    return 2 * float((parts - (seen - mean)).mean())


def test_smoothed_rates_foretell_the_other_half_of_the_year_better(neighbours, halves):
    """Odd months foretell even ones: what smoothing is for. In small districts the smoothed rate
    errs less than the raw one; that of Marshall's moments, more."""
    odd, even, half = halves
    small = ~np.isnan(odd) & (2 * half < SMALL)
    smoothed, nearby, moments = (
        eb_global(odd, half).value,
        eb_spatial(odd, half, neighbours).value,
        eb_global(odd, half, method="moments").value,
    )
    errors = [square_error(x, even, half, small) for x in (smoothed, nearby, odd / half, moments)]
    assert max(errors[:2]) < 0.95 * errors[2] < errors[3]
    told = [deviance(x, even, half, small) for x in (nearby, smoothed, moments)]
    assert told == sorted(told)


def test_smoothing_hardly_moves_the_large_and_moves_the_small(halves):
    odd, _, half = halves
    found = eb_global(odd, half)
    known = ~np.isnan(found.value)
    large, small = known & (2 * half > 100_000), known & (2 * half < SMALL)
    assert found.weight[large].min() > 0.98
    assert np.median(found.weight[small]) < np.median(found.weight[large])
    assert np.ptp(found.value[small]) < np.ptp((odd / half)[small])


def test_boundaries_and_coordinates_are_two_views_of_one_map(shared, districts, neighbours, halves):
    """Neighbours by common boundary, from the polygons themselves: the same verdict."""
    import json

    file = shared / "data" / "territory" / "districts_light.topojson"
    objects = json.loads(file.read_text())["objects"]
    shapes = next(iter(objects.values()))["geometries"]
    owners: dict[int, set[str]] = {}
    for shape in shapes:
        for arc in arcs(shape["arcs"]):
            owners.setdefault(arc if arc >= 0 else ~arc, set()).add(code(shape))
    pairs = [tuple(sorted(pair)) for pair in owners.values() if len(pair) == 2]
    by_boundary = best_neighbours(
        districts["ubigeo"].to_list(), pairs, column(districts, "lon"), column(districts, "lat")
    )
    assert by_boundary.source == "limites"
    assert 5 < by_boundary.degrees.mean() < 7
    odd, even, half = halves
    rates = (odd + even) / (2 * half)
    assert moran(rates, by_boundary).value == pytest.approx(
        moran(rates, neighbours).value, abs=0.15
    )


def arcs(nested):
    for item in nested:
        if isinstance(item, int):
            yield item
        else:
            yield from arcs(item)


def code(shape):
    properties = shape["properties"]
    return str(properties.get("ubigeo") or properties.get("UBIGEO"))
