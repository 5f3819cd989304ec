package io.letterhead.conformance.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonGenerator;
import io.letterhead.conformance.suite.Evidence;
import io.letterhead.conformance.suite.Feature;
import io.letterhead.conformance.suite.Finding;
import io.letterhead.conformance.suite.Outcome;
import io.letterhead.conformance.suite.Requirement;
import io.letterhead.conformance.suite.Result;
import io.letterhead.conformance.suite.Wire;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A report as JSON, of which {@link #schema} tells all keys. Within a {@code format-version} keys
 * may be added, and none is renamed.
 */
public final class JsonReport {
  /** The version of the format that is written, and read. */
  static final int FORMAT_VERSION = 1;

  private JsonReport() {}

  /** The JSON Schema (2020-12) of what {@link #write} gives. */
  public static String schema() {
    try (InputStream in =
        requireNonNull(JsonReport.class.getResourceAsStream("report.schema.json"))) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** The report as one object, with a line end; nothing in it but ASCII. */
  public static String write(ConformanceReport report) {
    return JsonText.object(json -> write(report, json));
  }

  /**
   * The report that such an object tells of.
   *
   * @throws IllegalArgumentException if it is none, or of a later format
   */
  public static ConformanceReport read(String json) {
    return JsonReportReader.read(json);
  }

  private static void write(ConformanceReport report, JsonGenerator json) throws IOException {
    json.writeNumberField("format-version", FORMAT_VERSION);
    json.writeObjectFieldStart("subject");
    json.writeStringField("name", report.subject().name());
    nullable(json, "version", report.subject().version());
    texts(json, "claims", report.subject().claims().stream().map(Feature::id).toList());
    json.writeStringField("command", report.subject().command());
    json.writeEndObject();
    json.writeObjectFieldStart("suite");
    json.writeStringField("version", report.suite());
    json.writeStringField("specification", "sha256:" + report.specification());
    texts(json, "core", report.core());
    json.writeEndObject();
    nullable(json, "date", report.date());
    json.writeObjectFieldStart("counts");
    for (Map.Entry<Outcome, Integer> count : report.counts().entrySet()) {
      json.writeNumberField(count.getKey().id(), count.getValue());
    }
    json.writeEndObject();
    json.writeBooleanField("partial", report.isPartial());
    texts(json, "unmeasured-core", report.unmeasuredCore());
    json.writeArrayFieldStart("requirements");
    for (Requirement requirement : report.requirements()) {
      requirement(report, requirement, json);
    }
    json.writeEndArray();
  }

  private static void requirement(
      ConformanceReport report, Requirement requirement, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", requirement.id());
    json.writeStringField("level", requirement.level().name());
    nullable(json, "feature", requirement.feature().map(Feature::id));
    json.writeStringField("text", requirement.text());
    json.writeStringField("intent", requirement.intent());
    json.writeStringField("sources", requirement.sources());
    texts(json, "attacks", requirement.attacks());
    json.writeStringField("place", requirement.anchor());
    nullable(json, "verdict", report.verdict(requirement.id()).map(Outcome::id));
    json.writeArrayFieldStart("results");
    for (Wire wire : report.wires()) {
      Optional<Result> result = report.result(requirement.id(), wire);
      if (result.isPresent()) {
        result(result.get(), json);
      }
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void result(Result result, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("wire", result.wire().id());
    json.writeStringField("outcome", result.outcome().id());
    nullable(json, "probed", result.probed().map(Outcome::id));
    if (result.finding().isPresent()) {
      json.writeObjectFieldStart("finding");
      finding(result.finding().get(), json);
      json.writeEndObject();
    } else {
      json.writeNullField("finding");
    }
    json.writeStringField("policy", result.policy());
    json.writeEndObject();
  }

  private static void finding(Finding finding, JsonGenerator json) throws IOException {
    json.writeStringField("expected", finding.expected());
    json.writeStringField("actual", finding.actual());
    json.writeArrayFieldStart("evidence");
    for (Evidence evidence : finding.evidence()) {
      json.writeStartObject();
      json.writeStringField("what", evidence.what());
      json.writeStringField("bytes", evidence.bytes());
      texts(json, "offending", evidence.offending());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void texts(JsonGenerator json, String key, List<String> texts) throws IOException {
    json.writeArrayFieldStart(key);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }

  private static void nullable(JsonGenerator json, String key, Optional<String> value)
      throws IOException {
    if (value.isPresent()) {
      json.writeStringField(key, value.get());
    } else {
      json.writeNullField(key);
    }
  }
}
