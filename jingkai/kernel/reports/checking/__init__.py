"""The number check (数字核对): a written report, number by number, beside the records.

`check.check_document` is the one question; see README.md for how a number finds its figure.
"""
