"""The lake: the record sets of many zones as Parquet files, for figures of a province or a nation.

`layout` says which tables and columns it holds, `manifest` which files stand, `writing` brings them
up to date from a zone's database, `verifying` compares the two.
"""
