"""A small index made by hand: what `compute` would give, coherent to the last point, SIMULADO.

Sixty-two real districts with made-up counts. Plain NumPy, written without the library of
composite indices, so that pages, publication and API can be tried without it: min–max, given
weights, weighted sums. Everything is a function of `SEED`.
"""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import numpy as np
import polars as pl
import yaml
from scipy import stats

from sinasec.methods.risk import frames
from sinasec.methods.risk.values import RiskInputs, RiskResult
from sinasec.territories import reference

SEED: Final = 20231231
YEAR: Final = 2023
LACKING = ("ESTAFA", "HOMICIDIO", "SECUESTRO", "COMISARIAS", "GASTO")  # made_inputs has none
WINDOW: Final = (2021, 2023)
TOP: Final = 12
REPLICATIONS: Final = 200
PER: Final = 100_000
PLACES: Final = (("1501", 36), ("0701", 6), ("1301", 10), ("2101", 10))
NEVER, COVERAGE, NO_PEOPLE = "150119", "150125", "210103"  # without information, and why
UNKNOWN: Final = {NEVER: "nunca_reporto", COVERAGE: "cobertura", NO_PEOPLE: "sin_poblacion"}
SOURCE: Final = "SIMULADO"


@dataclass(frozen=True)
class Indicator:
    """One line of the made index. `yearly`: events per 100,000 a year of an average district."""

    code: str
    name: str
    parent: str
    weight: float
    direction: int = 1
    measure: str = "por 100 000 habitantes al año"
    kind: str = ""
    yearly: float = 0.0


INDICATORS: Final = (
    Indicator("robo", "Tasa de robos", "incidencia", 0.4, kind="Robo", yearly=420.0),
    Indicator("hurto", "Tasa de hurtos", "incidencia", 0.2, kind="Hurto", yearly=640.0),
    Indicator("extorsion", "Tasa de extorsiones", "incidencia", 0.4, kind="Extorsión", yearly=60.0),
    Indicator("homicidio", "Tasa de homicidios", "violencia", 0.6, kind="Homicidio", yearly=7.0),
    Indicator(
        "familiar",
        "Tasa de violencia familiar",
        "violencia",
        0.4,
        kind="Violencia contra la mujer e integrantes",
        yearly=700.0,
    ),
    Indicator("pobreza", "Pobreza monetaria", "vulnerabilidad", 0.6, measure="% de la población"),
    Indicator("idh", "Índice de desarrollo humano", "vulnerabilidad", 0.4, -1, "de 0 a 1"),
)
MISSING: Final = Indicator("serenos", "Serenos por habitante", "capacidad", 1.0, -1, "por 1 000")
DIMENSIONS: Final = (
    ("incidencia", "Incidencia delictiva", 0.4),
    ("violencia", "Violencia", 0.35),
    ("vulnerabilidad", "Vulnerabilidad social", 0.25),
)
INDEX: Final = ("irs", "Índice de riesgo sociodelictivo (ejemplo)")
PEERS: Final = (("A", "Distritos de capitales y ciudades"), ("B", "Los demás distritos"))
CODES: Final = tuple(one.code for one in INDICATORS)
RECIPE: Final[Mapping[str, Any]] = {
    "steps": [
        {"step": "normalise", "method": "minmax", "low": 0, "high": 100},
        {"step": "weight", "method": "given"},
        {"step": "aggregate", "method": "arithmetic"},
        {"step": "rank"},
    ],
    "factors": [
        {
            "code": "normalizacion",
            "title": "Normalización",
            "step": "normalise",
            "argument": "method",
            "options": ["minmax", "rank"],
        },
        {"code": "pesos", "title": "Pesos de las dimensiones", "weights": 2, "spread": 0.25},
    ],
}


def codes(count: int = 62) -> list[str]:
    """The districts of PLACES, and after them every other one up to `count`."""
    known = sorted(unit.code for unit in reference.units() if unit.kind == "dist")
    first = [
        code
        for province, most in PLACES
        for code in [each for each in known if each.startswith(province)][:most]
    ]
    chosen = set(first)
    return sorted((first + [code for code in known if code not in chosen])[:count])


