package io.letterhead.conformance;

import io.letterhead.conformance.H2Frame.FrameType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts a response together of the frames that a raw client reads. */
final class H2ResponseReader {
  private H2ResponseReader() {}

  /** A whole response, or what came of it; empty where the stream is reset before its head. */
  static Optional<RawResponse> read(H2RawClient client, int stream) throws IOException {
    List<Integer> interim = new ArrayList<>();
    List<List<String>> sections = new ArrayList<>();
    StringBuilder body = new StringBuilder();
    boolean complete = false;
    boolean open = true;
    while (open) {
      H2Frame frame = client.next(stream);
      if (frame.type() == FrameType.HEADERS) {
        List<String> section = client.lines(frame);
        if (sections.isEmpty() && status(section) < 200) {
          interim.add(status(section));
        } else {
          sections.add(section);
        }
      } else if (frame.type() == FrameType.DATA) {
        body.append(frame.content());
      }
      complete = frame.isEndStream();
      open = !complete && frame.type() != FrameType.RST_STREAM;
    }
    if (sections.isEmpty()) {
      return Optional.empty();
    }
    List<String> head = sections.get(0);
    return Optional.of(
        new RawResponse(
            interim,
            String.join("\n", head),
            status(head),
            fields(head.subList(1, head.size())),
            body.toString(),
            sections.size() > 1 ? fields(sections.get(1)) : List.of(),
            complete));
  }

  private static List<WireField> fields(List<String> lines) {
    return lines.stream()
        .map(line -> new WireField(before(line), line.substring(before(line).length() + 1)))
        .toList();
  }

  private static String before(String line) {
    return line.substring(0, line.indexOf('=', 1));
  }

  private static int status(List<String> section) {
    return Integer.parseInt(section.get(0).substring(":status=".length()));
  }
}
