"""A pack as a document: what a regime asks, in sentences, for people who never open its files."""
