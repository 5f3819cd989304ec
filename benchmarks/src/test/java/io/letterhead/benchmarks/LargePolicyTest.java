package io.letterhead.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.dsl.Loaded;
import io.letterhead.dsl.PolicyFiles;
import io.letterhead.policy.OutboundHead;
import io.letterhead.policy.PlugIns;
import io.letterhead.policy.PolicyGeneration;
import io.letterhead.policy.Problem;
import io.letterhead.policy.RequestHead;
import io.letterhead.policy.RequestTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Policies of any size load and decide right, or are refused; in a heap of 256 MiB, see the pom.
 */
class LargePolicyTest {

  private static final Pattern DENIED = pattern(List.of("X-Internal-*", "*-Unsafe"));
  private static final List<String> ENDS =
      List.of("", "-Extra", "-Unsafe", "-Dry-Run", "-Canary-7", "-Trace", "-correlation-REF");

  @Test
  void itIsAsLargeAsItSays() {
    assertThat(LargePolicy.names()).hasSize(LargePolicy.NAMES).doesNotHaveDuplicates();
    assertThat(LargePolicy.globs()).hasSize(LargePolicy.GLOBS).doesNotHaveDuplicates();
  }

  @Test
  void sampledNamesPassAsPlainRegularExpressionsSay() {
    PolicyGeneration generation = SamplePolicy.generation(LargePolicy.text(false));
    Pattern exact = pattern(LargePolicy.names());
    Pattern loose = pattern(LargePolicy.globs());
    int passing = 0;
    List<String> names = samples();
    for (String name : names) {
      boolean expected =
          !DENIED.matcher(name).matches()
              && (exact.matcher(name).matches() || loose.matcher(name).matches());
      assertThat(passes(generation, name)).as(name).isEqualTo(expected);
      passing += expected ? 1 : 0;
    }
    assertThat(passing).isBetween(names.size() / 4, names.size() * 3 / 4);
  }

  @Test
  void conditionsMakeClassesAndStillOneAutomaton() {
    var plain = SamplePolicy.generation(LargePolicy.text(false)).policy().providers().get("vllm");
    var classes = SamplePolicy.generation(LargePolicy.text(true)).policy().providers().get("vllm");

    assertThat(Objects.requireNonNull(classes).classes()).hasSize(20);
    assertThat(classes.states()).isLessThan(2 * Objects.requireNonNull(plain).states());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aGlobBombIsRefused(boolean shared) {
    Loaded loaded = load(shared ? LargePolicy.sharedBomb() : LargePolicy.bomb());

    assertThat(loaded.policy()).isEmpty();
    assertThat(loaded.problems()).extracting(Problem::name).containsExactly("too-many-states");
  }

  @Test
  void aPolicyBelowTheCapLoads() {
    String globs =
        IntStream.range(0, 10)
            .mapToObj(i -> "\"*" + (char) ('a' + i) + "*\"")
            .collect(Collectors.joining(", "));
    Loaded loaded =
        load(
            "version: 1\nproviders:\n  p:\n    origin: https://p.example\n    rules:\n      - allow: ["
                + globs
                + "]\n");

    assertThat(loaded.policy()).isPresent();
  }

  /** Names of the policy, some with other ends, cases or one character less. */
  private static List<String> samples() {
    Random random = new Random(17);
    List<String> stems = new ArrayList<>(LargePolicy.names());
    LargePolicy.globs().forEach(glob -> stems.add(glob.replace("*", "Any")));
    List<String> samples = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      String stem = stems.get(random.nextInt(stems.size()));
      String cut = random.nextInt(4) == 0 ? stem.substring(0, stem.length() - 1) : stem;
      String end = random.nextBoolean() ? "" : ENDS.get(random.nextInt(ENDS.size()));
      samples.add((random.nextInt(10) == 0 ? "X-Internal-" : "") + cut + end);
    }
    return samples;
  }

  private static boolean passes(PolicyGeneration generation, String name) {
    RequestHead head =
        RequestHead.builder("GET", RequestTarget.parse("/v1/models")).add(name, "1").build();
    OutboundHead out = new OutboundHead();
    generation.evaluate(
        Objects.requireNonNull(generation.policy().providers().get("vllm")), head, out);
    return IntStream.range(0, out.size()).anyMatch(i -> out.name(i).equalsIgnoreCase(name));
  }

  private static Pattern pattern(List<String> globs) {
    return Pattern.compile(
        globs.stream().map(glob -> glob.replace("*", ".*")).collect(Collectors.joining("|")),
        Pattern.CASE_INSENSITIVE);
  }

  private static Loaded load(String text) {
    return PolicyFiles.load("policy.yaml", text, PlugIns.installed());
  }
}
