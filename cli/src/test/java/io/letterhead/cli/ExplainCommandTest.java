package io.letterhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ExplainCommandTest {

  private static final String[] REQUEST = {
    "explain",
    Run.SMALL,
    "--provider=model",
    "--method=POST",
    "--path=/v1/../v2/x?key=stolen&n=1",
    "-H",
    "Authorization: Bearer of-the-caller",
    "-H",
    "X_Api_Key: of-the-caller",
    "-H",
    "X-Tenant:  team-a ",
    "-H",
    "X-Tier: free",
    "-H",
    "X-Internal-Id: 7",
    "-H",
    "X-Hop: 1",
    "-H",
    "Connection: X-Hop",
    "-H",
    "Accept: */*",
    "-H",
    "Foo: bar"
  };

  @Test
  void everyFieldIsExplained() throws IOException {
    Run run = Run.of(REQUEST);

    assertThat(run.out()).isEqualTo(Run.golden("explain-forward.txt"));
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
  }

  @Test
  void jsonHasTheKeysOfTheContract() throws IOException {
    String[] json = java.util.Arrays.copyOf(REQUEST, REQUEST.length + 1);
    json[REQUEST.length] = "--format=json";

    assertThat(Run.of(json).out()).isEqualTo(Run.golden("explain-forward.json"));
  }

  @Test
  void whatTheCallerWroteUnderASealedNameIsNotShownAsLeaving() {
    assertThat(Run.of(REQUEST).out())
        .doesNotContain("of-the-caller")
        .contains("(secret model-key)");
  }

  @Test
  void aRejectionIsAResultToo() throws IOException {
    Run run = Run.of("explain", Run.SMALL, "-H", "X-Tier: gold");

    assertThat(run.out()).isEqualTo(Run.golden("explain-guard.txt"));
    assertThat(run.code()).isZero();
    assertThat(Run.of("explain", Run.SMALL, "-H", "X-Tier: gold", "--format=json").out())
        .isEqualTo(Run.golden("explain-guard.json"));
  }

  @Test
  void aTargetThatIsRefusedIsARejection() {
    Run run = Run.of("explain", Run.SMALL, "--path=/a//b", "--format=json");

    assertThat(run.out()).contains("\"outcome\": \"reject\"", "\"reason\": \"malformed-target\"");
    assertThat(run.code()).isZero();
  }

  @Test
  void controlCharactersAreShownEscaped() {
    Run run = Run.of("explain", Run.SMALL, "--path=/\u001b[31mred", "-H", "X\u001b[31m: 1");

    assertThat(run.out()).contains("\\x1b[31mred").doesNotContain("\u001b");
    assertThat(Run.of("explain", Run.SMALL, "-H", "X\u009b31m: 1").out())
        .contains("[malformed-name]")
        .doesNotContain("\u009b");
  }

  @Test
  void aValueIsItsBytesOnTheWire() {
    assertThat(Run.of("explain", Run.SMALL, "-H", "X-Tier: fr\u00e9e").out())
        .contains("[non-ascii]");
    assertThat(Run.of("explain", Run.SMALL, "-H", "X-Tenant: \u20ac").out())
        .contains("[non-ascii]");
  }

  @Test
  void anInvalidPolicyEndsWithTwo() {
    Run run = Run.of("explain", Run.BROKEN);

    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("[sealed-target]");
    assertThat(run.code()).isEqualTo(2);
  }

  @Test
  void anUnknownProviderIsWrongUsage() {
    Run run = Run.of("explain", Run.SMALL, "--provider=other");

    assertThat(run.err()).contains("no provider is named 'other'; the policy has: model");
    assertThat(run.code()).isEqualTo(1);
    assertThat(Run.of("explain", "../examples/letterhead.yaml").err())
        .contains("--provider is missing; the policy has: vllm, claude");
  }

  @Test
  void aFieldWithoutAColonIsWrongUsage() {
    Run run = Run.of("explain", Run.SMALL, "-H", "Authorization Bearer stolen");

    assertThat(run.err()).contains("'Name: value'").doesNotContain("stolen");
    assertThat(run.code()).isEqualTo(1);
  }
}
