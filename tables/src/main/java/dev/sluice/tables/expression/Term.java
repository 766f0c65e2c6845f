package dev.sluice.tables.expression;

/// What may stand in parentheses in a condition: a condition or an operand.
sealed interface Term permits Operand, Condition {}
