package io.letterhead.cli;

import com.google.common.base.Strings;
import io.letterhead.conformance.RawResponse;
import io.letterhead.conformance.WireField;
import io.letterhead.conformance.WireMessage;
import io.letterhead.policy.Cause;
import io.letterhead.policy.Decision;
import io.letterhead.policy.Owner;
import io.letterhead.policy.ProviderPolicy;
import io.letterhead.policy.Removal;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.Collectors;

/** The demo's table: for each request what the caller sent, what the origin got, by which rule. */
final class DemoReport {

  private static final int WIDTH = 80;
  private static final int WIDEST_SIDE = 6;
  private static final int WIDEST_FIELD = 45;

  private final PrintWriter out;
  private final Style style;

  DemoReport(PrintWriter out, Style style) {
    this.out = out;
    this.style = style;
  }

  void printOpening() {
    out.println(style.bold("The demo: callers against " + DemoPolicy.FILE));
    Wrapped.lines(
            "Real sockets. What the origin got is parsed from the bytes that it received. Every key"
                + " in it is made up; lines are those of the policy.",
            WIDTH,
            false)
        .forEach(out::println);
    out.println();
  }

  void printClosing(List<DemoRequest> requests, int wrong) {
    long forwarded = requests.stream().filter(DemoRequest::forwarded).count();
    out.println(
        requests.size()
            + " requests: "
            + forwarded
            + " forwarded, "
            + (requests.size() - forwarded)
            + " refused without a byte to the origin.");
    out.println(
        wrong == 0
            ? style.green("What arrived is what was decided; no key of a caller got through.")
            : style.red("FAILED: " + wrong + " of them went wrong, see above."));
    out.println();
    out.flush();
  }

  void print(int number, ProviderPolicy provider, DemoExchange exchange, List<String> complaints) {
    printTitle(number, exchange, complaints.isEmpty());
    TextTable table = new TextTable(style, "    ", WIDEST_SIDE, WIDEST_FIELD);
    sent(table, provider, exchange);
    if (exchange.arrived().isEmpty()) {
      table.add("origin", "(nothing)", refusal(exchange));
    }
    exchange.arrived().forEach(message -> arrived(table, provider, message));
    table.lines().forEach(out::println);
    complaints.forEach(complaint -> out.println(style.red("    WRONG: " + complaint)));
    out.println();
    out.flush();
  }

  private void printTitle(int number, DemoExchange exchange, boolean good) {
    String title = Strings.padStart("" + number, 2, ' ') + "  " + exchange.request().title();
    int status = exchange.response().map(RawResponse::status).orElse(0);
    String result = exchange.request().provider() + " " + (status == 0 ? "no answer" : "" + status);
    String gap = " ".repeat(Math.max(1, WIDTH - title.length() - result.length()));
    out.println(style.bold(title) + gap + (good ? style.green(result) : style.red(result)));
  }

  private static void sent(TextTable table, ProviderPolicy provider, DemoExchange exchange) {
    DemoRequest request = exchange.request();
    String side = "caller";
    if (request.target().indexOf('?') >= 0 || !request.forwarded()) {
      table.add(side, request.method() + " " + request.target(), "");
      side = "";
    }
    for (String field : request.fields()) {
      String name = field.substring(0, field.indexOf(':'));
      if (!request.forwarded() || !name.equals("Content-Length")) {
        table.add(
            side, field, exchange.heard().map(heard -> fate(heard, provider, name)).orElse(""));
        side = "";
      }
    }
    for (String field : request.trailers()) {
      table.add(side, field, "a trailer: dropped");
    }
  }

  private static void arrived(TextTable table, ProviderPolicy provider, WireMessage message) {
    String side = "origin";
    if (message.target().indexOf('?') >= 0) {
      table.add(side, message.method() + " " + message.target(), "no key");
      side = "";
    }
    for (WireField field : message.fields()) {
      Owner owner = provider.ownerOf(field.name());
      if (owner != Owner.TRANSPORT || field.isNamed("Sec-WebSocket-Protocol")) {
        List<Cause> writing = provider.writing(field.name());
        List<Cause> causes =
            owner == Owner.POLICY || provider.deciding(field.name()).isEmpty()
                ? writing
                : provider.deciding(field.name());
        table.add(
            side,
            field.name() + ": " + field.value(),
            owner == Owner.TRANSPORT ? "written afresh" : rules(causes));
        side = "";
      }
    }
  }

  /** What became of a caller's field, and by which lines of the policy. */
  private static String fate(Heard heard, ProviderPolicy provider, String name) {
    List<Cause> causes = provider.deciding(name);
    for (int i = 0; i < heard.leaves().removedSize(); i++) {
      if (heard.leaves().removedName(i).equals(name)) {
        Removal removal = heard.leaves().removal(i);
        String lines = removal == Removal.NOMINATED ? "" : lines(causes);
        return removal.id() + (lines.isEmpty() ? "" : ", " + lines);
      }
    }
    return rules(causes);
  }

  private static String refusal(DemoExchange exchange) {
    return exchange
        .heard()
        .map(Heard::decision)
        .filter(Decision.Reject.class::isInstance)
        .map(decision -> "refused: " + ((Decision.Reject) decision).rejection().reason().id())
        .orElse("refused");
  }

  private static String rules(List<Cause> causes) {
    return causes.stream().map(DemoReport::rule).collect(Collectors.joining("\n"));
  }

  private static String rule(Cause cause) {
    return cause
        .rule()
        .map(rule -> rule.verb() + ", line " + rule.position().line())
        .orElse(cause.summary().replace("built-in: ", ""));
  }

  private static String lines(List<Cause> causes) {
    return causes.stream()
        .flatMap(cause -> cause.position().stream())
        .map(at -> "line " + at.line())
        .distinct()
        .collect(Collectors.joining(", "));
  }
}
