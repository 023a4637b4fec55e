"""An edition of the risk index: its elements, its variants and what it says in words."""
