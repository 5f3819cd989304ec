package com.acme;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import io.letterhead.apache.CallerContext;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.util.Timeout;

/** What LangChain4j's models take: each is given the one client, with timeouts of its own. */
final class ApacheClientBuilder implements HttpClientBuilder {

  private final CloseableHttpClient client;
  private final Supplier<CallerContext> caller;
  private Duration connectTimeout;
  private Duration readTimeout;

  ApacheClientBuilder(CloseableHttpClient client, Supplier<CallerContext> caller) {
    this.client = client;
    this.caller = caller;
  }

  @Override
  public Duration connectTimeout() {
    return connectTimeout;
  }

  /** How long to wait for a connection of the pool; how long to connect is the pool's to say. */
  @Override
  public HttpClientBuilder connectTimeout(Duration timeout) {
    connectTimeout = timeout;
    return this;
  }

  @Override
  public Duration readTimeout() {
    return readTimeout;
  }

  @Override
  public HttpClientBuilder readTimeout(Duration timeout) {
    readTimeout = timeout;
    return this;
  }

  @Override
  public HttpClient build() {
    RequestConfig.Builder config = RequestConfig.custom();
    if (connectTimeout != null) {
      config.setConnectionRequestTimeout(Timeout.of(connectTimeout));
    }
    if (readTimeout != null) {
      config.setResponseTimeout(Timeout.of(readTimeout));
    }
    return new ApacheClient(client, caller, config.build());
  }
}
