package io.letterhead.cli;

import com.google.common.collect.ImmutableList;
import io.letterhead.policy.PolicyGeneration;
import io.letterhead.policy.ProviderPolicy;
import io.letterhead.vertx.GatewayConfig;
import io.letterhead.vertx.ListenAddress;
import io.letterhead.vertx.Revision;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code letterhead demo}: hostile callers against the example policy, on real sockets. */
@Command(
    name = "demo",
    description = {
      "Starts an embedded origin and the gateway with the policy of examples/, sends honest and "
          + "hostile requests, and prints for each what the caller sent, what the origin received "
          + "on its socket, and by which rule. Fails if the two disagree or a key of the caller "
          + "gets through.",
      "Needs nothing: its keys are made up."
    },
    footer = {
      "",
      "Example:",
      "  letterhead demo --once",
      "",
      "Exit codes: 0 all as decided, 1 something got through."
    })
final class DemoCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(names = "--once", description = "End after the table.")
  private boolean once;

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:0",
      converter = ListenOption.class,
      description = "Where the gateway listens (default: any free port of 127.0.0.1).")
  private ListenAddress listen;

  @SuppressWarnings("NullAway.Init")
  DemoCommand() {}

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Style style = Style.of(spec.commandLine());
    try (DemoOrigins origins = DemoOrigins.start()) {
      PolicyGeneration generation = DemoPolicy.generation(origins.uris());
      Queue<Heard> decisions = new ConcurrentLinkedQueue<>();
      Serving serving =
          Serving.start(
              new Revision(
                  "demo",
                  generation,
                  GatewayConfig.defaults().withListen(listen.host(), listen.port())),
              (provider, request, leaves, decision) -> decisions.add(new Heard(leaves, decision)));
      boolean good = show(new DemoRun(serving.port(), origins, decisions), generation, out, style);
      if (once || !good) {
        serving.drain();
        return good ? ExitCode.DONE : ExitCode.FAILED;
      }
      DemoHints.print(out, serving.url());
      serving.drainOnSignal();
      Serving.untilSignal();
      return ExitCode.DONE;
    }
  }

  private static boolean show(
      DemoRun run, PolicyGeneration generation, PrintWriter out, Style style) {
    DemoReport report = new DemoReport(out, style);
    report.printOpening();
    ImmutableList<DemoRequest> requests = DemoScript.requests();
    int wrong = 0;
    for (int i = 0; i < requests.size(); i++) {
      DemoRequest request = requests.get(i);
      ProviderPolicy provider =
          Objects.requireNonNull(generation.policy().providers().get(request.provider()));
      DemoExchange exchange = run.send(request, provider);
      List<String> complaints = DemoCheck.complaints(provider, exchange);
      report.print(i + 1, provider, exchange, complaints);
      wrong += complaints.isEmpty() ? 0 : 1;
    }
    report.printClosing(requests, wrong);
    return wrong == 0;
  }
}
