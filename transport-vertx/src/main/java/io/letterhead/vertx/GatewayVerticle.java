package io.letterhead.vertx;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One event loop's share of a gateway: a server, and the connections to origins that go with it.
 */
final class GatewayVerticle extends VerticleBase {

  private final GatewayConfig config;
  private final InService inService;
  private final Meters meters;
  private final AtomicInteger connections;
  private final Tunnels tunnels = new Tunnels();
  private @Nullable HttpServer server;
  private @Nullable Upstreams upstreams;

  GatewayVerticle(
      GatewayConfig config, InService inService, Meters meters, AtomicInteger connections) {
    this.config = config;
    this.inService = inService;
    this.meters = meters;
    this.connections = connections;
  }

  @Override
  public Future<?> start() {
    context.exceptionHandler(e -> Log.error("gateway", e));
    Upstreams to = Upstreams.create(vertx, config.timeouts(), config.limits(), null, meters);
    upstreams = to;
    Service service = new Service(vertx, to, tunnels, inService::isDraining);
    RequestPipeline pipeline = new RequestPipeline(service, inService, "");
    HttpServer created =
        vertx
            .createHttpServer(
                PolicyHandler.serverOptions(config.limits())
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
    int open = connections.incrementAndGet();
    // The channel's own end: a connection that has become a tunnel is no HTTP connection any more.
    Channels.of(connection).closeFuture().addListener(closed -> connections.decrementAndGet());
    if (open > config.limits().connections()) {
      connection.close();
    } else {
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
