"""Servanda keeps the record of what governments pledge, agree, recommend, demand, refuse and do, word for word."""

__version__ = "0.1.0"
