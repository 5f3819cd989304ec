package io.letterhead.apache;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableSet;
import io.letterhead.policy.FieldName;
import io.letterhead.policy.Rejection;
import io.letterhead.policy.RequestHead;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.message.BasicHeader;

/**
 * What belongs to the next connection alone, and not to the message (RFC 9110, section 7.6.1): the
 * proxy's credential, whether the connection ends, and how a response is framed.
 *
 * @param proxy whether the next connection is to a proxy that reads the message
 * @param proxyAuthorization the client's answer to that proxy's challenge
 * @param closes whether the application asked for the connection to end
 */
record Hop(boolean proxy, Optional<String> proxyAuthorization, boolean closes) {

  private static final ImmutableSet<String> ONE_HOP =
      ImmutableSet.of(
          "connection",
          "content-length",
          "expect",
          "host",
          "http2-settings",
          "keep-alive",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private static final String CONNECTION = "connection";
  private static final Splitter OPTIONS = Splitter.on(',').trimResults();
  private static final CharMatcher DIGITS = CharMatcher.inRange('0', '9');
  private static final Pattern TIMEOUT = Pattern.compile("timeout=([0-9]{1,9})");

  /**
   * What a request's way asks for.
   *
   * @param proxyReads whether a proxy reads the message
   * @param claims what is said to that proxy
   * @throws RefusedException if what is said to the proxy is more than one value, or malformed
   */
  static Hop of(boolean proxyReads, RequestHead head, List<String> claims) throws RefusedException {
    boolean closes = false;
    for (int i = 0; i < head.size(); i++) {
      closes |= isNamed(head.name(i), CONNECTION) && isClose(head.value(i));
    }
    if (claims.size() > 1) {
      throw new RefusedException(
          new Rejection(
              Rejection.Reason.REPEATED,
              HttpHeaders.PROXY_AUTHORIZATION,
              "the field `Proxy-Authorization` comes twice; it may come once"));
    }
    return new Hop(
        proxyReads,
        claims.isEmpty() ? Optional.empty() : Optional.of(wellFormed(claims.get(0))),
        closes);
  }

  /** Whether a proxy on the route reads a message that is a CONNECT, or is none. */
  static boolean isReadByProxy(HttpRoute route, boolean connect) {
    return route.getProxyHost() != null && (connect || !route.isTunnelled());
  }

  private static String wellFormed(String claim) throws RefusedException {
    Optional<Rejection> malformed = CallerField.malformed(HttpHeaders.PROXY_AUTHORIZATION, claim);
    if (malformed.isPresent()) {
      throw new RefusedException(malformed.get());
    }
    return claim;
  }

  private static boolean isNamed(String name, String folded) {
    return name.length() == folded.length()
        && FieldName.isToken(name)
        && FieldName.fold(name).equals(folded);
  }

  /** Whether a name belongs to one connection, whoever writes it. */
  static boolean isOfOneHop(String name) {
    return ONE_HOP.contains(FieldName.fold(name));
  }

  boolean needsAbsoluteForm() {
    return proxy;
  }

  /** Adds what this hop's request needs in HTTP/1.1; to be done last, behind the seal. */
  void addTo(List<Header> fields) {
    proxyAuthorization.ifPresent(
        value -> fields.add(new BasicHeader(HttpHeaders.PROXY_AUTHORIZATION, value, true)));
    if (closes) {
      fields.add(new BasicHeader(HttpHeaders.CONNECTION, "close"));
    }
  }

  /**
   * The fields of a response that are this hop's and that the client itself reads, each made
   * afresh: whether and how long the connection stays open, the length of the body, and the
   * challenge of the proxy.
   */
  List<Header> ofThisHop(HttpResponse response) {
    List<Header> fields = new ArrayList<>();
    for (Header field : response.getHeaders(HttpHeaders.CONNECTION)) {
      if (field.getValue() != null && isClose(field.getValue())) {
        fields.add(new BasicHeader(HttpHeaders.CONNECTION, "close"));
      }
    }
    Header keepAlive = response.getFirstHeader(HttpHeaders.KEEP_ALIVE);
    if (keepAlive != null) {
      Matcher timeout = TIMEOUT.matcher(String.valueOf(keepAlive.getValue()));
      if (timeout.find()) {
        fields.add(new BasicHeader(HttpHeaders.KEEP_ALIVE, "timeout=" + timeout.group(1)));
      }
    }
    Header length = response.getFirstHeader(HttpHeaders.CONTENT_LENGTH);
    if (length != null
        && DIGITS.matchesAllOf("" + length.getValue())
        && !length.getValue().isEmpty()) {
      fields.add(new BasicHeader(HttpHeaders.CONTENT_LENGTH, length.getValue()));
    }
    if (proxy && response.getCode() == HttpStatus.SC_PROXY_AUTHENTICATION_REQUIRED) {
      fields.addAll(List.of(response.getHeaders(HttpHeaders.PROXY_AUTHENTICATE)));
    }
    return fields;
  }

  private static boolean isClose(String options) {
    for (String option : OPTIONS.split(options)) {
      if (FieldName.isToken(option) && FieldName.fold(option).equals("close")) {
        return true;
      }
    }
    return false;
  }
}
