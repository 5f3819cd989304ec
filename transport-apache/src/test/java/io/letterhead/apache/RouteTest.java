package io.letterhead.apache;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.common.collect.ImmutableList;
import io.letterhead.policy.PolicyGeneration;
import io.letterhead.policy.ProviderPolicy;
import io.letterhead.policy.Rejection.Reason;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.RouteInfo.LayerType;
import org.apache.hc.client5.http.RouteInfo.TunnelType;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.net.URIAuthority;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which routes lead to a provider, and to which. */
class RouteTest {

  private static final String RULES =
      """
          rules:
            - inject: x-api-key
              from-secret: key
              as: raw
      """;

  private static final PolicyGeneration POLICY =
      Policies.generation(
          """
          version: 1
          secrets:
            key: { map: key }
          providers:
            secure:
              origin: https://api.example.com/v1
          %1$s
            secure-v2:
              origin: https://api.example.com/v2
          %1$s
            local:
              origin: http://localhost:8000
          %1$s
            open:
              origin: http://vllm.internal:8000
              cleartext: allowed
          %1$s
            six:
              origin: https://[2001:db8::1]:8443
          %1$s
          """
              .formatted(RULES),
          Map.of("key", Policies.SECRET));

  private static final HttpHost PROXY = new HttpHost("http", "proxy.internal", 3128);

