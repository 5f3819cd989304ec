package io.letterhead.conformance;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/** What an {@link H2RecordingOrigin} does about a request; as a responder, about each. */
public sealed interface H2Answer extends H2Responder {

  /** A response without fields or body. */
  static Response of(int status) {
    return new Response(status, List.of(), "", List.of());
  }

  /** Resets the stream; 7, REFUSED_STREAM, says that the request may be sent again. */
  static H2Answer reset(long errorCode) {
    return new Reset(errorCode);
  }

  /** Says by GOAWAY that this request was not looked at, and closes the connection. */
  static H2Answer goAway(long errorCode) {
    return new GoAway(errorCode);
  }

  /** Closes the connection without a word. */
  static H2Answer close() {
    return new Close();
  }

  /** Never answers; the stream ends when the peer or the origin ends it. */
  static H2Answer stall() {
    return new Stall();
  }

  /**
   * An interim response of that status first (RFC 9110, section 15.2), then as {@code then} says.
   */
  static H2Answer interim(int status, List<WireField> fields, Response then) {
    return new Interim(status, fields, then);
  }

  /** The response's head and body, not ended, and then a reset of the stream. */
  static H2Answer broken(Response response, long errorCode) {
    return new Broken(response, errorCode);
  }

  /** The response's head, and each part of a body when the gate lets it. */
  static H2Answer parts(Response response, List<String> parts, PartGate gate) {
    return new Parts(response, parts, gate);
  }

  /** This answer, whatever the request. */
  @Override
  default H2Answer answer(H2Message request) {
    return this;
  }

  /**
   * A whole response.
   *
   * <p>Names and values go out as they are, unchecked, in their order, so that a response can be
   * malformed on purpose. A response to a HEAD request goes without body and trailers.
   *
   * @param status the status code
   * @param fields the fields
   * @param body the body, one character a byte (ISO-8859-1)
   * @param trailers the trailer fields; none, and there is no trailer section
   */
  record Response(int status, List<WireField> fields, String body, List<WireField> trailers)
      implements H2Answer {
    public Response {
      fields = List.copyOf(fields);
      requireNonNull(body, "body");
      trailers = List.copyOf(trailers);
    }

    /** The same with one more field, after the others. */
    public Response with(String name, String value) {
      return new Response(status, more(fields, name, value), body, trailers);
    }

    /** The same with that body. */
    public Response withBody(String newBody) {
      return new Response(status, fields, newBody, trailers);
    }

    /** The same with one more trailer field, after the others. */
    public Response withTrailer(String name, String value) {
      return new Response(status, fields, body, more(trailers, name, value));
    }

    private static List<WireField> more(List<WireField> fields, String name, String value) {
      List<WireField> more = new ArrayList<>(fields);
      more.add(new WireField(name, value));
      return more;
    }
  }

  /**
   * An RST_STREAM instead of a response.
   *
   * @param errorCode its error code (RFC 9113, section 7)
   */
  record Reset(long errorCode) implements H2Answer {}

  /**
   * A GOAWAY that leaves this request out, then the end of the connection.
   *
   * @param errorCode its error code (RFC 9113, section 7)
   */
  record GoAway(long errorCode) implements H2Answer {}

  /** The end of the connection. */
  record Close() implements H2Answer {}

  /** Nothing. */
  record Stall() implements H2Answer {}

  /**
   * An interim response before the final one.
   *
   * @param status its status code
   * @param fields its fields
   * @param then the final response
   */
  record Interim(int status, List<WireField> fields, Response then) implements H2Answer {
    public Interim {
      fields = List.copyOf(fields);
      requireNonNull(then, "then");
    }
  }

  /**
   * A response that breaks off.
   *
   * @param response what of it goes out
   * @param errorCode the error code of the RST_STREAM after it (RFC 9113, section 7)
   */
  record Broken(Response response, long errorCode) implements H2Answer {
    public Broken {
      requireNonNull(response, "response");
    }
  }

  /**
   * A response whose body goes out in parts.
   *
   * @param response its head
   * @param parts its body
   * @param gate when each part goes
   */
  record Parts(Response response, List<String> parts, PartGate gate) implements H2Answer {
    public Parts {
      requireNonNull(response, "response");
      parts = List.copyOf(parts);
      requireNonNull(gate, "gate");
    }
  }

  /** What says when a part of a body may go. */
  @FunctionalInterface
  interface PartGate {
    /**
     * Returns when it may.
     *
     * @param part the index of the part
     * @throws InterruptedException if the origin is closed meanwhile
     */
    void pass(int part) throws InterruptedException;
  }
}
