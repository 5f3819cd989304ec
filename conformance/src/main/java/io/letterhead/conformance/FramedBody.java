package io.letterhead.conformance;

import io.letterhead.conformance.WireMessage.Framing;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

/** The body of a message: its bytes as framed, and what they hold. */
record FramedBody(Framing framing, String raw, String content, List<WireField> trailers) {

  private static final Pattern CHUNK_LINE =
      Pattern.compile("([0-9A-Fa-f]{1,7})[ \\t]*(;[\\t\\x20-\\x7E\\x80-\\xFF]*)?");
  private static final Pattern LENGTH = Pattern.compile("[0-9]{1,9}");

  FramedBody {
    trailers = List.copyOf(trailers);
  }

  /** No body. */
  static FramedBody none() {
    return new FramedBody(Framing.NONE, "", "", List.of());
  }

  /** Bytes of which nothing is known but that they followed a head. */
  static FramedBody unparsed(Framing framing, String raw) {
    return new FramedBody(framing, raw, "", List.of());
  }

  /**
   * How the body after a head is framed.
   *
   * @throws WireDefect if two readers could disagree about it
   */
  static Framing framing(ParsedHead head) throws WireDefect {
    List<String> codings = head.values("Transfer-Encoding");
    List<String> lengths = head.values("Content-Length");
    if (!codings.isEmpty() && !lengths.isEmpty()) {
      throw WireDefect.malformed("both Transfer-Encoding and Content-Length");
    }
    if (codings.size() > 1 || lengths.size() > 1) {
      throw WireDefect.malformed("a framing field comes twice");
    }
    if (!codings.isEmpty()) {
      if (!WireField.lowerCase(codings.get(0)).equals("chunked")) {
        throw WireDefect.malformed("a transfer coding other than chunked");
      }
      return Framing.CHUNKED;
    }
    if (!lengths.isEmpty()) {
      if (!LENGTH.matcher(lengths.get(0)).matches()) {
        throw WireDefect.malformed("a Content-Length that is no plain number");
      }
      return Framing.CONTENT_LENGTH;
    }
    return Framing.NONE;
  }

  /** Reads the body that follows a head with that framing. */
  static FramedBody read(WireReader in, ParsedHead head, Framing framing)
      throws IOException, WireDefect {
    if (framing == Framing.CHUNKED) {
      return chunked(in, new StringBuilder());
    }
    if (framing == Framing.CONTENT_LENGTH) {
      in.bytes(length(head), new StringBuilder());
      String raw = in.take();
      return new FramedBody(framing, raw, raw, List.of());
    }
    return none();
  }

  /** The length that a head with {@link Framing#CONTENT_LENGTH} tells. */
  static int length(ParsedHead head) {
    return Integer.parseInt(head.values("Content-Length").get(0));
  }

  /**
   * Reads a chunked body with its trailers (RFC 9112, section 7.1).
   *
   * @param content gets what the chunks hold, as far as they came even if this fails
   */
  static FramedBody chunked(WireReader in, StringBuilder content) throws IOException, WireDefect {
    for (int size = chunkSize(in.line()); size > 0; size = chunkSize(in.line())) {
      in.bytes(size, content);
      if (!in.line().isEmpty()) {
        throw WireDefect.malformed("a chunk longer than its size");
      }
    }
    List<WireField> trailers = ParsedHead.fields(in);
    return new FramedBody(Framing.CHUNKED, in.take(), content.toString(), trailers);
  }

  private static int chunkSize(String line) throws WireDefect {
    var matcher = CHUNK_LINE.matcher(line);
    if (!matcher.matches()) {
      throw WireDefect.malformed("a bad chunk size line");
    }
    return Integer.parseInt(matcher.group(1), 16);
  }

  /** Leaves out all bytes. */
  @Override
  public String toString() {
    return framing + ", " + raw.length() + " bytes, trailers " + trailers;
  }
}
