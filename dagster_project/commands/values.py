"""Values of the database as texts and as JSON has them."""

import json
import math
from typing import Any


def in_words(value: Any) -> str:
    """A value of any type as a text, as SQL writes it; what has parts is written as JSON."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple | dict):
        return json.dumps(json_value(value), ensure_ascii=False)
    return value.hex() if isinstance(value, bytes) else str(value)


def json_value(value: Any) -> Any:
    """A value as JSON has it. A DECIMAL is a text, which keeps its digits; so is a number that JSON does not have."""
    if value is None or isinstance(value, bool | int | str) or (isinstance(value, float) and math.isfinite(value)):
        return value
    if isinstance(value, list | tuple):
        return [json_value(each) for each in value]
    if isinstance(value, dict):
        return {str(name): json_value(each) for name, each in value.items()}
    return in_words(value)