@cache
def made_inputs(*, simulated: bool = True, count: int = 62, until: int = 12) -> RiskInputs:
    """Inputs of `codes(count)`; the counts are made up even when they do not say so.

    `until`: the last month of the last year that has come.
    """
    units = _units(count)
    source = SOURCE if simulated else "Prueba"
    return RiskInputs(
        units=units,
        reports=_reports(units).filter((pl.col("year") < YEAR) | (pl.col("month") <= until)),
        population=_population(units),
        indicators=_indicators(units, source),
        neighbours=_neighbours(units),
        reporting=pl.DataFrame(
            [("*", 0.16, 0.15, 0.17, "2023", source)], frames.REPORTING, orient="row"
        ),
        sources=dict.fromkeys(frames.INPUTS, source),
        simulated=simulated,
    )


def _units(count: int) -> pl.DataFrame:
    rows = [
        (
            code,
            reference.by_code()[code].name,
            reference.by_code()[code[:4]].name,
            reference.by_code()[code[:2]].name,
            reference.is_capital(code),
            -80.0 + int(code[:2]) * 0.4 + int(code[4:]) % 7 * 0.03,
            -16.0 + int(code[2:4]) * 0.3 + int(code[4:]) // 7 * 0.03,
        )
        for code in codes(count)
    ]
    return pl.DataFrame(rows, frames.UNITS, orient="row")


def _people(units: pl.DataFrame) -> np.ndarray:
    return np.round(np.random.default_rng(SEED).lognormal(10.6, 1.1, units.height)).astype(int)


def _population(units: pl.DataFrame) -> pl.DataFrame:
    rows = [
        (unit, year, int(people * 1.01 ** (year - WINDOW[0])))
        for unit, people in zip(units["unit"], _people(units), strict=True)
        for year in range(WINDOW[0], WINDOW[1] + 1)
        if unit != NO_PEOPLE
    ]
    return pl.DataFrame(rows, frames.POPULATION, orient="row")


def _reports(units: pl.DataFrame) -> pl.DataFrame:
    draws = np.random.default_rng(SEED + 1)
    danger = draws.lognormal(0.0, 0.5, units.height)
    rows = []
    for unit, people, level in zip(units["unit"], _people(units), danger, strict=True):
        for indicator in INDICATORS:
            if not indicator.kind:
                continue
            own = level * draws.lognormal(0.0, 0.35)
            monthly = indicator.yearly * own * people / PER / 12
            counts = draws.poisson(monthly, (3, 12))
            months = 12 if unit != COVERAGE else 2
            rows += [
                (unit, WINDOW[0] + year, month + 1, indicator.kind, int(counts[year, month]))
                for year, month in itertools.product(range(3), range(months))
                if counts[year, month] and unit != NEVER
            ]
    return pl.DataFrame(rows, frames.REPORTS, orient="row")


def _indicators(units: pl.DataFrame, source: str) -> pl.DataFrame:
    draws = np.random.default_rng(SEED + 2)
    poverty = np.round(draws.uniform(4, 55, units.height), 1)
    human = np.round(0.8 - poverty / 120 + draws.normal(0, 0.03, units.height), 4)
    rows = []
    for unit, poor, developed in zip(units["unit"], poverty, human, strict=True):
        rows.append((unit, "pobreza", 2018, poor, round(poor * 0.8, 1), round(poor * 1.2, 1)))
        rows.append((unit, "idh", 2019, developed, None, None))
    return pl.DataFrame([(*row, source) for row in rows], frames.INDICATORS, orient="row")


def _neighbours(units: pl.DataFrame) -> pl.DataFrame:
    """Each district touches those before and after it in its province."""
    pairs = [(a, b) for a, b in itertools.pairwise(units["unit"]) if a[:4] == b[:4]]
    both = sorted(pairs + [(b, a) for a, b in pairs])
    return pl.DataFrame(both, frames.NEIGHBOURS, orient="row")


# -- the index


@dataclass(frozen=True)
class _Index:
    """Arrays of the evaluated districts: raw values, normalised ones and every score."""

    units: list[str]
    raw: np.ndarray  # (unit, indicator)
    normal: np.ndarray
    dimensions: np.ndarray  # (unit, dimension)
    score: np.ndarray
    ranks: np.ndarray


