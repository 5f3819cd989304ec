package io.letterhead.benchmarks.fire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a run has shown: its figures, and the conditions that they have to meet. */
final class Report {

  /**
   * @param what what has to be so
   * @param holds whether it is
   * @param found what was found
   */
  record Condition(String what, boolean holds, String found) {}

  private static final int LONGEST = 400;

  private final String scenario;
  private final Map<String, Map<String, Number>> figures = new LinkedHashMap<>();
  private final List<Condition> conditions = new ArrayList<>();

  Report(String scenario) {
    this.scenario = scenario;
  }

  /** Keeps figures of one thing, each by its name, which ends with its unit. */
  void figures(String what, Map<String, Number> found) {
    figures.computeIfAbsent(what, key -> new LinkedHashMap<>()).putAll(found);
  }

  /** Keeps a figure of the run as a whole. */
  void figure(String name, Number found) {
    figures("run", Map.of(name, found));
  }

  void condition(String what, boolean holds, Object found) {
    String text = found.toString();
    conditions.add(
        new Condition(
            what, holds, text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text));
  }

  /** A count that has to be 0. */
  void none(String what, long count) {
    condition("no " + what, count == 0, count);
  }

  /** Whether there were conditions, and all hold. */
  boolean passed() {
    return !conditions.isEmpty() && conditions.stream().allMatch(Condition::holds);
  }

  /** The conditions that do not hold. */
  List<String> failures() {
    return conditions.stream()
        .filter(c -> !c.holds())
        .map(c -> c.what() + ": " + c.found())
        .toList();
  }

  /** For people: a line for each thing that was measured, and for each condition. */
  String table() {
    StringBuilder text = new StringBuilder(scenario).append('\n');
    figures.forEach(
        (what, found) -> {
          text.append(String.format(Locale.ROOT, "  %-24s", what));
          found.forEach(
              (name, value) -> text.append(' ').append(name).append(' ').append(plain(value)));
          text.append('\n');
        });
    for (Condition each : conditions) {
      text.append(
          String.format(
              Locale.ROOT,
              "  %-6s %s: %s%n",
              each.holds() ? "ok" : "FAILED",
              each.what(),
              each.found()));
    }
    return text.append(passed() ? "passed" : "failed").append('\n').toString();
  }

  private static String plain(Number value) {
    return value instanceof Double fraction
        ? String.format(Locale.ROOT, "%.1f", fraction)
        : value.toString();
  }

  /** For machines: the same as one object. */
  String json() {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("scenario", scenario);
      json.writeBooleanField("passed", passed());
      json.writeObjectFieldStart("figures");
      for (Map.Entry<String, Map<String, Number>> thing : figures.entrySet()) {
        json.writeObjectFieldStart(thing.getKey());
        for (Map.Entry<String, Number> figure : thing.getValue().entrySet()) {
          json.writeFieldName(figure.getKey());
          json.writeNumber(plain(figure.getValue()));
        }
        json.writeEndObject();
      }
      json.writeEndObject();
      json.writeArrayFieldStart("conditions");
      for (Condition each : conditions) {
        json.writeStartObject();
        json.writeStringField("what", each.what());
        json.writeBooleanField("holds", each.holds());
        json.writeStringField("found", each.found());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }
}
