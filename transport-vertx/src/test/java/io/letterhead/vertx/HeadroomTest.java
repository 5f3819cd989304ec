package io.letterhead.vertx;

import static io.letterhead.conformance.H2RawClient.END_HEADERS;
import static io.letterhead.conformance.H2RawClient.END_STREAM;
import static io.letterhead.conformance.H2RawClient.fields;
import static io.letterhead.conformance.H2RawClient.frame;
import static io.letterhead.conformance.H2RawClient.number;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.conformance.EventStream;
import io.letterhead.conformance.H2Frame;
import io.letterhead.conformance.H2Frame.FrameType;
import io.letterhead.conformance.H2RawClient;
import io.letterhead.conformance.OriginAnswer;
import io.letterhead.conformance.RawClient;
import io.letterhead.conformance.RawResponse;
import io.letterhead.conformance.RecordingOrigin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** More than fits: what is beyond is refused, what is under way goes on, and it recovers. */
final class HeadroomTest {

  private static final int MOST = 3;

  private final AtomicBoolean shortOfMemory = new AtomicBoolean();
  private final CompletableFuture<Void> release = new CompletableFuture<>();
  private RecordingOrigin origin;

  @BeforeEach
  void start() {
    origin =
        RecordingOrigin.start(
            (request, connection) -> {
              if (request.target().equals("/v1/held")) {
                release.join();
              }
              OriginAnswer.of(200).withBody("fine").respond(request, connection);
            });
  }

  @AfterEach
  void release() {
    release.complete(null);
    origin.close();
  }

  private Running running(boolean tls) {
    return Running.of(
        origin,
        Running.config().toBuilder()
            .admin(Optional.of(new ListenAddress("127.0.0.1", 0)))
            .tls(tls ? Optional.of(Certificates.identity(Certificates.LOCAL)) : Optional.empty())
            .limits(new Limits(100, 8192, 1000, MOST))
            .build(),
        shortOfMemory::get);
  }

  private static H2RawClient http2(Running running) throws IOException {
    return H2RawClient.openTls(running.port(), Certificates.LOCAL, Running.LIMIT);
  }

  private static String head(int flags, int stream, String method, String path) {
    return frame(
        FrameType.HEADERS,
        flags | END_HEADERS,
        stream,
        fields(":method", method, ":scheme", "https", ":path", path, ":authority", "localhost"));
  }

  private static void get(H2RawClient client, int stream, String path) throws IOException {
    client.send(head(END_STREAM, stream, "GET", path));
  }

  private static void assertOverloaded(H2RawClient client, int stream) throws IOException {
    List<String> head = client.nextSection(stream);
    assertThat(head).contains(":status=503", "retry-after=1");
    assertThat(head).noneMatch(line -> line.startsWith("connection"));
    H2Frame body = client.next(stream);
    assertThat(body.content()).contains("\"code\":\"overloaded\"");
    assertThat(body.isEndStream()).isTrue();
  }

  private static void assertOverloaded(RawResponse response) {
    assertThat(response.status()).isEqualTo(503);
    assertThat(response.body()).contains("\"code\":\"overloaded\"");
    assertThat(response.values("Retry-After")).containsExactly("1");
    assertThat(response.values("Connection")).containsExactly("close");
  }

