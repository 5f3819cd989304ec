package io.letterhead.conformance.suite;

import static io.letterhead.conformance.H2Frame.FrameType.CONTINUATION;
import static io.letterhead.conformance.H2Frame.FrameType.DATA;
import static io.letterhead.conformance.H2Frame.FrameType.HEADERS;
import static io.letterhead.conformance.H2RawClient.END_HEADERS;
import static io.letterhead.conformance.H2RawClient.END_STREAM;
import static io.letterhead.conformance.H2RawClient.frame;
import static io.letterhead.conformance.H2RawClient.literal;

import io.letterhead.conformance.H2Frame.FrameType;
import io.letterhead.conformance.H2RawClient;
import io.letterhead.conformance.WireField;
import java.io.IOException;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.SSLContext;

/**
 * A caller of a gateway over HTTP/2 with TLS: one connection after the other carries one stream
 * after the other. Safe for use by several threads.
 */
final class Http2CallerSession implements TransportSession {
  private static final int MOST_IN_FRAME = 16_384;

  private final GatewayRoute route;
  private final SSLContext trust;
  private final Duration limit;
  private final Deque<Line> idle = new ConcurrentLinkedDeque<>();
  private final Queue<Line> all = new ConcurrentLinkedQueue<>();

  /** A connection, and the stream that is next on it. */
  private record Line(H2RawClient client, int stream) {}

  Http2CallerSession(GatewayRoute route, SSLContext trust, Duration limit) {
    this.route = route;
    this.trust = trust;
    this.limit = limit;
  }

  @Override
  public CallerAnswer send(CallerRequest request) throws IOException {
    String block = block(request);
    StringBuilder trailers = new StringBuilder();
    lines(request.trailers(), trailers);
    Line known = idle.pollFirst();
    Line line = known == null ? connected() : known;
    line.client().send(frames(line.stream(), block, request.content(), trailers.toString()));
    return Http2Content.answer(
        line.client(),
        line.stream(),
        () -> idle.addFirst(new Line(line.client(), line.stream() + 2)));
  }

  private Line connected() throws IOException {
    H2RawClient client = H2RawClient.openTls(route.host(), route.port(), trust, limit);
    Line line = new Line(client, 1);
    all.add(line);
    return line;
  }

  private String block(CallerRequest request) throws NoShapeException {
    List<String> hosts =
        request.fields().stream().filter(f -> f.isNamed("Host")).map(WireField::value).toList();
    String host = hosts.isEmpty() ? route.authority() : hosts.get(0);
    String target = route.prefix() + Http1CallerText.onlyBytes("a target", request.target());
    StringBuilder block =
        new StringBuilder(
            H2RawClient.fields(
                ":method",
                Http1CallerText.onlyBytes("a method", request.method()),
                ":scheme",
                "https",
                ":authority",
                Http1CallerText.onlyBytes("a host", host),
                ":path",
                target));
    lines(request.fields().stream().filter(f -> !f.isNamed("Host")).toList(), block);
    return block.toString();
  }

  private static void lines(List<WireField> fields, StringBuilder block) throws NoShapeException {
    for (WireField field : fields) {
      String name = Http1CallerText.inBytes(field.name());
      String value = Http1CallerText.onlyBytes("a value", field.value());
      block.append(literal(0, WireField.lowerCase(name), value));
    }
  }

  private static String frames(int stream, String block, String content, String trailers) {
    StringBuilder frames = new StringBuilder();
    section(stream, block, content.isEmpty() && trailers.isEmpty(), frames);
    for (int at = 0; at < content.length(); at += MOST_IN_FRAME) {
      int to = Math.min(content.length(), at + MOST_IN_FRAME);
      boolean last = to == content.length() && trailers.isEmpty();
      frames.append(frame(DATA, last ? END_STREAM : 0, stream, content.substring(at, to)));
    }
    if (!trailers.isEmpty()) {
      section(stream, trailers, true, frames);
    }
    return frames.toString();
  }

  private static void section(int stream, String block, boolean last, StringBuilder frames) {
    for (int at = 0; at < block.length(); at += MOST_IN_FRAME) {
      int to = Math.min(block.length(), at + MOST_IN_FRAME);
      int flags = (to == block.length() ? END_HEADERS : 0) | (last && at == 0 ? END_STREAM : 0);
      FrameType type = at == 0 ? HEADERS : CONTINUATION;
      frames.append(frame(type, flags, stream, block.substring(at, to)));
    }
  }

  @Override
  public void close() throws IOException {
    for (Line line : all) {
      line.client().close();
    }
  }
}
