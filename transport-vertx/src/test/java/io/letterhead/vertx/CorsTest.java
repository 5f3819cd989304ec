package io.letterhead.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.letterhead.conformance.OriginAnswer;
import io.letterhead.conformance.RawResponse;
import io.letterhead.conformance.RecordingOrigin;
import io.letterhead.vertx.access.Network;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Web pages: what a browser asks before, and what it lets a page read afterwards. */
class CorsTest {

  private static final String PAGE = "https://ui.example";

  private RecordingOrigin origin;
  private Running running;

  @BeforeEach
  void start() {
    origin =
        RecordingOrigin.start(
            OriginAnswer.of(200)
                .with("Access-Control-Allow-Origin", "*")
                .with("Access-Control-Allow-Credentials", "true")
                .with("X-Of-Origin", "1")
                .withBody("{}"));
    running = Running.of(origin, Running.config().withCorsOrigins(ImmutableSet.of(PAGE)));
  }

  @AfterEach
  void close() {
    running.close();
  }

  @Test
  void aPreflightOfAListedPageIsAnsweredHereAndGrantsWhatItAsksFor() throws Exception {
    RawResponse answer =
        running.exchange(
            preflight(
                PAGE,
                "Access-Control-Request-Method: PATCH",
                "Access-Control-Request-Headers: authorization,x-tenant , Content-Type"));

    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.values("Access-Control-Allow-Origin")).containsExactly(PAGE);
    assertThat(answer.values("Access-Control-Allow-Methods")).containsExactly("PATCH");
    assertThat(answer.values("Access-Control-Allow-Headers"))
        .containsExactly("authorization, x-tenant, Content-Type");
    assertThat(answer.values("Access-Control-Allow-Credentials")).isEmpty();
    assertThat(answer.values("Vary"))
        .containsExactly("Origin", "Access-Control-Request-Method, Access-Control-Request-Headers");
    assertThat(origin.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"CONNECT", "TRACE", "GET POST", ""})
  void noMethodIsGrantedThatWouldBeRefused(String method) throws Exception {
    RawResponse answer =
        running.exchange(preflight(PAGE, "Access-Control-Request-Method: " + method));

    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.values("Access-Control-Allow-Methods")).isEmpty();
  }

  @Test
  void fieldsThatAreNoNamesAreNotEchoed() throws Exception {
    RawResponse answer =
        running.exchange(
            preflight(
                PAGE,
                "Access-Control-Request-Method: GET",
                "Access-Control-Request-Headers: x-a, <script>"));

    assertThat(answer.values("Access-Control-Allow-Headers")).isEmpty();
  }

  @Test
  void anOptionsRequestThatAsksForNoMethodGoesToTheProvider() throws Exception {
    running.exchange(preflight(PAGE));

    assertThat(origin.requests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.example",
        "https://ui.example.evil.example",
        "http://ui.example",
        "https://ui.example:444",
        "https://UI.example",
        "https://ui.example/",
        "null"
      })
  void aPageThatIsNotListedIsRefusedAndGrantedNothing(String page) throws Exception {
    for (String request :
        List.of(
            preflight(page, "Access-Control-Request-Method: GET"),
            Running.get("/v1/x", "Origin: " + page))) {
      RawResponse answer = running.exchange(request);
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.values("Access-Control-Allow-Origin")).isEmpty();
      assertThat(answer.values("Vary")).contains("Origin");
    }
    assertThat(origin.requests()).isEmpty();
  }

  @Test
  void everyAnswerToAListedPageCarriesOurFieldsAndNotTheProviders() throws Exception {
    RawResponse answer = running.exchange(Running.get("/v1/x", "Origin: " + PAGE));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.values("Access-Control-Allow-Origin")).containsExactly(PAGE);
    assertThat(answer.values("Access-Control-Expose-Headers")).containsExactly("*");
    assertThat(answer.values("Access-Control-Allow-Credentials")).isEmpty();
    assertThat(answer.values("X-Of-Origin")).containsExactly("1");
    assertThat(answer.values("Vary")).contains("Origin");
  }

  @Test
  void errorsCarryThemToo() throws Exception {
    RawResponse rejected =
        running.exchange(
            Running.get("/v1/x", "Origin: " + PAGE, "anthropic-beta: a", "Anthropic_Beta: b"));
    RawResponse refused =
        running.exchange(
            Running.lines(
                "POST /v1/x HTTP/1.1",
                "Host: localhost",
                "Origin: " + PAGE,
                "Content-Length: 99999999999",
                ""));
    origin.close();
    RawResponse failed = running.exchange(Running.get("/v1/x", "Origin: " + PAGE));

    assertThat(List.of(rejected.status(), refused.status(), failed.status()))
        .containsExactly(400, 413, 502);
    for (RawResponse answer : List.of(rejected, refused, failed)) {
      assertThat(answer.values("Access-Control-Allow-Origin")).containsExactly(PAGE);
    }
  }

  @Test
  void aRefusalOfTheHeadOrTheNetworkCarriesThemToo() throws Exception {
    RawResponse hostless = running.exchange("GET / HTTP/1.1\r\nOrigin: " + PAGE + "\r\n\r\n");
    running
        .gateway()
        .replace(
            new Revision(
                "2",
                Policies.anthropic(origin.uri().toString()),
                Running.config().toBuilder()
                    .admission(
                        Admission.defaults()
                            .withCorsOrigins(ImmutableSet.of(PAGE))
                            .withAllowFrom(ImmutableList.of(Network.parse("10.0.0.0/8"))))
                    .build()));
    RawResponse elsewhere = running.exchange(Running.get("/v1/x", "Origin: " + PAGE));

    assertThat(hostless.status()).isEqualTo(400);
    assertThat(elsewhere.status()).isEqualTo(403);
    for (RawResponse answer : List.of(hostless, elsewhere)) {
      assertThat(answer.values("Access-Control-Allow-Origin")).containsExactly(PAGE);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"cross-site", "same-site", "none, none", ""})
  void whatAPageAsksForWithoutAnOriginIsRefused(String site) throws Exception {
    RawResponse answer = running.exchange(Running.get("/v1/x", "Sec-Fetch-Site: " + site));

    assertThat(answer.status()).isEqualTo(403);
    assertThat(origin.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Sec-Fetch-Site: none", "Sec-Fetch-Site: same-origin", "X-A: 1"})
  void whatNoOtherSiteHasAskedForIsServed(String field) throws Exception {
    assertThat(running.exchange(Running.get("/v1/x", field)).status()).isEqualTo(200);
  }

  @Test
  void whatAListedPageAsksForIsServedFromAnotherSite() throws Exception {
    assertThat(
            running
                .exchange(Running.get("/v1/x", "Origin: " + PAGE, "Sec-Fetch-Site: cross-site"))
                .status())
        .isEqualTo(200);
  }

  @Test
  void aRequestOfNoPageIsServedAndSaysThatAnswersDiffer() throws Exception {
    RawResponse answer = running.exchange(Running.get("/v1/x"));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.values("Access-Control-Allow-Origin")).isEmpty();
    assertThat(answer.values("Vary")).contains("Origin");
  }

  @Test
  void withoutListedPagesTheProvidersFieldsStayItsOwn() throws Exception {
    try (Running plain =
        Running.start(
            RecordingOrigin.start(OriginAnswer.of(200).with("Access-Control-Allow-Origin", "*")))) {
      RawResponse answer = plain.exchange(Running.get("/v1/x"));
      assertThat(answer.values("Access-Control-Allow-Origin")).containsExactly("*");
      assertThat(answer.values("Vary")).isEmpty();
    }
  }

  private static String preflight(String page, String... fields) {
    StringBuilder head =
        new StringBuilder("OPTIONS /v1/x HTTP/1.1\r\nHost: localhost\r\nOrigin: ")
            .append(page)
            .append("\r\n");
    for (String field : fields) {
      head.append(field).append("\r\n");
    }
    return head + "\r\n";
  }
}
