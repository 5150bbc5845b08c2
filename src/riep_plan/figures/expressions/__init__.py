"""An organisation's own rules as expressions: read, checked and answered.

The language is CEL, the Common Expression Language. ``cel`` alone touches the package that reads
it; ``check`` finds what is wrong with an expression before there is a plan to try it on;
``shapes`` says what an expression may see. docs/own-rules.md tells people the rest.
"""
