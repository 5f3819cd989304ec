package io.letterhead.apache;

import java.net.SocketAddress;
import javax.net.ssl.SSLSession;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.HttpVersion;
import org.apache.hc.core5.http.ProtocolVersion;
import org.jspecify.annotations.Nullable;

/**
 * One attempt that was decided: what is written, over which connections, and what may come back.
 */
sealed interface Outgoing permits ProviderOutgoing, ForeignOutgoing, TunnelOutgoing {

  /**
   * The head to write, made afresh.
   *
   * @param body the body behind it
   * @param version the version that the connection speaks
   * @throws RefusedException if the seal does not hold
   */
  WireHead head(BodyFraming body, ProtocolVersion version) throws RefusedException;

  /**
   * Checks the connection that the head is about to be written to.
   *
   * @param tls the connection's TLS session; null where it has none
   * @param peer the address at its other end; null where it is not known
   * @throws RefusedException if the head may not go there
   */
  void requirePeer(@Nullable SSLSession tls, @Nullable SocketAddress peer) throws RefusedException;

  /**
   * Takes from a response what does not reach the application.
   *
   * @throws RefusedException if nothing of it does
   */
  void filter(HttpResponse response) throws RefusedException;

  static boolean isHttp2(ProtocolVersion version) {
    return version.greaterEquals(HttpVersion.HTTP_2);
  }
}
