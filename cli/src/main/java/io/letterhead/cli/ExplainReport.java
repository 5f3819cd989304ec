package io.letterhead.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.letterhead.policy.Cause;
import io.letterhead.policy.Decision;
import io.letterhead.policy.ProviderPolicy;
import io.letterhead.policy.Rejection;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;

/** The explanation of one request, as text and as JSON. */
final class ExplainReport {

  private static final int WIDEST_NAME = 20;
  private static final int WIDEST_VALUE = 20;
  private static final int WIDEST_REASON = 9;

  private final ProviderPolicy provider;
  private final String method;
  private final String path;
  private final Explanation explanation;

  ExplainReport(ProviderPolicy provider, String method, String path, Explanation explanation) {
    this.provider = provider;
    this.method = method;
    this.path = path;
    this.explanation = explanation;
  }

  void print(PrintWriter out, Style style) {
    out.println(style.bold(provider.name()) + "  " + Escaped.line(method + " " + path));
    if (explanation.decision() instanceof Decision.Forward forward) {
      printForward(out, style, forward);
    } else if (explanation.decision() instanceof Decision.Reject reject) {
      printReject(out, style, reject.rejection());
    } else {
      throw new AssertionError(explanation.decision());
    }
    out.flush();
  }

  private void printForward(PrintWriter out, Style style, Decision.Forward forward) {
    String server = provider.origin().scheme() + "://" + provider.origin().authority();
    out.println(style.green("forwarded") + " to " + server + forward.target());
    out.println();
    TextTable leaves = new TextTable(style, "  ", WIDEST_NAME, WIDEST_VALUE, WIDEST_REASON);
    leaves.head("LEAVES", "VALUE", "OWNER", "RULE");
    explanation
        .leaving()
        .forEach(
            field ->
                leaves.add(
                    Escaped.line(field.name()),
                    Escaped.line(field.value()),
                    field.owner().id(),
                    RuleText.of(field.causes())));
    leaves.lines().forEach(out::println);
    if (!explanation.removed().isEmpty()) {
      out.println();
      TextTable removed = new TextTable(style, "  ", WIDEST_NAME, WIDEST_REASON);
      removed.head("REMOVED", "REASON", "RULE");
      explanation
          .removed()
          .forEach(
              field ->
                  removed.add(
                      Escaped.line(field.name()),
                      field.removal().id(),
                      RuleText.of(field.causes())));
      removed.lines().forEach(out::println);
    }
    explanation
        .parameters()
        .forEach(
            name ->
                out.println(
                    "\n  The query loses `"
                        + Escaped.line(name)
                        + "`: providers read credentials"
                        + " from it."));
  }

  private void printReject(PrintWriter out, Style style, Rejection rejection) {
    String reason = rejection.message() + " [" + rejection.reason().id() + "]";
    out.println(style.red("rejected") + ":");
    Wrapped.lines(reason, 78, false).forEach(line -> out.println("  " + line));
    List<Cause> causes = explanation.rejecting(rejection);
    if (!causes.isEmpty()) {
      out.println();
      TextTable rules = new TextTable(style, "  ", WIDEST_NAME);
      rules.head("FIELD", "RULE");
      rules.add(rejection.field(), RuleText.of(causes));
      rules.lines().forEach(out::println);
    }
    out.println();
    out.println("Nothing is sent.");
  }

  void writeJson(JsonGenerator json) throws IOException {
    json.writeStringField("provider", provider.name());
    if (explanation.decision() instanceof Decision.Forward forward) {
      json.writeStringField("outcome", "forward");
      json.writeNullField("reason");
      json.writeStringField("target", forward.target());
      writeFields(json, explanation);
    } else if (explanation.decision() instanceof Decision.Reject reject) {
      Rejection rejection = reject.rejection();
      json.writeStringField("outcome", "reject");
      json.writeStringField("reason", rejection.reason().id());
      json.writeStringField("field", rejection.field());
      json.writeStringField("message", rejection.message());
      JsonResult.writeRules(json, explanation.rejecting(rejection));
      writeFields(json, Explanation.none(provider, reject));
    } else {
      throw new AssertionError(explanation.decision());
    }
  }

  private static void writeFields(JsonGenerator json, Explanation explanation) throws IOException {
    json.writeArrayFieldStart("fields");
    for (Explanation.Leaving field : explanation.leaving()) {
      json.writeStartObject();
      json.writeStringField("name", field.name());
      json.writeStringField("value", field.value());
      json.writeStringField("owner", field.owner().id());
      JsonResult.writeRules(json, field.causes());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("removed");
    for (Explanation.Removed field : explanation.removed()) {
      json.writeStartObject();
      json.writeStringField("name", field.name());
      json.writeStringField("reason", field.removal().id());
      JsonResult.writeRules(json, field.causes());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("removed-parameters");
    for (String name : explanation.parameters()) {
      json.writeString(name);
    }
    json.writeEndArray();
  }
}
