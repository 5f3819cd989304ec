package io.letterhead.dsl;

import static io.letterhead.dsl.Served.CARRIER;
import static io.letterhead.dsl.Served.MARKER;
import static io.letterhead.dsl.Served.TOKEN;
import static io.letterhead.dsl.Served.data;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.policy.Removal;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What becomes of a header of provider data, row by row of the behaviours that were found in Llama
 * Stack and OGX: here is what this engine answers in each.
 */
class ProviderDataRowsTest {

  private static final Served VLLM =
      Served.vllm(
          "set: X-MaaS-Subscription, from-caller-data: maas_subscription",
          "inject: Authorization, from-secret: token, as: bearer,"
              + " caller-may-bring: { data: vllm_api_token }",
          "allow: X-Tenant");

  private static final String OWN = "Authorization: Bearer " + TOKEN;

  @Test
  void L1_onlyTheCarrierThatThePolicyNamesIsReadInWhateverCase() {
    String json = "{'maas_subscription':'gold'}".replace('\'', '"');

    assertThat(VLLM.send("X-OGX-Provider-Data: " + json).fields()).containsExactly(OWN);
    for (String name :
        List.of(CARRIER, "x-llamastack-provider-data", "X_LlamaStack.Provider-DATA")) {
      assertThat(VLLM.send(name + ": " + json).fields())
          .containsExactly(OWN, "X-MaaS-Subscription: gold");
    }
  }