def _weights(change: np.ndarray | None = None) -> tuple[np.ndarray, np.ndarray]:
    """Of indicators by dimension (indicator, dimension), and of dimensions; each adds up to 1."""
    names = [code for code, _, _ in DIMENSIONS]
    own = np.array([[one.weight * (one.parent == name) for name in names] for one in INDICATORS])
    top = np.array([weight for _, _, weight in DIMENSIONS]) * (1 if change is None else change)
    return own / own.sum(axis=0), top / top.sum()


def _minmax(raw: np.ndarray) -> np.ndarray:
    low, high = raw.min(axis=0), raw.max(axis=0)
    scaled = (raw - low) / (high - low) * 100
    down = np.array([one.direction < 0 for one in INDICATORS])
    return np.where(down, 100 - scaled, scaled)


def _ranked(score: np.ndarray) -> np.ndarray:
    return stats.rankdata(-np.round(score, 8), method="min", axis=-1).astype(int)


def _index(units: list[str], raw: np.ndarray) -> _Index:
    normal = _minmax(raw)
    own, top = _weights()
    dimensions = normal @ own
    score = dimensions @ top
    return _Index(units, raw, normal, dimensions, score, _ranked(score))


@cache
def made_result(*, simulated: bool = True, count: int = 62, until: int = 12) -> RiskResult:
    """Every table of `frames.RESULTS`, from `made_inputs` of the same arguments."""
    inputs = made_inputs(simulated=simulated, count=count, until=until)
    rates = _rates(inputs)
    evaluated = [unit for unit in inputs.units["unit"] if unit not in UNKNOWN]
    index = _index(evaluated, _values(inputs, rates, evaluated))
    draws = _replications(index)
    tables = {
        "distritos": _districts(inputs, index, draws),
        "elementos": _elements(inputs),
        "contribuciones": _contributions(index),
        "pares": _peers(inputs),
        "tasas": rates,
        "espacial": _spatial(index),
        "espacial_global": _spatial_global(index),
        **_variants(index),
        "correlaciones": _correlations(index),
        "coherencia": _coherence(index),
        "pesos_efectivos": _effective(index),
        "retiros": _removals(index),
        "tratamiento": _treatment(index),
        "pasos": _steps_log(),
        "sensibilidad": _sensitivity(),
        "calidad": _quality(inputs, until),
    }
    return RiskResult(
        tables=tables,
        steps=_steps(index),
        idata=_idata(inputs, index),
        imeta=_imeta(),
        recipe=yaml.safe_dump(dict(RECIPE), allow_unicode=True, sort_keys=False),
        design=draws[1],
        top=TOP,
    )


def _frame(name: str, rows: list[tuple[Any, ...]]) -> pl.DataFrame:
    return pl.DataFrame(rows, frames.RESULTS[name], orient="row")


def _rates(inputs: RiskInputs) -> pl.DataFrame:
    """Raw rates with exact Poisson intervals, and shrunk to the mean by the method of moments."""
    people = inputs.population.group_by("unit").agg(pl.col("population").sum())
    exposure = dict(people.iter_rows())
    rows = []
    for one in INDICATORS:
        if not one.kind:
            continue
        counted = inputs.reports.filter(pl.col("kind") == one.kind)
        events = dict(counted.group_by("unit").agg(pl.col("count").sum()).iter_rows())
        units = [u for u in inputs.units["unit"] if u in exposure and u not in UNKNOWN]
        seen = np.array([events.get(unit, 0) for unit in units], dtype=float)
        years = np.array([exposure[unit] for unit in units], dtype=float)
        rows += _rates_of(one.code, units, seen, years)
    return _frame("tasas", rows).sort("unit", "element")


