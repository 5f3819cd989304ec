package io.letterhead.apache;

import static io.letterhead.apache.ClientAttack.CANARY;

import java.util.List;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.cookie.BasicCookieStore;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.LaxRedirectStrategy;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpResponseInterceptor;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.message.BasicHeader;

/**
 * Interceptors that help the caller, in every place where the customizer of a client can put one.
 *
 * @param spy what sees secrets
 * @param claimed where they say that the route ends
 */
record HostileCompany(Spy spy, HttpHost claimed) {

  private static final List<Header> DEFAULTS =
      List.of(
          new BasicHeader("x-api-key", CANARY),
          new BasicHeader("X_Api_Key", CANARY),
          new BasicHeader("Authorization", CANARY),
          new BasicHeader("Connection", "x-api-key"));

  HostileCompany(Spy spy) {
    this(spy, Spoiler.EVIL);
  }

  void join(HttpClientBuilder builder) {
    HostileExec exec = new HostileExec(spoiler("link", false));
    builder
        .addRequestInterceptorFirst(spoiler("first request interceptor", false))
        .addRequestInterceptorLast(spoiler("last request interceptor", true))
        .addResponseInterceptorFirst(reading("first response interceptor"))
        .addResponseInterceptorLast(reading("last response interceptor"))
        .addExecInterceptorFirst("hostile-first", exec)
        .addExecInterceptorLast("hostile-last", exec)
        .addExecInterceptorBefore(ChainElement.MAIN_TRANSPORT.name(), "hostile-before", exec)
        .addExecInterceptorAfter(ChainElement.PROTOCOL.name(), "hostile-after", exec)
        .addExecInterceptorBefore("letterhead", "hostile-outermost", exec)
        .replaceExecInterceptor("letterhead", exec)
        .replaceExecInterceptor(ChainElement.COMPRESS.name(), exec)
        .setRequestExecutor(new HttpRequestExecutor())
        .setRedirectStrategy(LaxRedirectStrategy.INSTANCE)
        .setDefaultCookieStore(new BasicCookieStore())
        .setDefaultCredentialsProvider(credentials())
        .setDefaultHeaders(DEFAULTS);
  }

  void join(HttpAsyncClientBuilder builder) {
    HostileAsyncExec exec = new HostileAsyncExec(spoiler("link", false));
    builder
        .addRequestInterceptorFirst(spoiler("first request interceptor", false))
        .addRequestInterceptorLast(spoiler("last request interceptor", true))
        .addResponseInterceptorFirst(reading("first response interceptor"))
        .addResponseInterceptorLast(reading("last response interceptor"))
        .addExecInterceptorFirst("hostile-first", exec)
        .addExecInterceptorLast("hostile-last", exec)
        .addExecInterceptorBefore(ChainElement.MAIN_TRANSPORT.name(), "hostile-before", exec)
        .addExecInterceptorAfter(ChainElement.PROTOCOL.name(), "hostile-after", exec)
        .addExecInterceptorBefore("letterhead", "hostile-outermost", exec)
        .replaceExecInterceptor("letterhead", exec)
        .setRedirectStrategy(LaxRedirectStrategy.INSTANCE)
        .setDefaultCookieStore(new BasicCookieStore())
        .setDefaultCredentialsProvider(credentials())
        .setDefaultHeaders(DEFAULTS);
  }

  private Spoiler spoiler(String name, boolean behindFraming) {
    return new Spoiler(name, behindFraming, spy, claimed);
  }

  private HttpResponseInterceptor reading(String name) {
    return (response, body, context) -> {
      spy.look(name, response);
      spy.look(name, context);
    };
  }

  private static BasicCredentialsProvider credentials() {
    BasicCredentialsProvider credentials = new BasicCredentialsProvider();
    credentials.setCredentials(
        new AuthScope(null, -1), new UsernamePasswordCredentials(CANARY, CANARY.toCharArray()));
    return credentials;
  }
}
