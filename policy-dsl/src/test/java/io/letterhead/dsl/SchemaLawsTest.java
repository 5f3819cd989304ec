package io.letterhead.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import io.letterhead.policy.Problem;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/**
 * Whatever is changed in a good policy, reader and schema agree on whether its structure is sound.
 * Where they differ, and may: {@link SchemaCheck#PARTLY} and what follows it there.
 */
class SchemaLawsTest {

  private static final ImmutableList<JsonNode> POLICIES =
      GoodPolicies.all().values().stream()
          .distinct()
          .map(text -> SchemaCheck.parse(text).orElseThrow())
          .collect(ImmutableList.toImmutableList());

  @Property(tries = 300)
  void theSchemaRefusesAPolicyIfTheReaderRefusesItsStructure(@ForAll("changed") JsonNode file) {
    List<Problem> problems = problems(file);
    boolean accepted = SchemaCheck.faults(file).isEmpty();

    Statistics.collect(accepted);
    Statistics.coverage(
        share -> {
          share.check(true).percentage(percent -> percent > 3);
          share.check(false).percentage(percent -> percent > 20);
        });
    if (accepted) {
      assertThat(problems).noneMatch(SchemaCheck::isStructural);
    } else {
      assertThat(problems)
          .anyMatch(
              problem ->
                  SchemaCheck.isStructural(problem) || SchemaCheck.PARTLY.contains(problem.name()));
    }
  }

  @Provide
  Arbitrary<JsonNode> changed() {
    Arbitrary<List<PolicyChange>> changes =
        Combinators.combine(
                Arbitraries.of(PolicyChange.Kind.class),
                Arbitraries.integers().between(0, 9999),
                Arbitraries.of(PolicyChange.WORDS),
                Arbitraries.of(PolicyChange.VALUES))
            .as(PolicyChange::new)
            .list()
            .ofMinSize(1)
            .ofMaxSize(3);
    return Combinators.combine(Arbitraries.of(POLICIES), changes).as(SchemaLawsTest::apply);
  }

  private static JsonNode apply(JsonNode policy, List<PolicyChange> changes) {
    JsonNode changed = policy;
    for (PolicyChange change : changes) {
      changed = change.apply(changed);
    }
    return changed;
  }

  /** What the reader says of the file: JSON is YAML. */
  private static List<Problem> problems(JsonNode file) {
    return TestPolicies.load("p.yaml", file.toString()).problems();
  }
}
