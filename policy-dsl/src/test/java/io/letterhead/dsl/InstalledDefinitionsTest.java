package io.letterhead.dsl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.google.common.io.Resources;
import io.letterhead.dsl.secret.EnvSecretSource;
import io.letterhead.dsl.secret.FileSecretSource;
import io.letterhead.policy.PlugIns;
import io.letterhead.policy.spi.RuleVerb;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the schema says of what is installed, word for word. */
class InstalledDefinitionsTest {

  @ParameterizedTest
  @ValueSource(strings = {"everything", "nothing"})
  void theDefinitionsAreTheseWords(String installed) throws IOException {
    boolean all = installed.equals("everything");
    PlugIns plugIns =
        PlugIns.of(
            all ? List.of(new EnvSecretSource(), new FileSecretSource()) : List.of(),
            all ? PlugIns.installed().schemes().values().asList() : List.of(),
            all ? List.<RuleVerb>of(new StampVerb()) : List.of());
    Profiles profiles = all ? Profiles.shipped() : Profiles.of(List.of());

    assertThat(written(plugIns, profiles) + "\n").isEqualTo(resource(installed + ".json"));
  }

  @Test
  void theSchemaIsIndentedByTwoSpaces() {
    assertThat(PolicySchema.json(PlugIns.installed()))
        .startsWith("{\n  \"$schema\": ")
        .contains("\n  \"$defs\": {\n    \"secret\": {\n");
  }

  private static String written(PlugIns plugIns, Profiles profiles) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text).useDefaultPrettyPrinter()) {
      json.writeStartObject();
      new InstalledDefinitions(plugIns, profiles).writeTo(json);
      json.writeEndObject();
    }
    return text.toString().replace(System.lineSeparator(), "\n");
  }

  private static String resource(String name) throws IOException {
    return Resources.toString(
        requireNonNull(InstalledDefinitionsTest.class.getResource("/schema/" + name)), UTF_8);
  }
}
