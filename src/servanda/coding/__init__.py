"""One document in, its statements out: pure functions, no ledger, no clock, no network."""

from servanda.coding.coder import VERSION, CodingOptions, code

__all__ = ["VERSION", "CodingOptions", "code"]
