package io.letterhead.policy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the language says of request targets, written down a second time in the plainest way.
 *
 * @param path canonical
 * @param query with its {@code ?}; empty where there is none
 */
record NaiveTarget(String path, String query) {

  private static final String ESCAPE = "%[0-9A-Fa-f]{2}";
  private static final Pattern PATH =
      Pattern.compile("/(?:[A-Za-z0-9._~!$&'()*+,;=:@/-]|" + ESCAPE + ")*");
  private static final Pattern QUERY =
      Pattern.compile("(?:\\?(?:[A-Za-z0-9._~!$&'()*+,;=:@/?\\[\\]{}|^`\"<>-]|" + ESCAPE + ")*)?");
  private static final Pattern PARAMETER = Pattern.compile("([&;])([^&;]*)");

  /** A dot segment that a server finds once it decodes a slash, or cuts parameters off. */
  private static final Pattern HIDDEN_DOTS =
      Pattern.compile("%2[Ff]\\.\\.?(?=;|%3B|%2[Ff]|/|$)|/\\.\\.?(?=;|%3B|%2[Ff])");

  private static final Pattern REFUSED_ESCAPES = Pattern.compile("%([01].|5[Cc]|7[Ff])");

  /** The target as it is sent on; empty where it is refused. */
  static Optional<NaiveTarget> of(String target) {
    int mark = (target + "?").indexOf('?');
    String query = target.substring(mark);
    String path = target.substring(0, mark);
    if (!PATH.matcher(path).matches()
        || !QUERY.matcher(query).matches()
        || REFUSED_ESCAPES.matcher(path).find()) {
      return Optional.empty();
    }
    path = Pattern.compile(ESCAPE).matcher(path).replaceAll(NaiveTarget::escape);
    if (path.contains("//")) {
      return Optional.empty();
    }
    if (HIDDEN_DOTS.matcher(path).find()) {
      return Optional.empty();
    }
    return Optional.of(new NaiveTarget(resolved(path), query));
  }

  boolean hasEncodedSlash() {
    return path.matches(".*%2[Ff].*");
  }

  /** The query without credentials, and with what is missing. */
  String query(Policy policy, Provider provider, List<String> removed) {
    StringBuilder kept = new StringBuilder();
    List<String> names = new ArrayList<>();
    if (!query.isEmpty()) {
      Matcher parameters = PARAMETER.matcher("&" + query.substring(1));
      while (parameters.find()) {
        String name = decoded(parameters.group(2).split("=", 2)[0]);
        if (isCredential(policy, name)
            && provider.query().allow().stream().noneMatch(a -> alike(a.text(), name))) {
          removed.add("?" + NaiveNames.printable(name));
        } else {
          kept.append(kept.isEmpty() ? "?" : parameters.group(1)).append(parameters.group(2));
          names.add(name);
        }
      }
    }
    for (QueryRules.Default fallback : provider.query().defaults()) {
      if (names.stream().noneMatch(name -> alike(fallback.name().text(), name))) {
        kept.append(kept.isEmpty() ? "?" : "&");
        kept.append(escaped(fallback.name().text()) + "=" + escaped(fallback.value().text()));
      }
    }
    return kept.toString();
  }

  private static boolean isCredential(Policy policy, String name) {
    return NaiveNames.isIn(
            "credential-parameters.txt", "credential-parameter", NaiveNames.fold(name))
        || policy.profiles().stream()
            .flatMap(profile -> profile.parameters().stream())
            .anyMatch(parameter -> alike(parameter, name));
  }

  private static boolean alike(String one, String other) {
    return NaiveNames.fold(one).equals(NaiveNames.fold(other));
  }

  private static String decoded(String name) {
    return URLDecoder.decode(name, UTF_8);
  }

  /** For texts of the policies that tests have: letters, digits, spaces, unreserved marks. */
  private static String escaped(String text) {
    return text.replace(" ", "%20").replace("&", "%26");
  }

  private static String escape(MatchResult found) {
    char c = (char) Integer.parseInt(found.group().substring(1), 16);
    if (String.valueOf(c).matches("[A-Za-z0-9._~-]")) {
      return String.valueOf(c);
    }
    return c == '/' ? found.group() : String.format(Locale.ROOT, "%%%02X", (int) c);
  }

  private static String resolved(String path) {
    String rest = path;
    String out = "";
    while (!rest.isEmpty()) { // RFC 3986, section 5.2.4
      if (rest.startsWith("/./") || rest.equals("/.")) {
        rest = "/" + rest.substring(Math.min(3, rest.length()));
      } else if (rest.startsWith("/../") || rest.equals("/..")) {
        rest = "/" + rest.substring(Math.min(4, rest.length()));
        out = out.replaceFirst("/[^/]*$", "");
      } else {
        String segment = rest.replaceFirst("(?<=.)/.*$", "");
        out += segment;
        rest = rest.substring(segment.length());
      }
    }
    return out;
  }
}
