package io.letterhead.vertx;

import com.google.common.collect.ImmutableSet;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.function.Supplier;

/** Where requests come in: those whose head was decoded, and those whose head could not be. */
final class RequestPipeline {

  private static final ImmutableSet<HttpVersion> SPOKEN =
      ImmutableSet.of(HttpVersion.HTTP_1_0, HttpVersion.HTTP_1_1, HttpVersion.HTTP_2);

  private final Service service;
  private final Supplier<Edition> editions;
  private final String prefix;

  /**
   * @param editions the edition in force; asked once a request
   * @param prefix what comes before every route; empty, or a canonical path without a last slash
   */
  RequestPipeline(Service service, Supplier<Edition> editions, String prefix) {
    this.service = service;
    this.editions = editions;
    this.prefix = prefix;
  }

  /** Serves a request whose head was decoded. */
  void serve(HttpServerRequest request) {
    CallerLine line = CallerLine.of(request);
    if (!SPOKEN.contains(request.version())) {
      answering(line, request).refuse(Refusal.VERSION, false);
    } else if (!line.isLeaving()) {
      new Arrival(service, editions.get(), prefix, line, request).serve();
    }
  }

  /** Refuses a request whose head could not be decoded. */
  void refuse(HttpServerRequest request) {
    CallerLine line = CallerLine.of(request);
    if (!line.isLeaving()) {
      answering(line, request).refuse(reason(request), true);
    }
  }

  /** For a request that has no head that could be trusted. */
  private Reply answering(CallerLine line, HttpServerRequest request) {
    Ledger ledger = editions.get().ledger();
    ledger.arrived();
    return new Reply(line, request, new Visit(request), ledger, Cors.OFF, service.draining());
  }

  /** Refuses a request whose head could not be decoded, where there is no pipeline. */
  static void refuseInvalid(HttpServerRequest request) {
    CallerLine line = CallerLine.of(request);
    if (!line.isLeaving()) {
      new Reply(line, request, new Visit(request), Ledger.closed(), Cors.OFF, () -> true)
          .refuse(reason(request), true);
    }
  }

  private static Refusal reason(HttpServerRequest request) {
    return request.decoderResult().cause() instanceof RefusedException refused
        ? refused.refusal()
        : Refusal.MALFORMED_HEAD;
  }
}
