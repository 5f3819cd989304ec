package io.letterhead.dsl;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What well-known credentials look like, so that one that is pasted at a wrong place is not shown.
 *
 * <p>A precaution only: a credential of another form is not recognised.
 */
final class CredentialShape {

  private static final Pattern SHAPE =
      Pattern.compile(
          "(?:sk-|sk_|pk_|rk_|ghp_|gho_|ghs_|github_pat_|glpat-|hf_|xox[a-z]-|AIza|AKIA|eyJ|nvapi-"
              + "|gsk_|r8_|hvs\\.)[A-Za-z0-9_.~+/=-]{12,}"
              + "|\\b(?:Bearer|Basic)\\s+[A-Za-z0-9_.~+/=-]{8,}");

  private static final Pattern USERINFO = Pattern.compile("(?<=://)[^/\\s@'\"]+(?=@)");

  private CredentialShape() {}

  /** Whether the text holds something that looks like a credential. */
  static boolean isIn(String text) {
    return SHAPE.matcher(text).find();
  }

  /** Finds what looks like a credential. */
  static Matcher matcher(String text) {
    return SHAPE.matcher(text);
  }

  /** Finds the userinfo of URLs. */
  static Matcher userinfo(String text) {
    return USERINFO.matcher(text);
  }
}
