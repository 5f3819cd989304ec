package io.letterhead.dsl;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.policy.CompiledPolicy;
import io.letterhead.policy.Decision;
import io.letterhead.policy.OutboundHead;
import io.letterhead.policy.PlugIns;
import io.letterhead.policy.PolicyGeneration;
import io.letterhead.policy.Problem;
import io.letterhead.policy.ProviderPolicy;
import io.letterhead.policy.Rejection;
import io.letterhead.policy.Removal;
import io.letterhead.policy.RequestHead;
import io.letterhead.policy.RequestTarget;
import io.letterhead.policy.ResponseHead;
import io.letterhead.policy.SecretUnusableException;
import io.letterhead.policy.spi.SecretSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A policy file that serves requests, with secrets that a map holds: {@code { map: KEY }}. Whatever
 * is asked, nothing that is printed of it may show the {@link #MARKER}, which tests put in values.
 */
final class Served {

  /** Stands in values of callers and in secrets. */
  static final String MARKER = "m4rk3r";

  /** What {@code { map: token }} is. */
  static final String TOKEN = "tok-" + MARKER;

  static final String CARRIER = "X-LlamaStack-Provider-Data";

  private static final String HEAD =
      """
      version: 1
      secrets: { token: { map: token }, missing: { map: missing } }
      caller-data: { header: X-LlamaStack-Provider-Data }
      """;

  private final PolicyGeneration generation;

  private Served(PolicyGeneration generation) {
    this.generation = generation;
  }

  /** A policy of the carrier, the secrets and what follows. */
  static Served under(String rest) {
    PlugIns plugIns = plugIns();
    Loaded loaded = load(rest);
    CompiledPolicy policy =
        loaded
            .policy()
            .orElseThrow(() -> new AssertionError(ProblemRenderer.plain().render(loaded)));
    return new Served(PolicyGeneration.resolve(policy, plugIns));
  }

  /** A provider {@code vllm} that reads fields under {@code extra}, with these lines of rules. */
  static Served vllm(String... rules) {
    return under(provider(rules));
  }

  /** The names of the errors of a policy with a provider {@code vllm} of these rules. */
  static List<String> problemsOf(String... rules) {
    return load(provider(rules)).problems().stream()
        .filter(Problem::isError)
        .map(Problem::name)
        .toList();
  }

  static Loaded load(String rest) {
    return PolicyFiles.load("p.yaml", HEAD + rest, plugIns());
  }

  static String provider(String... rules) {
    StringBuilder text =
        new StringBuilder(
            """
            providers:
              vllm:
                origin: http://localhost:8000
                caller-data: { headers: extra }
                rules:
                  - { allow: X-Any }
            """);
    for (String rule : rules) {
      text.append("      - { ").append(rule).append(" }\n");
    }
    return text.toString();
  }

  /** The line that carries an object, written with single quotes. */
  static String data(String json) {
    return CARRIER + ": " + json.replace('\'', '"');
  }

  /** What came of one request. */
  record Answer(Decision decision, List<String> fields, Map<String, Removal> removed) {

    Rejection rejection() {
      assertThat(decision).isInstanceOf(Decision.Reject.class);
      return ((Decision.Reject) decision).rejection();
    }

    String reason() {
      return rejection().reason().id();
    }

    String field() {
      return rejection().field();
    }

    String message() {
      return rejection().message();
    }

    String target() {
      assertThat(decision).isInstanceOf(Decision.Forward.class);
      return ((Decision.Forward) decision).target();
    }
  }

  /** A request to the provider {@code vllm}; each line as {@code Name: value}. */
  Answer send(String... lines) {
    return ask("vllm", "POST", "/v1/chat/completions", lines);
  }

  Answer ask(String provider, String method, String target, String... lines) {
    return ask(provider, head(method, target, lines).build());
  }

  Answer ask(String provider, RequestHead head) {
    OutboundHead out = new OutboundHead();
    Decision decision = generation.evaluate(provider(provider), head, out);
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
    assertThat(Stream.of(decision, out, head, generation).map(Object::toString))
        .noneMatch(shown -> shown.contains(MARKER));
    return new Answer(decision, fields, removed);
  }

  /** The fields of a response that reach the caller. */
  List<String> response(String... lines) {
    ResponseHead.Builder head = ResponseHead.builder(200);
    for (String line : lines) {
      int colon = line.indexOf(": ");
      head.add(line.substring(0, colon), line.substring(colon + 2));
    }
    ProviderPolicy vllm = provider("vllm");
    OutboundHead out = new OutboundHead();
    RequestHead request = head("GET", "/").build();
    assertThat(generation.evaluateResponse(vllm, vllm.classOf(request), head.build(), out))
        .isEmpty();
    List<String> fields = new ArrayList<>();
    for (int i = 0; i < out.size(); i++) {
      fields.add(out.name(i) + ": " + out.value(i));
    }
    return fields;
  }

  static RequestHead.Builder head(String method, String target, String... lines) {
    RequestHead.Builder head = RequestHead.builder(method, RequestTarget.parse(target));
    for (String line : lines) {
      int colon = line.indexOf(": ");
      head.add(line.substring(0, colon), line.substring(colon + 2));
    }
    return head;
  }

  private ProviderPolicy provider(String name) {
    return requireNonNull(generation.policy().providers().get(name));
  }

  private static PlugIns plugIns() {
    List<SecretSource> sources = new ArrayList<>(PlugIns.installed().sources().values());
    sources.add(new MapSource());
    return PlugIns.of(sources, PlugIns.installed().schemes().values().asList(), List.of());
  }

  private static final class MapSource implements SecretSource {

    @Override
    public String name() {
      return "map";
    }

    @Override
    public String read(String key) throws SecretUnusableException {
      if (key.equals("token")) {
        return TOKEN;
      }
      throw new SecretUnusableException("there is none");
    }
  }
}
