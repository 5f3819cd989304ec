package io.letterhead.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Something that decides requests under {@link Laws#RULES}: the engine, or a gateway with a defect.
 */
interface Subject {

  /** A field line. */
  record Line(String name, String value) {}

  /**
   * What came out.
   *
   * @param sent the lines that leave; empty where the request is rejected
   * @param rejection what the caller is told, where it is
   */
  record Result(List<Line> sent, Optional<String> rejection) {}

  /** Decides a request with these lines, under these rules in this order. */
  Result decide(List<Rule> rules, List<Line> lines);

  /** The engine itself; compiles each list of rules once. */
  static Subject engine() {
    Map<List<Rule>, Exchange> compiled = new HashMap<>();
    return (rules, lines) -> {
      Exchange exchange =
          compiled.computeIfAbsent(rules, all -> Exchange.under(all.toArray(Rule[]::new)));
      RequestHead.Builder head = RequestHead.builder("POST", RequestTarget.parse("/v1/x"));
      lines.forEach(line -> head.add(line.name(), line.value()));
      OutboundHead out = new OutboundHead();
      Decision decision = exchange.generation().evaluate(exchange.provider(), head.build(), out);
      if (decision instanceof Decision.Reject reject) {
        return new Result(List.of(), Optional.of(reject.rejection().toString()));
      }
      List<Line> sent = new ArrayList<>();
      for (int i = 0; i < out.size(); i++) {
        sent.add(new Line(out.name(i), out.value(i)));
      }
      return new Result(sent, Optional.empty());
    };
  }
}
