package io.letterhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.letterhead.conformance.report.ConformanceReport;
import io.letterhead.conformance.report.JsonReport;
import io.letterhead.conformance.report.Subject;
import io.letterhead.conformance.suite.Requirement;
import io.letterhead.conformance.suite.Specification;
import io.letterhead.dsl.Loaded;
import io.letterhead.dsl.PolicyFiles;
import io.letterhead.policy.PlugIns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ConformanceCommandTest {

  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(JsonReport.schema());

  @TempDir private Path folder;

  private static Run measure(String transport, String... more) {
    List<String> words =
        new ArrayList<>(List.of("conformance", "--transport", transport, "--wire", "h1"));
    words.addAll(List.of("--requirement", "LH-1.2", "--requirement", "LH-8.4"));
    words.addAll(List.of(more));
    return Run.of(words.toArray(new String[0]));
  }

  @Test
  void whoMeetsARequirementPassesItAndNoFailureIsDone() {
    Run run = Run.of("conformance", "--transport", "faithful", "--requirement", "LH-1.2");

    assertThat(run.out())
        .contains("1 pass, 0 fail, 0 not-strict, 0 skipped, 0 setup-error")
        .containsPattern("LH-1\\.2 +MUST +pass\n");
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
  }

  @Test
  void whoDoesNotFailsItWithTheEvidenceAndThree() {
    Run run = measure("leaky");

    assertThat(run.out())
        .contains("0 pass, 1 fail, 1 not-strict, 0 skipped, 0 setup-error")
        .contains("\nLH-1.2 over h1: fail\n  A field of the caller's")
        .containsPattern("X-Api-Key: .*\n +\\^+")
        .contains("\n    version: 1\n    secrets:\n")
        .contains("--transport leaky --requirement LH-1.2 --wire h1\n")
        .contains("see       conformance/SPEC.md#lh-12--must\n");
    assertThat(run.code()).isEqualTo(3);
  }

  @Test
  void notStrictIsNoFailure() {
    Run run = measure("faithful");

    assertThat(run.out()).contains("1 pass, 0 fail, 1 not-strict");
    assertThat(run.code()).isZero();
  }

  @Test
  void whatCannotBeMeasuredIsNoFailureAndNoSuccess() {
    Run run = measure("deaf");

    assertThat(run.out()).contains("0 fail, 0 not-strict, 0 skipped, 2 setup-error");
    assertThat(run.err())
        .isEqualToIgnoringNewLines(
            "letterhead: 2 requirements could not be measured; the report says why");
    assertThat(run.code()).isEqualTo(1);
  }

  @Test
  void aFeatureThatIsNotClaimedIsLookedAtAndTold() {
    Run run = Run.of("conformance", "--transport", "faithful", "--requirement", "LH-5.5");

    assertThat(run.out())
        .contains("0 fail, 0 not-strict, 1 skipped")
        .containsPattern("trailers  LH-5\\.5 would be \\S+ over h1");
    assertThat(run.code()).isZero();
  }

  @Test
  void twoRunsGiveTheSameBytes() {
    for (String format : List.of("text", "json", "html", "badge", "shields")) {
      String out = measure("leaky", "--format", format).out();

      assertThat(out).isNotEmpty().isEqualTo(measure("leaky", "--format", format).out());
    }
  }

  @Test
  void theJsonIsValidByItsSchema() throws IOException {
    assertThat(faults(measure("faithful", "--format", "json").out())).isEmpty();
    assertThat(faults(measure("deaf", "--format", "json").out())).isEmpty();
    Run run = measure("leaky", "--format=json", "--date=2026-11-22", "--subject-version=1.0");
    assertThat(faults(run.out())).isEmpty();
    JsonNode json = new ObjectMapper().readTree(run.out());
    assertThat(json.at("/subject/version").asText()).isEqualTo("1.0");
    assertThat(json.at("/date").asText()).isEqualTo("2026-11-22");
    assertThat(json.at("/requirements/0/verdict").asText()).isEqualTo("fail");

    ConformanceReport nothing =
        ConformanceReport.of(
            Subject.of("nothing", Optional.empty(), Set.of(), "letterhead conformance"),
            "0",
            Optional.empty(),
            List.of());
    assertThat(faults(JsonReport.write(nothing))).isEmpty();
  }

  @Test
  void theSchemaRefusesWhatIsNoReport() {
    String good = measure("leaky", "--format", "json").out();

    assertThat(faults(good.replace("\"format-version\": 1", "\"format-version\": 2"))).isNotEmpty();
    assertThat(faults(good.replace("\"verdict\": \"fail\"", "\"verdict\": \"FAIL\""))).isNotEmpty();
    assertThat(faults(good.replace("\"outcome\": \"fail\"", "\"outcome\": \"pass\""))).isNotEmpty();
    assertThat(faults(good.replace("sha256:", ""))).isNotEmpty();
  }

  private static Set<ValidationMessage> faults(String report) {
    return SCHEMA.validate(report, InputFormat.JSON);
  }

  @Test
  void reportsOfSeveralAreMergedIntoOneMatrix() throws IOException {
    Path one = folder.resolve("one.json");
    Path two = folder.resolve("two.json");
    assertThat(measure("faithful", "--format", "json", "--output", one.toString()).out()).isEmpty();
    Files.writeString(two, measure("leaky", "--format", "json").out());

    Run text = Run.of("conformance", "--merge", one.toString(), two.toString());
    assertThat(text.out())
        .containsPattern("REQUIREMENT +BINDS +faithful h1 +leaky h1\n")
        .containsPattern("LH-1\\.2 +MUST +pass +FAIL\n")
        .contains("\nleaky: LH-1.2 over h1: fail\n");
    assertThat(text.code()).isZero();
    assertThat(
            Run.of("conformance", "--format=html", "--merge", one.toString(), two.toString()).out())
        .contains("<a href=\"#s2-LH-1.2-h1\">fail</a>");
    Run json = Run.of("conformance", "--format=json", "--merge", one.toString(), two.toString());
    assertThat(json.err()).contains("several reports are shown as text or html, not json");
    assertThat(json.code()).isEqualTo(1);
    assertThat(Run.of("conformance", "--format=json", "--merge", one.toString()).out())
        .isEqualTo(Files.readString(one));
  }

  @Test
  void whatCannotBeMergedIsOneLine() throws IOException {
    Path none = Files.writeString(folder.resolve("none.json"), "{}");

    Run run = Run.of("conformance", "--merge", none.toString());
    assertThat(run.err()).contains("is no conformance report: it has no `format-version`");
    assertThat(run.code()).isEqualTo(1);
    assertThat(Run.of("conformance", "--merge", folder.resolve("absent").toString()).err())
        .contains("the report cannot be read");
  }

  @Test
  void wrongUsageListsWhatThereIs() {
    assertThat(Run.of("conformance", "--transport", "leak").err())
        .contains("there is no transport 'leak'; there are: deaf, faithful, leaky");
    assertThat(Run.of("conformance", "--list", "--requirement", "LH-1.99").err())
        .contains("there is no requirement 'LH-1.99'; did you mean");
    assertThat(Run.of("conformance", "--list", "--wire", "h3").err())
        .contains("expected one of h1, h1-tls, h2 but was 'h3'");
    Run wire = Run.of("conformance", "--transport", "leaky", "--wire", "h2");
    assertThat(wire.err()).contains("does not claim h2");
    assertThat(wire.code()).isEqualTo(1);
    assertThat(Run.of("conformance").code()).isEqualTo(1);
    assertThat(Run.of("conformance", "--list", "--policy").code()).isEqualTo(1);
  }

  @Test
  void allRequirementsAreListed() {
    Run run = Run.of("conformance", "--list");

    assertThat(Specification.shipped().requirements().stream().map(Requirement::id))
        .allSatisfy(id -> assertThat(run.out()).contains("\n" + id + " "));
    assertThat(run.out().lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void thePolicyLoadsAsItIsPrinted() throws Exception {
    Run run = Run.of("conformance", "--policy");
    Loaded loaded = PolicyFiles.load("letterhead.yaml", run.out(), PlugIns.installed());

    assertThat(loaded.problems()).as(loaded.problems().toString()).isEmpty();
    assertThat(run.out())
        .contains("X-Api-Key: letterhead-conformance-credential")
        .contains("A caller's X-Trace-Internal never passes.");
  }
}
