package io.letterhead.conformance;

import static io.letterhead.conformance.H2RawClient.END_HEADERS;
import static io.letterhead.conformance.H2RawClient.END_STREAM;
import static io.letterhead.conformance.H2RawClient.frame;
import static io.letterhead.conformance.H2RawClient.literal;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.letterhead.conformance.Expectation.Refused;
import io.letterhead.conformance.H2Frame.FrameType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * An attack of the corpus as a caller makes it over HTTP/2: the same method, target, fields and
 * content, each byte of them as it is, in frames.
 *
 * <p>What has no shape in HTTP/2 is left out: bytes that are no head, and those behind a request.
 * Names go in lower case, or every one with a capital would be refused for that. A folded line goes
 * as what it was meant to become, a value with a line end in it.
 *
 * @param block the header block
 * @param content the content; empty for none
 * @param expectation what a safe gateway does about it
 */
record H2Transcript(String block, String content, Expectation expectation) {
  private static final int MOST_IN_FRAME = 16_384;

  /** More would need the peer's leave (RFC 9113, section 6.9). */
  private static final int MOST_CONTENT = 60_000;

  private static final int VERSION_LENGTH = " HTTP/1.1".length();
  private static final String TE = "te";
  private static final String LENGTH = "content-length";
  private static final Set<String> OF_CONNECTIONS =
      Set.of("connection", "proxy-connection", "keep-alive", "transfer-encoding", "upgrade");

  /** The attack over HTTP/2, if it has a shape there. */
  static Optional<H2Transcript> of(AttackCase attack, GatewayUnderTest gateway) {
    String text =
        new String(attack.bytes(gateway.authority(), gateway.prefix()), ISO_8859_1)
            .replace("\r\n ", "\r\n\0fold ")
            .replace("\r\n\t", "\r\n\0fold\t");
    int end = text.indexOf("\r\n\r\n");
    if (end < 0) {
      return Optional.empty();
    }
    List<String> lines =
        List.of(text.substring(0, end).replace("\r\n\0fold", "\0fold").split("\r\n", -1));
    int method = lines.get(0).indexOf(' ');
    int version = lines.get(0).length() - VERSION_LENGTH;
    if (method < 0
        || version <= method
        || !lines.get(0).substring(version).matches(" HTTP/1\\.[01]")
        || lines.get(0).contains("\0fold")) {
      return Optional.empty();
    }
    List<WireField> fields = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      int colon = line.indexOf(':', line.startsWith(":") ? 1 : 0);
      if (colon < 0) {
        return Optional.empty();
      }
      String value = WireField.trim(line.substring(colon + 1)).replace("\0fold", "\r\n");
      fields.add(new WireField(WireField.lowerCase(line.substring(0, colon)), value));
    }
    String target = lines.get(0).substring(method + 1, version);
    String rest = text.substring(end + 4).replace("\r\n\0fold", "\r\n");
    return of(attack, lines.get(0).substring(0, method), target, fields, rest);
  }

  private static Optional<H2Transcript> of(
      AttackCase attack, String method, String target, List<WireField> fields, String rest) {
    StringBuilder block = new StringBuilder(literal(0, ":method", method));
    if (!method.equals("CONNECT")) {
      block.append(literal(0, ":scheme", "https")).append(literal(0, ":path", target));
    }
    StringBuilder others = new StringBuilder();
    boolean named = false;
    boolean ofConnection = false;
    boolean counted = false;
    for (WireField field : fields) {
      if (field.name().equals("host") && !named) {
        named = true;
        block.append(literal(0, ":authority", field.value()));
      } else {
        others.append(literal(0, field.name(), field.value()));
      }
      ofConnection |=
          OF_CONNECTIONS.contains(field.name())
              || (field.name().equals(TE) && !field.value().equals("trailers"));
      counted |= field.name().equals(LENGTH);
    }
    String content = counted ? rest : "";
    if (content.length() > MOST_CONTENT) {
      return Optional.empty();
    }
    Expectation expectation =
        ofConnection ? Refused.with(400, 405) : withResets(attack.expectation());
    if (repeatsTheSame(fields)) {
      expectation =
          new Expectation.Either(
              expectation, Forwarded.clean(), "to repeat what frames tell misleads nobody");
    }
    return Optional.of(new H2Transcript(block.toString() + others, content, expectation));
  }

  /** Whether the length, which frames tell, or the host is told twice, and the same. */
  private static boolean repeatsTheSame(List<WireField> fields) {
    for (String name : List.of(LENGTH, "host")) {
      List<String> values =
          fields.stream()
              .filter(field -> field.name().equals(name))
              .flatMap(field -> Stream.of(field.value().split(", *", -1)))
              .toList();
      if (values.size() > 1 && Set.copyOf(values).size() == 1) {
        return true;
      }
    }
    return false;
  }

  /** A refusal may be a stream that is reset, which has no status. */
  private static Expectation withResets(Expectation expectation) {
    if (expectation instanceof Refused refused) {
      Set<Integer> statuses = new TreeSet<>(refused.statuses());
      statuses.add(H2AttackExchange.RESET);
      return new Refused(statuses);
    }
    if (expectation instanceof Forwarded forwarded && forwarded.times() != 1) {
      return forwarded.times(1);
    }
    return expectation;
  }

  /** Its frames. */
  String frames(int stream) {
    StringBuilder frames = new StringBuilder();
    for (int at = 0; at < block.length() || at == 0; at += MOST_IN_FRAME) {
      int to = Math.min(block.length(), at + MOST_IN_FRAME);
      int flags =
          (to == block.length() ? END_HEADERS : 0)
              | (at == 0 && content.isEmpty() ? END_STREAM : 0);
      FrameType type = at == 0 ? FrameType.HEADERS : FrameType.CONTINUATION;
      frames.append(frame(type, flags, stream, block.substring(at, to)));
    }
    for (int at = 0; at < content.length(); at += MOST_IN_FRAME) {
      int to = Math.min(content.length(), at + MOST_IN_FRAME);
      int flags = to == content.length() ? END_STREAM : 0;
      frames.append(frame(FrameType.DATA, flags, stream, content.substring(at, to)));
    }
    return frames.toString();
  }

  /** Leaves all values out. */
  @Override
  public String toString() {
    return "a block of " + block.length() + " bytes, expected " + expectation;
  }
}