def _rates_of(code: str, units: list[str], seen: np.ndarray, years: np.ndarray) -> list[tuple]:
    raw = seen / years
    low = np.where(seen > 0, stats.chi2.ppf(0.025, 2 * seen) / 2, 0.0) / years
    high = stats.chi2.ppf(0.975, 2 * (seen + 1)) / 2 / years
    mean = seen.sum() / years.sum()
    spread = max(float(np.average((raw - mean) ** 2, weights=years) - mean / years.mean()), 1e-12)
    shape, rate = mean**2 / spread, mean / spread
    posterior = stats.gamma(seen + shape, scale=1 / (years + rate))
    columns = (raw, low, high, posterior.mean(), posterior.ppf(0.025), posterior.ppf(0.975))
    shown = [column * PER for column in columns]
    return [
        (
            unit,
            code,
            float(seen[i]),
            float(years[i]),
            *(float(column[i]) for column in shown),
            36,
            mean * PER,
        )
        for i, unit in enumerate(units)
    ]


def _values(inputs: RiskInputs, rates: pl.DataFrame, units: list[str]) -> np.ndarray:
    smoothed = {(u, e): v for u, e, v in rates.select("unit", "element", "smoothed").iter_rows()}
    given = inputs.indicators.select("unit", "indicator", "value").iter_rows()
    known = smoothed | {(unit, code): value for unit, code, value in given}
    return np.array([[known[unit, code] for code in CODES] for unit in units])


def _replications(index: _Index) -> tuple[np.ndarray, pl.DataFrame]:
    """Ranks (replication, unit) with weights and values shaken, and the design that says so."""
    draws = np.random.default_rng(SEED + 3)
    change = np.round(draws.uniform(0.75, 1.25, (REPLICATIONS, len(DIMENSIONS))), 6)
    options = draws.choice(["minmax", "rank"], REPLICATIONS)
    seeds = draws.integers(0, 2**31 - 1, REPLICATIONS)
    ranks = np.array(
        [
            _shaken(index, one, option, int(seed))
            for one, option, seed in zip(change, options, seeds, strict=True)
        ]
    )
    weights = {f"peso:{code}": change[:, i] for i, (code, _, _) in enumerate(DIMENSIONS)}
    design = {"replication": np.arange(1, REPLICATIONS + 1), "normalizacion": options}
    return ranks, pl.DataFrame({**design, **weights, "muestreo": seeds})


def _shaken(index: _Index, change: np.ndarray, option: str, seed: int) -> np.ndarray:
    noise = np.random.default_rng(seed).normal(0, 0.04, index.raw.shape)
    normal = _minmax(index.raw * (1 + noise))
    if option == "rank":
        normal = stats.rankdata(normal, axis=0)
    own, top = _weights(change)
    return _ranked(normal @ own @ top)


def _zone(p: float) -> str:
    return "dentro" if p > 0.95 else "fuera" if p < 0.05 else "frontera"


def _peer(unit: str) -> str:
    return "A" if reference.is_capital(unit) or unit.startswith(("1501", "0701")) else "B"


def _districts(
    inputs: RiskInputs, index: _Index, draws: tuple[np.ndarray, pl.DataFrame]
) -> pl.DataFrame:
    ranks = draws[0]
    low, middle, high = np.quantile(ranks, [0.05, 0.5, 0.95], axis=0, method="inverted_cdf")
    p_top = (ranks <= TOP).mean(axis=0)
    position = {unit: i for i, unit in enumerate(index.units)}
    last = inputs.population.filter(pl.col("year") == YEAR)
    people = dict(last.select("unit", "population").iter_rows())
    covered = inputs.reports.group_by("unit").agg(pl.struct("year", "month").n_unique())
    months = dict(covered.iter_rows())
    rows = []
    for unit, name, province, department in inputs.units.select(frames.UNITS.names()[:4]).rows():
        place = (unit, name, province, department, _peer(unit), people.get(unit))
        if unit in UNKNOWN:
            known = ("sin_informacion", UNKNOWN[unit], months.get(unit, 0), *[None] * 7)
        else:
            i = position[unit]
            known = (
                "evaluado",
                "",
                months.get(unit, 0),
                float(index.score[i]),
                int(index.ranks[i]),
                int(low[i]),
                int(middle[i]),
                int(high[i]),
                float(p_top[i]),
                _zone(float(p_top[i])),
            )
        rows.append((*place, *known))
    return _frame("distritos", rows)


