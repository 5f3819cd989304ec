package io.letterhead.vertx;

import static io.letterhead.conformance.H2RawClient.END_HEADERS;
import static io.letterhead.conformance.H2RawClient.END_STREAM;
import static io.letterhead.conformance.H2RawClient.fields;
import static io.letterhead.conformance.H2RawClient.frame;
import static io.letterhead.conformance.H2RawClient.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.letterhead.conformance.EventStream;
import io.letterhead.conformance.H2Frame;
import io.letterhead.conformance.H2Frame.FrameType;
import io.letterhead.conformance.H2RawClient;
import io.letterhead.conformance.OriginAnswer;
import io.letterhead.conformance.RecordingOrigin;
import io.letterhead.conformance.Responders;
import io.letterhead.conformance.WireMessage;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP/2 in front, frame by frame: what HTTP/1.1 is refused for, HTTP/2 is too. */
final class Http2FrontTest {

  private static final int LAST = END_STREAM | END_HEADERS;
  private static final RecordingOrigin ORIGIN = RecordingOrigin.start();
  private static Running running;

  @BeforeAll
  static void start() {
    running =
        Running.of(
            ORIGIN,
            Running.config().toBuilder()
                .tls(Optional.of(Certificates.identity(Certificates.LOCAL)))
                .limits(new Limits(20, 4096, 1024, 100))
                .build());
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  @BeforeEach
  void forget() {
    ORIGIN.forget();
    ORIGIN.answerWith(OriginAnswer.of(200).with("Content-Type", "text/plain").withBody("fine"));
  }

  private static H2RawClient client() throws IOException {
    return H2RawClient.openTls(running.port(), Certificates.LOCAL, Running.LIMIT);
  }

  private static String head(String method, String path, String... rest) {
    return fields(":method", method, ":scheme", "https", ":path", path, ":authority", "localhost")
        + fields(rest);
  }

  private static void get(H2RawClient client, int stream, String... rest) throws IOException {
    client.send(frame(FrameType.HEADERS, LAST, stream, head("GET", "/v1/x", rest)));
  }

  /** The connection serves on, and nothing but that request has reached the origin. */
  private static void servesOn(H2RawClient client, int stream) throws Exception {
    get(client, stream);
    assertThat(client.nextSection(stream)).contains(":status=200");
    assertThat(ORIGIN.awaitRequests(1, Running.LIMIT)).hasSize(1);
  }

  private static WireMessage only() throws InterruptedException {
    List<WireMessage> requests = ORIGIN.awaitRequests(1, Running.LIMIT);
    assertThat(requests).hasSize(1);
    return requests.get(0);
  }

  @Test
  void aRequestGetsTheCredentialAndItsAnswer() throws Exception {
    try (H2RawClient client = client()) {
      get(client, 1, "x-api-key", "evil", "anthropic-beta", "b", "x_api_key", "evil");
      List<String> head = client.nextSection(1);
      assertThat(head).contains(":status=200", "content-type=text/plain", "content-length=4");
      assertThat(head).noneMatch(line -> line.startsWith("connection"));
      assertThat(client.next(1).content()).isEqualTo("fine");
      WireMessage request = only();
      assertThat(request.values("x-api-key")).containsExactly(Policies.SECRET);
      assertThat(request.values("anthropic-beta")).containsExactly("b");
      assertThat(request.values("Host")).containsExactly(ORIGIN.authority());
      assertThat(request.values("Transfer-Encoding")).isEmpty();
      assertThat(request.values("Content-Length")).isEmpty();
      assertThat(request.head()).doesNotContain("evil");
    }
  }

  @Test
  void aBodyWithoutALengthIsChunkedToTheOrigin() throws Exception {
    try (H2RawClient client = client()) {
      client.send(frame(FrameType.HEADERS, END_HEADERS, 1, head("POST", "/v1/x")));
      client.send(frame(FrameType.DATA, 0, 1, "hel") + frame(FrameType.DATA, END_STREAM, 1, "lo"));
      assertThat(client.nextSection(1)).contains(":status=200");
      assertThat(only().values("Transfer-Encoding")).containsExactly("chunked");
      assertThat(only().content()).isEqualTo("hello");
    }
  }

  @Test
  void aBodyWithALengthKeepsIt() throws Exception {
    try (H2RawClient client = client()) {
      client.send(
          frame(FrameType.HEADERS, END_HEADERS, 1, head("POST", "/v1/x", "content-length", "5"))
              + frame(FrameType.DATA, END_STREAM, 1, "hello"));
      assertThat(client.nextSection(1)).contains(":status=200");
      assertThat(only().values("Content-Length")).containsExactly("5");
      assertThat(only().content()).isEqualTo("hello");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\r\nx-api-key: evil",
        "a\r\n x-api-key: evil",
        "a\n\tx-api-key: evil",
        "a\nb",
        "a\rb",
        "a\0b",
        "a\u000bb",
        "a\u007fb"
      })
  void aControlCharacterInAValueIsRefused(String value) throws Exception {
    try (H2RawClient client = client()) {
      get(client, 1, "anthropic-beta", value);
      refused(client, 1);
      servesOn(client, 3);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/a b",
        "/v1/a\r\nx-api-key: evil",
        "/v1/a\0",
        "/v1/a\tb",
        "/v1/\u00e9",
        "v1/x",
        "*",
        "http://evil.example/v1/x",
        "/v1/%zz",
        "/v1/a#b",
        ""
      })
  void aMalformedPathIsRefused(String path) throws Exception {
    try (H2RawClient client = client()) {
      client.send(frame(FrameType.HEADERS, LAST, 1, head("GET", path)));
      refused(client, 1);
      servesOn(client, 3);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "connection,x-api-key",
    "connection,close",
    "keep-alive,timeout=5",
    "proxy-connection,keep-alive",
    "transfer-encoding,chunked",
    "upgrade,websocket",
    "te,gzip",
    "te,'trailers, gzip'",
    "X-Upper,1",
    "x y,1",
    "x\u00e9,1",
    "'',1",
    ":authority,evil",
    ":path,/evil",
    ":foo,1",
    "x:y,1",
    "host,evil.example",
    "content-length,5",
    "content-length,+0",
    "expect,200-maybe"
  })
  void aFieldThatMayNotBeInHttp2IsRefused(String name, String value) throws Exception {
    try (H2RawClient client = client()) {
      get(client, 1, name, value);
      refused(client, 1);
      servesOn(client, 3);
    }
  }

  @ParameterizedTest
  @CsvSource({"CONNECT,405", "TRACE,405", "get,200", "BREW,200"})
  void aMethodIsForwardedAsItIsOrRefused(String method, String status) throws Exception {
    try (H2RawClient client = client()) {
      String block =
          method.equals("CONNECT")
              ? fields(":method", method, ":authority", "localhost:443")
              : head(method, "/v1/x");
      client.send(frame(FrameType.HEADERS, LAST, 1, block));
      assertThat(client.nextSection(1)).contains(":status=" + status);
      assertThat(ORIGIN.requests()).hasSize(status.equals("200") ? 1 : 0);
    }
  }

  /** The library ends the connection, which is this caller's alone. */
  @ParameterizedTest
  @ValueSource(strings = {"GET /evil HTTP/1.1", "G T", "GET\r\nx-api-key: evil", "GET\0"})
  void aMethodThatIsNoTokenIsRefusedWithItsConnection(String method) throws Exception {
    try (H2RawClient client = client()) {
      client.send(frame(FrameType.HEADERS, LAST, 1, head(method, "/v1/x")));
      assertThatThrownBy(() -> client.next(1)).isInstanceOf(EOFException.class);
    }
    try (H2RawClient another = client()) {
      servesOn(another, 1);
    }
  }

  @Test
  void anEmptyMethodIsRefused() throws Exception {
    try (H2RawClient client = client()) {
      client.send(frame(FrameType.HEADERS, LAST, 1, head("", "/v1/x")));
      refused(client, 1);
      servesOn(client, 3);
    }
  }

  @Test
  void aWebSocketOverHttp2IsRefused() throws Exception {
    try (H2RawClient client = client()) {
      String block =
          fields(":method", "CONNECT", ":protocol", "websocket", ":scheme", "https")
              + fields(":path", "/v1/x", ":authority", "localhost");
      client.send(frame(FrameType.HEADERS, END_HEADERS, 1, block));
      refused(client, 1);
      servesOn(client, 3);
    }
  }

  @Test
  void aHostThatIsNotServedIsRefused() throws Exception {
    try (H2RawClient client = client()) {
      String evil = fields(":method", "GET", ":scheme", "https", ":path", "/v1/x");
      client.send(frame(FrameType.HEADERS, LAST, 1, evil + fields(":authority", "evil.example")));
      assertThat(client.nextSection(1)).contains(":status=403");
      client.send(frame(FrameType.HEADERS, LAST, 3, evil));
      assertThat(client.nextSection(3)).contains(":status=400");
      servesOn(client, 5);
    }
  }

  @Test
  void trailersAreDropped() throws Exception {
    try (H2RawClient client = client()) {
      client.send(
          frame(FrameType.HEADERS, END_HEADERS, 1, head("POST", "/v1/x"))
              + frame(FrameType.DATA, 0, 1, "hello")
              + frame(FrameType.HEADERS, LAST, 1, fields("x-api-key", "evil", "a", "evil")));
      assertThat(client.nextSection(1)).contains(":status=200");
      assertThat(only().content()).isEqualTo("hello");
      assertThat(only().trailers()).isEmpty();
      assertThat(only().head()).doesNotContain("evil");
    }
  }

  @Test
  void tooManyFieldsAreRefused() throws Exception {
    try (H2RawClient client = client()) {
      String[] many = new String[42];
      for (int i = 0; i < many.length; i += 2) {
        many[i] = "x-" + i;
        many[i + 1] = "1";
      }
      get(client, 1, many);
      assertThat(client.nextSection(1)).contains(":status=431");
      servesOn(client, 3);
    }
  }

  @Test
  void aHeadThatIsTooLargeIsRefused() throws Exception {
    try (H2RawClient client = client()) {
      get(client, 1, "x-large", "v".repeat(4096));
      assertThat(client.nextSection(1)).contains(":status=431");
      servesOn(client, 3);
    }
  }

  @Test
  void aBodyThatGrowsTooLargeIsRefusedAndTheRestIsNotWanted() throws Exception {
    try (H2RawClient client = client()) {
      client.send(
          frame(FrameType.HEADERS, END_HEADERS, 1, head("POST", "/v1/x"))
              + frame(FrameType.DATA, 0, 1, "v".repeat(1025)));
      assertThat(client.nextSection(1)).contains(":status=413");
      assertThat(client.next(1).type()).isEqualTo(FrameType.DATA);
      H2Frame reset = client.next(1);
      assertThat(reset.type()).isEqualTo(FrameType.RST_STREAM);
      assertThat(reset.content()).isEqualTo(number(0));
      ORIGIN.awaitQuiet(Running.LIMIT);
      ORIGIN.forget();
      servesOn(client, 3);
    }
  }

  @Test
  void aResponseThatBreaksIsReset() throws Exception {
    ORIGIN.answerWith(Responders.rawThenClose("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc"));
    try (H2RawClient client = client()) {
      get(client, 1);
      assertThat(client.nextSection(1)).contains(":status=200");
      H2Frame frame = client.next(1);
      if (frame.type() == FrameType.DATA) {
        assertThat(frame.isEndStream()).isFalse();
        frame = client.next(1);
      }
      assertThat(frame.type()).isEqualTo(FrameType.RST_STREAM);
      assertThat(frame.content()).isEqualTo(number(2));
    }
  }

  @Test
  void aStreamThatTheCallerResetsIsCancelledAtTheOrigin() throws Exception {
    EventStream events = EventStream.open();
    ORIGIN.answerWith(events);
    try (H2RawClient client = client()) {
      get(client, 1);
      assertThat(client.nextSection(1)).contains(":status=200");
      events.send("one");
      assertThat(client.next(1).content()).isEqualTo("data: one\n\n");
      client.send(frame(FrameType.RST_STREAM, 0, 1, number(8)));
      ORIGIN.awaitConnectionEnd(ORIGIN.requests().get(0).connection(), Running.LIMIT);
      ORIGIN.forget();
      ORIGIN.answerWith(OriginAnswer.of(200));
      servesOn(client, 3);
    }
  }

  @Test
  void eventsArePassedOnOneByOne() throws Exception {
    EventStream events = EventStream.open();
    ORIGIN.answerWith(events);
    try (H2RawClient client = client()) {
      get(client, 1);
      assertThat(client.nextSection(1)).contains(":status=200");
      for (int i = 0; i < 50; i++) {
        events.send("event " + i);
        assertThat(client.next(1).content()).isEqualTo("data: event " + i + "\n\n");
      }
      events.end();
      assertThat(client.next(1).isEndStream()).isTrue();
    }
  }

  @Test
  void theExpectationIsMetHere() throws Exception {
    try (H2RawClient client = client()) {
      client.send(
          frame(
              FrameType.HEADERS,
              END_HEADERS,
              1,
              head("POST", "/v1/x", "expect", "100-continue", "content-length", "2")));
      assertThat(client.nextSection(1)).containsExactly(":status=100");
      client.send(frame(FrameType.DATA, END_STREAM, 1, "ok"));
      assertThat(client.nextSection(1)).contains(":status=200");
      assertThat(only().values("Expect")).isEmpty();
    }
  }

  @Test
  void http2InClearIsNotSpoken() throws Exception {
    try (Running clear = Running.start(RecordingOrigin.start())) {
      assertThat(clear.exchange("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").status()).isEqualTo(505);
    }
  }

  /** An answer of 4xx, or a stream that is reset; nothing has reached the origin. */
  private static void refused(H2RawClient client, int stream) throws Exception {
    H2Frame first = client.next(stream);
    if (first.type() == FrameType.HEADERS) {
      assertThat(client.lines(first)).anyMatch(line -> line.matches(":status=4[0-9]{2}"));
    } else {
      assertThat(first.type()).isEqualTo(FrameType.RST_STREAM);
      assertThat(first.content()).isEqualTo(number(1));
    }
    assertThat(ORIGIN.requests()).isEmpty();
  }
}
