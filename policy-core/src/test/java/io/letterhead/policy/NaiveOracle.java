package io.letterhead.policy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.io.Resources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The lines of the language for one name, written down a second time in the plainest way: regular
 * expressions. Shares no code with the engine, only its data files. Rules are {@code VERB PATTERN}.
 */
record NaiveOracle(List<String> rules) {
  private static final Pattern TRANSPORT = list("transport-owned.txt", "transport");
  private static final Pattern CREDENTIAL = list("reserved.txt", "credential");
  private static final Pattern CLAIM = list("reserved.txt", "claim");
  private static final Pattern EXACT_ONLY = list("exact-only.txt", "exact-only");
  private static final Pattern MESSAGE = list("groups.txt", "@message");

  /** A reason for removal, or {@code passes as NAME}. */
  String judge(String name) {
    String folded = fold(name);
    if (is(TRANSPORT, folded)) return "transport";
    if (is(CREDENTIAL, folded) || is(CLAIM, folded)) return "sealed";
    if (rules.stream().anyMatch(r -> r.matches("(set|inject|to) .*") && named(r, folded)))
      return "sealed";
    if (rules.stream().anyMatch(r -> r.startsWith("deny ") && named(r, folded))) return "denied";
    List<String> exact =
        rules.stream()
            .filter(r -> r.matches("(allow|default) [^*]*") && named(r, folded))
            .map(r -> r.substring(r.indexOf(' ') + 1))
            .sorted()
            .toList();
    if (!exact.isEmpty()) return "passes as " + exact.get(0);
    boolean globbed = rules.stream().anyMatch(r -> r.startsWith("allow ") && named(r, folded));
    boolean loose = (globbed || is(MESSAGE, folded)) && !is(EXACT_ONLY, folded);
    return loose && name.matches("[A-Za-z0-9-]+") ? "passes as " + name : "unlisted";
  }

  private static boolean named(String rule, String folded) {
    return is(pattern(rule.substring(rule.indexOf(' ') + 1)), folded);
  }

  private static boolean is(Pattern pattern, String folded) {
    return pattern.matcher(folded).matches();
  }

  private static Pattern pattern(String text) {
    return Pattern.compile(fold(text.replace('*', ' ')).replace(" ", ".*"));
  }

  private static String fold(String name) {
    return name.replaceAll("[^A-Za-z0-9 ]", "-").toLowerCase(Locale.ROOT);
  }

  private static Pattern list(String file, String section) {
    try {
      String text = Resources.toString(Resources.getResource(NaiveOracle.class, file), UTF_8);
      int start = text.indexOf("[" + section + "]") + section.length() + 2;
      int end = (text + "\n[").indexOf("\n[", start);
      return Pattern.compile(
          text.substring(start, end)
              .lines()
              .filter(line -> !line.isBlank() && !line.startsWith("#"))
              .map(line -> pattern(line).pattern())
              .collect(Collectors.joining("|")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
