package io.letterhead.conformance.suite;

import static io.letterhead.conformance.H2Frame.FrameType.DATA;
import static io.letterhead.conformance.H2Frame.FrameType.HEADERS;
import static io.letterhead.conformance.H2RawClient.END_HEADERS;
import static io.letterhead.conformance.H2RawClient.END_STREAM;
import static io.letterhead.conformance.H2RawClient.frame;
import static io.letterhead.conformance.H2RawClient.literal;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.letterhead.conformance.H2RawClient;
import io.letterhead.conformance.RawClient;
import io.letterhead.conformance.RawResponse;
import io.letterhead.conformance.WireField;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * A transport that meets every requirement with nothing but the engine and sockets: one connection
 * for each attempt. It shows that all can be met together, and is what saboteurs are made of.
 */
final class ReferenceTransport implements TransportUnderTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final int MOST_IN_FRAME = 16_384;

  private final String name;
  private final Steps steps;

  ReferenceTransport(String name, Steps steps) {
    this.name = name;
    this.steps = steps;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Set<Feature> features() {
    return Set.of(
        Feature.TLS,
        Feature.HTTP_2,
        Feature.TRAILERS,
        Feature.REDIRECTS,
        Feature.RETRIES,
        Feature.ANY_POLICY);
  }

  @Override
  public TransportSession open(PolicyUnderTest policy) {
    return request -> send(policy, steps.taken(request));
  }

  private CallerAnswer send(PolicyUnderTest policy, CallerRequest request) throws Exception {
    Outbound outbound = steps.written(steps.decided(policy, request), request);
    RawResponse answer = attempts(policy, request, outbound);
    Optional<Outbound> next = steps.followed(policy, request, outbound, answer);
    if (next.isPresent()) {
      answer = attempts(policy, request, next.get());
    }
    InputStream content = new ByteArrayInputStream(answer.body().getBytes(ISO_8859_1));
    return new CallerAnswer(
        answer.status(),
        steps.answered(policy, request, answer),
        steps.seemsWhole(answer) ? content : new Broken(content));
  }

  private RawResponse attempts(PolicyUnderTest policy, CallerRequest request, Outbound outbound)
      throws Exception {
    try {
      return attempt(policy, outbound);
    } catch (IOException failure) {
      Optional<Outbound> again = steps.retried(policy, request, outbound, failure);
      if (again.isEmpty()) {
        throw steps.told(outbound, failure);
      }
      try {
        return attempt(policy, again.get());
      } catch (IOException failedAgain) {
        throw steps.told(again.get(), failedAgain);
      }
    }
  }

  private RawResponse attempt(PolicyUnderTest policy, Outbound outbound) throws IOException {
    RawResponse answer =
        policy.wire().isHttp2() ? overHttp2(policy, outbound) : overHttp1(policy, outbound);
    return steps.finalOne(answer);
  }

  private static RawResponse overHttp1(PolicyUnderTest policy, Outbound outbound)
      throws IOException {
    String[] server = outbound.host().split(":", -1);
    int port = Integer.parseInt(server[1]);
    try (RawClient client =
        policy.wire().isTls()
            ? RawClient.connectTls(port, policy.tls(), LIMIT)
            : RawClient.connect("127.0.0.1", port, LIMIT)) {
      client.send(http1(outbound));
      return client.receive().orElseThrow(() -> new IOException("no answer"));
    }
  }

  private static String http1(Outbound outbound) {
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

  private static RawResponse overHttp2(PolicyUnderTest policy, Outbound outbound)
      throws IOException {
    int port = Integer.parseInt(outbound.host().split(":", -1)[1]);
    try (H2RawClient client = H2RawClient.openTls(port, policy.tls(), LIMIT)) {
      client.send(frames(outbound));
      return client.receive(1).orElseThrow(() -> new IOException("no answer"));
    }
  }

  private static String frames(Outbound outbound) {
    StringBuilder block =
        new StringBuilder(
            H2RawClient.fields(
                ":method", outbound.method(),
                ":scheme", "https",
                ":authority", outbound.host(),
                ":path", outbound.target()));
    outbound.fields().forEach(field -> block.append(lower(field)));
    outbound.framing().forEach(field -> block.append(lower(field)));
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
      outbound.trailers().forEach(field -> trailers.append(lower(field)));
      frames.append(frame(HEADERS, END_HEADERS | END_STREAM, 1, trailers.toString()));
    }
    return frames.toString();
  }

  private static String lower(WireField field) {
    return literal(0, WireField.lowerCase(field.name()), field.value());
  }

  /** Content that does not come to its end. */
  private static final class Broken extends java.io.FilterInputStream {
    Broken(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = super.read(buffer, offset, length);
      if (read < 0) {
        throw new IOException("the answer breaks off");
      }
      return read;
    }
  }
}
