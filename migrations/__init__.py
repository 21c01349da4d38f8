"""The schema's history; run through ``register.store.schema``."""
