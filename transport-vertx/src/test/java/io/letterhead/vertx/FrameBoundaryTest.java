package io.letterhead.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Where frames end, however their bytes are cut. */
final class FrameBoundaryTest {

  @Provide
  Arbitrary<List<WebSocketFrame>> frames() {
    Arbitrary<Integer> lengths =
        Arbitraries.oneOf(
            Arbitraries.integers().between(0, 10),
            Arbitraries.of(124, 125, 126, 127, 65535, 65536, 70000));
    Arbitrary<WebSocketFrame> data =
        Combinators.combine(
                Arbitraries.of(0, 1, 2, 7, 0x80, 0x82, 0xc1, 0x71),
                Arbitraries.of(true, false),
                lengths)
            .as((first, masked, length) -> new WebSocketFrame(first, masked, filled(length)));
    Arbitrary<WebSocketFrame> control =
        Combinators.combine(
                Arbitraries.of(9, 10, 15, 0x89, 0x8a, 0xff),
                Arbitraries.of(true, false),
                Arbitraries.integers().between(0, 125))
            .as((first, masked, length) -> new WebSocketFrame(first, masked, filled(length)));
    return Arbitraries.oneOf(data, control).list().ofMaxSize(8);
  }

  /** Octets that look like the heads of other frames. */
  private static Buffer filled(int length) {
    byte[] payload = new byte[length];
    new Random(length).nextBytes(payload);
    return Buffer.buffer(payload);
  }

  /** Where the boundary stops in bytes that come in pieces of random sizes. */
  private static List<Integer> stops(FrameBoundary boundary, byte[] bytes, Random cuts) {
    List<Integer> stops = new ArrayList<>();
    for (int begin = 0; begin < bytes.length; ) {
      int length = Math.min(bytes.length - begin, 1 + cuts.nextInt(cuts.nextBoolean() ? 5 : 40000));
      Buffer piece = Buffer.buffer().appendBytes(bytes, begin, length);
      for (int at = 0; at < length; ) {
        at = boundary.follow(piece, at);
        if (boundary.isReached()) {
          stops.add(begin + at);
        }
      }
      begin += length;
    }
    return stops;
  }

  @Property(tries = 300)
  void itStopsWhereEachFrameEndsAndNowhereElse(
      @ForAll("frames") List<WebSocketFrame> frames, @ForAll Random cuts) {
    List<Integer> ends = new ArrayList<>();
    Buffer all = Buffer.buffer();
    for (WebSocketFrame frame : frames) {
      all.appendBytes(frame.bytes());
      ends.add(all.length());
    }
    FrameBoundary boundary = new FrameBoundary();

    assertThat(boundary.isReached()).isTrue();
    assertThat(stops(boundary, all.getBytes(), cuts)).isEqualTo(ends);
    assertThat(boundary.isReached()).isTrue();
    assertThat(boundary.isBroken()).isFalse();
    assertThat(boundary.isClosed()).isFalse();
  }

  @Property(tries = 100)
  void aCloseFrameIsKnownOnceItHasEnded(
      @ForAll("frames") List<WebSocketFrame> frames, @ForAll boolean masked, @ForAll Random cuts) {
    Buffer all = Buffer.buffer();
    frames.forEach(frame -> all.appendBytes(frame.bytes()));
    all.appendBytes(WebSocketFrame.close(masked, 1000).bytes());
    FrameBoundary boundary = new FrameBoundary();

    stops(boundary, all.getBytes(0, all.length() - 1), cuts);
    assertThat(boundary.isClosed()).isFalse();
    boundary.follow(all, all.length() - 1);
    assertThat(boundary.isClosed()).isTrue();
  }

  @Property(tries = 100)
  void withinAFrameNoBoundaryIsReached(@ForAll("frames") List<WebSocketFrame> frames) {
    for (WebSocketFrame frame : frames) {
      FrameBoundary boundary = new FrameBoundary();
      byte[] bytes = frame.bytes();
      Buffer most = Buffer.buffer().appendBytes(bytes, 0, bytes.length - 1);
      assertThat(boundary.follow(most, 0)).isEqualTo(bytes.length - 1);
      assertThat(boundary.isReached()).isFalse();
    }
  }

  @Example
  void aLengthThatNoFrameHasIsNone() {
    byte[] negative = {(byte) 0x82, 127, (byte) 0x80, 0, 0, 0, 0, 0, 0, 0, 1};
    byte[] longPing = {(byte) 0x89, 126, 0, 126, 1};
    for (byte[] bytes : List.of(negative, longPing)) {
      FrameBoundary boundary = new FrameBoundary();
      assertThat(boundary.follow(Buffer.buffer(bytes), 0)).isZero();
      assertThat(boundary.isBroken()).isTrue();
      assertThat(boundary.isReached()).isFalse();
    }
  }

  @Example
  void theLongestFrameIsNotBroken() {
    byte[] longest = {(byte) 0x82, 127, 0x7f, -1, -1, -1, -1, -1, -1, -1, 1};
    FrameBoundary boundary = new FrameBoundary();
    assertThat(boundary.follow(Buffer.buffer(longest), 0)).isEqualTo(longest.length);
    assertThat(boundary.isBroken()).isFalse();
    assertThat(boundary.isReached()).isFalse();
  }
}
