package io.letterhead.conformance;

import io.letterhead.conformance.WireMessage.Form;
import io.letterhead.conformance.WireMessage.Framing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads responses off a connection by the strict grammar of RFC 9112. */
final class ResponseReader {
  private static final Pattern STATUS_LINE =
      Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2}) ?[\\t\\x20-\\x7E\\x80-\\xFF]*");

  private final WireReader in;
  private final List<Integer> interim = new ArrayList<>();

  ResponseReader(WireReader in) {
    this.in = in;
  }

  /** Reads a final response; nothing if the connection ends before its head is complete. */
  Optional<RawResponse> read(boolean withBody) throws IOException {
    try {
      ParsedHead head = head();
      while (status(head) < 200 && status(head) != 101) {
        interim.add(status(head));
        head = head();
      }
      return Optional.of(withBody ? withBody(head) : response(head, "", List.of(), true));
    } catch (WireDefect defect) {
      if (defect.form() == Form.TRUNCATED) {
        return Optional.empty();
      }
      throw new IOException("no response: " + defect.defect(), defect);
    }
  }

  private ParsedHead head() throws IOException, WireDefect {
    String statusLine = in.line();
    Matcher parts = STATUS_LINE.matcher(statusLine);
    if (!parts.matches()) {
      throw WireDefect.malformed("a bad status line");
    }
    List<WireField> fields = ParsedHead.fields(in);
    return new ParsedHead(in.take(), statusLine, "", parts.group(1), fields);
  }

  private RawResponse withBody(ParsedHead head) throws IOException, WireDefect {
    StringBuilder content = new StringBuilder();
    List<WireField> trailers = List.of();
    boolean complete = true;
    try {
      trailers = readBody(head, content);
    } catch (WireDefect defect) {
      if (defect.form() != Form.TRUNCATED) {
        throw defect;
      }
      complete = false;
    }
    in.take();
    return response(head, content.toString(), trailers, complete);
  }

  /** Reads a body into {@code content} (RFC 9112, section 6.3); returns its trailers. */
  private List<WireField> readBody(ParsedHead head, StringBuilder content)
      throws IOException, WireDefect {
    if (status(head) == 101 || status(head) == 204 || status(head) == 304) {
      return List.of();
    }
    Framing framing = FramedBody.framing(head);
    if (framing == Framing.CHUNKED) {
      return FramedBody.chunked(in, content).trailers();
    }
    if (framing == Framing.CONTENT_LENGTH) {
      in.bytes(FramedBody.length(head), content);
    } else {
      in.rest(content);
    }
    return List.of();
  }

  private RawResponse response(
      ParsedHead head, String body, List<WireField> trailers, boolean complete) {
    return new RawResponse(
        interim, head.raw(), status(head), head.fields(), body, trailers, complete);
  }

  /** The status code, which the head keeps where a request has its target. */
  private static int status(ParsedHead head) {
    return Integer.parseInt(head.target());
  }
}
