"""The base of every domain type: frozen, strict about unknown fields."""

from pydantic import BaseModel, ConfigDict


class Value(BaseModel):
    """An immutable value; two values with the same fields are equal and hash alike."""

    model_config = ConfigDict(frozen=True, extra="forbid")
