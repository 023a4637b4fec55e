"""Files of reports, population and indicators: read whole, checked by cell, kept or refused."""
