"""A case: its page in cards, and a form for each step, given when it is asked for."""
