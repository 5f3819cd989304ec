package io.letterhead.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.Iterables;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.letterhead.policy.PlugIns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the schema accepts is what the reader accepts, as far as a schema can know. */
class PolicySchemaTest {

  private static final Path BAD = Path.of("src/test/resources/bad");

  static List<String> badFiles() throws IOException {
    return GoldenFilesTest.names();
  }

  @Test
  void everyPolicyThatLoadsIsValid() {
    Map<String, String> policies = GoodPolicies.all();

    assertThat(policies).hasSizeGreaterThan(90);
    assertThat(policies.keySet())
        .anyMatch(place -> place.contains("language.md"))
        .anyMatch(place -> place.contains("examples"))
        .anyMatch(place -> place.endsWith("sample.yaml"));
    policies.forEach(
        (place, text) ->
            assertThat(SchemaCheck.faults(SchemaCheck.parse(text).orElseThrow()))
                .as(place)
                .isEmpty());
  }

  @ParameterizedTest
  @MethodSource("badFiles")
  void aBadFileIsRefusedIfItsStructureIsWrong(String name) throws IOException {
    String text = Files.readString(BAD.resolve(name + ".yaml"));
    boolean structural =
        TestPolicies.load(name + ".yaml", text).problems().stream()
            .anyMatch(SchemaCheck::isStructural);
    Optional<JsonNode> file = SchemaCheck.parse(text);

    if (structural && file.isPresent()) {
      assertThat(SchemaCheck.faults(file.get())).isNotEmpty();
    }
  }

  @Test
  void everyProblemIsOneThatTheSchemaSeesOrOneThatItCannotSee() {
    assertThat(
            Iterables.concat(
                SchemaCheck.STRUCTURAL,
                SchemaCheck.PARTLY,
                SchemaCheck.OF_TEXT,
                SchemaCheck.OF_MEANING))
        .containsExactlyInAnyOrderElementsOf(ProblemNames.all());
  }

  @Test
  void theProblemsOfStructureAreSeenEachByItself() {
    assertThat(faults("      - allow: X-A\n        onf-of: [a]")).isNotEmpty();
    assertThat(faults("      - allow: X-A\n        deny: X-B")).isNotEmpty();
    assertThat(faults("      - alow: X-A")).isNotEmpty();
    assertThat(faults("      - rename: X-A")).isNotEmpty();
    assertThat(faults("      - set: X-A\n        to: a\n        from-request: host")).isNotEmpty();
    assertThat(faults("      - inject: X-A\n        from-secret: a")).isNotEmpty();
    assertThat(faults("      - inject: X-A\n        as: raw")).isNotEmpty();
    assertThat(faults("      - inject: \"@credential\"\n        from-secret: a")).isEmpty();
    assertThat(faults("      - stamp: X-A\n        ink: blue\n        why: w")).isEmpty();
    assertThat(faults("      - stamp: X-A\n        inc: blue")).isNotEmpty();
    assertThat(faults("      - allow: [no, 012, 1e3, .5]\n        one-of: [1.1, 1.10]")).isEmpty();
  }

  @Test
  void theSchemaIsValidByTheStandard() {
    assertThat(byTheStandard(SchemaCheck.SCHEMA)).isEmpty();
    assertThat(byTheStandard(SchemaCheck.parse("{type: [1]}").orElseThrow())).isNotEmpty();
  }

  @Test
  void theNamesOfWhatIsInstalledStandInTheSchema() {
    JsonNode definitions = SchemaCheck.SCHEMA.get("$defs");

    assertThat(definitions.at("/scheme/enum").valueStream().map(JsonNode::asText))
        .containsExactlyElementsOf(
            TestPolicies.PLUG_INS.schemes().keySet().stream().sorted().toList());
    assertThat(definitions.at("/profile-name/anyOf/0/enum/0").asText()).isEqualTo("openai");
  }

  @Test
  void whereNothingIsInstalledTheSchemaIsValidAndTakesNoSecret() {
    String text =
        PolicySchema.json(PlugIns.of(List.of(), List.of(), List.of()), Profiles.of(List.of()));
    JsonNode schema = SchemaCheck.parse(text).orElseThrow();
    JsonNode file =
        SchemaCheck.parse(
                """
                version: 1
                secrets: { token: { env: A } }
                providers: { vllm: { origin: "http://localhost" } }
                """)
            .orElseThrow();

    assertThat(byTheStandard(schema)).isEmpty();
    assertThat(SchemaCheck.faults(file)).isEmpty();
    assertThat(JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(schema).validate(file))
        .isNotEmpty();
  }

  @Test
  void theSchemaIsTheSameTextEachTime() {
    PlugIns plugIns = PlugIns.installed();

    assertThat(PolicySchema.json(plugIns)).isEqualTo(PolicySchema.json(plugIns));
    assertThat(PolicySchema.json(plugIns)).doesNotContain("\r").endsWith("}");
  }

  private static Set<ValidationMessage> faults(String rule) {
    String text =
        "version: 1\nproviders:\n  vllm:\n    origin: http://localhost:8000\n    rules:\n" + rule;
    return SchemaCheck.faults(SchemaCheck.parse(text).orElseThrow());
  }

  private static Set<ValidationMessage> byTheStandard(JsonNode schema) {
    return JsonSchemaFactory.getInstance(VersionFlag.V202012)
        .getSchema(SchemaLocation.of(SchemaId.V202012))
        .validate(schema);
  }
}
