package io.letterhead.dsl;

import static io.letterhead.dsl.Served.MARKER;
import static io.letterhead.dsl.Served.TOKEN;
import static io.letterhead.dsl.Served.data;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.letterhead.policy.RejectedException;
import io.letterhead.policy.Removal;
import io.letterhead.policy.RequestTarget;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What nobody had solved, gap by gap of those that reviewers and users complained about. */
class GapsTest {

  private static final String OWN = "Authorization: Bearer " + TOKEN;

  /** Two providers of one gateway, each with its own part of the data. */
  private static final Served TWO =
      Served.under(
          """
          rules: [ { allow: X-Shared } ]
          providers:
            vllm:
              origin: http://localhost:8000
              caller-data: { headers: vllm_extra_headers }
              rules:
                - { inject: Authorization, from-secret: token, as: bearer }
                - { allow: X-MaaS-* }
            openai:
              origin: https://openai.example
              caller-data: { headers: openai_extra_headers }
              rules:
                - inject: Authorization
                  as: bearer
                  caller-may-bring: { data: openai_api_key }
                - { allow: X-Org }
          """);

  @Test
  void G1_everyProviderTakesExtraFieldsOfItsCallersByRequest() {
    assertThat(
            TWO.send(data("{'vllm_extra_headers':{'X-MaaS-Subscription':'gold','X-Shared':'s'}}"))
                .fields())
        .containsExactly("X-MaaS-Subscription: gold", "X-Shared: s", OWN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Authorization", "authorization", "X-Api-Key", "Cookie", "x_api_key"})
  void G2_noFieldOfTheDataTakesTheOperatorsCredentialAway(String name) {
    String line = data("{'vllm_extra_headers':{'" + name + "':'Bearer m4rk3r'}}");
    Served strict =
        Served.under(
            """
            reject: [sealed]
            providers:
              vllm:
                origin: http://localhost:8000
                caller-data: { headers: vllm_extra_headers }
                rules: [ { inject: Authorization, from-secret: token, as: bearer } ]
            """);

    assertThat(TWO.send(line).fields()).containsExactly(OWN);
    assertThat(strict.send(line).reason()).isEqualTo("sealed");
    assertThat(strict.send(line).field()).isEqualTo(name);
    assertThat(strict.send(data("{}")).fields()).containsExactly(OWN);
  }

  @Test
  void G3_eachProviderReadsItsOwnPartOfTheData() {
    String all =
        data(
            "{'vllm_extra_headers':{'X-MaaS-Project':'m4rk3r-v','X-Shared':'v'},"
                + "'openai_extra_headers':{'X-Org':'m4rk3r-o','X-Shared':'o'},"
                + "'openai_api_key':'m4rk3r-key'}");

    assertThat(TWO.ask("vllm", "GET", "/", all).fields())
        .containsExactly("X-MaaS-Project: m4rk3r-v", "X-Shared: v", OWN);
    assertThat(TWO.ask("openai", "GET", "/", all).fields())
        .containsExactly("X-Org: m4rk3r-o", "X-Shared: o", "Authorization: Bearer m4rk3r-key");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CF-Connecting-IP",
        "True-Client-IP",
        "X-Forwarded-For",
        "X-Forwarded-Anything",
        "X-Real-IP",
        "Forwarded",
        "Proxy-Authorization",
        "Cookie",
        "Authorization"
      })
  void G4_oneListOfReservedNamesHoldsForTheHeadAndTheDataOfEveryProvider(String name) {
    for (String provider : List.of("vllm", "openai")) {
      String data =
          "{'" + provider + "_extra_headers':{'" + name + "':'m4rk3r'},'openai_api_key':'k'}";

      assertThat(TWO.ask(provider, "GET", "/", data(data)).removed().get(name))
          .isEqualTo(Removal.SEALED);
      assertThat(
              TWO.ask(provider, "GET", "/", name + ": m4rk3r", data("{'openai_api_key':'k'}"))
                  .removed()
                  .get(name))
          .isEqualTo(Removal.SEALED);
    }
  }

  @Test
  void G5_malformedDataIsNeverSwallowed() {
    assertThat(TWO.send(data("{'vllm_extra_headers':'m4rk3r'}")).message())
        .endsWith("holds a text under `vllm_extra_headers`, where an object of fields belongs");
    assertThat(TWO.send(data("not json m4rk3r")).reason()).isEqualTo("caller-data");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/rerank", "/rerank", "/v1/chat/completions", "/v1/models", "/"})
  void G6_noPathLosesTheTokenOrTheExtraFields(String path) {
    assertThat(
            TWO.ask("vllm", "POST", path, data("{'vllm_extra_headers':{'X-MaaS-Project':'p'}}"))
                .fields())
        .containsExactly("X-MaaS-Project: p", OWN);
  }

  /** Through sockets too: ConcurrentCallersTest of the gateway. */
  @Test
  void G7_callersAtTheSameTimeSendTheirOwnFieldsAndCredentials() {
    assertThat(
            IntStream.range(0, 2000)
                .parallel()
                .mapToObj(
                    i ->
                        TWO.ask(
                            "openai",
                            "GET",
                            "/",
                            data(
                                "{'openai_extra_headers':{'X-Org':'o%1$d'},'openai_api_key':'k%1$d'}"
                                    .formatted(i))))
                .map(Served.Answer::fields)
                .toList())
        .isEqualTo(
            IntStream.range(0, 2000)
                .mapToObj(i -> List.of("X-Org: o" + i, "Authorization: Bearer k" + i))
                .toList());
  }

  @Test
  void G9_aCallerThatSendsAllOfItsTokensGivesEachProviderItsOwn() {
    String tokens =
        data("{'openai_api_key':'m4rk3r-o','vllm_api_token':'m4rk3r-v','x':'m4rk3r-x'}");

    assertThat(TWO.ask("vllm", "GET", "/", tokens).fields()).containsExactly(OWN);
    assertThat(TWO.ask("openai", "GET", "/", tokens).fields())
        .containsExactly("Authorization: Bearer m4rk3r-o");
  }

  @Test
  void G17_theFileSaysWhichOfAProvidersFieldsReachTheCaller() {
    Served served =
        Served.under(
            """
            providers:
              vllm:
                origin: https://p.example
                response-rules:
                  - { deny: X-RateLimit-* }
                  - { rename: X-Request-ID, to: X-Provider-Request-ID }
                  - { set: X-Served-By, to: gateway }
            """);

    assertThat(
            served.response(
                "X-RateLimit-Left: 3", "X-Request-ID: r", "X-Served-By: node", "Retry-After: 1"))
        .containsExactlyInAnyOrder(
            "X-Provider-Request-ID: r", "X-Served-By: gateway", "Retry-After: 1");
  }

  @Test
  void G18_aRequiredFieldThatWouldNotLeaveRejects() {
    Served required = Served.vllm("require: X-Any");

    assertThat(required.send().message()).isEqualTo("the field `X-Any` is required");
    assertThat(required.send("X-Any:  ").reason()).isEqualTo("required");
    assertThat(required.send("X-Any: a", "Connection: X-Any").reason()).isEqualTo("required");
    assertThat(required.send(data("{'extra':{'X-Any':'a'}}")).fields()).containsExactly("X-Any: a");
  }

  @ParameterizedTest
  @CsvSource({"a\\u0001b, malformed-value", "\\u00e9, non-ascii", "bbbbbbbbb, guard"})
  void G19_aBadValueRejectsByNameAndIsNeitherStrippedNorDropped(String text, String reason) {
    Served.Answer answer =
        Served.vllm("allow: X-Short, max-length: 8")
            .send(data("{'extra':{'X-Short':'" + text + "'}}"));

    assertThat(answer.reason()).isEqualTo(reason);
    assertThat(answer.field()).isEqualTo("X-Short");
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /v1/chat/completions",
    "POST, /v1/messages/count_tokens",
    "GET,  /v1/models",
    "GET,  /health",
    "DELETE, /v1/responses/1",
    "OPTIONS, /",
    "PATCH, /mcp"
  })
  void G20_oneDecisionForEveryMethodAndPathThatNoConditionTellsApart(String method, String path) {
    assertThat(
            TWO.ask(
                    "vllm",
                    method,
                    path,
                    "Authorization: m4rk3r",
                    "X-MaaS-Project: p",
                    "X-Other: m4rk3r",
                    data("{'vllm_extra_headers':{'X-Shared':'s'}}"))
                .fields())
        .containsExactly("X-MaaS-Project: p", "X-Shared: s", OWN);
  }

  @Test
  void G21_whatWasRemovedIsToldByNameAndReasonWithoutAValue() {
    Served.Answer answer =
        Served.vllm("deny: X-Denied")
            .send(
                "Cookie: m4rk3r",
                "X-Other: m4rk3r",
                "Host: m4rk3r",
                "Connection: X-Any",
                "X-Any: m4rk3r",
                data("{'extra':{'X-Denied':'m4rk3r','Accept':'m4rk3r'}}"));

    assertThat(answer.removed())
        .isEqualTo(
            Map.of(
                "Cookie",
                Removal.SEALED,
                "X-Other",
                Removal.UNLISTED,
                "Host",
                Removal.TRANSPORT,
                "Connection",
                Removal.TRANSPORT,
                "X-Any",
                Removal.NOMINATED,
                Served.CARRIER,
                Removal.SEALED,
                "X-Denied",
                Removal.DENIED,
                "Accept",
                Removal.UNLISTED));
    assertThat(answer.removed().toString()).doesNotContain(MARKER);
  }

  @ParameterizedTest
  @ValueSource(strings = {"'\\u00e9'", "true", "True", "''", "{'a':'b'}", "null", "['a']", "1"})
  void G22_nonAsciiBooleanEmptyAndNestedValuesAllReject(String value) {
    Served served = Served.vllm("set: X-A, from-caller-data: a");

    assertThat(served.send(data("{'a':" + value + "}")).reason()).isIn("caller-data", "non-ascii");
    assertThat(served.send(data("{'extra':{'X-Any':" + value + "}}")).reason())
        .isIn("caller-data", "non-ascii");
  }

  @Test
  void G23_namesThatACallerChoosesAndNamesThatTheOperatorChoosesHaveTheirOwnRules() {
    Served both = Served.vllm("allow: X-Chosen-*", "set: X-Given, from-caller-data: given");

    assertThat(
            both.send(data("{'given':'g','extra':{'X-Chosen-A':'a','X-Given':'m4rk3r'}}")).fields())
        .containsExactly("X-Chosen-A: a", "X-Given: g");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://m4rk3r.example/v1", "//m4rk3r.example/v1", "m4rk3r.example:443", "*"})
  void G24_noTargetOfACallerLeadsToAnotherOrigin(String target) {
    assertThatThrownBy(() -> RequestTarget.parse(target))
        .isInstanceOf(RejectedException.class)
        .hasMessageNotContaining(MARKER);
    assertThat(TWO.send(data("{'base_url':'" + target + "'}")).target())
        .isEqualTo("/v1/chat/completions");
  }
}
