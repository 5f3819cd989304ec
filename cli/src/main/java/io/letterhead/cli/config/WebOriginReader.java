package io.letterhead.cli.config;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableSet;
import io.letterhead.dsl.Words;
import io.letterhead.dsl.YamlNode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the origins of web pages (RFC 6454, section 6.2), as browsers send them. */
final class WebOriginReader {

  private static final Pattern ORIGIN =
      Pattern.compile(
          "([a-z][a-z0-9+.-]*)://(\\[[0-9a-f:.]+\\]|[a-z0-9_.-]+)(?::([1-9][0-9]{0,4}))?");

  /** What people write around an origin. */
  private static final Pattern BEHIND = Pattern.compile("(?<=[^/:])/.*$");

  private static final String WHY =
      "an origin is compared as a whole with what browsers send: a scheme, a host in lower case,"
          + " and a port where it is not the scheme's own";

  private WebOriginReader() {}

  /** The origins. */
  static ImmutableSet<String> read(Given given) {
    ImmutableSet.Builder<String> origins = ImmutableSet.builder();
    // Not taken for a missing value: `null` is what pages without an origin send.
    if (given.node() instanceof YamlNode.Sequence list) {
      for (YamlNode item : list.items()) {
        if (item instanceof YamlNode.Scalar word && word.text().equals("null")) {
          refuse(given, word);
        } else {
          given
              .file()
              .shapes()
              .scalar(item, "an item of " + given.what())
              .flatMap(word -> origin(given, word))
              .ifPresent(origins::add);
        }
      }
      if (list.items().isEmpty()) {
        given.words(); // says so
      }
    } else {
      given.word().flatMap(word -> origin(given, word)).ifPresent(origins::add);
    }
    return origins.build();
  }

  private static Optional<String> origin(Given given, YamlNode.Scalar word) {
    if (isOrigin(word.text())) {
      return Optional.of(word.text());
    }
    refuse(given, word);
    return Optional.empty();
  }

  private static void refuse(Given given, YamlNode.Scalar word) {
    String text = word.text();
    String why = WHY;
    String fix = "write an origin such as `https://ui.example`";
    String meant = BEHIND.matcher(Ascii.toLowerCase(text)).replaceFirst("");
    String portless = meant.replaceFirst("^(https://.*):443$|^(http://.*):80$", "$1$2");
    if (text.equals("*")) {
      why = "any page that someone opens could use the keys";
      fix = "list the origins of the pages that may call, such as `https://ui.example`";
    } else if (text.equals("null")) {
      why = "it is what sandboxed pages and local files send, whoever wrote them";
      fix = "serve the page from a host, and list that origin";
    } else if (isOrigin(portless)) {
      fix = "write " + Words.quote(portless);
    }
    given.error(
        ConfigProblem.BAD_WEB_ORIGIN,
        word.position(),
        Words.quote(text) + " is no origin of a web page",
        why,
        fix);
  }

  private static boolean isOrigin(String text) {
    Matcher matcher = ORIGIN.matcher(text);
    if (!matcher.matches()) {
      return false;
    }
    String host = matcher.group(2);
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    String port = matcher.group(3) == null ? "" : matcher.group(3);
    boolean own =
        (matcher.group(1).equals("https") && port.equals("443"))
            || (matcher.group(1).equals("http") && port.equals("80"));
    return !own
        && (port.isEmpty() || Integer.parseInt(port) <= 65_535)
        && HostReader.host(bare).isPresent();
  }
}
