"""What the packs ask of a case now: its circumstances, its dates and risks, what counts as an answer."""
