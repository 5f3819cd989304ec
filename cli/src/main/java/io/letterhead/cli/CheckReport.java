package io.letterhead.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.letterhead.dsl.Loaded;
import io.letterhead.policy.Cause;
import io.letterhead.policy.CompiledPolicy;
import io.letterhead.policy.Owner;
import io.letterhead.policy.Position;
import io.letterhead.policy.Problem;
import io.letterhead.policy.ProviderPolicy;
import io.letterhead.policy.Rule;
import io.letterhead.policy.WrittenValue;
import io.letterhead.policy.analysis.OwnershipTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The result of a check: the problems of the files and the ownership tables of their providers. */
final class CheckReport {

  private static final int WIDEST_NAME = 28;
  private static final int WIDEST_OWNER = 9;
  private static final int WIDEST_LINE = 5;

  private final List<Loaded> files;

  CheckReport(List<Loaded> files) {
    this.files = files;
  }

  void print(PrintWriter out, Style style) {
    for (Loaded file : files) {
      String problems = Problems.text(file, style);
      out.print(problems.isEmpty() ? problems : problems + "\n");
      if (file.policy().isPresent()) {
        printTables(out, style, file, file.policy().get());
      } else {
        out.println(
            style.red(Escaped.line(file.fileName()) + ": invalid, " + count(file.problems())));
      }
      out.println();
    }
    out.println("reserved names: version " + CompiledPolicy.reservedVersion());
    out.flush();
  }

  private static void printTables(
      PrintWriter out, Style style, Loaded file, CompiledPolicy policy) {
    String warnings = file.problems().isEmpty() ? "" : ", " + count(file.problems());
    out.println(style.green(Escaped.line(file.fileName()) + ": valid" + warnings));
    for (ProviderPolicy provider : policy.providers().values()) {
      out.println();
      out.println(style.bold(provider.name()) + "  " + provider.origin());
      printTable(out, style, OwnershipTable.of(provider).rows());
      out.println("  Decided: every possible name, " + extent(provider) + ".");
    }
  }

  private static String extent(ProviderPolicy provider) {
    int classes = provider.classes().size();
    return "in "
        + (classes == 1 ? "one class" : classes + " classes")
        + " of requests with "
        + provider.states()
        + " states";
  }

  private static void printTable(PrintWriter out, Style style, List<OwnershipTable.Row> rows) {
    TextTable table = new TextTable(style, "  ", WIDEST_NAME, WIDEST_OWNER, WIDEST_LINE);
    table.head("FIELD", "OWNER", "LINE", "RULE");
    rows.stream()
        .filter(row -> row.owner() != Owner.TRANSPORT)
        .forEach(
            row ->
                table.add(
                    row.name(),
                    row.owner().id(),
                    each(row, cause -> cause.position().map(at -> "" + at.line()).orElse("")),
                    each(row, Cause::summary)));
    table.lines().forEach(out::println);
    String transport =
        rows.stream()
            .filter(row -> row.owner() == Owner.TRANSPORT)
            .map(OwnershipTable.Row::name)
            .collect(Collectors.joining(", "));
    out.println("  The transport writes these afresh, for its own hop:");
    Wrapped.lines(transport, 76, false).forEach(line -> out.println("    " + line));
  }

  /** A line of text for each of a row's rules. */
  private static String each(OwnershipTable.Row row, Function<Cause, String> text) {
    return row.causes().stream().map(text).collect(Collectors.joining("\n"));
  }

  private static String count(List<Problem> problems) {
    long errors = problems.stream().filter(Problem::isError).count();
    long warnings = problems.size() - errors;
    String text = errors == 0 ? "" : errors + (errors == 1 ? " error" : " errors");
    if (warnings > 0) {
      text += (text.isEmpty() ? "" : ", ") + warnings + (warnings == 1 ? " warning" : " warnings");
    }
    return text;
  }

  void writeJson(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("problems");
    for (Loaded file : files) {
      for (Problem problem : file.problems()) {
        writeProblem(json, problem);
      }
    }
    json.writeEndArray();
    json.writeArrayFieldStart("providers");
    for (Loaded file : files) {
      if (file.policy().isPresent()) {
        for (ProviderPolicy provider : file.policy().get().providers().values()) {
          writeProvider(json, provider, file);
        }
      }
    }
    json.writeEndArray();
    json.writeNumberField("reserved-names", CompiledPolicy.reservedVersion());
  }

  private static void writeProblem(JsonGenerator json, Problem problem) throws IOException {
    Position at = problem.position();
    json.writeStartObject();
    json.writeStringField("file", at.file());
    json.writeNumberField("line", at.line());
    json.writeNumberField("column", at.column());
    json.writeNumberField("end-column", at.endColumn());
    json.writeStringField("severity", problem.isError() ? "error" : "warning");
    json.writeStringField("problem", problem.name());
    json.writeStringField("message", problem.message());
    json.writeStringField("why", problem.why());
    json.writeStringField("fix", problem.fix());
    json.writeEndObject();
  }

  private static void writeProvider(JsonGenerator json, ProviderPolicy provider, Loaded file)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("provider", provider.name());
    json.writeStringField("origin", provider.origin().toString());
    json.writeStringField("policy", file.fileName());
    json.writeNumberField("classes", provider.classes().size());
    json.writeNumberField("states", provider.states());
    json.writeArrayFieldStart("fields");
    for (OwnershipTable.Row row : OwnershipTable.of(provider).rows()) {
      json.writeStartObject();
      json.writeStringField("name", row.name());
      json.writeStringField("owner", row.owner().id());
      json.writeStringField("written-by", writtenBy(row));
      JsonResult.writeRules(json, row.causes());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /** Whose value it is: of a secret, of the file, of a caller's field. */
  private static String writtenBy(OwnershipTable.Row row) {
    return row.owner() == Owner.TRANSPORT
        ? "transport"
        : row.causes().stream()
            .map(cause -> cause.rule().map(CheckReport::writtenBy).orElse("caller"))
            .distinct()
            .collect(Collectors.joining(", or "));
  }

  private static String writtenBy(Rule rule) {
    if (rule instanceof Rule.Inject inject) {
      return Stream.concat(
              inject.bring().stream().map(bring -> "the caller's own, in " + bring.summary()),
              inject.secret().stream().map(secret -> "secret " + secret))
          .collect(Collectors.joining(", or "));
    } else if (rule instanceof Rule.Set set) {
      return set.value() instanceof WrittenValue.Fixed ? "fixed value" : set.value().summary();
    } else if (rule instanceof Rule.Rename rename) {
      return "caller's " + rename.from().text();
    } else if (rule instanceof Rule.Default) {
      return "caller, else fixed value";
    } else if (rule instanceof Rule.Custom custom) {
      return "plug-in " + custom.plugIn();
    } else {
      return "caller";
    }
  }
}
