"""Which committee answers for a district: that of a capital is its province's."""

from sinasec.territories.reference import capital_of

DISTRICT, PROVINCE = "CODISEC-", "COPROSEC-"


def committee_of(unit: str, *, capital: bool) -> str:
    """Code of the committee of a district, by its INEI code."""
    return f"{PROVINCE}{unit[:4]}" if capital else f"{DISTRICT}{unit}"


def district_of(committee: str) -> str:
    """The district a committee answers for: the capital for a provincial one; "" for others."""
    if committee.startswith(DISTRICT):
        return committee.removeprefix(DISTRICT)
    if committee.startswith(PROVINCE):
        return capital_of(committee.removeprefix(PROVINCE))
    return ""
