package io.letterhead.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.letterhead.policy.Position;
import io.letterhead.policy.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class YamlFileTest {

  private static final FileKind KIND =
      new FileKind("why empty", "begin so", "why unread", "why no secrets");

  @Test
  void aValueIsTakenAsItIs() {
    YamlFile file = YamlFile.ofValue("--listen", " *a: &b, ", KIND);

    assertThat(file.root())
        .get()
        .isInstanceOfSatisfying(
            YamlNode.Scalar.class,
            scalar -> {
              assertThat(scalar.text()).isEqualTo("*a: &b,");
              assertThat(scalar.position()).isEqualTo(new Position("--listen", 1, 2, 9));
            });
    assertThat(file.problems()).isEmpty();
  }

  @Test
  void anEmptyValueIsMissing() {
    YamlFile file = YamlFile.ofValue("--listen", "  ", KIND);

    assertThat(file.shapes().scalar(file.root().orElseThrow(), "`listen`")).isEmpty();
    assertThat(file.problems()).extracting(Problem::name).containsExactly("missing-value");
  }

  @Test
  void aListIsSplitAtCommasAndEachItemKnowsItsPlace() {
    YamlFile file = YamlFile.ofList("--hosts", "a, b ,,c", KIND);
    List<YamlNode.Scalar> read =
        file.shapes().some(file.root().orElseThrow(), "`hosts`").stream().toList();

    assertThat(read).extracting(YamlNode.Scalar::text).containsExactly("a", "b", "c");
    assertThat(read).extracting(item -> item.position().column()).containsExactly(1, 4, 8);
    assertThat(file.problems())
        .extracting(problem -> problem.position().toString())
        .containsExactly("--hosts:1:7");
  }

  @Test
  void theReasonsAreThoseOfTheKind(@TempDir Path folder) throws IOException {
    Path empty = Files.createFile(folder.resolve("empty.yaml"));
    YamlFile secret = YamlFile.parse("c.yaml", "key: hush", KIND);
    secret.inlineSecret("`key`", secret.root().orElseThrow(), "move it");

    assertThat(YamlFile.read(empty, KIND).problems())
        .extracting(Problem::why, Problem::fix)
        .containsExactly(tuple("why empty", "begin so"));
    assertThat(YamlFile.read(folder.resolve("none.yaml"), KIND).problems())
        .extracting(Problem::why)
        .containsExactly("why unread");
    assertThat(ProblemRenderer.plain().render(secret))
        .contains("c.yaml:1:1: error: `key` looks like a secret itself [inline-secret]")
        .contains("key: ***")
        .contains("why: why no secrets")
        .doesNotContain("hush");
  }

  @Test
  void aProblemOfItsReaderIsShownWithItsLineAndWithoutControlCharacters() {
    YamlFile file = YamlFile.parse("c.yaml", "a: 1\nb: [2, 3]\n", KIND);
    YamlNode.Mapping mapping =
        file.shapes().mapping(file.root().orElseThrow(), "the file").orElseThrow();
    file.error(
        "made-up", mapping.entries().get(1).value().position(), "a\nmessage", "the why", "the fix");

    assertThat(ProblemRenderer.plain().render(file))
        .isEqualTo(
            """
            c.yaml:2:4: error: aU+000Amessage [made-up]
                2 | b: [2, 3]
                  |    ^^^^^^
              why: the why
              fix: the fix
              see: docs/problems/made-up.md
            """);
  }

  @Test
  void whatEditorsHideAndWhatIsNoUtf8IsRefusedHereToo(@TempDir Path folder) throws IOException {
    Path latin = Files.write(folder.resolve("latin.yaml"), new byte[] {'a', ':', ' ', (byte) 0xE4});

    assertThat(YamlFile.parse("c.yaml", "\uFEFFa: 1", KIND).root()).isEmpty();
    assertThat(YamlFile.parse("c.yaml", "a: 1\na: 2", KIND).problems())
        .extracting(Problem::name)
        .containsExactly("duplicate-key");
    assertThat(YamlFile.read(latin, KIND).problems())
        .extracting(Problem::name)
        .containsExactly("bad-yaml");
    assertThat(YamlFile.parse("c.yaml", "a".repeat((1 << 20) + 1), KIND).problems())
        .extracting(Problem::name)
        .containsExactly("too-large");
  }
}