def _elements(inputs: RiskInputs) -> pl.DataFrame:
    window = f"{WINDOW[0]} a {WINDOW[1]}"
    lines = [
        (
            one.code,
            one.name,
            one.parent,
            1,
            one.weight,
            one.direction,
            one.measure,
            "Incidencia delictiva" if one.kind else "Pobreza y desarrollo humano",
            "Criterio de prueba",
            inputs.sources["denuncias" if one.kind else "indicadores"],
            window if one.kind else "2018",
            "tasa suavizada hacia la media de las tasas de los distritos" if one.kind else "",
            True,
            "",
            f"Razón de prueba de {one.code}.",
            f"Nota de prueba de {one.code}." if one.kind else "",
        )
        for one in INDICATORS
    ]
    lines.append(
        (
            MISSING.code,
            MISSING.name,
            MISSING.parent,
            1,
            MISSING.weight,
            MISSING.direction,
            MISSING.measure,
            "Capacidad municipal",
            "Criterio de prueba",
            "",
            "",
            "",
            False,
            "No hay datos cargados.",
            f"Razón de prueba de {MISSING.code}.",
            "",
        )
    )
    blank = ("puntos de 0 a 100", "", "", "", window, "", True, "", "", "")
    lines += [(code, name, INDEX[0], 2, weight, 1, *blank) for code, name, weight in DIMENSIONS]
    lines.append((*INDEX, "", 3, 1.0, 1, *blank))
    return _frame("elementos", lines)


def _contributions(index: _Index) -> pl.DataFrame:
    own, top = _weights()
    share = own @ top  # of each indicator in the index
    rows = []
    for j, one in enumerate(INDICATORS):
        places = _ranked(index.normal[:, j])
        points = index.normal[:, j] * share[j]
        rows += [
            (
                unit,
                one.code,
                1,
                one.parent,
                float(index.raw[i, j]),
                False,
                *_floats(index.normal[i, j], points[i]),
                int(places[i]),
            )
            for i, unit in enumerate(index.units)
        ]
    for j, (code, _, _) in enumerate(DIMENSIONS):
        scores = index.dimensions[:, j]
        rows += _aggregates(index.units, code, 2, INDEX[0], scores, scores * top[j])
    rows += _aggregates(index.units, INDEX[0], 3, "", index.score, index.score)
    return _frame("contribuciones", rows).sort("unit", "level", "element")


def _aggregates(
    units: list[str], code: str, level: int, parent: str, score: np.ndarray, points: np.ndarray
) -> list[tuple[Any, ...]]:
    places = _ranked(score)
    return [
        (unit, code, level, parent, None, False, *_floats(score[i], points[i]), int(places[i]))
        for i, unit in enumerate(units)
    ]


def _floats(*values: Any) -> tuple[float, ...]:
    return tuple(float(value) for value in values)


def _peers(inputs: RiskInputs) -> pl.DataFrame:
    found = [_peer(unit) for unit in inputs.units["unit"]]
    return _frame("pares", [(code, name, found.count(code)) for code, name in PEERS])


def _spatial(index: _Index) -> pl.DataFrame:
    """Made-up statistics with the signs of what they say."""
    z = (index.score - index.score.mean()) / index.score.std()
    p = np.clip(2 * (1 - stats.norm.cdf(np.abs(z) * 1.2)), 0.001, 1)
    q = np.minimum(p * 2, 1)
    rows = []
    for i, unit in enumerate(index.units):
        kind = "no_significativo" if q[i] >= 0.05 else "alto-alto" if z[i] > 0 else "bajo-bajo"
        values = _floats(z[i] ** 2, p[i], q[i])
        rows.append((unit, INDEX[0], *values, kind, *_floats(z[i] * 1.2, p[i], q[i])))
    return _frame("espacial", rows)


def _spatial_global(index: _Index) -> pl.DataFrame:
    count = len(index.units)
    row = (INDEX[0], 0.31, -1 / (count - 1), 3.4, 0.001, count, 0, "limites")
    return _frame("espacial_global", [row])


STRICT: Final = 7  # districts without a rank in a variant that asks for more


