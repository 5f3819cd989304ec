package io.letterhead.dsl;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.policy.Cause;
import io.letterhead.policy.Position;
import io.letterhead.policy.Problem;
import io.letterhead.policy.ProviderPolicy;
import io.letterhead.policy.RequestClass;
import io.letterhead.policy.RequestHead;
import io.letterhead.policy.RequestTarget;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the language says of a policy file, read from one and asked of what compiles from it. */
class WholeLanguageTest {

  private static final String HEAD =
      """
      version: 1
      secrets:
        token: { env: TOKEN }
        other: { file: /run/secrets/other, only-for: [two] }
      caller-data: { header: X-LlamaStack-Provider-Data }
      """;

  @Test
  void aConditionHoldsWhereAllThatIsGivenHolds() {
    ProviderPolicy vllm =
        provider(
            """
                rules:
                  - set: X-Team
                    to: a
                    when: { methods: [POST, PUT], paths: /v1/*, callers: [key/a, key/b] }
            """);

    assertThat(writing(vllm, "X-Team", "POST", "/v1/chat", "key/a")).hasSize(1);
    assertThat(writing(vllm, "X-Team", "GET", "/v1/chat", "key/a")).isEmpty();
    assertThat(writing(vllm, "X-Team", "POST", "/v2/chat", "key/a")).isEmpty();
    assertThat(writing(vllm, "X-Team", "POST", "/v1/chat", "key/c")).isEmpty();
  }

  @Test
  void otherwiseHoldsWhereNoOtherRuleForTheNameDoes() {
    ProviderPolicy vllm =
        provider(
            """
                rules:
                  - inject: Authorization
                    from-secret: token
                    as: bearer
                    when: { methods: [GET] }
                  - inject: Authorization
                    caller-may-bring: { header: X-My-Key }
                    as: basic
                    when: otherwise
            """);

    assertThat(writing(vllm, "Authorization", "GET", "/", ""))
        .containsExactly("inject Authorization from secret token as bearer, when GET");
    assertThat(writing(vllm, "Authorization", "PUT", "/", ""))
        .containsExactly(
            "inject Authorization or brought in field X-My-Key as basic, when otherwise");
  }

  @Test
  void aSetWritesFromOneOfThreeSources() {
    ProviderPolicy vllm =
        provider(
            """
                caller-data: { headers: vllm_extra_headers }
                rules:
                  - set: X-One
                    to: fixed
                  - set: X-Two
                    from-caller-data: two
                  - set: X-Forwarded-For
                    from-request: client-address
            """);

    assertThat(vllm.writing("X-One")).extracting(Cause::summary).containsExactly("set X-One");
    assertThat(vllm.writing("X-Two"))
        .extracting(Cause::summary)
        .containsExactly("set X-Two from caller data two");
    assertThat(vllm.writing("X-Forwarded-For"))
        .extracting(Cause::summary)
        .containsExactly("set X-Forwarded-For from request client-address");
  }

  @Test
  void aCredentialIsTheSlotOfTheProfile() {
    assertThat(shipped("- { inject: \"@credential\", from-secret: token }"))
        .containsExactly("inject Authorization from secret token as bearer");
    assertThat(shipped("- { inject: \"@credential\", from-secret: token, as: raw }"))
        .containsExactly("inject Authorization from secret token as raw");
  }

  @Test
  void aProfilesOriginGivesWayToTheProvidersOwn() {
    assertThat(provider("    profile: openai\n", "").origin().toString())
        .isEqualTo("https://api.openai.com/v1");
    assertThat(provider("    profile: openai\n    origin: https://own.example\n", "").origin())
        .hasToString("https://own.example");
  }

  @Test
  void aProfileOfTheFileHasCompanionsAtTheirLines() {
    String text =
        """
        version: 1
        profiles:
          acme:
            origin: https://api.acme.example
            credential: { slot: X-Acme-Key, as: raw }
            companions:
              - default: acme-version
                to: "2024-01-01"
        providers:
          acme: { profile: acme }
        """;
    ProviderPolicy acme = of(load(text), "acme");

    assertThat(acme.writing("Acme-Version"))
        .extracting(cause -> cause.position().orElseThrow())
        .containsExactly(new Position("p.yaml", 7, 9, 16));
  }

  @Test
  void aShippedCompanionIsTheProfilesInItsVersion() {
    ProviderPolicy openai = provider("    profile: openai\n", "");

    assertThat(openai.deciding("OpenAI-Beta").toString()).contains("openai@1");
  }

  @Test
  void aPlugInsVerbTakesItsOptionsAndACondition() {
    ProviderPolicy vllm =
        provider(
            """
                rules:
                  - stamp: X-Stamp
                    ink: blue
                    why: to tell who was here
                    when: { methods: GET }
            """);

    assertThat(writing(vllm, "X-Stamp", "GET", "/", "")).hasSize(1);
    assertThat(writing(vllm, "X-Stamp", "PUT", "/", "")).isEmpty();
    assertThat(vllm.writing("X-Stamp"))
        .extracting(Cause::why)
        .containsExactly("to tell who was here");
  }

  @Test
  void everySectionOfAProviderLoads() {
    provider(
        """
            caller-data: { headers: vllm_extra_headers }
            reject: [sealed, denied, unlisted]
            allow-query: [key, api-key]
            default-query: { api-version: 2024-10-21, empty: "" }
            response-rules:
              - allow: Set-Cookie
              - deny: [Server, X-Internal-*]
                when: { methods: GET }
              - rename: X-Upstream-Id
                to: X-Request-ID
              - set: X-Served-By
                to: letterhead
                why: for support
            rules:
              - allow: ["@tracing", X-Request-ID]
        """);
  }

  private static List<String> shipped(String rule) {
    return provider("    profile: openai\n", "    rules:\n      " + rule + "\n")
        .writing("Authorization")
        .stream()
        .map(Cause::summary)
        .toList();
  }

  private static List<String> writing(
      ProviderPolicy provider, String name, String method, String path, String caller) {
    RequestHead head =
        RequestHead.builder(method, RequestTarget.parse(path)).caller(caller).build();
    RequestClass requests = provider.classOf(head);
    return provider.writing(requests, name).stream().map(Cause::summary).toList();
  }

  private static ProviderPolicy provider(String more) {
    return provider("    origin: http://localhost:8000\n", more);
  }

  private static ProviderPolicy provider(String origin, String more) {
    Loaded loaded =
        load(
            HEAD
                + "providers:\n  two: { origin: \"https://two.example\" }\n  vllm:\n"
                + origin
                + more);
    assertThat(loaded.problems()).filteredOn(Problem::isError).isEmpty();
    return of(loaded, "vllm");
  }

  private static ProviderPolicy of(Loaded loaded, String provider) {
    return requireNonNull(loaded.policy().orElseThrow().providers().get(provider));
  }

  private static Loaded load(String text) {
    return TestPolicies.load("p.yaml", text);
  }
}
