package io.letterhead.conformance.suite;

import static io.letterhead.conformance.H2Frame.FrameType.DATA;
import static io.letterhead.conformance.H2Frame.FrameType.HEADERS;
import static io.letterhead.conformance.H2Frame.FrameType.RST_STREAM;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.letterhead.conformance.H2Frame;
import io.letterhead.conformance.H2RawClient;
import io.letterhead.conformance.RawClient;
import io.letterhead.conformance.RawResponse;
import io.letterhead.conformance.WireField;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * An answer as the reference transport has it: the head, and the content as it comes.
 *
 * @param head the head; with content and trailers where it was read to its end
 * @param content the content
 * @param connection what it comes over
 */
record Incoming(RawResponse head, InputStream content, Closeable connection) {
  private static final int FIRST_FINAL = 200;
  private static final int STREAM = 1;
  private static final int MOST = 8192;

  Incoming head(RawResponse other) {
    return new Incoming(other, content, connection);
  }

  /** One that has been read to its end, or as far as it came. */
  static Incoming whole(RawResponse answer, boolean seemsWhole, Closeable connection) {
    List<byte[]> rest = new ArrayList<>(List.of(answer.body().getBytes(ISO_8859_1)));
    InputStream content =
        new PartInput(
            () -> {
              if (rest.isEmpty() && !seemsWhole) {
                throw brokenOff();
              }
              return rest.isEmpty() ? null : rest.remove(0);
            });
    return new Incoming(answer, content, connection);
  }

  static Incoming of(RawClient client) throws IOException {
    RawResponse head = client.receiveHead().orElseThrow(Incoming::none);
    InputStream in = client.input();
    if (!head.values("Transfer-Encoding").isEmpty()) {
      return new Incoming(head, new PartInput(() -> chunk(client)), client);
    }
    List<String> length = head.values("Content-Length");
    if (length.isEmpty() || head.status() == 101) {
      boolean empty = head.status() == 204 || head.status() == 304;
      return new Incoming(head, empty ? new ByteArrayInputStream(new byte[0]) : in, client);
    }
    int[] left = {Integer.parseInt(length.get(0))};
    return new Incoming(head, new PartInput(() -> some(in, left)), client);
  }

  private static byte @org.jspecify.annotations.Nullable [] some(InputStream in, int[] left)
      throws IOException {
    if (left[0] == 0) {
      return null;
    }
    byte[] read = new byte[Math.min(left[0], MOST)];
    int count = in.read(read);
    if (count < 0) {
      throw brokenOff();
    }
    left[0] -= count;
    return java.util.Arrays.copyOf(read, count);
  }

  private static byte @org.jspecify.annotations.Nullable [] chunk(RawClient client)
      throws IOException {
    int size = Integer.parseInt(line(client), 16);
    if (size == 0) {
      String trailer = line(client);
      while (!trailer.isEmpty()) {
        trailer = line(client);
      }
      return null;
    }
    byte[] chunk = client.input().readNBytes(size);
    if (chunk.length < size || !line(client).isEmpty()) {
      throw brokenOff();
    }
    return chunk;
  }

  private static String line(RawClient client) throws IOException {
    String line = client.readUntil("\r\n");
    if (!line.endsWith("\r\n")) {
      throw brokenOff();
    }
    return line.substring(0, line.length() - 2);
  }

  static Incoming of(H2RawClient client) throws IOException {
    List<Integer> interim = new ArrayList<>();
    while (true) {
      H2Frame frame = client.next(STREAM);
      if (frame.type() != HEADERS) {
        throw none();
      }
      List<String> lines = client.lines(frame);
      int status = Integer.parseInt(lines.get(0).substring(":status=".length()));
      if (status < FIRST_FINAL) {
        interim.add(status);
      } else {
        List<WireField> fields =
            lines.subList(1, lines.size()).stream().map(Incoming::field).toList();
        boolean[] ended = {frame.isEndStream()};
        return new Incoming(
            new RawResponse(interim, "", status, fields, "", List.of(), true),
            new PartInput(() -> ended[0] ? null : frame(client, ended)),
            client);
      }
    }
  }

  private static WireField field(String line) {
    int end = line.indexOf('=', 1);
    return new WireField(line.substring(0, end), line.substring(end + 1));
  }

  private static byte[] frame(H2RawClient client, boolean[] ended) throws IOException {
    H2Frame frame = client.next(STREAM);
    if (frame.type() == RST_STREAM) {
      throw brokenOff();
    }
    if (frame.type() == HEADERS) {
      client.lines(frame);
    }
    ended[0] = frame.isEndStream();
    return (frame.type() == DATA ? frame.content() : "").getBytes(ISO_8859_1);
  }

  private static IOException none() {
    return new IOException("no answer");
  }

  private static IOException brokenOff() {
    return new IOException("the answer breaks off");
  }
}
