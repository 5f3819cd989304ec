package io.letterhead.policy;

/**
 * A field without which no request leaves.
 *
 * @param name the field that must leave
 * @param rule the rule that asks for it
 */
record Requirement(FieldName name, Rule.Require rule) {}
