package io.letterhead.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemRendererTest {

  private static final String HEAD =
      "version: 1\nproviders:\n  vllm:\n    origin: http://localhost:8000\n";

  @Test
  void theShapeIsThatOfTheContract() {
    assertThat(render("rules:\n  - rename: X-Key\n    to: X-Api-Key\n"))
        .isEqualTo(
            """
            p.yaml:7:9: error: `X-Api-Key` is sealed: a caller's field may not pass under it [sealed-target]
                7 |     to: X-Api-Key
                  |         ^^^^^^^^^
              why: it is a credential slot; whoever may write it can replace the provider's key
              fix: use another name, or `inject` a secret here
              see: docs/problems/sealed-target.md
            """);
  }

  @Test
  void tabsAreFourColumns() {
    assertThat(excerpt("rules:\n  - allow: \"X\tB\"\n"))
        .isEqualTo("    6 |   - allow: \"X   B\"\n      |            ^^^^^^^\n");
  }

  @Test
  void wideCharactersTakeTwoColumnsAndCombiningOnesNone() {
    assertThat(excerpt("rules: [{ allow: [\"\u65E5\u672C e\u0301\", X B] }]\n"))
        .contains("[\"\u65E5\u672C e\u0301\", X B]")
        .contains("      |                   ^^^^^^^^\n");
  }

  @Test
  void aCaretBehindAWideCharacterStandsUnderItsWord() {
    assertThat(excerpt("rules: [{ allow: X-A, one-of: [a, a] }] # \u65E5\n"))
        .endsWith("      |                                   ^\n");
    assertThat(excerpt("rules: [{ why: \u65E5\u672C, allow: X-A }]\n"))
        .endsWith("      |                      ^^^^^\n");
  }

  @Test
  void aLongLineIsCutAroundTheWord() {
    String excerpt =
        excerpt(
            "rules: [{ allow: [" + "X-A, ".repeat(60) + "X B, " + "X-C, ".repeat(60) + "] }]\n");

    assertThat(excerpt.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(132));
    String[] lines = excerpt.split("\n", -1);
    assertThat(lines[0]).contains("\u2026").contains("X B");
    assertThat(lines[0].substring(lines[1].indexOf('^'), lines[1].lastIndexOf('^') + 1))
        .isEqualTo("X B");
  }

  @Test
  void aLineBeyondAllReasonIsNotShown() {
    assertThat(render("rules: [{ alow: X-A }] #" + "x".repeat(10_000) + "\n"))
        .contains("unknown-verb")
        .doesNotContain("xxx");
  }

  @Test
  void maskedTextKeepsTheCaretInPlace() {
    assertThat(excerpt("rules: [{ set: X-Auth-Hint, to: abcdefghijklmnop, whem: x }]\n"))
        .isEqualTo(
            """
                5 | rules: [{ set: X-Auth-Hint, to: ***, whem: x }]
                  |                                      ^^^^
            """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "    api-key: hunter2\n",
        "token: hunter2\n",
        "rules: [{ inject: Authorization, value: hunter2, as: bearer }]\n",
        "rules: [{ inject: Authorization, to: hunter2 }]\n",
        "rules: [{ inject: Authorization, bearer: [hunter2] }]\n",
        "rules: [{ set: Authorization, value: hunter2 }]\n",
        "rules: [{ set: [Authorization], to: hunter2 }]\n",
        "rules: [{ sett: Authorization, to: hunter2 }]\n",
        "rules: [{ deny: Authorization, to: hunter2 }]\n",
        "rules: [{ Authorization: hunter2 }]\n",
        "rules: [{ inject: X-Key, as: raw, caller-may-bring: hunter2 }]\n",
        "rules: [{ inject: X-Key, as: raw, caller-may-bring: { value: hunter2 } }]\n",
        "rules: [{ inject: X-Key, as: raw, from-secret: [hunter2] }]\n",
        "rules: [{ allow: X-A, when: { caller-key: hunter2 } }]\n",
        "rules: [{ stamp: X-A, ink: [], ink-token: hunter2 }]\n",
        "rules: [{ stamp: X-A, secret: hunter2 }]\n",
        "response-rules: [{ inject: Authorization, from-secret: hunter2 }]\n",
        "response-rules: [{ set: Set-Cookie, to: hunter2, as: x }]\n",
        "caller-data: { token: hunter2 }\n",
        "profiles: hunter2\n",
        "profiles: { acme: hunter2 }\n",
        "profiles: { acme: { api-key: hunter2 } }\n",
        "profiles: { acme: { credential: hunter2 } }\n",
        "profiles: { acme: { credential: { slot: X-Key, as: raw, value: hunter2 } } }\n",
        "    allow-query: { api-key: hunter2 }\n",
        "    allow-query: [{ api-key: hunter2 }]\n",
        "    default-query: hunter2\n",
        "    default-query: { api-key: hunter2 }\n",
        "    default-query: { sig: hunter2 }\n",
        "    default-query: { api-version: [hunter2] }\n",
        "    profile: { key: hunter2 }\n",
      })
  void aSecretUnderAKeyThatIsNotThereIsMasked(String more) {
    assertThat(render(more)).contains("***").doesNotContain("hunter2");
  }

  @Test
  void whatIsNoSecretIsShown() {
    assertThat(render("rules: [{ sett: X-A, too: shown, one-of: [seen] }]\n"))
        .contains("{ sett: X-A, too: shown, one-of: [seen] }");
  }

  @Test
  void userinfoIsMaskedWhereverItStands() {
    assertThat(render("rules: [{ alow: X-A }] # https://me:hunter2@example.com\n"))
        .contains("https://***@example.com")
        .doesNotContain("hunter2");
  }

  @Test
  void coloursAreOnlyAddedWhenAskedFor() {
    Loaded loaded = load("rules: [{ alow: X-A }]\n");
    String coloured = ProblemRenderer.coloured().render(loaded);

    assertThat(coloured).contains("\u001B[1;31merror:\u001B[0m").contains("\u001B[1;31m^^^^");
    assertThat(coloured.replaceAll("\u001B\\[[0-9;]*m", ""))
        .isEqualTo(ProblemRenderer.plain().render(loaded));
  }

  @Test
  void problemsBeyondFiftyAreCounted() {
    String rendered = render("rules:\n" + "  - alow: X-A\n".repeat(60));

    assertThat(rendered).endsWith("\u2026 and 10 more problems\n");
  }

  private static String excerpt(String more) {
    return render(more)
        .lines()
        .filter(line -> line.matches(" +\\d* \\| .*"))
        .limit(2)
        .reduce("", (text, line) -> text + line + "\n");
  }

  private static String render(String more) {
    return ProblemRenderer.plain().render(load(more));
  }

  private static Loaded load(String more) {
    return TestPolicies.load("p.yaml", HEAD + more);
  }
}
