package io.letterhead.vertx;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is known of one request for those who write it down: no field's value, no query. For one
 * event loop.
 */
final class Visit {

  /** How a request ended. */
  enum Outcome {
    /** A provider's response was handed on, whole. */
    FORWARDED("forwarded"),
    /** The policy rejected it. */
    REJECTED("rejected"),
    /** The gateway refused it. */
    REFUSED("refused"),
    /** The provider could not be reached, or did not answer as it should. */
    FAILED("failed"),
    /** A response was begun and broken off. */
    BROKEN("broken"),
    /** The caller left. */
    ABANDONED("abandoned"),
    /** The gateway answered in its own right: a preflight. */
    ANSWERED("answered");

    private final String id;

    Outcome(String id) {
      this.id = id;
    }

    String id() {
      return id;
    }
  }

  private static final Pattern TRACE_PARENT =
      Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}");

  private final HttpServerRequest request;
  private final long begunMillis = System.currentTimeMillis();
  private final long begun = System.nanoTime();
  private String provider = "";
  private String caller = "";
  private String trace = "";
  private String reason = "";
  private Outcome outcome = Outcome.ABANDONED;
  private long asked;
  private boolean over;

  Visit(HttpServerRequest request) {
    this.request = request;
  }

  void goesTo(String name) {
    provider = name;
  }

  void isOf(String id) {
    caller = id;
  }

  /** The trace that the request goes on with, where it is a well-formed one (W3C Trace Context). */
  void isTracedBy(String traceParent) {
    Matcher matcher = TRACE_PARENT.matcher(traceParent);
    if (matcher.matches()) {
      trace = matcher.group(1);
    }
  }

  /** It is sent to the provider now. */
  void asks() {
    asked = System.nanoTime();
  }

  /** How long the provider has taken until now, in nanoseconds. */
  long sinceAsked() {
    return System.nanoTime() - asked;
  }

  void becomes(Outcome end, String code) {
    outcome = end;
    reason = code;
  }

  /** Ends it, once: whether it had not ended. */
  boolean end() {
    boolean first = !over;
    over = true;
    return first;
  }

  long begunMillis() {
    return begunMillis;
  }

  long nanos() {
    return System.nanoTime() - begun;
  }

  String provider() {
    return provider;
  }

  String caller() {
    return caller;
  }

  String trace() {
    return trace;
  }

  String reason() {
    return reason;
  }

  Outcome outcome() {
    return outcome;
  }

  String method() {
    return request.method().name();
  }

  /**
   * The path as sent, without its query; empty where the target is none: a URI may hold a password.
   */
  String path() {
    String target = request.uri() == null || !request.uri().startsWith("/") ? "" : request.uri();
    int mark = target.indexOf('?');
    return mark < 0 ? target : target.substring(0, mark);
  }

  String client() {
    SocketAddress client = request.remoteAddress();
    return client == null || client.hostAddress() == null ? "" : client.hostAddress();
  }

  int status() {
    return request.response().headWritten() ? request.response().getStatusCode() : 0;
  }

  long bytesRead() {
    return request.bytesRead();
  }

  long bytesWritten() {
    return request.response().bytesWritten();
  }
}
