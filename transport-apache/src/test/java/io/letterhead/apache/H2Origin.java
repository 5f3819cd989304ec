package io.letterhead.apache;

import io.letterhead.conformance.H2Answer;
import io.letterhead.conformance.H2Field;
import io.letterhead.conformance.H2Message;
import io.letterhead.conformance.H2RecordingOrigin;
import io.letterhead.conformance.OriginAnswer;
import io.letterhead.conformance.WireField;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * An origin that speaks HTTP/2 from the first byte, in clear.
 *
 * @param origin what records
 */
record H2Origin(H2RecordingOrigin origin) implements AttackOrigin {

  private static final Duration LIMIT = Duration.ofSeconds(10);

  static H2Origin start() {
    return new H2Origin(H2RecordingOrigin.startClear());
  }

  /** A request as it came. */
  static Seen seen(H2Message message) {
    List<WireField> fields = message.fields().stream().map(H2Field::field).toList();
    String head =
        message.sections().stream()
            .flatMap(section -> section.fields().stream())
            .map(field -> field.name() + ": " + field.value())
            .collect(Collectors.joining("\n"));
    return new Seen(
        message.isWhole() && !message.isReset(),
        true,
        message.method(),
        message.path(),
        message.values(":authority"),
        fields,
        message.trailers().stream().map(H2Field::field).toList(),
        head,
        "",
        message.body(),
        message.connection());
  }

  @Override
  public URI uri() {
    return origin.uri();
  }

  @Override
  public void answerWith(Function<Seen, OriginAnswer> answers) {
    origin.answerWith(
        request -> {
          OriginAnswer answer = answers.apply(seen(request));
          H2Answer.Response response = H2Answer.of(answer.status()).withBody(answer.body());
          for (WireField field : answer.fields()) {
            if (!field.isNamed("Connection")) {
              response = response.with(lower(field.name()), field.value());
            }
          }
          return response;
        });
  }

  private static String lower(String name) {
    return name.chars()
        .map(c -> c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c)
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }

  @Override
  public void forget() throws InterruptedException {
    origin.awaitQuiet(LIMIT);
    origin.forget();
  }

  @Override
  public List<Seen> seen() throws InterruptedException {
    origin.awaitQuiet(LIMIT);
    return origin.requests().stream().map(H2Origin::seen).toList();
  }

  @Override
  public List<Seen> seenAtLast() throws InterruptedException {
    for (int connection = 1; connection <= origin.connections(); connection++) {
      origin.awaitConnectionEnd(connection, LIMIT);
    }
    return seen();
  }

  @Override
  public int connections() {
    return origin.connections();
  }

  @Override
  public int openConnections() {
    return origin.openConnections();
  }

  @Override
  public void close() {
    origin.close();
  }
}
