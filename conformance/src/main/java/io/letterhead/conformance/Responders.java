package io.letterhead.conformance;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The ways in which an origin answers that tests need most; {@link OriginAnswer} is another. */
public final class Responders {
  private Responders() {}

  /**
   * Answers 200 with each request field as a response field {@code Reflected-NAME} of the same
   * value, and with the request's head as the body.
   */
  public static Responder reflect() {
    return (request, connection) -> {
      OriginAnswer answer = OriginAnswer.of(200).withBody(request.head());
      for (WireField field : request.fields()) {
        answer = answer.with("Reflected-" + field.name(), field.value());
      }
      answer.respond(request, connection);
    };
  }

  /**
   * Answers 200 with the request's content, framed by its length, under its {@code Content-Type}.
   */
  public static Responder echo() {
    return (request, connection) -> {
      OriginAnswer answer = OriginAnswer.of(200).withBody(request.content());
      for (String type : request.values("Content-Type")) {
        answer = answer.with("Content-Type", type);
      }
      answer.respond(request, connection);
    };
  }

  /** Answers 103 with a {@code Link} (RFC 8297), then as {@code then} says. */
  public static Responder earlyHints(Responder then) {
    return (request, connection) -> {
      connection.write("HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n");
      then.respond(request, connection);
    };
  }

  /**
   * Answers with a redirect.
   *
   * @param location the {@code Location}, in which <code>{origin}</code> stands for the origin's
   *     host and port
   */
  public static Responder redirect(int status, String location) {
    return (request, connection) ->
        OriginAnswer.of(status)
            .with("Location", location.replace("{origin}", connection.authority()))
            .respond(request, connection);
  }

  /** Answers 401 with that {@code WWW-Authenticate}. */
  public static Responder challenge(String challenge) {
    return OriginAnswer.of(401).with("WWW-Authenticate", challenge);
  }

  /** Sends exactly these bytes and leaves the connection open. */
  public static Responder raw(String bytes) {
    return (request, connection) -> connection.write(bytes);
  }

  /** Sends exactly these bytes and closes the connection. */
  public static Responder rawThenClose(String bytes) {
    return (request, connection) -> {
      connection.write(bytes);
      connection.close();
    };
  }

  /** Sends exactly these bytes and breaks the connection with a TCP reset. */
  public static Responder rawThenReset(String bytes) {
    return (request, connection) -> {
      connection.write(bytes);
      connection.reset();
    };
  }

  /** Closes the connection without an answer. */
  public static Responder close() {
    return (request, connection) -> connection.close();
  }

  /** Breaks the connection with a TCP reset, without an answer. */
  public static Responder reset() {
    return (request, connection) -> connection.reset();
  }

  /** Never answers; the connection ends when the peer or the origin closes it. */
  public static Responder stall() {
    return (request, connection) -> {
      connection.awaitPeerLeft();
      connection.close();
    };
  }

  /**
   * Answers an upgrade to {@code protocol} with 101 and then sends back every byte that comes; any
   * other request with 426. A {@code Sec-WebSocket-Key} gets its {@code Sec-WebSocket-Accept} (RFC
   * 6455, section 4.2.2).
   */
  public static Responder upgradeThenEcho(String protocol) {
    return new EchoingUpgrade(protocol);
  }

  /** Answers the first request as the first says, and so on; the last one answers all the rest. */
  public static Responder inTurn(Responder first, Responder... rest) {
    List<Responder> others = List.of(rest);
    AtomicInteger turn = new AtomicInteger();
    return (request, connection) -> {
      int index = turn.getAndUpdate(t -> Math.min(t + 1, others.size()));
      Responder next = index == 0 ? first : others.get(index - 1);
      next.respond(request, connection);
    };
  }

  /** Reads no byte of a body before {@code gate} returns, then answers as {@code then} says. */
  public static Responder gated(Gate gate, Responder then) {
    return new Responder() {
      @Override
      public void beforeBody(WireMessage head, OriginConnection connection)
          throws IOException, InterruptedException {
        gate.pass();
      }

      @Override
      public void respond(WireMessage request, OriginConnection connection)
          throws IOException, InterruptedException {
        then.respond(request, connection);
      }
    };
  }

  /** Something to wait for. */
  @FunctionalInterface
  public interface Gate {
    /**
     * Returns when the way is free.
     *
     * @throws InterruptedException if the origin is closed meanwhile
     */
    void pass() throws InterruptedException;
  }
}