def _variants(index: _Index) -> dict[str, pl.DataFrame]:
    own, top = _weights()
    equal = np.full(len(DIMENSIONS), 1 / len(DIMENSIONS))
    ordered = stats.rankdata(index.normal, axis=0)
    shifted = np.maximum(index.dimensions, 1e-9)
    others = {
        "pesos-iguales": ("Dimensiones con igual peso", index.dimensions @ equal),
        "puestos": ("Normalización por puestos", ordered @ own @ top),
        "geometrica": ("Media geométrica de las dimensiones", np.exp(np.log(shifted) @ top)),
        "exigente": (f"Sin los {STRICT} primeros", index.dimensions @ equal),
    }
    lines, places = [], []
    for code, (title, score) in others.items():
        kept = index.ranks > STRICT if code == "exigente" else index.ranks > 0
        units = [unit for unit, keeps in zip(index.units, kept, strict=True) if keeps]
        before, after = _ranked(-index.ranks[kept]), _ranked(score[kept])
        lines.append((code, title, title, len(units), *_moved(before, after)))
        both = np.stack([before - after, before, after], axis=1)
        places += [
            (code, unit, float(points), int(rank), *map(int, row))
            for unit, points, rank, row in zip(units, score[kept], after, both, strict=True)
        ]
    lines.append(("sin-datos", "Con otra encuesta", "No se pudo probar: no hay.", *[None] * 6))
    return {
        "variantes": _frame("variantes", lines),
        "variantes_puestos": _frame("variantes_puestos", places),
    }


def _moved(before: np.ndarray, after: np.ndarray) -> tuple[float, float, int, int, int]:
    """Spearman, mean and largest shift, and how many enter and leave the first k."""
    shift = np.abs(before - after)
    enter = int(((after <= TOP) & (before > TOP)).sum())
    leave = int(((after > TOP) & (before <= TOP)).sum())
    spearman = float(stats.spearmanr(before, after).statistic)
    return spearman, float(shift.mean()), int(shift.max()), enter, leave


def _correlations(index: _Index) -> pl.DataFrame:
    pearson = np.corrcoef(index.normal.T)
    spearman = np.corrcoef(stats.rankdata(index.normal, axis=0).T)
    rows = [
        (
            CODES[a],
            CODES[b],
            *_floats(pearson[a, b], spearman[a, b]),
            len(index.units),
            "colineal" if pearson[a, b] > 0.92 else "negativa" if pearson[a, b] < -0.4 else "",
        )
        for a, b in itertools.combinations(range(len(CODES)), 2)
    ]
    return _frame("correlaciones", rows)


def _coherence(index: _Index) -> pl.DataFrame:
    groups = {code: [o.parent == code for o in INDICATORS] for code, _, _ in DIMENSIONS}
    groups[INDEX[0]] = [True] * len(INDICATORS)
    rows = []
    for code, inside in groups.items():
        values = index.normal[:, np.array(inside)]
        n = values.shape[1]
        alpha = n / (n - 1) * (1 - values.var(axis=0).sum() / values.sum(axis=1).var())
        first = np.linalg.eigvalsh(np.corrcoef(values.T))[-1] / n
        rows.append((code, n, *_floats(alpha, first)))
    return _frame("coherencia", rows)


def _effective(index: _Index) -> pl.DataFrame:
    own, top = _weights()
    vif = np.diag(np.linalg.inv(np.corrcoef(index.normal.T)))
    rows = []
    levels = ((1, CODES, index.normal, own @ top, vif),)
    levels += ((2, [code for code, _, _ in DIMENSIONS], index.dimensions, top, None),)
    for level, names, values, nominal, inflated in levels:
        with_score = np.array([np.corrcoef(v, index.score)[0, 1] ** 2 for v in values.T])
        share = nominal * values.std(axis=0) * np.sqrt(with_score)
        share = share / share.sum()
        rows += [
            (name, level, *_floats(nominal[j], share[j]), None if inflated is None else inflated[j])
            for j, name in enumerate(names)
        ]
    return _frame("pesos_efectivos", rows)


