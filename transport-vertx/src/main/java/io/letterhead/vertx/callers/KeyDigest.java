package io.letterhead.vertx.callers;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;

import com.google.common.base.Ascii;
import com.google.common.base.CharMatcher;
import com.google.common.hash.HashCode;
import com.google.common.hash.Hashing;
import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The SHA-256 digest of a caller's key: all that a gateway keeps of it. Immutable. */
public final class KeyDigest {

  private static final String PREFIX = "sha256:";
  private static final int BYTES = 32;

  private final byte[] digest;

  private KeyDigest(byte[] digest) {
    this.digest = digest;
  }

  /**
   * Reads {@code sha256:} with 64 hexadecimal digits.
   *
   * @throws NullPointerException if {@code text} is null
   * @throws IllegalArgumentException if it is no such digest; the message does not show it
   */
  public static KeyDigest parse(String text) {
    requireNonNull(text, "text");
    try {
      if (text.startsWith(PREFIX)) {
        byte[] digest =
            HashCode.fromString(Ascii.toLowerCase(text.substring(PREFIX.length()))).asBytes();
        if (digest.length == BYTES) {
          return new KeyDigest(digest);
        }
      }
    } catch (IllegalArgumentException notHexadecimal) {
      // said below
    }
    throw new IllegalArgumentException("no digest of a key (expected: sha256: and 64 hex digits)");
  }

  /**
   * The digest of a key.
   *
   * @param key its characters, each one byte (ISO 8859-1)
   * @throws NullPointerException if {@code key} is null
   * @throws IllegalArgumentException if it holds another character; the message does not show it
   */
  public static KeyDigest of(String key) {
    if (!CharMatcher.inRange('\0', '\u00FF').matchesAllOf(key)) {
      throw new IllegalArgumentException("a key has a character that is more than one byte");
    }
    return new KeyDigest(Hashing.sha256().hashString(key, ISO_8859_1).asBytes());
  }

  /** Whether both are digests of one key; takes as long whether or not they are. */
  public boolean matches(KeyDigest other) {
    return MessageDigest.isEqual(digest, other.digest);
  }

  /** Whether it is the digest of the same key. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof KeyDigest digest && matches(digest);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(digest);
  }

  /** Shows nothing of the digest. */
  @Override
  public String toString() {
    return PREFIX + "...";
  }
}
