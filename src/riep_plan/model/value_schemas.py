"""What an editor is told of each kind of value: JSON Schemas, with the patterns that they use."""

from typing import Any

from riep_plan.values.ids import ID_PATTERN

Schema = dict[str, Any]

# What the readers of amounts, numbers and periods accept, as patterns: an editor that follows them
# refuses what riep refuses, but for what needs counting, such as the days of a month.
_WHOLE = r"(0|[1-9]\d{0,2}(,\d{3})+|[1-9]\d*)"
_NUMBER = rf"(-?{_WHOLE}(\.\d+)?|-?\.\d+)"
# With a £ and no scale an amount is in pounds, which have two places; a bare number has as many as
# the plan's unit lets it, which no schema of one file can see.
_DIGITS = rf"({_WHOLE}|[1-9]\d{{0,2}}(_\d{{3}})+)"
_SCALED = rf"({_DIGITS}(\.\d*)?|\.\d+)"
_POUNDS = rf"({_DIGITS}(\.\d{{0,2}})?|\.\d{{1,2}})"
_AMOUNT = rf"(-?{_SCALED}([kKmM]|[bB][nN])?|(-?£|£-)({_POUNDS}|{_SCALED}([kKmM]|[bB][nN])))"
_TBC = r"\(?[tT][bB][cC]\)?"
_DATED = r"((\d{1,2}(st|nd|rd|th)?\s+)?[A-Za-z]+\.?\s+\d{4}|\d{4}(-\d{1,2}-\d{1,2}|-\d{2}|/\d{2})?)"
_RUN = rf"(.*([-–—]|\bto\b)\s*)?{_DATED}"
_QUARTERS = r"[Qq][1-4](\s*([-–—]|to)\s*[Qq]?[1-4])?"
_NO_PERIOD = (
    "This is not a period: write total, Q1, 2008/09 or June 2010. In braces a comma ends a value: "
    "write an amount without one, or in quotes."
)
#: The keys of amounts over time, for the schemas: words that are a period, or a year.
PERIOD_KEYS: Schema = {
    "description": "A period: `Q1`, `2008/09`, `June 2010`",
    "anyOf": [
        {
            "type": "string",
            "pattern": rf"^(total|{_QUARTERS}|{_RUN})$",
            "errorMessage": _NO_PERIOD,
        },
        {"type": "integer", "minimum": 1900, "maximum": 2199, "errorMessage": _NO_PERIOD},
    ],
}
MONEY_SCHEMA: Schema = {
    "description": "An amount, exact to the penny; a bare number counts the plan's `unit`",
    "type": ["string", "number"],
    "pattern": f"^{_AMOUNT}$",
    "patternErrorMessage": "This is not an amount: write 225000, £225,000, 225k or £1.7m.",
    "examples": [225000, "£225,000", "225k", "£1.7m"],
}
ENTRY_SCHEMA: Schema = {
    "description": "An amount, which may be to be confirmed: `2500 tbc`, or `tbc` alone",
    "type": ["string", "number"],
    "pattern": rf"^({_AMOUNT}(\s+{_TBC})?|[tT][bB][cC])$",
    "patternErrorMessage": "This is not an amount: write 225000, £225,000, 225k, 2500 tbc or tbc.",
    "examples": [225000, "£225,000", "225k", "2500 tbc", "tbc"],
}
PERIOD_SCHEMA: Schema = {
    "description": "A day, month, year, financial year, quarter or a run of them",
    "type": ["string", "integer"],
    "minimum": 1900,
    "maximum": 2199,
    "pattern": f"^({_QUARTERS}|{_RUN})$",
    "patternErrorMessage": "This is not a date or period: write 2010-06-30, June 2010, 2010/11 "
    "or Q2.",
    "examples": ["2010-06-30", "June 2010", "2010/11", "Q2", "Q2–Q4"],
}
DATED_SCHEMA: Schema = {
    **PERIOD_SCHEMA,
    "description": "A day, month, year or financial year",
    "pattern": f"^{_RUN}$",
    "patternErrorMessage": "This is not a date: write 2010-06-30, June 2010 or 2010/11.",
    "examples": ["2010-06-30", "June 2010", "2010/11"],
}
NUMBER_SCHEMA: Schema = {
    "description": "A number",
    "type": ["string", "number"],
    "pattern": f"^{_NUMBER}$",
    "patternErrorMessage": "This is not a number: write digits, such as 150 or 2.5.",
}
COUNT_SCHEMA: Schema = {
    "type": ["integer", "string"],
    "minimum": 0,
    "pattern": f"^{_WHOLE}$",
    "patternErrorMessage": "This is not a whole number: write digits, such as 8.",
}
QUANTITY_SCHEMA: Schema = {
    "description": "A number, a percentage or an amount in pounds",
    "type": ["string", "number"],
    "pattern": rf"^({_NUMBER}\s*%?|(?=-?£){_AMOUNT})$",
    "patternErrorMessage": "This is not a quantity: write 503, 33% or £8m, and words under text.",
    "examples": [503, "33%", "£8m"],
}
PERCENT_SCHEMA: Schema = {
    "description": "A percentage",
    "type": "string",
    "pattern": rf"^{_WHOLE}?(\.\d+)?\s*%$",
    "patternErrorMessage": "This is not a percentage: write it with its sign, such as 5%.",
    "examples": ["5%", "0.5%"],
}
ID_SCHEMA: Schema = {
    "description": "An id: small letters, digits and hyphens",
    "type": ["string", "integer"],
    "maxLength": 80,
    "pattern": f"^{ID_PATTERN}$",
    "patternErrorMessage": "This is not an id: write small letters, digits and single hyphens.",
}