def _removals(index: _Index) -> pl.DataFrame:
    own, top = _weights()
    rows = []
    for j, one in enumerate(INDICATORS):
        kept = own.copy()
        kept[j] = 0
        ranks = _ranked(index.normal @ (kept / kept.sum(axis=0)) @ top)
        rows.append((one.code, *_moved(index.ranks, ranks)))
    for j, (code, _, _) in enumerate(DIMENSIONS):
        others = top.copy()
        others[j] = 0
        ranks = _ranked(index.dimensions @ others)
        rows.append((code, *_moved(index.ranks, ranks)))
    return _frame("retiros", rows)


def _treatment(index: _Index) -> pl.DataFrame:
    rows = []
    for j, code in enumerate(CODES):
        skew, kurtosis = stats.skew(index.raw[:, j]), stats.kurtosis(index.raw[:, j])
        both = _floats(skew, kurtosis)
        passes = abs(both[0]) <= 2 or both[1] <= 3.5
        rows.append((code, *both, "ninguno", 0, *both, passes))
    return _frame("tratamiento", rows)


WHAT: Final = (
    ("normalise", '{"high":100,"low":0,"method":"minmax"}', "Llevó cada indicador de 0 a 100."),
    ("weight", '{"method":"given"}', "Usó los pesos dados."),
    ("aggregate", '{"method":"arithmetic"}', "Sumó con pesos, nivel por nivel."),
    ("rank", "{}", "Ordenó los distritos de mayor a menor riesgo."),
)


def _steps_log() -> pl.DataFrame:
    return _frame("pasos", [(order, *step) for order, step in enumerate(WHAT, start=1)])


def _steps(index: _Index) -> dict[str, pl.DataFrame]:
    units = pl.DataFrame({"uCode": index.units})
    normal = units.with_columns(pl.Series(code, index.normal[:, j]) for j, code in enumerate(CODES))
    scores = normal.with_columns(
        *(pl.Series(c, index.dimensions[:, j]) for j, (c, _, _) in enumerate(DIMENSIONS)),
        pl.Series(INDEX[0], index.score),
    )
    ranks = units.with_columns(pl.Series(INDEX[0], index.ranks, dtype=pl.Int32))
    return {"01-normalise": normal, "02-weight": normal, "03-aggregate": scores, "04-rank": ranks}


def _idata(inputs: RiskInputs, index: _Index) -> pl.DataFrame:
    names = dict(inputs.units.select("unit", "name").iter_rows())
    columns = {code: index.raw[:, j] for j, code in enumerate(CODES)}
    return pl.DataFrame(
        {"uCode": index.units, "uName": [names[u] for u in index.units], **columns},
    )


def _imeta() -> pl.DataFrame:
    rows = [
        (one.code, one.name, 1, one.parent, one.direction, one.weight, "Indicator", one.measure)
        for one in INDICATORS
    ]
    rows += [(c, n, 2, INDEX[0], 1, weight, "Aggregate", "puntos") for c, n, weight in DIMENSIONS]
    rows.append((*INDEX, 3, None, 1, 1.0, "Aggregate", "puntos"))
    names = ["iCode", "iName", "Level", "Parent", "Direction", "Weight", "Type", "Unit"]
    return pl.DataFrame(rows, names, orient="row")


def _sensitivity() -> pl.DataFrame:
    """Made-up shares: the total of a factor is never below its first order."""
    rows = [
        ("normalizacion", "Normalización", 0.41, 0.35, 0.47, 0.52, 0.45, 0.59),
        ("pesos", "Pesos de las dimensiones", 0.33, 0.28, 0.39, 0.44, 0.38, 0.5),
    ]
    return _frame("sensibilidad", rows)


def _quality(inputs: RiskInputs, until: int) -> pl.DataFrame:
    counted = inputs.reports.group_by("unit", "year").agg(
        pl.col("month").n_unique(), pl.col("count").sum()
    )
    seen = {(unit, year): (months, total) for unit, year, months, total in counted.iter_rows()}
    rows = []
    for unit in inputs.units["unit"]:
        for year in range(WINDOW[0], WINDOW[1] + 1):
            months, total = seen.get((unit, year), (0, 0))
            come = until if year == YEAR else 12
            flag = "nunca_reporto" if unit == NEVER else "parcial" if months < come else ""
            rows.append((unit, year, months, total, flag, come))
    return _frame("calidad", rows)
