package io.letterhead.cli.config;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.letterhead.dsl.Words;
import io.letterhead.dsl.YamlNode;
import java.util.stream.Stream;

/** Looks whether a caller can have an id, or with a last {@code *} one that begins so. */
final class CallerPattern {

  private static final String KEY = "key/";
  private static final String USER = "user/";
  private static final String TOKEN = "jwt/";
  private static final int LONGEST = 256;

  private final CallersReader callers;

  CallerPattern(CallersReader callers) {
    this.callers = callers;
  }

  /** Reports what no caller can be. */
  void check(Given given, YamlNode.Scalar id) {
    String text = id.text();
    int star = text.indexOf('*');
    boolean any = star >= 0 && star == text.length() - 1;
    String begin = any ? text.substring(0, star) : text;
    if ((star >= 0 && !any) || !isId(begin, any)) {
      given.error(
          ConfigProblem.BAD_CALLER,
          id.position(),
          Words.quote(text) + " is no caller's id",
          "ids are `key/NAME`, `user/NAME` and `jwt/SUBJECT`; a `*` at the end stands for any rest",
          "write an id such as `key/team-a`, or `user/*` for all that begin so");
    } else if (!isKnown(begin, any)) {
      given.error(
          ConfigProblem.UNKNOWN_CALLER,
          id.position(),
          "no caller is " + Words.quote(text),
          "the rule would hold for nobody, and a caller that it was meant for may do nothing",
          Words.fix(text, known(), "callers"));
    }
  }

  private static boolean isId(String begin, boolean any) {
    boolean kind =
        Stream.of(KEY, USER, TOKEN)
            .anyMatch(
                prefix ->
                    any
                        ? begin.startsWith(prefix) || prefix.startsWith(begin)
                        : begin.startsWith(prefix) && begin.length() > prefix.length());
    return kind
        && begin.length() <= LONGEST
        && begin.chars().allMatch(c -> c > ' ' && c < 0x7F && c != '*');
  }

  private boolean isKnown(String begin, boolean any) {
    return kinds().stream()
            .anyMatch(prefix -> begin.startsWith(prefix) || (any && prefix.startsWith(begin)))
        || callers.names().stream()
            .map(KEY::concat)
            .anyMatch(id -> any ? id.startsWith(begin) : id.equals(begin));
  }

  /** The kinds of ids of which any may come. */
  private ImmutableList<String> kinds() {
    ImmutableList.Builder<String> kinds = ImmutableList.builder();
    if (callers.hasUsers()) {
      kinds.add(USER);
    }
    if (callers.hasTokens()) {
      kinds.add(TOKEN);
    }
    return kinds.build();
  }

  private ImmutableSet<String> known() {
    ImmutableSet.Builder<String> known = ImmutableSet.builder();
    callers.names().forEach(name -> known.add(KEY + name));
    kinds().forEach(kind -> known.add(kind + "*"));
    return known.build();
  }
}
