package io.letterhead.conformance.suite;

import io.letterhead.conformance.OriginAnswer;
import io.letterhead.conformance.WireField;
import java.util.List;

/** What the suite's origin does about a request. */
sealed interface OriginAct {

  /** It answers. */
  record Reply(OriginAnswer answer) implements OriginAct {}

  /** It says 103 with a {@code Link} first (RFC 8297). */
  record Hints(OriginAnswer answer) implements OriginAct {}

  /** It answers with trailer fields after the content. */
  record Trailing(OriginAnswer answer, List<WireField> trailers) implements OriginAct {
    public Trailing {
      trailers = List.copyOf(trailers);
    }
  }

  /** It announces all of the answer, sends a part of its content, and breaks the connection. */
  record Broken(OriginAnswer answer, int sent) implements OriginAct {}

  /** It sends parts of a content, each when the gate lets it. */
  record Parts(OriginAnswer answer, List<String> parts, PartGate gate) implements OriginAct {
    public Parts {
      parts = List.copyOf(parts);
    }
  }

  /** It sends a part of a content, and no more until its peer leaves. */
  record Held(OriginAnswer answer, String part) implements OriginAct {}

  /** It breaks the connection, or the stream, without an answer. */
  record Reset() implements OriginAct {}

  /** It switches to a WebSocket that sends back what comes; over HTTP/1.1 alone. */
  record Switch() implements OriginAct {}

  /** What says when the next part of a content may go. */
  @FunctionalInterface
  interface PartGate {
    /**
     * Returns when that part may go.
     *
     * @param part its index
     * @throws InterruptedException if the origin is closed meanwhile
     */
    void pass(int part) throws InterruptedException;
  }

  /** It answers so. */
  static OriginAct reply(OriginAnswer answer) {
    return new Reply(answer);
  }
}
