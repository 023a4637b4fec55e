"""How the site is served: processes, what they let in and what every answer carries."""
