package io.letterhead.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes in, messages out, wherever the bytes are cut. */
final class StrictRequestDecoderTest {

  private static final Limits LIMITS = Limits.defaults();

  /** What the decoder makes of bytes that come in pieces of that size. */
  private static List<String> decode(String bytes, int piece) {
    EmbeddedChannel channel = new EmbeddedChannel(new StrictRequestDecoder(LIMITS));
    for (int i = 0; i < bytes.length(); i += piece) {
      String part = bytes.substring(i, Math.min(bytes.length(), i + piece));
      channel.writeInbound(Unpooled.copiedBuffer(part, StandardCharsets.ISO_8859_1));
    }
    List<String> seen = new ArrayList<>();
    for (HttpObject out = channel.readInbound(); out != null; out = channel.readInbound()) {
      describe(out, seen);
      ReferenceCountUtil.release(out);
    }
    channel.finishAndReleaseAll();
    return seen;
  }

  private static void describe(HttpObject out, List<String> seen) {
    if (out.decoderResult().isFailure()) {
      seen.add("refused " + out.decoderResult().cause().getMessage());
    } else if (out instanceof HttpRequest request) {
      seen.add(request.method() + " " + request.uri());
    }
    if (out instanceof HttpContent content) {
      String text = content.content().toString(StandardCharsets.ISO_8859_1);
      int last = seen.size() - 1;
      if (!text.isEmpty() && seen.get(last).startsWith("body ")) {
        seen.set(last, seen.get(last) + text);
      } else if (!text.isEmpty()) {
        seen.add("body " + text);
      }
      if (out instanceof LastHttpContent && out.decoderResult().isSuccess()) {
        seen.add("end");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 16, 61, 1000})
  void requestsInARow(int piece) {
    String chunked =
        Running.lines(
            "POST /b HTTP/1.1",
            "Host: h",
            "Transfer-Encoding: chunked",
            "",
            "A;x=\"y\"",
            "0123456789",
            "00001",
            "!",
            "0",
            "Trailer: t",
            " folded",
            "");
    String bytes =
        "\r\n" + Running.post("/a", "body") + chunked + Running.get("/c") + Running.get("/d");
    assertThat(decode(bytes, piece))
        .containsExactly(
            "POST /a",
            "body body",
            "end",
            "POST /b",
            "body 0123456789!",
            "end",
            "GET /c",
            "end",
            "GET /d",
            "end");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 16, 61, 1000})
  void nothingBehindWhatIsRefused(int piece) {
    String folded = "GET /x HTTP/1.1\r\nHost: h\r\n\tfolded\r\n\r\n";
    assertThat(decode(Running.get("/a") + folded + Running.get("/b"), piece))
        .containsExactly("GET /a", "end", "refused obs-fold");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1 ", " 1", "0x1", "1 ;x", "+1", "-1", "", ";", "g", "1\n", "123456789", "1;\0"})
  void aMalformedChunkSize(String size) {
    for (int piece : new int[] {1, 5, 1000}) {
      List<String> seen =
          decode(
              "POST /x HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n"
                  + size
                  + "\r\na\r\n0\r\n\r\n"
                  + Running.get("/smuggled"),
              piece);
      assertThat(seen).startsWith("POST /x").endsWith("refused malformed-body");
      assertThat(seen).doesNotContain("GET /smuggled", "end");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 1000})
  void bytesBehindAHandshakeAreHeld(int piece) {
    StrictRequestDecoder decoder = new StrictRequestDecoder(LIMITS);
    EmbeddedChannel channel = new EmbeddedChannel(decoder);
    String bytes =
        Running.get("/ws", "Connection: Upgrade", "Upgrade: websocket") + Running.get("/smuggled");
    for (int i = 0; i < bytes.length(); i += piece) {
      channel.writeInbound(
          Unpooled.copiedBuffer(
              bytes.substring(i, Math.min(bytes.length(), i + piece)),
              StandardCharsets.ISO_8859_1));
    }
    assertThat(channel.inboundMessages()).hasSize(2);
    assertThat(new String(decoder.takeHeld(), StandardCharsets.ISO_8859_1))
        .isEqualTo(Running.get("/smuggled"));
    channel.finishAndReleaseAll();
  }

  @Test
  void aHeadMustEndInTime() {
    EmbeddedChannel channel = new EmbeddedChannel(new StrictRequestDecoder(LIMITS, 60_000));
    channel.freezeTime();
    channel.writeInbound(Unpooled.copiedBuffer(Running.get("/a"), StandardCharsets.ISO_8859_1));
    channel.advanceTimeBy(2, TimeUnit.MINUTES);
    channel.runScheduledPendingTasks();
    assertThat(channel.isOpen()).isTrue();
    channel.writeInbound(Unpooled.copiedBuffer("GET /b HT", StandardCharsets.ISO_8859_1));
    channel.advanceTimeBy(59, TimeUnit.SECONDS);
    channel.writeInbound(Unpooled.copiedBuffer("TP/1.1\r\nHo", StandardCharsets.ISO_8859_1));
    channel.runScheduledPendingTasks();
    assertThat(channel.isOpen()).isTrue();
    channel.advanceTimeBy(2, TimeUnit.SECONDS);
    channel.runScheduledPendingTasks();
    assertThat(channel.isOpen()).isFalse();
    channel.finishAndReleaseAll();
  }
}
