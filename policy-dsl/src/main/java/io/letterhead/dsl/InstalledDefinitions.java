package io.letterhead.dsl;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import io.letterhead.policy.PlugIns;
import java.io.IOException;
import java.util.Collection;
import java.util.TreeSet;

/**
 * The definitions of the schema that depend on what is installed. All names are sorted, so that the
 * schema is the same whatever order plug-ins are found in.
 */
final class InstalledDefinitions {

  private final PlugIns plugIns;
  private final Profiles shipped;
  private final Vocabulary vocabulary;

  InstalledDefinitions(PlugIns plugIns, Profiles shipped) {
    this.plugIns = plugIns;
    this.shipped = shipped;
    this.vocabulary = Vocabulary.ofRequests(plugIns);
  }

  /** Writes them as the fields of an object that is open. */
  void writeTo(JsonGenerator json) throws IOException {
    writeSecret(json);
    writeScheme(json);
    writeProfileName(json);
    writeRule(json);
    for (String verb : custom()) {
      writeVerb(json, verb);
    }
  }

  private void writeSecret(JsonGenerator json) throws IOException {
    Collection<String> sources = sorted(plugIns.sources().keySet());
    startMapping(json, "secret", "A secret", "Where the secret is kept: in just one place.");
    json.writeObjectFieldStart("properties");
    for (String source : sources) {
      writeReference(json, source, "text", about(source));
    }
    writeReference(json, SecretReader.ONLY_FOR, SecretReader.ONLY_FOR);
    json.writeEndObject();
    json.writeArrayFieldStart("oneOf");
    for (String source : sources) {
      json.writeStartObject();
      writeWords(json, "required", ImmutableSet.of(source));
      json.writeEndObject();
    }
    if (sources.isEmpty()) {
      json.writeBoolean(false); // no secret can be kept anywhere
    }
    json.writeEndArray();
    endMapping(json);
  }

  private static String about(String source) {
    return switch (source) {
      case "env" -> "The environment variable of the gateway's process that holds the secret.";
      case "file" ->
          "The file that holds nothing but the secret; a relative path starts at the policy file's"
              + " folder.";
      default -> "What to look up in the secret source `" + source + "`, a plug-in.";
    };
  }

  private void writeScheme(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("scheme");
    json.writeStringField(
        "description",
        "How the secret becomes a value: `bearer` (`Bearer SECRET`), `basic` (the secret is"
            + " `user:password`), `raw` (the secret itself), or the scheme of a plug-in.");
    writeWords(json, "enum", sorted(plugIns.schemes().keySet()));
    json.writeEndObject();
  }

  private void writeProfileName(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("profile-name");
    json.writeStringField(
        "description",
        "What is known of the provider: a shipped profile, or one of the file's `profiles`.");
    json.writeArrayFieldStart("anyOf");
    if (!shipped.names().isEmpty()) {
      json.writeStartObject();
      writeWords(json, "enum", sorted(shipped.names()));
      json.writeEndObject();
    }
    startReference(json, "name");
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
  }

  private void writeRule(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("rule");
    json.writeStringField("title", "A rule");
    json.writeStringField("description", "Its first key is its verb.");
    json.writeStringField("type", "object");
    json.writeArrayFieldStart("oneOf");
    for (String verb : Vocabulary.builtIn()) {
      startReference(json, verb);
      json.writeEndObject();
    }
    for (String verb : custom()) {
      startReference(json, definition(verb));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void writeVerb(JsonGenerator json, String verb) throws IOException {
    startMapping(json, definition(verb), verb + ": a plug-in", "A rule of the plug-in's own verb.");
    json.writeObjectFieldStart("properties");
    writeReference(json, verb, "text", "What the plug-in `" + verb + "` is about.");
    for (String key : sorted(vocabulary.keysOf(verb))) {
      if (key.equals(Vocabulary.WHY) || key.equals(Vocabulary.WHEN)) {
        writeReference(json, key, key);
      } else if (!key.equals(verb)) {
        writeReference(json, key, "text", "An option of the plug-in `" + verb + "`.");
      }
    }
    json.writeEndObject();
    writeWords(json, "required", ImmutableSet.of(verb));
    endMapping(json);
  }

  /** The verbs of plug-ins; a word of the language keeps its meaning. */
  private Collection<String> custom() {
    return sorted(Sets.difference(vocabulary.verbs().keySet(), Vocabulary.builtIn()));
  }

  /** No definition of the language's has such a name. */
  private static String definition(String verb) {
    return "verb:" + verb;
  }

  private static Collection<String> sorted(Collection<String> words) {
    return new TreeSet<>(words);
  }

  private static void startMapping(
      JsonGenerator json, String name, String title, String description) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeStringField("title", title);
    json.writeStringField("description", description);
    json.writeStringField("type", "object");
  }

  /** A mapping takes no other keys. */
  private static void endMapping(JsonGenerator json) throws IOException {
    json.writeBooleanField("additionalProperties", false);
    json.writeEndObject();
  }

  private static void startReference(JsonGenerator json, String definition) throws IOException {
    json.writeStartObject();
    json.writeStringField("$ref", "#/$defs/" + definition);
  }

  private static void writeReference(JsonGenerator json, String key, String definition)
      throws IOException {
    json.writeFieldName(key);
    startReference(json, definition);
    json.writeEndObject();
  }

  private static void writeReference(
      JsonGenerator json, String key, String definition, String description) throws IOException {
    json.writeFieldName(key);
    startReference(json, definition);
    json.writeStringField("description", description);
    json.writeEndObject();
  }

  private static void writeWords(JsonGenerator json, String key, Collection<String> words)
      throws IOException {
    json.writeArrayFieldStart(key);
    for (String word : words) {
      json.writeString(word);
    }
    json.writeEndArray();
  }
}
