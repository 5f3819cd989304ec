package io.letterhead.vertx;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.letterhead.conformance.OriginAnswer;
import io.letterhead.conformance.RawClient;
import io.letterhead.conformance.RawResponse;
import io.letterhead.conformance.RecordingOrigin;
import io.letterhead.policy.PolicyGeneration;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The handler in somebody else's router and server. */
final class PolicyHandlerTest {

  private final RecordingOrigin origin =
      RecordingOrigin.start(OriginAnswer.of(200).withBody("fine"));
  private final PolicyGeneration generation = Policies.anthropic(origin.uri().toString());
  private final Vertx vertx = Vertx.vertx();
  private PolicyHandler handler;

  @BeforeEach
  void create() {
    handler = PolicyHandler.create(vertx, () -> generation, "/llm");
  }

  @AfterEach
  void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    origin.close();
  }

  private Router router() {
    Router router = Router.router(vertx);
    router.route("/own").handler(context -> context.response().end("own"));
    router.route("/llm/*").handler(handler);
    return router;
  }

  private RawResponse exchange(HttpServer server, String text) throws Exception {
    int port =
        server
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get(20, TimeUnit.SECONDS)
            .actualPort();
    try (RawClient client = RawClient.connect("127.0.0.1", port, Running.LIMIT)) {
      client.send(text);
      RawResponse response = client.receive().orElseThrow();
      if (response.values("Connection").contains("close")) {
        assertThat(client.readRest().end()).isEqualTo(RawClient.End.CLOSED);
      }
      return response;
    }
  }

  private HttpServer strict() {
    return vertx
        .createHttpServer(PolicyHandler.serverOptions(Limits.defaults()))
        .connectionHandler(PolicyHandler.strictHeads(Limits.defaults()))
        .invalidRequestHandler(PolicyHandler::refuseInvalid)
        .requestHandler(router());
  }

  private HttpServer plain() {
    return vertx.createHttpServer().requestHandler(router());
  }

  @Test
  void itForwardsByThePolicyBehindItsPrefix() throws Exception {
    RawResponse response =
        exchange(
            plain(),
            Running.post("/llm/anthropic/v1/x?a=1", "body", "X-Api-Key: evil", "X_API_KEY: evil"));
    assertThat(response.body()).isEqualTo("fine");
    var received = origin.awaitRequests(1, Running.LIMIT).get(0);
    assertThat(received.target()).isEqualTo("/v1/x?a=1");
    assertThat(received.content()).isEqualTo("body");
    assertThat(received.valuesFolded("x-api-key")).containsExactly(Policies.SECRET);
  }

  @Test
  void otherRoutesStayTheRouters() throws Exception {
    assertThat(exchange(plain(), Running.get("/own")).body()).isEqualTo("own");
    assertThat(origin.connections()).isZero();
  }

  @Test
  void aPathThatEscapesThePrefixHasNoProvider() throws Exception {
    // The router keeps an escaped slash for a part of the segment; canonically it stays one too.
    RawResponse response = exchange(plain(), Running.get("/llm/%2e%2e/anthropic/v1/x"));
    assertThat(response.status()).isEqualTo(404);
    assertThat(origin.connections()).isZero();
  }

  @Test
  void itHasNoOpinionAboutHosts() throws Exception {
    assertThat(
            exchange(plain(), Running.lines("GET /llm/v1/x HTTP/1.1", "Host: anywhere.example", ""))
                .status())
        .isEqualTo(200);
  }

  @Test
  void aStrictServerRefusesWhatAUsualOneJoins() throws Exception {
    String folded = "GET /llm/v1/x HTTP/1.1\r\nHost: localhost\r\nX-A: v\r\n w\r\n\r\n";
    assertThat(exchange(strict(), folded).status()).isEqualTo(400);
    assertThat(origin.connections()).isZero();
  }

  @Test
  void framingThatAUsualServerLetsThroughIsRefusedAndTheConnectionClosed() throws Exception {
    RawResponse response =
        exchange(
            plain(),
            Running.lines(
                    "POST /llm/v1/x HTTP/1.1", "Host: localhost", "Transfer-Encoding: xchunked", "")
                + Running.get("/llm/v1/smuggled"));
    assertThat(response.status()).isEqualTo(501);
    assertThat(response.values("Connection")).containsExactly("close");
    assertThat(origin.connections()).isZero();
  }

  @Test
  void aServerOfHttp2IsServedByTheSamePolicy() throws Exception {
    HttpServer server =
        plain().listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().get(20, SECONDS);
    HttpClient client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setHttp2ClearTextUpgrade(false));
    client
        .request(HttpMethod.GET, server.actualPort(), "127.0.0.1", "/llm/v1/x")
        .compose(request -> request.putHeader("x-api-key", "evil").send())
        .compose(
            response -> {
              assertThat(response.version()).isEqualTo(HttpVersion.HTTP_2);
              assertThat(response.statusCode()).isEqualTo(200);
              return response.body();
            })
        .toCompletionStage()
        .toCompletableFuture()
        .get(20, SECONDS);
    assertThat(origin.awaitRequests(1, Running.LIMIT).get(0).values("x-api-key"))
        .containsExactly(Policies.SECRET);
  }

  @Test
  void aPrefixIsACanonicalPath() {
    for (String prefix : new String[] {"/llm/", "/", "/a/../b", "/%6clm", "/x?y"}) {
      assertThatIllegalArgumentException()
          .as(prefix)
          .isThrownBy(() -> PolicyHandler.create(vertx, () -> generation, prefix));
    }
  }
}
