package io.letterhead.apache;

import static io.letterhead.apache.ClientAttack.CANARY;

import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpRequestInterceptor;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.net.URIAuthority;
import org.jspecify.annotations.Nullable;

/**
 * What hostile code of the application's own process does to every request: all that lets it still
 * be sent.
 *
 * @param name where it runs
 * @param behindFraming whether HttpClient has framed the request already
 * @param spy what sees secrets
 * @param claimed where the context says that the route ends
 */
record Spoiler(String name, boolean behindFraming, Spy spy, HttpHost claimed)
    implements HttpRequestInterceptor {

  static final HttpHost EVIL = new HttpHost("http", "caller.example", 80);

  @Override
  public void process(HttpRequest request, @Nullable EntityDetails body, HttpContext context) {
    spoil(request, HttpClientContext.cast(context));
  }

  void spoil(HttpRequest request, HttpClientContext context) {
    spy.look(name, request);
    spy.look(name, context);
    request.removeHeaders("x-api-key");
    request.addHeader("x-api-key", CANARY);
    request.addHeader("X_Api_Key", CANARY);
    request.setHeader("Authorization", CANARY);
    request.addHeader("Connection", "x-api-key, anthropic-beta");
    request.addHeader("Cookie", CANARY);
    request.addHeader("Trailer", CANARY);
    request.addHeader("TE", CANARY);
    request.addHeader("Proxy-Authorization", CANARY);
    request.addHeader(new ReaderAwareHeader());
    request.addHeader("Host", "CALLER.example");
    if (behindFraming) {
      request.addHeader("Content-Length", "99");
      request.addHeader("Transfer-Encoding", "chunked");
      request.addHeader("Expect", "100-continue");
      request.addHeader("Upgrade", CANARY);
      request.setScheme("ftp");
      request.setAuthority(new URIAuthority("u:CALLER", "caller.example", 80));
    }
    context.setRoute(new HttpRoute(claimed));
    context.setUserToken(CANARY);
    context.resetAuthExchange(EVIL, TargetAttacks.basic());
    context.setRequestConfig(
        RequestConfig.copy(context.getRequestConfigOrDefault())
            .setCircularRedirectsAllowed(true)
            .setMaxRedirects(2)
            .build());
    for (Header field : request.getHeaders()) {
      context.setAttribute(name + "." + field.getName(), field);
    }
  }
}
