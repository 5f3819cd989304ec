package io.letterhead.dsl;

import static io.letterhead.dsl.Served.TOKEN;
import static io.letterhead.dsl.Served.data;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Which credential leaves, row by row of the behaviours that were found in Llama Stack and OGX:
 * here is what this engine answers in each.
 */
class PrecedenceRowsTest {

  private static final String INJECT = "inject: Authorization, as: bearer";
  private static final String MAY_BRING = ", caller-may-bring: { data: key }";
  private static final Served FIXED = Served.vllm(INJECT + ", from-secret: token");

  @ParameterizedTest
  @CsvSource({
    "token,   true,  true,  Bearer m4rk3r-brought",
    "token,   true,  false, Bearer m4rk3r-brought",
    "token,   false, true,  Bearer tok-m4rk3r",
    "token,   false, false, Bearer tok-m4rk3r",
    "missing, true,  true,  Bearer m4rk3r-brought",
    "missing, true,  false, Bearer m4rk3r-brought",
    "missing, false, true,  secret",
    "missing, false, false, secret",
    "'',      true,  true,  Bearer m4rk3r-brought",
    "'',      true,  false, Bearer m4rk3r-brought",
    "'',      false, true,  no-credential",
    "'',      false, false, no-credential",
  })
  void L50_whatIsBroughtPrecedesTheSecretAndNothingElseIsEverACredential(
      String secret, boolean brings, boolean sendsAuthorization, String expected) {
    Served served =
        Served.vllm(INJECT + MAY_BRING + (secret.isEmpty() ? "" : ", from-secret: " + secret));

    Served.Answer answer =
        served.send(
            data(brings ? "{'key':'m4rk3r-brought'}" : "{}"),
            (sendsAuthorization ? "Authorization" : "X-Other") + ": Bearer m4rk3r-sent");

    if (expected.startsWith("Bearer")) {
      assertThat(answer.fields()).containsExactly("Authorization: " + expected);
    } else {
      assertThat(answer.reason()).isEqualTo(expected);
      assertThat(answer.field()).isEqualTo("Authorization");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "authorization",
        "AUTHORIZATION",
        "Authorization",
        "aUTHORIZATION",
        "Authorization_"
      })
  void L51_oneAuthorizationLeavesInWhateverCaseACallerSendsIts(String name) {
    assertThat(FIXED.send(name + ": Bearer m4rk3r", "Authorization: Basic m4rk3r").fields())
        .containsExactly("Authorization: Bearer " + TOKEN);
  }

  @Test
  void L52_noCredentialIsInventedWhereNoRuleInjectsOne() {
    assertThat(
            Served.vllm("set: X-Tenant, from-caller-data: tenant")
                .send(data("{'tenant':'t'}"), "Authorization: Bearer m4rk3r")
                .fields())
        .containsExactly("X-Tenant: t");
  }

  @ParameterizedTest
  @ValueSource(strings = {"authorization", "Authorization", "AUTHORIZATION", "x-api-key"})
  void L53_aCredentialAmongTheFieldsOfTheDataIsSealedAsInTheHead(String name) {
    assertThat(FIXED.send(data("{'extra':{'" + name + "':'Bearer m4rk3r','X-Any':'a'}}")).fields())
        .containsExactly("X-Any: a", "Authorization: Bearer " + TOKEN);
  }

  @Test
  void L54_theOrderIsTheSameForEveryProviderAndTheRuleSaysWhetherACallerMayBring() {
    String brings = data("{'key':'m4rk3r-brought'}");

    assertThat(FIXED.send(brings).fields()).containsExactly("Authorization: Bearer " + TOKEN);
    assertThat(Served.vllm(INJECT + ", from-secret: token" + MAY_BRING).send(brings).fields())
        .containsExactly("Authorization: Bearer m4rk3r-brought");
  }

  @Test
  void L55_aMissingCredentialRejectsAndSaysWhereItBelongs() {
    Served.Answer answer = Served.vllm(INJECT + MAY_BRING).send(data("{'Key':'m4rk3r'}"));

    assertThat(answer.reason()).isEqualTo("no-credential");
    assertThat(answer.message())
        .isEqualTo("the field `Authorization` has no credential: the caller is to bring one");
  }

  @Test
  void L56_aProviderWithoutAKeyGetsNoneAndNoPlaceholderForOne() {
    assertThat(Served.vllm().send("Authorization: Bearer NO KEY REQUIRED").fields()).isEmpty();
  }

  @Test
  void L57_noCallerChoosesTheOrigin() {
    String url = data("{'passthrough_url':'http://m4rk3r.example/','base_url':'http://m4rk3r/'}");

    Served.Answer answer =
        FIXED.send(url, "X-Original-URL: http://m4rk3r.example/", "Host: m4rk3r");

    assertThat(answer.target()).isEqualTo("/v1/chat/completions");
    assertThat(answer.fields()).isEqualTo(List.of("Authorization: Bearer " + TOKEN));
  }
}
