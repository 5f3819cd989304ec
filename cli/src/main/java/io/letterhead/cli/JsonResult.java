package io.letterhead.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import io.letterhead.policy.Cause;
import io.letterhead.policy.Position;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** A result as JSON: one object with a format version. */
final class JsonResult {

  private static final int FORMAT_VERSION = 1;
  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonResult() {}

  /** What is inside the object. */
  @FunctionalInterface
  interface Content {
    void writeTo(JsonGenerator json) throws IOException;
  }

  /** Writes the whole result, with a line end. */
  static void print(PrintWriter out, Content content) {
    printBare(
        out,
        json -> {
          json.writeNumberField("format-version", FORMAT_VERSION);
          content.writeTo(json);
        });
  }

  /** Writes a result whose format is not ours to number, with a line end. */
  static void printBare(PrintWriter out, Content content) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      json.setPrettyPrinter(printer());
      json.writeStartObject();
      content.writeTo(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a string takes all that is written", e);
    }
    out.print(text);
    out.print("\n");
    out.flush();
  }

  private static PrettyPrinter printer() {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    Separators separators =
        Separators.createDefaultInstance()
            .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
            .withObjectEmptySeparator("")
            .withArrayEmptySeparator("");
    return new DefaultPrettyPrinter()
        .withSeparators(separators)
        .withObjectIndenter(indenter)
        .withArrayIndenter(indenter);
  }

  /** The first of the rules in the keys of the contract, then all of them. */
  static void writeRules(JsonGenerator json, List<Cause> causes) throws IOException {
    Optional<Cause> first = causes.stream().findFirst();
    writeRule(json, first);
    json.writeArrayFieldStart("rules");
    for (Cause cause : causes) {
      json.writeStartObject();
      writeRule(json, Optional.of(cause));
      if (!cause.why().isEmpty()) {
        json.writeStringField("why", cause.why());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeRule(JsonGenerator json, Optional<Cause> cause) throws IOException {
    if (cause.isPresent()) {
      json.writeStringField("rule", cause.get().summary());
    } else {
      json.writeNullField("rule");
    }
    writePlace(json, cause.flatMap(Cause::position));
  }

  /** The keys {@code file} and {@code line}; both null for what no file holds. */
  static void writePlace(JsonGenerator json, Optional<Position> position) throws IOException {
    if (position.isPresent()) {
      json.writeStringField("file", position.get().file());
      json.writeNumberField("line", position.get().line());
    } else {
      json.writeNullField("file");
      json.writeNullField("line");
    }
  }
}
