"""Benchmarks: what the register costs beside the least that could do the same work, as ratios within one run."""
