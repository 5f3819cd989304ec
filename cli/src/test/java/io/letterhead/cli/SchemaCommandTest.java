package io.letterhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.letterhead.dsl.PolicySchema;
import io.letterhead.policy.PlugIns;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaCommandTest {

  @Test
  void theSchemaIsThatOfWhatIsInstalled() throws IOException {
    Run run = Run.of("schema");
    JsonNode schema = new ObjectMapper().readTree(run.out());

    assertThat(run.out()).isEqualTo(PolicySchema.json(PlugIns.installed()) + "\n");
    assertThat(schema.get("$schema").asText())
        .isEqualTo("https://json-schema.org/draft/2020-12/schema");
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(Run.of("schema", "policy")).isEqualTo(run);
  }

  @Test
  void theSchemaOfTheConfigKnowsItsKeys() throws IOException {
    Run run = Run.of("schema", "config");
    JsonNode schema = new ObjectMapper().readTree(run.out());

    assertThat(schema.get("$schema").asText())
        .isEqualTo("https://json-schema.org/draft/2020-12/schema");
    assertThat(
            schema.get("properties").get("timeouts").get("properties").get("idle").get("default"))
        .hasToString("\"900s\"");
    assertThat(run.code()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"test", "Config", "Policy", ""})
  void aKindOfFileWithoutASchemaIsWrongUsage(String kind) {
    Run run = Run.of("schema", kind);

    assertThat(run.err())
        .startsWith(
            "letterhead: there is no schema of '" + kind + "', only of 'policy' and 'config'\n");
    assertThat(run.out()).isEmpty();
    assertThat(run.code()).isEqualTo(1);
  }
}
