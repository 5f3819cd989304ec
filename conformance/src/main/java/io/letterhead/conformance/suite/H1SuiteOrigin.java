package io.letterhead.conformance.suite;

import io.letterhead.conformance.OriginAnswer;
import io.letterhead.conformance.OriginCertificate;
import io.letterhead.conformance.OriginConnection;
import io.letterhead.conformance.RecordingOrigin;
import io.letterhead.conformance.Responders;
import io.letterhead.conformance.WireField;
import io.letterhead.conformance.WireMessage;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** An origin of HTTP/1.1, in clear or with TLS. */
final class H1SuiteOrigin implements SuiteOrigin {
  private final RecordingOrigin origin;

  private H1SuiteOrigin(RecordingOrigin origin) {
    this.origin = origin;
    answerWith(OriginScript.OK);
  }

  static H1SuiteOrigin listen(Wire wire, String host, int port, OriginCertificate certificate) {
    OriginAnswer ok = OriginAnswer.of(200);
    return new H1SuiteOrigin(
        wire.isTls()
            ? RecordingOrigin.listenTls(host, port, certificate, ok)
            : RecordingOrigin.listen(host, port, ok));
  }

  @Override
  public URI uri() {
    return origin.uri();
  }

  @Override
  public void answerWith(OriginScript script) {
    origin.answerWith(
        (request, connection) -> act(script.answer(Received.of(request)), request, connection));
  }

  private static void act(OriginAct act, WireMessage request, OriginConnection connection)
      throws IOException, InterruptedException {
    if (act instanceof OriginAct.Reply reply) {
      reply.answer().respond(request, connection);
    } else if (act instanceof OriginAct.Hints hints) {
      Responders.earlyHints(hints.answer()).respond(request, connection);
    } else if (act instanceof OriginAct.Broken broken) {
      broken(broken, connection);
    } else if (act instanceof OriginAct.Trailing trailing) {
      chunkedHead(trailing.answer(), connection);
      connection.writeChunk(trailing.answer().body());
      end(trailing.trailers(), connection);
    } else if (act instanceof OriginAct.Parts parts) {
      chunkedHead(parts.answer(), connection);
      for (int i = 0; i < parts.parts().size(); i++) {
        parts.gate().pass(i);
        connection.writeChunk(parts.parts().get(i));
      }
      end(List.of(), connection);
    } else if (act instanceof OriginAct.Held held) {
      chunkedHead(held.answer(), connection);
      connection.writeChunk(held.part());
      connection.awaitPeerLeft();
      connection.close();
    } else if (act instanceof OriginAct.Reset) {
      connection.reset();
    } else if (act instanceof OriginAct.Switch) {
      Responders.upgradeThenEcho("websocket").respond(request, connection);
    } else {
      throw new AssertionError(act);
    }
  }

  private static void broken(OriginAct.Broken broken, OriginConnection connection)
      throws IOException {
    byte[] bytes = broken.answer().bytes();
    int kept = bytes.length - broken.answer().body().length() + broken.sent();
    connection.write(java.util.Arrays.copyOf(bytes, kept));
    connection.close();
  }

  private static void chunkedHead(OriginAnswer answer, OriginConnection connection)
      throws IOException {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + answer.status() + " Answer\r\n");
    answer.fields().forEach(field -> line(field, head));
    connection.write(head.append("Transfer-Encoding: chunked\r\n\r\n").toString());
  }

  private static void end(List<WireField> trailers, OriginConnection connection)
      throws IOException {
    StringBuilder end = new StringBuilder("0\r\n");
    trailers.forEach(field -> line(field, end));
    connection.write(end.append("\r\n").toString());
  }

  private static void line(WireField field, StringBuilder lines) {
    lines.append(field.name()).append(": ").append(field.value()).append("\r\n");
  }

  @Override
  public List<Received> received() {
    return origin.requests().stream().map(Received::of).toList();
  }

  @Override
  public int connections() {
    return origin.connections();
  }

  @Override
  public void awaitQuiet(Duration limit) throws InterruptedException {
    origin.awaitQuiet(limit);
  }

  @Override
  public boolean awaitLeft(Duration limit) throws InterruptedException {
    List<WireMessage> all = origin.requests();
    try {
      origin.awaitConnectionEnd(all.get(all.size() - 1).connection(), limit);
      return true;
    } catch (IllegalStateException stillThere) {
      return false;
    }
  }

  @Override
  public void finish(Duration limit) throws InterruptedException {
    origin.finish(limit);
  }

  @Override
  public void close() {
    origin.close();
  }
}