  @Test
  void streamsOfOneConnectionCountAsRequests() throws Exception {
    try (Running running = running(true);
        H2RawClient client = http2(running);
        Socket first =
            Certificates.LOCAL
                .clientContext()
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), running.port())) {
      for (int stream = 1; stream < 2 * MOST; stream += 2) {
        get(client, stream, "/v1/held");
      }
      origin.awaitRequests(MOST, Running.LIMIT);
      get(client, 7, "/v1/x");
      assertOverloaded(client, 7);
      client.send(head(0, 9, "POST", "/v1/x") + frame(FrameType.DATA, 0, 9, "some of a body"));
      assertOverloaded(client, 9);
      H2Frame unwanted = client.next(9);
      assertThat(unwanted.type()).isEqualTo(FrameType.RST_STREAM);
      assertThat(unwanted.content()).isEqualTo(number(0));

      first.setSoTimeout((int) Running.LIMIT.toMillis());
      first.getOutputStream().write(Running.get("/v1/x").getBytes(US_ASCII));
      String refused = new String(first.getInputStream().readAllBytes(), US_ASCII);
      assertThat(refused)
          .startsWith("HTTP/1.1 503 ")
          .containsIgnoringCase("\r\nRetry-After: 1\r\n")
          .containsIgnoringCase("\r\nConnection: close\r\n")
          .contains("\"code\":\"overloaded\"");
      running.awaitGauge("requests_active", MOST);
      assertThat(origin.requests()).hasSize(MOST);

      release.complete(null);
      // The origin answers them in any order.
      for (int answered = 0; answered < MOST; ) {
        H2Frame frame = client.next();
        if (frame.type() == FrameType.HEADERS) {
          assertThat(client.lines(frame)).contains(":status=200");
          answered++;
        }
      }
      running.awaitGauge("requests_active", 0);
      get(client, 11, "/v1/x");
      assertThat(client.nextSection(11)).contains(":status=200");
    }
  }

  @Test
  void whileMemoryIsShortNothingNewIsBegun() throws Exception {
    EventStream events = EventStream.open();
    try (Running running = running(false);
        RawClient streaming = running.client();
        RawClient idle = running.client()) {
      idle.send(Running.get("/v1/x"));
      assertThat(idle.receive().orElseThrow().status()).isEqualTo(200);
      origin.answerWith(events);
      streaming.send(Running.get("/v1/events"));
      events.send("one");
      streaming.readUntil("one\n\n\r\n");

      shortOfMemory.set(true);
      try (RawClient another = running.client()) {
        RawClient.Rest rest = another.readRest();
        assertThat(rest.bytes()).isEmpty();
        assertThat(rest.end()).isNotEqualTo(RawClient.End.OPEN);
      }
      idle.send(Running.get("/v1/x"));
      assertOverloaded(idle.receive().orElseThrow());
      assertThat(idle.readRest().end()).isEqualTo(RawClient.End.CLOSED);
      assertThat(origin.requests()).hasSize(2);
      events.send("two");
      streaming.readUntil("two\n\n\r\n");
      events.end();
      assertThat(streaming.readUntil("0\r\n\r\n")).isEqualTo("0\r\n\r\n");

      shortOfMemory.set(false);
      origin.answerWith(OriginAnswer.of(200).withBody("again"));
      streaming.send(Running.get("/v1/x"));
      assertThat(streaming.receive().orElseThrow().body()).isEqualTo("again");
      assertThat(running.exchange(Running.get("/v1/x")).body()).isEqualTo("again");
      running.awaitGauge("requests_active", 0);
    }
  }

  @Test
  void whileMemoryIsShortNoStreamIsBegun() throws Exception {
    try (Running running = running(true);
        H2RawClient client = http2(running)) {
      get(client, 1, "/v1/held");
      origin.awaitRequests(1, Running.LIMIT);
      shortOfMemory.set(true);
      get(client, 3, "/v1/x");
      assertOverloaded(client, 3);
      release.complete(null);
      assertThat(client.nextSection(1)).contains(":status=200");
      assertThat(client.next(1).content()).isEqualTo("fine");
      shortOfMemory.set(false);
      get(client, 5, "/v1/x");
      assertThat(client.nextSection(5)).contains(":status=200");
      assertThat(origin.requests()).hasSize(2);
    }
  }

  @Test
  void whatOneMoreIsRefusedForDoesNotStayCounted() {
    Headroom headroom = new Headroom(1, shortOfMemory::get);
    headroom.arrived();
    assertThat(headroom.isExceeded()).isFalse();
    headroom.arrived();
    assertThat(headroom.isExceeded()).isTrue();
    headroom.ended();
    assertThat(headroom.isExceeded()).isFalse();
    shortOfMemory.set(true);
    assertThat(headroom.isExceeded()).isTrue();
    assertThat(headroom.isShortOfMemory()).isTrue();
    assertThat(Headroom.ample().isExceeded()).isFalse();
  }
}
