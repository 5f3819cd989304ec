package io.letterhead.vertx.callers;

import com.google.common.base.Ascii;
import com.google.common.base.CharMatcher;
import com.google.common.io.BaseEncoding;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** One credential, as a field line presents it. None shows anything of itself. */
sealed interface Credential {

  /** The most characters of user and password together, as sent: hashing takes time by length. */
  int MAX_BASIC = 1024;

  /**
   * What a bearer is known by: a key or a token.
   *
   * @param text its characters, each one byte
   * @param mayBeToken whether it came where tokens do
   */
  record Bearer(String text, boolean mayBeToken) implements Credential {
    @Override
    public String toString() {
      return "Bearer";
    }
  }

  /** A user's name and password (RFC 7617), in UTF-8. */
  record Basic(String user, String password) implements Credential {
    @Override
    public String toString() {
      return "Basic";
    }
  }

  /**
   * Reads a field line: {@code Authorization} with a scheme, or a bare key in any other.
   *
   * @return nothing if it holds no credential, more than one, or one of another scheme
   */
  static Optional<Credential> read(String name, String line) {
    String value = CharMatcher.anyOf(" \t").trimFrom(line); // OWS: RFC 9110, section 5.5
    if (!Ascii.equalsIgnoreCase(name, "Authorization")) {
      return one(value).map(key -> new Bearer(key, false));
    }
    int end = value.indexOf(' ');
    if (end < 0) {
      return Optional.empty();
    }
    String scheme = value.substring(0, end);
    Optional<String> rest = one(CharMatcher.is(' ').trimLeadingFrom(value.substring(end)));
    if (Ascii.equalsIgnoreCase(scheme, "Bearer")) {
      return rest.map(key -> new Bearer(key, true));
    }
    return Ascii.equalsIgnoreCase(scheme, "Basic")
        ? rest.flatMap(Credential::basic)
        : Optional.empty();
  }

  /** One run of characters that are each one byte, and neither space nor control. */
  private static Optional<String> one(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c <= ' ' || c == 0x7F || c > 0xFF) {
        return Optional.empty();
      }
    }
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  private static Optional<Credential> basic(String encoded) {
    if (encoded.length() > MAX_BASIC || !BaseEncoding.base64().canDecode(encoded)) {
      return Optional.empty();
    }
    byte[] bytes = BaseEncoding.base64().decode(encoded);
    if (!BaseEncoding.base64().encode(bytes).equals(encoded)) {
      return Optional.empty();
    }
    String decoded;
    try {
      decoded = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException notUtf8) {
      return Optional.empty();
    }
    int colon = decoded.indexOf(':');
    return colon < 1 || CharMatcher.javaIsoControl().matchesAnyOf(decoded)
        ? Optional.empty()
        : Optional.of(new Basic(decoded.substring(0, colon), decoded.substring(colon + 1)));
  }
}
