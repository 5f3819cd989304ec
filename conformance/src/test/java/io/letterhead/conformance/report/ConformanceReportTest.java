package io.letterhead.conformance.report;

import static io.letterhead.conformance.report.FixedResults.core;
import static io.letterhead.conformance.report.FixedResults.report;
import static io.letterhead.conformance.report.FixedResults.result;
import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.conformance.suite.Finding;
import io.letterhead.conformance.suite.Outcome;
import io.letterhead.conformance.suite.Requirement;
import io.letterhead.conformance.suite.Result;
import io.letterhead.conformance.suite.Wire;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ConformanceReportTest {
  private static final Pattern LINK = Pattern.compile("href=\"#([^\"]*)\"");

  @ParameterizedTest
  @EnumSource(Outcome.class)
  void eachOutcomeIsToldApartFromEveryOther(Outcome outcome) {
    ConformanceReport one = report("one", List.of(result(core("LH-1.2"), Wire.H1, outcome)));

    assertThat(one.verdict("LH-1.2")).contains(outcome);
    for (Outcome each : Outcome.values()) {
      assertThat(one.count(each)).isEqualTo(each == outcome ? 1 : 0);
      ConformanceReport other = report("one", List.of(result(core("LH-1.2"), Wire.H1, each)));
      if (each != outcome) {
        assertThat(TextReport.of(one)).isNotEqualTo(TextReport.of(other));
        assertThat(row(TextReport.of(one))).isNotEqualTo(row(TextReport.of(other)));
        assertThat(JsonReport.write(one)).isNotEqualTo(JsonReport.write(other));
        assertThat(Badge.of(one).message()).isNotEqualTo(Badge.of(other).message());
      }
    }
    assertThat(HtmlReport.of(one)).contains("<td class=\"" + outcome.id() + "\">");
    assertThat(JsonReport.write(one)).contains("\"verdict\": \"" + outcome.id() + "\"");
  }

  private static String row(String text) {
    return text.lines().filter(line -> line.startsWith("LH-1.2 ")).findFirst().orElseThrow();
  }

  @ParameterizedTest
  @EnumSource(Outcome.class)
  void theWorstWireIsTheVerdictInWhateverOrder(Outcome other) {
    Result failed = result(core("LH-1.2"), Wire.H1, Outcome.FAIL);
    Result beside = result(core("LH-1.2"), Wire.H2, other);

    assertThat(report("one", List.of(failed, beside)).verdict("LH-1.2")).contains(Outcome.FAIL);
    assertThat(report("one", List.of(beside, failed)).verdict("LH-1.2")).contains(Outcome.FAIL);
    assertThat(
            report("one", List.of(beside, result(core("LH-1.2"), Wire.H1, Outcome.PASS)))
                .verdict("LH-1.2"))
        .contains(other);
  }

  @Test
  void whoMeetsTheWholeCoreOverEveryWireIsNotPartial() {
    List<Result> all =
        Stream.of("LH-1.2", "LH-1.10")
            .flatMap(
                id ->
                    Arrays.stream(Wire.values()).map(wire -> result(core(id), wire, Outcome.PASS)))
            .toList();
    Requirement core = all.get(0).requirement();

    assertThat(report("whole", all).isPartial()).isFalse();
    assertThat(report("less", all.subList(3, all.size())).unmeasuredCore())
        .containsExactly(core.id());
    assertThat(report("skipped", List.of(result(core, Wire.H1, Outcome.SKIPPED))).unmeasuredCore())
        .contains(core.id());
    for (Outcome outcome : Outcome.values()) {
      List<Result> changed = new ArrayList<>(all);
      changed.set(0, result(core, Wire.H1, outcome));
      assertThat(report("changed", changed).isPartial()).isEqualTo(outcome == Outcome.SETUP_ERROR);
    }
    assertThat(FixedResults.nothing().isPartial()).isTrue();
  }

  @Test
  void whereAnOriginListensIsNotSeen() {
    ConformanceReport one = ConformanceReport.of(subject(), "0", Optional.empty(), on(40_001));
    ConformanceReport other = ConformanceReport.of(subject(), "0", Optional.empty(), on(50_002));

    assertThat(JsonReport.write(one)).isEqualTo(JsonReport.write(other)).contains(":8001/base");
    assertThat(one.specification()).matches("[0-9a-f]{64}");
  }

  @Test
  void aPortThatSomebodyHasChosenStays() {
    Subject chosen =
        Subject.of("one", Optional.empty(), List.of(), "--origin-listen 127.0.0.1:40001");

    assertThat(JsonReport.write(ConformanceReport.of(chosen, "0", Optional.empty(), on(40_001))))
        .contains(":40001/base", "localhost:8001");
  }

  private static Subject subject() {
    return Subject.of("one", Optional.empty(), List.of(), "letterhead conformance");
  }

  private static List<Result> on(int port) {
    return List.of(
        new Result(
            core("LH-1.2"),
            Wire.H1,
            Outcome.FAIL,
            Optional.of(
                new Finding("none", "one to 127.0.0.1:" + port + " and localhost:9999", List.of())),
            Optional.empty(),
            FixedResults.policy(port)));
  }

  @Test
  void theCoreIsThatOfTheSpecification() {
    ConformanceReport none = ConformanceReport.of(subject(), "0", Optional.empty(), List.of());

    assertThat(none.core()).contains("LH-1.1", "LH-2.1").doesNotContain("LH-1.10", "LH-8.4");
    assertThat(none.unmeasuredCore()).isEqualTo(none.core());
  }

  @Test
  void aReportIsReadAsItWasWritten() {
    for (ConformanceReport report :
        List.of(FixedResults.leaky(), FixedResults.faithful(), FixedResults.nothing())) {
      ConformanceReport read = JsonReport.read(JsonReport.write(report));

      assertThat(JsonReport.write(read)).isEqualTo(JsonReport.write(report));
      assertThat(read).isEqualTo(report);
    }
  }

  @Test
  void everyLinkOfThePageLeadsToItsEvidence() {
    String page = HtmlReport.of(List.of(FixedResults.leaky(), FixedResults.leaky()));
    List<String> links = LINK.matcher(page).results().map(link -> link.group(1)).toList();

    assertThat(links).hasSize(10);
    assertThat(links).allSatisfy(link -> assertThat(page).containsOnlyOnce("id=\"" + link + "\""));
  }

  @Test
  void thePageHoldsNothingOfStrangersAsMarkupAndNeedsNothingElse() {
    String page = HtmlReport.of(FixedResults.leaky());

    assertThat(page)
        .doesNotContain("<script", "http-equiv=\"refresh\"", "src=", "url(", "@import", "<beta>")
        .contains("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;amp;&quot;")
        .contains("default-src 'none'");
  }

  @Test
  void noLineOfTheTablesIsLongerThanEightyColumns() {
    List<ConformanceReport> many = Collections.nCopies(6, FixedResults.leaky());

    assertThat(TextReport.of(many).lines().filter(line -> line.matches("(REQ|LH-).*")))
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
  }

  @Test
  void noCharacterActsOnATerminal() {
    ConformanceReport hostile =
        FixedResults.report("a\u001b[31m\u202eb\n", FixedResults.leaky().results());

    assertThat(TextReport.of(hostile)).doesNotContain("\u001b", "\u202e").contains("a\\x1b[31m");
    assertThat(HtmlReport.of(hostile)).doesNotContain("\u001b", "\u202e");
  }
}
