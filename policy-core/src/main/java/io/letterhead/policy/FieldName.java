package io.letterhead.policy;

import static java.util.Objects.requireNonNull;

/**
 * A field name (RFC 9110, section 5.1) as a policy spells it, with its folded form.
 *
 * <p>Names are compared folded: ASCII letters to lower case, every other character that is no
 * letter or digit to {@code -}. So {@code X_Api_Key}, {@code x.api.key} and {@code X-Api-Key} are
 * one name, and equal. No locale and no Unicode takes part. Immutable.
 */
public final class FieldName implements Comparable<FieldName> {

  private final String spelled;
  private final String folded;

  private FieldName(String spelled, String folded) {
    this.spelled = spelled;
    this.folded = folded;
  }

  /**
   * The name that is spelled so.
   *
   * @throws NullPointerException if {@code spelled} is null
   * @throws IllegalArgumentException if {@code spelled} is no token (RFC 9110, section 5.6.2)
   */
  public static FieldName of(String spelled) {
    requireNonNull(spelled, "spelled");
    if (!Folding.isToken(spelled)) {
      throw new IllegalArgumentException("no field name (RFC 9110, section 5.1)");
    }
    return new FieldName(spelled, Folding.fold(spelled));
  }

  /**
   * Whether the text may be a field name or a method: a token.
   *
   * @throws NullPointerException if {@code text} is null
   */
  public static boolean isToken(String text) {
    return Folding.isToken(requireNonNull(text, "text"));
  }

  /**
   * Folds a name as sent.
   *
   * @throws NullPointerException if {@code name} is null
   * @throws IllegalArgumentException if {@code name} is no token
   */
  public static String fold(String name) {
    return Folding.fold(requireNonNull(name, "name"));
  }

  /** The name as the policy spells it: what goes on the wire. */
  public String spelled() {
    return spelled;
  }

  /** The name as it is compared. */
  public String folded() {
    return folded;
  }

  /** Orders by the folded name. */
  @Override
  public int compareTo(FieldName other) {
    return folded.compareTo(other.folded);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FieldName that && folded.equals(that.folded);
  }

  @Override
  public int hashCode() {
    return folded.hashCode();
  }

  @Override
  public String toString() {
    return spelled;
  }
}
