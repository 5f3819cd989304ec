package io.letterhead.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.google.common.collect.ImmutableSet;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema knows what the reader knows, as far as a schema can. */
class ConfigSchemaTest {

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private static final JsonNode SCHEMA = schema();

  private static final JsonSchema VALIDATOR =
      JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(SCHEMA);

  /** What shows only beside other lines, files or the policy, or is about the text itself. */
  private static final ImmutableSet<String> OF_MEANING =
      ImmutableSet.of(
          "access-without-callers",
          "bad-certificate",
          "duplicate-key",
          "listen-without-callers",
          "missing-folder",
          "plain-upstream",
          "shared-address",
          "shared-key",
          "taken-route",
          "unknown-caller",
          "unknown-provider",
          "unreadable-file");

  static List<String> bad() throws IOException {
    return ConfigGoldenTest.names();
  }

  @Test
  void theWholeConfigIsValid() throws IOException {
    assertThat(complaints(Files.readString(ConfigExamples.WHOLE))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("bad")
  void whatTheReaderRefusesForItsFormIsRefused(String name) throws IOException {
    String text = Files.readString(ConfigExamples.FOLDER.resolve("bad/" + name + ".yaml"));

    if (OF_MEANING.contains(name)) {
      assertThat(name.equals("duplicate-key") ? Set.of() : complaints(text)).as(text).isEmpty();
    } else {
      assertThat(complaints(text)).as(text).isNotEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = ConfigProblem.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = "UNKNOWN_VARIABLE")
  void whatThePagesPreferIsValid(ConfigProblem problem) throws IOException {
    String page = Files.readString(Path.of("../docs/problems/" + problem.title() + ".md"));
    List<String> examples =
        Pattern.compile("^```yaml\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE)
            .matcher(page)
            .results()
            .map(match -> match.group(1))
            .toList();

    assertThat(complaints(examples.get(1))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hosts: gateway.internal",
        "hosts: ['[fd00::1]', 'fd00::1']",
        "limits: { head: '1024', body: 5, fields: '9' }",
        "callers: none",
        "access-log: on",
        "access-log: { file: x }",
        "access: { '*': {}, 'key/*': { methods: POST, providers: vllm, paths: / } }",
        "cors: { origins: 'http://[::1]:3000' }",
        "allow-from: ::1"
      })
  void otherWaysToWriteItAreValid(String text) {
    assertThat(complaints(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hosts: []",
        "callers: { jwt: {} }",
        "callers: { keys: {} }",
        "access: { key/a: { rates: 1/s } }",
        "access-log: { file: x, more: y }",
        "listen: { host: x }",
        "[]",
        "limits: { fields: -1 }"
      })
  void otherSlipsAreRefused(String text) {
    assertThat(complaints(text)).isNotEmpty();
  }

  @Test
  void everyKeyHasADescriptionAndEveryFormIsUsed() {
    for (Setting setting : Setting.values()) {
      JsonNode at = SCHEMA;
      for (String key : setting.key().split("\\.", -1)) {
        JsonNode inside = at.has("anyOf") ? at.get("anyOf").get(1) : at;
        at = inside.get("properties").get(key);
        assertThat(at.get("description").asText()).as(setting.key()).isNotEmpty();
      }
      assertThat(at.get("description").asText()).isEqualTo(setting.description());
    }
    Set<String> defined = new TreeSet<>();
    SCHEMA.get("$defs").fieldNames().forEachRemaining(defined::add);
    Set<String> used =
        Pattern.compile("#/\\$defs/([a-z-]+)")
            .matcher(SCHEMA.toString())
            .results()
            .map(match -> match.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(defined).isEqualTo(used);
  }

  private static Set<ValidationMessage> complaints(String yaml) {
    try {
      return VALIDATOR.validate(YAML.readTree(yaml));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode schema() {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new ObjectMapper().createGenerator(text)) {
      json.writeStartObject();
      ConfigSchema.writeTo(json);
      json.writeEndObject();
      json.flush();
      return new ObjectMapper().readTree(text.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
