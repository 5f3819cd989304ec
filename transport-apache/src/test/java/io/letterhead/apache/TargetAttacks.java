package io.letterhead.apache;

import static io.letterhead.apache.ClientAttack.CANARY;

import io.letterhead.apache.ClientExpectation.Forwarded;
import io.letterhead.apache.ClientExpectation.NotSent;
import io.letterhead.apache.ClientExpectation.Refused;
import io.letterhead.conformance.OriginAnswer;
import io.letterhead.policy.Rejection.Reason;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.cookie.BasicCookieStore;
import org.apache.hc.client5.http.impl.auth.BasicAuthCache;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.auth.BasicScheme;
import org.apache.hc.client5.http.impl.cookie.BasicClientCookie;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.net.URIAuthority;

/** Methods, targets, hosts, and what a caller's context says of the way. */
final class TargetAttacks {

  private static final HttpHost EVIL = new HttpHost("http", "caller.example", 80);

  private TargetAttacks() {}

  static List<ClientAttack> attacks() {
    ClientAttackList list = new ClientAttackList();
    Forwarded clean = Forwarded.clean();
    list.add(
            "A-06",
            "a credential in the authority",
            r -> r.authority(new URIAuthority("u:CALLER", r.target().getHostName(), 80)),
            new NotSent())
        .add("A-29", "another host", r -> r.field("Host", "CALLER.example"), clean)
        .add(
            "A-29",
            "two hosts",
            r -> r.field("Host", "CALLER.example").field("HOST", "CALLER.example"),
            clean)
        .add("A-29", "the absolute form", r -> r.absolute(), clean.to("/v1/models"))
        .add(
            "A-29",
            "another origin's absolute form",
            r -> r.path("http://CALLER.example/v1/models"),
            new NotSent())
        .add(
            "A-39",
            "another origin's host for the provider's route",
            r -> r.authority(new URIAuthority("caller.example", 80)),
            new ClientExpectation.Safe())
        .add(
            "A-39",
            "the provider's host on a route to elsewhere",
            r -> r.field("Host", r.authority().toString()).target(elsewhere(r)),
            Refused.with(Reason.NO_PROVIDER))
        .add("A-39", "a route in the context", context(c -> c.setRoute(new HttpRoute(EVIL))), clean)
        .addDropped("A-39", "naming the origin", "x-portkey-custom-host", "X-DC-Target-URL")
        .add("A-30", "CONNECT", r -> r.method("CONNECT"), new NotSent())
        .add(
            "A-30",
            "CONNECT to elsewhere",
            r -> r.method("CONNECT").path("caller.example:443"),
            new NotSent())
        .add("A-30", "TRACE", r -> r.method("TRACE"), new NotSent())
        .add("A-30", "trace in lower case", r -> r.method("trace"), new ClientExpectation.Safe());
    malformed(list);
    contexts(list);
    return list.attacks();
  }

  /** The same server under a name that no provider has. */
  private static HttpHost elsewhere(AttackRequest request) {
    return new HttpHost("http", "localhost", request.target().getPort());
  }

  private static void malformed(ClientAttackList list) {
    Map<String, String> methods = new TreeMap<>();
    methods.put("a whole field", "GET /CALLER HTTP/1.1\r\nx-api-key:");
    methods.put("a space", "G ET");
    methods.put("NUL", "GET\0");
    methods.put("a letter that is no byte", "\u0130");
    methods.forEach(
        (detail, method) ->
            list.add(
                "A-61",
                "a method that is none: " + detail,
                r -> r.method(method),
                Refused.with(Reason.MALFORMED_METHOD)));
    Map<String, String> paths = new TreeMap<>();
    paths.put("a whole field", "/v1 HTTP/1.1\r\nx-api-key: CALLER\r\nX: ");
    paths.put("a space", "/v1/CALLER models");
    paths.put("NUL", "/v1/CALLER\0");
    paths.put("a letter that is no byte", "/v1/CALLER\u010A");
    paths.put("a fragment", "/v1/models#CALLER");
    paths.put("a backslash", "/v1/CALLER\\models");
    paths.forEach(
        (detail, path) ->
            list.add(
                "A-61",
                "a target that is none: " + detail,
                r -> r.path(path),
                Refused.with(Reason.MALFORMED_TARGET)));
  }

  private static void contexts(ClientAttackList list) {
    Forwarded clean = Forwarded.clean();
    BasicCredentialsProvider credentials = new BasicCredentialsProvider();
    credentials.setCredentials(
        new AuthScope(null, -1), new UsernamePasswordCredentials(CANARY, CANARY.toCharArray()));
    list.add(
            "A-37",
            "credentials that are sent before they are asked for",
            r -> {
              HttpClientContext context = HttpClientContext.create();
              context.resetAuthExchange(r.target(), basic());
              BasicAuthCache cache = new BasicAuthCache();
              cache.put(r.target(), basic());
              context.setAuthCache(cache);
              context.setCredentialsProvider(credentials);
              r.in(context);
            },
            clean)
        .add(
            "A-37",
            "a challenge that the context's credentials could answer",
            context(c -> c.setCredentialsProvider(credentials)),
            seen -> OriginAnswer.of(401).with("WWW-Authenticate", "Basic realm=\"r\""),
            clean.returning(401))
        .add("A-53", "a user token", context(c -> c.setUserToken(CANARY)), clean)
        .add(
            "A-54",
            "a cookie for the origin",
            r -> {
              BasicClientCookie cookie = new BasicClientCookie("sid", CANARY);
              cookie.setDomain(r.target().getHostName());
              cookie.setPath("/");
              cookie.setAttribute("domain", r.target().getHostName());
              BasicCookieStore store = new BasicCookieStore();
              store.addCookie(cookie);
              HttpClientContext context = HttpClientContext.create();
              context.setCookieStore(store);
              r.in(context);
            },
            clean)
        .add(
            "A-40",
            "a proxy that would read the message",
            r -> r.in(configured(RequestConfig.custom().setProxy(r.target()).build())),
            Refused.with(Reason.CLEARTEXT))
        .add(
            "A-28",
            "a context that asks for a protocol upgrade",
            context(
                c ->
                    c.setRequestConfig(
                        RequestConfig.custom().setProtocolUpgradeEnabled(true).build())),
            clean);
  }

  static BasicScheme basic() {
    BasicScheme scheme = new BasicScheme();
    scheme.initPreemptive(new UsernamePasswordCredentials(CANARY, CANARY.toCharArray()));
    return scheme;
  }

  private static HttpClientContext configured(RequestConfig config) {
    HttpClientContext context = HttpClientContext.create();
    context.setRequestConfig(config);
    return context;
  }

  private static Consumer<AttackRequest> context(Consumer<HttpClientContext> change) {
    return r -> {
      HttpClientContext context = HttpClientContext.create();
      change.accept(context);
      r.in(context);
    };
  }
}
