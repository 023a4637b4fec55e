"""Write an edition as the YAML that reads back as the same edition."""

from decimal import Decimal
from typing import Any

import yaml

from sinasec.methods.risk.editions.edition import RiskEdition, as_mapping


class _Dumper(yaml.SafeDumper):
    """Plain decimals (our reader takes no exponents) and nothing by reference."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _decimal(dumper: yaml.SafeDumper, value: float) -> yaml.ScalarNode:
    text = format(Decimal(repr(value)), "f")
    return dumper.represent_scalar("tag:yaml.org,2002:float", text if "." in text else f"{text}.0")


_Dumper.add_representer(float, _decimal)


def edition_text(edition: RiskEdition) -> str:
    return yaml.dump(
        as_mapping(edition), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=100
    )
