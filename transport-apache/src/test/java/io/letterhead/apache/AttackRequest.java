package io.letterhead.apache;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.net.URIAuthority;
import org.jspecify.annotations.Nullable;

/** What a hostile caller makes of one request, for any client. For one thread. */
final class AttackRequest {

  private HttpHost target;
  private final List<Header> fields = new ArrayList<>();
  private HttpClientContext context = HttpClientContext.create();
  private String method = "GET";
  private String path = "/v1/models";
  private URIAuthority authority;
  private @Nullable AttackBody body;
  private boolean absolute;

  AttackRequest(URI origin) {
    this.target = HttpHost.create(origin);
    this.authority = new URIAuthority(target);
  }

  /** A field with that name and value, whatever they hold. */
  AttackRequest field(String name, @Nullable String value) {
    return field(new BasicHeader(name, value));
  }

  AttackRequest field(Header field) {
    fields.add(field);
    return this;
  }

  AttackRequest method(String other) {
    method = other;
    return this;
  }

  AttackRequest path(String other) {
    path = other;
    return this;
  }

  AttackRequest authority(URIAuthority other) {
    authority = other;
    return this;
  }

  /** Where the connection leads, whatever the message says. */
  AttackRequest target(HttpHost other) {
    target = other;
    return this;
  }

  AttackRequest absolute() {
    absolute = true;
    return this;
  }

  AttackRequest post(AttackBody content) {
    body = content;
    return method("POST").path("/v1/messages");
  }

  AttackRequest caller(CallerContext caller) {
    caller.putInto(context);
    return this;
  }

  AttackRequest in(HttpClientContext other) {
    context = other;
    return this;
  }

  HttpHost target() {
    return target;
  }

  String method() {
    return method;
  }

  String path() {
    return path;
  }

  URIAuthority authority() {
    return authority;
  }

  boolean isAbsolute() {
    return absolute;
  }

  @Nullable AttackBody body() {
    return body;
  }

  List<Header> fields() {
    return fields;
  }

  HttpClientContext context() {
    return context;
  }
}