  @Test
  void L2_theCarrierIsOneJsonObjectAsItStands() {
    assertThat(VLLM.send(data(" { 'maas_subscription' : 'g\\u006fld' } ")).fields())
        .containsExactly(OWN, "X-MaaS-Subscription: gold");
    String encoded = Base64.getEncoder().encodeToString("{}".getBytes(US_ASCII));
    for (String other : List.of(encoded, "%7B%7D", "{},{}", "maas_subscription=" + MARKER)) {
      assertThat(VLLM.send(data(other)).reason()).isEqualTo("caller-data");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{", "{'a'}", "m4rk3r", "{'a':m4rk3r}", "{'a':'m4rk3r'", "{'a':'\\m4rk3r'}"})
  void L3_malformedJsonRejectsTheRequestAndNamesTheCarrier(String json) {
    Served.Answer answer = VLLM.send(data(json));

    assertThat(answer.reason()).isEqualTo("caller-data");
    assertThat(answer.field()).isEqualTo(CARRIER);
    assertThat(answer.message()).startsWith("the field `" + CARRIER + "` is not JSON");
  }

  @ParameterizedTest
  @CsvSource({
    "'',          is empty",
    "null,        holds `null`",
    "'[]',        holds an array",
    "'\"m4rk3r\"', holds a text",
    "7,           holds a number",
    "true,        holds a boolean",
  })
  void L4_whatIsNoObjectRejectsAndOnlyAnAbsentFieldIsAbsentData(String json, String words) {
    assertThat(VLLM.send(data(json)).message())
        .isEqualTo("the field `" + CARRIER + "` " + words + ", where a JSON object belongs");
    assertThat(VLLM.send(data("{}")).fields()).containsExactly(OWN);
    assertThat(VLLM.send().fields()).containsExactly(OWN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"['m4rk3r']", "{'m4rk3r':'m4rk3r'}", "1", "true", "null", "''"})
  void L5_oneKeyOfAWrongTypeRejectsTheWholeRequestAndShowsNoValue(String value) {
    Served.Answer answer =
        VLLM.send(data("{'maas_subscription':" + value + ",'vllm_api_token':'m4rk3r'}"));

    assertThat(answer.reason()).isEqualTo("caller-data");
    assertThat(answer.message()).contains("`maas_subscription`");
  }

  @Test
  void L6_aProviderThatReadsNothingNeedsNoValidatorButTheCarrierIsStillChecked() {
    Served plain = Served.under("providers: { plain: { origin: \"https://p.example\" } }\n");

    assertThat(plain.ask("plain", "GET", "/", data("{'vllm_api_token':7}")).fields()).isEmpty();
    assertThat(plain.ask("plain", "GET", "/", data("{'a':'m4rk3r','a':1}")).message())
        .isEqualTo("the field `" + CARRIER + "` holds a key twice in one object");
  }

  @Test
  void L7_dataIsOfItsOwnRequestAmongManyAtOnceAndOfNoLaterOne() {
    assertThat(
            IntStream.range(0, 2000)
                .parallel()
                .mapToObj(i -> i % 3 == 0 ? VLLM.send() : VLLM.send(data(own(i))))
                .map(Served.Answer::fields)
                .toList())
        .isEqualTo(
            IntStream.range(0, 2000)
                .mapToObj(
                    i ->
                        i % 3 == 0
                            ? List.of(OWN)
                            : List.of(
                                "X-Tenant: t" + i,
                                "Authorization: Bearer b" + i,
                                "X-MaaS-Subscription: s" + i))
                .toList());
  }

  private static String own(int i) {
    return "{'extra':{'X-Tenant':'t%1$d'},'vllm_api_token':'b%1$d','maas_subscription':'s%1$d'}"
        .formatted(i);
  }

  @Test
  void L8_noKeyOfTheDataMakesACallerForWhoACallerIsComesFromTheGatewayAlone() {
    Served served =
        Served.vllm(
            "set: X-User, from-request: caller-id",
            "set: X-Role, to: admin, when: { callers: [admin] }");
    String claim = data("{'__authenticated_user':{'principal':'admin'},'caller-id':'admin'}");

    assertThat(served.send(claim).fields()).isEmpty();
    assertThat(served.ask("vllm", Served.head("GET", "/", claim).caller("guest").build()).fields())
        .containsExactly("X-User: guest");
  }

  @Test
  void L9_bytesThatAreNoUtf8RejectInTheCarrierAndHarmNothingWhereTheyAreRemoved() {
    assertThat(VLLM.send(data("{'a':'\u00e9'}")).message()).endsWith("is not UTF-8");
    assertThat(VLLM.send(data("{'a':'\u00c3\u00a9'}")).fields()).containsExactly(OWN);
    assertThat(VLLM.send("X-Other: \u00e9").fields()).containsExactly(OWN);
    assertThat(VLLM.send("X-Tenant: \u00e9").reason()).isEqualTo("non-ascii");
  }

  @Test
  void L9_ofTwoCarriersNoneWins() {
    for (String other : List.of(CARRIER, "x_llamastack_provider_data")) {
      assertThat(VLLM.send(data("{}"), other + ": {}").message())
          .isEqualTo("the field `" + CARRIER + "` comes twice; it may come once");
    }
  }

  /** There is no client library: what one adds beside its user's own is the nearest. */
  @Test
  void L10_aCarrierThatALibraryAddsBesideItsUsersRejectsInsteadOfOneOfThemWinning() {
    assertThat(VLLM.send(data("{'vllm_api_token':'m4rk3r'}"), data("{}")).reason())
        .isEqualTo("caller-data");
  }

  @Test
  void L11_whatACallerBringsLeavesOnTheWireAndIsPrintedNowhere() {
    Served.Answer answer =
        VLLM.send(data("{'vllm_api_token':'m4rk3r','maas_subscription':'m4rk3r'}"));

    assertThat(answer.fields())
        .containsExactly("Authorization: Bearer m4rk3r", "X-MaaS-Subscription: m4rk3r");
    assertThat(answer.decision()).hasToString("Forward[/v1/chat/completions]");
  }

  @Test
  void L12_anInboundCredentialIsNeverForwarded() {
    Served.Answer answer =
        VLLM.send(
            "Authorization: Bearer m4rk3r-of-the-caller", "X-Api-Key: m4rk3r", "Cookie: m4rk3r");

    assertThat(answer.fields()).containsExactly(OWN);
    assertThat(answer.removed())
        .containsOnlyKeys("Authorization", "X-Api-Key", "Cookie")
        .containsValue(Removal.SEALED);
  }
}
