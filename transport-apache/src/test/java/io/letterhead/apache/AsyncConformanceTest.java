package io.letterhead.apache;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.letterhead.conformance.WireField;
import io.letterhead.conformance.kit.TransportConformance;
import io.letterhead.conformance.suite.CallerAnswer;
import io.letterhead.conformance.suite.CallerRequest;
import io.letterhead.conformance.suite.Feature;
import io.letterhead.conformance.suite.PolicyUnderTest;
import io.letterhead.conformance.suite.TransportSession;
import io.letterhead.conformance.suite.TransportUnderTest;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hc.client5.http.async.methods.SimpleHttpResponse;
import org.apache.hc.client5.http.async.methods.SimpleResponseConsumer;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.apache.hc.core5.http.nio.entity.BasicAsyncEntityProducer;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;

/** The async client, by the requirements that every transport has to meet. */
final class AsyncConformanceTest extends TransportConformance {

  private static final int CALLERS = 16;

  @Override
  protected TransportUnderTest transport() {
    return new AsyncTransport();
  }

  /** What an adopter writes. */
  private record AsyncTransport() implements TransportUnderTest {

    @Override
    public String name() {
      return "transport-apache-async";
    }

    @Override
    public Set<Feature> features() {
      return Set.of(
          Feature.TLS, Feature.HTTP_2, Feature.REDIRECTS, Feature.RETRIES, Feature.ANY_POLICY);
    }

    @Override
    public TransportSession open(PolicyUnderTest policy) {
      CloseableHttpAsyncClient client = client(policy);
      client.start();
      return new AsyncSession(policy, client);
    }

    private static CloseableHttpAsyncClient client(PolicyUnderTest policy) {
      HttpVersionPolicy version =
          policy.wire().isHttp2() ? HttpVersionPolicy.FORCE_HTTP_2 : HttpVersionPolicy.FORCE_HTTP_1;
      return PolicyHttpAsyncClient.of(policy::generation)
          .customize(
              builder ->
                  builder
                      .setRetryStrategy(Clients.ONE_RETRY)
                      .setConnectionManager(
                          PoolingAsyncClientConnectionManagerBuilder.create()
                              .setMaxConnPerRoute(CALLERS)
                              .setTlsStrategy(new DefaultClientTlsStrategy(policy.tls()))
                              .setDefaultTlsConfig(
                                  TlsConfig.custom().setVersionPolicy(version).build())
                              .build()))
          .build();
    }
  }

  private record AsyncSession(PolicyUnderTest policy, CloseableHttpAsyncClient client)
      implements TransportSession {

    @Override
    public CallerAnswer send(CallerRequest request) throws Exception {
      HttpHost host = HttpHost.create(policy.origin());
      BasicHttpRequest sent =
          new BasicHttpRequest(
              request.method(), host, policy.origin().getPath() + request.target());
      request.fields().forEach(field -> sent.addHeader(field.name(), field.value()));
      return answer(
          client
              .execute(
                  host,
                  new BasicRequestProducer(sent, content(request)),
                  SimpleResponseConsumer.create(),
                  null,
                  null,
                  null)
              .get());
    }

    private static @Nullable AsyncEntityProducer content(CallerRequest request) {
      return request.content().isEmpty()
          ? null
          : new BasicAsyncEntityProducer(request.content().getBytes(ISO_8859_1), null);
    }

    private static CallerAnswer answer(SimpleHttpResponse response) {
      byte[] content = response.getBodyBytes();
      return CallerAnswer.of(
          response.getCode(),
          Stream.of(response.getHeaders())
              .map(header -> new WireField(header.getName(), header.getValue()))
              .toList(),
          content == null ? new byte[0] : content);
    }

    @Override
    public void close() {
      client.close(CloseMode.IMMEDIATE);
    }
  }
}
