package io.letterhead.dsl;

/** The names of all problems that reading a file can have, beside those of the compiler. */
enum FileProblem {
  BAD_CONDITION("bad-condition"),
  BAD_FIELD_NAME("bad-field-name"),
  BAD_FIXED_VALUE("bad-fixed-value"),
  BAD_GROUP_NAME("bad-group-name"),
  BAD_GUARD("bad-guard"),
  BAD_NAME("bad-name"),
  BAD_ORIGIN("bad-origin"),
  BAD_PATH("bad-path"),
  BAD_PROFILE("bad-profile"),
  BAD_QUERY("bad-query"),
  BAD_REJECT("bad-reject"),
  BAD_SWITCH("bad-switch"),
  BAD_YAML("bad-yaml"),
  CREDENTIAL_WITHOUT_PROFILE("credential-without-profile"),
  DUPLICATE_KEY("duplicate-key"),
  EMPTY_FILE("empty-file"),
  GLOB_NOT_ALLOWED("glob-not-allowed"),
  INLINE_SECRET("inline-secret"),
  MISSING_KEY("missing-key"),
  MISSING_VALUE("missing-value"),
  MISSING_VERSION("missing-version"),
  NESTED_GROUP("nested-group"),
  NOT_FOR_RESPONSES("not-for-responses"),
  REDEFINED_PROFILE("redefined-profile"),
  SECOND_DOCUMENT("second-document"),
  TOO_DEEP("too-deep"),
  TOO_LARGE("too-large"),
  TWO_SOURCES("two-sources"),
  TWO_VERBS("two-verbs"),
  UNKNOWN_FACT("unknown-fact"),
  UNKNOWN_KEY("unknown-key"),
  UNKNOWN_PROFILE("unknown-profile"),
  UNKNOWN_VERB("unknown-verb"),
  UNKNOWN_VERSION("unknown-version"),
  UNREADABLE_FILE("unreadable-file"),
  VERB_NOT_FIRST("verb-not-first"),
  WRONG_TYPE("wrong-type"),
  YAML_ALIAS("yaml-alias"),
  YAML_TAG("yaml-tag");

  private final String title;

  FileProblem(String title) {
    this.title = title;
  }

  /** The stable kebab-case name. */
  String title() {
    return title;
  }
}
