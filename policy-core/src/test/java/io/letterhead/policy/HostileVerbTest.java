package io.letterhead.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a verb of a plug-in may try at run time, and what comes of it. */
@Timeout(60)
class HostileVerbTest {

  private static final FieldName IN = FieldName.of("X-In");
  private static final FieldName OUT = FieldName.of("X-Out");
  private static final String FAILS = "the field `X-Out` is not written: the plug-in `test` ";

  /** What it writes beside, which must not leave either. */
  private static ImmutableMap<FieldName, String> with(String name, String value) {
    return ImmutableMap.of(OUT, "v", FieldName.of(name), value);
  }

  private static Arguments does(String what, TestVerb.Write write, String comes) {
    return Arguments.of(what, write, comes);
  }

  private static <T extends Throwable> TestVerb.Write throwing(T thrown) {
    return read -> {
      if (thrown instanceof Error error) {
        throw error;
      }
      throw (Exception) thrown;
    };
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static ImmutableMap<FieldName, String> polluted(Object name, Object value) {
    return (ImmutableMap) ImmutableMap.of(name, value);
  }

  @SuppressWarnings({"InfiniteRecursion", "UnnecessaryParentheses"})
  private static int endless(int depth) {
    return endless(depth + 1) + 1;
  }

  static Stream<Arguments> attempts() {
    String outside = "writes a field outside of its footprint";
    return Stream.of(
        does("writes a credential slot", read -> with("Authorization", "mine"), outside),
        does("writes an alias of one", read -> with("x_api.key", "mine"), outside),
        does("writes a claim", read -> with("X-Forwarded-For", "::1"), outside),
        does("writes a transport's name", read -> with("Content-Length", "0"), outside),
        does("writes a name that a rule writes", read -> with("X-Fixed", "mine"), outside),
        does("writes an undeclared name", read -> with("X-Other", "mine"), outside),
        does("writes what it reads", read -> with("X-In", "mine"), outside),
        does("writes under no name", read -> polluted("X-Out", "v"), outside),
        does(
            "writes no text",
            read -> polluted(OUT, 7),
            "returned something else than names and values"),
        does("returns null", read -> null, "returned null"),
        does(
            "throws",
            throwing(new IllegalStateException("of " + Exchange.KEY)),
            "failed with java.lang.IllegalStateException"),
        does(
            "throws what it may not",
            throwing(new IOException("of " + Exchange.KEY)),
            "failed with java.io.IOException"),
        does(
            "throws an error",
            throwing(new NoClassDefFoundError("com/acme/Missing")),
            "failed with java.lang.NoClassDefFoundError"),
        does(
            "recurses without end",
            read -> ImmutableMap.of(OUT, "" + endless(0)),
            "failed with java.lang.StackOverflowError"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("attempts")
  void anAttemptRejectsTheRequest(String what, TestVerb.Write write, String comes) {
    Exchange exchange =
        TestVerb.of(write).serving(Policies.allow("X-In"), Policies.set("X-Fixed", "v"));

    assertRejected(exchange.send("X-In: v"), FAILS + comes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "a\r\nX-Other: b",
        "a\nb",
        "a\rb",
        "a\0",
        " a",
        "a ",
        "\ta",
        "a\t",
        "é",
        "Å",
        "a\u2028",
        "\uD83D",
        "\u007f"
      })
  void aValueThatNoFieldMayHaveRejectsTheRequest(String value) {
    Exchange exchange = TestVerb.of(read -> ImmutableMap.of(OUT, value)).serving();

    assertRejected(exchange.send(), FAILS + "writes a value that no field may have");
  }

  @Test
  void anEndOfTheMachineIsNotThePlugInsAlone() {
    OutOfMemoryError end = new OutOfMemoryError("made up");
    Exchange exchange = TestVerb.of(throwing(end)).serving();

    assertThatThrownBy(exchange::send).isSameAs(end);
  }

  @Test
  void itIsGivenWhatItDeclaresAndNothingElse() {
    List<Map<FieldName, ImmutableList<String>>> given = new ArrayList<>();
    Exchange exchange =
        TestVerb.of(
                () -> TestVerb.footprint(List.of("X-In", "X-Unlisted", "X-Renamed"), "X-Out"),
                read -> {
                  given.add(read);
                  return ImmutableMap.of();
                })
            .serving(
                Policies.allow("X-In", "X-Other"),
                Policies.rename("X-Renamed", "X-New"),
                Policies.inject("Authorization", "key", "bearer"));

    exchange.send(
        "X-In: 1", "Authorization: mine", "x-in: 2", "X-Other: o", "X-Unlisted: u", "X-Out: mine");

    assertThat(given)
        .containsExactly(
            ImmutableMap.of(
                IN,
                ImmutableList.of("1", "2"),
                FieldName.of("X-Unlisted"),
                ImmutableList.of(),
                FieldName.of("X-Renamed"),
                ImmutableList.of()));
  }

  @Test
  void whatACallerSendsUnderItsNameNeverLeaves() {
    Exchange silent = TestVerb.of(read -> ImmutableMap.of()).serving(Policies.allow("*"));

    assertThat(silent.send("X-Out: mine", "x_out: mine", "X-Y: v").fields())
        .containsExactly("X-Y: v");
  }

  @Test
  @SuppressWarnings({"deprecation", "DoNotCall", "DoNotMock"})
  void itCannotChangeWhatItIsGiven() {
    Exchange exchange =
        TestVerb.of(
                read -> {
                  read.put(IN, ImmutableList.of("mine"));
                  return ImmutableMap.of();
                })
            .serving(Policies.allow("X-In"));

    assertRejected(
        exchange.send("X-In: v"), FAILS + "failed with java.lang.UnsupportedOperationException");
  }

  @Test
  void whatItKeepsOfOneRequestIsNotInTheNext() {
    List<ImmutableList<String>> kept = new ArrayList<>();
    Exchange exchange =
        TestVerb.of(
                read -> {
                  kept.addAll(read.values());
                  return ImmutableMap.of(OUT, String.valueOf(kept.size()));
                })
            .serving(Policies.allow("X-In"));

    exchange.send("X-In: one");
    exchange.send();

    assertThat(kept).containsExactly(ImmutableList.of("one"), ImmutableList.of());
  }

  @Test
  void itsFootprintIsAskedForOnce() {
    AtomicInteger asked = new AtomicInteger();
    Exchange exchange =
        TestVerb.of(
                () ->
                    TestVerb.footprint(
                        List.of(), asked.getAndIncrement() == 0 ? "X-Out" : "Authorization"),
                read -> ImmutableMap.of(FieldName.of("Authorization"), "mine"))
            .serving();

    assertRejected(exchange.send(), FAILS + "writes a field outside of its footprint");
    assertThat(asked).hasValue(1);
  }

  @Test
  void itIsNotCalledForARequestThatIsRejected() {
    AtomicInteger calls = new AtomicInteger();
    Exchange exchange =
        TestVerb.of(
                read -> {
                  calls.incrementAndGet();
                  return ImmutableMap.of(OUT, "v");
                })
            .serving(Policies.allowOneOf("X-In", "good"), Policies.require("X-Out"));

    assertThat(exchange.send("X-In: bad").reason()).isEqualTo("guard");
    assertThat(calls).hasValue(0);
    assertThat(exchange.send("X-In: good").fields()).containsExactly("X-In: good", "X-Out: v");
  }

  @Test
  void twoRequestsAtOnceAreApart() throws Exception {
    Exchange exchange =
        TestVerb.of(read -> ImmutableMap.of(OUT, read.values().asList().get(0).get(0)))
            .serving(Policies.allow("X-In"));
    ExecutorService callers = Executors.newFixedThreadPool(8);
    List<Future<Exchange.Outcome>> sent = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      String own = "X-In: " + i;
      sent.add(callers.submit(() -> exchange.send(own)));
    }
    int forwarded = 0;
    for (int i = 0; i < sent.size(); i++) {
      Exchange.Outcome outcome = sent.get(i).get();
      if (outcome.decision() instanceof Decision.Forward) {
        forwarded++;
        assertThat(outcome.fields()).containsExactly("X-In: " + i, "X-Out: " + i);
      } else {
        assertThat(outcome.reason()).as("only a machine that is too slow").isEqualTo("plug-in");
      }
    }
    callers.shutdown();
    assertThat(forwarded).isPositive();
  }

  private static void assertRejected(Exchange.Outcome outcome, String message) {
    assertThat(outcome.fields()).isEmpty();
    assertThat(outcome.decision())
        .isEqualTo(new Decision.Reject(new Rejection(Rejection.Reason.PLUG_IN, "X-Out", message)));
  }
}
