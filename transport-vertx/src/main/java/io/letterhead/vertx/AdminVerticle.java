package io.letterhead.vertx;

import com.google.common.collect.ImmutableSet;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a gateway tells of itself: {@code /health}, {@code /ready}, {@code /metrics} and {@code
 * /policy}. It shows names and counts, no secret and no value; it is open to whoever reaches it,
 * but for web pages: on loopback, {@code Host} must be a loopback name or address or be configured,
 * or a page could have its own name lead here.
 */
final class AdminVerticle extends VerticleBase {

  private static final String JSON = "application/json";
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
  private static final int IDLE_SECONDS = 60;

  private final ListenAddress at;
  private final GatewayConfig config;
  private final InService inService;
  private final Lasting lasting;
  private @Nullable HttpServer server;

  AdminVerticle(ListenAddress at, GatewayConfig config, InService inService, Lasting lasting) {
    this.at = at;
    this.config = config;
    this.inService = inService;
    this.lasting = lasting;
  }

  @Override
  public Future<?> start() {
    Upstreams upstreams = new Upstreams(vertx, config.timeouts(), config.limits(), null);
    inService.onReplace(edition -> upstreams.retain(edition.upstreams().values()));
    Readiness readiness =
        new Readiness(inService, lasting.rates(), new OriginProbe(vertx, upstreams));
    HttpServer created =
        vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setHttp2ClearTextEnabled(false)
                    .setIdleTimeout(IDLE_SECONDS))
            .exceptionHandler(e -> Log.failure("admin", e))
            .requestHandler(request -> serve(request, readiness));
    server = created;
    return created
        .listen(at.port(), at.host())
        .recover(e -> Future.failedFuture(new ListenException(at, e)));
  }

  /** What is listened on. */
  ListenAddress address() {
    return new ListenAddress(at.host(), server == null ? 0 : server.actualPort());
  }

  private void serve(HttpServerRequest request, Readiness readiness) {
    request.exceptionHandler(e -> Log.failure("admin", e));
    if (mayBeOfPage(request.headers())) {
      answer(request, 403, "text/plain", "pages may not read this\n");
    } else if (!request.method().equals(HttpMethod.GET)
        && !request.method().equals(HttpMethod.HEAD)) {
      request.response().putHeader("Allow", "GET, HEAD");
      answer(request, 405, "text/plain", "GET or HEAD\n");
    } else {
      String path = String.valueOf(request.path());
      switch (path) {
        case "/health" -> answer(request, 200, JSON, "{\"healthy\":true}\n");
        case "/ready" -> readiness.ask().onComplete(found -> ready(request, found.result()));
        case "/metrics" -> answer(request, 200, PROMETHEUS, lasting.meters().scrape());
        case "/policy" -> answer(request, 200, JSON, text(PolicyReport.of(inService)));
        default -> answer(request, 404, "text/plain", "/health, /ready, /metrics or /policy\n");
      }
    }
  }

  /** Clients that are no browsers may leave out {@code Host}, in HTTP/1.0. */
  private boolean mayBeOfPage(MultiMap fields) {
    HostGuard guard =
        new HostGuard(
            inService.inForce().revision().config().admission().hosts(), ImmutableSet.of());
    try {
      List<String> named = at.isLoopback() ? fields.getAll("Host") : List.of();
      String host = named.isEmpty() ? "localhost" : HostGuard.hostOf(String.join(",", named));
      return guard.refuses(host, fields).isPresent();
    } catch (RefusedException malformed) {
      return true;
    }
  }

  private static void ready(HttpServerRequest request, JsonObject report) {
    answer(request, report.getBoolean("ready") ? 200 : 503, JSON, text(report));
  }

  private static String text(JsonObject report) {
    return report.encodePrettily() + "\n";
  }

  private static void answer(HttpServerRequest request, int status, String type, String body) {
    HttpServerResponse response = request.response();
    if (response.closed()) {
      return;
    }
    response
        .setStatusCode(status)
        .putHeader("Content-Type", type)
        .putHeader("Cache-Control", "no-store");
    if (request.method().equals(HttpMethod.HEAD)) {
      response.end();
    } else {
      response.end(Buffer.buffer(body));
    }
  }
}
