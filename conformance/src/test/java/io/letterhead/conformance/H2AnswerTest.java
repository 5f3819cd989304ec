package io.letterhead.conformance;

import static io.letterhead.conformance.H2RawClient.END_HEADERS;
import static io.letterhead.conformance.H2RawClient.END_STREAM;
import static io.letterhead.conformance.H2RawClient.frame;
import static io.letterhead.conformance.H2RawClient.get;
import static io.letterhead.conformance.H2RawClient.literal;
import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.conformance.H2Frame.FrameType;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class H2AnswerTest {
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
  void aResponseGoesOutAsItIs() throws Exception {
    origin.answerWith(
        H2Answer.of(307).with("Location", "/x").with("a", "1").with("a", "2").withBody("hi"));
    ask(1, "");

    assertThat(client.nextSection(1)).containsExactly(":status=307", "Location=/x", "a=1", "a=2");
    H2Frame data = client.next(1);
    assertThat(data.content()).isEqualTo("hi");
    assertThat(data.isEndStream()).isTrue();
  }

  @Test
  void trailersFollowTheBody() throws Exception {
    origin.answerWith(H2Answer.of(200).withBody("hi").withTrailer("x-t", "1"));
    ask(1, "");

    assertThat(client.nextSection(1)).containsExactly(":status=200");
    assertThat(client.next(1).isEndStream()).isFalse();
    assertThat(client.nextSection(1)).containsExactly("x-t=1");
  }

  @Test
  void aHeadRequestGetsNoBody() throws Exception {
    origin.answerWith(H2Answer.of(200).withBody("hi").withTrailer("x-t", "1"));
    String block = literal(0, ":method", "HEAD") + "\u0087\u0084";
    client.send(frame(FrameType.HEADERS, LAST, 1, block));

    assertThat(client.next(1).isEndStream()).isTrue();
  }

  @Test
  void aResetEndsTheStreamAlone() throws Exception {
    origin.answerWith(request -> request.stream() == 1 ? H2Answer.reset(7) : H2Answer.of(503));
    ask(1, "");
    assertThat(client.next(1).errorCode()).isEqualTo(7);
    ask(3, "");
    assertThat(client.nextSection(3)).containsExactly(":status=503");
  }

  @Test
  void aGoAwayLeavesTheRequestOut() throws Exception {
    origin.answerWith(request -> request.stream() == 3 ? H2Answer.goAway(0) : H2Answer.of(200));
    ask(1, "");
    client.nextSection(1);
    ask(3, "");

    H2Frame goAway = client.next(0);
    assertThat(goAway.type()).isEqualTo(FrameType.GOAWAY);
    assertThat(goAway.payload()).isEqualTo("\0\0\0\u0001\0\0\0\0");
    assertThat(client.isEnded()).isTrue();
  }

  @Test
  void aConnectionIsClosedWithoutAWord() throws Exception {
    origin.answerWith(H2Answer.close());
    assertThat(client.next().type()).isEqualTo(FrameType.SETTINGS);
    assertThat(client.next().type()).isEqualTo(FrameType.SETTINGS);
    ask(1, "");

    assertThat(client.isEnded()).isTrue();
    origin.awaitConnectionEnd(1, LIMIT);
  }

  @Test
  void anExpectationIsMetBeforeTheBody() throws Exception {
    String block = get("/", literal(0, "expect", "100-continue"));
    client.send(frame(FrameType.HEADERS, END_HEADERS, 1, block));
    assertThat(client.nextSection(1)).containsExactly(":status=100");
    assertThat(origin.requests()).isEmpty();
    client.send(frame(FrameType.DATA, END_STREAM, 1, "x"));

    assertThat(client.nextSection(1)).containsExactly(":status=200");
    assertThat(origin.requests()).extracting(H2Message::body).containsExactly("x");
  }

  @Test
  void aFailingResponderIsListedAndEndsItsConnection() throws Exception {
    origin.answerWith(
        request -> {
          throw new IllegalStateException("planted");
        });
    ask(1, "");

    origin.awaitConnectionEnd(1, LIMIT);
    assertThat(origin.failures()).extracting(Exception::getMessage).containsExactly("planted");
  }

  @Test
  void theRequestIsListedBeforeItIsAnswered() throws Exception {
    origin.answerWith(request -> H2Answer.of(origin.requests().size() == 1 ? 200 : 500));
    ask(1, "");

    assertThat(client.nextSection(1)).containsExactly(":status=200");
  }

  private void ask(int stream, String fields) throws Exception {
    client.send(frame(FrameType.HEADERS, LAST, stream, get("/", fields)));
  }
}
