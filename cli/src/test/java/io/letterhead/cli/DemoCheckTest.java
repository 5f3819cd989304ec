package io.letterhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.letterhead.conformance.RawClient;
import io.letterhead.conformance.RawResponse;
import io.letterhead.conformance.RecordingOrigin;
import io.letterhead.conformance.WireMessage;
import io.letterhead.policy.Decision;
import io.letterhead.policy.OutboundHead;
import io.letterhead.policy.Owner;
import io.letterhead.policy.PolicyGeneration;
import io.letterhead.policy.ProviderPolicy;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The demo's check against origins that receive what was never decided. */
class DemoCheckTest {

  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final String KEY = "Authorization: Bearer demo-key-of-the-gateway\r\n";
  private static final String SOURCE = "X-Request-Source: gateway\r\n";
  private static final DemoRequest REQUEST =
      new DemoRequest(
          "a request",
          "vllm",
          "GET",
          "/v1/models",
          ImmutableList.of(),
          ImmutableList.of(),
          "",
          true,
          200);

  private final ProviderPolicy vllm = vllm();
  private RecordingOrigin origin;

  @BeforeEach
  void startOrigin() {
    origin = RecordingOrigin.start();
  }

  @AfterEach
  void closeOrigin() {
    origin.close();
  }

  @Test
  void whatWasDecidedPasses() throws Exception {
    assertThat(complaints(KEY + SOURCE)).isEmpty();
  }

  @Test
  void aKeyOfTheCallerIsFound() throws Exception {
    assertThat(complaints("X-Foo: key-of-the-caller\r\n" + KEY + SOURCE))
        .contains("a key of the caller got through");
  }

  @Test
  void aFieldThatWasNotDecidedIsFound() throws Exception {
    assertThat(complaints(KEY + SOURCE + "X-Foo: 1\r\n"))
        .containsExactly("the fields that the origin received are not those that were decided");
  }

  @Test
  void aFieldThatIsMissingIsFound() throws Exception {
    assertThat(complaints(KEY))
        .containsExactly("the fields that the origin received are not those that were decided");
  }

  @Test
  void anotherCredentialIsFound() throws Exception {
    assertThat(complaints("Authorization: Bearer other\r\n" + SOURCE))
        .contains("the origin did not get exactly our credential");
    assertThat(complaints(KEY + KEY + SOURCE))
        .contains("the origin did not get exactly our credential");
  }

  @Test
  void aSealedNameThatNoRuleWritesIsFound() throws Exception {
    assertThat(complaints(KEY + SOURCE + "X_Api_Key: other\r\n"))
        .contains("`X_Api_Key` arrived, which no rule writes");
  }

  @Test
  void anotherTargetIsFound() throws Exception {
    assertThat(
            complaints(received("GET /v1/other HTTP/1.1\r\nHost: a\r\n" + KEY + SOURCE + "\r\n")))
        .containsExactly("the target that the origin received is not the one that was decided");
  }

  @Test
  void aTrailerIsFound() throws Exception {
    String chunked = "Transfer-Encoding: chunked\r\n\r\n0\r\nX-Foo: 1\r\n\r\n";
    assertThat(
            complaints(received("GET /v1/models HTTP/1.1\r\nHost: a\r\n" + KEY + SOURCE + chunked)))
        .containsExactly("a trailer arrived");
  }

  @Test
  void bytesWithoutADecisionAreFound() throws Exception {
    DemoExchange exchange =
        new DemoExchange(
            REQUEST,
            response(200),
            Optional.empty(),
            received(wire(KEY + SOURCE)),
            ImmutableList.of());

    assertThat(DemoCheck.complaints(vllm, exchange))
        .containsExactly("the gateway decided not to forward it");
  }

  @Test
  void bytesAtAnotherOriginAreFound() throws Exception {
    List<WireMessage> messages = received(wire(KEY + SOURCE));
    DemoExchange exchange = new DemoExchange(REQUEST, response(200), decided(), messages, messages);

    assertThat(DemoCheck.complaints(vllm, exchange))
        .containsExactly("another origin received bytes");
  }

  @Test
  void aRequestThatNeverArrivedIsFound() {
    DemoExchange exchange =
        new DemoExchange(REQUEST, response(502), decided(), ImmutableList.of(), ImmutableList.of());

    assertThat(DemoCheck.complaints(vllm, exchange))
        .containsExactly(
            "the caller was answered 502, not 200", "the origin received 0 requests, not 1");
  }

  private List<String> complaints(String fields) throws Exception {
    return complaints(received(wire(fields)));
  }

  private List<String> complaints(List<WireMessage> arrived) {
    return DemoCheck.complaints(
        vllm, new DemoExchange(REQUEST, response(200), decided(), arrived, ImmutableList.of()));
  }

  private static String wire(String fields) {
    return "GET /v1/models HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n";
  }

  private List<WireMessage> received(String bytes) throws IOException, InterruptedException {
    origin.forget();
    try (RawClient client = RawClient.connect("127.0.0.1", origin.port(), LIMIT)) {
      client.send(bytes);
      return origin.awaitRequests(1, LIMIT);
    }
  }

  private static Optional<Heard> decided() {
    OutboundHead leaves = new OutboundHead();
    leaves.leaves("Authorization", "Bearer demo-key-of-the-gateway", Owner.POLICY);
    leaves.leaves("X-Request-Source", "gateway", Owner.POLICY);
    return Optional.of(new Heard(leaves, new Decision.Forward("/v1/models")));
  }

  private static Optional<RawResponse> response(int status) {
    return Optional.of(
        new RawResponse(
            ImmutableList.of(), "", status, ImmutableList.of(), "", ImmutableList.of(), true));
  }

  private static ProviderPolicy vllm() {
    PolicyGeneration generation =
        DemoPolicy.generation(
            ImmutableMap.of(
                "vllm", URI.create("http://127.0.0.1:8"),
                "claude", URI.create("http://127.0.0.1:9")));
    return Objects.requireNonNull(generation.policy().providers().get("vllm"));
  }
}
