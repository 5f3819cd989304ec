package io.letterhead.dsl;

import com.google.common.collect.ImmutableList;
import io.letterhead.policy.FieldName;

/** The field names whose fixed values excerpts do not show, as they may well be credentials. */
final class SensitiveNames {

  private static final ImmutableList<String> PARTS =
      ImmutableList.of("auth", "key", "token", "secret", "cookie", "password", "credential");

  private SensitiveNames() {}

  static boolean mayHoldSecret(FieldName name) {
    return PARTS.stream().anyMatch(name.folded()::contains);
  }
}
