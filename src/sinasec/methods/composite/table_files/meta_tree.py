"""Whether the rows of iMeta make one tree: what hangs from what."""

from collections.abc import Iterator, Mapping

from sinasec.methods.composite.faults import TableFault
from sinasec.methods.composite.table_files.meta_rows import TABLE, MetaRow


def tree_faults(rows: list[MetaRow]) -> Iterator[TableFault]:
    """Unknown parents, circles, skipped levels, bare aggregates, and tops that are not one."""
    elements = {row.code: row for row in rows if row.is_element}
    if not any(row.kind == "Indicator" for row in rows):
        yield TableFault(TABLE, None, "Type", "no hay ningún indicador (Type: Indicator).")
    circles = [row for row in elements.values() if _in_circle(row, elements)]
    for row in circles:
        words = f"«{row.code}» termina colgando de sí mismo: {_chain(row, elements)}."
        yield row.fault("Parent", words)
    for row in elements.values():
        if row not in circles:
            yield from _parent_faults(row, elements)
    yield from _top_faults(elements)
    yield from _family_faults(elements)


def _in_circle(row: MetaRow, elements: Mapping[str, MetaRow]) -> bool:
    at, seen = row.parent, set[str]()
    while at in elements and at not in seen:
        if at == row.code:
            return True
        seen.add(at)
        at = elements[at].parent
    return False


def _chain(row: MetaRow, elements: Mapping[str, MetaRow]) -> str:
    chain, at = [row.code], row.parent
    while at != row.code:
        chain.append(at)
        at = elements[at].parent
    return " → ".join([*chain, row.code])


def _parent_faults(row: MetaRow, elements: Mapping[str, MetaRow]) -> Iterator[TableFault]:
    if not row.parent:
        if row.kind == "Indicator":
            yield row.fault("Parent", "un indicador cuelga de un agregado: falta su código.")
        return
    parent = elements.get(row.parent)
    if parent is None:
        yield row.fault("Parent", f"«{row.parent}» no está en iCode.")
    elif parent.kind != "Aggregate":
        yield row.fault("Parent", f"«{row.parent}» es un indicador: nada cuelga de él.")
    elif parent.level != row.level + 1:
        words = (
            f"«{row.parent}» es de nivel {parent.level:g} y «{row.code}» de nivel {row.level:g}: "
            "debe ser del nivel siguiente."
        )
        yield row.fault("Parent", words)


def _top_faults(elements: Mapping[str, MetaRow]) -> Iterator[TableFault]:
    tops = [row for row in elements.values() if row.kind == "Aggregate" and not row.parent]
    if not tops and elements:
        words = "falta el índice: un agregado sin Parent, al que todo lo demás llega."
        yield TableFault(TABLE, None, "Parent", words)
    for row in tops[1:]:
        words = f"«{row.code}» y «{tops[0].code}» no cuelgan de nada: el índice es uno solo."
        yield row.fault("Parent", words)


def _family_faults(elements: Mapping[str, MetaRow]) -> Iterator[TableFault]:
    for row in elements.values():
        children = [each for each in elements.values() if each.parent == row.code]
        if row.kind == "Aggregate" and not children:
            yield row.fault("iCode", f"de «{row.code}» no cuelga nada: quítelo.")
        if children and sum(each.weight for each in children) == 0:
            words = f"los elementos de «{row.code}» pesan cero todos: dé peso a alguno."
            yield row.fault("iCode", words)
