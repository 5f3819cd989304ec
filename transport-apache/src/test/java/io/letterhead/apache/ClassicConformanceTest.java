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
import java.io.IOException;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.io.CloseMode;

/** The classic client, by the requirements that every transport has to meet. */
final class ClassicConformanceTest extends TransportConformance {

  private static final int CALLERS = 16;

  @Override
  protected TransportUnderTest transport() {
    return new ClassicTransport();
  }

  /** What an adopter writes. */
  private record ClassicTransport() implements TransportUnderTest {

    @Override
    public String name() {
      return "transport-apache-classic";
    }

    @Override
    public Set<Feature> features() {
      return Set.of(Feature.TLS, Feature.REDIRECTS, Feature.RETRIES, Feature.ANY_POLICY);
    }

    @Override
    public TransportSession open(PolicyUnderTest policy) {
      return new ClassicSession(policy, client(policy));
    }

    private static CloseableHttpClient client(PolicyUnderTest policy) {
      return PolicyHttpClient.of(policy::generation)
          .customize(
              builder ->
                  builder
                      .setRetryStrategy(Clients.ONE_RETRY)
                      .setConnectionManager(
                          PoolingHttpClientConnectionManagerBuilder.create()
                              .setMaxConnPerRoute(CALLERS)
                              .setTlsSocketStrategy(new DefaultClientTlsStrategy(policy.tls()))
                              .build()))
          .build();
    }
  }

  private record ClassicSession(PolicyUnderTest policy, CloseableHttpClient client)
      implements TransportSession {

    @Override
    public CallerAnswer send(CallerRequest request) throws IOException {
      HttpHost host = HttpHost.create(policy.origin());
      ClassicHttpRequest sent =
          new BasicClassicHttpRequest(
              request.method(), host, policy.origin().getPath() + request.target());
      request.fields().forEach(field -> sent.addHeader(field.name(), field.value()));
      if (!request.content().isEmpty()) {
        sent.setEntity(new ByteArrayEntity(request.content().getBytes(ISO_8859_1), null));
      }
      return client.execute(host, sent, ClassicSession::answer);
    }

    private static CallerAnswer answer(ClassicHttpResponse response) throws IOException {
      byte[] content =
          response.getEntity() == null
              ? new byte[0]
              : EntityUtils.toByteArray(response.getEntity());
      return CallerAnswer.of(
          response.getCode(),
          Stream.of(response.getHeaders())
              .map(header -> new WireField(header.getName(), header.getValue()))
              .toList(),
          content);
    }

    @Override
    public void close() {
      client.close(CloseMode.IMMEDIATE);
    }
  }
}
