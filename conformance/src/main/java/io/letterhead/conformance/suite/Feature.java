package io.letterhead.conformance.suite;

import java.util.Arrays;
import java.util.Optional;

/** What a transport may have beyond the core, and is measured by if it says that it does. */
public enum Feature {
  /** It speaks to origins over TLS. */
  TLS("tls", "speaks to origins over TLS"),
  /** It speaks HTTP/2, over TLS. */
  HTTP_2("http-2", "speaks HTTP/2"),
  /** It hands on a response as it comes, not only when it is whole. */
  STREAMING("streaming", "hands on a response as it comes"),
  /** It takes trailer fields from its caller. */
  TRAILERS("trailers", "takes trailer fields from its caller"),
  /** It hands on a WebSocket. */
  UPGRADE("upgrade", "hands on a WebSocket"),
  /** It follows redirects by itself. */
  REDIRECTS("redirects", "follows redirects by itself"),
  /** It sends a request again by itself. */
  RETRIES("retries", "sends a request again by itself"),
  /** It takes a new policy, or a new secret, while it serves. */
  RELOAD("reload", "takes a new policy while it serves"),
  /** It knows caller data. */
  CALLER_DATA("caller-data", "knows caller data"),
  /** It obeys rules for responses. */
  RESPONSE_RULES("response-rules", "obeys rules for responses"),
  /** It takes whatever policy it is given, not one that somebody has configured. */
  ANY_POLICY("any-policy", "takes any policy"),
  /** It takes its callers' requests as bytes, over connections. */
  CONNECTIONS("connections", "takes requests as bytes, over connections");

  private final String id;
  private final String sentence;

  Feature(String id, String sentence) {
    this.id = id;
    this.sentence = sentence;
  }

  /** Its name in texts and reports. */
  public String id() {
    return id;
  }

  /** What a transport does that has it, to be read after <em>the transport</em>. */
  public String sentence() {
    return sentence;
  }

  /** The feature of that id. */
  public static Optional<Feature> of(String id) {
    return Arrays.stream(values()).filter(feature -> feature.id.equals(id)).findFirst();
  }
}
