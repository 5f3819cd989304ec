package io.letterhead.policy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.letterhead.policy.spi.CredentialScheme;
import java.util.Base64;

/** What one inject rule writes in one generation of secrets. Prints no secret. */
sealed interface Credential {

  /**
   * Forms of a secret shorter than this are not looked for in responses: they would match at
   * chance.
   */
  int SHORTEST_REFLECTION = 8;

  /** The secret rendered by its scheme, ready for the wire. */
  final class Rendered implements Credential {

    private final String value;
    private final ImmutableSet<String> reflections;
    private final boolean brief;

    private Rendered(String value, ImmutableSet<String> reflections, boolean brief) {
      this.value = value;
      this.reflections = reflections;
      this.brief = brief;
    }

    /** Whether the secret or a part of it is too short to be looked for. */
    boolean isBrief() {
      return brief;
    }

    /** The field's value. */
    String value() {
      return value;
    }

    /**
     * Whether a part of a response holds the secret, its rendered value or a part, as it is, in
     * base64, or percent-encoded in any of the ways that clients and servers do.
     */
    boolean isReflectedIn(String response) {
      return holdsReflection(response)
          || (response.indexOf('%') >= 0 && holdsReflection(percentDecoded(response)))
          || (response.indexOf('+') >= 0
              && holdsReflection(percentDecoded(response.replace('+', ' '))));
    }

    private boolean holdsReflection(String text) {
      for (String reflection : reflections) {
        if (text.contains(reflection)) {
          return true;
        }
      }
      return false;
    }

    @Override
    public String toString() {
      return "(secret)";
    }
  }

  /**
   * A secret that cannot be had.
   *
   * @param secret the secret's name
   * @param reason why, without the secret
   */
  record Unusable(String secret, String reason) implements Credential {}

  /** Renders a secret. */
  static Credential render(String name, Secret secret, CredentialScheme scheme) {
    try {
      String value = scheme.render(secret);
      Secret.requireUsable(value); // what a scheme returns is held to what a secret is held to
      ImmutableList<String> parts =
          ImmutableList.<String>builder()
              .add(secret.reveal(), value)
              .addAll(scheme.sensitiveParts(secret))
              .build();
      return new Rendered(
          value,
          reflections(parts),
          parts.stream().anyMatch(part -> part.length() < SHORTEST_REFLECTION));
    } catch (SecretUnusableException e) {
      return new Unusable(name, String.valueOf(e.getMessage()));
    } catch (RuntimeException | Error e) {
      return new Unusable(name, failure("scheme", scheme.name(), e));
    }
  }

  /**
   * Renders what a caller brings, held to what a secret is held to. It is in no response's sweep.
   */
  static Credential brought(String brought, CredentialScheme scheme) {
    try {
      Secret.requireUsable(brought);
      String bare = scheme.bare(brought);
      Secret.requireUsable(bare); // a line end is trimmed from a file's secret, not from a caller's
      String value = scheme.render(Secret.of(bare));
      Secret.requireUsable(value);
      return new Rendered(value, ImmutableSet.of(), false);
    } catch (SecretUnusableException e) {
      return new Unusable("", String.valueOf(e.getMessage()));
    } catch (RuntimeException | Error e) {
      return new Unusable("", failure("scheme", scheme.name(), e));
    }
  }

  /** What is said of a plug-in that broke its contract: its own message might show the secret. */
  static String failure(String kind, String plugIn, Throwable thrown) {
    return kind + " `" + plugIn + "` " + FailedCallException.message(thrown);
  }

  /** What stands for a credential where no secret is resolved. */
  static Credential standIn(String name) {
    return new Rendered("(secret " + name + ")", ImmutableSet.of(), false);
  }

  private static ImmutableSet<String> reflections(ImmutableList<String> parts) {
    ImmutableSet.Builder<String> forms = ImmutableSet.builder();
    for (String part : parts) {
      if (part.length() >= SHORTEST_REFLECTION) {
        byte[] bytes = part.getBytes(US_ASCII);
        forms.add(part);
        forms.add(Base64.getEncoder().withoutPadding().encodeToString(bytes));
        forms.add(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
      }
    }
    return forms.build();
  }

  /** The text with what escapes it has decoded; what is no escape stays. */
  private static String percentDecoded(String text) {
    StringBuilder decoded = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      int octet = text.charAt(i) == '%' ? TargetSyntax.octet(text, i) : -1;
      if (octet >= 0) {
        decoded.append((char) octet);
        i += 2;
      } else {
        decoded.append(text.charAt(i));
      }
    }
    return decoded.toString();
  }
}
