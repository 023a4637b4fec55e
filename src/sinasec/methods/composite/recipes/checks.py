"""Whether a recipe can be followed with these tables: what it names must exist."""

from collections.abc import Iterator

from sinasec.methods.composite.faults import RecipeFault, RecipeFaults
from sinasec.methods.composite.recipes.recipe import Recipe
from sinasec.methods.composite.table_files.tables import IndexTables


def check_recipe(tables: IndexTables, recipe: Recipe) -> None:
    """Raises RecipeFaults with all that the recipe names and the tables do not have."""
    faults = [*_cut_faults(tables, recipe), *_name_faults(tables, recipe)]
    if faults:
        raise RecipeFaults(faults)


def _cut_faults(tables: IndexTables, recipe: Recipe) -> Iterator[RecipeFault]:
    index = tables.tree.index.code
    for code in recipe.cut:
        if code not in tables.tree.codes:
            yield RecipeFault("without", f"«{code}» no está en iMeta.")
    if not tables.tree.without(recipe.cut).levels[-1]:
        yield RecipeFault("without", f"sin esos elementos no queda nada de «{index}».")


def _name_faults(tables: IndexTables, recipe: Recipe) -> Iterator[RecipeFault]:
    steps = recipe.steps
    yield from _group_faults(tables, recipe)
    indicators = {element.code for element in tables.tree.indicators}
    for code in steps.normalise.by:
        if code not in indicators:
            yield RecipeFault(f"normalise.by.{code}", "no es un indicador de iMeta.")
    for element in tables.tree.without(recipe.cut).indicators:
        scaling = steps.normalise.of(element.code)
        if scaling.method == "goalposts" and not (scaling.posts or element.posts):
            words = "faltan los postes: columnas goalpost_lower y goalpost_upper de iMeta, o posts."
            yield RecipeFault(f"normalise.by.{element.code}", words)
    joins = len(tables.tree.levels) - 1
    given = len(steps.aggregate.by_level)
    if given and given != joins:
        words = f"lleva {given} métodos, y de los indicadores al índice hay {joins} uniones."
        yield RecipeFault("aggregate.by_level", words)


def _group_faults(tables: IndexTables, recipe: Recipe) -> Iterator[RecipeFault]:
    impute = recipe.steps.impute
    if impute is None or not impute.method.startswith("group"):
        return
    if not impute.group:
        yield RecipeFault("impute.group", f"«{impute.method}» necesita la columna del grupo.")
    elif impute.group not in tables.groups:
        known = ", ".join(sorted(tables.groups)) or "ninguna"
        words = f"«{impute.group}» no es una columna de grupos de iData; las hay: {known}."
        yield RecipeFault("impute.group", words)
