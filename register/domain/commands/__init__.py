"""What can be asked of the register; one module per topic, each command in the imperative.

A command carries what the caller said, personal data in plain text included; ``decide`` turns it into facts, in which
personal data is sealed. A command never carries the time of the change or who asked: the registrar knows both.
"""
