package io.letterhead.apache;

import java.util.List;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.net.URIAuthority;

/**
 * The head of a message as it goes on the wire, made of what was decided and of nothing else.
 *
 * @param method the method
 * @param scheme the scheme of the route's target
 * @param authority the route's target
 * @param path the request target, in origin form; of a CONNECT, host and port
 * @param absolute whether it goes to a proxy that needs the absolute form
 * @param fields all fields, framing too
 */
record WireHead(
    String method,
    String scheme,
    URIAuthority authority,
    String path,
    boolean absolute,
    List<Header> fields) {

  /** The head as a message of HttpClient, which nobody else has a reference to. */
  HttpRequest toRequest() {
    BasicHttpRequest request = new BasicHttpRequest(method, scheme, authority, path);
    writeTo(request);
    return request;
  }

  void writeTo(BasicHttpRequest request) {
    request.setAbsoluteRequestUri(absolute);
    request.setHeaders(fields.toArray(Header[]::new));
  }

  /** The method and the path alone; a query may hold a credential. */
  @Override
  public String toString() {
    int mark = path.indexOf('?');
    return method + " " + (mark < 0 ? path : path.substring(0, mark));
  }
}
