package io.letterhead.policy;

/**
 * A field without which no request leaves.
 *
 * @param name the field that must leave
 * @param source the caller's field that becomes it: the same name, or a rename's source
 * @param rule the rule that asks for it
 */
record Requirement(FieldName name, FieldName source, Rule.Require rule) {}
