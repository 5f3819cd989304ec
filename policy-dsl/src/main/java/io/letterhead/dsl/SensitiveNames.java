package io.letterhead.dsl;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.letterhead.policy.FieldName;

/** The names under which credentials are written: what stands there, excerpts do not show. */
final class SensitiveNames {

  /** Keys under which people write secrets themselves. */
  private static final ImmutableSet<String> INLINE =
      ImmutableSet.of("value", "secret", "token", "key", "password", "literal", "inline", "plain");

  private static final ImmutableList<String> PARTS =
      ImmutableList.of("auth", "key", "token", "secret", "cookie", "password", "credential");

  private SensitiveNames() {}

  /** Whether a secret's declaration with this key holds the secret itself. */
  static boolean isInline(String key) {
    return INLINE.contains(key);
  }

  /** Whether a fixed value of this field may well be a credential. */
  static boolean mayHoldSecret(FieldName name) {
    return hasPart(name.folded());
  }

  /** Whether what stands under a key that the language does not have may well be a secret. */
  static boolean mayHoldSecret(String key) {
    return isInline(key) || hasPart(Ascii.toLowerCase(key));
  }

  /** Whether the value of a query parameter of this name may well be a credential. */
  static boolean isCredentialParameter(String name) {
    return mayHoldSecret(name) || Ascii.toLowerCase(name).contains("sig");
  }

  private static boolean hasPart(String name) {
    return PARTS.stream().anyMatch(name::contains);
  }
}
