package io.letterhead.policy;

/** A field that the policy writes into each request of a class. */
sealed interface Written {

  /** A credential of which there is no secret: only a caller can bring one. */
  int NO_SECRET = -1;

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
   * A fact of the request, where it is known.
   *
   * @param name the field
   * @param fact which
   * @param rule the rule
   */
  record Fact(FieldName name, RequestFact fact, Rule rule) implements Written {}

  /**
   * A text of the caller's data, where it is there.
   *
   * @param name the field
   * @param key its key
   * @param rule the rule
   */
  record Datum(FieldName name, String key, Rule rule) implements Written {}

  /**
   * A credential.
   *
   * @param name the field
   * @param index which of the provider's credentials it is, or {@link #NO_SECRET}
   * @param brought what renders a brought one
   * @param rule the rule
   */
  record Injected(FieldName name, int index, BroughtCredentials brought, Rule.Inject rule)
      implements Written {}

  /**
   * What a plug-in's rule writes: {@link #name} is the first of its names.
   *
   * @param name the first name
   * @param configured the plug-in's rule
   * @param rule the rule
   */
  record Custom(FieldName name, CustomRules.Configured configured, Rule.Custom rule)
      implements Written {}
}
