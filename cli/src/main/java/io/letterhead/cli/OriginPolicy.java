package io.letterhead.cli;

import io.letterhead.policy.Origin;
import java.util.regex.Pattern;

/** The policy that {@code serve --origin URL --key-env NAME} stands for. */
final class OriginPolicy {

  /** What problems call it. */
  static final String NAME = "letterhead.yaml";

  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private OriginPolicy() {}

  /**
   * The policy's text.
   *
   * @throws IllegalArgumentException if the URL is no origin or the name is none of a variable; the
   *     message shows neither
   */
  static String text(String url, String variable) {
    Origin origin = Origin.parse(url);
    if (!isVariable(variable)) {
      throw new IllegalArgumentException(
          "a variable's name has letters, digits and underscores; give the name of the variable"
              + " that holds the key, never the key");
    }
    return String.join(
        "\n",
        "version: 1",
        "secrets:",
        "  key: { env: " + variable + " }",
        "providers:",
        "  origin:",
        "    origin: \"" + origin + "\"",
        "    rules:",
        "      - inject: Authorization",
        "        from-secret: key",
        "        as: bearer",
        "      - allow: [\"@tracing\", \"@sdk\"]",
        "");
  }

  /** Whether this is the name of a variable. */
  static boolean isVariable(String name) {
    return VARIABLE.matcher(name).matches();
  }
}
