package io.letterhead.policy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.io.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What the language says of names, written down a second time in the plainest way: regular
 * expressions. Shares no code with the engine, only its data files.
 */
final class NaiveNames {

  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Pattern PLAIN = Pattern.compile("[0-9A-Za-z-]+");
  private static final Pattern PUNCTUATION = Pattern.compile("[^A-Za-z0-9]");
  private static final Pattern UNPRINTABLE = Pattern.compile("[^ -~]|\\\\");
  private static final Pattern BYTES = Pattern.compile("[\t -~\\x80-\\xff]*");
  private static final Pattern ASCII = Pattern.compile("[\t -~]*");
  private static final Map<String, Pattern> PATTERNS = new ConcurrentHashMap<>();
  private static final Map<String, Pattern> LISTS = new ConcurrentHashMap<>();

  private NaiveNames() {}

  static boolean isToken(String text) {
    return TOKEN.matcher(text).matches();
  }

  /** Whether a value holds no control character and nothing that is no byte. */
  static boolean isBytes(String value) {
    return BYTES.matcher(value).matches();
  }

  static boolean isAscii(String value) {
    return ASCII.matcher(value).matches();
  }

  static boolean isPlain(String name) {
    return PLAIN.matcher(name).matches();
  }

  static String fold(String name) {
    return PUNCTUATION.matcher(name).replaceAll("-").toLowerCase(Locale.ROOT);
  }

  /** A glob, folded but for its stars. */
  static String foldGlob(String glob) {
    return glob.replaceAll("[^A-Za-z0-9*]", "-").toLowerCase(Locale.ROOT);
  }

  /** Whether a glob, as spelled, matches a folded name. */
  static boolean matches(String glob, String folded) {
    return PATTERNS.computeIfAbsent(glob, g -> Pattern.compile(regex(g))).matcher(folded).matches();
  }

  /** Whether a folded name is in a section of a shipped list. */
  static boolean isIn(String file, String section, String folded) {
    return LISTS
        .computeIfAbsent(file + " " + section, key -> list(file, section))
        .matcher(folded)
        .matches();
  }

  /** The name as a message may show it. */
  static String printable(String name) {
    return UNPRINTABLE
        .matcher(name)
        .replaceAll(
            found -> "\\\\" + String.format(Locale.ROOT, "u%04x", (int) found.group().charAt(0)));
  }

  private static String regex(String glob) {
    return foldGlob(glob).replace("*", ".*");
  }

  private static Pattern list(String file, String section) {
    return Pattern.compile(
        entries(file, section)
            .lines()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .map(NaiveNames::regex)
            .collect(Collectors.joining("|")));
  }

  /** The lines of a section, comments among them. */
  private static String entries(String file, String section) {
    try {
      String text = Resources.toString(Resources.getResource(NaiveNames.class, file), UTF_8);
      int start = text.indexOf("[" + section + "]") + section.length() + 2;
      int end = (text + "\n[").indexOf("\n[", start);
      return text.substring(start, end);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The members of a built-in group as globs; none where there is no such group. */
  static List<String> group(String name) {
    if (!name.matches("@(message|tracing|conditional|sdk|mcp)")) {
      return List.of();
    }
    return entries("groups.txt", name)
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .toList();
  }
}
