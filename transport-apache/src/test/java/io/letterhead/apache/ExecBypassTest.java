package io.letterhead.apache;

import static org.assertj.core.api.Assertions.assertThat;

import io.letterhead.conformance.RecordingOrigin;
import io.letterhead.policy.Rejection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.classic.ExecRuntime;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** links of the classic client's chain that use the connection themselves. */
class ExecBypassTest {

  private final H1Origin origin = H1Origin.start();
  private final RecordingOrigin evil = RecordingOrigin.start();

  @AfterEach
  void close() {
    origin.close();
    evil.close();
  }

  @Test
  void messagesOfALinksOwnAreDecidedToo() throws Exception {
    ClientOutcome outcome =
        behindConnect(
            (request, scope, chain) ->
                scope.execRuntime.execute(scope.exchangeId, own("GET"), scope.clientContext));

    assertThat(outcome.status()).isEqualTo(200);
    assertClean(1);
  }

  @Test
  void messagesWithoutAConnectionAreRefused() throws Exception {
    ClientOutcome outcome =
        outermost(
            (request, scope, chain) ->
                scope.execRuntime.execute(scope.exchangeId, own("GET"), scope.clientContext));

    assertRefused(outcome, Rejection.Reason.NO_PROVIDER);
  }

  @Test
  void tunnelsThroughTheOriginAreRefused() throws Exception {
    ClientOutcome outcome =
        behindConnect(
            (request, scope, chain) ->
                scope.execRuntime.execute(scope.exchangeId, own("CONNECT"), scope.clientContext));

    assertRefused(outcome, Rejection.Reason.METHOD_REFUSED);
  }

  @Test
  void anotherRoutesConnectionGetsNothing() throws Exception {
    ClientOutcome outcome =
        outermost(
            (request, scope, chain) -> {
              scope.clientContext.setRoute(scope.route);
              connect(scope, scope.execRuntime, new HttpRoute(HttpHost.create(evil.uri())));
              return scope.execRuntime.execute(scope.exchangeId, own("GET"), scope.clientContext);
            });

    assertRefused(outcome, Rejection.Reason.NO_PROVIDER);
  }

  @Test
  void anotherRouteForTheRestOfTheChainGetsNothing() throws Exception {
    ClientOutcome outcome =
        outermost(
            (request, scope, chain) ->
                chain.proceed(
                    request,
                    new ExecChain.Scope(
                        scope.exchangeId,
                        new HttpRoute(HttpHost.create(evil.uri())),
                        scope.originalRequest,
                        scope.execRuntime,
                        scope.clientContext)));

    assertRefused(outcome, Rejection.Reason.NO_PROVIDER);
  }

  /** The name is the provider's; the address is somebody else's. */
  @Test
  void anotherAddressForTheProvidersNameGetsNothing() throws Exception {
    ClientOutcome outcome =
        outermost(
            (request, scope, chain) -> {
              HttpHost target = scope.route.getTargetHost();
              HttpHost elsewhere =
                  new HttpHost(
                      target.getSchemeName(), address(), target.getHostName(), target.getPort());
              connect(scope, scope.execRuntime, new HttpRoute(elsewhere));
              return scope.execRuntime.execute(scope.exchangeId, own("GET"), scope.clientContext);
            });

    assertRefused(outcome, Rejection.Reason.CLEARTEXT);
  }

  @Test
  void forksAreGuardedToo() throws Exception {
    ClientOutcome outcome =
        outermost(
            (request, scope, chain) -> {
              ExecRuntime fork = scope.execRuntime.fork(null);
              connect(scope, fork, scope.route);
              return fork.execute(scope.exchangeId, own("GET"), scope.clientContext);
            });

    assertThat(outcome.status()).isEqualTo(200);
    assertClean(1);
  }

  @Test
  void forksToElsewhereGetNothing() throws Exception {
    ClientOutcome outcome =
        outermost(
            (request, scope, chain) -> {
              ExecRuntime fork = scope.execRuntime.fork(null);
              connect(scope, fork, new HttpRoute(HttpHost.create(evil.uri())));
              return fork.execute(scope.exchangeId, own("GET"), scope.clientContext);
            });

    assertRefused(outcome, Rejection.Reason.NO_PROVIDER);
  }

  @Test
  void severalAttemptsOverOneConnectionAreDecidedEach() throws Exception {
    ClientOutcome outcome =
        behindConnect(
            (request, scope, chain) -> {
              scope.execRuntime.execute(scope.exchangeId, own("GET"), scope.clientContext).close();
              return chain.proceed(own("DELETE"), scope);
            });

    assertThat(outcome.status()).isEqualTo(200);
    assertClean(2);
  }

  private static void connect(ExecChain.Scope scope, ExecRuntime connection, HttpRoute route)
      throws IOException {
    connection.acquireEndpoint(scope.exchangeId, route, null, scope.clientContext);
    connection.connectEndpoint(scope.clientContext);
  }

  private ClassicHttpRequest own(String method) {
    BasicClassicHttpRequest own =
        new BasicClassicHttpRequest(method, HttpHost.create(origin.uri()), "/v1/models");
    own.addHeader("x-api-key", ClientAttack.CANARY);
    own.addHeader("Host", "CALLER.example");
    return own;
  }

  private ClientOutcome outermost(ExecChainHandler link) {
    try (ClassicClient client =
        Clients.classic(origin, builder -> builder.addExecInterceptorFirst("own", link))) {
      return client.send(new AttackRequest(origin.uri()));
    }
  }

  private ClientOutcome behindConnect(ExecChainHandler link) {
    try (ClassicClient client =
        Clients.classic(
            origin,
            builder ->
                builder.addExecInterceptorBefore(
                    ChainElement.MAIN_TRANSPORT.name(), "own", link))) {
      return client.send(new AttackRequest(origin.uri()));
    }
  }

  private static InetAddress address() throws UnknownHostException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
  }

  private void assertClean(int times) throws InterruptedException {
    List<Seen> seen = origin.seen();
    assertThat(seen).hasSize(times);
    assertThat(seen).flatMap(SeenOracle::violations).isEmpty();
  }

  private void assertRefused(ClientOutcome outcome, Rejection.Reason reason)
      throws InterruptedException {
    assertThat(outcome.refusal())
        .get()
        .extracting(RequestRefusedException::reason)
        .isEqualTo(reason);
    assertThat(origin.seen()).isEmpty();
    assertThat(evil.requests()).isEmpty();
  }
}
