package io.letterhead.conformance.report;

import io.letterhead.conformance.suite.Evidence;
import io.letterhead.conformance.suite.Feature;
import io.letterhead.conformance.suite.Finding;
import io.letterhead.conformance.suite.Level;
import io.letterhead.conformance.suite.Outcome;
import io.letterhead.conformance.suite.Requirement;
import io.letterhead.conformance.suite.Result;
import io.letterhead.conformance.suite.Wire;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads what {@link JsonReport} writes; what is derived from the results is not looked at. */
final class JsonReportReader {
  private static final String HASH = "sha256:";

  private JsonReportReader() {}

  static ConformanceReport read(String text) {
    JsonTree json = JsonTree.parse(text);
    if (json.get("format-version").number() != JsonReport.FORMAT_VERSION) {
      throw new IllegalArgumentException(
          "its `format-version` is not " + JsonReport.FORMAT_VERSION);
    }
    JsonTree subject = json.get("subject");
    JsonTree suite = json.get("suite");
    List<Result> results = new ArrayList<>();
    for (JsonTree each : json.get("requirements").list()) {
      Requirement requirement = requirement(each);
      for (JsonTree result : each.get("results").list()) {
        results.add(result(requirement, result));
      }
    }
    return new ConformanceReport(
        new Subject(
            subject.get("name").text(),
            optional(subject.get("version")),
            subject.get("claims").list().stream().map(JsonReportReader::feature).toList(),
            subject.get("command").text()),
        suite.get("version").text(),
        hash(suite.get("specification").text()),
        suite.get("core").texts(),
        optional(json.get("date")),
        results);
  }

  private static String hash(String text) {
    if (!text.startsWith(HASH)) {
      throw new IllegalArgumentException("`specification` does not begin with " + HASH);
    }
    return text.substring(HASH.length());
  }

  private static Requirement requirement(JsonTree json) {
    return new Requirement(
        json.get("id").text(),
        known(json.get("level"), id -> byName(Level.values(), id)),
        json.get("feature").ifNotNull().map(JsonReportReader::feature),
        json.get("text").text(),
        json.get("intent").text(),
        json.get("sources").text(),
        json.get("attacks").texts());
  }

  private static Result result(Requirement requirement, JsonTree json) {
    return new Result(
        requirement,
        known(json.get("wire"), Wire::of),
        outcome(json.get("outcome")),
        json.get("finding").ifNotNull().map(JsonReportReader::finding),
        json.get("probed").ifNotNull().map(JsonReportReader::outcome),
        json.get("policy").text());
  }

  private static Finding finding(JsonTree json) {
    return new Finding(
        json.get("expected").text(),
        json.get("actual").text(),
        json.get("evidence").list().stream()
            .map(
                each ->
                    new Evidence(
                        each.get("what").text(),
                        each.get("bytes").text(),
                        each.get("offending").texts()))
            .toList());
  }

  private static Feature feature(JsonTree json) {
    return known(json, Feature::of);
  }

  private static Outcome outcome(JsonTree json) {
    return known(
        json,
        id -> Arrays.stream(Outcome.values()).filter(each -> each.id().equals(id)).findFirst());
  }

  private static Optional<Level> byName(Level[] levels, String name) {
    return Arrays.stream(levels).filter(level -> level.name().equals(name)).findFirst();
  }

  private static Optional<String> optional(JsonTree json) {
    return json.ifNotNull().map(JsonTree::text);
  }

  private static <T> T known(JsonTree json, Function<String, Optional<T>> byId) {
    return byId.apply(json.text())
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "it holds a word that this version of the suite does not know"));
  }
}
