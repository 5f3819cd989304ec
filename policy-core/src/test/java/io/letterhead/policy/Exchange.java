package io.letterhead.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A provider {@code p} with its secrets: asks it about requests, and shows what came out. */
final class Exchange {

  static final String KEY = "s3cr3t-of-the-gateway";

  private final PolicyGeneration generation;
  private final ProviderPolicy provider;

  private Exchange(PolicyGeneration generation) {
    this.generation = generation;
    this.provider = generation.policy().providers().values().iterator().next();
  }

  static Exchange under(Rule... rules) {
    return under(Policies.policy(Provider.of("p", "https://p.example", rules)));
  }

  static Exchange under(Policy policy) {
    return under(policy, Map.of("key", KEY, "other-key", "another-s3cr3t"));
  }

  static Exchange under(Policy policy, Map<String, String> secrets) {
    return under(policy, Policies.plugIns(secrets));
  }

  static Exchange under(Policy policy, PlugIns plugIns) {
    return new Exchange(PolicyGeneration.resolve(CompiledPolicy.compile(policy, plugIns), plugIns));
  }

  /** What came of one request. */
  record Outcome(Decision decision, List<String> fields, Map<String, Removal> removed) {

    String reason() {
      return ((Decision.Reject) decision).rejection().reason().id();
    }

    String target() {
      return ((Decision.Forward) decision).target();
    }
  }

  Outcome send(String... lines) {
    return request("POST", "/v1/x", lines);
  }

  /** Each line as {@code Name: value}, split at the first {@code ": "}. */
  Outcome request(String method, String target, String... lines) {
    RequestHead.Builder head = RequestHead.builder(method, RequestTarget.parse(target));
    for (String line : lines) {
      int colon = line.indexOf(": ");
      head.add(line.substring(0, colon), line.substring(colon + 2));
    }
    return send(head.build());
  }

  Outcome send(RequestHead head) {
    OutboundHead out = new OutboundHead();
    Decision decision = generation.evaluate(provider, head, out);
    List<String> fields = new ArrayList<>();
    if (decision instanceof Decision.Forward) {
      for (int i = 0; i < out.size(); i++) {
        fields.add(out.name(i) + ": " + out.value(i));
      }
    }
    Map<String, Removal> removed = new TreeMap<>();
    for (int i = 0; i < out.removedSize(); i++) {
      removed.put(out.removedName(i), out.removal(i));
    }
    return new Outcome(decision, fields, removed);
  }

  ProviderPolicy provider() {
    return provider;
  }

  PolicyGeneration generation() {
    return generation;
  }
}
