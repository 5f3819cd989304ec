package io.letterhead.apache;

import io.letterhead.policy.FieldName;
import java.util.ArrayList;
import java.util.List;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.message.BasicHeader;

/**
 * What a caller's request says to a proxy, in the client's place: a proxy that reads the message
 * gets the client's own answer to its challenge alone, and HttpClient gives none where the request
 * has one already.
 */
final class ProxyClaims {

  private static final String CLAIM = FieldName.fold(HttpHeaders.PROXY_AUTHORIZATION);

  private ProxyClaims() {}

  /** Whether a request's way leads over a proxy that reads it, and it speaks to one. */
  static boolean areIn(HttpRequest request, HttpRoute route) {
    if (route.getProxyHost() == null || route.isTunnelled()) {
      return false;
    }
    for (Header field : request.getHeaders()) {
      if (field.getClass() != BasicHeader.class || isClaim(field.getName())) {
        return true;
      }
    }
    return false;
  }

  /** Removes them. What is no plain field is asked once, and copied: it could answer otherwise. */
  static void removeFrom(HttpRequest request) {
    List<Header> others = new ArrayList<>();
    for (Header field : request.getHeaders()) {
      String name = field.getName();
      if (!isClaim(name)) {
        boolean plain = field.getClass() == BasicHeader.class;
        others.add(plain ? field : new BasicHeader(name, field.getValue(), field.isSensitive()));
      }
    }
    request.setHeaders(others.toArray(Header[]::new));
  }

  /** Whether a name is that of what is said to a proxy, in whatever spelling. */
  static boolean isClaim(String name) {
    return FieldName.isToken(name) && FieldName.fold(name).equals(CLAIM);
  }
}
