package io.letterhead.conformance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.letterhead.conformance.WireMessage.Form;
import io.letterhead.conformance.WireMessage.Framing;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;

/** An origin behind a gateway that is attacked, by whichever version of HTTP it is spoken to. */
interface AttackedOrigin {
  /** The path of the honest requests that follow an attack; they are answered, and not listed. */
  String FENCE = "/v1/letterhead-fence";

  /** Forgets all, and answers the attack so from now on. */
  void begin(Responder answer);

  /** Waits until no request is half received. */
  void awaitQuiet(Duration limit) throws InterruptedException;

  /** What has come but for the honest requests. */
  List<WireMessage> received();

  /** One of HTTP/1.1. */
  static AttackedOrigin of(RecordingOrigin origin) {
    return new AttackedOrigin() {
      @Override
      public void begin(Responder answer) {
        origin.forget();
        origin.answerWith(
            (request, connection) -> {
              boolean fence = request.target().endsWith(FENCE);
              (fence ? AttackList.OK : answer).respond(request, connection);
            });
      }

      @Override
      public void awaitQuiet(Duration limit) throws InterruptedException {
        origin.awaitQuiet(limit);
      }

      @Override
      public List<WireMessage> received() {
        return origin.requests().stream().filter(r -> !r.target().endsWith(FENCE)).toList();
      }
    };
  }

  /** One of HTTP/2, which answers all with the same; what it gets is told as of HTTP/1.1. */
  static AttackedOrigin of(H2RecordingOrigin origin) {
    return new AttackedOrigin() {
      @Override
      public void begin(Responder same) {
        origin.forget();
        origin.answerWith(H2Answer.of(200).withBody("ok"));
      }

      @Override
      public void awaitQuiet(Duration limit) throws InterruptedException {
        origin.awaitQuiet(limit);
      }

      @Override
      public List<WireMessage> received() {
        return origin.requests().stream()
            .filter(request -> !request.path().endsWith(FENCE))
            .map(AttackedOrigin::asHttp1)
            .toList();
      }
    };
  }

  /** A request of HTTP/2 as whoever hands it on over HTTP/1.1 writes it. */
  private static WireMessage asHttp1(H2Message request) {
    StringBuilder text = new StringBuilder();
    text.append(request.method()).append(' ').append(request.path()).append(" HTTP/1.1\r\n");
    text.append("host: ").append(request.authority()).append("\r\n");
    request
        .fields()
        .forEach(f -> text.append(f.name()).append(": ").append(f.value()).append("\r\n"));
    String raw = text.append("\r\n").toString();
    Framing framing = request.body().isEmpty() ? Framing.NONE : Framing.CONTENT_LENGTH;
    List<WireField> trailers = request.trailers().stream().map(H2Field::field).toList();
    FramedBody body = new FramedBody(framing, request.body(), request.body(), trailers);
    Form form = request.isWhole() ? Form.WELL_FORMED : Form.TRUNCATED;
    int connection = request.connection();
    try {
      WireReader in = new WireReader(new ByteArrayInputStream(raw.getBytes(ISO_8859_1)));
      ParsedHead head = ParsedHead.read(in);
      return new WireMessage(connection, request.stream(), form, "", head, body);
    } catch (WireDefect defect) {
      ParsedHead head = ParsedHead.unparsed(raw);
      String why = defect.defect();
      return new WireMessage(connection, request.stream(), Form.MALFORMED, why, head, body);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
