package io.letterhead.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collector;

/** What holds of every text as a list of names: in {@code Connection}, and of subprotocols. */
final class NominationLaws {

  private static final CharMatcher BLANKS = CharMatcher.anyOf(" \t");

  private NominationLaws() {}

  static void check(String text) {
    ImmutableList<String> options =
        Splitter.on(',').trimResults(BLANKS).splitToStream(text).collect(toList());
    ImmutableList<String> tokens =
        options.stream().filter(NominationLaws::isName).collect(toList());
    ImmutableSet<String> folded =
        tokens.stream().map(NameLaws::folded).collect(ImmutableSet.toImmutableSet());
    Fields fields = new Fields(2);
    fields.add("X-Other", "X-Elsewhere");
    fields.add("connection", text);
    Nomination nomination = Nomination.of(fields);

    for (String name : tokens) {
      assertThat(nomination.includes(name)).as("its own option").isTrue();
      assertThat(nomination.includes(NameLaws.folded(name))).as("the same, folded").isTrue();
      assertThat(nomination.includes(name + "x")).isEqualTo(folded.contains(folded(name + "x")));
    }
    assertThat(nomination.includes("X-Elsewhere")).isEqualTo(folded.contains("x-elsewhere"));
    assertThat(nomination.rejection() == null)
        .isEqualTo(options.stream().allMatch(option -> option.isEmpty() || isName(option)));
    checkProtocols(text, options);
  }

  /** Each subprotocol that is sent on is one of the caller's, and none holds a key. */
  private static void checkProtocols(String text, List<String> options) {
    boolean sound = options.stream().allMatch(option -> option.isEmpty() || isName(option));
    try {
      String sent = WebSocketProtocols.forwardable(List.of(text));
      assertThat(sound).isTrue();
      assertThat(sent.toLowerCase(Locale.ROOT)).doesNotContain("insecure-api-key.");
      for (String protocol : Splitter.on(", ").omitEmptyStrings().split(sent)) {
        assertThat(options).contains(protocol);
      }
    } catch (RejectedException refused) {
      assertThat(sound).isFalse();
      assertThat(refused.rejection().reason()).isEqualTo(Rejection.Reason.MALFORMED_VALUE);
    }
  }

  private static boolean isName(String text) {
    return NameLaws.TOKEN.matcher(text).matches();
  }

  private static String folded(String name) {
    return NameLaws.folded(name);
  }

  private static <T> Collector<T, ?, ImmutableList<T>> toList() {
    return ImmutableList.toImmutableList();
  }
}
