"""Regulators' rules as data, and what reads them: packs, calendars, code lists, worked dates and their lock."""
