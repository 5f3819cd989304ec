package io.letterhead.policy;

/** A field that the policy writes into each request of a provider. */
sealed interface Written {

  /** The name on the wire. */
  FieldName name();

  /** The rule that says so. */
  Rule rule();

  /**
   * A fixed value.
   *
   * @param name the field
   * @param value its value
   * @param rule the rule
   */
  record Fixed(FieldName name, String value, Rule rule) implements Written {}

  /**
   * A fixed value where no field of the caller passes.
   *
   * @param name the field
   * @param value its value
   * @param rule the rule
   */
  record Fallback(FieldName name, String value, Rule rule) implements Written {}

  /**
   * A credential.
   *
   * @param name the field
   * @param index which of the provider's credentials it is
   * @param rule the rule
   */
  record Injected(FieldName name, int index, Rule.Inject rule) implements Written {}
}
