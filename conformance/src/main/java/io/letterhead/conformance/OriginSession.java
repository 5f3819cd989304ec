package io.letterhead.conformance;

import io.letterhead.conformance.WireMessage.Form;
import io.letterhead.conformance.WireMessage.Framing;
import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The life of one connection to a recording origin: request after request, each kept whole. */
final class OriginSession implements Runnable {
  /** For how long bytes that follow a malformed request may pause and still be listed with it. */
  private static final int SILENCE_MILLIS = 50;

  private static final String BAD_REQUEST =
      "HTTP/1.1 400 Malformed\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";

  private final OriginConnection connection;
  private final Recording<OriginConnection, WireMessage> recording;
  private final Supplier<Responder> responder;
  private final WireReader in;
  private int sequence;

  OriginSession(
      OriginConnection connection,
      Recording<OriginConnection, WireMessage> recording,
      Supplier<Responder> responder) {
    this.connection = connection;
    this.recording = recording;
    this.responder = responder;
    this.in = new WireReader(connection.input());
  }

  @Override
  public void run() {
    try (connection) {
      while (exchange()) {
        sequence++;
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException failure) {
      recording.add(failure);
    } finally {
      recording.ended(connection);
    }
  }

  /** Serves one request; false when none follows it. */
  private boolean exchange() throws IOException, InterruptedException {
    WireMessage request = receive();
    if (request == null) {
      return false;
    }
    recording.add(connection, request);
    if (connection.isClosed()) {
      return false;
    }
    responder.get().respond(request, connection);
    return !connection.isClosed() && !isLast(request);
  }

  private @Nullable WireMessage receive() throws IOException, InterruptedException {
    ParsedHead head = null;
    Framing framing = Framing.NONE;
    try {
      head = ParsedHead.read(in);
      recording.begun(connection);
      framing = FramedBody.framing(head);
      responder.get().beforeBody(wellFormed(head, FramedBody.none()), connection);
      if (framing != Framing.NONE && !head.values("Expect").isEmpty()) {
        connection.write("HTTP/1.1 100 Continue\r\n\r\n");
      }
      return wellFormed(head, FramedBody.read(in, head, framing));
    } catch (WireDefect defect) {
      refuse(defect, head, framing);
      return null;
    } catch (IOException | InterruptedException | RuntimeException failure) {
      recordDefective(WireDefect.truncated(), head, framing);
      throw failure;
    }
  }

  /** Keeps all that came of a request that is none, tells the peer, keeps what still comes. */
  private void refuse(WireDefect defect, @Nullable ParsedHead head, Framing framing)
      throws IOException {
    if (defect.form() == Form.TRUNCATED) {
      recordDefective(defect, head, framing);
      return;
    }
    connection.socket().setSoTimeout(SILENCE_MILLIS);
    in.drain();
    recordDefective(defect, head, framing);
    connection.write(BAD_REQUEST);
    connection.socket().shutdownOutput();
    connection.socket().setSoTimeout(0);
    in.drain();
    sequence++;
    recordDefective(WireDefect.malformed("bytes after a malformed request"), null, Framing.NONE);
  }

  private void recordDefective(WireDefect defect, @Nullable ParsedHead head, Framing framing) {
    String rest = in.take();
    if (head != null) {
      recording.add(connection, message(defect, head, FramedBody.unparsed(framing, rest)));
    } else if (!rest.isEmpty()) {
      recording.add(connection, message(defect, ParsedHead.unparsed(rest), FramedBody.none()));
    }
  }

  private WireMessage message(WireDefect defect, ParsedHead head, FramedBody body) {
    return new WireMessage(
        connection.number(), sequence + 1, defect.form(), defect.defect(), head, body);
  }

  private WireMessage wellFormed(ParsedHead head, FramedBody body) {
    return new WireMessage(connection.number(), sequence + 1, Form.WELL_FORMED, "", head, body);
  }

  /** Whether the peer said that no request follows (RFC 9112, section 9.6). */
  private static boolean isLast(WireMessage request) {
    for (String line : request.values("Connection")) {
      for (String option : line.split(",", -1)) {
        if (WireField.lowerCase(WireField.trim(option)).equals("close")) {
          return true;
        }
      }
    }
    return request.startLine().endsWith("HTTP/1.0");
  }
}
