"""Codebooks as data, read by small code that checks them."""
