package io.letterhead.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.common.hash.Hashing;
import io.letterhead.dsl.Loaded;
import io.letterhead.policy.Position;
import io.letterhead.policy.Problem;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The problems of a check as one run of SARIF 2.1.0. Its rules are the problems that occurred.
 *
 * <p>It quotes no line of a policy: a snippet has to be what the file holds, which may be a secret.
 */
final class SarifReport {

  /** Where the standard's own schema lies. */
  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

  /** The root that relative addresses start at, by the name that consumers know. */
  private static final String ROOT = "%SRCROOT%";

  private static final String FINGERPRINT = "problemInFile/v1";

  /** What a message would show as a link. */
  private static final Pattern LINK = Pattern.compile("\\[(?=[^\\]]*\\]\\()");

  private final List<Loaded> files;
  private final List<FileAddress> artifacts;
  private final List<String> rules;
  private final Map<String, Integer> equals = new HashMap<>();

  SarifReport(List<Loaded> files) {
    this.files = files;
    this.artifacts = files.stream().map(SarifReport::address).distinct().toList();
    this.rules =
        files.stream()
            .flatMap(file -> file.problems().stream())
            .map(Problem::name)
            .distinct()
            .sorted()
            .toList();
  }

  /** Writes the keys of the log file; for one time only, since it counts equal problems. */
  void writeJson(JsonGenerator json) throws IOException {
    json.writeStringField("$schema", SCHEMA);
    json.writeStringField("version", "2.1.0");
    json.writeArrayFieldStart("runs");
    json.writeStartObject();
    writeTool(json);
    json.writeStringField("columnKind", "unicodeCodePoints");
    json.writeObjectFieldStart("originalUriBaseIds");
    json.writeObjectFieldStart(ROOT);
    writeText(json, "description", "the folder that the check was run in");
    json.writeEndObject();
    json.writeEndObject();
    json.writeArrayFieldStart("artifacts");
    for (FileAddress artifact : artifacts) {
      json.writeStartObject();
      json.writeObjectFieldStart("location");
      writeAddress(json, artifact);
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("results");
    for (Loaded file : files) {
      for (Problem problem : file.problems()) {
        writeResult(json, address(file), problem);
      }
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
  }

  private static FileAddress address(Loaded file) {
    return FileAddress.of(file.fileName());
  }

  private void writeTool(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("tool");
    json.writeObjectFieldStart("driver");
    json.writeStringField("name", "letterhead");
    json.writeStringField("version", Version.number());
    json.writeArrayFieldStart("rules");
    for (String rule : rules) {
      writeRule(json, rule);
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void writeRule(JsonGenerator json, String name) throws IOException {
    String see = "see docs/problems/" + name + ".md";
    Optional<ProblemPage> page = ProblemPage.of(name);
    json.writeStartObject();
    json.writeStringField("id", name);
    writeText(json, "shortDescription", page.map(ProblemPage::summary).orElse(name));
    writeText(json, "help", page.map(it -> it.why() + "\n\n" + see).orElse(see));
    json.writeEndObject();
  }

  private void writeResult(JsonGenerator json, FileAddress file, Problem problem)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("ruleId", problem.name());
    json.writeNumberField("ruleIndex", rules.indexOf(problem.name()));
    json.writeStringField("level", problem.isError() ? "error" : "warning");
    writeText(
        json, "message", problem.message() + "\nwhy: " + problem.why() + "\nfix: " + problem.fix());
    json.writeArrayFieldStart("locations");
    json.writeStartObject();
    json.writeObjectFieldStart("physicalLocation");
    json.writeObjectFieldStart("artifactLocation");
    writeAddress(json, file);
    json.writeNumberField("index", artifacts.indexOf(file));
    json.writeEndObject();
    writeRegion(json, problem.position());
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndArray();
    json.writeObjectFieldStart("partialFingerprints");
    json.writeStringField(FINGERPRINT, fingerprint(file, problem));
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void writeAddress(JsonGenerator json, FileAddress address) throws IOException {
    json.writeStringField("uri", address.uri());
    if (address.relative()) {
      json.writeStringField("uriBaseId", ROOT);
    }
  }

  /** Where there is no line, the problem is the whole file's. */
  private static void writeRegion(JsonGenerator json, Position at) throws IOException {
    if (at.line() == 0) {
      return;
    }
    json.writeObjectFieldStart("region");
    json.writeNumberField("startLine", at.line());
    json.writeNumberField("startColumn", at.column());
    json.writeNumberField("endColumn", at.endColumn());
    json.writeEndObject();
  }

  /** The same wherever the problem moves within its file; equal ones of a file are counted. */
  private String fingerprint(FileAddress file, Problem problem) {
    String same = String.join("\n", problem.name(), file.uri(), problem.message());
    int nth = equals.merge(same, 1, Integer::sum);
    return Hashing.sha256().hashString(same, UTF_8) + ":" + nth;
  }

  /** A plain text, in which braces would be placeholders and brackets may be links. */
  private static void writeText(JsonGenerator json, String key, String text) throws IOException {
    String plain = text.replace("{", "{{").replace("}", "}}");
    json.writeObjectFieldStart(key);
    json.writeStringField("text", LINK.matcher(plain).replaceAll("\\\\["));
    json.writeEndObject();
  }
}
