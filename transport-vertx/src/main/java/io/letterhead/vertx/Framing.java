package io.letterhead.vertx;

import com.google.common.base.Ascii;
import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import io.letterhead.policy.FieldName;
import io.vertx.core.MultiMap;
import java.util.List;

/**
 * How long a message's body is (RFC 9112, section 6), read so that no two readers can disagree.
 *
 * @param kind how the end of the body is told
 * @param length the length in bytes where it is told ahead, else 0
 */
record Framing(Kind kind, long length) {

  /** How the end of a body is told. */
  enum Kind {
    /** There is no body, or it ends with the connection. */
    NONE,
    /** By {@code Content-Length}. */
    LENGTH,
    /** By the chunked coding, or in HTTP/2 by the frame that is the last. */
    CHUNKED
  }

  static final Framing NONE = new Framing(Kind.NONE, 0);

  /** A body whose length is not told ahead. */
  static final Framing UNTOLD = new Framing(Kind.CHUNKED, 0);

  private static final int MOST_DIGITS = 18;
  private static final CharMatcher OWS = CharMatcher.anyOf(" \t");

  /**
   * Reads a message's framing.
   *
   * @throws RefusedException if a field is malformed, repeated, or both are there
   */
  static Framing of(MultiMap fields) {
    return of(fields.getAll("Transfer-Encoding"), fields.getAll("Content-Length"));
  }

  /**
   * Reads a message's framing from the values of its two fields.
   *
   * @throws RefusedException if a field is malformed, repeated, or both are there
   */
  static Framing of(List<String> codings, List<String> lengths) {
    if (codings.isEmpty() && lengths.isEmpty()) {
      return NONE;
    }
    if (codings.size() + lengths.size() > 1) {
      throw new RefusedException(Refusal.FRAMING);
    }
    if (lengths.isEmpty()) {
      requireChunked(OWS.trimFrom(codings.get(0)));
      return UNTOLD;
    }
    return new Framing(Kind.LENGTH, length(OWS.trimFrom(lengths.get(0))));
  }

  private static void requireChunked(String coding) {
    if (Ascii.equalsIgnoreCase(coding, "chunked")) {
      return;
    }
    List<String> codings = Splitter.on(',').trimResults(OWS).splitToList(coding);
    for (int i = 0; i < codings.size(); i++) {
      String one = codings.get(i);
      boolean last = i == codings.size() - 1;
      if (!FieldName.isToken(one) || (!last && Ascii.equalsIgnoreCase(one, "chunked"))) {
        throw new RefusedException(Refusal.FRAMING);
      }
    }
    throw new RefusedException(Refusal.CODING);
  }

  private static long length(String digits) {
    if (digits.isEmpty()
        || digits.length() > MOST_DIGITS
        || !CharMatcher.inRange('0', '9').matchesAllOf(digits)) {
      throw new RefusedException(Refusal.FRAMING);
    }
    return Long.parseLong(digits);
  }

  /** Whether a body follows. */
  boolean hasBody() {
    return kind == Kind.CHUNKED || length > 0;
  }
}
