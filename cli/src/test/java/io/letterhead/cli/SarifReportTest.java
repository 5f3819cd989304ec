package io.letterhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.io.Resources;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SarifReportTest {

  @TempDir private Path folder;

  @Test
  void everyResultIsValidByTheSchemaOfTheStandard() throws IOException {
    JsonSchema schema = schema();
    Scenarios.in(folder)
        .forEach(
            (name, files) ->
                assertThat(faults(schema, Scenarios.check("sarif", files).out()))
                    .as(name)
                    .isEmpty());
  }

  @Test
  void theSchemaRefusesWhatIsNoSarif() throws IOException {
    String good = Scenarios.check("sarif", List.of(Run.BROKEN)).out();

    assertThat(faults(schema(), good.replace("\"2.1.0\"", "\"2.2\""))).isNotEmpty();
    assertThat(faults(schema(), good.replace("\"uri\": \"src/", "\"uri\": \"s rc/"))).isNotEmpty();
    assertThat(faults(schema(), good.replace("\"ruleId\"", "\"ruleID\""))).isNotEmpty();
  }

  @Test
  void everyIndexLeadsToItsRuleAndItsFile() throws IOException {
    for (List<String> files : Scenarios.in(folder).values()) {
      JsonNode run = run(files);
      for (JsonNode result : run.get("results")) {
        JsonNode rule = run.at("/tool/driver/rules/" + result.get("ruleIndex").asInt());
        JsonNode address = result.at("/locations/0/physicalLocation/artifactLocation");
        JsonNode artifact = run.at("/artifacts/" + address.get("index").asInt() + "/location");
        assertThat(rule.get("id")).isEqualTo(result.get("ruleId"));
        assertThat(artifact.get("uri")).isEqualTo(address.get("uri"));
        assertThat(artifact.get("uriBaseId")).isEqualTo(address.get("uriBaseId"));
      }
    }
  }

  @Test
  void aCheckWithoutProblemsHasNoResultsAndNamesItsFiles() throws IOException {
    JsonNode run = run(List.of(Run.SMALL));

    assertThat(run.get("results")).isEmpty();
    assertThat(run.at("/artifacts/0/location/uri").asText()).isEqualTo(Run.SMALL);
    assertThat(run.get("columnKind").asText()).isEqualTo("unicodeCodePoints");
  }

  @Test
  void columnsCountCodePoints() throws IOException {
    Path file = folder.resolve("wide.yaml");
    Files.writeString(
        file,
        """
        version: 1
        providers:
          m:
            origin: https://m.example
            rules:
              - allow: [\uD83D\uDE00, X-Api-Key]
        """);

    JsonNode region =
        run(List.of(file.toString())).at("/results/0/locations/0").findValue("region");

    assertThat(region.get("startLine").asInt()).isEqualTo(6);
    assertThat(region.get("startColumn").asInt()).isLessThan(30);
    assertThat(region.get("endColumn").asInt()).isGreaterThan(region.get("startColumn").asInt());
  }

  @Test
  void aFingerprintOutlivesAMoveAndTellsEqualProblemsApart() throws IOException {
    Path file = folder.resolve("moved.yaml");
    String policy = Files.readString(Path.of(Run.BROKEN)) + "      - allow: X-Api-Key\n";
    Files.writeString(file, policy);
    List<String> before = fingerprints(file);
    Files.writeString(file, "# moved\n\n" + policy);

    assertThat(fingerprints(file)).isEqualTo(before);
    assertThat(before).hasSizeGreaterThan(1).doesNotHaveDuplicates();
  }

  @Test
  void bracesAndBracketsOfUsersAreNoPlaceholdersAndNoLinks() throws IOException {
    List<String> hostile = Scenarios.in(folder).getOrDefault("a hostile name and text", List.of());

    assertThat(run(hostile).get("results").findValuesAsText("text"))
        .anySatisfy(text -> assertThat(text).contains("{{0}} \\[link](1)"));
  }

  private static List<String> fingerprints(Path file) throws IOException {
    return run(List.of(file.toString())).get("results").findValuesAsText("problemInFile/v1");
  }

  private static JsonNode run(List<String> files) throws IOException {
    JsonNode log = new ObjectMapper().readTree(Scenarios.check("sarif", files).out());
    assertThat(log.get("runs")).hasSize(1);
    return log.at("/runs/0");
  }

  private static Set<ValidationMessage> faults(JsonSchema schema, String log) {
    return schema.validate(
        log,
        InputFormat.JSON,
        context -> context.getExecutionConfig().setFormatAssertionsEnabled(true));
  }

  private static JsonSchema schema() throws IOException {
    try (InputStream schema =
        Resources.getResource("schemas/sarif-schema-2.1.0.json").openStream()) {
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(schema);
    }
  }
}
