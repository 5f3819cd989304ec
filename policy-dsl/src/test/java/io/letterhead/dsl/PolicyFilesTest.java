package io.letterhead.dsl;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.letterhead.policy.PlugIns;
import io.letterhead.policy.PolicyException;
import io.letterhead.policy.PolicyGeneration;
import io.letterhead.policy.Position;
import io.letterhead.policy.Problem;
import io.letterhead.policy.UnusableSecret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyFilesTest {

  private static final PlugIns PLUG_INS = PlugIns.installed();

  private static final String MINIMAL =
      "version: 1\nproviders:\n  vllm: { origin: \"http://localhost:8000\" }\n";

  @TempDir Path folder;

  @Test
  void aFileThatIsNotThereIsAProblem() {
    Loaded loaded = PolicyFiles.load(folder.resolve("none.yaml"), PLUG_INS);

    assertThat(loaded.problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.name()).isEqualTo("unreadable-file");
              assertThat(problem.message()).isEqualTo("there is no such file");
            });
    assertThat(loaded.policy()).isEmpty();
    assertThat(ProblemRenderer.plain().render(loaded)).doesNotContain(" | ");
  }

  @Test
  void aFolderIsAProblem() {
    assertThat(PolicyFiles.load(folder, PLUG_INS).problems())
        .extracting(Problem::message)
        .containsExactly("this is a folder, not a file");
  }

  @Test
  void anotherEncodingIsAProblemAtItsFirstByte() throws IOException {
    Path file = folder.resolve("latin.yaml");
    Files.write(file, "version: 1\n# gr\u00fcn\n".getBytes(ISO_8859_1));

    assertThat(PolicyFiles.load(file, PLUG_INS).problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.name()).isEqualTo("bad-yaml");
              assertThat(problem.position().line()).isEqualTo(2);
              assertThat(problem.position().column()).isEqualTo(5);
            });
  }

  @Test
  void aHugeFileIsRefusedUnread() throws IOException {
    Path file = folder.resolve("huge.yaml");
    Files.writeString(file, MINIMAL + "#".repeat(PositionedYaml.MAX_LENGTH));

    assertThat(PolicyFiles.load(file, PLUG_INS).problems())
        .extracting(Problem::name)
        .containsExactly("too-large");
  }

  @Test
  void compilingABadFileThrowsEveryProblem() throws IOException {
    Path file = folder.resolve("bad.yaml");
    Files.writeString(file, MINIMAL + "rules: [{ alow: X-A }, { set: X-B }]\n");

    assertThatExceptionOfType(PolicyException.class)
        .isThrownBy(() -> PolicyFiles.compile(file, PLUG_INS))
        .satisfies(
            thrown ->
                assertThat(thrown.problems())
                    .extracting(Problem::name)
                    .containsExactly("unknown-verb", "missing-key"));
  }

  @Test
  void aGoodFileCompiles() throws IOException {
    Path file = folder.resolve("good.yaml");
    Files.writeString(file, MINIMAL);

    assertThat(PolicyFiles.compile(file, PLUG_INS).providers()).containsOnlyKeys("vllm");
  }

  @Test
  void aRelativeSecretPathStartsAtThePolicysFolder() throws IOException {
    Path file = folder.resolve("policy.yaml");
    Files.writeString(file, withFileSecret("keys/token"));
    Files.createDirectory(folder.resolve("keys"));
    assertThat(PolicyGeneration.resolve(PolicyFiles.compile(file, PLUG_INS), PLUG_INS).unusable())
        .extracting(UnusableSecret::reason)
        .containsExactly("there is no file " + folder.resolve("keys/token"));

    Files.writeString(folder.resolve("keys/token"), "the-key\n");
    assertThat(PolicyGeneration.resolve(PolicyFiles.compile(file, PLUG_INS), PLUG_INS).unusable())
        .isEmpty();
  }

  @Test
  void problemsOfTheFileAndOfTheCompilerComeTogether() {
    Loaded loaded =
        load("rules:\n  - allow: Authorization\n  - alow: X-A\n  - set: X-B\n    to: \"\"\n");

    assertThat(loaded.problems())
        .extracting(Problem::name)
        .containsExactly("sealed-target", "unknown-verb", "bad-fixed-value");
  }

  @Test
  void aRuleThatUsesABrokenDeclarationDrawsNoSecondProblem() {
    Loaded loaded =
        PolicyFiles.load(
            "p.yaml",
            """
            version: 1
            secrets: { token: hunter2-hunter2 }
            groups: { "@mine": [bad name] }
            providers:
              vllm:
                origin: not an origin
                rules:
                  - { inject: Authorization, from-secret: token, as: bearer }
                  - allow: "@mine"
                  - require: Authorization
            """,
            PLUG_INS);

    assertThat(loaded.problems())
        .extracting(Problem::name)
        .containsExactly("inline-secret", "bad-field-name", "bad-origin");
  }

  @Test
  void aDamagedFileHasNoEndOfProblems() {
    Loaded loaded = load("rules:\n" + "  - alow: X-A\n".repeat(5000) + "  - allow: X-B\n");

    assertThat(loaded.problems()).hasSize(Problems.MOST_KEPT);
    assertThat(loaded.policy()).isEmpty();
  }

  @Test
  void warningsKeepNoPolicyFromLoading() {
    Loaded loaded = load("groups: { \"@mine\": [X-A] }\n");

    assertThat(loaded.problems()).extracting(Problem::name).containsExactly("unused-group");
    assertThat(loaded.problems()).noneMatch(Problem::isError);
    assertThat(loaded.hasErrors()).isFalse();
  }

  @Test
  void scalarsStayAsWritten() {
    Loaded loaded =
        load(
            """
            rules:
              - { allow: no, one-of: [012, 0x10, yes, 1_000, 1e3, on, 12:30:45, .inf] }
            """);

    assertThat(loaded.problems()).isEmpty();
    assertThat(loaded.policy().orElseThrow().providers().values().asList().get(0).deciding("no"))
        .singleElement()
        .satisfies(
            cause -> assertThat(cause.position()).contains(new Position("p.yaml", 5, 7, 12)));
  }

  @Test
  void anUnknownVerbIsMendedByOneThatIsInstalled() {
    Loaded loaded =
        TestPolicies.load("p.yaml", MINIMAL + "rules: [{ stmp: X-A }, { seal: X-A }]\n");

    assertThat(loaded.problems())
        .extracting(Problem::fix)
        .containsExactly(
            "did you mean `stamp`?",
            "the verbs are `allow`, `default`, `deny`, `inject`, `rename`, `require`, `set`,"
                + " `stamp`");
  }

  @Test
  void aKeyOfAnotherPlugInsVerbIsUnknown() {
    Loaded loaded =
        TestPolicies.load("p.yaml", MINIMAL + "rules: [{ stamp: X-A, inc: blue, to: x }]\n");

    assertThat(loaded.problems())
        .extracting(Problem::message)
        .containsExactly("`stamp` has no key `inc`", "`stamp` has no key `to`");
  }

  @Test
  void aValueThatIsNoListStandsForAListOfOne() {
    Loaded loaded =
        load(
            """
            reject: unlisted
            rules:
              - { deny: X-A, when: { methods: GET, paths: "/*", callers: key/a } }
            """);

    assertThat(loaded.problems()).isEmpty();
  }

  private static String withFileSecret(String path) {
    return """
        version: 1
        secrets: { token: { file: %s } }
        providers:
          vllm:
            origin: http://localhost:8000
            rules: [{ inject: Authorization, from-secret: token, as: bearer }]
        """
        .formatted(path);
  }

  private static Loaded load(String more) {
    return PolicyFiles.load("p.yaml", MINIMAL + more, PLUG_INS);
  }
}
