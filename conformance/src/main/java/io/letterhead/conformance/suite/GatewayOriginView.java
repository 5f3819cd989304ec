package io.letterhead.conformance.suite;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/** What one check sees of an origin that lasts: what has come since the check began. */
final class GatewayOriginView implements SuiteOrigin {
  private final SuiteOrigin origin;
  private final GatewayTransport gateway;
  private final Wire front;
  private final int before;
  private final int connectionsBefore;

  GatewayOriginView(SuiteOrigin origin, GatewayTransport gateway, Wire front) {
    this.origin = origin;
    this.gateway = gateway;
    this.front = front;
    this.before = origin.received().size();
    this.connectionsBefore = origin.connections();
    answerWith(OriginScript.OK);
  }

  @Override
  public URI uri() {
    return origin.uri();
  }

  @Override
  public void answerWith(OriginScript script) {
    origin.answerWith(request -> (isFence(request) ? OriginScript.OK : script).answer(request));
  }

  private static boolean isFence(Received request) {
    return request.target().endsWith(GatewayOrigin.FENCE);
  }

  @Override
  public List<Received> received() {
    List<Received> all = origin.received();
    return all.subList(before, all.size()).stream().filter(each -> !isFence(each)).toList();
  }

  @Override
  public int connections() {
    return origin.connections() - connectionsBefore;
  }

  /**
   * Has an honest request answered, and waits until no other is half received. The gateway's
   * connections stay, for they are its own to keep: all that the check has sent came before.
   */
  @Override
  public void finish(Duration limit) throws InterruptedException {
    gateway.honestly(front, GatewayOrigin.FENCE);
    origin.awaitQuiet(limit);
  }

  @Override
  public boolean awaitLeft(Duration limit) throws InterruptedException {
    return origin.awaitLeft(limit);
  }

  @Override
  public void awaitQuiet(Duration limit) throws InterruptedException {
    origin.awaitQuiet(limit);
  }

  @Override
  public void close() {
    origin.answerWith(OriginScript.OK);
  }
}
