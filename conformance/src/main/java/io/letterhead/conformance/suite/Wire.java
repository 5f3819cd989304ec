package io.letterhead.conformance.suite;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How the transport speaks to the side of it that a run looks at. */
public enum Wire {
  /** HTTP/1.1 in clear, over loopback. */
  H1("h1", false),
  /** HTTP/1.1 over TLS. */
  H1_TLS("h1-tls", true),
  /** HTTP/2 over TLS, agreed on by ALPN. */
  H2("h2", true);

  private final String id;
  private final boolean tls;

  Wire(String id, boolean tls) {
    this.id = id;
    this.tls = tls;
  }

  /** Its name in texts and reports. */
  public String id() {
    return id;
  }

  /** Whether it is over TLS. */
  public boolean isTls() {
    return tls;
  }

  /** Whether it is HTTP/2. */
  public boolean isHttp2() {
    return this == H2;
  }

  /** The wires that a transport with these features has, in their order. */
  public static List<Wire> of(Set<Feature> features) {
    return Arrays.stream(values())
        .filter(wire -> !wire.tls || features.contains(wire == H2 ? Feature.HTTP_2 : Feature.TLS))
        .toList();
  }

  /** The wire of that id. */
  public static Optional<Wire> of(String id) {
    return Arrays.stream(values()).filter(wire -> wire.id.equals(id)).findFirst();
  }
}
