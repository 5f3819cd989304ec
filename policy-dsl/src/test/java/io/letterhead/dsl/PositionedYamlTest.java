package io.letterhead.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.policy.Position;
import io.letterhead.policy.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of YAML, node by node. */
class PositionedYamlTest {

  private final Problems problems = new Problems();

  @ParameterizedTest
  @ValueSource(strings = {"", "# nothing\n", "---\n", "~\n", "null"})
  void aFileOfNothingIsEmpty(String text) {
    assertThat(PositionedYaml.parse(new SourceText("p.yaml", text), problems)).isEmpty();
    assertThat(problems.all()).extracting(Problem::name).containsExactly("empty-file");
    assertThat(problems.all()).extracting(Problem::position).containsExactly(at(1, 1, 1));
  }

  @Test
  void collectionsStandWhereTheyBegin() {
    assertThat(read("a: b\nc: d").position()).as("its first key").isEqualTo(at(1, 1, 2));
    assertThat(read("- a\n- b").position()).as("its first dash").isEqualTo(at(1, 1, 2));
    assertThat(read("{ a: b }").position()).isEqualTo(at(1, 1, 9));
    assertThat(read("[ a ] # all").position()).isEqualTo(at(1, 1, 6));
    assertThat(read("{ a: b,\n c: d }").position()).isEqualTo(at(1, 1, 8));
    assertThat(problems.isEmpty()).isTrue();
  }

  @Test
  void allPropertiesOfANodeAreRefused() {
    read("a: &b  !c d");

    assertThat(problems.all())
        .extracting(problem -> problem.name() + problem.position())
        .containsExactly("yaml-aliasp.yaml:1:4", "yaml-tagp.yaml:1:8");
    assertThat(problems.all()).extracting(problem -> problem.position().endColumn()).contains(6);
  }

  @Test
  void anEmptyMappingMayHaveAnAnchorToo() {
    read("&a {}");

    assertThat(problems.all()).extracting(Problem::name).containsExactly("yaml-alias");
  }

  @Test
  void aPropertyBelongsToItsNodeNotToTheEmptyOneBefore() {
    YamlNode.Mapping mapping = (YamlNode.Mapping) read("? a\n&b c: d");

    assertThat(problems.all()).extracting(Problem::name).containsExactly("yaml-alias");
    assertThat(mapping.entries().get(0).value())
        .isInstanceOfSatisfying(
            YamlNode.Scalar.class, scalar -> assertThat(scalar.isNull()).isTrue());
  }

  @Test
  void aScalarShowsItsPlaceOnly() {
    assertThat(read("hunter2")).hasToString("scalar at p.yaml:1:1");
  }

  private YamlNode read(String text) {
    return PositionedYaml.parse(new SourceText("p.yaml", text), problems).orElseThrow();
  }

  private static Position at(int line, int column, int endColumn) {
    return new Position("p.yaml", line, column, endColumn);
  }
}
