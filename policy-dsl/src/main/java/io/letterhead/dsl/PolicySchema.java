package io.letterhead.dsl;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.google.common.collect.ImmutableList;
import io.letterhead.policy.PlugIns;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/**
 * The JSON Schema (2020-12) of policy files, for editors. It knows every key and the form of every
 * value; what only a whole policy shows, such as a secret that is not declared, is for {@link
 * PolicyFiles} to see.
 */
public final class PolicySchema {

  private static final JsonFactory JSON = new JsonFactory();

  /** What the schema's own keys say. */
  private static final String ROOT = "policy";

  /** The parts that hold its definitions. */
  private static final ImmutableList<String> DEFINITIONS =
      ImmutableList.of("sections", "rules", "values");

  private PolicySchema() {}

  /**
   * The schema, with the names of what is installed: secret sources, credential schemes, verbs with
   * their options, shipped profiles.
   *
   * @return one JSON object, the same text for the same plug-ins on every machine
   * @throws NullPointerException if {@code plugIns} is null
   */
  public static String json(PlugIns plugIns) {
    return json(requireNonNull(plugIns, "plugIns"), Profiles.shipped());
  }

  static String json(PlugIns plugIns, Profiles shipped) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.setPrettyPrinter(printer());
      json.writeStartObject();
      copy(ROOT, json);
      json.writeObjectFieldStart("$defs");
      new InstalledDefinitions(plugIns, shipped).writeTo(json);
      for (String part : DEFINITIONS) {
        copy(part, json);
      }
      json.writeEndObject();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a part of the schema is missing or damaged", e);
    }
    return text.toString();
  }

  /** Writes the fields of a part's one object. */
  private static void copy(String part, JsonGenerator json) throws IOException {
    String file = "schema/" + part + ".json";
    try (InputStream stream = requireNonNull(PolicySchema.class.getResourceAsStream(file), file);
        JsonParser parser = JSON.createParser(stream)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        json.copyCurrentStructure(parser);
      }
    }
  }

  private static PrettyPrinter printer() {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    return new DefaultPrettyPrinter(
            Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withObjectEmptySeparator("")
                .withArrayEmptySeparator(""))
        .withObjectIndenter(indenter)
        .withArrayIndenter(indenter);
  }
}