  @ParameterizedTest
  @CsvSource({
    "https://api.example.com/v1/x?a=b, secure, /v1/x?a=b",
    "HTTPS://API.example.COM:443/v1/%7Ex, secure, /v1/~x",
    "https://api.example.com/v2/x, secure-v2, /v2/x",
    "https://api.example.com/v2, secure-v2, /v2/",
    "http://localhost:8000/x, local, /x",
    "http://vllm.internal:8000/x, open, /x",
    "https://[2001:DB8:0:0:0:0:0:1]:8443/x, six, /x"
  })
  void theProviderIsTheOneOfTheRoutesOriginAndBasePath(String url, String provider, String target)
      throws Exception {
    assertThat(decide(url, direct(url)))
        .isInstanceOfSatisfying(
            ProviderOutgoing.class,
            to -> {
              assertThat(to.provider().name()).isEqualTo(provider);
              assertThat(to.target()).isEqualTo(target);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://api.example.com/x",
        "https://api.example.com:8443/x",
        "https://api.example.com./x",
        "https://api.example.com.evil.example/x",
        "https://evil.example/x",
        "https://localhost:8000/x",
        "http://127.0.0.1:8000/x",
        "https://api.example.com/v22/x"
      })
  void anotherServerOrBasePathIsNone(String url) {
    assertThat(refusal(url, direct(url))).isEqualTo(Reason.NO_PROVIDER);
  }

  @Test
  void aNameForTlsThatIsNotTheTargetsIsRefused() {
    String url = "https://api.example.com/v1/x";
    HttpRoute other = new HttpRoute(host(url), new URIAuthority("evil.example"), null, true);
    assertThat(refusal(url, other)).isEqualTo(Reason.NO_PROVIDER);
  }

  @Test
  void tlsMustReachTheEndOfTheRoute() {
    String url = "https://api.example.com/v1/x";
    HttpHost target = host(url);
    assertThat(refusal(url, new HttpRoute(target))).isEqualTo(Reason.CLEARTEXT);
    assertThat(
            refusal(
                url, new HttpRoute(target, null, PROXY, true, TunnelType.PLAIN, LayerType.PLAIN)))
        .isEqualTo(Reason.CLEARTEXT);
    assertThat(
            refusal(
                url,
                new HttpRoute(target, null, PROXY, true, TunnelType.TUNNELLED, LayerType.PLAIN)))
        .isEqualTo(Reason.CLEARTEXT);
    assertThatCode(
            () ->
                decide(
                    url,
                    new HttpRoute(
                        target, null, PROXY, true, TunnelType.TUNNELLED, LayerType.LAYERED)))
        .doesNotThrowAnyException();
  }

  @Test
  void loopbackMeansNoProxyNoOtherAddressAndNoSocket() throws Exception {
    String url = "http://localhost:8000/x";
    HttpHost target = host(url);
    HttpHost elsewhere =
        new HttpHost("http", InetAddress.getByName("192.0.2.1"), "localhost", 8000);
    assertThat(refusal(url, new HttpRoute(target, PROXY))).isEqualTo(Reason.CLEARTEXT);
    assertThat(refusal(url, new HttpRoute(elsewhere))).isEqualTo(Reason.CLEARTEXT);
    assertThat(refusal(url, new HttpRoute(target, Path.of("socket")))).isEqualTo(Reason.CLEARTEXT);
  }

  @Test
  void cleartextThatThePolicyAllowsMayGoThroughAProxy() throws Exception {
    String url = "http://vllm.internal:8000/x";
    assertThat(decide(url, new HttpRoute(host(url), PROXY))).isInstanceOf(ProviderOutgoing.class);
  }

  @Test
  void theConnectionItselfIsLookedAtOnceMore() throws Exception {
    Outgoing secure =
        decide("https://api.example.com/v1/x", direct("https://api.example.com/v1/x"));
    Outgoing local = decide("http://localhost:8000/x", direct("http://localhost:8000/x"));
    assertThat(
            catchThrowableOfType(
                RefusedException.class,
                () ->
                    secure.requirePeer(
                        null, new InetSocketAddress(InetAddress.getLoopbackAddress(), 443))))
        .isNotNull();
    assertThat(
            catchThrowableOfType(
                RefusedException.class,
                () -> local.requirePeer(null, new InetSocketAddress("192.0.2.1", 8000))))
        .isNotNull();
    assertThat(catchThrowableOfType(RefusedException.class, () -> local.requirePeer(null, null)))
        .isNotNull();
    local.requirePeer(null, new InetSocketAddress(InetAddress.getLoopbackAddress(), 8000));
  }

  @Test
  void connectIsForTheConfiguredProxyAlone() throws Exception {
    HttpHost target = new HttpHost("https", "api.example.com", 443);
    BasicHttpRequest connect = new BasicHttpRequest("CONNECT", target, "evil.example:443");
    HttpRoute tunnel =
        new HttpRoute(target, null, PROXY, true, TunnelType.TUNNELLED, LayerType.LAYERED);
    assertThat(enforcement().decide(tunnel, connect, CallerContext.none()))
        .isEqualTo(new TunnelOutgoing(target, new Hop(true, Optional.empty(), false)));
    assertThat(
            requireNonNull(
                    catchThrowableOfType(
                        RefusedException.class,
                        () ->
                            enforcement()
                                .decide(
                                    new HttpRoute(target, null, true),
                                    connect,
                                    CallerContext.none())))
                .forApplication()
                .reason())
        .isEqualTo(Reason.METHOD_REFUSED);
  }

  @Test
  void providersWithoutACredentialMayGoInClear() throws Exception {
    ProviderPolicy none =
        requireNonNull(
            Policies.generation(
                    "version: 1\nproviders: { p: { origin: http://plain.example } }\n", Map.of())
                .policy()
                .providers()
                .get("p"));
    assertThatCode(
            () -> RouteCheck.require(none, new HttpRoute(host("http://plain.example"), PROXY)))
        .doesNotThrowAnyException();
    assertThat(none.mayGoInClear(null)).isTrue();
  }

  private static Enforcement enforcement() {
    return new Enforcement(() -> POLICY, ImmutableList.of(), false);
  }

  private static Outgoing decide(String url, HttpRoute route) throws RefusedException {
    return enforcement().decide(route, request(url), CallerContext.none());
  }

  private static Reason refusal(String url, HttpRoute route) {
    return requireNonNull(catchThrowableOfType(RefusedException.class, () -> decide(url, route)))
        .forApplication()
        .reason();
  }

  private static BasicHttpRequest request(String url) {
    return new BasicHttpRequest("GET", URI.create(url));
  }

  private static HttpRoute direct(String url) {
    HttpHost target = host(url);
    return new HttpRoute(target, null, target.getSchemeName().equals("https"));
  }

  private static HttpHost host(String url) {
    URI uri = URI.create(url);
    String host = uri.getHost().replaceAll("[\\[\\]]", "");
    int usual = uri.getScheme().toLowerCase(Locale.ROOT).equals("https") ? 443 : 80;
    return new HttpHost(uri.getScheme(), host, uri.getPort() < 0 ? usual : uri.getPort());
  }
}
