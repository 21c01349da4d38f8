"""The database: tables, transactions, rows. No row object leaves it; values of the domain come in and go out."""
