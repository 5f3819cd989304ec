package io.letterhead.conformance.suite;

import static io.letterhead.conformance.H2Frame.FrameType.DATA;
import static io.letterhead.conformance.H2Frame.FrameType.HEADERS;
import static io.letterhead.conformance.H2RawClient.END_HEADERS;
import static io.letterhead.conformance.H2RawClient.END_STREAM;
import static io.letterhead.conformance.H2RawClient.frame;

import io.letterhead.conformance.H2RawClient;
import io.letterhead.conformance.WireField;
import java.util.function.Function;

/** A request of the reference transport's as bytes, checked by nobody here. */
final class OutboundBytes {
  private static final int MOST_IN_FRAME = 16_384;

  private OutboundBytes() {}

  static String http1(Outbound outbound) {
    StringBuilder text = new StringBuilder(outbound.method()).append(' ');
    text.append(outbound.target()).append(" HTTP/1.1\r\nHost: ").append(outbound.host());
    text.append("\r\n");
    outbound.fields().forEach(field -> line(field, text));
    if (!outbound.trailers().isEmpty()) {
      text.append("Transfer-Encoding: chunked\r\n\r\n");
      text.append(Integer.toHexString(outbound.content().length())).append("\r\n");
      text.append(outbound.content()).append("\r\n0\r\n");
      outbound.trailers().forEach(field -> line(field, text));
      return text.append("\r\n").toString();
    }
    outbound.framing().forEach(field -> line(field, text));
    return text.append("\r\n").append(outbound.content()).toString();
  }

  private static void line(WireField field, StringBuilder text) {
    text.append(field.name()).append(": ").append(field.value()).append("\r\n");
  }

  static String http2(Outbound outbound, Function<WireField, String> coded) {
    StringBuilder block =
        new StringBuilder(
            H2RawClient.fields(
                ":method", outbound.method(),
                ":scheme", "https",
                ":authority", outbound.host(),
                ":path", outbound.target()));
    outbound.fields().forEach(field -> block.append(coded.apply(field)));
    outbound.framing().forEach(field -> block.append(coded.apply(field)));
    boolean ends = outbound.content().isEmpty() && outbound.trailers().isEmpty();
    StringBuilder frames = new StringBuilder();
    frames.append(frame(HEADERS, END_HEADERS | (ends ? END_STREAM : 0), 1, block.toString()));
    String content = outbound.content();
    for (int at = 0; at < content.length(); at += MOST_IN_FRAME) {
      int to = Math.min(content.length(), at + MOST_IN_FRAME);
      boolean last = to == content.length() && outbound.trailers().isEmpty();
      frames.append(frame(DATA, last ? END_STREAM : 0, 1, content.substring(at, to)));
    }
    if (!outbound.trailers().isEmpty()) {
      StringBuilder trailers = new StringBuilder();
      outbound.trailers().forEach(field -> trailers.append(coded.apply(field)));
      frames.append(frame(HEADERS, END_HEADERS | END_STREAM, 1, trailers.toString()));
    }
    return frames.toString();
  }
}
