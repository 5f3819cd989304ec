package io.letterhead.benchmarks.fire;

import io.letterhead.conformance.H2Frame;
import io.letterhead.conformance.H2Frame.FrameType;
import io.letterhead.conformance.H2RawClient;
import io.letterhead.conformance.OriginCertificate;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A caller over one connection of HTTP/2 with TLS, one stream after another, and over the next one
 * where that ends. A body beyond the window that every peer has at first is not sent to its end.
 */
final class H2Caller implements Caller {

  private static final int WINDOW = 65_535;
  private static final int FRAME = 16_384;

  private final int port;
  private final OriginCertificate certificate;
  private @Nullable H2RawClient client;
  private int stream;

  H2Caller(int port, OriginCertificate certificate) {
    this.port = port;
    this.certificate = certificate;
  }

  @Override
  public Answer post(String path, Map<String, String> fields, String body) throws IOException {
    try {
      H2RawClient open = connection();
      stream += 2;
      send(open, path, fields, body);
      return receive(open);
    } catch (IOException ended) {
      close();
      return Answer.NONE;
    }
  }

  private void send(H2RawClient to, String path, Map<String, String> fields, String body)
      throws IOException {
    StringBuilder block =
        new StringBuilder(
            H2RawClient.fields(
                ":method", "POST", ":scheme", "https", ":authority", "localhost", ":path", path));
    fields.forEach(
        (name, value) -> block.append(H2RawClient.fields(name.toLowerCase(Locale.ROOT), value)));
    block.append(H2RawClient.fields("content-length", Integer.toString(body.length())));
    StringBuilder frames = new StringBuilder();
    frames.append(
        H2RawClient.frame(FrameType.HEADERS, H2RawClient.END_HEADERS, stream, block.toString()));
    int sent = Math.min(body.length(), WINDOW);
    for (int from = 0; from < sent; from += FRAME) {
      int to2 = Math.min(from + FRAME, sent);
      int flags = to2 == body.length() ? H2RawClient.END_STREAM : 0;
      frames.append(H2RawClient.frame(FrameType.DATA, flags, stream, body.substring(from, to2)));
    }
    to.send(frames.toString());
  }

  private Answer receive(H2RawClient from) throws IOException {
    int status = 0;
    StringBuilder body = new StringBuilder();
    while (true) {
      H2Frame frame;
      try {
        frame = from.next(stream);
      } catch (IOException ended) {
        close();
        return new Answer(status, body.toString(), false);
      }
      if (frame.type() == FrameType.HEADERS) {
        status = status(from.lines(frame));
      } else if (frame.type() == FrameType.DATA) {
        body.append(frame.content());
        from.send(window(0, frame) + (frame.isEndStream() ? "" : window(stream, frame)));
      }
      if (frame.isEndStream() || frame.type() == FrameType.RST_STREAM) {
        return new Answer(status, body.toString(), frame.isEndStream());
      }
    }
  }

  private static String window(int stream, H2Frame read) {
    int size = read.payload().length();
    return size == 0
        ? ""
        : H2RawClient.frame(FrameType.WINDOW_UPDATE, 0, stream, H2RawClient.number(size));
  }

  private static int status(List<String> lines) {
    return Integer.parseInt(lines.get(0).substring(":status=".length()));
  }

  private H2RawClient connection() throws IOException {
    H2RawClient open = client;
    if (open == null) {
      open = H2RawClient.openTls(port, certificate, LIMIT);
      client = open;
      stream = -1;
    }
    return open;
  }

  @Override
  public void close() throws IOException {
    if (client != null) {
      client.close();
      client = null;
    }
  }
}
