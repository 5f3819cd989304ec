package io.letterhead.conformance;

import static io.letterhead.conformance.H2RawClient.END_HEADERS;
import static io.letterhead.conformance.H2RawClient.END_STREAM;
import static io.letterhead.conformance.H2RawClient.frame;
import static io.letterhead.conformance.H2RawClient.get;
import static io.letterhead.conformance.H2RawClient.literal;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.letterhead.conformance.H2Field.Form;
import io.letterhead.conformance.H2Frame.FrameType;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class H2RecordingOriginTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final int LAST = END_STREAM | END_HEADERS;

  private H2RecordingOrigin origin;
  private H2RawClient client;

  @BeforeEach
  void start() throws Exception {
    origin = H2RecordingOrigin.startClear();
    client = H2RawClient.open(origin.port(), LIMIT);
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    origin.close();
  }

  @Test
  void whatIsRecordedIsWhatWasSent() throws Exception {
    String block = get("/a?b=c%20d", literal(0, "x-odd", "v\u00e9") + literal(0, "x-odd", ""));
    client.send(frame(FrameType.HEADERS, LAST, 1, block));

    H2Message request = only();
    assertThat(request.headerBlockBytes()).isEqualTo(block.getBytes(ISO_8859_1));
    assertThat(request.header().fields())
        .extracting(H2Field::name)
        .containsExactly(":method", ":scheme", ":path", "x-odd", "x-odd");
    assertThat(request.method()).isEqualTo("GET");
    assertThat(request.scheme()).isEqualTo("https");
    assertThat(request.path()).isEqualTo("/a?b=c%20d");
    assertThat(request.authority()).isEmpty();
    assertThat(request.fields()).extracting(H2Field::value).containsExactly("v\u00e9", "");
    assertThat(request.values("X-ODD")).containsExactly("v\u00e9", "");
    assertThat(request.isWhole()).isTrue();
    assertThat(request.isReset()).isFalse();
    assertThat(request.trailers()).isEmpty();
    assertThat(request.connection()).isEqualTo(1);
    assertThat(request.stream()).isEqualTo(1);
  }

  @Test
  void whatTheProtocolForbidsIsRecordedAsItCame() throws Exception {
    String block =
        literal(0, "X-Upper", "1") + "\u0082\u0087" + literal(0, ":path", "/") + "\u0082";
    client.send(frame(FrameType.HEADERS, LAST, 1, block));

    assertThat(only().header().fields())
        .extracting(H2Field::name)
        .containsExactly("X-Upper", ":method", ":scheme", ":path", ":method");
    assertThat(client.next(1).type()).isEqualTo(FrameType.RST_STREAM);
    assertThat(origin.failures()).isNotEmpty();
  }

  @Test
  void theFormOfEachFieldIsTold() throws Exception {
    String resize = "?\u00e1\u001f"; // to 4096, as it is
    String two = literal(0x40, "a", "1") + literal(0x10, "b", "2");
    String long200 = "\0\u0001c\u007fI" + "s".repeat(200);
    String known = "~\u0001v"; // the name of the dynamic table's first entry
    client.send(frame(FrameType.HEADERS, LAST, 1, resize + get("/", two + long200 + known)));
    client.send(frame(FrameType.HEADERS, LAST, 3, get("/", "\u00be\u00bf")));

    List<H2Message> requests = origin.awaitRequests(2, LIMIT);
    assertThat(requests.get(0).fields())
        .containsExactly(
            new H2Field("a", "1", Form.INCREMENTAL),
            new H2Field("b", "2", Form.NEVER_INDEXED),
            new H2Field("c", "s".repeat(200), Form.WITHOUT_INDEXING),
            new H2Field("a", "v", Form.INCREMENTAL));
    assertThat(requests.get(0).header().fields().get(0).form()).isEqualTo(Form.INDEXED);
    assertThat(requests.get(1).fields())
        .containsExactly(new H2Field("a", "v", Form.INDEXED), new H2Field("a", "1", Form.INDEXED));
  }

  @Test
  void aFieldThatWasEnteredIsNotInTheNextBlock() throws Exception {
    String entered = literal(0x40, "x-key", "CALLER");
    client.send(frame(FrameType.HEADERS, LAST, 1, get("/1", entered)));
    client.send(frame(FrameType.HEADERS, LAST, 3, get("/2", "\u00be")));

    List<H2Message> requests = origin.awaitRequests(2, LIMIT);
    assertThat(requests).allMatch(r -> r.values("x-key").equals(List.of("CALLER")));
    assertThat(requests)
        .extracting(r -> r.header().block().contains("CALLER"))
        .containsExactly(true, false);
  }

  @Test
  void aBlockInPiecesIsOne() throws Exception {
    String block = get("/", literal(0, "a", "1"));
    String priority = "\0\0\0\0\u000f";
    String padded = "\u0002" + priority + block.substring(0, 3) + "\0\0";
    client.send(frame(FrameType.HEADERS, END_STREAM | 0x8 | 0x20, 1, padded));
    client.send(frame(FrameType.CONTINUATION, 0, 1, block.substring(3, 6)));
    assertThat(origin.awaitFrame(f -> f.type() == FrameType.CONTINUATION, LIMIT).stream()).isOne();
    assertThat(origin.requests()).isEmpty();
    client.send(frame(FrameType.CONTINUATION, END_HEADERS, 1, block.substring(6)));

    assertThat(only().header().block()).isEqualTo(block);
    assertThat(only().values("a")).containsExactly("1");
    assertThat(only().frames())
        .extracting(H2Frame::type)
        .containsExactly(FrameType.HEADERS, FrameType.CONTINUATION, FrameType.CONTINUATION);
  }

  @Test
  void bodyAndTrailersOfStreamsThatAlternateAreKeptApart() throws Exception {
    client.send(frame(FrameType.HEADERS, END_HEADERS, 1, get("/1", "")));
    client.send(frame(FrameType.HEADERS, END_HEADERS, 3, get("/3", "")));
    client.send(frame(FrameType.DATA, 0, 1, "ab"));
    client.send(frame(FrameType.DATA, 0x8, 3, "\u0001x\0"));
    client.send(frame(FrameType.DATA, 0, 1, "\u00ff"));
    client.send(frame(FrameType.DATA, END_STREAM, 3, "y"));
    client.send(frame(FrameType.HEADERS, LAST, 1, literal(0x10, "x-t", "9")));

    List<H2Message> requests = origin.awaitRequests(2, LIMIT);
    assertThat(requests).extracting(H2Message::path).containsExactly("/3", "/1");
    assertThat(requests).extracting(H2Message::body).containsExactly("xy", "ab\u00ff");
    assertThat(requests.get(1).bodyBytes()).containsExactly('a', 'b', 0xff);
    assertThat(requests.get(1).trailers())
        .containsExactly(new H2Field("x-t", "9", Form.NEVER_INDEXED));
    assertThat(requests.get(1).values("x-t")).isEmpty();
  }

  @Test
  void aRequestThatIsResetIsListedWithItsCode() throws Exception {
    client.send(frame(FrameType.HEADERS, END_HEADERS, 1, get("/", "")));
    client.send(frame(FrameType.DATA, 0, 1, "half"));
    origin.awaitFrame(f -> f.type() == FrameType.DATA, LIMIT);
    assertThatThrownBy(() -> origin.awaitQuiet(Duration.ZERO))
        .isInstanceOf(IllegalStateException.class);
    client.send(frame(FrameType.RST_STREAM, 0, 1, "\0\0\0\u0008"));

    origin.awaitQuiet(LIMIT);
    assertThat(only().isWhole()).isFalse();
    assertThat(only().resetCode()).hasValue(8);
    assertThat(only().body()).isEqualTo("half");
  }

  @Test
  void aResetAfterTheRequestIsSeenInALaterList() throws Exception {
    origin.answerWith(H2Answer.stall());
    client.send(frame(FrameType.HEADERS, LAST, 1, get("/", "")));
    H2Message before = only();
    client.send(frame(FrameType.RST_STREAM, 0, 1, "\0\0\0\u0008"));
    origin.awaitFrame(f -> f.type() == FrameType.RST_STREAM, LIMIT);
    client.send(frame(FrameType.HEADERS, LAST, 3, get("/3", "")));

    assertThat(origin.awaitRequests(2, LIMIT))
        .extracting(H2Message::isReset)
        .containsExactly(true, false);
    assertThat(before.isReset()).isFalse();
  }

  @Test
  void aRequestThatBreaksOffIsListedOnceItsConnectionEnds() throws Exception {
    client.send(frame(FrameType.HEADERS, END_HEADERS, 1, get("/", "")));
    client.send(frame(FrameType.DATA, 0, 1, "half"));
    client.close();

    origin.awaitConnectionEnd(1, LIMIT);
    origin.awaitQuiet(LIMIT);
    assertThat(only().isWhole()).isFalse();
    assertThat(only().isReset()).isFalse();
    assertThat(only().body()).isEqualTo("half");
    assertThat(origin.connections()).isOne();
    assertThat(origin.openConnections()).isZero();
  }

  @Test
  void aGoAwayIsAFrameOfTheConnection() throws Exception {
    client.send(frame(FrameType.GOAWAY, 0, 0, "\0\0\0\0\0\0\0\u000bbye"));

    H2Frame goAway = origin.awaitFrame(f -> f.type() == FrameType.GOAWAY, LIMIT);
    assertThat(goAway.errorCode()).isEqualTo(11);
    assertThat(goAway.connection()).isOne();
    assertThatThrownBy(() -> origin.awaitFrame(f -> f.stream() == 7, Duration.ofMillis(20)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no such frame after PT0.02S");
  }

  @Test
  void aBlockThatCannotBeExpandedIsKept() throws Exception {
    client.send(frame(FrameType.HEADERS, LAST, 1, "\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff"));

    assertThat(only().header().fields()).isEmpty();
    assertThat(only().header().block()).hasSize(6);
    assertThat(client.next(0).type()).isEqualTo(FrameType.GOAWAY);
    assertThat(origin.failures()).isNotEmpty();
  }

  @Test
  void everyByteIsKeptWhateverItIs() throws Exception {
    try (H2RawClient other = H2RawClient.connect(origin.port(), LIMIT)) {
      other.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
      other.endOutput();
      origin.awaitConnectionEnd(2, LIMIT);
    }
    assertThat(origin.received(2))
        .asString(ISO_8859_1)
        .isEqualTo("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    assertThat(origin.frames()).allMatch(f -> f.connection() == 1);
    assertThat(origin.requests()).isEmpty();
    assertThat(origin.failures()).isNotEmpty();
    assertThatThrownBy(() -> origin.received(3)).hasMessage("connection: 3 (expected: 1 to 2)");
  }

  @Test
  void forgettingKeepsTheConnections() throws Exception {
    client.send(frame(FrameType.HEADERS, LAST, 1, get("/1", "")));
    only();
    client.next(1);
    origin.forget();
    assertThat(origin.requests()).isEmpty();
    assertThat(origin.frames()).isEmpty();
    client.send(frame(FrameType.HEADERS, LAST, 3, get("/3", "")));
    assertThat(only().path()).isEqualTo("/3");
    assertThat(origin.connections()).isOne();
  }

  @Test
  void nothingPrintsValues() throws Exception {
    client.send(
        frame(FrameType.HEADERS, END_HEADERS, 1, get("/CALLER", literal(0, "x-key", "CALLER"))));
    client.send(frame(FrameType.DATA, END_STREAM, 1, "CALLER"));

    assertThat(only()).asString().contains("x-key", "GET", "6 bytes").doesNotContain("CALLER");
    assertThat(only().header()).asString().contains("x-key").doesNotContain("CALLER");
    assertThat(origin.frames()).asString().contains("HEADERS on 1.1").doesNotContain("CALLER");
  }

  @Test
  void waitingForMoreThanComesFailsAtItsLimit() {
    assertThatThrownBy(() -> origin.awaitRequests(1, Duration.ofMillis(20)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("requests: 0 after PT0.02S (expected: 1)");
  }

  @Test
  void closingEndsConnectionsAndThreads() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    origin.answerWith(
        request -> {
          entered.countDown();
          try {
            new CountDownLatch(1).await();
          } finally {
            released.countDown();
          }
          return H2Answer.stall();
        });
    client.send(frame(FrameType.HEADERS, LAST, 1, get("/", "")));
    assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
    List<Thread> threads =
        Thread.getAllStackTraces().keySet().stream()
            .filter(t -> t.getName().startsWith("h2-recording-origin"))
            .toList();
    assertThat(threads).hasSizeGreaterThanOrEqualTo(2).allMatch(Thread::isDaemon);
    origin.close();

    assertThat(released.await(10, TimeUnit.SECONDS)).isTrue();
    for (Thread thread : threads) {
      thread.join(LIMIT.toMillis());
      assertThat(thread.isAlive()).isFalse();
    }
    assertThat(origin.openConnections()).isZero();
    assertThat(origin.requests()).hasSize(1);
    assertThat(origin.failures()).isEmpty();
  }

  private H2Message only() throws InterruptedException {
    List<H2Message> requests = origin.awaitRequests(1, LIMIT);
    assertThat(requests).hasSize(1);
    return requests.get(0);
  }
}
