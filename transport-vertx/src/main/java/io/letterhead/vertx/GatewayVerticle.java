package io.letterhead.vertx;

import io.letterhead.vertx.tls.ServedIdentity;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One event loop's share of a gateway: a server, and the connections to origins that go with it.
 */
final class GatewayVerticle extends VerticleBase {

  private static final int HANDSHAKE_SECONDS = 10;

  private final GatewayConfig config;
  private final InService inService;
  private final Meters meters;
  private final AtomicInteger connections;
  private final Headroom headroom;
  private final Tunnels tunnels = new Tunnels();
  private @Nullable HttpServer server;
  private @Nullable Upstreams upstreams;

  GatewayVerticle(
      GatewayConfig config,
      InService inService,
      Meters meters,
      AtomicInteger connections,
      Headroom headroom) {
    this.config = config;
    this.inService = inService;
    this.meters = meters;
    this.connections = connections;
    this.headroom = headroom;
  }

  @Override
  public Future<?> start() {
    context.exceptionHandler(e -> Log.error("gateway", e));
    Upstreams to = new Upstreams(vertx, config.timeouts(), config.limits(), meters);
    upstreams = to;
    inService.onReplace(edition -> to.retain(edition.upstreams().values()));
    Service service = new Service(vertx, to, headroom, tunnels, inService::isDraining);
    RequestPipeline pipeline = new RequestPipeline(service, inService, "");
    HttpServer created =
        vertx
            .createHttpServer(
                tls(PolicyHandler.serverOptions(config.limits()))
                    .setIdleTimeout((int) idleSeconds())
                    .setAcceptBacklog(1024))
            .connectionHandler(this::admit)
            .exceptionHandler(e -> Log.failure("connection", e))
            .invalidRequestHandler(pipeline::refuse)
            .requestHandler(pipeline::serve);
    server = created;
    // Vert.x takes a negative port as: any free one, which servers of one number share.
    ListenAddress at = config.listen();
    return created
        .listen(at.port() == 0 ? -1 : at.port(), at.host())
        .recover(e -> Future.failedFuture(new ListenException(at, e)));
  }

  /** HTTP/2 is agreed on by ALPN alone, so never in clear. */
  private HttpServerOptions tls(HttpServerOptions options) {
    return config.tls().isEmpty()
        ? options
        : options
            .setSsl(true)
            .setKeyCertOptions(new ServedIdentity(inService::identity).options())
            .setUseAlpn(true)
            .setAlpnVersions(List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1))
            .setSslHandshakeTimeout(HANDSHAKE_SECONDS)
            .setSslHandshakeTimeoutUnit(TimeUnit.SECONDS);
  }

  /** The port that is listened on. */
  int port() {
    return server == null ? 0 : server.actualPort();
  }

  /** Accepts no more, lets what is under way end within the limit, and closes. */
  Future<Void> drain(Duration limit) {
    Future<Void> drained = server == null ? Future.succeededFuture() : server.shutdown(limit);
    return drained
        .eventually(tunnels::none)
        .eventually(() -> upstreams == null ? Future.succeededFuture() : upstreams.close());
  }

  private void admit(HttpConnection connection) {
    Channels.readLittleAtOnce(Channels.of(connection));
    int open = connections.incrementAndGet();
    // The channel's own end: a connection that has become a tunnel is no HTTP connection any more.
    Channels.of(connection).closeFuture().addListener(closed -> connections.decrementAndGet());
    if (open > config.limits().connections() || headroom.isShortOfMemory()) {
      connection.close();
    } else if (connection.protocolVersion() != HttpVersion.HTTP_2) {
      Channels.beStrict(connection, config.limits());
    }
  }

  /** The server must not cut what the exchange's own timer still allows. */
  private long idleSeconds() {
    Duration first = config.timeouts().firstByte();
    Duration idle = config.timeouts().idle();
    return (first.compareTo(idle) > 0 ? first : idle).toSeconds() + 1;
  }
}
