package io.letterhead.dsl;

import io.letterhead.policy.CompiledPolicy;
import io.letterhead.policy.Decision;
import io.letterhead.policy.FieldSink;
import io.letterhead.policy.OutboundHead;
import io.letterhead.policy.PlugIns;
import io.letterhead.policy.PolicyGeneration;
import io.letterhead.policy.Problem;
import io.letterhead.policy.ProviderPolicy;
import io.letterhead.policy.Rejection;
import io.letterhead.policy.RequestHead;
import io.letterhead.policy.ResponseHead;
import io.letterhead.policy.spi.SecretSource;
import java.util.List;
import java.util.Optional;

/** The policies that requests are fuzzed under: between them, all that the language has. */
enum FuzzedPolicy {
  /** Names, globs, groups, guards, a rename, a default; query rules and a base path. */
  PLAIN(
      """
      rules:
        - allow: ["@tracing", "X-*"]
        - deny: X-Internal-*
      providers:
        p:
          origin: https://p.example/base
          encoded-slash: pass
          allow-query: [sig]
          default-query: { api-version: "1 &2" }
          response-rules:
            - deny: X-Internal-*
            - set: X-Served-By
              to: letterhead
          rules:
            - inject: Authorization
              from-secret: key
              as: bearer
            - set: X-Source
              to: gateway
            - rename: X-Tenant
              to: X-Tenant-ID
            - default: X-Tier
              to: free
            - allow: X-Kind
              one-of: [free, paid]
            - allow: X-Short
              max-length: 4
      """,
      "x-source|x-tenant-id|x-internal-.*"),

  /** Conditions of every kind, what holds otherwise, rejections instead of removals. */
  CONDITIONS(
      """
      reject: [sealed]
      rules:
        - allow: "X-*"
          when: { methods: [GET, POST] }
        - allow: "Y-*"
          when: { paths: [/v1/*] }
      providers:
        p:
          origin: https://p.example
          reject: [denied]
          rules:
            - inject: Authorization
              from-secret: key
              as: bearer
              when: { callers: [key/a] }
            - inject: Authorization
              from-secret: pair
              as: basic
              when: { callers: [key/b] }
            - set: X-Team
              to: first
              when: { paths: [/v1/*] }
            - set: X-Team
              to: other
              when: otherwise
            - deny: Y-Secret-*
            - require: Accept
              when: { methods: [DELETE] }
      """,
      "x-team|y-secret-.*"),

  /** A caller's data as fields, as a value and as a credential; facts of the request. */
  DATA(
      """
      caller-data: { header: X-LlamaStack-Provider-Data }
      providers:
        p:
          origin: http://localhost:8000
          caller-data: { headers: extra }
          rules:
            - inject: Authorization
              from-secret: key
              as: bearer
              caller-may-bring: { data: token }
            - set: X-Sub
              from-caller-data: sub
            - set: X-Forwarded-For
              from-request: client-address
            - set: X-Forwarded-Proto
              from-request: scheme
            - allow: [X-Kind, "Y-*", traceparent]
      """,
      "x-sub"),

  /** Credentials that a caller may or must bring, and a verb of a plug-in. */
  BRING(
      """
      providers:
        p:
          origin: https://p.example
          rules:
            - inject: Authorization
              from-secret: key
              as: bearer
              caller-may-bring: { header: X-My-Key }
            - inject: X-Api-Key
              as: raw
              caller-may-bring: { header: X-Api-Key }
            - stamp: X-Stamp
              ink: blue
              when: { methods: [POST] }
            - allow: "*"
      """,
      "x-stamp|x-my-key");

  /** The secret that none of the messages may show. */
  static final String KEY = "s3cr3t-of-the-gateway";

  /** A name and a password, which none of the messages may show either. */
  static final String PAIR = "gateway:p4ssw0rd-of-the-gateway";

  private static final String HEAD =
      "version: 1\nsecrets:\n  key: { kept: key }\n  pair: { kept: pair }\n";

  private final String closed;

  @SuppressWarnings("ImmutableEnumChecker") // A generation is immutable; it does not say so.
  private final PolicyGeneration generation;

  @SuppressWarnings("ImmutableEnumChecker") // So is a provider.
  private final ProviderPolicy provider;

  FuzzedPolicy(String text, String closed) {
    this.closed = closed;
    CompiledPolicy compiled = compiled(HEAD + text);
    this.generation = PolicyGeneration.resolve(compiled, Kept.PLUG_INS);
    this.provider = compiled.providers().values().asList().get(0);
  }

  /**
   * The folded names, beside the reserved ones, under which no caller's field leaves unless {@link
   * OwnFields} say so: a regular expression.
   */
  String closed() {
    return closed;
  }

  ProviderPolicy provider() {
    return provider;
  }

  Decision evaluate(RequestHead head, OutboundHead out) {
    return generation.evaluate(provider, head, out);
  }

  Optional<Rejection> evaluateResponse(RequestHead request, ResponseHead head, FieldSink sink) {
    return generation.evaluateResponse(provider, provider.classOf(request), head, sink);
  }

  private static CompiledPolicy compiled(String text) {
    Loaded loaded = PolicyFiles.load("fuzzed.yaml", text, Kept.PLUG_INS);
    for (Problem problem : loaded.problems()) {
      if (!problem.name().equals("unused-secret")) {
        throw new AssertionError(ProblemRenderer.plain().render(loaded));
      }
    }
    return loaded.policy().orElseThrow();
  }

  /** What is installed, with the two secrets kept in the test and the verb {@code stamp}. */
  private static final class Kept implements SecretSource {

    static final PlugIns PLUG_INS =
        PlugIns.of(
            List.of(new Kept()),
            PlugIns.installed().schemes().values().asList(),
            List.of(new StampVerb()));

    @Override
    public String name() {
      return "kept";
    }

    @Override
    public String read(String key) {
      return key.equals("key") ? KEY : PAIR;
    }
  }
}
