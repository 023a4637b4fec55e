"""What the reports of the police say, and what they do not: late, silent, shifting."""
