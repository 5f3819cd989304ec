package io.letterhead.vertx;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.letterhead.policy.FieldName;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;

/**
 * The lines of one request's head as they came, checked one by one against the strict grammar of
 * RFC 9112: no folded line, no space before a colon, no bare CR or LF, no control character.
 *
 * <p>Bytes from 0x80 pass in values: whether such a field may leave is the policy's to say. For one
 * event loop; used again for the next head after {@link #reset}.
 */
final class HeadSyntax {

  private static final String CODING = "transfer-encoding";
  private static final String LENGTH = "content-length";

  private final int mostFields;
  private final int mostBytes;
  private final List<String> codings = new ArrayList<>(1);
  private final List<String> lengths = new ArrayList<>(1);
  private int bytes;
  private int fields;
  private boolean begun;
  private boolean http10;

  HeadSyntax(int mostFields, int mostBytes) {
    this.mostFields = mostFields;
    this.mostBytes = mostBytes;
  }

  /** Whether a line of this head has come. */
  boolean begun() {
    return begun;
  }

  /** Makes ready for another head. */
  void reset() {
    codings.clear();
    lengths.clear();
    bytes = 0;
    fields = 0;
    begun = false;
    http10 = false;
  }

  /**
   * Takes the whole lines that are there, up to the end of the head. Line ends before it are
   * ignored (RFC 9112, section 2.2).
   *
   * @return whether the head has ended
   * @throws RefusedException if a line is malformed, or they are too many or too long
   */
  boolean take(ByteBuf in) {
    int from = begun ? in.readerIndex() : startOfHead(in);
    while (true) {
      int lf = in.indexOf(from, in.writerIndex(), (byte) '\n');
      if (lf < 0) {
        return false;
      }
      int end = lf - 1;
      if (end < from || in.getByte(end) != '\r') {
        throw new RefusedException(Refusal.MALFORMED_HEAD);
      }
      if (end > from) {
        line(in, from, end);
      } else {
        checkFraming();
        return true;
      }
      from = lf + 1;
    }
  }

  private static int startOfHead(ByteBuf in) {
    int from = in.readerIndex();
    while (from < in.writerIndex() && (in.getByte(from) == '\r' || in.getByte(from) == '\n')) {
      from++;
    }
    return from;
  }

  private void checkFraming() {
    Framing framing = Framing.of(codings, lengths);
    if (http10 && framing.kind() == Framing.Kind.CHUNKED) {
      throw new RefusedException(Refusal.FRAMING);
    }
  }

  private void line(ByteBuf in, int from, int end) {
    if (!begun) {
      begun = true;
      if (end - from > mostBytes) {
        throw new RefusedException(Refusal.LINE_TOO_LONG);
      }
      requestLine(in.toString(from, end - from, ISO_8859_1));
      return;
    }
    bytes += end - from + 2;
    fields++;
    if (bytes > mostBytes || fields > mostFields) {
      throw new RefusedException(Refusal.HEAD_TOO_LARGE);
    }
    field(in, from, end);
  }

  private void requestLine(String line) {
    int first = line.indexOf(' ');
    int last = line.lastIndexOf(' ');
    if (first < 1 || last <= first + 1 || !FieldName.isToken(line.substring(0, first))) {
      throw new RefusedException(Refusal.MALFORMED_HEAD);
    }
    for (int i = first + 1; i < last; i++) {
      char c = line.charAt(i);
      if (c <= ' ' || c > '~') {
        throw new RefusedException(Refusal.MALFORMED_HEAD);
      }
    }
    String version = line.substring(last + 1);
    http10 = version.equals("HTTP/1.0");
    if (!http10 && !version.equals("HTTP/1.1")) {
      boolean known =
          version.length() == 8
              && version.startsWith("HTTP/")
              && isDigit(version.charAt(5))
              && version.charAt(6) == '.'
              && isDigit(version.charAt(7));
      throw new RefusedException(known ? Refusal.VERSION : Refusal.MALFORMED_HEAD);
    }
  }

  private void field(ByteBuf in, int from, int end) {
    byte first = in.getByte(from);
    if (first == ' ' || first == '\t') {
      throw new RefusedException(Refusal.OBS_FOLD);
    }
    int colon = in.indexOf(from, end, (byte) ':');
    if (colon <= from) {
      throw new RefusedException(Refusal.MALFORMED_HEAD);
    }
    for (int i = from; i < colon; i++) {
      if (!isTokenByte(in.getByte(i))) {
        throw new RefusedException(Refusal.MALFORMED_HEAD);
      }
    }
    for (int i = colon + 1; i < end; i++) {
      byte b = in.getByte(i);
      if ((b >= 0 && b < ' ' && b != '\t') || b == 0x7F) {
        throw new RefusedException(Refusal.MALFORMED_HEAD);
      }
    }
    if (isNamed(in, from, colon, CODING)) {
      codings.add(in.toString(colon + 1, end - colon - 1, ISO_8859_1));
    } else if (isNamed(in, from, colon, LENGTH)) {
      lengths.add(in.toString(colon + 1, end - colon - 1, ISO_8859_1));
    }
  }

  private static boolean isNamed(ByteBuf in, int from, int end, String name) {
    if (end - from != name.length()) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      int b = in.getByte(from + i);
      if ((b >= 'A' && b <= 'Z' ? b + ('a' - 'A') : b) != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isTokenByte(byte b) {
    return (b >= 'a' && b <= 'z')
        || (b >= 'A' && b <= 'Z')
        || (b >= '0' && b <= '9')
        || (b > 0 && "!#$%&'*+-.^_`|~".indexOf(b) >= 0);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
