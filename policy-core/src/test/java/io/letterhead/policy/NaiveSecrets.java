package io.letterhead.policy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * What the language says of credentials, written down a second time in the plainest way.
 *
 * @param held what the source holds, by the secret's name
 */
record NaiveSecrets(Map<String, String> held) {

  private static final String USABLE = "[!-~]([ -~]*[!-~])?";

  /** The field's value of a secret; empty where it cannot be had. */
  Optional<String> rendered(String secret, String scheme) {
    return Optional.ofNullable(held.get(secret))
        .map(found -> found.replaceFirst("\r?\n\\z", ""))
        .flatMap(found -> rendering(found, scheme));
  }

  /** The field's value of what a caller brings; empty where it is no credential of the scheme. */
  static Optional<String> brought(String value, String scheme) {
    if (!value.matches(USABLE)) {
      return Optional.empty();
    }
    if (scheme.equals("bearer")) {
      return rendering(value.replaceFirst("(?i)^Bearer( |$)", ""), scheme);
    }
    if (scheme.equals("basic") && value.matches("(?i)Basic( .*)?")) {
      try {
        byte[] decoded = Base64.getDecoder().decode(value.replaceFirst("^[^ ]* ?", ""));
        return rendering(new String(decoded, ISO_8859_1), scheme);
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }
    if (scheme.equals("basic") && value.matches("[^:]* [^:]*:.*")) {
      return Optional.empty(); // a word before a space is most likely another scheme's name
    }
    return rendering(value, scheme);
  }

  private static Optional<String> rendering(String secret, String scheme) {
    if (!secret.matches(USABLE)) {
      return Optional.empty();
    }
    return switch (scheme) {
      case "raw" -> Optional.of(secret);
      case "bearer" -> secret.contains(" ") ? Optional.empty() : Optional.of("Bearer " + secret);
      case "basic" ->
          secret.matches("[^:]*:.+")
              ? Optional.of(
                  "Basic " + Base64.getEncoder().encodeToString(secret.getBytes(ISO_8859_1)))
              : Optional.empty();
      default -> throw new AssertionError(scheme);
    };
  }
}
