package io.letterhead.apache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.letterhead.conformance.RecordingOrigin;
import io.letterhead.conformance.WireMessage;
import io.letterhead.policy.Rejection;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The plain cases of both clients. */
class FirstRequestTest {

  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final RecordingOrigin origin = RecordingOrigin.start();

  @AfterEach
  void close() {
    origin.close();
  }

  @Test
  void classicRequestsLeaveWithThePolicysCredentialAlone() throws Exception {
    HttpClientContext context = HttpClientContext.create();
    try (CloseableHttpClient client =
        PolicyHttpClient.of(Policies.anthropic(origin.uri().toString())).build()) {
      HttpPost request = new HttpPost(origin.uri() + "/v1/messages?key=CALLER");
      request.addHeader("x-api-key", "CALLER");
      request.addHeader("X_Api_Key", "CALLER");
      request.addHeader("anthropic-beta", "b");
      request.setEntity(new StringEntity("{}", ContentType.APPLICATION_JSON));
      int status = client.execute(request, context, response -> response.getCode());

      assertThat(status).isEqualTo(200);
      assertWire(origin.awaitRequests(1, LIMIT).get(0));
      assertThat(context.getRequest().getHeaders())
          .noneMatch(field -> Policies.SECRET.equals(field.getValue()));
    }
  }

  @Test
  void asyncRequestsLeaveWithThePolicysCredentialAlone() throws Exception {
    HttpClientContext context = HttpClientContext.create();
    try (CloseableHttpAsyncClient client =
        PolicyHttpAsyncClient.of(Policies.anthropic(origin.uri().toString())).build()) {
      client.start();
      SimpleHttpRequest request =
          SimpleRequestBuilder.post(origin.uri() + "/v1/messages?key=CALLER")
              .addHeader("x-api-key", "CALLER")
              .addHeader("X_Api_Key", "CALLER")
              .addHeader("anthropic-beta", "b")
              .setBody("{}", ContentType.APPLICATION_JSON)
              .build();
      int status = client.execute(request, context, null).get(10, TimeUnit.SECONDS).getCode();

      assertThat(status).isEqualTo(200);
      assertWire(origin.awaitRequests(1, LIMIT).get(0));
      assertThat(context.getRequest().getHeaders())
          .noneMatch(field -> Policies.SECRET.equals(field.getValue()));
    }
  }

  @Test
  void refusedRequestsKeepTheirConnectionAndNameTheField() throws Exception {
    try (CloseableHttpClient client =
        PolicyHttpClient.of(Policies.anthropic(origin.uri().toString())).build()) {
      HttpGet good = new HttpGet(origin.uri() + "/v1/models");
      HttpGet bad = new HttpGet(origin.uri() + "/v1/models");
      bad.addHeader("anthropic-beta", "CALLER\r\nx-api-key: CALLER");
      client.execute(good, response -> response.getCode());
      RequestRefusedException refused =
          catchThrowableOfType(
              RequestRefusedException.class,
              () -> client.execute(bad, response -> response.getCode()));
      client.execute(good, response -> response.getCode());

      assertThat(refused.reason()).isEqualTo(Rejection.Reason.MALFORMED_VALUE);
      assertThat(refused.field()).isEqualTo("anthropic-beta");
      assertThat(refused).hasMessageNotContaining("CALLER");
      assertThat(origin.requests()).hasSize(2);
      assertThat(origin.connections()).isEqualTo(1);
    }
  }

  @Test
  void refusedAsyncRequestsKeepTheirConnectionAndNameTheField() throws Exception {
    PoolingAsyncClientConnectionManager pool =
        PoolingAsyncClientConnectionManagerBuilder.create().build();
    try (CloseableHttpAsyncClient client =
        PolicyHttpAsyncClient.of(Policies.anthropic(origin.uri().toString()))
            .customize(builder -> builder.setConnectionManager(pool))
            .build()) {
      client.start();
      SimpleHttpRequest good = SimpleRequestBuilder.get(origin.uri() + "/v1/models").build();
      SimpleHttpRequest bad =
          SimpleRequestBuilder.get(origin.uri() + "/v1/models")
              .addHeader("anthropic-beta", "CALLER\r\nx-api-key: CALLER")
              .build();
      client.execute(good, null).get(10, TimeUnit.SECONDS);
      awaitIdle(pool);
      ExecutionException refused =
          catchThrowableOfType(
              ExecutionException.class, () -> client.execute(bad, null).get(10, TimeUnit.SECONDS));
      awaitIdle(pool);
      client.execute(good, null).get(10, TimeUnit.SECONDS);

      assertThat(refused).hasCauseInstanceOf(RequestRefusedException.class);
      assertThat(refused.getCause()).hasMessageNotContaining("CALLER");
      assertThat(origin.requests()).hasSize(2);
      assertThat(origin.connections()).isEqualTo(1);
    }
  }

  /** A future is done a little before its connection is back. */
  private static void awaitIdle(PoolingAsyncClientConnectionManager pool) {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (pool.getTotalStats().getAvailable() != 1 || pool.getTotalStats().getLeased() != 0) {
      assertThat(System.nanoTime()).as("deadline").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  private static void assertWire(WireMessage message) {
    assertThat(message.valuesFolded("x-api-key")).containsExactly(Policies.SECRET);
    assertThat(message.values("anthropic-beta")).containsExactly("b");
    assertThat(message.target()).isEqualTo("/v1/messages");
    assertThat(message.content()).isEqualTo("{}");
    assertThat(message.head()).doesNotContain("CALLER");
  }
}
