package io.letterhead.apache;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.net.URISyntaxException;
import java.util.function.Consumer;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.RouteInfo;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpVersion;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.net.URIAuthority;
import org.jspecify.annotations.Nullable;

/**
 * Classic clients that ask the same policy in the wrong place: what the attacks are measured by.
 *
 * @param enforcement what decides
 */
record SabotagedClassic(Enforcement enforcement) {

  private static final BodyFraming NO_BODY = new BodyFraming(false, 0, false);

  static SabotagedClassic of(AttackOrigin origin) {
    return new SabotagedClassic(
        new Enforcement(
            () -> Policies.anthropic(origin.uri().toString()), ImmutableList.of(), false));
  }

  /** A client with an enforcement, and with others in its chain. */
  ClassicClient client(Consumer<HttpClientBuilder> others, Consumer<HttpClientBuilder> enforcing) {
    HttpClientBuilder builder = HttpClientBuilder.create();
    others.accept(builder);
    builder.setRequestExecutor(null).setRedirectStrategy(null).setRetryStrategy(Clients.ONE_RETRY);
    enforcing.accept(builder);
    return new ClassicClient(builder.build());
  }

  /** A link of the chain: too early, wherever it is. */
  ExecChainHandler link() {
    return (request, scope, chain) -> {
      try {
        edit(request, scope.route);
      } catch (RefusedException e) {
        throw e.forApplication();
      }
      return chain.proceed(request, scope);
    };
  }

  /** A request interceptor as it is usually written: one field is set. */
  void lastInterceptor(HttpClientBuilder builder) {
    builder.addRequestInterceptorLast(
        (request, body, context) -> request.setHeader("x-api-key", Policies.SECRET));
  }

  /** An executor that decides by what the message says of its host. */
  HttpRequestExecutor byHost() {
    return new Deciding(
        true,
        (request, context) -> {
          try {
            Header host = request.getFirstHeader("Host");
            URIAuthority authority =
                host == null ? request.getAuthority() : URIAuthority.create(host.getValue());
            return new HttpRoute(new HttpHost("http", authority));
          } catch (URISyntaxException e) {
            return null;
          }
        });
  }

  /** An executor that decides by what the context says of the route. */
  HttpRequestExecutor byContext() {
    return new Deciding(true, SabotagedClassic::routeOf);
  }

  /** An executor that forgets the trailers. */
  HttpRequestExecutor withTrailers() {
    return new Deciding(false, SabotagedClassic::routeOf);
  }

  /** An executor that writes the secret into whatever it sends. */
  static HttpRequestExecutor everywhere() {
    return new HttpRequestExecutor() {
      @Override
      public ClassicHttpResponse execute(
          ClassicHttpRequest request,
          HttpClientConnection connection,
          @Nullable HttpResponseInformationCallback information,
          HttpContext context)
          throws IOException, HttpException {
        request.setHeader("x-api-key", Policies.SECRET);
        return super.execute(request, connection, information, context);
      }
    };
  }

  private void edit(HttpRequest request, @Nullable HttpRoute route) throws RefusedException {
    WireHead head =
        enforcement
            .decide(route, request, CallerContext.none())
            .head(NO_BODY, HttpVersion.HTTP_1_1);
    request.setHeaders(
        head.fields().stream()
            .filter(field -> !Hop.isOfOneHop(field.getName()))
            .toArray(Header[]::new));
    request.setPath(head.path());
  }

  private static @Nullable HttpRoute routeOf(ClassicHttpRequest request, HttpContext context) {
    RouteInfo route = HttpClientContext.cast(context).getHttpRoute();
    return request.getMethod() != null && route instanceof HttpRoute known ? known : null;
  }

  /** What says where a request goes. */
  private interface Way {
    @Nullable HttpRoute route(ClassicHttpRequest request, HttpContext context);
  }

  /** Writes a copy, as it should be, decided by a route that somebody else says. */
  private class Deciding extends HttpRequestExecutor {
    private final boolean sealsBody;

    private final Way way;

    Deciding(boolean sealsBody, Way way) {
      this.sealsBody = sealsBody;
      this.way = way;
    }

    @Override
    public ClassicHttpResponse execute(
        ClassicHttpRequest request,
        HttpClientConnection connection,
        @Nullable HttpResponseInformationCallback information,
        HttpContext context)
        throws IOException, HttpException {
      HttpEntity body = request.getEntity();
      BodyFraming framing = BodyFraming.of(body, false);
      BasicClassicHttpRequest copy;
      try {
        WireHead head =
            enforcement
                .decide(way.route(request, context), request, CallerContext.none())
                .head(framing, HttpVersion.HTTP_1_1);
        copy =
            new BasicClassicHttpRequest(
                head.method(), head.scheme(), head.authority(), head.path());
        head.writeTo(copy);
      } catch (RefusedException e) {
        throw e.forApplication();
      }
      if (body != null) {
        copy.setEntity(sealsBody ? new SealedBody(body, framing) : body);
      }
      return super.execute(copy, connection, information, context);
    }
  }
}
