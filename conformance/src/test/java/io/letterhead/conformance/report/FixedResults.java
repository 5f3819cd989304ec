package io.letterhead.conformance.report;

import io.letterhead.conformance.suite.Evidence;
import io.letterhead.conformance.suite.Feature;
import io.letterhead.conformance.suite.Finding;
import io.letterhead.conformance.suite.Level;
import io.letterhead.conformance.suite.Outcome;
import io.letterhead.conformance.suite.Requirement;
import io.letterhead.conformance.suite.Result;
import io.letterhead.conformance.suite.Wire;
import java.util.List;
import java.util.Optional;

/** A few results with every outcome, and with texts that are hostile to those who show them. */
final class FixedResults {
  static final String HOSTILE = "<script>alert('1')</script>&amp;\"";

  private static final String HASH = "0123456789abcdef".repeat(4);
  private static final String POLICY =
      """
      version: 1
      providers:
        provider:
          origin: http://127.0.0.1:%d/base
      """;

  private FixedResults() {}

  static Requirement requirement(String id, Level level, Optional<Feature> feature) {
    return new Requirement(
        id,
        level,
        feature,
        "A field of the caller's with the slot's own name MUST NOT reach the origin, whatever its"
            + " value <is>.",
        "The plain attack: the caller's key beside the provider's, or in its place.",
        "RFC 9110 §5.1; CVE-2024-38827",
        List.of("A-01", "A-60"));
  }

  static Requirement core(String id) {
    return requirement(id, Level.MUST, Optional.empty());
  }

  static Result result(Requirement requirement, Wire wire, Outcome outcome) {
    boolean told = outcome != Outcome.PASS && outcome != Outcome.SKIPPED;
    return new Result(
        requirement,
        wire,
        outcome,
        told ? Optional.of(finding()) : Optional.empty(),
        outcome == Outcome.SKIPPED ? Optional.of(Outcome.PASS) : Optional.empty(),
        policy(8001));
  }

  static String policy(int port) {
    return POLICY.formatted(port);
  }

  static Finding finding() {
    return new Finding(
        "no `X-Api-Key` of the caller's",
        "the origin got `X-Api-Key` twice; one is " + HOSTILE,
        List.of(
            new Evidence(
                "the origin received",
                "GET /base/v1/models HTTP/1.1\r\nX-Api-Key: mine\r\nX-Tag: \u00e9\t"
                    + HOSTILE
                    + "\r\nHost: 127.0.0.1:8001\r\n\r\n",
                List.of("X-Api-Key: mine"))));
  }

  static Finding setup() {
    return new Finding("a check that can be made", "java.net.ConnectException: refused", List.of());
  }

  static ConformanceReport report(String name, List<Result> results) {
    return new ConformanceReport(
        Subject.of(
            name,
            Optional.of("1.2 <beta>"),
            List.of(Feature.TRAILERS, Feature.TLS),
            "letterhead conformance --transport " + name),
        "0.1.0",
        HASH,
        List.of("LH-1.2", "LH-1.10"),
        Optional.of("2026-11-22"),
        results);
  }

  static ConformanceReport leaky() {
    Requirement should = requirement("LH-8.4", Level.SHOULD, Optional.empty());
    Requirement trailers = requirement("LH-5.5", Level.MUST, Optional.of(Feature.TRAILERS));
    Requirement streaming = requirement("LH-9.1", Level.MUST, Optional.of(Feature.STREAMING));
    return report(
        "leaky",
        List.of(
            result(core("LH-1.2"), Wire.H1, Outcome.PASS),
            result(core("LH-1.2"), Wire.H1_TLS, Outcome.FAIL),
            setupError(core("LH-1.2")),
            result(core("LH-1.10"), Wire.H1, Outcome.PASS),
            result(core("LH-1.10"), Wire.H1_TLS, Outcome.PASS),
            setupError(core("LH-1.10")),
            result(trailers, Wire.H1, Outcome.PASS),
            result(trailers, Wire.H1_TLS, Outcome.PASS),
            result(should, Wire.H1, Outcome.NOT_STRICT),
            result(should, Wire.H1_TLS, Outcome.PASS),
            new Result(
                streaming,
                Wire.H1,
                Outcome.SKIPPED,
                Optional.of(finding()),
                Optional.of(Outcome.FAIL),
                policy(8001)),
            result(streaming, Wire.H1_TLS, Outcome.SKIPPED)));
  }

  static Result setupError(Requirement requirement) {
    return new Result(
        requirement,
        Wire.H2,
        Outcome.SETUP_ERROR,
        Optional.of(setup()),
        Optional.empty(),
        policy(8001));
  }

  static ConformanceReport faithful() {
    return report(
        "faithful",
        List.of(
            result(core("LH-1.2"), Wire.H1, Outcome.PASS),
            result(core("LH-2.1"), Wire.H1, Outcome.PASS)));
  }

  static ConformanceReport nothing() {
    return report("nothing", List.of());
  }
}
