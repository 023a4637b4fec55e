"""The risk index of districts: from events and populations to the tables published."""
