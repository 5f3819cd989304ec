package io.letterhead.vertx.callers;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.nio.file.Path;
import java.util.Optional;

/** Who may call a gateway. Immutable. */
public sealed interface Callers {

  /** Nothing is said: anyone, as long as the gateway listens on loopback only. */
  record Unsaid() implements Callers {}

  /** Anyone who reaches the gateway, wherever it listens; said aloud. */
  record None() implements Callers {}

  /**
   * Whoever has one of these. A caller's id is {@code key/NAME}, {@code user/NAME} or {@code
   * jwt/SUBJECT}.
   *
   * @param keys the digests of keys, by the name of who has the key: 1 to 256 characters of
   *     printable ASCII, none a space; no two have one key
   * @param htpasswd the file of users with the hashes of their passwords
   * @param jwt who issues tokens
   */
  record Authenticated(
      ImmutableMap<String, KeyDigest> keys, Optional<Path> htpasswd, Optional<JwtIssuer> jwt)
      implements Callers {

    /**
     * @throws NullPointerException if an argument is null
     * @throws IllegalArgumentException if nobody could ever call, a name is none, or two names have
     *     one key
     */
    public Authenticated {
      requireNonNull(keys, "keys");
      requireNonNull(htpasswd, "htpasswd");
      requireNonNull(jwt, "jwt");
      if (keys.isEmpty() && htpasswd.isEmpty() && jwt.isEmpty()) {
        throw new IllegalArgumentException("callers: nobody could call (expected: keys, or a way)");
      }
      if (!keys.keySet().stream().allMatch(CallerName::isOne)) {
        throw new IllegalArgumentException(
            "callers: a key's name is none (expected: 1 to 256 of printable ASCII, no space)");
      }
      if (ImmutableSet.copyOf(keys.values()).size() != keys.size()) {
        throw new IllegalArgumentException("callers: two names have one key");
      }
    }

    /** Shows nothing of the callers. */
    @Override
    public String toString() {
      return "Authenticated";
    }
  }

  /** Whether a request's caller is authenticated. */
  default boolean areAuthenticated() {
    return this instanceof Authenticated;
  }
}
