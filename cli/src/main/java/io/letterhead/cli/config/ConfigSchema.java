package io.letterhead.cli.config;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * The JSON Schema (2020-12) of config files, for editors. It knows every key and the form of every
 * value; what only the file as a whole shows is for {@link GatewaySettings} to see.
 */
public final class ConfigSchema {

  private static final JsonFactory JSON = new JsonFactory();
  private static final String FORMS = "forms.json";

  /** What sections are for: no setting says so. */
  private static final ImmutableMap<String, String> SECTIONS =
      ImmutableMap.<String, String>builder()
          .put("tls", "Who the gateway is to callers over TLS.")
          .put("cors", "Web pages that may call.")
          .put("admin", "Where the gateway tells of itself.")
          .put("callers.jwt", "Callers with JWTs (RFC 7519).")
          .put("rates", "How rates are counted.")
          .put("timeouts", "How long things may take.")
          .put("limits", "How large things may be.")
          .put("audit", "What is kept of decisions.")
          .buildOrThrow();

  private ConfigSchema() {}

  /**
   * Writes the schema's fields into an object that is open.
   *
   * @throws IOException if they cannot be written
   */
  public static void writeTo(JsonGenerator json) throws IOException {
    json.writeStringField("$schema", "https://json-schema.org/draft/2020-12/schema");
    json.writeStringField("title", "Letterhead gateway config");
    json.writeStringField(
        "description", "How `letterhead serve` is set up, beside its policy. All is optional.");
    writeObject(json, "");
    json.writeObjectFieldStart("$defs");
    copyForms(json);
    json.writeEndObject();
  }

  /** The fields of a schema for the object that a section is. */
  private static void writeObject(JsonGenerator json, String section) throws IOException {
    json.writeStringField("type", "object");
    json.writeNumberField("minProperties", 1);
    json.writeBooleanField("additionalProperties", false);
    json.writeObjectFieldStart("properties");
    for (String key : Setting.keysIn(section)) {
      json.writeObjectFieldStart(key);
      writeKey(json, section.isEmpty() ? key : section + "." + key);
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void writeKey(JsonGenerator json, String key) throws IOException {
    Optional<Setting> setting = Setting.of(key);
    json.writeStringField(
        "description",
        setting.map(Setting::description).orElseGet(() -> requireNonNull(SECTIONS.get(key), key)));
    if (setting.isEmpty()) {
      writeObject(json, key);
    } else if (Setting.isSection(key)) {
      json.writeArrayFieldStart("anyOf");
      writeReference(json, setting.get());
      json.writeStartObject();
      writeObject(json, key);
      json.writeEndObject();
      json.writeEndArray();
    } else {
      json.writeStringField("$ref", reference(setting.get()));
      if (setting.get().byDefault().isPresent()) {
        json.writeStringField("default", setting.get().byDefault().get());
      }
    }
  }

  private static void writeReference(JsonGenerator json, Setting setting) throws IOException {
    json.writeStartObject();
    json.writeStringField("$ref", reference(setting));
    json.writeEndObject();
  }

  private static String reference(Setting setting) {
    return "#/$defs/" + setting.form().definition();
  }

  private static void copyForms(JsonGenerator json) throws IOException {
    try (InputStream stream = requireNonNull(ConfigSchema.class.getResourceAsStream(FORMS), FORMS);
        JsonParser parser = JSON.createParser(stream)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        json.copyCurrentStructure(parser);
      }
    }
  }
}
