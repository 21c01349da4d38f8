"""The complaint itself: what it is about, how it came, how it is classified."""
