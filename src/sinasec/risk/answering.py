"""Which committee answers for a district: that of a capital is its province's."""

DISTRICT, PROVINCE = "CODISEC-", "COPROSEC-"


def committee_of(unit: str, *, capital: bool) -> str:
    """Code of the committee of a district, by its INEI code."""
    return f"{PROVINCE}{unit[:4]}" if capital else f"{DISTRICT}{unit}"
