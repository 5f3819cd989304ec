package io.letterhead.vertx;

import static io.letterhead.conformance.H2RawClient.END_HEADERS;
import static io.letterhead.conformance.H2RawClient.END_STREAM;
import static io.letterhead.conformance.H2RawClient.fields;
import static io.letterhead.conformance.H2RawClient.frame;
import static io.letterhead.conformance.H2RawClient.number;
import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.conformance.EventStream;
import io.letterhead.conformance.H2Frame.FrameType;
import io.letterhead.conformance.H2RawClient;
import io.letterhead.conformance.OriginAnswer;
import io.letterhead.conformance.OriginConnection;
import io.letterhead.conformance.RawClient;
import io.letterhead.conformance.RecordingOrigin;
import io.letterhead.conformance.Responder;
import io.letterhead.conformance.Responders;
import io.letterhead.conformance.WireMessage;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Callers that leave, at whatever point: the origin is let go, and nothing of them stays. */
final class LeavingCallersTest {

  private static final GatewayConfig CONFIG =
      Running.config().toBuilder().admin(Optional.of(new ListenAddress("127.0.0.1", 0))).build();
  private static final String BODY =
      Running.lines("POST /v1/x HTTP/1.1", "Host: localhost", "Content-Length: 9", "") + "abc";
  private static final RecordingOrigin ORIGIN = RecordingOrigin.start();
  private static final RecordingOrigin SECURE_ORIGIN = RecordingOrigin.start();
  private static Running clear;
  private static Running secure;

  private final CountDownLatch headSeen = new CountDownLatch(1);

  @BeforeAll
  static void start() {
    clear = Running.of(ORIGIN, CONFIG);
    secure =
        Running.of(
            SECURE_ORIGIN,
            CONFIG.toBuilder().tls(Optional.of(Certificates.identity(Certificates.LOCAL))).build());
  }

  @AfterAll
  static void stop() {
    clear.close();
    secure.close();
  }

  @BeforeEach
  void forget() {
    ORIGIN.forget();
    SECURE_ORIGIN.forget();
  }

  /** Nothing of those who have left is there any more. */
  @AfterEach
  void nothingStays() throws IOException {
    for (Running running : new Running[] {clear, secure}) {
      for (String gauge :
          new String[] {
            "requests_active", "connections", "upstream_connections", "upstream_waiting"
          }) {
        running.awaitGauge(gauge, 0);
      }
    }
  }

  private Responder seesHead() {
    return new Responder() {
      @Override
      public void beforeBody(WireMessage head, OriginConnection connection) {
        headSeen.countDown();
      }

      @Override
      public void respond(WireMessage request, OriginConnection connection) throws IOException {
        OriginAnswer.of(200).respond(request, connection);
      }
    };
  }

  private static void leave(RawClient client, boolean byReset) throws IOException {
    if (byReset) {
      client.reset();
    } else {
      client.close();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void beforeTheEndOfTheHead(boolean byReset) throws Exception {
    for (String head : new String[] {"", "G", "GET /v1/x HTTP/1.1\r\nHost: loc"}) {
      try (RawClient client = clear.client()) {
        client.send(head);
        clear.awaitGauge("connections", 1);
        leave(client, byReset);
      }
      clear.awaitGauge("connections", 0);
    }
    assertThat(ORIGIN.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void inTheBody(boolean byReset) throws Exception {
    ORIGIN.answerWith(seesHead());
    try (RawClient client = clear.client()) {
      client.send(BODY);
      assertThat(headSeen.await(20, TimeUnit.SECONDS)).isTrue();
      leave(client, byReset);
    }
    assertThat(ORIGIN.awaitRequests(1, Running.LIMIT).get(0).isWellFormed()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void beforeTheAnswer(boolean byReset) throws Exception {
    ORIGIN.answerWith(Responders.stall());
    try (RawClient client = clear.client()) {
      client.send(Running.get("/v1/x"));
      ORIGIN.awaitRequests(1, Running.LIMIT);
      clear.awaitGauge("requests_active", 1);
      clear.awaitGauge("upstream_connections", 1);
      leave(client, byReset);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void inTheAnswer(boolean byReset) throws Exception {
    EventStream events = EventStream.open();
    ORIGIN.answerWith(events);
    try (RawClient client = clear.client()) {
      client.send(Running.get("/v1/events"));
      events.send("one");
      client.readUntil("one\n\n\r\n");
      leave(client, byReset);
    }
    assertThat(events.awaitPeerLeft(Running.LIMIT)).isTrue();
  }

  private static H2RawClient http2(String method, int flags) throws IOException {
    H2RawClient client = H2RawClient.openTls(secure.port(), Certificates.LOCAL, Running.LIMIT);
    client.send(
        frame(
            FrameType.HEADERS,
            flags | END_HEADERS,
            1,
            fields(":method", method, ":scheme", "https")
                + fields(":path", "/v1/x", ":authority", "localhost")));
    return client;
  }

  private static void leave(H2RawClient client, boolean theStreamOnly) throws IOException {
    if (theStreamOnly) {
      client.send(frame(FrameType.RST_STREAM, 0, 1, number(8)));
      secure.awaitGauge("requests_active", 0);
      secure.awaitGauge("connections", 1);
    }
    client.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void inTheBodyOverHttp2(boolean theStreamOnly) throws Exception {
    SECURE_ORIGIN.answerWith(seesHead());
    try (H2RawClient client = http2("POST", 0)) {
      client.send(frame(FrameType.DATA, 0, 1, "abc"));
      assertThat(headSeen.await(20, TimeUnit.SECONDS)).isTrue();
      leave(client, theStreamOnly);
    }
    assertThat(SECURE_ORIGIN.awaitRequests(1, Running.LIMIT).get(0).isWellFormed()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void beforeTheAnswerOverHttp2(boolean theStreamOnly) throws Exception {
    SECURE_ORIGIN.answerWith(Responders.stall());
    try (H2RawClient client = http2("GET", END_STREAM)) {
      SECURE_ORIGIN.awaitRequests(1, Running.LIMIT);
      secure.awaitGauge("requests_active", 1);
      leave(client, theStreamOnly);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void inTheAnswerOverHttp2(boolean theStreamOnly) throws Exception {
    EventStream events = EventStream.open();
    SECURE_ORIGIN.answerWith(events);
    try (H2RawClient client = http2("GET", END_STREAM)) {
      assertThat(client.nextSection(1)).contains(":status=200");
      events.send("one");
      assertThat(client.next(1).content()).isEqualTo("data: one\n\n");
      leave(client, theStreamOnly);
    }
    assertThat(events.awaitPeerLeft(Running.LIMIT)).isTrue();
  }

  @Test
  void whatWasSentWholeAndIsNotReadIsLetGoToo() throws Exception {
    ORIGIN.answerWith(
        (request, connection) -> {
          connection.write("HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n");
          headSeen.countDown();
          byte[] block = new byte[64 * 1024];
          for (int i = 0; i < 16 * 1024; i++) {
            connection.write(block);
          }
        });
    try (RawClient client = clear.client()) {
      client.send(Running.get("/v1/big"));
      assertThat(headSeen.await(20, TimeUnit.SECONDS)).isTrue();
      client.receiveHead();
    }
  }
}
