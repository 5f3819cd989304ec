package io.letterhead.apache;

import java.util.function.Consumer;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.DefaultHttpRequestRetryStrategy;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.util.TimeValue;

/** The clients under test, under the policy of {@link Policies#anthropic}. */
final class Clients {

  static final DefaultHttpRequestRetryStrategy ONE_RETRY =
      new DefaultHttpRequestRetryStrategy(1, TimeValue.ofMilliseconds(1));

  private Clients() {}

  static ClassicClient classic(AttackOrigin origin, Consumer<HttpClientBuilder> customizer) {
    return new ClassicClient(
        PolicyHttpClient.of(Policies.anthropic(origin.uri().toString()))
            .customize(builder -> builder.setRetryStrategy(ONE_RETRY))
            .customize(customizer)
            .build());
  }

  static AsyncClient async(AttackOrigin origin, Consumer<HttpAsyncClientBuilder> customizer) {
    return AsyncClient.started(
        PolicyHttpAsyncClient.of(Policies.anthropic(origin.uri().toString()))
            .customize(builder -> builder.setRetryStrategy(ONE_RETRY))
            .customize(customizer)
            .build());
  }

  /** Makes an async client speak HTTP/2 from the first byte. */
  static void http2(HttpAsyncClientBuilder builder) {
    builder.setConnectionManager(
        PoolingAsyncClientConnectionManagerBuilder.create()
            .setMessageMultiplexing(true)
            .setDefaultTlsConfig(
                TlsConfig.custom().setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_2).build())
            .build());
  }
}
